"""What the engine says, in the reader's language: why something is refused, and what to know beside a map of places.
The engine gives a name and numbers; the words are here, and a test holds that none is missing. What was told before
there were names stands as it was told.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Final

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from manumit.base.kernel import ManumitError
from manumit.doors.web.days import date_format
from manumit.doors.web.desk.sights.capture_refusals import CAPTURES
from manumit.doors.web.desk.sights.figures import day
from manumit.doors.web.desk.sights.place_refusals import REFUSALS
from manumit.doors.web.desk.words import Word

Json = dict[str, Any]
NOTES: Final[dict[str, tuple[Word, Word]]] = {
    "outside": (
        gettext_lazy("Outside the area's cells: %(n)s of %(of)s events."),
        gettext_lazy("Events outside the area's cells are left out."),
    ),
    "short-cube": (
        gettext_lazy(
            "Steps of time: %(n)s. They are too few for a history, which needs %(least)s: no cell has one."
        ),
    )
    * 2,
    "no-history": (
        gettext_lazy(
            "%(n)s of %(of)s hot or cold cells stand out over the whole time and in no single step of it. Longer steps,"
            " or larger cells, tell more."
        ),
        gettext_lazy(
            "Some cells stand out over the whole time and in no single step of it. Longer steps tell more."
        ),
    ),
    "one-point": (
        gettext_lazy("%(n)s events share the point %(at)s: set apart, it stands for 'somewhere here'."),
        gettext_lazy("Many events share one point: set apart, it stands for 'somewhere here'."),
    ),
    "vague": (
        gettext_lazy(
            "%(n)s of %(of)s events are known to no better than %(km)s km: set apart, as they cannot say in which of"
            " these cells. Larger cells use them."
        ),
        gettext_lazy(
            "Events whose place is not known well enough for these cells are set apart. Larger cells use them."
        ),
    ),
    "mended": (gettext_lazy("Polygons of the area whose edges crossed, and that were mended: %(n)s."),) * 2,
    "gap": (
        gettext_lazy(
            "Before the forecast begins lie days of which no event is known: %(n)s. It looks across them."
        ),
    )
    * 2,
}
"""With numbers and points, for who may see them; and without, for all."""
_LEFT_OUT: Final[dict[str, Word]] = {
    "the date cannot be read": gettext_lazy("the date cannot be read"),
    "a coordinate is missing or no number": gettext_lazy("a coordinate is missing or no number"),
    "it ends before it begins": gettext_lazy("it ends before it begins"),
    "it arrives before it departs": gettext_lazy("it arrives before it departs"),
    "the day is one that programs write where none is known (1900-01-01, 1970-01-01)": gettext_lazy(
        "the day is one that programs write where none is known (1900-01-01, 1970-01-01)"
    ),
    "the day is more than a year after all others, and still to come": gettext_lazy(
        "the day is more than a year after all others, and still to come"
    ),
    "a weight or precision is negative or no number": gettext_lazy(
        "a weight or precision is negative or no number"
    ),
    "the precision is negative": gettext_lazy("the precision is negative"),
    "its exposure is below 0": gettext_lazy("its exposure is below 0"),
    "the channel is none of reported, discovered, inferred": gettext_lazy(
        "the channel is none of reported, discovered, inferred"
    ),
    "the coordinates are no degrees": gettext_lazy("the coordinates are no degrees"),
    "the place is 0, 0: an address that was not found": gettext_lazy(
        "the place is 0, 0: an address that was not found"
    ),
    "it has no rows": gettext_lazy("it has no rows"),
}
"""Why a row of a table was left out, as the engine says it."""


WORDS: Final = REFUSALS | CAPTURES
"""Sentence and hint of every refusal that has a name, of places and of pictures."""


def worded(error: Mapping[str, Any] | None) -> Mapping[str, Any] | None:
    """An error as it is kept, its sentence and hint in the reader's language."""
    if not error or error.get("about") not in WORDS:
        return error
    numbers = {name: _number(name, value) for name, value in (error.get("numbers") or {}).items()}
    sentence, hint = (str(one) % numbers for one in WORDS[error["about"]])
    return {**error, "sentence": sentence, "hint": hint}


def reword(error: ManumitError) -> ManumitError:
    """The same error, in the reader's language where there are words for it."""
    told = worded(error.told()) or {}
    error.sentence, error.hint = told["sentence"], told["hint"]
    return error


def _number(name: str, value: Any) -> str:
    """`day`: days since 1970; `why`: the reason for which a row was left out; names and what is written stay."""
    if name == "day":
        return str(date_format(day(value), "j M Y"))
    if name == "why":
        return why(value)
    return value if isinstance(value, str) else str(number_format(value, force_grouping=True))


def noted(note: Mapping[str, Any] | str, whole: bool) -> str:
    """A note beside a map; `whole`: with its numbers and points."""
    if isinstance(note, str):
        return note
    numbers = {name: _number(name, value) for name, value in note["numbers"].items()}
    return str(NOTES[note["about"]][0 if whole else 1]) % numbers


def why(reason: str) -> str:
    """Why a row was left out."""
    if said := _LEFT_OUT.get(reason):
        return str(said)
    if found := re.fullmatch(r"it has no (.+)", reason):
        return _("it has no %(column)s") % {"column": found[1]}
    if found := re.fullmatch(r"where (from|to): (.+)", reason):
        ends = {"from": _("where from: %(why)s"), "to": _("where to: %(why)s")}
        return ends[found[1]] % {"why": why(found[2])}
    return reason
