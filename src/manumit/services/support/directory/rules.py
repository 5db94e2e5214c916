"""HSDS schedules: rows become rules, and a rule says on which days it holds (iCal's BY... parts, RFC 5545, 3.3.10)."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Mapping
from datetime import date, timedelta
from functools import cache, lru_cache
from zoneinfo import ZoneInfo, available_timezones

from manumit.base.kernel import parse_date
from manumit.services.support.directory.model import Rule

DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_FREQUENCIES = frozenset(("", "DAILY", "WEEKLY", "MONTHLY", "YEARLY"))
_BYDAY = re.compile(r"([+-]?\d{1,2})?(MO|TU|WE|TH|FR|SA|SU)[A-Z]*")
_TIME = re.compile(r"(\d{1,2})[:.h]?(\d{2})(?::\d{2}(?:\.\d+)?)?\s*(Z|[+-]\d{2}(?::?\d{2})?)?", re.IGNORECASE)
_OFFSET = re.compile(r"(?:UTC|GMT)?\s*([+-]?)(\d{1,2})(?::?(\d{2})|\.(\d))?", re.IGNORECASE)
_MOST_DAYS = 3660
"""Days over which occurrences are counted (`count`): ten years."""


def read_rule(cells: Mapping[str, str]) -> Rule:
    """The rule of a row of `schedule`; ValueError, without values in it, when a part cannot be read."""
    parts = {**_rrule(cells.get("rrule", "")), **{name: value for name, value in cells.items() if value}}
    opens, opens_zone = _time(parts.get("opens_at", ""), "opens_at")
    closes, closes_zone = _time(parts.get("closes_at", ""), "closes_at")
    freq = parts.get("freq", "").upper()
    if freq not in _FREQUENCIES:
        raise ValueError("freq is none of DAILY, WEEKLY, MONTHLY, YEARLY")
    interval = _whole(parts.get("interval", "1"), "interval")
    if interval < 1:
        raise ValueError("interval is below 1")
    return Rule(
        opens=opens if closes else "",
        closes=closes if opens else "",
        freq=freq,
        interval=interval,
        byday=_weekdays(parts.get("byday", "")),
        byweekno=_numbers(parts.get("byweekno", ""), "byweekno", 53),
        bymonthday=_numbers(parts.get("bymonthday", ""), "bymonthday", 31),
        byyearday=_numbers(parts.get("byyearday", ""), "byyearday", 366),
        wkst=(_weekdays(parts.get("wkst", "")) or ("MO",))[0],
        start=_date(parts.get("dtstart", ""), "dtstart"),
        until=_date(parts.get("until", ""), "until"),
        count=_whole(parts.get("count", "0"), "count"),
        valid_from=_date(parts.get("valid_from", ""), "valid_from"),
        valid_to=_date(parts.get("valid_to", ""), "valid_to"),
        zone=opens_zone or closes_zone or _zone(parts.get("timezone", "")),
        says=parts.get("description", ""),
    )


def _rrule(text: str) -> dict[str, str]:
    """'FREQ=WEEKLY;BYDAY=MO,TU' as columns."""
    pairs = [part.partition("=") for part in text.removeprefix("RRULE:").split(";") if "=" in part]
    return {name.strip().lower(): value.strip() for name, _, value in pairs}


def _time(text: str, name: str) -> tuple[str, str]:
    if not text:
        return "", ""
    found = _TIME.fullmatch(text.strip())
    hour, minute = (int(found[1]), int(found[2])) if found else (99, 0)
    if not found or hour > 24 or minute > 59 or (hour == 24 and minute):
        raise ValueError(f"{name} is no time (HH:MM)")
    return f"{hour % 24:02}:{minute:02}", _zone(found[3] or "")


def _zone(text: str) -> str:
    if not text:
        return ""
    if text.upper() in ("Z", "UTC"):
        return "UTC"
    if text in _names():
        return text
    found = _OFFSET.fullmatch(text)
    hours = int(found[2]) if found else 99
    minutes = (int(found[3] or 0) or int(found[4] or 0) * 6) if found else 0
    if not found or hours > 14 or minutes > 59:
        raise ValueError("timezone is neither an offset from UTC nor a name like Europe/London")
    return f"{found[1] or '+'}{hours:02}:{minutes:02}"


@cache
def _names() -> frozenset[str]:
    return frozenset(available_timezones())


@lru_cache(maxsize=1024)
def zone_info(name: str) -> ZoneInfo | timedelta:
    """The zone of that name, or the offset that '+03:00' says."""
    if name[:1] in "+-" and name:
        span = timedelta(hours=int(name[1:3]), minutes=int(name[4:6]))
        return -span if name[0] == "-" else span
    return ZoneInfo(name or "UTC")


def _weekdays(text: str) -> tuple[str, ...]:
    found = [_BYDAY.fullmatch(one) for one in re.split(r"[,;\s]+", text.upper().strip()) if one]
    if not all(found):
        raise ValueError("a weekday is none (MO, TU, ...)")
    return tuple(f"{int(one[1])}{one[2]}" if one[1] and int(one[1]) else one[2] for one in found if one)


def _numbers(text: str, name: str, most: int) -> tuple[int, ...]:
    numbers = tuple(_whole(one, name) for one in re.split(r"[,;\s]+", text.strip()) if one)
    if any(not 1 <= abs(one) <= most for one in numbers):
        raise ValueError(f"{name} has a number that is none")
    return numbers


def _whole(text: str, name: str) -> int:
    if not re.fullmatch(r"[+-]?\d{1,6}(\.0+)?", text.strip()):
        raise ValueError(f"{name} is no whole number")
    return int(float(text))


def _date(text: str, name: str) -> str:
    try:
        return parse_date(text).isoformat() if text else ""
    except ValueError:
        raise ValueError(f"{name} is no date (YYYY-MM-DD)") from None


def holds_on(rule: Rule, day: date) -> bool | None:
    """Whether the rule holds on a day; None where it does not say enough."""
    written = day.isoformat()
    if rule.valid_from > written or (rule.valid_to and rule.valid_to < written):
        return False
    if rule.start > written or (rule.until and rule.until < written):
        return False
    found = _matches(rule, day)
    if found and rule.count:
        return _within_count(rule, day)
    return found


def _within_count(rule: Rule, day: date) -> bool | None:
    if not rule.start:
        return None
    one, left = date.fromisoformat(rule.start), rule.count
    if (day - one).days > _MOST_DAYS:
        return None
    while one < day and left:
        left -= bool(_matches(rule, one))
        one += timedelta(days=1)
    return left > 0


def _matches(rule: Rule, day: date) -> bool | None:
    start = date.fromisoformat(rule.start) if rule.start else None
    if rule.interval > 1:
        if start is None:
            return None
        if _periods(rule, start, day) % rule.interval:
            return False
    if rule.byday or rule.bymonthday or rule.byyearday:
        return _by(rule, day)
    if rule.byweekno and not _in_week(rule, day):
        return False
    if rule.freq in ("", "DAILY"):
        return True
    if start is None:
        return None  # weekly, on which day?
    if rule.freq == "WEEKLY":
        return day.weekday() == start.weekday()
    return day.day == start.day and (rule.freq == "MONTHLY" or day.month == start.month)


def _by(rule: Rule, day: date) -> bool:
    last = monthrange(day.year, day.month)[1]
    length = 366 if monthrange(day.year, 2)[1] == 29 else 365
    at = day.timetuple().tm_yday
    return (
        (not rule.byday or any(_is_day(one, rule, day, last) for one in rule.byday))
        and (not rule.bymonthday or day.day in rule.bymonthday or day.day - last - 1 in rule.bymonthday)
        and (not rule.byyearday or at in rule.byyearday or at - length - 1 in rule.byyearday)
        and _in_week(rule, day)
    )


def _is_day(written: str, rule: Rule, day: date, last: int) -> bool:
    if DAYS[day.weekday()] != written[-2:]:
        return False
    if len(written) == 2 or rule.freq != "MONTHLY":
        return True
    ordinal = int(written[:-2])
    return ordinal == (day.day - 1) // 7 + 1 or ordinal == -((last - day.day) // 7 + 1)


def _in_week(rule: Rule, day: date) -> bool:
    if not rule.byweekno:
        return True
    year, week, _ = day.isocalendar()
    weeks = date(year, 12, 28).isocalendar().week  # 28 December is always in the last week
    return week in rule.byweekno or week - weeks - 1 in rule.byweekno


def _periods(rule: Rule, start: date, day: date) -> int:
    """Days, weeks, months or years from the first occurrence to a day."""
    if rule.freq == "WEEKLY":
        first = DAYS.index(rule.wkst[-2:])
        return (_week(day, first) - _week(start, first)) // 7
    if rule.freq == "MONTHLY":
        return (day.year - start.year) * 12 + day.month - start.month
    return day.year - start.year if rule.freq == "YEARLY" else (day - start).days


def _week(day: date, first: int) -> int:
    return day.toordinal() - (day.weekday() - first) % 7
