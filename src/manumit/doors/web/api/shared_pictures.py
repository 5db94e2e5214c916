"""Routes of pictures that adverts of two entities share: the same covers and traces as the page that judges pairs."""

from __future__ import annotations

from typing import Annotated, Any

from django.http import Http404, HttpRequest
from ninja import Router, Schema
from pydantic import Field

from manumit.doors.web.api.gate import NO, here_of, needs
from manumit.doors.web.desk.acts.tracing import note_access
from manumit.doors.web.desk.sights.cover import Cover
from manumit.doors.web.desk.sights.lookups import lookup_of
from manumit.doors.web.desk.sights.shared_pictures import Shown, may_see, shared
from manumit.doors.web.desk.views import pairs

router = Router(tags=["pictures"])
Entity = Annotated[str, Field(min_length=1, max_length=80)]


class SideOut(Schema):
    """An advert, and its picture (`shared-pictures/PICTURE`); null where that stays covered."""

    record_id: str
    source_id: str
    title: str
    picture: str | None


class SharedOut(Schema):
    """A picture that an advert of each side shows. `same`: byte for byte, else one is an edit of the other. `covered`:
    somebody of an advert that shows it is, or it may not be seen; a purpose stated on their lead uncovers it."""

    same: bool
    covered: bool
    sides: list[SideOut]


@router.get("/workspaces/{ws}/shared-pictures", response={200: list[SharedOut], **NO})
@needs("judge_pair")
def shared_list(request: HttpRequest, ws: str, left: Entity, right: Entity) -> Any:
    """Pictures on adverts of both entities (or of whom they are reached by): each once, edits before copies."""
    here = here_of(request)
    found, cover, sees = lookup_of(here.ws), Cover.over(here), here.may("see_source")
    if left == right or len(found.entities([left, right])) < 2:
        raise Http404
    for one in (left, right):
        note_access(here.user, "entity", one, here.ws)
    told = []
    for twins in shared(here.ws, left, right):
        sides = (twins.left, twins.right)
        open_ = sees and all(may_see(here, one.image_id) for one in sides)
        told.append(
            {
                "same": twins.same,
                "covered": not open_,
                "sides": [_side(cover, one, open_) for one in sides],
            }
        )
    return told


def _side(cover: Cover, one: Shown, open_: bool) -> dict[str, Any]:
    record = cover.record(one.record)
    return {
        "record_id": record.record_id,
        "source_id": record.source_id,
        "title": record.title,
        "picture": one.image_id if open_ else None,
    }


@router.get("/workspaces/{ws}/shared-pictures/{record_id}", response=NO)
@needs("see_source")
def shared_picture(request: HttpRequest, ws: str, record_id: str) -> Any:
    """A small copy of a picture of an advert as JPEG, drawn anew; 404 for what is covered, or on a list by now."""
    return pairs.picture(request, ws=ws, record_id=record_id)
