"""What a form asks of a study of places: its fields, its area, and what it brings along."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date, timedelta
from pathlib import Path
from typing import Any, Final, Protocol

from django.utils import timezone
from django.utils.translation import gettext as _

from manumit.base.kernel import ManumitError, UsageError
from manumit.doors.web.desk.acts.intake import safe_name
from manumit.doors.web.desk.acts.leafing import LARGEST
from manumit.doors.web.desk.acts.naming import rename
from manumit.doors.web.desk.acts.surveying import OPEN
from manumit.doors.web.desk.gate import Here
from manumit.doors.web.desk.models import Study

RESOLUTIONS: Final = (5, 6, 7, OPEN, 9, 10)
PERIODS: Final = ("week", "fortnight", "month", "quarter")
LONGEST: Final = 366
"""Days of a horizon."""
MOST_MONTHS: Final = 60
"""That are looked ahead (manumit.engine.places.ahead)."""
AROUND: Final = 15
"""Kilometres around a town, unless others are asked for."""
WIDEST: Final = 100
LARGEST_LINE: Final = 4 * 2**20
"""Bytes of a help line's file: it is read while the form waits, and never kept when it tells too much."""
DIGITS: Final = 9
"""Of a number in a form."""
DEEPEST: Final = 3
"""Levels of regions."""


class Handed(Protocol):
    """Files that arrived: in `folder`, by the form's field. `refused`: why none was taken."""

    folder: Path
    fields: dict[str, str]
    refused: ManumitError | None


def finest(here: Here) -> int:
    """What this person may ask for and see."""
    return max(RESOLUTIONS) if here.may("see_fine_places") else OPEN


def whole_number(told: str, least: int, most: int) -> int | None:
    """What a form says as a number; None where it is none, or beyond its limits."""
    if not (told.isascii() and told.isdecimal() and len(told) <= DIGITS and least <= int(told) <= most):
        return None
    return int(told)


def draw_area(told: Mapping[str, str], intake: Handed) -> None:
    """The area as what lies within so many kilometres of a town, as a file like one that was handed in."""
    from shapely.geometry import mapping

    from manumit.engine.places import Area
    from manumit.engine.signals import place_of

    named, km = " ".join(told.get("around", "").split())[:80], told.get("km", "") or str(AROUND)
    if not named:
        raise UsageError(
            _("No area was chosen."),
            _("Name a town, or hand in an outline as GeoJSON, in WGS 84 degrees."),
            "around",
        )
    if whole_number(km, 1, WIDEST) is None:
        raise UsageError(_("This is no distance."), _("Choose 1 to %(n)s kilometres.") % {"n": WIDEST}, "km")
    if not (place := place_of(named)):
        raise UsageError(
            _("No town of this name is known: %(name)s.") % {"name": named},
            _("Add its country (Leeds, UK), name a larger one near by, or hand in an outline as GeoJSON."),
            "around",
        )
    name = safe_name(
        f"{place.name}, {place.country}, {km} km.geojson", {one.casefold() for one in intake.fields.values()}
    )
    intake.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    circle = mapping(Area.around(place.lon, place.lat, int(km)).shape)
    (intake.folder / name).write_text(json.dumps(circle), "utf-8")
    intake.fields["area"] = name


def wanted_of(here: Here, told: Mapping[str, str]) -> dict[str, Any]:
    """Fields of a study. UsageError for what is on none of the lists, and for a number or a day that is none."""

    def chosen(name: str, among: Any) -> str:
        value = told.get(name, "")
        if value not in among:
            raise UsageError(
                _("The form is not complete."), _("Load the page again and choose from each list.")
            )
        return value

    horizon = whole_number(told.get("horizon", ""), 1, LONGEST)
    if horizon is None:
        raise UsageError(_("This is no number of days."), _("Choose 1 to %(n)s.") % {"n": LONGEST}, "horizon")
    return {
        "purpose": chosen("purpose", Study.Purpose.values),
        "source": chosen("source", Study.Source.values),
        "resolution": int(chosen("resolution", [str(one) for one in RESOLUTIONS if one <= finest(here)])),
        "period": chosen("period", PERIODS),
        "horizon": horizon,
        "origin": _origin(told.get("origin", "")),
        "kind": " ".join(told.get("kind", "").split())[:80],
    }


def more_of(told: Mapping[str, str]) -> dict[str, Any]:
    """`counts`: columns of what places are like that count something; `by`: columns of regions, the widest first;
    `months`: how many are looked ahead."""
    by, months = _list(told.get("by", "")), whole_number(told.get("months", "") or "6", 1, MOST_MONTHS)
    if months is None:
        raise UsageError(
            _("This is no number of months."), _("Choose 1 to %(n)s.") % {"n": MOST_MONTHS}, "months"
        )
    if len(by) > DEEPEST:
        raise UsageError(
            _("Months are told by so many columns at most: %(n)s.") % {"n": DEEPEST},
            _("Choose the widest first: country, region."),
            "by",
        )
    return {"counts": _list(told.get("counts", "")), "by": by, "months": months}


def finds_of(told: Mapping[str, str], source: str, intake: Handed) -> dict[str, str]:
    """`discovered`: by what finds are counted, empty where they are left out. UsageError where nobody says how much was
    looked, or with which chance: it is seen in the header before a job begins. JSON lines have none: of those that are
    too large to be read meanwhile the job says it."""
    from manumit.engine.places import COUNTED, expect_find_columns, is_lines

    asked = told.get("discovered", "")
    if not asked:
        return {"discovered": ""}
    if asked not in COUNTED:
        raise UsageError(
            _("The form is not complete."), _("Load the page again and choose from each list."), "discovered"
        )
    if source == Study.Source.RECORDS:
        raise UsageError(
            _("Records of a workspace do not say how much was looked."),
            _("Leave finds out, or hand in a table with the columns exposure and chance."),
            "discovered",
        )
    if "events" in intake.fields:
        path = intake.folder / intake.fields["events"]
        if is_lines(path) and path.stat().st_size > LARGEST:
            return {"discovered": asked}
        try:
            expect_find_columns(path)
        except ManumitError as error:
            rename(error, [path]).field = "events"
            raise
    return {"discovered": asked}


def _list(told: str) -> list[str]:
    """'country, region' -> both names, once each."""
    names = (" ".join(one.split())[:80] for one in told[:2000].split(","))
    return list(dict.fromkeys(one for one in names if one))


def expect_held_back(intake: Handed) -> None:
    """A help line's months must hold small counts back: else nothing of the file is taken in."""
    from manumit.engine.places import is_helpline, tables_of

    if "line" not in intake.fields:
        return
    path = intake.folder / intake.fields["line"]
    if path.stat().st_size > LARGEST_LINE or not is_helpline(path):
        raise UsageError(
            _("This is no file of a help line's months."),
            _("It has month,what,category,count, as Line writes it under Months in numbers."),
            "line",
        )
    try:
        tables_of(path)
    except ManumitError as error:
        rename(error, [path]).field = "line"
        raise


def _origin(told: str) -> date | None:
    """The first day that is looked ahead to; None: the day after the last event."""
    if not told:
        return None
    try:
        origin = date.fromisoformat(told)
    except ValueError as error:
        raise UsageError(_("This is no day."), _("Choose one, or leave it empty."), "origin") from error
    if origin > timezone.now().date() + timedelta(days=LONGEST):
        raise UsageError(
            _("A forecast cannot begin so late."),
            _("Choose a day within a year, or leave it empty."),
            "origin",
        )
    return origin
