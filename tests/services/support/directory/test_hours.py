"""Schedules: against calendars laid out by other means, and the index against the plain answer."""

from __future__ import annotations

from calendar import monthcalendar
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from manumit.services.support.directory.hours import STATES, Hours, hours_at, state_at
from manumit.services.support.directory.index import Index
from manumit.services.support.directory.model import Entry, Origin, Rule
from manumit.services.support.directory.rules import DAYS, holds_on, read_rule
from manumit.services.support.directory.weeks import UNSURE, weeks_of

LONDON = ZoneInfo("Europe/London")
DAY = st.dates(date(2024, 1, 1), date(2027, 12, 31))


def rule(**cells: str) -> Rule:
    return read_rule({"opens_at": "09:00", "closes_at": "17:00", **cells})


@given(day=DAY, start=DAY, every=st.integers(1, 4), weekdays=st.sets(st.sampled_from(DAYS), min_size=1))
def test_every_so_many_weeks(day: date, start: date, every: int, weekdays: set[str]) -> None:
    fortnightly = rule(
        freq="WEEKLY", interval=str(every), byday=",".join(sorted(weekdays)), dtstart=start.isoformat()
    )
    monday = start - timedelta(days=start.weekday())
    expected = set()
    while monday <= day:
        expected |= {
            one for n, name in enumerate(DAYS) if name in weekdays and (one := monday + timedelta(n)) >= start
        }
        monday += timedelta(weeks=every)
    assert holds_on(fortnightly, day) is (day in expected)


@given(day=DAY, weekday=st.integers(0, 6), ordinal=st.sampled_from([1, 2, 3, 4, 5, -1, -2, -5]))
def test_the_second_monday_and_the_last_friday_of_a_month(day: date, weekday: int, ordinal: int) -> None:
    monthly = rule(freq="MONTHLY", byday=f"{ordinal}{DAYS[weekday]}")
    column = [week[weekday] for week in monthcalendar(day.year, day.month) if week[weekday]]
    at = ordinal - 1 if ordinal > 0 else ordinal
    assert holds_on(monthly, day) is (-len(column) <= at < len(column) and column[at] == day.day)


@given(day=DAY, start=DAY, count=st.integers(1, 60), weekdays=st.sets(st.sampled_from(DAYS), min_size=1))
def test_a_course_of_so_many_times(day: date, start: date, count: int, weekdays: set[str]) -> None:
    course = rule(freq="WEEKLY", byday=",".join(weekdays), dtstart=start.isoformat(), count=str(count))
    days = [one for n in range(7 * count) if DAYS[(one := start + timedelta(n)).weekday()] in weekdays][
        :count
    ]
    assert holds_on(course, day) is (day in days)


@given(day=DAY)
def test_days_counted_from_the_end(day: date) -> None:
    next_day = day + timedelta(days=1)
    assert holds_on(rule(freq="MONTHLY", bymonthday="-1"), day) is (next_day.day == 1)
    assert holds_on(rule(freq="YEARLY", byyearday="-1"), day) is ((day.month, day.day) == (12, 31))
    last = day.isocalendar().week > (day + timedelta(weeks=1)).isocalendar().week
    assert holds_on(rule(byweekno="-1"), day) is last


@given(day=DAY, first=DAY, last=DAY)
def test_outside_its_dates_a_rule_holds_never(day: date, first: date, last: date) -> None:
    for begin, end in (("valid_from", "valid_to"), ("dtstart", "until")):
        bound = rule(freq="DAILY", **{begin: first.isoformat(), end: last.isoformat()})
        assert holds_on(bound, day) is (first <= day <= last)


def test_what_says_too_little_is_unknown_and_never_open() -> None:
    noon = datetime(2026, 11, 25, 12, tzinfo=UTC)
    assert state_at([], noon) == "unknown"
    assert state_at([rule(freq="WEEKLY")], noon) == "unknown"  # on which day?
    assert state_at([rule(freq="WEEKLY", interval="2", byday="WE")], noon) == "unknown"  # from when on?
    assert state_at([read_rule({"byday": "WE"})], noon) == "unknown"  # at what time?
    assert state_at([read_rule({"byday": "TH"})], noon) == "closed"


def local(hour: int, minute: int = 0, day: int = 25) -> datetime:
    return datetime(2026, 11, day, hour, minute, tzinfo=LONDON)  # the 25th is a Wednesday


def test_a_night_ends_on_the_next_day() -> None:
    night = [rule(byday="WE", opens_at="20:00", closes_at="07:00", timezone="Europe/London")]
    asked = [local(19, 59), local(20), local(23, 30), local(6, 59, 26), local(7, 0, 26), local(3)]
    assert [state_at(night, one) for one in asked] == ["closed", "open", "open", "open", "closed", "closed"]
    assert hours_at(night, local(23)).until == local(7, 0, 26)


