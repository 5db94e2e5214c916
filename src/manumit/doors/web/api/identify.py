"""Routes of searches in galleries: look for somebody, trace a family, read the answer, say one's word on a pair. The
same acts, traces and covers as the pages."""

from __future__ import annotations

from typing import Annotated, Any

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils import timezone
from ninja import Router, Status
from pydantic import Field

from manumit.base.kernel import UsageError
from manumit.doors.web.api.gate import NO, here_of, needs
from manumit.doors.web.api.handed import AT, Number, Position, picture, subject_at
from manumit.doors.web.api.identify_shapes import (
    SearchIn,
    SearchOut,
    SearchRow,
    TakenIn,
    TraceIn,
    ZoneIn,
    ZoneOut,
)
from manumit.doors.web.desk.acts import identifying, leaving
from manumit.doors.web.desk.acts.comparing import EVIDENCE
from manumit.doors.web.desk.acts.identifying import Probe
from manumit.doors.web.desk.acts.telling import details_told, form_of
from manumit.doors.web.desk.acts.tracing import note_access
from manumit.doors.web.desk.gate import Here
from manumit.doors.web.desk.models import Candidate, Search
from manumit.doors.web.desk.sights import two_sides
from manumit.doors.web.desk.sights.doubts import attacks
from manumit.doors.web.desk.sights.galleries import called
from manumit.doors.web.desk.views import identify as pages
from manumit.engine.biometrics import says
from manumit.engine.signals import read_mrz

router = Router(tags=["identify"])
Most = Annotated[int, Field(ge=1, le=200)]
After = Annotated[int, Field(ge=0, le=10_000_000)]


@router.get(f"{AT}/searches", response={200: list[SearchRow], **NO})
@needs("identify")
def search_list(request: HttpRequest, ws: str, limit: Most = 50, offset: After = 0) -> Any:
    """What was asked, the newest first."""
    asked = Search.objects.filter(workspace=here_of(request).ws).select_related("job")
    return [row_of(one) for one in asked[offset : offset + limit]]


@router.post(f"{AT}/searches", response={202: SearchOut, **NO})
@needs("identify")
def look(request: HttpRequest, ws: str, told: SearchIn) -> Any:
    """Look for somebody in a gallery, compare two pictures, or both. The answer is there when a worker is done."""
    here, way = here_of(request), Search.Way.SEARCH if told.kind else Search.Way.PAIR
    if told.lists_for:
        way = Search.Way.CHECK
    probes = [_probe(one) for one in told.pictures]
    probes += [_taken(here, one, told.modality) for one in told.taken]
    if len(probes) > 2:
        raise UsageError("These are more than two pictures.", "Further ones of one person are `further`.")
    if len(probes) == 2 and told.kind:
        way = Search.Way.CHECK
    about = told.about.dict() if told.about else {}
    if (way == Search.Way.PAIR and told.further) or (way != Search.Way.SEARCH and about):
        raise UsageError("More pictures and details go with one that is looked for in a gallery.")
    form = {name: str(getattr(told, name)) for name in ("kind", "modality", "purpose", "basis", "years")}
    form |= {"keep": str(told.keep_days), "entity": told.entity_id}
    if told.lists_for:
        form["aim"] = told.lists_for
    if told.child:
        form["child"] = "1"
    words = details_told({f"about-{name}": text for name, text in about.items()})
    further = [(one.modality, _probe(one.picture)) for one in told.further]
    return Status(202, _search(here, _asked(identifying.ask(here, way, form, probes, further, words))))


@router.post(f"{AT}/traces", response={202: SearchOut, **NO})
@needs("identify")
def trace(request: HttpRequest, ws: str, told: TraceIn) -> Any:
    """Trace a family: who of those told of in a gallery may be the one that it seeks. No proof of kinship."""
    here, form = here_of(request), form_of(told.request, told.relatives, seeks=True)
    use = {"kind": told.kind, "modality": "face", "purpose": told.purpose, "basis": told.basis}
    use["keep"] = str(told.keep_days)
    probes = [_probe(told.picture)] if told.picture else []
    words = {identifying.REQUEST: form.to_bytes()}
    return Status(202, _search(here, _asked(identifying.ask(here, Search.Way.TRACE, use, probes, (), words))))


def _asked(made: Search | None) -> Search:
    assert made is not None  # no form, so none was sent twice
    return made


def _probe(text: str) -> Probe:
    return Probe("picture", picture(text))


def _taken(here: Here, one: TakenIn, modality: str) -> Probe:
    if one.person:
        return Probe.of_subject(here, subject_at(here, one.person), modality)
    return Probe.of_record(here.ws, one.record_id, one.number)


