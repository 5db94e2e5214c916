"""The gate before anything of a study of places is handed on: whom it points at, and what following it does to it."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from manumit.doors.web.desk.models import Study
from manumit.doors.web.desk.sights.sheet import Sheet

Json = dict[str, Any]


def unchecked(result: Json) -> bool:
    """Nobody can say whom it points at: the number of people of each group was not given, or there is no forecast."""
    return not result["groups"]


def blocked(study: Study, result: Json) -> list[str]:
    """Why nothing of it may be handed on; empty when it may. No reason opens it against a check that failed."""
    said = failed(result)
    if unchecked(result) and not study.unchecked_because:
        said.append(
            _("Nobody checked whom it points at, and nobody put on record why it is handed on all the same.")
        )
    return said


def failed(result: Json) -> list[str]:
    """Checks that were made and not passed."""
    said = []
    rows = result["groups"]
    most = max(rows, key=lambda row: row["flagged"], default=None)
    for row in rows:
        if row["behind"] and most:
            said.append(
                _(
                    "%(a)s of 100 of %(most)s live where the forecast points, of %(name)s %(b)s:"
                    " less than four fifths as many."
                )
                % {
                    "a": round(100 * most["flagged"]),
                    "most": most["name"],
                    "name": row["name"],
                    "b": round(100 * row["flagged"]),
                }
            )
    drift = result["drift"]
    if drift and drift["runs_away"]:
        said.append(
            _(
                "Played forward for two years, looking where it points moves it %(n)s of 100 away from the truth;"
                " at most 15 are allowed."
            )
            % {"n": round(100 * drift["harm"])}
        )
    return said


def going(sheet: Sheet) -> str:
    """How many cells are gone to, and why some by chance; empty where nothing is dealt."""
    visits = sheet.visits()
    if not any(visits):
        return ""
    return _(
        "%(n)s cells to go to by the forecast, %(m)s by chance elsewhere (deal %(seed)s): so that it can be seen to be"
        " wrong where it does not point."
    ) % {"n": visits.count("forecast"), "m": visits.count("chance"), "seed": sheet.level["seed"]}


def checks(study: Study, result: Json) -> list[str]:
    """What was checked and passed, or could not be."""
    said = []
    if not unchecked(result):
        if not any(row["behind"] for row in result["groups"]):
            said.append(_("No group is pointed at more than the four fifths rule allows."))
    elif study.unchecked_because:
        said.append(
            _("WHOM IT POINTS AT WAS NOT CHECKED. It is handed on all the same, because: %(reason)s")
            % {"reason": study.unchecked_because}
        )
    else:
        said.append(_("WHOM IT POINTS AT WAS NOT CHECKED."))
    if (drift := result["drift"]) and not drift["runs_away"]:
        said.append(
            _(
                "Played forward for two years, looking where it points moves it %(n)s of 100 from the truth;"
                " uncorrected it would be %(m)s."
            )
            % {"n": max(0, round(100 * drift["harm"])), "m": max(0, round(100 * drift["naive"]))}
        )
    return said
