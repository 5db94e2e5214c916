"""The months of a help line as counts, and its usual week: read off the contacts, which hold no words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from statistics import fmean, median

from django.db.models import Max, Min

from manumit.doors.web.helpline.common import locale_of
from manumit.doors.web.line.models import Signal
from manumit.doors.web.line.words import CHANNEL, LANGUAGE, SEVERITY
from manumit.services.support import LEAST, Counted, Load, suppress

WEEK_HOURS = 168
FEW_WEEKS = 4
"""Of fewer weeks a page says that its pattern is thin."""
USUAL_TALK, USUAL_PATIENCE = 25 * 60.0, 20 * 60.0
"""Seconds, until the line has figures of its own. Ours: assumptions, and the page says so."""
USUAL_MIX = (0.7, 0.2, 0.1)
"""Shares of the severities, counted as ten contacts beside the line's own. Ours: an assumption."""
CATEGORIES: Mapping[str, tuple[str, ...]] = {
    "severity": tuple(str(one) for one in SEVERITY),
    "language": (*LANGUAGE, "other"),
    "channel": tuple(CHANNEL),
}


@dataclass(frozen=True, slots=True)
class Month:
    """A month as it may be shown. `situations`: how many of those that advocates wrote something about; waits in
    minutes. None: not shown."""

    month: str
    tables: Mapping[str, Counted]
    situations: int | None
    median_wait: int | None
    long_wait: int | None
    left: int | None

    @property
    def signals(self) -> int | None:
        """Contacts."""
        return self.tables["severity"].total

    def rows(self) -> list[tuple[str, str, str, int | None]]:
        """(month, what, category, count): what a file holds."""
        told: list[tuple[str, str, str, int | None]] = [
            (self.month, "signals", "all", self.signals),
            (self.month, "situations", "all", self.situations),
            (self.month, "wait", "median_minutes", self.median_wait),
            (self.month, "wait", "nine_in_ten_minutes", self.long_wait),
            (self.month, "left_before_help", "all", self.left),
        ]
        for name, table in self.tables.items():
            told += [(self.month, name, cell, count) for cell, count in table.cells.items()]
        return told


def months() -> list[Month]:
    """Every whole month that has contacts, the newest first. The month that runs is not told: seen from day to day,
    its counts would tell of single people."""
    now = datetime.now(UTC)
    begun = now.replace(day=1, hour=0, minute=0, second=0, microsecond=0)
    found: dict[str, list[Signal]] = {}
    for one in Signal.objects.filter(hour__lt=begun):
        found.setdefault(f"{one.hour:%Y-%m}", []).append(one)
    return [_month(name, found[name]) for name in sorted(found, reverse=True)]


def _month(name: str, signals: Sequence[Signal]) -> Month:
    counted = {
        "severity": Counter(str(one.severity) for one in signals),
        "language": Counter(_language(one.locale) for one in signals),
        "channel": Counter(one.channel for one in signals),
    }
    tables = {
        what: suppress({category: counts[category] for category in CATEGORIES[what]})
        for what, counts in counted.items()
    }
    waits = sorted(one.waited for one in signals if one.waited is not None)
    enough = len(waits) >= LEAST
    return Month(
        name,
        tables,
        _enough(len({one.situation_id for one in signals if one.situation_id})),
        round(median(waits) / 60) if enough else None,
        round(waits[9 * len(waits) // 10] / 60) if enough else None,
        _apart(sum(one.left for one in signals), len(signals)),
    )


def _language(locale: str) -> str:
    known = locale_of(locale)
    return known if known in LANGUAGE else "other"


def _enough(count: int) -> int | None:
    return count if count >= LEAST else None


def _apart(part: int, total: int) -> int | None:
    """A part of a shown total: neither it nor the rest is small."""
    return suppress({"part": part, "rest": total - part}).cells["part"]


@dataclass(frozen=True, slots=True)
class Usual:
    """The line's own pattern: what `load` rests on, and how much of it is an assumption."""

    load: Load
    signals: int
    weeks: float
    talks: int
    thin: bool


def usual(service: float | None = None, patience: float | None = None) -> Usual:
    """Arrivals over the hours of the week and their severities, drawn towards an even week and the usual shares while
    there are few (Laplace); lengths of talks as they were, or as given."""
    span = Signal.objects.aggregate(first=Min("hour"), last=Max("hour"))
    if span["first"] is None:
        return Usual(
            Load((0.0,) * WEEK_HOURS, USUAL_MIX, service or USUAL_TALK, patience or USUAL_PATIENCE),
            0,
            0,
            0,
            True,
        )
    weeks = max(1.0, (span["last"] - span["first"] + timedelta(hours=1)) / timedelta(weeks=1))
    hours, mix, talked = Counter[int](), Counter[int](), []
    asked = Signal.objects.exclude(waited=None, left=False)
    for one in asked:
        hours[one.hour.weekday() * 24 + one.hour.hour] += 1
        mix[one.severity] += 1
        if one.talked:
            talked.append(one.talked)
    total = sum(mix.values())
    drawn = (
        total / weeks / (total + WEEK_HOURS)
    )  # one contact more in every hour: few contacts tell little of a week
    shares = [(mix[one] + LEAST * USUAL_MIX[one]) / (total + LEAST) for one in range(3)]
    load = Load(
        tuple((hours[hour] + 1) * drawn for hour in range(WEEK_HOURS)),
        (shares[0], shares[1], shares[2]),
        service or (fmean(talked) if len(talked) >= LEAST else USUAL_TALK),
        patience or USUAL_PATIENCE,
    )
    return Usual(load, total, weeks, len(talked), weeks < FEW_WEEKS)
