"""Time: UTC instants with the source's zone kept beside them. Years 1900 to 2200; what lies outside is an error."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import NamedTuple

EARLIEST_YEAR, LATEST_YEAR = 1900, 2200


class Instant(NamedTuple):
    """A UTC datetime and the offset (minutes) the source wrote, None where it wrote none."""

    utc: datetime
    zone_minutes: int | None


def _sane(year: int, text: str) -> None:
    if not EARLIEST_YEAR <= year <= LATEST_YEAR:
        raise ValueError(f"{text!r}: year {year} is outside {EARLIEST_YEAR}-{LATEST_YEAR}")


def parse_instant(text: str) -> Instant:
    """ISO 8601 to Instant; without a zone it is taken as UTC and the zone stays unknown. ValueError otherwise."""
    raw = text.strip()
    try:
        moment = datetime.fromisoformat(raw)
    except ValueError as error:
        raise ValueError(f"{text!r} is not an ISO 8601 time") from error
    _sane(moment.year, text)
    offset = moment.utcoffset()
    if offset is None:
        return Instant(moment.replace(tzinfo=UTC), None)
    return Instant(moment.astimezone(UTC), int(offset / timedelta(minutes=1)))


def parse_date(text: str) -> date:
    """ISO 8601 date; a time after it is dropped. ValueError otherwise."""
    try:
        day = date.fromisoformat(text.strip()[:10])
    except ValueError as error:
        raise ValueError(f"{text!r} is not an ISO 8601 date") from error
    _sane(day.year, text)
    return day


def show_instant(moment: datetime) -> str:
    """'3 Mar 2026, 21:40 UTC': for people."""
    return f"{moment.day} {moment:%b %Y, %H:%M} UTC"
