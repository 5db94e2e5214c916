"""Searches for somebody, comparisons of two pictures, checks of an identity and of the lists that they ask, requests of
families: what is asked is sealed under the key of the use, and becomes a job.
"""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, BinaryIO, Final

from django.db import transaction
from django.http import Http404
from django.utils.translation import gettext as _

from manumit.base.kernel import UsageError
from manumit.base.vault import Item
from manumit.doors.web.desk.acts import galleries, jobs
from manumit.doors.web.desk.acts.galleries import gallery_of
from manumit.doors.web.desk.acts.opening import lists_for
from manumit.doors.web.desk.acts.portraits import NAMED_IN, named_pictures
from manumit.doors.web.desk.acts.tracing import note
from manumit.doors.web.desk.acts.using import chosen, seal_picture, use_of
from manumit.doors.web.desk.gate import Here
from manumit.doors.web.desk.models import Aim, Job, Kind, Search, Subject, Workspace
from manumit.doors.web.desk.sealing import vault
from manumit.doors.web.desk.sights.galleries import must_be_open
from manumit.doors.web.desk.sights.lookups import folder_of, lookup_of
from manumit.doors.web.desk.uploads import SealedUpload, safe_name
from manumit.engine.biometrics import AIMS
from manumit.engine.signals import Mrz, read_mrz

MOST_YEARS: Final = 80
MOST_FURTHER: Final = 20
"""Further pictures of who is looked for."""
ZONE, REQUEST, DETAILS = "document", "request", "details"
"""What may be sealed with a use besides its pictures: the zone of a document, what a family tells, what is said of who
is looked for."""


class Probe:
    """A picture to look for: its name and its bytes, opened once; whose or of which record it is, if that is known."""

    def __init__(
        self, name: str, source: BinaryIO, record_id: str = "", subject: Subject | None = None
    ) -> None:
        self.name, self.source, self.record_id, self.subject = name, source, record_id, subject

    @classmethod
    def handed_in(cls, upload: SealedUpload) -> Probe:
        """An upload."""
        reader: Any = upload.reader()
        return cls(safe_name(upload.name or ""), reader)

    @classmethod
    def of_record(cls, workspace: Workspace, record_id: str, number: int) -> Probe:
        """Picture `number` that a record names; 404 when it is not there."""
        found = record_pictures(workspace, record_id)
        if not 0 <= number < len(found):
            raise Http404
        path = found[number]
        return cls(path.name, io.BytesIO(path.read_bytes()), record_id)

    @classmethod
    def of_subject(cls, here: Here, subject: Subject, modality: str) -> Probe:
        """The newest picture of this kind of somebody in a gallery; UsageError when none is kept, Refused where who it
        is stays covered."""
        must_be_open(here, subject)
        found = [one for one in galleries.pictures_of(subject) if one.modality == modality]
        data = galleries.copy_of(subject, found[-1]) if found else None
        if data is None:
            raise UsageError(
                _("No picture of this kind is kept of this person."), _("Choose what is compared anew.")
            )
        return cls(found[-1].name, io.BytesIO(data), subject.record_id, subject)


def record_pictures(workspace: Workspace, record_id: str) -> list[Path]:
    """The pictures that a record names and that are there."""
    record = lookup_of(workspace).record(record_id)
    columns = {kind: column for kind, column, _ in NAMED_IN}
    if record is None or record.kind not in columns:
        return []
    folder = folder_of(workspace)
    return [path for _, _, path in named_pictures(folder, record.kind, columns[record.kind], [record_id])]


