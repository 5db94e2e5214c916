"""Typed columns: the fast way over whole columns and the way value by value agree."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from manumit.base.kernel import content_id, parse_date, parse_instant, parse_money
from manumit.engine.evidence.columns import Troubles, date_column, money_columns, number_column, time_column
from manumit.engine.evidence.tables import record_ids

ZONES = st.integers(-14 * 60, 14 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes)))
TIMES = st.datetimes(datetime(1900, 1, 3), datetime(2200, 12, 28), timezones=ZONES).map(datetime.isoformat)
ODD = st.sampled_from(
    [
        "",
        " ",
        "2020",
        "2020-01-01",
        "2020-01-01T10:00",
        "2020-13-01T00:00:00Z",
        "0000-01-01T00:00:00Z",
        "9999-12-31T23:59:59Z",
        "yesterday",
        "2020-01-01T00:00:00Z ",
        "2020-01-01 00:00:00-0530",
        "1/2/20",
        "2020-01-01T00:00:00.1234567Z",
        "20200101T000000Z",
        "\0",
        "２０２０-01-01",
    ]
)
AMOUNTS = st.decimals(-(10**12), 10**12, places=2).map(str) | st.sampled_from(
    [
        "",
        " 1 ",
        "1e3",
        "1e40",
        "NaN",
        "inf",
        "--1",
        "1,5",
        "1_0",
        "0.001",
        "+5",
        ".5",
        "5.",
        "\u0661",
        "1E-2",
        "-0",
    ]
)


@given(st.lists(TIMES | ODD, max_size=6))
def test_times_agree_with_the_kernel(texts: list[str]) -> None:
    troubles = Troubles()
    moments, zones = time_column(texts, "t", troubles)
    for row, text in enumerate(texts):
        if not text.strip():
            assert moments[row].as_py() is None
            continue
        try:
            wanted = parse_instant(text)
        except ValueError:
            assert row in troubles.cells
            assert moments[row].as_py() is None
            continue
        assert row not in troubles.cells
        assert moments[row].as_py() == wanted.utc
        assert zones[row].as_py() == wanted.zone_minutes


@given(st.lists(AMOUNTS, max_size=6), st.sampled_from(["EUR", "JPY", "eur ", "BTC", "", "€"]))
def test_money_agrees_with_the_kernel(texts: list[str], code: str) -> None:
    troubles = Troubles()
    minor, exponents, currency = money_columns(texts, [code] * len(texts), "amount", troubles)
    for row, text in enumerate(texts):
        if not text.strip():
            assert minor[row].as_py() is None
            continue
        try:
            wanted = parse_money(text, code)
        except ValueError:
            assert row in troubles.cells
            continue
        assert row not in troubles.cells
        assert (minor[row].as_py(), exponents[row].as_py()) == (Decimal(wanted.minor), wanted.exponent)
        assert currency[row].as_py() == (wanted.currency if code.strip() else None)


def test_currencies_may_differ_in_one_column() -> None:
    minor, exponents, _ = money_columns(["1.5", "500", None], ["EUR", "JPY", "EUR"], "amount", Troubles())
    assert (minor.to_pylist(), exponents.to_pylist()) == ([Decimal(150), Decimal(500), None], [2, 0, None])


@given(
    st.lists(st.dates(datetime(1900, 1, 1).date(), datetime(2200, 1, 1).date()).map(str) | ODD, max_size=6)
)
def test_dates_agree_with_the_kernel(texts: list[str]) -> None:
    troubles = Troubles()
    days = date_column(texts, "d", troubles)
    for row, text in enumerate(texts):
        try:
            wanted = parse_date(text) if text.strip() else None
        except ValueError:
            assert row in troubles.cells
            continue
        assert days[row].as_py() == wanted


@pytest.mark.parametrize(
    ("texts", "whole", "wanted", "bad"),
    [
        (["1", " 2 ", ""], True, [1, 2, None], []),
        (["1.5", "x"], True, [None, None], [0, 1]),
        (["51.5", "-0.1"], False, [51.5, -0.1], []),
        (["nan", "inf", "1e2"], False, [None, None, 100.0], [0, 1]),
        (["9" * 30], True, [None], [0]),
    ],
)
def test_numbers(texts: list[str], whole: bool, wanted: list[float | None], bad: list[int]) -> None:
    troubles = Troubles()
    assert number_column(texts, "n", whole, troubles).to_pylist() == wanted
    assert sorted(troubles.cells) == bad


@given(
    st.lists(
        st.tuples(st.integers(0, 2**40), st.text(st.characters(exclude_categories=["Cs"]), max_size=20)),
        max_size=5,
    )
)
def test_record_ids_are_the_kernels(rows: list[tuple[int, str]]) -> None:
    made = record_ids("ab" * 32, [offset for offset, _ in rows], "ad", [name for _, name in rows])
    assert made.to_pylist() == [
        content_id("rec", "ab" * 32, str(offset), "ad", name) for offset, name in rows
    ]


def test_a_time_without_a_zone_is_utc_with_the_zone_unknown() -> None:
    moments, zones = time_column(["2026-01-02T03:04:05", "2026-01-02"], "t", Troubles())
    assert moments.to_pylist() == [
        datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC),
        datetime(2026, 1, 2, tzinfo=UTC),
    ]
    assert zones.to_pylist() == [None, None]
