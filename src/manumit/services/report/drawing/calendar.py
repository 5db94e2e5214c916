"""A time axis: from moments to pixels, with labels that fit the span, and the nights inside a short one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from manumit.services.report.words import MONTHS

NIGHT_FROM, NIGHT_TO = 22, 6
"""Hours between which the drawing shades night, on the source's clock."""
NIGHTS_SHOWN_UP_TO = 16
"""Days; longer spans have nights too thin to see."""
FEWEST_PIXELS = 54.0


@dataclass(frozen=True, slots=True)
class Axis:
    """A span of local time laid over `left`..`right` px."""

    start: datetime
    end: datetime
    left: float
    right: float

    def at(self, moment: datetime) -> float:
        """Pixel of a moment."""
        share = (moment - self.start) / (self.end - self.start)
        return self.left + share * (self.right - self.left)

    @property
    def days(self) -> float:
        """Length of the span."""
        return (self.end - self.start) / timedelta(days=1)


def axis_for(moments: list[datetime], left: float, right: float) -> Axis:
    """An axis with a little air on both sides."""
    first, last = min(moments), max(moments)
    air = max((last - first) * 0.03, timedelta(hours=3))
    return Axis(first - air, last + air, left, right)


def labels(axis: Axis) -> list[tuple[float, str, bool]]:
    """(pixel, words, strong): days, weeks, months, quarters or years, whatever leaves room to read."""
    room = int((axis.right - axis.left) // FEWEST_PIXELS)
    for step in (1, 2, 7, 14):
        if axis.days / step <= room and axis.days <= 90:
            return _day_labels(axis, step)
    months = axis.days / 30.4
    for step in (1, 3, 6, 12, 24, 60, 120):
        if months / step <= room:
            return _month_labels(axis, step)
    return _month_labels(axis, 240)


def _day_labels(axis: Axis, step: int) -> list[tuple[float, str, bool]]:
    day = axis.start.replace(hour=0, minute=0, second=0, microsecond=0) + timedelta(days=1)
    marks: list[tuple[float, str, bool]] = []
    month = 0
    while day <= axis.end:
        words = f"{day.day} {MONTHS[day.month - 1]}" + (f" {day.year}" if not marks else "")
        marks.append((axis.at(day), words, day.month != month))
        month = day.month
        day += timedelta(days=step)
    return marks


def _month_labels(axis: Axis, step: int) -> list[tuple[float, str, bool]]:
    number = axis.start.year * 12 + axis.start.month
    number += -number % step if step > 1 else 0
    marks: list[tuple[float, str, bool]] = []
    while True:
        year, month = divmod(number, 12)
        moment = datetime(year, month + 1, 1, tzinfo=UTC)
        if moment > axis.end:
            return marks
        strong = month == 0 or not marks
        words = str(year) if step >= 12 else f"{MONTHS[month]} {year}" if strong else MONTHS[month]
        marks.append((axis.at(moment), words, strong))
        number += step


def nights(axis: Axis) -> list[tuple[float, float]]:
    """Pixel spans of the nights, where they are wide enough to see."""
    if axis.days > NIGHTS_SHOWN_UP_TO:
        return []
    day = axis.start.replace(hour=0, minute=0, second=0, microsecond=0) - timedelta(days=1)
    spans: list[tuple[float, float]] = []
    while day <= axis.end:
        start = max(axis.start, day + timedelta(hours=NIGHT_FROM))
        end = min(axis.end, day + timedelta(hours=24 + NIGHT_TO))
        if start < end:
            spans.append((axis.at(start), axis.at(end)))
        day += timedelta(days=1)
    return spans