def ask(
    here: Here,
    way: str,
    told: Mapping[str, str],
    probes: Sequence[Probe],
    further: Sequence[tuple[str, Probe]] = (),
    words: Mapping[str, bytes] | None = None,
    about: Subject | None = None,
) -> Search | None:
    """A use and its job; `further` pictures of who is looked for with what each shows, `words` to be sealed with it,
    `about`: whom of a gallery they are of. None when this form was sent before. UsageError where something is missing.
    """
    looks = way in (Search.Way.SEARCH, Search.Way.TRACE)
    kind = chosen(told, "kind", Kind.values) if told.get("kind") or looks else ""
    aim = chosen(told, "aim", Aim.values) if way == Search.Way.CHECK and told.get("aim") else ""
    wanted = use_of(here, told, "search")
    years = _years(told)
    _enough(way, kind or aim, probes, further)
    if kind and gallery_of(here.ws, kind) is None:
        raise UsageError(
            _("Nobody is in this gallery yet."), _("Take people in first, or choose another gallery.")
        )
    if aim:
        _open(here, aim, kind)
    if not jobs.first_time(here, told.get("once", "")):
        return None
    items = [
        seal_picture(wanted["ident"], number, {"name": one.name}, one.source)
        for number, one in enumerate([*probes, *(one for _modality, one in further)])
    ]
    for name, data in (words or {}).items():
        vault().seal(Item(wanted["ident"], f"{wanted['ident']}:{name}", 1, data, name))
    first, last = (probes[0], probes[-1]) if probes else (None, None)
    taken = [one.subject for one in probes if one.subject]
    with transaction.atomic():
        job = Job.objects.create(workspace=here.ws, kind="identify", asked_by=here.user)
        made = Search.objects.create(
            job=job,
            way=way,
            kind=kind,
            aim=aim,
            child="child" in told,
            years=years,
            probes=len(probes),
            also=[modality for modality, _probe in further],
            record_id=first.record_id if first else "",
            other_record_id=probes[1].record_id if len(probes) > 1 else "",
            entity_id=told.get("entity", "")[:80],
            subject=about or (last.subject if last else None),
            people=sorted({one.pk for one in [*taken, about] if one}),
            **wanted,
        )
        job.inputs = [task_of(made, items, words or {})]
        job.save(update_fields=["inputs"])
        note("access", here.user, "search", made.pk, here.ws, made.purpose, did=way, gallery=kind, lists=aim)
        for one in taken:
            note(
                "access", here.user, "subject", one.pk, here.ws, made.purpose, form="picture", did="looked for"
            )  # fmt: skip
    return made


def _years(told: Mapping[str, str]) -> int:
    years = told.get("years", "0") or "0"
    if not (years.isascii() and years.isdecimal() and int(years) <= MOST_YEARS):
        raise UsageError(_("This is no number of years."), _("Choose 0 to %(n)s.") % {"n": MOST_YEARS})
    return int(years)


def _open(here: Here, aim: str, kind: str) -> None:
    """UsageError where no list is open to checks with this aim, one of them is looked in for a name anyhow, or the
    gallery that is looked in is none that this aim may ask: possible victims are not looked through for a suspicion."""
    if kind not in ("", Kind.STAFF, *AIMS[aim]):
        raise UsageError(
            _("No check for this looks in this gallery."),
            _("Choose another to look for other names, or none."),
            field="kind",
        )
    lists = lists_for(here.ws, aim)
    if not lists:
        raise UsageError(
            _("No list is open to this check."),
            _("A supervisor opens one on the page of its gallery; or check without lists."),
        )
    if kind in lists:
        raise UsageError(
            _("This gallery is asked as a list already."),
            _("Choose another to look for other names, or none."),
            field="kind",
        )


def _enough(way: str, asked: str, probes: Sequence[Probe], further: Sequence[object]) -> None:
    """UsageError without the pictures that this way needs, or with too many. `asked`: that a gallery is."""
    if way == Search.Way.CHECK and len(probes) < 2 and not asked:
        raise UsageError(
            _("There is nothing to compare."),
            _("Give the document's picture and one of the person, or choose a gallery to look in."),
        )
    if way == Search.Way.CHECK and further and not asked:
        raise UsageError(
            _("There is no gallery to look for the finger or eye in."),
            _("Choose one, or hand in the pictures alone."),
        )
    if (not probes and way != Search.Way.TRACE) or (way == Search.Way.PAIR and len(probes) != 2):
        raise UsageError(_("A picture is missing."), _("Choose it, or take one that is in the records."))
    if len(further) > MOST_FURTHER:
        raise UsageError(
            _("These are more than %(n)s pictures.") % {"n": MOST_FURTHER}, _("Choose the best of them.")
        )


def task_of(made: Search, items: list[str], words: Mapping[str, bytes]) -> dict[str, Any]:
    """What its job is told: `items`, the vault's ids of its pictures; `words` as for `ask`."""
    subject = made.subject
    return {
        "what": "trace" if made.way == Search.Way.TRACE else "look",
        "use": made.pk,
        "slug": made.workspace.slug,
        "kind": made.kind,
        "aim": made.aim,
        "modality": made.modality,
        "probes": items[: made.probes],
        "also": list(zip(made.also, items[made.probes :], strict=True)),
        "words": {name: f"{made.ident}:{name}" for name in words},
        "pair": made.probes == 2,
        "purpose": made.purpose,
        "basis": made.basis,
        "child": made.child,
        "years": made.years,
        "without": subject.ident if subject and subject.kind == made.kind else "",
        "whom": [subject.kind, subject.ident] if subject else [],
    }


def words_of(search: Search, name: str) -> bytes:
    """What was sealed with a use; nothing where nothing was."""
    try:
        return vault().read(f"{search.ident}:{name}").data
    except UsageError:
        return b""


def document_of(search: Search) -> Mrz | None:
    """The zone that was read at a check."""
    text = words_of(search, ZONE).decode()
    return read_mrz(text, search.asked_at.date()) if text else None
