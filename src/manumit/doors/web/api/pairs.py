"""Routes of pairs: who waits for one's word, what one may see before it, one's word and taking it back. The same acts,
traces and covers as the pages."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from ninja import Router

from manumit.doors.web.api.gate import NO, here_of, needs
from manumit.doors.web.api.handed import AT, Number, Position
from manumit.doors.web.api.identify import candidate_shown
from manumit.doors.web.api.identify_shapes import CandidateOut, PairOut, PairRow, WordIn
from manumit.doors.web.desk.acts import reviewing
from manumit.doors.web.desk.acts.tracing import note_access
from manumit.doors.web.desk.gate import Here
from manumit.doors.web.desk.models import Candidate
from manumit.doors.web.desk.sights import two_sides
from manumit.doors.web.desk.sights.galleries import WAITING, asked_covered, called, may_answer, waiting
from manumit.doors.web.desk.views import candidates

router = Router(tags=["identify"])


@router.get(f"{AT}/pairs", response={200: list[PairRow], **NO})
@needs("identify")
def pair_list(request: HttpRequest, ws: str) -> Any:
    """Pairs that wait for one's word: what each is for. Each is opened by itself."""
    here = here_of(request)
    return [_pair_row(here, one) for one in waiting(here)[:WAITING]]


def _pair_row(here: Here, one: Candidate) -> dict[str, Any]:
    return {
        "pair": one.pk,
        "search": one.search_id,
        "person": one.subject_id,
        "name": called(here, one.subject),
        "purpose": one.search.purpose,
        "state": one.state,
    }


@router.get(f"{AT}/pairs/{{pk}}", response={200: PairOut, **NO})
@needs("identify")
def pair(request: HttpRequest, ws: str, pk: Number) -> Any:
    """A pair to look at: without the program's ratio and without anybody's answer until two have looked."""
    here = here_of(request)
    one = candidates.candidate_of(here, pk)
    note_access(here.user, "candidate", pk, here.ws, one.search.purpose)
    return _pair(here, one)


def _pair(here: Here, one: Candidate) -> dict[str, Any]:
    said = [
        {"by": row["who"], "stage": row["stage"], "answer": row["answer"], "reasons": row["lines"]}
        for row in two_sides.reviews(here, one)
    ]
    hides = asked_covered(here, one.search)
    return candidate_shown(here, one) | {
        "search": one.search_id,
        "purpose": one.search.purpose,
        "mine": may_answer(here, one),
        "said": said,
        "asked_with": [] if hides else [number for number, _of in two_sides.asked_with(one)],
        "pictures": list(two_sides.held_of(one)) if two_sides.may_look(here, one) else [],
    }


@router.get(f"{AT}/pairs/{{pk}}/pictures/{{number}}", response=NO)
@needs("identify")
def pair_shown(request: HttpRequest, ws: str, pk: Number, number: Position) -> Any:
    """A picture of somebody in a gallery as JPEG, to whoever decides about them, for the purpose of the search."""
    return candidates.pair_picture(request, ws=ws, pk=pk, number=number)


@router.post(f"{AT}/pairs/{{pk}}/word", response={200: CandidateOut, **NO})
@needs("identify")
def word(request: HttpRequest, ws: str, pk: Number, told: WordIn) -> Any:
    """One's word on a pair: alone first, without anybody else's."""
    here = here_of(request)
    one = reviewing.answer(here, pk, {"answer": told.answer, "reason": told.reason}, told.compared)
    return candidate_shown(here, one)


@router.post(f"{AT}/pairs/{{pk}}/back", response={200: CandidateOut, **NO})
@needs("identify")
def word_back(request: HttpRequest, ws: str, pk: Number) -> Any:
    """Take one's word back, as long as nobody else has given theirs."""
    here = here_of(request)
    return candidate_shown(here, reviewing.take_back(here, pk))
