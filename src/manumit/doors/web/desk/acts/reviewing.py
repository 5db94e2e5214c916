"""Two people decide about what came of a search: each alone, then together. What each said is sealed under the key of
whom it is about; what they accept places people.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from contextlib import suppress
from typing import Final

from django.db import transaction
from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext as _

from manumit.base.kernel import Refused, UsageError, WorkspaceError
from manumit.doors.web.desk.acts.alerted import settle
from manumit.doors.web.desk.acts.galleries import home
from manumit.doors.web.desk.acts.tracing import note
from manumit.doors.web.desk.gate import Here
from manumit.doors.web.desk.models import Candidate, Placed
from manumit.doors.web.desk.sealing import vault
from manumit.doors.web.desk.sights.lookups import lookup_of
from manumit.engine.biometrics import AGAIN, ALONE, ANSWERS, Decisions, Review

FEATURES: Final = ("ears", "brows", "eyes", "nose", "mouth", "marks")
"""What somebody may tick as compared; of prints and eyes they write it."""


def decisions_of(candidate: Candidate) -> tuple[Decisions, str, str]:
    """(where they are sealed, id of the search, whom they are about)."""
    search = candidate.search
    if candidate.subject is None:
        return Decisions(vault()), search.ident, search.ident
    return home(candidate.subject).decisions, search.ident, candidate.subject.ident


def answer(here: Here, candidate_id: int, told: Mapping[str, str], features: Sequence[str]) -> Candidate:
    """Somebody's word on a pair, at the stage that it is in: alone, again where two differ, or settling it."""
    with transaction.atomic():
        candidate = _taken(here, candidate_id)
        said, reason = told.get("answer", ""), _reason(told, features)
        if said not in ANSWERS:
            raise UsageError(_("This is no answer."), _("Say: the same person, two people, or cannot tell."))
        if verdict := _write(here, candidate, said, reason):
            note(
                "judgement", here.user, "candidate", candidate.pk, here.ws, candidate.search.purpose,
                verdict=verdict, state=candidate.state,
            )  # fmt: skip
    return candidate


def take_back(here: Here, candidate_id: int) -> Candidate:
    """One's own word on a pair counts no more, as long as nobody else has given theirs; Refused afterwards."""
    with transaction.atomic():
        candidate = _taken(here, candidate_id)
        rows, search, subject = decisions_of(candidate)
        state, mine = rows.state(search, subject), rows.seen_by(_name(here), search, subject)
        sealed = state in ("open", "half") and here.user.pk in candidate.by  # cut off before the row said so
        if state == "half" and mine:
            rows.take_back(search, subject, _name(here))
        elif not sealed:
            raise Refused(
                _("A word can be taken back until somebody else has given theirs."),
                _("Load the page again: it says how far the pair is."),
            )
        candidate.state = rows.state(search, subject)
        candidate.by = _given(rows, search, subject)
        candidate.save(update_fields=["state", "by"])
        note(
            "judgement", here.user, "candidate", candidate.pk, here.ws, candidate.search.purpose,
            verdict="taken back", state=candidate.state,
        )  # fmt: skip
    return candidate


def _taken(here: Here, candidate_id: int) -> Candidate:
    """A pair of this workspace, for nobody else until this transaction ends; 404 else."""
    candidate = (
        Candidate.objects.select_for_update(of=("self",))
        .select_related("search__workspace", "subject__workspace")
        .filter(search__workspace=here.ws, pk=candidate_id)
        .first()
    )
    if candidate is None:
        raise Http404
    return candidate


def _write(here: Here, candidate: Candidate, said: str, reason: str) -> str:
    """The word that was taken: none on what is decided already, which only brings the row up to what is sealed; the
    sealed one of who answered alone and was cut off before the row said so."""
    rows, search, subject = decisions_of(candidate)
    me, state = _name(here), rows.state(search, subject)
    first = [one for one in rows.seen_by(me, search, subject) if one.stage == ALONE]
    if state == "half" and first and here.user.pk not in candidate.by:
        said = first[0].answer
    elif state in ("open", "half"):
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
    elif candidate.state == state:
        raise Refused(_("This was decided."), _("A new search begins a new decision."))
    outcome = rows.outcome(search, subject)
    candidate.state = rows.state(search, subject)
    candidate.outcome = "" if outcome == "open" else outcome
    seen = rows.seen_by(me, search, subject)
    candidate.by = _given(rows, search, subject)
    candidate.decided_at = timezone.now() if candidate.state == "decided" else None
    candidate.save()
    if candidate.outcome == Candidate.Outcome.SAME:
        _place(candidate)
    if candidate.state == "decided":
        settle(here, candidate, _last_words(seen))
    return said if state != "decided" else ""


def _given(rows: Decisions, search: str, subject: str) -> list[int]:
    """Whose words are sealed and stand: a row may name whose word was taken back before it was cut off."""
    return [int(one) for one in rows.given_by(search, subject)]


def _last_words(said: Sequence[Review]) -> list[tuple[int, str]]:
    """(who, answer) as each last gave it alone, whoever spoke last at the end."""
    last: dict[int, str] = {}
    for one in said:
        if len(one.by) == 1:
            last.pop(int(one.by[0]), None)
            last[int(one.by[0])] = one.answer
    return list(last.items())


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
    """Whoever is on one side moves where the records of the other say; what is of them already needs no recognising."""
    search, subject = candidate.search, candidate.subject
    both = [search.record_id, search.other_record_id, subject.record_id if subject else ""]
    records = list(dict.fromkeys(one for one in both if one))
    people = {search.entity_id} if search.entity_id else set()
    theirs: set[tuple[str, str]] = set()
    with suppress(WorkspaceError):  # read, but not run yet: there is no person whose movements it could join
        for record in records:
            known = lookup_of(search.workspace).entities_of(record)
            theirs |= {(entity.entity_id, record) for entity, _how in known}
            people |= {entity.entity_id for entity, _how in known if entity.kind == "person"}
    for entity in sorted(people):
        for record in records:
            if (entity, record) in theirs:
                continue
            Placed.objects.get_or_create(
                workspace=search.workspace, candidate=candidate, entity_id=entity, record_id=record
            )
