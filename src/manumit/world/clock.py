"""Time in the world: whole seconds UTC since the first day, printed in ISO 8601 with the place's zone."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random

FIRST = date(2025, 7, 1)
DAYS = 365  # up to and including 2026-06-30
DAY = 86_400
HOUR = 3_600
END = DAYS * DAY
MONTHS = tuple((2025 + (6 + i) // 12, (6 + i) % 12 + 1) for i in range(12))
MONTH_NAMES = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
TWO = tuple(f"{n:02d}" for n in range(60))
_DATES = tuple((FIRST + timedelta(days=n)).isoformat() for n in range(-2, DAYS + 40))
_STARTS = (*((date(year, month, 1) - FIRST).days * DAY for year, month in MONTHS), END)


def day_text(day: int) -> str:
    """ISO date of a day number (day 0 = FIRST)."""
    return _DATES[day + 2] if -2 <= day < DAYS + 38 else (FIRST + timedelta(days=day)).isoformat()


def zone_text(offset: int) -> str:
    """`-300` -> `-05:00`."""
    hours, minutes = divmod(abs(offset), 60)
    return f"{'-' if offset < 0 else '+'}{TWO[hours]}:{TWO[minutes]}"


def iso(t: int, offset: int) -> str:
    """`2025-08-03T23:41:07-05:00`."""
    day, rest = divmod(t + offset * 60, DAY)
    hour, rest = divmod(rest, HOUR)
    minute, second = divmod(rest, 60)
    return f"{day_text(day)}T{TWO[hour]}:{TWO[minute]}:{TWO[second]}{zone_text(offset)}"


def local_day(t: int, offset: int) -> int:
    """Day number on the place's own calendar."""
    return (t + offset * 60) // DAY


def month_of(t: int) -> int:
    """Index of the month a time falls in, held inside the world's span."""
    month = min(11, max(0, t // (30 * DAY)))
    while month < 11 and t >= _STARTS[month + 1]:
        month += 1
    while month > 0 and t < _STARTS[month]:
        month -= 1
    return month


def month_span(month: int) -> tuple[int, int]:
    """First second and the second after the last."""
    return _STARTS[month], _STARTS[month + 1]


def month_label(month: int) -> str:
    """`2025-08`."""
    year, number = MONTHS[month]
    return f"{year}-{TWO[number]}"


def at_hour(rng: Random, day: int, hours: tuple[int, ...], offset: int) -> int:
    """A moment on a local day; `hours` is a slot table (see habits: one entry a chance)."""
    hour = hours[int(rng.random() * len(hours))]
    return day * DAY + hour * HOUR + int(rng.random() * HOUR) - offset * 60


def edifact_date(day: int) -> str:
    """DDMMYY, as PNRGOV writes dates."""
    year, month, number = day_text(day).split("-")
    return f"{number}{month}{year[2:]}"


def airline_date(iso_date: str) -> str:
    """`1999-03-02` -> `02MAR99`, as SSR DOCS writes dates."""
    year, month, number = iso_date.split("-")
    return f"{number}{MONTH_NAMES[int(month) - 1].upper()}{year[2:]}"
