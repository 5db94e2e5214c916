"""What a page shows of a study of places: its map, its title, and what stands beneath it."""

from __future__ import annotations

import json
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

from django.utils.formats import number_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from manumit.doors.web.days import date_format
from manumit.doors.web.desk.acts.studying import folder_of, outdated, recount
from manumit.doors.web.desk.acts.surveying import RESULT
from manumit.doors.web.desk.models import Study
from manumit.doors.web.desk.sights.figures import day
from manumit.doors.web.desk.sights.joined import stamped
from manumit.doors.web.desk.sights.map_towns import towns_of
from manumit.doors.web.desk.sights.sheet import Sheet
from manumit.doors.web.desk.sights.study_words import CLASS, STANDS, VISIT

Json = dict[str, Any]
ABOUT: Final = 5
"""A total beside hidden counts is told in steps of so many: a difference gives none of them away."""


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
