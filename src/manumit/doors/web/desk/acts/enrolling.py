"""People are taken into a gallery: what was handed in is sealed under the key of its use, and becomes a job."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from manumit.base.kernel import UsageError
from manumit.base.vault import new_id
from manumit.doors.web.desk.acts import jobs
from manumit.doors.web.desk.acts.tracing import note
from manumit.doors.web.desk.acts.using import Handed, chosen, seal_picture, some, use_of
from manumit.doors.web.desk.gate import Here
from manumit.doors.web.desk.models import Enrolment, Job, Kind, Modality, Source, Subject
from manumit.doors.web.desk.uploads import safe_name


def enrol(here: Here, told: Mapping[str, str], handed: Sequence[Handed]) -> Enrolment | None:
    """Have pictures read. None when this form was sent before. UsageError where something is missing."""
    kind, wanted = chosen(told, "kind", Kind.values), use_of(here, told, "batch")
    from_records = told.get("from", "files") == "records"
    if from_records and (kind not in (Kind.VICTIM, Kind.MISSING) or wanted["modality"] != Modality.FACE):
        raise UsageError(
            _("Records name pictures of faces, of possible victims and of missing people alone."),
            _("Choose one of these galleries and faces, or hand in pictures."),
        )
    if not from_records:
        some(handed)
    if not jobs.first_time(here, told.get("once", "")):
        return None
    person = " ".join(told.get("person", "").split())[:120]
    pictures = [] if from_records else _sealed(wanted["ident"], handed, person, told.get("who", "one"))
    source = Source.HANDED_IN if told.get("source") != Source.FOUND else Source.FOUND
    return _made(here, pictures, kind=kind, source=source, **wanted)


def add(here: Here, subject: Subject, told: Mapping[str, str], handed: Sequence[Handed]) -> Enrolment | None:
    """Have more pictures of somebody read who is in a gallery. None when this form was sent before. UsageError where
    something is missing."""
    wanted = use_of(here, told, "batch", ends=subject.keep_until)
    some(handed)
    if not jobs.first_time(here, told.get("once", "")):
        return None
    pictures = _sealed(wanted["ident"], handed, "", "one", subject.ident)
    return _made(here, pictures, kind=subject.kind, source=subject.source, added_to=subject, **wanted)


@transaction.atomic
def _made(here: Here, pictures: list[dict[str, str]], **columns: Any) -> Enrolment:
    """An enrolment and its job."""
    job = Job.objects.create(workspace=here.ws, kind="enrol", asked_by=here.user)
    made = Enrolment.objects.create(job=job, pictures=len(pictures), **columns)
    job.inputs = [
        {
            "what": "enrol",
            "use": made.pk,
            "slug": here.ws.slug,
            "kind": made.kind,
            "modality": made.modality,
            "batch": made.ident,
            "pictures": pictures,
            "added": made.added_to_id is not None,
        }
    ]
    job.save(update_fields=["inputs"])
    note("file_read", here.user, "enrolment", made.pk, here.ws, made.purpose, kind=made.kind)
    return made


def _sealed(
    batch: str, handed: Sequence[Handed], person: str, who: str, one: str = ""
) -> list[dict[str, str]]:
    """(item, subject) of each: all of one person (`one`, or somebody new), or each of the person its name says."""
    one, names, pictures = one or new_id("s"), dict[str, str](), []
    for number, (said, source) in enumerate(handed):
        name = safe_name(said)
        stem = name.rpartition(".")[0] or name
        whose = stem.rpartition("_")[0] or stem
        subject = one if who == "one" else names.setdefault(whose, new_id("s"))
        words = {"name": name, "person": person if who == "one" else whose}
        pictures.append({"item": seal_picture(batch, number, words, source), "subject": subject})
    return pictures
