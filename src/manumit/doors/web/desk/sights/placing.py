"""What a page shows of a plan for a few teams: where they stand, who is near, who is not, and what one fewer or more
would do. It rests on what anybody may see of the study (see desk.acts.siting)."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from manumit.doors.web.desk.acts.ground import FAIR
from manumit.doors.web.desk.acts.siting import plan_path
from manumit.doors.web.desk.acts.studying import folder_of
from manumit.doors.web.desk.models import Placing
from manumit.doors.web.desk.sights.figures import figure
from manumit.doors.web.desk.sights.hexagon_sheet import Class, drawn_cells
from manumit.doors.web.desk.sights.map_towns import towns_of
from manumit.doors.web.desk.sights.place_words import worded
from manumit.doors.web.desk.words import Word

FARTHEST: Final = 10
"""Cells beyond the reach that are listed."""
STAMPED: Final = 12
"""Places that a picture names."""
SMALL: Final = 5
"""People below which nobody is told how many."""
Json = dict[str, Any]
ONE: Final[dict[str, Word]] = {
    "team": gettext_lazy("Team %(n)s"),
    "shelter": gettext_lazy("Shelter %(n)s"),
    "day": gettext_lazy("Day %(n)s"),
}


def plan_of(placing: Placing, made_at: str) -> Json | None:
    """What came of it; None as long as nothing did, and when the study was worked out anew since `made_at`."""
    try:
        told: Json = json.loads(plan_path(folder_of(placing.study), placing.pk).read_text("utf-8"))
    except OSError:
        return None
    return told if told["study_made_at"] == made_at else None


@dataclass(frozen=True)
class Plan:
    """The plan that was asked for (`own`), with its ground and those beside it (`told`)."""

    placing: Placing
    told: Json
    own: Json

    @classmethod
    def of(cls, placing: Placing, told: Json) -> Plan:
        """Find the one that was asked for among the plans."""
        key = (placing.number, placing.fair)
        return cls(placing, told, next(one for one in told["plans"] if (one["number"], one["fair"]) == key))

    @property
    def refused(self) -> Mapping[str, Any] | None:
        """Why there is none; None when there is."""
        return worded(self.own.get("refused"))

    @property
    def _total(self) -> float:
        return float(sum(self.told["need"]))

    def _beyond(self) -> list[int]:
        return [at for at, one in enumerate(self.own["minutes"]) if one > self.placing.reach]

    def drawing(self) -> tuple[SafeString, list[Class]]:
        """The map: need by colour, hidden cells blank, cells that nobody reaches hatched, sites numbered, towns."""
        told, far = self.told, set(self._beyond())
        need = [None if gone else one for gone, one in zip(told["unsure"], told["need"], strict=True)]
        marks = [(told["lon"][at], told["lat"][at]) for at in self.own["chosen"]]
        hatched = [at in far for at in range(len(need))]
        return drawn_cells(told["cells"], need, hatched, marks, towns_of(told))

    def sites(self) -> list[Json]:
        """One row a site, in the order of their numbers on the map."""
        own, told, rows = self.own, self.told, []
        for number, at in enumerate(own["chosen"], 1):
            served = [cell for cell, to in enumerate(own["serves"]) if to == at]
            need = sum(told["need"][cell] for cell in served)
            way = sum(told["need"][cell] * own["minutes"][cell] for cell in served)
            rows.append(
                {
                    "name": ONE[self.placing.what] % {"n": number},
                    "cell": told["cells"][at],
                    "lat": told["lat"][at],
                    "lon": told["lon"][at],
                    "cells": len(served),
                    "share": need / self._total,
                    "mean": way / need if need else 0.0,
                    "farthest": max((own["minutes"][cell] for cell in served), default=0.0),
                }
            )
        return rows

    def groups(self) -> list[Json]:
        """One row a group; how many are beyond is not told where they are few."""
        return [one | {"few": 0 < round(one["beyond"]) < SMALL} for one in self.own["groups"]]

    def unreached(self) -> Json:
        """Cells that nobody reaches: how many, what share of the need, and those with the most; a hidden cell's need is
        not its own, so it is not listed."""
        told, own, far = self.told, self.own, self._beyond()
        listed = sorted((at for at in far if not told["unsure"][at]), key=lambda at: -told["need"][at])
        rows = [
            {
                "cell": told["cells"][at],
                "lat": told["lat"][at],
                "lon": told["lon"][at],
                "hundredths": 100 * told["need"][at] / self._total,
                "minutes": own["minutes"][at],
            }
            for at in listed[:FARTHEST]
        ]
        share = sum(told["need"][at] for at in far) / self._total
        return {
            "cells": len(far),
            "share": share,
            "rows": rows,
            "unsure": sum(told["unsure"][at] for at in far),
        }

    def what_if(self) -> list[Json]:
        """One row a number: without the rule, and with it where there are groups."""
        found: dict[int, Json] = {}
        for one in self.told["plans"]:
            told = one | {"worst": max(one.get("groups", ()), key=lambda row: row["mean"], default=None)}
            found.setdefault(one["number"], {})["fair" if one["fair"] else "plain"] = told
        rows = [
            {"number": number, "own": number == self.placing.number, **row} for number, row in found.items()
        ]
        return sorted(rows, key=lambda row: row["number"])

    def comes_to(self) -> str:
        """What the plan comes to, in a sentence."""
        return _(
            "%(n)s of 100 of the need lie within %(reach)s minutes. The mean way is %(mean)s minutes."
        ) % {
            "n": round(100 * self.own["within"]),
            "reach": self.placing.reach,
            "mean": figure(self.own["mean"], 0),
        }

    def site_lines(self) -> list[str]:
        """Where each stands, in sentences; of many the first few."""
        rows = self.sites()
        said = [
            f"{row['name']}: {row['cell']} ({_('Of 100 of the need')}: {round(100 * row['share'])},"
            f" {_('Mean way, minutes')}: {figure(row['mean'])})."
            for row in rows[:STAMPED]
        ]
        return said + (["…"] if len(rows) > STAMPED else [])

    def says(self) -> list[str]:
        """How it came about, and what it is not."""
        told = self.told
        said = [
            _(
                "%(n)s cells of resolution %(r)s, %(m)s of them to choose from. Need is what the study expects."
            )
            if told["basis"] == "expected"
            else _("%(n)s cells of resolution %(r)s, %(m)s of them to choose from. Need is what was seen.")
        ]
        said[0] %= {"n": len(told["cells"]), "r": told["resolution"], "m": told["sites"]}
        if any(told["unsure"]):
            said.append(
                _(
                    "Small counts are hidden here, too: what lies in hidden cells counts as if spread evenly over them."
                )
            )
        said.append(self._ways())
        if self.placing.fair:
            said.append(
                _("Fair: the mean way of no group is more than %(n)s of 100 longer than that of all.")
                % {"n": round(100 * FAIR)}
            )
        said.append(
            _("No placing of as many has a shorter mean way; this is proven.")
            if self.own.get("proven")
            else _("Found by exchange: a better one may exist.")
        )
        said.append(
            _("How sure the need is was not carried into these numbers: compare plans, not decimals.")
        )
        return said

    def _ways(self) -> str:
        if not (table := self.told.get("ways")):
            return _(
                "Ways are straight lines at 40 km an hour, from middle to middle: no roads, rivers or timetables."
            )
        said = _("Ways are those of the table %(name)s, as it was handed in; nobody checked them here.") % {
            "name": table
        }
        if gone := self.told.get("elsewhere"):
            said += " " + _("Places in it that are no cells of the study were left out: %(n)s.") % {"n": gone}
        return said
