"""Searches for somebody, comparisons of two pictures, checks of an identity; and the decisions of two people about what
came of them. What each of the two said is sealed under the key of whom it is about.
"""

from __future__ import annotations

import io
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, BinaryIO, Final

from django.db import transaction
from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext as _

from manumit.base.kernel import Refused, UsageError
from manumit.base.vault import Item
from manumit.doors.web.desk.acts import galleries, jobs
from manumit.doors.web.desk.acts.galleries import chosen, gallery_of, home, seal_picture, use_of
from manumit.doors.web.desk.acts.portraits import NAMED_IN, bytes_of, named_pictures
from manumit.doors.web.desk.acts.tracing import note
from manumit.doors.web.desk.gate import Here
from manumit.doors.web.desk.models import Candidate, Job, Kind, Placed, Search, Subject, Workspace
from manumit.doors.web.desk.sealing import vault
from manumit.doors.web.desk.sights.lookups import folder_of, lookup_of
from manumit.doors.web.desk.uploads import SealedUpload, safe_name
from manumit.engine.biometrics import AGAIN, ALONE, ANSWERS, Decisions
from manumit.engine.signals import Mrz, read_mrz

FEATURES: Final = ("ears", "brows", "eyes", "nose", "mouth", "marks")
"""What somebody may tick as compared; of prints and eyes they write it."""
MOST_YEARS: Final = 80
_PAIR = "pair"
"""Under whose name decisions about two pictures that were compared stand: nobody's in a gallery."""


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
    def of_subject(cls, subject: Subject) -> Probe:
        """The newest picture of somebody in a gallery."""
        found = galleries.pictures_of(subject)
        if not found:
            raise Http404
        data = bytes_of(home(subject).vault, found[-1].item)
        return cls(found[-1].name, io.BytesIO(data), subject.record_id, subject)


def record_pictures(workspace: Workspace, record_id: str) -> list[Path]:
    """The pictures that a record names and that are there."""
    record = lookup_of(workspace).record(record_id)
    columns = {kind: column for kind, column, _ in NAMED_IN}
    if record is None or record.kind not in columns:
        return []
    folder = folder_of(workspace)
    return [path for _, _, path in named_pictures(folder, record.kind, columns[record.kind], [record_id])]


def ask(here: Here, way: str, told: Mapping[str, str], probes: Sequence[Probe]) -> Search | None:
    """A use and its job. None when this form was sent before. UsageError where something is missing."""
    kind = chosen(told, "kind", Kind.values) if told.get("kind") or way == Search.Way.SEARCH else ""
    wanted = use_of(here, told, "search")
    years = told.get("years", "0") or "0"
    if not (years.isascii() and years.isdecimal() and int(years) <= MOST_YEARS):
        raise UsageError(_("This is no number of years."), _("Choose 0 to %(n)s.") % {"n": MOST_YEARS})
    if not probes or (way == Search.Way.PAIR and len(probes) != 2):
        raise UsageError(_("A picture is missing."), _("Choose it, or take one that is in the records."))
    if kind and gallery_of(here.ws, kind) is None:
        raise UsageError(
            _("Nobody is in this gallery yet."), _("Take people in first, or choose another gallery.")
        )
    if not jobs.first_time(here, told.get("once", "")):
        return None
    items = [
        seal_picture(wanted["ident"], number, {"name": one.name}, one.source)
        for number, one in enumerate(probes)
    ]
    with transaction.atomic():
        job = Job.objects.create(workspace=here.ws, kind="identify", asked_by=here.user)
        made = Search.objects.create(
            job=job,
            way=way,
            kind=kind,
            child="child" in told,
            years=int(years),
            probes=len(probes),
            record_id=probes[0].record_id,
            other_record_id=probes[1].record_id if len(probes) > 1 else "",
            entity_id=told.get("entity", "")[:80],
            subject=probes[-1].subject,
            **wanted,
        )
        job.inputs = [_task(made, items, probes)]
        job.save(update_fields=["inputs"])
        note("access", here.user, "search", made.pk, here.ws, made.purpose, did=way, gallery=kind)
    return made


def _task(made: Search, items: list[str], probes: Sequence[Probe]) -> dict[str, Any]:
    subject = probes[-1].subject
    return {
        "what": "look",
        "use": made.pk,
        "slug": made.workspace.slug,
        "kind": made.kind,
        "modality": made.modality,
        "probes": items,
        "pair": len(items) == 2,
        "purpose": made.purpose,
        "basis": made.basis,
        "child": made.child,
        "years": made.years,
        "without": subject.ident if subject and subject.kind == made.kind else "",
    }


