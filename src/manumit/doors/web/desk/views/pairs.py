"""Judging pairs: one after the other, from the keyboard."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from manumit.doors.web.desk.acts import judging
from manumit.doors.web.desk.acts.tracing import note, note_access
from manumit.doors.web.desk.acts.verdicts import may_undo
from manumit.doors.web.desk.gate import Here, needs
from manumit.doors.web.desk.models import Approval, Judgement
from manumit.doors.web.desk.sights.cover import Cover
from manumit.doors.web.desk.sights.lookups import lookup_of
from manumit.doors.web.desk.sights.pairs import Pair, pairs
from manumit.doors.web.desk.sights.shared_pictures import Twins, may_see, shared, small_copy
from manumit.doors.web.desk.views.identify import picture_answer
from manumit.engine.lookup import Entity, Lookup

RECORDS, SHARED, NEAR = 8, 12, 200
DONE = 10
"""Judgements of one's own that are listed below."""


@require_safe
@needs("judge_pair")
def pair_page(request: HttpRequest, ws: str) -> HttpResponse:
    """The next pair, side by side, with what both share; below, what waits for a second person, and what I judged."""
    here: Here = request.here  # type: ignore[attr-defined]
    found, cover = lookup_of(here.ws), Cover.over(here)
    waiting = pairs(here.ws)
    at = min(
        int(request.GET.get("at", "0")[:6]) if request.GET.get("at", "0").isdecimal() else 0, len(waiting)
    )
    left_over = waiting[at:]
    shown = next((two for pair in left_over[:50] if (two := _two(here, found, cover, pair))), None)
    mine = Judgement.objects.filter(workspace=here.ws, user=here.user).order_by("-at")[:DONE]
    return render(
        request,
        "desk/pairs.html",
        {
            "two": shown,
            "at": at,
            "waiting": len(waiting),
            "left": len(left_over),
            "asked": _asked(here, found, cover),
            "mine": [(one, may_undo(one), _labels(found, cover, one)) for one in mine],
        },
    )


def _two(here: Here, found: Lookup, cover: Cover, pair: Pair) -> dict[str, Any] | None:
    """Both sides of a pair; None when one is not in the index."""
    known = found.entities([pair.left, pair.right])
    if len(known) < 2:
        return None
    ends = (pair.left, pair.right)
    around = [{n.entity_id: n for n in found.expand(one, None, NEAR).nodes} for one in ends]
    common = [cover.entity(around[0][id]) for id in around[0] if id in around[1]]
    return {
        "pair": pair,
        "sides": [_side(here, found, cover, known[id]) for id in ends],
        "shared": common[:SHARED],
        "shared_more": max(0, len(common) - SHARED),
        "pictures": [_twins(here, cover, one) for one in shared(here.ws, *ends)],
        "needs_two": judging.needs_two(here.ws, pair.left, pair.right),
    }


def _twins(here: Here, cover: Cover, one: Twins) -> dict[str, Any]:
    """A picture that both sides' adverts show; hidden where somebody of any advert that shows it is covered, or
    originals are not theirs to see."""
    hidden = not all(may_see(here, side.image_id) for side in (one.left, one.right))
    return {
        "same": one.same,
        "covered": hidden,
        "shown": not hidden and here.may("see_source"),
        "sides": [
            {"image": side.image_id, "record": cover.record(side.record)} for side in (one.left, one.right)
        ],
    }


@require_safe
@needs("see_source")
def picture(request: HttpRequest, ws: str, record_id: str) -> HttpResponse:
    """A small copy of a picture of an advert, drawn anew."""
    here: Here = request.here  # type: ignore[attr-defined]
    if not may_see(here, record_id):
        raise Http404
    note_access(here.user, "record", record_id, here.ws)
    copy = small_copy(here.ws, record_id)
    if isinstance(copy, str):
        raise Http404(copy)
    return picture_answer(copy)


@require_POST
@needs("see_source")
def picture_seen(request: HttpRequest, ws: str, record_id: str) -> HttpResponse:
    """Somebody asked to see it unblurred."""
    here: Here = request.here  # type: ignore[attr-defined]
    if not may_see(here, record_id):
        raise Http404
    note("access", here.user, "record", record_id, here.ws, form="shown")
    return HttpResponse(status=204)


def _side(here: Here, found: Lookup, cover: Cover, entity: Entity) -> dict[str, Any]:
    """One of the two, as it may be seen: unmasked when a purpose holds for a lead of it."""
    id = entity.entity_id
    note_access(here.user, "entity", id, here.ws)
    leads, cover = cover.shelf.of.get(id, ()), Cover.best(here, cover, id)
    return {
        "entity": cover.entity(entity),
        "covered": cover.hides(id),
        "lead": next(iter(leads), ""),
        "records": [(cover.record(record), how) for record, how in found.records_of(id, limit=RECORDS)],
    }


def _labels(found: Lookup, cover: Cover, one: Judgement) -> list[str]:
    known = found.entities([one.left, one.right])
    return [cover.label(known[id]) if id in known else id for id in (one.left, one.right)]


def _asked(here: Here, found: Lookup, cover: Cover) -> list[dict[str, Any]]:
    asked = Approval.objects.filter(workspace=here.ws, what=judging.PENDING, state=Approval.State.ASKED)
    return [
        {
            "approval": one,
            "mine": one.asked_by_id == here.user.pk,
            "may": here.may("approve", mine=one.asked_by_id == here.user.pk),
            "labels": _labels(found, cover, Judgement.objects.get(pk=int(one.ident))),
        }
        for one in asked.select_related("asked_by").order_by("asked_at")
    ]


@require_POST
@needs("judge_pair")
def judge(request: HttpRequest, ws: str) -> HttpResponse:
    """Keep a judgement, and go on with the next pair."""
    here: Here = request.here  # type: ignore[attr-defined]
    asked = request.POST
    made = judging.judge_pair(here, asked.get("left", ""), asked.get("right", ""), asked.get("verdict", ""))
    if Approval.objects.filter(what=judging.PENDING, ident=str(made.pk), state=Approval.State.ASKED).exists():
        messages.info(request, _("Kept. It counts when a second person agreed."))
    return _to_queue(ws, asked.get("at", ""))


@require_POST
@needs("judge_pair")
def undo(request: HttpRequest, ws: str, pk: int) -> HttpResponse:
    """Undo one's own judgement, within a minute."""
    judging.undo(request.here, pk)  # type: ignore[attr-defined]
    messages.success(request, _("Undone."))
    return _to_queue(ws)


@require_POST
@needs("approve")
def answer(request: HttpRequest, ws: str, pk: int) -> HttpResponse:
    """A second person agrees or does not."""
    judging.answer(request.here, pk, request.POST.get("answer") == "agree")  # type: ignore[attr-defined]
    messages.success(request, _("Answered."))
    return _to_queue(ws)


def _to_queue(ws: str, at: str = "") -> HttpResponse:
    response = redirect("desk:pairs", ws)
    if at.isdecimal() and at != "0":
        response["Location"] += f"?at={at[:6]}"
    return response