def _searched(here: Here, pk: int) -> Search:
    return get_object_or_404(Search.objects.select_related("job", "workspace"), workspace=here.ws, pk=pk)


@router.get(f"{AT}/searches/{{pk}}", response={200: SearchOut, **NO})
@needs("identify")
def search_answer(request: HttpRequest, ws: str, pk: Number) -> Any:
    """What came of a search. No candidate is the usual answer; a candidate is a question for two people."""
    here = here_of(request)
    found = _searched(here, pk)
    note_access(here.user, "search", pk, here.ws, found.purpose)
    return _search(here, found)


@router.get(f"{AT}/searches/{{pk}}/pictures/{{number}}", response=NO)
@needs("identify")
def search_picture(request: HttpRequest, ws: str, pk: Number, number: Position) -> Any:
    """A picture that was handed in (counted from 0), as JPEG."""
    return pages.probe(request, ws=ws, pk=pk, number=number)


@router.post(f"{AT}/searches/{{pk}}/close", response={204: None, **NO})
@needs("identify")
def search_over(request: HttpRequest, ws: str, pk: Number) -> Any:
    """Destroy what was handed in for a search and what came of it; that it was asked, why and by whom stays."""
    here = here_of(request)
    leaving.close(_searched(here, pk), here.user)
    return Status(204, None)


def row_of(made: Search) -> dict[str, Any]:
    return {
        "search": made.pk,
        "way": made.way,
        "kind": made.kind,
        "state": "destroyed" if made.erased_at else made.job.state,
        "purpose": made.purpose,
        "basis": made.basis,
        "asked_at": made.asked_at,
        "keep_until": made.keep_until,
    }


def refused_of(made: Search) -> dict[str, list[str]]:
    """Why pictures, and prints of a card, could not be used: in English, and the name of each reason."""
    kept = [*(made.answer.get("unread") or ()), *(made.answer.get("left_out") or ())]
    rows = [{"why": one} if isinstance(one, str) else one for one in kept]
    return {
        "refused": [one["why"] for one in rows],
        "refused_about": [one.get("about", "") for one in rows],
    }


def _search(here: Here, made: Search) -> dict[str, Any]:
    answer = made.answer.get("answer") or {}
    rows = made.candidates.select_related("subject__workspace", "search")
    return {
        **row_of(made),
        "modality": made.modality,
        **refused_of(made),
        "expected_false": answer.get("expected_false"),
        "expected_false_interval": answer.get("expected_false_interval"),
        "threshold_llr": answer.get("threshold_llr"),
        "people": answer.get("subjects"),
        "filtered": answer.get("filtered"),
        "lists_for": made.aim,
        "lists": [_list(one) for one in made.answer.get("lists") or ()],
        "candidates": [candidate_shown(here, one) for one in rows],
        "presentation_attack_detection": attacks(made) or ["none installed"],
    }


def _list(one: dict[str, Any]) -> dict[str, Any]:
    opening, answer = one["opening"] or {}, one["answer"] or {}
    named = ("candidates", "expected_false", "expected_false_interval", "threshold_llr", "filtered")
    return {
        "kind": one["kind"],
        "asked": bool(answer),
        "why_not": one["why_not"],
        "basis": opening.get("basis", ""),
        "until": opening.get("until"),
        "people": answer.get("subjects"),
        **{name: answer.get(name) for name in named},
    }


def candidate_shown(here: Here, one: Candidate) -> dict[str, Any]:
    blind = one.state in two_sides.BLIND
    told = {} if blind else one.evidence
    return {
        "pair": one.pk,
        "person": one.subject_id,
        "name": called(here, one.subject),
        "gallery": one.subject.kind if one.subject else "",
        "llr": None if blind else one.llr,
        "says": "" if blind else says(one.llr),
        "state": one.state,
        "outcome": one.outcome,
        **{name: told.get(name, []) for name in EVIDENCE},
        "second_vote": told.get("second"),
    }


@router.post(f"{AT}/zone", response={200: ZoneOut, **NO})
@needs("identify")
def zone(request: HttpRequest, ws: str, told: ZoneIn) -> Any:
    """The machine-readable zone of a document, and whether its check digits hold. Nothing of it is kept."""
    read = read_mrz(told.text, timezone.now().date())
    return {
        **{name: getattr(read, name) for name in ZoneOut.model_fields if name not in ("checks", "sound")},
        "checks": {one.field: one.holds for one in read.checks},
        "sound": read.sound,
    }
