"""Galleries of a workspace: people are taken in, shown, and taken out again when they wish or when their time is over.
Opening one derives a key; a process does so once.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from pathlib import Path
from typing import Any, BinaryIO, Final

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from manumit.base.kernel import Erased, UsageError, load_settings
from manumit.base.vault import Item, PassphraseHolder, new_id
from manumit.doors.web.desk.acts import jobs
from manumit.doors.web.desk.acts.comparing import EVIDENCE
from manumit.doors.web.desk.acts.matching import secret_of
from manumit.doors.web.desk.acts.portraits import bytes_of
from manumit.doors.web.desk.acts.taking import SORT
from manumit.doors.web.desk.acts.tracing import note
from manumit.doors.web.desk.gate import Here
from manumit.doors.web.desk.models import (
    Candidate,
    Enrolment,
    Job,
    Kind,
    Modality,
    Search,
    Source,
    Subject,
    Workspace,
)
from manumit.doors.web.desk.sealing import vault
from manumit.doors.web.desk.uploads import safe_name
from manumit.engine.biometrics import CaseForm, Gallery
from manumit.engine.pictures import lists_of, names_any

KEEP: Final = (30, 90, 365, 730)
"""Days that somebody may choose from."""
MOST_PICTURES: Final = 200
"""Of one enrolment through a browser; `manumit enrol` takes folders of any size."""
Handed = tuple[str, BinaryIO]
"""The name of a picture, and its bytes from their beginning."""
LEAST: Final = 8
"""Characters of a purpose and of a legal basis, as for `purposes`."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A copy of an enrolled picture: its vault id and what is said of it."""

    item: str
    name: str
    modality: str
    at: int
    digest: str
    """SHA-256 of what was handed in, by which its template is known."""
    digests: Mapping[str, str]
    """All that were made of what was handed in, by which lists know it: a copy has other bytes."""


def gallery_of(workspace: Workspace, kind: str) -> Gallery | None:
    """The opened gallery of a class; None when nobody was taken in yet."""
    folder: Path = settings.HOUSE.galleries / workspace.slug
    if not (folder / kind / "keys").exists():
        return None
    return _opened(folder, kind, secret_of(settings.HOUSE, workspace.slug, kind))


@lru_cache(maxsize=16)
def _opened(folder: Path, kind: str, passphrase: str) -> Gallery:
    return Gallery.open(folder, kind, PassphraseHolder(passphrase))


def home(subject: Subject) -> Gallery:
    """The gallery somebody is in."""
    found = gallery_of(subject.workspace, subject.kind)
    if found is None:
        raise Erased(_("This gallery is gone."), _("It may be in a backup."))
    return found


def name_of(subject: Subject) -> str:
    """The sealed name, or empty."""
    if (form := form_of(subject)) and "name" in form.row:
        return form.row["name"]
    try:
        told = json.loads(home(subject).vault.read(f"about {subject.ident}").data)
    except (UsageError, Erased):
        return ""
    return str(told.get("name", ""))


def form_of(subject: Subject) -> CaseForm | None:
    """What is told of somebody and of the family; None where nothing is."""
    try:
        return home(subject).form(subject.ident)
    except Erased:
        return None


def pictures_of(subject: Subject) -> list[Picture]:
    """What is kept of somebody to look at, the oldest first."""
    found = home(subject).vault.search("copies", subject.ident)
    rows = [_picture(one.record, one.sealed_at, json.loads(one.data)) for one in found]
    return sorted(rows, key=lambda one: (one.at, one.item))


def _picture(item: str, at: int, told: Mapping[str, Any]) -> Picture:
    digest = told.get("digest", "")
    digests = told.get("digests") or ({"sha256": digest} if digest else {})
    return Picture(item, told["name"], told["modality"], at, digest, digests)


def copy_of(subject: Subject, picture: Picture) -> bytes | None:
    """Our copy; None where what it was drawn from is on a list by now."""
    if names_any(lists_of(load_settings()), picture.digests):
        return None
    return bytes_of(home(subject).vault, picture.item)


# --- What a use needs


def text(told: Mapping[str, str], name: str, most: int) -> str:
    """A purpose or a legal basis; UsageError for none."""
    said = " ".join(told.get(name, "").split())
    if len(said) < LEAST:
        raise UsageError(
            _("A use of biometrics needs a purpose and a legal basis."),
            _("Say what for in a few words, and on which article, order or consent it rests."),
        )
    return said[:most]


