"""Time is UTC with the source's zone beside it; what no calendar of ours holds is refused in words."""

from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from manumit.base.kernel import parse_date, parse_instant, show_instant

MOMENTS = st.datetimes(datetime(1901, 1, 1), datetime(2199, 12, 31))
ZONES = st.integers(-14 * 60, 14 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes)))


@given(MOMENTS, ZONES)
def test_a_written_time_is_read_back_with_its_zone(moment: datetime, zone: timezone) -> None:
    there = moment.replace(tzinfo=zone)
    read = parse_instant(there.isoformat())
    assert read.utc == there
    assert read.utc.tzinfo is UTC
    assert timedelta(minutes=read.zone_minutes or 0) == zone.utcoffset(None)


@given(MOMENTS)
def test_without_a_zone_it_is_utc_and_the_zone_stays_unknown(moment: datetime) -> None:
    assert parse_instant(moment.isoformat(" ")) == (moment.replace(tzinfo=UTC), None)


def test_z_is_a_zone_and_no_zone_is_none() -> None:
    assert parse_instant("2026-03-03T21:40:00Z").zone_minutes == 0
    assert parse_instant("2026-03-03").zone_minutes is None


@pytest.mark.parametrize(
    "text",
    [
        "",
        "soon",
        "0000-01-01T00:00:00Z",
        "0001-01-01T00:00:00+14:00",
        "1899-12-31T23:59:59Z",
        "2201-01-01T00:00Z",
        "9999-12-31T23:59:59Z",
        "9999-12-31T23:59:59-14:00",
        "2026-02-30T00:00Z",
        "2026-01-01T25:00Z",
        "-2026-01-01",
        "03/04/2026",
        "1767225600",
    ],
)
def test_what_is_no_time_is_refused_in_words(text: str) -> None:
    with pytest.raises(ValueError, match=r"ISO 8601|outside"):
        parse_instant(text)


@pytest.mark.parametrize(
    "text", ["", "0000-00-00", "0000-01-01", "9999-12-31", "1899-12-31", "2026-13-01", "1 May"]
)
def test_what_is_no_date_is_refused_in_words(text: str) -> None:
    with pytest.raises(ValueError, match=r"ISO 8601|outside"):
        parse_date(text)


@given(st.dates(date(1900, 1, 1), date(2200, 12, 31)), st.sampled_from(["", "T00:00:00Z", " 12:30"]))
def test_a_date_is_read_and_a_time_after_it_dropped(day: date, tail: str) -> None:
    assert parse_date(day.isoformat() + tail) == day


@given(st.text())
def test_any_text_is_a_time_or_a_value_error(text: str) -> None:
    try:
        moment = parse_instant(text).utc
    except ValueError:
        return
    assert 1899 <= moment.year <= 2201


def test_a_time_for_people() -> None:
    assert show_instant(datetime(2026, 3, 3, 21, 40, tzinfo=UTC)) == "3 Mar 2026, 21:40 UTC"
