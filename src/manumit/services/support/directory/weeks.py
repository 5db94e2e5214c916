"""Opening hours as a phone keeps them: a usual week, and the days that differ. Rules are read here; a phone only looks
up its day, in the service's own zone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from manumit.services.support.directory.hours import Openings, openings_on
from manumit.services.support.directory.model import Rule

UNSURE = -1
"""At the end of a day: the rules do not say enough of it."""
Day = list[int]
"""Minute of the day at which it opens, minutes open, and so on; `UNSURE` at the end where it is."""


def weeks_of(rules: Sequence[Rule], first: date, days: int) -> list[dict[str, Any]]:
    """Of every zone that the rules name {z, w: seven days from Monday on, x: {days after `first`: day}}, true for the
    days from `first` on."""
    dates = [first + timedelta(days=one) for one in range(days)]
    told = [openings_on(rules, one) for one in dates]
    return [_week(zone, dates, told) for zone in dict.fromkeys(rule.zone for rule in rules)]


def _week(zone: str, dates: list[date], told: list[Openings]) -> dict[str, Any]:
    written = [_day(zone, one) for one in told]
    usual = [
        _commonest([day for day, on in zip(written, dates, strict=True) if on.weekday() == weekday])
        for weekday in range(7)
    ]
    other = {
        str(at): day
        for at, (day, on) in enumerate(zip(written, dates, strict=True))
        if day != usual[on.weekday()]
    }
    return {"z": zone, "w": usual} | ({"x": other} if other else {})


def _day(zone: str, told: Openings) -> Day:
    spans = [part for where, *span in told.spans if where == zone for part in span]
    return [*spans, UNSURE] if told.unsure else spans


def _commonest(days: list[Day]) -> Day:
    return list(Counter(tuple(one) for one in days).most_common(1)[0][0]) if days else []
