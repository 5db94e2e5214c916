"""What a study's page says of how its events became known, and of what places are like: what was joined, and what that
changed."""

from __future__ import annotations

from typing import Any, Final

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from manumit.doors.web.desk.sights import place_words
from manumit.doors.web.desk.sights.figures import figure
from manumit.doors.web.desk.words import Word

Json = dict[str, Any]
CHANNEL: Final[dict[str, Word]] = {
    "reported": gettext_lazy("Reported"),
    "discovered": gettext_lazy("Discovered: somebody went and looked"),
    "inferred": gettext_lazy("Inferred"),
}
FINDS: Final[dict[str, Word]] = {
    "corrected": gettext_lazy(
        "Each counts for each hour, and as much as its place would not have been gone to."
    ),
    "inverse": gettext_lazy(
        "Each counts for each hour, and by one over the chance that its place was gone to."
    ),
}
"""How finds are counted."""
NINE_IN_TEN: Final = 1.645
"""Standard errors on each side."""
MINUS: Final = "\u2212"
STEP: Final = 5
"""Totals beside hidden counts are told in steps of so many."""


def left_out(result: Json, whole: bool) -> list[str]:
    """Rows of the table that could not be used: how many, why, and for investigators the first few of them."""
    known = result.get("left_out_rows", {}) if whole else {}
    said = []
    for why, count in result["left_out"].items():
        told = {"n": number_format(count, force_grouping=True), "why": place_words.why(why)}
        if rows := known.get(why):
            told["rows"] = ", ".join(map(str, rows)) + (" …" if count > len(rows) else "")
            said.append(_("%(n)s × %(why)s (rows %(rows)s)") % told)
        else:
            said.append(_("%(n)s × %(why)s") % told)
    return said


def channels(result: Json, whole: bool) -> list[Json]:
    """How many events became known how, what the forecast does with them, and how much was looked (exposure)."""
    rows = []
    for one in result.get("channels") or ():
        if not one["events"]:
            continue
        counted = result.get("finds", 0) if one["name"] == "discovered" else 0
        number = number_format(one["events"] if whole else one["events"] // STEP * STEP, force_grouping=True)
        rows.append(
            {
                "name": CHANNEL[one["name"]],
                "events": number if whole else _("about %(n)s") % {"n": number},
                "learnt": one["name"] == "reported" or counted > 0,
                "said": _learnt(one["name"], counted, result.get("discovered", ""), whole),
                "exposure": _exposure(one, whole),
            }
        )
    return rows


def _learnt(name: str, counted: int, learner: str, whole: bool) -> str:
    """Whether the forecast learns from what became known so, and how."""
    if name == "reported":
        return _("Yes")
    if not counted:
        return _("No: it would learn where was looked")
    number = number_format(counted if whole else counted // STEP * STEP, force_grouping=True)
    return _("Yes, %(n)s of them. %(how)s") % {
        "n": number if whole else _("about %(n)s") % {"n": number},
        "how": FINDS[learner],
    }


def _exposure(one: Json, whole: bool) -> str:
    if one["exposure"] is None:
        return _("Not given")
    told = number_format(round(one["exposure"]), force_grouping=True)
    if not whole or not one["exposure"]:
        return str(told)
    return _("%(n)s, of %(stated)s events; %(rate)s events for each") % {
        "n": told,
        "stated": number_format(one["stated"], force_grouping=True),
        "rate": figure(one["stated"] / one["exposure"], 2),
    }


def about(level: Json) -> Json | None:
    """What was joined to the cells of a level and what it changed, in sentences; None where nothing was handed in."""
    told = level.get("about")
    if not told:
        return None
    due = level.get("in_all", 0.0)
    return {
        "file": told["file"],
        "rows": told["rows"],
        "elsewhere": told["elsewhere"],
        "cells": len(level["cells"]),
        "compared": told["compared"],
        "said": _whole(told, "expected" in level),
        "columns": [one | {"said": _column(one, told["used"], due)} for one in told["columns"]],
    }


def _whole(told: Json, forecast: bool) -> str:
    if not forecast:
        return _("There is no forecast that it could change.")
    if told["gain"] is None:
        return _("Too few past windows to tell whether it helps. It is left out, and changed nothing.")
    if told["used"]:
        return _("It is used: past windows were likelier with it, by %(gain)s nats an event.") % {
            "gain": _range(*told["gain"])
        }
    return _(
        "It is left out, and changed nothing: past windows were not likelier with it beyond chance, %(gain)s nats an"
        " event."
    ) % {"gain": _range(*told["gain"])}


def _column(one: Json, used: bool, due: float) -> str:
    if not used or one["gain"] is None:
        return _("Left out")
    if not one["helps"]:
        return _("Nothing measurable: %(gain)s nats an event beside the same numbers dealt by chance.") % {
            "gain": _range(one["gain"], one["error"])
        }
    return _(
        "%(gain)s nats an event beside the same numbers dealt by chance; without it about %(n)s of %(due)s expected"
        " events would lie elsewhere."
    ) % {
        "gain": _range(one["gain"], one["error"]),
        "n": figure(one["moved"] * due, 1),
        "due": figure(due, 0),
    }


def _range(value: float, error: float) -> str:
    """'+0.012 (0.004 to 0.020)': nine in ten."""
    low, high = value - NINE_IN_TEN * error, value + NINE_IN_TEN * error
    return _("%(value)s (%(low)s to %(high)s)") % {
        "value": _signed(value),
        "low": _signed(low),
        "high": _signed(high),
    }


def _signed(value: float) -> str:
    sign = "+" if value >= 0 else MINUS
    return f"{sign}{number_format(abs(value), 3)}"


def stamped(result: Json, level: Json) -> list[str]:
    """Lines beneath every picture, table and page: that finds count, and what was handed in of places."""
    return _finds(result) + _about(level)


def _finds(result: Json) -> list[str]:
    if not result.get("finds"):
        return []
    return [
        _("What somebody went and found counts, too.") + f" {FINDS[result['discovered']]}",
        _(
            "It takes twice the looking to find twice as much, and how many it expects is no number of reports."
        ),
    ]


def _about(level: Json) -> list[str]:
    told = level.get("about")
    if not told:
        return []
    names = ", ".join(one["name"] for one in told["columns"])
    if told["used"]:
        return [
            _("What places are like was used: %(names)s (%(file)s).") % {"names": names, "file": told["file"]}
        ]
    return [
        _("What places are like was looked at and left out: %(names)s (%(file)s).")
        % {"names": names, "file": told["file"]}
    ]
