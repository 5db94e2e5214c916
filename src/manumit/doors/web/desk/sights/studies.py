"""What a page shows of a study of places: as fine as the reader may see, small counts hidden from all but
investigators, and why a briefing must not be made."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from django.utils.formats import number_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from manumit.doors.web.days import date_format
from manumit.doors.web.desk.acts.studying import folder_of, outdated, recount
from manumit.doors.web.desk.acts.surveying import RESULT
from manumit.doors.web.desk.models import Study
from manumit.doors.web.desk.sights.figures import day
from manumit.doors.web.desk.sights.joined import stamped
from manumit.doors.web.desk.sights.place_words import noted, worded
from manumit.doors.web.desk.words import Word

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

Json = dict[str, Any]
CLASS: Final[dict[str, Word]] = {
    "new hot spot": gettext_lazy("new hot spot"),
    "consecutive hot spot": gettext_lazy("consecutive hot spot"),
    "intensifying hot spot": gettext_lazy("intensifying hot spot"),
    "persistent hot spot": gettext_lazy("persistent hot spot"),
    "diminishing hot spot": gettext_lazy("diminishing hot spot"),
    "sporadic hot spot": gettext_lazy("sporadic hot spot"),
    "oscillating hot spot": gettext_lazy("oscillating hot spot"),
    "historical hot spot": gettext_lazy("historical hot spot"),
    "new cold spot": gettext_lazy("new cold spot"),
    "consecutive cold spot": gettext_lazy("consecutive cold spot"),
    "intensifying cold spot": gettext_lazy("intensifying cold spot"),
    "persistent cold spot": gettext_lazy("persistent cold spot"),
    "diminishing cold spot": gettext_lazy("diminishing cold spot"),
    "sporadic cold spot": gettext_lazy("sporadic cold spot"),
    "oscillating cold spot": gettext_lazy("oscillating cold spot"),
    "historical cold spot": gettext_lazy("historical cold spot"),
    "hot": gettext_lazy("hot over the whole time"),
    "cold": gettext_lazy("cold over the whole time"),
    "none": gettext_lazy("neither hot nor cold"),
}
"""How a cell came to be; `hot` and `cold` where its history has no class, but the sum of all time is beyond chance."""
STANDS: Final[dict[str, Word]] = {
    "hot": gettext_lazy("Hot now"),
    "whole": gettext_lazy("Hot over the whole time"),
    "was": gettext_lazy("Hot before"),
    "none": gettext_lazy("Neither hot nor cold"),
    "cold": gettext_lazy("Cold"),
}
"""How a map groups the classes."""
VISIT: Final[dict[str, Word]] = {
    "forecast": gettext_lazy("By the forecast"),
    "chance": gettext_lazy("By chance"),
    "": gettext_lazy("Not this time"),
}
"""Why one is to go to a cell."""
PERIOD: Final[dict[str, Word]] = {
    "week": gettext_lazy("Week"),
    "fortnight": gettext_lazy("Fortnight"),
    "month": gettext_lazy("Month"),
    "quarter": gettext_lazy("Quarter"),
}
FINDS_COUNT: Final[dict[str, Word]] = {
    "": gettext_lazy("Is left out: the forecast learns from what was reported"),
    "corrected": gettext_lazy("Counts, as much as its place would not have been gone to (Ensign and others)"),
    "inverse": gettext_lazy("Counts, by one over the chance that its place was gone to"),
}
"""What a forecast does with finds."""
SIGNIFICANT: Final = 0.05
ABOUT: Final = 5
"""A total beside hidden counts is told in steps of so many: a difference gives none of them away."""
MOST_TOWNS: Final = 60
"""Names on a map."""


def result_of(study: Study) -> Json | None:
    """What came of it; None as long as nothing did, and when records were erased since: then it is counted anew."""
    path = folder_of(study) / RESULT
    try:
        found = _read(str(path), path.stat().st_mtime_ns)
    except OSError:
        return None
    if outdated(study, found):
        _read.cache_clear()
        recount(study)
        return None
    return found


@lru_cache(maxsize=4)
def _read(path: str, changed: int) -> Json:
    with open(path, encoding="utf-8") as stream:
        told: Json = json.load(stream)
    return told


@dataclass(frozen=True)
class Sheet:
    """A level of a study as somebody may see it. `hidden`: cells whose numbers are not told; `whole`: nothing is held
    back, periods are there."""

    level: Json
    hidden: Sequence[bool]
    whole: bool

    @classmethod
    def of(cls, result: Json, whole: bool) -> Sheet:
        """All of it, or nothing finer than resolution 8 and no count from 1 to 4."""
        if whole:
            return cls(result["levels"][0], [False] * len(result["levels"][0]["cells"]), True)
        import numpy as np

        from manumit.engine.places import suppressed

        level = result["levels"][-1]
        return cls(level, suppressed(np.array(level["seen"])).tolist(), False)

    def __len__(self) -> int:
        return len(self.level["cells"])

    @property
    def forecast(self) -> bool:
        """Whether there is one."""
        return "expected" in self.level

    @property
    def refused(self) -> Mapping[str, Any] | None:
        """Why there is none."""
        return worded(self.level.get("refused"))

    @property
    def notes(self) -> list[str]:
        """What was set apart: with numbers and points, or without. A study of before says nothing to others."""
        told = self.level["notes"]
        if told and isinstance(told[0], str) and not self.whole:
            told = self.level.get("open_notes", [])
        return [noted(one, self.whole) for one in told]

    def shown(self, name: str) -> list[Any]:
        """A column; None where it is hidden. What is expected of a cell would tell what was seen there."""
        column = self.level.get(name) or [None] * len(self)
        return [None if gone else value for gone, value in zip(self.hidden, column, strict=True)]

    def visits(self) -> list[str]:
        """Of each cell: "forecast" or "chance" where one is to go, else empty. That the forecast chose a hidden cell is
        not told: it would say that much was seen there."""
        column = self.level.get("visit") or [""] * len(self)
        return [
            "" if gone and why == "forecast" else why for gone, why in zip(self.hidden, column, strict=True)
        ]

    def chances(self) -> list[Any]:
        """Of a visit, by which finds can be weighed. It says where the forecast points, and so what is hidden."""
        column = self.level.get("chance") if self.whole else None
        return list(column or [None] * len(self))

    def q(self) -> list[Any]:
        """From it the sum of a cell and those beside it could be told, and so what is hidden."""
        return list(self.level["q"]) if self.whole else [None] * len(self)

    def stands(self) -> list[str]:
        """Of each cell: a key of STANDS."""
        return [_stands(name) for name in self.classes()]

    def classes(self) -> list[str]:
        """Of each cell: a key of CLASS."""
        rows = zip(self.level["class"], self.level["z"], self.level["q"], strict=True)
        return [
            ("hot" if z > 0 else "cold") if name == "none" and q < SIGNIFICANT else name
            for name, z, q in rows
        ]

    def rows(self) -> list[Json]:
        """One a cell, what most is expected of (or was seen in) first; hidden ones last."""
        columns = {
            "cell": self.level["cells"],
            "lon": self.level["lon"],
            "lat": self.level["lat"],
            "hidden": self.hidden,
            "thin": self.level["thin"],
            "class": self.classes(),
            "stands": self.stands(),
            "visit": self.visits(),
            "q": self.q(),
            "chance": self.chances(),
        } | {name: self.shown(name) for name in ("seen", "expected", "low", "high")}
        found = [dict(zip(columns, row, strict=True)) for row in zip(*columns.values(), strict=True)]
        key = "expected" if self.forecast else "seen"
        return sorted(found, key=lambda row: (row["hidden"], -(row[key] or 0), row["cell"]))


def _stands(name: str) -> str:
    if "cold" in name:
        return "cold"
    other = {"hot": "whole", "historical hot spot": "was", "none": "none"}
    return other.get(name, "hot")


def scene(study: Study, result: Json, sheet: Sheet) -> Json:
    """What the map's script is told."""
    level = sheet.level
    return {
        "title": title_of(study),
        "resolution": level["resolution"],
        "cells": level["cells"],
        "lon": level["lon"],
        "lat": level["lat"],
        "seen": sheet.shown("seen"),
        "expected": sheet.shown("expected") if sheet.forecast else None,
        "low": sheet.shown("low"),
        "high": sheet.shown("high"),
        "class": sheet.classes(),
        "stands": sheet.stands(),
        "visit": sheet.visits() if level.get("visit") else None,
        "q": sheet.q(),
        "thin": level["thin"],
        "hidden": sheet.hidden,
        "edges": [day(one).isoformat() for one in level["edges"]] if sheet.whole else None,
        "periods": level["periods"] if sheet.whole else None,
        "classes": {name: str(word) for name, word in CLASS.items()},
        "visits": {name: str(word) for name, word in VISIT.items()},
        "standings": {name: str(word) for name, word in STANDS.items()},
        "stamp": stamp(study, result, sheet),
        "handling": handling(sheet),
        "towns": towns_of(level),
    }