def keep_document(search: Search, text: str) -> Mrz:
    """Read a machine-readable zone and seal it with the use. UsageError when it is none."""
    read = read_mrz(text, timezone.now().date())
    vault().seal(Item(search.ident, f"{search.ident}:document", 1, text.encode(), "document"))
    return read


def document_of(search: Search) -> Mrz | None:
    """The zone that was read at a check."""
    try:
        text = vault().read(f"{search.ident}:document").data.decode()
    except UsageError:
        return None
    return read_mrz(text, search.asked_at.date())


# --- Two people decide


def decisions_of(candidate: Candidate) -> tuple[Decisions, str, str]:
    """(where they are sealed, id of the search, whom they are about)."""
    search = candidate.search
    if candidate.subject is None:
        return Decisions(vault()), search.ident, search.ident
    return home(candidate.subject).decisions, search.ident, candidate.subject.ident


def answer(here: Here, candidate_id: int, told: Mapping[str, str], features: Sequence[str]) -> Candidate:
    """Somebody's word on a pair, at the stage that it is in: alone, again where two differ, or settling it."""
    with transaction.atomic():
        candidate = (
            Candidate.objects.select_for_update(of=("self",))
            .select_related("search__workspace", "subject__workspace")
            .filter(search__workspace=here.ws, pk=candidate_id)
            .first()
        )
        if candidate is None:
            raise Http404
        said, reason = told.get("answer", ""), _reason(told, features)
        if said not in ANSWERS:
            raise UsageError(_("This is no answer."), _("Say: the same person, two people, or cannot tell."))
        _write(here, candidate, said, reason)
        note(
            "judgement", here.user, "candidate", candidate.pk, here.ws, candidate.search.purpose, verdict=said,
            state=candidate.state,
        )  # fmt: skip
    return candidate


def _write(here: Here, candidate: Candidate, said: str, reason: str) -> None:
    rows, search, subject = decisions_of(candidate)
    me, state = _name(here), rows.state(search, subject)
    first = [one for one in rows.seen_by(me, search, subject) if one.stage == ALONE]
    if state in ("open", "half"):
        rows.decide(search, subject, me, said, reason)
        _agree(rows, search, subject, me, ALONE)
    elif state == "apart" and me in {one.by[0] for one in first}:
        rows.again(search, subject, me, said, reason)
        candidate.again = [*candidate.again, here.user.pk]
        _agree(rows, search, subject, me, AGAIN)
    elif state == "apart":
        if not here.may("approve", mine=False):
            raise Refused(_("A third one settles it."), _("Ask a supervisor."))
        rows.settle(search, subject, me, said, reason)
    else:
        raise Refused(_("This was decided."), _("A new search begins a new decision."))
    outcome = rows.outcome(search, subject)
    candidate.state = rows.state(search, subject)
    candidate.outcome = "" if outcome == "open" else outcome
    candidate.by = [*dict.fromkeys([*candidate.by, here.user.pk])]
    candidate.decided_at = timezone.now() if candidate.state == "decided" else None
    candidate.save()
    if candidate.outcome == Candidate.Outcome.SAME:
        _place(candidate)


def _agree(rows: Decisions, search: str, subject: str, me: str, stage: str) -> None:
    """Where both say the same, that is what they decide together, for both reasons."""
    both = [one for one in rows.seen_by(me, search, subject) if one.stage == stage]
    if len(both) == 2 and both[0].answer == both[1].answer:
        names = (both[0].by[0], both[1].by[0])
        reason = "\n".join(one.reason for one in both)
        rows.together(search, subject, names, both[0].answer, reason)


def _reason(told: Mapping[str, str], features: Sequence[str]) -> str:
    """Ticked features and words, as JSON: pages say them in the reader's language. UsageError for none."""
    ticked = [one for one in FEATURES if one in features]
    words = " ".join(told.get("reason", "").split())[:1000]
    if not ticked and not words:
        raise UsageError(
            _("A decision needs its reason."), _("Tick what you compared, or write what is alike or differs.")
        )
    return json.dumps({"compared": ticked, "words": words}, ensure_ascii=False)


def _name(here: Here) -> str:
    return str(here.user.pk)


# --- What an accepted match leads to


def _place(candidate: Candidate) -> None:
    """Whoever is on one side moves where the records of both sides say."""
    search, subject = candidate.search, candidate.subject
    both = [search.record_id, search.other_record_id, subject.record_id if subject else ""]
    records = list(dict.fromkeys(one for one in both if one))
    people = {search.entity_id} if search.entity_id else set()
    for record in records:
        known = lookup_of(search.workspace).entities_of(record)
        people |= {entity.entity_id for entity, _how in known if entity.kind == "person"}
    for entity in sorted(people):
        for record in records:
            Placed.objects.get_or_create(
                workspace=search.workspace, candidate=candidate, entity_id=entity, record_id=record
            )
