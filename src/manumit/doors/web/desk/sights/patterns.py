"""What a page shows of patterns, in words: what is beyond chance, how sure that is, and what is too few to say."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any, Final

from django.utils.formats import date_format, number_format
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from manumit.doors.web.desk.acts.seeking import BANDS, SIGNIFICANT, patterns_path
from manumit.doors.web.desk.acts.studying import folder_of
from manumit.doors.web.desk.models import Patterns
from manumit.doors.web.desk.sights.figures import figure
from manumit.doors.web.desk.sights.studies import ABOUT, day
from manumit.doors.web.desk.words import Word

SMALL: Final = 5
"""Counts below which others than investigators are not told."""
WIDE, TALL, EDGE = 720, 160, 12
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
Json = dict[str, Any]


def found_of(patterns: Patterns, made_at: str) -> Json | None:
    """What came of them; None as long as nothing did, when the study was worked out anew since `made_at`, and where
    they were looked for before routes were."""
    try:
        told: Json = json.loads(patterns_path(folder_of(patterns.study), patterns.pk).read_text("utf-8"))
    except OSError:
        return None
    return told if told["study_made_at"] == made_at and "routes" in told else None


@dataclass(frozen=True)
class Findings:
    """Patterns as somebody may see them: `whole` for somebody from whom no small count is held back."""

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
        if not town:
            return ""
        if km < 1:
            return _("middle of %(town)s") % {"town": town}
        return str(_FROM_TOWN[point]) % {"km": figure(km, 0 if km >= 10 else 1), "town": town}

    def clusters(self) -> list[Json]:
        """Those that chance hardly brings; without those of small counts where these are hidden."""
        rows = self.told["clusters"].get("rows", ())
        return [
            one
            | {
                "called": self.called(one["cell"]),
                "since": day(one["first"]),
                "shown": self.count(one["cases"]),
                "years": self._after(one["recurrence"]),
            }
            for one in rows
            if one["p"] <= SIGNIFICANT and (self.whole or one["cases"] >= SMALL)
        ]

    def _after(self, days: float) -> str:
        years = days / 365.25
        if years >= 1:
            return _("%(n)s years") % {"n": figure(years, 1)}
        return _("%(n)s days") % {"n": figure(days, 0)}

    def near(self) -> list[Json]:
        """One row a band of place, one cell a band of time."""
        told, days = self.told["near"], self.patterns.days
        if "refused" in told:
            return []
        return [
            {
                "name": self._space(band),
                "cells": [
                    {
                        "ratio": None if self._untold(band, step) else told["ratio"][band][step],
                        "observed": told["observed"][band][step],
                        "expected": told["expected"][band][step],
                        "p": told["p"][band][step],
                        "beyond": told["p"][band][step] <= SIGNIFICANT and told["ratio"][band][step] > 1,
                        "when": _("%(a)s to %(b)s days") % {"a": days * step, "b": days * (step + 1) - 1},
                    }
                    for step in range(BANDS)
                ],
            }
            for band in range(BANDS + 1)
        ]

    def _untold(self, band: int, step: int) -> bool:
        """No ratio where nothing is expected, nor of a small count that is hidden."""
        told = self.told["near"]
        few = not self.whole and told["observed"][band][step] < SMALL
        return few or not told["expected"][band][step]

    def _space(self, band: int) -> str:
        if not band:
            return _("The same place")
        wide = self.patterns.metres
        return _("%(a)s to %(b)s m") % {"a": wide * (band - 1), "b": wide * band}

    def near_says(self) -> list[str]:
        """What is beyond chance, in sentences."""
        said = [
            _("%(where)s, %(when)s: %(n)s times as many pairs as chance brings (p %(p)s).")
            % {
                "where": row["name"],
                "when": cell["when"],
                "n": figure(cell["ratio"], 1),
                "p": figure(cell["p"], 3),
            }
            for row in self.near()
            for cell in row["cells"]
            if cell["beyond"] and cell["ratio"] is not None
        ]
        return said or [_("Nothing happens again near by, soon after, more than chance brings.")]

    def changes(self) -> list[Json]:
        """One row a step of time, the last first."""
        told = self.told["changes"]
        if "refused" in told:
            return []
        rows = [
            {
                "first": day(told["edges"][at]),
                "shown": self.count(number),
                "alarm": at in told["at"],
                "base": at < told["base"],
            }
            for at, number in enumerate(told["counts"])
        ]
        return rows[::-1]

    def alarms(self) -> list[str]:
        """When an alarm came, as days."""
        told = self.told["changes"]
        return [date_format(day(told["edges"][at]), "j M Y") for at in told.get("at", ())]

    def drawing(self) -> SafeString:
        """A bar a step of time; those with an alarm stand out. The table says the same."""
        told = self.told["changes"]
        counts = [one if self.whole else one // ABOUT * ABOUT for one in told["counts"]]
        most, step = max(1.0, *counts), (WIDE - 2 * EDGE) / len(counts)
        bars = format_html_join(
            "",
            '<rect class="{}" x="{}" y="{}" width="{}" height="{}"/>',
            (
                (
                    "alarm" if at in told["at"] else "base" if at < told["base"] else "after",
                    f"{EDGE + at * step:.1f}", f"{TALL - EDGE - high:.1f}", f"{step * 0.8:.1f}", f"{high:.1f}",
                )
                for at, number in enumerate(counts)
                for high in ((TALL - 2 * EDGE) * number / most,)
            ),
        )  # fmt: skip
        return format_html(
            '<svg class="steps-bars" viewBox="0 0 {} {}" aria-hidden="true">{}</svg>', WIDE, TALL, bars
        )

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
            whole = f"{told['no_company']['sentence']} {told['no_company']['hint']}"
            said.append(whole if self.whole else _("Who travels together cannot be told."))
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

    def refusals(self) -> dict[str, str]:
        """Why a part says nothing; without its numbers where small counts are hidden."""
        few = _("Nothing can be said of this: there are too few events, or too many places or steps of time.")
        return {
            part: f"{told['refused']['sentence']} {told['refused']['hint']}" if self.whole else few
            for part, told in self.told.items()
            if isinstance(told, dict) and told.get("refused")
        }

    def unused(self) -> dict[str, str]:
        """How many events clusters and near repeats could not use; nothing where all."""
        return {
            part: ngettext(
                "%(n)s event was left out: its place or day is too unsure, or it lies before the first whole step.",
                "%(n)s events were left out: their place or day is too unsure, or they lie before the first whole"
                " step.",
                number if self.whole else max(SMALL, number),
            )
            % {"n": self.count(number)}
            for part in ("clusters", "near")
            if (number := self.told[part].get("left_out"))
        }

    def usual(self) -> str:
        """Events a step in what says what is usual."""
        mean = self.told["changes"]["mean"]
        return figure(mean, 1) if self.whole else self.count(mean)

    def left_out(self) -> dict[str, list[str]]:
        """Rows that flows and routes could not use: how many, why, and the first few."""
        return {
            part: [
                _("%(n)s × %(why)s (rows %(rows)s)")
                % {
                    "n": number_format(one["count"], force_grouping=True),
                    "why": one["why"],
                    "rows": ", ".join(map(str, one["rows"]))
                    + (" …" if one["count"] > len(one["rows"]) else ""),
                }
                if self.whole and one["rows"]
                else _("%(n)s × %(why)s") % {"n": self.count(one["count"]), "why": one["why"]}
                for one in self.told[part].get("left_out", ())
            ]
            for part in ("flows", "routes")
        }