def towns_of(level: Json) -> list[Json]:
    """What lies on its map and a little beside it, the largest first, so that somebody knows where they are."""
    from manumit.engine.signals import towns_within

    west, east, south, north = min(level["lon"]), max(level["lon"]), min(level["lat"]), max(level["lat"])
    wide, tall = (east - west) / 4, (north - south) / 4
    found = towns_within(west - wide, south - tall, east + wide, north + tall, MOST_TOWNS)
    return [{"name": one.name, "lon": one.lon, "lat": one.lat} for one in found]


def title_of(study: Study) -> str:
    """'burglary, for outreach'."""
    kind = study.kind or _("All kinds of event")
    return _("%(kind)s, for %(purpose)s") % {"kind": kind, "purpose": study.get_purpose_display()}


def area_of(study: Study) -> str:
    """The name of its area's file, without the ending: 'Leeds, GB, 15 km'."""
    return Path(str((study.job.inputs or [{}])[0].get("area", ""))).stem


def handling(sheet: Sheet) -> str:
    """Who may have it."""
    return (
        _("Investigators alone: not to be handed on")
        if sheet.whole
        else _("Partners: small counts are hidden")
    )


def stamp(study: Study, result: Json, sheet: Sheet) -> list[str]:
    """What stands beneath every picture, table and page: how it was made, when, of how many, and what it is not."""
    said = [
        _("%(n)s events from %(first)s to %(last)s; H3 cells of resolution %(r)s; worked out on %(made)s.")
        % {
            "n": count_of(result, sheet),
            "first": date_format(day(result["first"]), "j M Y"),
            "last": date_format(day(result["last"]), "j M Y"),
            "r": sheet.level["resolution"],
            "made": date_format(datetime.fromisoformat(result["made_at"]), "j M Y"),
        },
        _("Hot and cold: Getis and Ord's Gi* with exact tails, false discovery rate held at 5 of 100."),
    ]
    if sheet.forecast:
        learnt = (
            _("Expected: %(days)s days from %(origin)s on; 9 of 10 lie in the range.")
            if result.get("finds")
            else _(
                "Expected: %(days)s days from %(origin)s on, from what was reported alone; 9 of 10 lie in the range."
            )
        )
        said.append(
            learnt % {"days": study.horizon, "origin": date_format(day(sheet.level["origin"]), "j M Y")}
        )
    return [capfirst(said[0]), *said[1:], *stamped(result, sheet.level), *caveats()]


def count_of(result: Json, sheet: Sheet) -> str:
    """Of events in the cells; in steps where counts are hidden."""
    total = sum(sheet.level["seen"])
    if sheet.whole:
        return str(number_format(round(total), force_grouping=True))
    step = int(total) // ABOUT * ABOUT
    return _("about %(n)s") % {"n": number_format(step, force_grouping=True)}


def caveats() -> list[str]:
    """On every page with such a map."""
    return [
        _("Checked on property crime alone. Nobody has checked it for trafficking."),
        _("No data is not no harm: where nobody looked or nobody could call, nothing is found."),
        _("Places, not persons: a cell says nothing about anybody who lives or works there."),
        _("Never for stops, searches, arrests or refusals."),
    ]
