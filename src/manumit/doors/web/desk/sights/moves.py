"""What a page shows of movements among the patterns of a study: flows, routes, and who travels together; with where a
cell lies and how a count may be told."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from manumit.doors.web.desk.models import Patterns
from manumit.doors.web.desk.sights.figures import figure
from manumit.doors.web.desk.sights.place_words import why, worded
from manumit.doors.web.desk.sights.studies import ABOUT
from manumit.doors.web.desk.words import Word

Json = dict[str, Any]
SMALL: Final = 5
"""Counts below which others than investigators are not told."""
_FROM_TOWN: Final[dict[str, Word]] = {
    "N": gettext_lazy("%(km)s km north of %(town)s"),
    "NE": gettext_lazy("%(km)s km north-east of %(town)s"),
    "E": gettext_lazy("%(km)s km east of %(town)s"),
    "SE": gettext_lazy("%(km)s km south-east of %(town)s"),
    "S": gettext_lazy("%(km)s km south of %(town)s"),
    "SW": gettext_lazy("%(km)s km south-west of %(town)s"),
    "W": gettext_lazy("%(km)s km west of %(town)s"),
    "NW": gettext_lazy("%(km)s km north-west of %(town)s"),
}


def refusal_said(refused: Json) -> str:
    """Why a part says nothing, and what to do."""
    told = worded(refused)
    return f"{told['sentence']} {told['hint']}" if told else ""


def from_town(town: str, km: float, point: str) -> str:
    """'3.5 km south-east of Pudsey'; `point` of the compass, a key of the words."""
    if km < 1:
        return _("middle of %(town)s") % {"town": town}
    return str(_FROM_TOWN[point]) % {"km": figure(km, 0 if km >= 10 else 1), "town": town}


@dataclass(frozen=True)
class Moves:
    """Of patterns: `told` is what was found, `whole` for somebody from whom no small count is held back."""

    patterns: Patterns
    told: Json
    whole: bool

    def count(self, number: float) -> str:
        """As it may be told: in steps where small counts are hidden."""
        shown = round(number) if self.whole else int(number) // ABOUT * ABOUT
        text = str(number_format(shown, force_grouping=True))
        if self.whole:
            return text
        return _("about %(n)s") % {"n": text} if shown else _("fewer than 5")

    def called(self, cell: str) -> str:
        """Where the middle of a cell lies, for people who know towns; nothing where that was not looked up."""
        town, km, point = self.told.get("towns", {}).get(cell) or ("", 0.0, "")
        return from_town(town, km, point) if town else ""

    def flows(self) -> list[Json]:
        """Movements beyond what is expected, those of small counts left out where these are hidden."""
        return [
            one
            | {
                "shown": self.count(one["seen"]),
                "from_called": self.called(one["origin"]),
                "to_called": self.called(one["destination"]),
            }
            for one in self.told["flows"].get("rows", ())
            if self.whole or one["seen"] >= SMALL
        ]

    def routes(self) -> list[Json]:
        """Circuits, then routes beyond chance; those of few travellers left out where these are hidden."""
        names = {"circuit": _("Circuit"), "route": _("Route")}
        return [
            one
            | {
                "name": names[one["kind"]],
                "shown": self.count(one["travellers"]),
                "stops": [{"cell": cell, "called": self.called(cell)} for cell in one["cells"]],
            }
            for one in self.told["routes"].get("rows", ())
            if self.whole or one["travellers"] >= SMALL
        ]

    def followed(self) -> list[str]:
        """What was followed, and what is odd in it, in sentences."""
        told = self.told["routes"]
        said = [
            _("%(w)s travellers make %(s)s stops at %(p)s places, and %(t)s trips between them.")
            % {
                key: self.count(told[name])
                for key, name in (("w", "travellers"), ("s", "stops"), ("p", "places"), ("t", "trips"))
            }
        ]
        if told["no_company"]:
            said.append(
                refusal_said(told["no_company"]) if self.whole else _("Who travels together cannot be told.")
            )
        else:
            said.append(
                _("Pairs that share more legs than chance brings: %(n)s.") % {"n": self.count(told["pairs"])}
            )
        if told["too_fast"]:
            said.append(
                _(
                    "Faster than anybody travels: %(n)s travellers, of whom %(s)s look like several under one name; the"
                    " others have rows in error."
                )
                % {"n": self.count(told["too_fast"]), "s": self.count(told["several"])}
            )
        return said

    def dealt(self) -> list[str]:
        """Whose movements they are, and beside what; nothing where none were followed."""
        told = self.told["routes"]
        if "worlds" not in told:
            return []
        said = [
            _("Of the whole table, not only this area.")
            if told["source"] == "table"
            else _("Of everybody in this workspace: tickets, stays, last seen; not only this area."),
            _("The same stops in another order, dealt %(n)s times.") % {"n": number_format(told["worlds"])},
        ]
        if told["nearer"]:
            said.append(
                _("Near places follow each other there as here: with distance to the power -%(n)s.")
                % {"n": figure(told["nearer"], 1)}
            )
        return said

    def left_out(self) -> dict[str, list[str]]:
        """Rows that flows and routes could not use: how many, why, and the first few."""
        return {
            part: [
                _("%(n)s × %(why)s (rows %(rows)s)")
                % {
                    "n": number_format(one["count"], force_grouping=True),
                    "why": why(one["why"]),
                    "rows": ", ".join(map(str, one["rows"]))
                    + (" …" if one["count"] > len(one["rows"]) else ""),
                }
                if self.whole and one["rows"]
                else _("%(n)s × %(why)s") % {"n": self.count(one["count"]), "why": why(one["why"])}
                for one in self.told[part].get("left_out", ())
            ]
            for part in ("flows", "routes")
        }