def test_all_day_has_no_gap_at_midnight() -> None:
    for opens, closes in (("00:00", "24:00"), ("00:00", "00:00")):
        always = [rule(opens_at=opens, closes_at=closes, timezone="Europe/London")]
        for one in (local(0), local(23, 59), local(12)):
            assert hours_at(always, one) == Hours("open")


def test_zones_and_their_summer_time() -> None:
    london = [rule(timezone="Europe/London")]
    assert state_at(london, datetime(2026, 7, 1, 8, 30, tzinfo=UTC)) == "open"
    assert state_at(london, datetime(2026, 12, 1, 8, 30, tzinfo=UTC)) == "closed"
    nine_utc = datetime(2026, 12, 1, 9, 30, tzinfo=UTC)
    for text, state in {"3": "open", "-5": "closed", "5.5": "open", "+09:30": "closed", "Z": "open"}.items():
        assert state_at([rule(timezone=text)], nine_utc) == state, text
    assert state_at([rule(opens_at="09:00-05:00", closes_at="17:00-05:00")], nine_utc) == "closed"


def test_ical_text_is_read() -> None:
    assert rule(rrule="RRULE:FREQ=WEEKLY;BYDAY=MO,WE") == rule(freq="WEEKLY", byday="MO, WE")


@pytest.mark.parametrize(
    "cells",
    [
        {"opens_at": "25:00"},
        {"closes_at": "9"},
        {"freq": "HOURLY"},
        {"byday": "XX"},
        {"interval": "0"},
        {"bymonthday": "32"},
        {"dtstart": "soon"},
        {"timezone": "Middle/Earth"},
        {"count": "many"},
    ],
)
def test_a_part_that_is_none_is_refused_by_its_name(cells: dict[str, str]) -> None:
    ((name, value),) = cells.items()
    with pytest.raises(ValueError, match="weekday" if name == "byday" else name) as refused:
        rule(**cells)
    assert value not in str(refused.value)


@given(
    st.dictionaries(
        st.sampled_from("opens_at closes_at freq byday timezone count until rrule".split()),
        st.text(max_size=12),
    )
)
def test_no_text_breaks_the_reader(cells: dict[str, str]) -> None:
    try:
        read_rule(cells)
    except ValueError:
        return


CLOCK = st.integers(0, 95).map(lambda quarter: f"{quarter // 4:02}:{quarter % 4 * 15:02}")
RULES = st.lists(
    st.builds(
        Rule,
        opens=CLOCK,
        closes=CLOCK,
        freq=st.sampled_from(["", "DAILY", "WEEKLY", "MONTHLY"]),
        interval=st.sampled_from([1, 1, 1, 2]),
        byday=st.lists(st.sampled_from([*DAYS, "2MO", "-1FR"]), max_size=5, unique=True).map(tuple),
        start=st.sampled_from(["", "", "2026-03-02"]),
        until=st.sampled_from(["", "", "2026-12-24"]),
        valid_to=st.sampled_from(["", "2026-11-25"]),
        zone=st.sampled_from(["UTC", "Europe/London", "Asia/Manila", "-05:00", "America/Sao_Paulo"]),
    ),
    max_size=3,
).map(tuple)
MOMENT = st.datetimes(datetime(2026, 10, 20), datetime(2027, 4, 5), timezones=st.just(UTC))

WINTER = st.datetimes(datetime(2026, 10, 27), datetime(2027, 3, 10), timezones=st.just(UTC))
"""No clock is changed within two weeks of it: in the hour that comes twice, an opening may end twice."""


def entry(rules: tuple[Rule, ...], name: str = "n") -> Entry:
    return Entry(
        id=name, name=name, organization="o", organization_id="o", origin=Origin("f", "", 2), hours=rules
    )


@settings(max_examples=300, deadline=None)
@given(rules=st.lists(RULES, min_size=1, max_size=6), now=MOMENT)
def test_the_index_says_what_the_rules_say(rules: list[tuple[Rule, ...]], now: datetime) -> None:
    index = Index(entry(one, f"n{n}") for n, one in enumerate(rules))
    assert [STATES[at] for at in index.states(now)] == [state_at(one, now) for one in rules]


