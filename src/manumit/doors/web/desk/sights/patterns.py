"""What a page shows of patterns, in words: what is beyond chance, how sure that is, and what is too few to say."""

from __future__ import annotations

import json
from typing import Any

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from manumit.doors.web.days import date_format
from manumit.doors.web.desk.acts.seeking import BANDS, SIGNIFICANT, patterns_path
from manumit.doors.web.desk.acts.studying import folder_of
from manumit.doors.web.desk.models import Patterns
from manumit.doors.web.desk.sights.figures import day, figure
from manumit.doors.web.desk.sights.moves import SMALL, Moves, refusal_said
from manumit.doors.web.desk.sights.studies import ABOUT

WIDE, TALL, EDGE = 720, 160, 12
Json = dict[str, Any]


def found_of(patterns: Patterns, made_at: str) -> Json | None:
    """What came of them; None as long as nothing did, when the study was worked out anew since `made_at`, and where
    they were looked for before routes were."""
    try:
        told: Json = json.loads(patterns_path(folder_of(patterns.study), patterns.pk).read_text("utf-8"))
    except OSError:
        return None
    return told if told["study_made_at"] == made_at and "routes" in told else None


class Findings(Moves):
    """Patterns as somebody may see them: `whole` for somebody from whom no small count is held back."""

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
                "last": day(told["edges"][at + 1] - 1),
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

    def refusals(self) -> dict[str, str]:
        """Why a part says nothing; without its numbers where small counts are hidden."""
        few = _("Nothing can be said of this: there are too few events, or too many places or steps of time.")
        return {
            part: refusal_said(told["refused"]) if self.whole else few
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