def chosen(told: Mapping[str, str], name: str, among: Sequence[str]) -> str:
    """One of a list; UsageError else."""
    value = told.get(name, "")
    if value not in among:
        raise UsageError(_("The form is not complete."), _("Load the page again and choose from each list."))
    return value


def until(told: Mapping[str, str]) -> date:
    """The day on which it ends."""
    days = int(chosen(told, "keep", [str(one) for one in KEEP]))
    return timezone.now().date() + timedelta(days=days)


def use_of(
    here: Here, told: Mapping[str, str], prefix: str, pictures: bool = True, ends: date | None = None
) -> dict[str, Any]:
    """The columns of a use, from its form; one without pictures has no modality. `ends`: if the form says none."""
    vault()  # made here where there is none: its job opens it
    return {
        "workspace": here.ws,
        "ident": new_id(prefix),
        "modality": chosen(told, "modality", Modality.values) if pictures else "",
        "purpose": text(told, "purpose", 300),
        "basis": text(told, "basis", 200),
        "keep_until": ends or until(told),
        "asked_by": here.user,
    }


def seal_picture(person: str, number: int, words: Mapping[str, Any], source: BinaryIO) -> str:
    """Seal what was handed in under the id of its use; the vault's id of it."""
    item = f"{person}:{number}"
    data = json.dumps(words, ensure_ascii=False).encode("utf-8", "replace")
    vault().seal_file(Item(person, item, 1, data, SORT), source)
    return item


# --- Taking in


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


def some(handed: Sequence[Handed]) -> None:
    """UsageError for none, or too many."""
    if not handed:
        raise UsageError(_("No picture was chosen."), _("Choose one or more, then hand them in."))
    if len(handed) > MOST_PICTURES:
        raise UsageError(
            _("These are more than %(n)s pictures.") % {"n": MOST_PICTURES},
            _("Hand them in in parts; `manumit enrol` takes whole folders."),
        )


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


ANSWER: Final = ("unread", "attack", "pair", "answer", "quality", "rooms")
"""What of a job's result stands with its search."""


@transaction.atomic
def take_in(job: Job) -> None:
    """What came of a job becomes rows: people in a gallery, or candidates of a search."""
    told = Job.objects.values_list("result", flat=True).get(pk=job.pk)
    if job.kind == "enrol":
        made = Enrolment.objects.select_related("workspace").get(pk=told["use"])
        for one in told["people"]:
            Subject.objects.get_or_create(
                workspace=made.workspace,
                kind=made.kind,
                ident=one["subject"],
                defaults={
                    "enrolment": made,
                    "source": one.get("source", made.source),
                    "record_id": one.get("record_id", ""),
                    "keep_until": made.keep_until,
                },
            )
    elif job.kind in ("identify", "room"):
        asked = Search.objects.select_related("workspace").get(pk=told["use"])
        if asked.erased_at:  # while it was compared
            Job.objects.filter(pk=job.pk).update(result={"use": told["use"]})
            return
        _candidates(asked, told)
        asked.answer = {name: told.get(name) for name in ANSWER}
        if asked.answer["answer"]:
            asked.answer["answer"]["candidates"] = len(told["answer"]["candidates"])
        asked.save(update_fields=["answer"])
        Job.objects.filter(pk=job.pk).update(result={"use": told["use"]})


def _candidates(asked: Search, told: Mapping[str, Any]) -> None:
    if told["pair"]:
        Candidate.objects.get_or_create(
            search=asked,
            subject=None,
            defaults={"llr": told["pair"]["llr"], "rank": 0, "evidence": _evidence(told["pair"])},
        )
    found = (told["answer"] or {}).get("candidates", ())
    for rank, one in enumerate([told["held"]] if told.get("held") else found, 1):
        subject = Subject.objects.filter(
            workspace=asked.workspace, kind=asked.kind, ident=one["subject"]
        ).first()
        if subject:
            Candidate.objects.get_or_create(
                search=asked,
                subject=subject,
                defaults={"llr": one["llr"], "rank": rank, "evidence": _evidence(one)},
            )


def _evidence(one: Mapping[str, Any]) -> dict[str, Any]:
    """What its ratio is made of, and what another matcher says."""
    return {name: one[name] for name in (*EVIDENCE, "second") if one.get(name)}