@settings(max_examples=200, deadline=None)
@given(rules=RULES, now=WINTER)
def test_until_and_next_are_where_the_state_turns(rules: tuple[Rule, ...], now: datetime) -> None:
    hours = hours_at(rules, now)
    assert hours.state == state_at(rules, now)
    if hours.until:
        assert state_at(rules, hours.until) != "open"
        assert state_at(rules, hours.until - timedelta(seconds=1)) == "open"
    if hours.next:
        assert state_at(rules, hours.next) == "open"
        assert state_at(rules, hours.next - timedelta(seconds=1)) != "open"


WEEK = rule(freq="WEEKLY", byday="MO,TU,WE,TH,FR", timezone="Europe/London")
CHRISTMAS = datetime(2026, 12, 25, 12, tzinfo=UTC)
"""A Friday."""


def dated(first: str, last: str, says: str, **cells: str) -> Rule:
    return read_rule(
        {"valid_from": first, "valid_to": last, "description": says, "timezone": "Europe/London", **cells}
    )


@pytest.mark.parametrize(
    ("says", "state"),
    [
        ("Closed for Christmas", "closed"),
        ("Cerrado", "closed"),
        ("\u0417\u0430\u043a\u0440\u044b\u0442\u043e", "closed"),
        ("\u5723\u8bde\u8282\u5173\u95ed", "closed"),
        ("Call us first", "unknown"),
        ("", "unknown"),
    ],
)
def test_a_holiday_of_a_schedule_takes_the_usual_hours_away(says: str, state: str) -> None:
    rules = (WEEK, dated("2026-12-25", "2026-12-25", says))
    assert state_at([WEEK], CHRISTMAS) == "open"
    assert state_at(rules, CHRISTMAS) == state
    assert state_at(rules, CHRISTMAS - timedelta(days=1)) == "open"
    assert Index([_entry("e", *rules)]).states(CHRISTMAS)[0] == STATES.index(state)


def test_the_hours_of_a_holiday_take_the_place_of_the_usual_ones() -> None:
    short = dated("2026-12-24", "2026-12-31", "Holiday hours", opens_at="10:00", closes_at="11:00")
    also = dated("2026-12-24", "2026-12-31", "Extra session", opens_at="20:00", closes_at="21:00")
    assert hours_at([WEEK, short], CHRISTMAS) == Hours("closed", next=datetime(2026, 12, 26, 10, tzinfo=UTC))
    assert state_at([WEEK, also], CHRISTMAS) == "open"
    assert Index([_entry("e", WEEK, short)]).states(CHRISTMAS)[0] == STATES.index("closed")


def _entry(ident: str, *rules: Rule) -> Entry:
    return Entry(
        id=ident, name=ident, organization="o", organization_id="o", origin=Origin("f", "", 1), hours=rules
    )


SOME = st.sampled_from(
    [
        WEEK,
        rule(freq="WEEKLY", byday="SA", opens_at="22:00", closes_at="06:00", timezone="Europe/London"),
        rule(freq="MONTHLY", byday="-1TU", timezone="Europe/London"),
        rule(freq="DAILY", opens_at="00:00", closes_at="24:00", timezone="America/New_York"),
        rule(freq="WEEKLY", opens_at="08:00", closes_at="09:00", timezone="+05:30"),
        dated("2026-12-24", "2027-01-02", "Closed"),
        dated("2026-12-28", "2026-12-30", "Ask"),
        dated("2026-12-20", "2026-12-26", "Holiday hours", opens_at="10:00", closes_at="12:00"),
    ]
)


@settings(max_examples=60)
@given(rules=st.lists(SOME, max_size=4), minutes=st.integers(0, 40 * 1440))
def test_a_phone_looks_up_what_the_rules_say(rules: list[Rule], minutes: int) -> None:
    """The table of a phone, read as the script reads it, against the rules themselves."""
    now = datetime(2026, 12, 1, tzinfo=UTC) + timedelta(minutes=minutes)
    first = date(2026, 11, 30)
    found = "closed" if rules else "unknown"
    for week in weeks_of(rules, first, 60):
        local = state_local(week["z"], now)
        for back in (1, 0):
            day = local.date() - timedelta(days=back)
            told = week.get("x", {}).get(str((day - first).days), week["w"][day.weekday()])
            spans = list(zip(told[::2], told[1::2], strict=False))
            at = local.hour * 60 + local.minute + back * 1440
            if any(begins <= at < begins + length for begins, length in spans):
                found = "open"
            elif not back and UNSURE in told and found == "closed":
                found = "unknown"
    assert found == state_at(rules, now)


def state_local(zone: str, now: datetime) -> datetime:
    if zone.startswith("+"):
        return (now + timedelta(hours=5, minutes=30)).replace(tzinfo=None)
    return now.astimezone(ZoneInfo(zone or "UTC")).replace(tzinfo=None)
