"""Dates as people write them, one style a column: what one row leaves open the others decide."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import UTC, date, datetime

from manumit.base.kernel import UsageError, parse_instant

DAY_SECONDS = 86_400.0
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_PARTS = re.compile(r"(\d{1,4})([./-])(\d{1,2})\2(\d{1,4})(?:[ T](.*))?")
_COMPACT = re.compile(r"\d{8}")
_WORDED = ("%d %b %Y", "%d %B %Y", "%b %d, %Y", "%B %d, %Y", "%b %d %Y", "%B %d %Y")
_MONTH = re.compile(r"(?:(\d{4})[-/.](\d{1,2})|[A-Za-z]{3,9} \d{4})")
_FIRST_YEAR, _LAST_YEAR = 1900, 2200
NO_DAYS = frozenset(
    float((date(*one) - _EPOCH.date()).days)
    for one in ((1899, 12, 30), (1899, 12, 31), (1900, 1, 1), (1970, 1, 1))
)
"""What spreadsheets and computers write where no day is known: their zero."""


def read_months(texts: Iterable[str]) -> dict[str, tuple[float, float]]:
    """(first, last day) since 1970 of each text that is a month alone: 2016-02, Feb 2016."""
    found = {text: _month(text.strip()) for text in dict.fromkeys(texts)}
    return {text: _whole_month(first) for text, first in found.items() if first}


def _month(text: str) -> date | None:
    if not (found := _MONTH.fullmatch(text)):
        return None
    try:
        if found[1]:
            first = date(int(found[1]), int(found[2]), 1)
        else:
            first = datetime.strptime(text, "%b %Y" if len(text) == 8 else "%B %Y").date()
    except ValueError:
        return None
    return first if _FIRST_YEAR <= first.year <= _LAST_YEAR else None


def _whole_month(first: date) -> tuple[float, float]:
    after = date(first.year + first.month // 12, first.month % 12 + 1, 1)
    begins, ends = ((one - _EPOCH.date()).days for one in (first, after))
    return float(begins), float(ends - 1)


def read_dates(texts: Iterable[str]) -> dict[str, float | None]:
    """Days since 1970 in UTC of each distinct text, None where it is no date. ISO 8601, 2016/02/29, 20160229,
    29.2.2016, 29/02/2016, 2/29/2016, 29 Feb 2016. UsageError when nothing tells the day from the month."""
    distinct = list(dict.fromkeys(texts))
    day_first = _day_first(distinct)
    return {text: _read(text.strip(), day_first) for text in distinct}


def _day_first(texts: list[str]) -> bool:
    """Whether 3/4/2016 is the third of April. A dot says so; with strokes the other rows must tell."""
    firsts, seconds, open_ = 0, 0, ""
    for text in texts:
        found = _PARTS.fullmatch(text.strip())
        if not found or len(found[1]) == 4 or found[2] == ".":
            continue
        first, second = int(found[1]), int(found[3])
        firsts, seconds = firsts + (first > 12), seconds + (second > 12)
        open_ = open_ or (text if first <= 12 and second <= 12 and first != second else "")
    if firsts and seconds:
        raise UsageError(
            "The dates are written in two ways: the day first in some rows, the month first in others.",
            "Write them as 2016-02-29.",
            about="two-orders",
        )
    if open_ and not firsts and not seconds:
        raise UsageError(
            f"{open_!r} can be read in two ways, and no other row tells the day from the month.",
            "Write dates as 2016-02-29.",
            about="day-or-month",
            numbers={"said": open_},
        )
    return not seconds


def _read(text: str, day_first: bool) -> float | None:
    if _COMPACT.fullmatch(text):
        text = f"{text[:4]}-{text[4:6]}-{text[6:]}"
    try:
        return (parse_instant(text).utc - _EPOCH).total_seconds() / DAY_SECONDS
    except ValueError:
        pass
    found = _PARTS.fullmatch(text)
    try:
        if found:
            return _days(_ordered(found, day_first), found[5] or "")
        for style in _WORDED:
            try:
                return _days(datetime.strptime(text, style).date(), "")
            except ValueError:
                continue
    except ValueError:
        return None
    return None


def _ordered(found: re.Match[str], day_first: bool) -> date:
    first, second, third = int(found[1]), int(found[3]), int(found[4])
    if len(found[1]) == 4:
        return date(first, second, third)
    if len(found[4]) != 4:
        raise ValueError("a year has four digits")
    day, month = (first, second) if day_first or found[2] == "." else (second, first)
    return date(third, month, day)


def _days(day: date, clock: str) -> float:
    if not _FIRST_YEAR <= day.year <= _LAST_YEAR:
        raise ValueError("a year outside 1900-2200")
    moment = datetime.combine(day, datetime.min.time(), UTC)
    for style in ("%H:%M", "%H:%M:%S", "%I:%M %p", "%I:%M:%S %p", "%H"):
        try:
            at = datetime.strptime(clock, style)
        except ValueError:
            continue
        moment = moment.replace(hour=at.hour, minute=at.minute, second=at.second)
        break
    return (moment - _EPOCH).total_seconds() / DAY_SECONDS
