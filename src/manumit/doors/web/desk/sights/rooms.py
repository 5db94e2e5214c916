"""What pages and programs show of a room that was asked for: hotels with the reason, chains, two pictures side by side,
and what could be wrong."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from manumit.base.kernel import load_settings
from manumit.doors.web.desk.acts.portraits import bytes_of, may_be_shown
from manumit.doors.web.desk.acts.rooming import HERE, found_in, there
from manumit.doors.web.desk.models import Search
from manumit.doors.web.desk.sealing import vault
from manumit.engine.pictures import lists_of, names_any, rooms_beside


@dataclass(frozen=True, slots=True)
class Hotel:
    """A hotel to ask at. `one_in`: of so many pictures of unknown rooms at most one brings a wrong hotel with evidence
    as good; `shown`: whether its picture may be."""

    number: int
    name: str
    chain: str
    room: str
    why: str
    one_in: int
    expected_false: float
    shown: bool


@dataclass(frozen=True, slots=True)
class Chain:
    """A chain, and how many of its hotels show a part in common."""

    name: str
    hotels: int
    one_in: int
    expected_false: float


def answer_shown(search: Search) -> dict[str, Any]:
    """What the page of an answer about a room shows, beside what every answer does."""
    told = search.answer.get("rooms")
    return {
        "rooms": told,
        "part": [round(100 * share, 1) for share in part] if (part := part_of(search)) else None,
        "hotels": hotels_of(search) if told else [],
        "chains": chains_of(search) if told else [],
        "doubts": doubts_of_rooms(search) if told else [],
    }


def part_of(search: Search) -> list[float] | None:
    """The part of the picture that was compared alone (left, top, right, bottom as shares); None for all of it, and as
    long as nothing was compared."""
    part: list[float] | None = (search.answer.get("rooms") or {}).get("part")
    return part


def hotels_of(search: Search) -> list[Hotel]:
    """The surest first; none where none is named, nothing came yet, or it is destroyed."""
    return [_hotel(at, one) for at, one in enumerate(_found(search).get("hotels", ()))]


def chains_of(search: Search) -> list[Chain]:
    """The surest first."""
    return [
        Chain(one["chain"], one["hotels"], _one_in(one["expected_false"]), one["expected_false"])
        for one in _found(search).get("chains", ())
    ]


def _found(search: Search) -> dict[str, Any]:
    return {} if search.erased_at else found_in(vault(), search.ident) or {}


def _hotel(at: int, one: dict[str, Any]) -> Hotel:
    if one["places"]:
        why = _("A part of both pictures is the same: %(n)s places in it agree.") % {"n": one["places"]}
    else:
        like = number_format(one["likeness"], 2)
        why = _("The model of rooms of this installation sees a likeness of %(like)s.") % {"like": like}
    rate = one["expected_false"]
    return Hotel(at, one["hotel"], one["chain"], one["room"], why, _one_in(rate), rate, _may_be_shown(one))


def _one_in(rate: float) -> int:
    return max(1, round(1 / rate))


def _may_be_shown(one: dict[str, Any]) -> bool:
    """Lists are asked anew each time; about what nobody can ask them, nothing is shown."""
    return bool(one["marks"]) and not names_any(lists_of(load_settings()), one["marks"])


def beside(search: Search, number: int) -> bytes | None:
    """What was asked and the picture of a hotel, with the part in common framed in both; None where there is none, or
    one of them may not be shown."""
    hotels = _found(search).get("hotels", ())
    if not number < len(hotels) or not _may_be_shown(hotels[number]):
        return None
    asked = f"{search.ident}:0"
    if vault().was_erased(asked) or not may_be_shown(bytes_of(vault(), asked)):
        return None
    pair = [bytes_of(vault(), f"{search.ident}:{name}") for name in (HERE, there(number))]
    return rooms_beside(pair[0], pair[1], hotels[number]["here"], hotels[number]["there"])


def doubts_of_rooms(search: Search) -> list[str]:
    """What makes an answer weaker than it looks."""
    told = search.answer["rooms"]
    return [
        _(
            "A hotel that is named is a place to ask, never an answer: the same print, headboard or rug is in many"
            " houses."
        ),
        _(
            "How often a wrong hotel looks as good was measured on %(n)s pictures of this collection, asked for among"
            " its other hotels. Pictures that people take in haste may be worse."
        )
        % {"n": told["measured_on"]},
        *(
            [_("It was measured on whole pictures: nobody has measured it on one part alone.")]
            if part_of(search)
            else []
        ),
        _("The method was measured on drawn rooms alone; nobody has measured it on photographs of hotels."),
        _(
            "People whose faces are seen were taken out before the rooms were compared. Who turns away or lies may"
            " still be in a picture."
        ),
    ]
