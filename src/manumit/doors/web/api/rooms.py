"""Routes about rooms: which collections there are, which hotel a room may be in. The same acts, traces and covers as
the pages."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Router, Status

from manumit.doors.web.api.gate import NO, here_of, needs
from manumit.doors.web.api.handed import AT, Number, Position, picture
from manumit.doors.web.api.identify import refused_of, row_of
from manumit.doors.web.api.room_shapes import CollectionOut, RoomIn, RoomOut
from manumit.doors.web.desk.acts.hotels import collections
from manumit.doors.web.desk.acts.identifying import Probe
from manumit.doors.web.desk.acts.rooms import WHOLE, ask_room
from manumit.doors.web.desk.acts.tracing import note_access
from manumit.doors.web.desk.models import Search
from manumit.doors.web.desk.sights.rooms import chains_of, hotels_of, part_of
from manumit.doors.web.desk.views.rooms import room_pair
from manumit.engine.pictures import marked

router = Router(tags=["identify"])
COUNTS = ("pictures", "hotels", "chains", "measured_on")


@router.get(f"{AT}/rooms", response={200: list[CollectionOut], **NO})
@needs("identify")
def collection_list(request: HttpRequest, ws: str) -> Any:
    """Collections of rooms that a workspace may ask."""
    return [
        {"name": one.name, "made_at": one.made_at, "why": one.why}
        | {name: getattr(one.card, name) if one.card else None for name in COUNTS}
        for one in collections(settings.HOUSE, here_of(request).ws.slug)
    ]


@router.post(f"{AT}/rooms", response={202: RoomOut, **NO})
@needs("identify")
def room_look(request: HttpRequest, ws: str, told: RoomIn) -> Any:
    """Ask which hotel a room is in. People are taken out before it is compared; the answer is there when a worker is
    done."""
    here = here_of(request)
    form = {"purpose": told.purpose, "basis": told.basis, "collection": told.collection}
    form |= {"keep": str(told.keep_days), "sure": str(told.one_in), "entity": told.entity_id}
    if told.part:
        form |= {
            f"part-{side}": str(100 * share) for side, share in zip(WHOLE, marked(told.part), strict=True)
        }
    probe = Probe("picture", picture(told.picture)) if told.picture else None
    if probe is None and told.taken is not None:
        probe = Probe.of_record(here.ws, told.taken.record_id, told.taken.number)
    made = ask_room(here, form, probe)
    assert made is not None  # no form, so none was sent twice
    return Status(202, _room(made))


@router.get(f"{AT}/rooms/{{pk}}", response={200: RoomOut, **NO})
@needs("identify")
def room_answer(request: HttpRequest, ws: str, pk: Number) -> Any:
    """What came of it. `searches/N/close` destroys it."""
    here = here_of(request)
    rows = Search.objects.select_related("job", "workspace")
    found = get_object_or_404(rows, workspace=here.ws, pk=pk, way=Search.Way.ROOM)
    note_access(here.user, "search", pk, here.ws, found.purpose)
    return _room(found)


@router.get(f"{AT}/rooms/{{pk}}/pictures/{{number}}", response=NO)
@needs("identify")
def room_shown(request: HttpRequest, ws: str, pk: Number, number: Position) -> Any:
    """The picture that was asked with and one of a hotel that is named, side by side, as JPEG: small, grey, without the
    people whose faces were found; what they have in common is framed."""
    return room_pair(request, ws=ws, pk=pk, number=number)


def _room(made: Search) -> dict[str, Any]:
    told = made.answer.get("rooms") or {}
    return {
        **row_of(made),
        "collection": made.collection,
        "part": part_of(made),
        **refused_of(made),
        "measured_on": told.get("measured_on"),
        "needs": told.get("needs", 0),
        "hotels": [
            {
                "hotel": one.name,
                "chain": one.chain,
                "room": one.room,
                "says": one.why,
                "expected_false": one.expected_false,
                "picture": one.number if one.shown else None,
            }
            for one in hotels_of(made)
        ],
        "chains": [
            {"chain": one.name, "hotels": one.hotels, "expected_false": one.expected_false}
            for one in chains_of(made)
        ],
    }
