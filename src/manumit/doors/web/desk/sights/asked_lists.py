"""The lists that checks of an identity ask: for what, which are open, and what each said."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.utils.translation import gettext_lazy

from manumit.doors.web.desk.acts.opening import lists_for
from manumit.doors.web.desk.gate import Here
from manumit.doors.web.desk.models import Aim, Kind, Search
from manumit.doors.web.desk.words import Word

NOT_ASKED: Final[dict[str, Word]] = {
    "absent": gettext_lazy("Not asked: nobody is in it."),
    "closed": gettext_lazy("Not asked: it is open to no check."),
    "otherwise": gettext_lazy("Not asked: it is open to other checks alone."),
}


@dataclass(frozen=True, slots=True)
class OpenAim:
    """Something that a check may be for, and which galleries are asked then today."""

    aim: str
    label: str
    lists: list[str]


@dataclass(frozen=True, slots=True)
class ListSaid:
    """What one list said at a check. `answer` is empty where it was not asked, and `why_not` says why."""

    kind: str
    label: str
    basis: str
    until: date | None
    answer: Mapping[str, Any]
    why_not: Word
    named: list[dict[str, Any]]
    """Its candidates, as the page shows them."""


def open_aims(here: Here) -> list[OpenAim]:
    """What a check may be for here and now: those aims for which a list is open."""
    found = []
    for aim in Aim:
        lists = [str(Kind(kind).label) for kind in lists_for(here.ws, aim.value)]
        if lists:
            found.append(OpenAim(aim.value, str(aim.label), lists))
    return found


def lists_said(search: Search, candidates: list[dict[str, Any]]) -> list[ListSaid]:
    """Of each list, in the order in which they were asked; `candidates`: of the whole search."""
    return [_said(one, candidates) for one in search.answer.get("lists") or ()]


def _said(one: Mapping[str, Any], candidates: list[dict[str, Any]]) -> ListSaid:
    opening = one["opening"] or {}
    return ListSaid(
        one["kind"],
        str(Kind(one["kind"]).label),
        opening.get("basis", ""),
        date.fromisoformat(opening["until"]) if opening else None,
        one["answer"] or {},
        NOT_ASKED.get(one["why_not"], ""),
        [row for row in candidates if row["row"].subject and row["row"].subject.kind == one["kind"]],
    )
