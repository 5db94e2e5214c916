"""Months ahead by region: they add up, what is planted is found, and what was held back stays open."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from manumit.base.kernel import Refused, UnreadableInput, UsageError
from manumit.engine.places import (
    Tree,
    is_helpline,
    month_name,
    month_of,
    outlook,
    outlook_of,
    read_helpline,
    rises,
    tables_of,
    tree_from,
    tree_of,
)
from manumit.engine.places.trends import season_of
from manumit.services.support import LEAST, suppress
from tests.engine.places.test_columns import regions, square
from tests.engine.places.towns import EAST, WEST

PATHS = [("NL", "north"), ("NL", "south"), ("BE", "east"), ("BE", "west")]
FIRST = (2016 - 1970) * 12


def tree(seed: int, months: int = 60, growth: float = 0.0, swing: float = 0.0, seen: float = 1.0) -> Tree:
    rng = np.random.default_rng(seed)
    month = np.arange(months)
    rate = (
        np.array([40.0, 20, 10, 4])[:, None]
        * seen
        * (1 + growth * month)
        * (1 + swing * np.sin(month * np.pi / 6))
    )
    return tree_from(PATHS, rng.poisson(rate).astype(float), FIRST)


def test_months_are_those_of_the_calendar() -> None:
    for text in ("1970-01", "1999-12", "2016-02", "2026-03"):
        day = (date.fromisoformat(f"{text}-01") - date(1970, 1, 1)).days
        assert month_name(month_of(day)) == text
        assert month_name(month_of(day - 0.1)) < text


def test_events_become_series_that_add_up() -> None:
    day = np.array(
        [(date(2016, 1 + at % 12, 3 + at % 20) - date(1970, 1, 1)).days for at in range(120)], float
    )
    found = tree_of([PATHS[at % 4] for at in range(120)], day, np.ones(120), FIRST + 12)
    assert found.paths[:3] == ((), ("BE",), ("NL",))
    assert found.counts.shape == (7, 12)
    assert found.counts[0].sum() == 120
    assert found.counts[1] + found.counts[2] == pytest.approx(found.counts[0])
    assert found.counts[1] == pytest.approx(found.counts[3] + found.counts[4])


@settings(deadline=None, max_examples=15)
@given(st.integers(0, 1_000), st.integers(1, 12), st.floats(0.02, 2))
def test_what_is_expected_adds_up_and_is_never_below_zero(seed: int, months: int, seen: float) -> None:
    found = outlook(tree(seed, 36, seen=seen), months)
    assert found.expected == pytest.approx(found.tree.sums @ found.expected[-4:], abs=1e-6)
    assert found.expected.min() >= -1e-9
    assert (found.low <= found.high).all()


def test_growth_and_season_are_carried_on() -> None:
    grown, seasonal = tree(1, growth=0.02), tree(2, swing=0.5)
    ahead = outlook(grown, 6).expected[0]
    assert ahead == pytest.approx(74 * (1 + 0.02 * np.arange(60, 66)), rel=0.15)
    swung = outlook(seasonal, 12).expected[0]
    assert swung == pytest.approx(74 * (1 + 0.5 * np.sin(np.arange(60, 72) * np.pi / 6)), rel=0.3)
    assert season_of(tree(3).counts[0], FIRST) == pytest.approx(np.ones(12), abs=0.12)


def test_nine_outcomes_in_ten_lie_between() -> None:
    inside = []
    for seed in range(40):
        whole = tree(seed, 60)
        found = outlook(whole.until(54), 6)
        seen = whole.counts[:, 54:]
        inside.append(np.mean((seen >= found.low) & (seen <= found.high)))
    assert 0.88 <= np.mean(inside) <= 0.99


def test_the_way_that_did_best_is_taken() -> None:
    steady = outlook(tree(5), 6)
    assert steady.errors is not None
    assert steady.way == min(steady.errors, key=lambda one: steady.errors[one] if steady.errors else 0)
    assert outlook(tree(6, growth=0.05), 6).way != "last year"


@pytest.mark.parametrize(("months", "behind"), [(12, 20), (61, 200), (0, 40)])
def test_too_far_ahead_is_refused(months: int, behind: int) -> None:
    with pytest.raises(Refused, match="too few to look"):
        outlook(tree(1, behind), months)


def test_too_little_is_refused() -> None:
    day = np.full(40, 16_900.0)
    with pytest.raises(Refused, match="Too few events: 3"):
        tree_of([("a",)] * 3, day[:3], np.ones(3), FIRST + 40)
    with pytest.raises(Refused, match="whole months of history are too few"):
        tree_of([("a",)] * 40, day, np.ones(40), FIRST + 6)


def test_a_rise_raises_an_alarm_and_the_season_does_not() -> None:
    assert len({seed for seed in range(20) if rises(tree(seed, 48, swing=0.3))}) <= 4
    risen = tree(3, 48)
    counts = risen.counts[-4:].copy()
    counts[0, 40:] *= 2
    found = rises(tree_from(PATHS, counts, FIRST))
    assert (("NL", "north"), FIRST + 40) in found or (("NL", "north"), FIRST + 41) in found
    assert not [path for path, _ in found if path == ("BE", "west")]
    assert rises(tree(3, 20)) == []


def line(path: Path, months: int, seed: int = 0, mean: float = 60.0) -> tuple[Path, NDArray[np.int64]]:
    """A help line's file with what it would hold back held back, and what was."""
    rng = np.random.default_rng(seed)
    true = rng.poisson(np.array([0.72, 0.2, 0.08])[:, None] * mean, (3, months))
    rows = ["month,what,category,count"]
    for at in range(months):
        told = suppress({str(one): int(count) for one, count in enumerate(true[:, at])})
        name = month_name(FIRST + at)
        rows.append(f"{name},signals,all,{'' if told.total is None else told.total}")
        rows.append(f"{name},wait,median_minutes,4")
        rows += [f"{name},severity,{one},{'' if c is None else c}" for one, c in told.cells.items()]
    path.write_text("\n".join(rows) + "\n", encoding="utf-8")
    return path, true


def test_a_table_that_ends_before_its_last_month_is_not_read_as_silence() -> None:
    day = np.repeat(np.arange(16_801.0, 17_201.0), 3)  # until 3 February 2017
    paths = [("a",)] * len(day)
    with pytest.raises(Refused, match=r"ends on 2017-02-03, 25 days before 2017-03, in which about 75"):
        tree_of(paths, day, np.ones(len(day)), month_of(17_201.0) + 1)
    assert tree_of(paths, day, np.ones(len(day)), month_of(17_201.0)).counts[0, -1] == 31 * 3


def regions_of_town(path: Path) -> Path:
    """Two halves of the made-up town."""
    half = (WEST + EAST) / 2
    return regions(path, square(WEST, half, name="west"), square(half, EAST, name="east"))


@pytest.mark.parametrize("mean", [12.0, 60.0])
def test_what_a_line_held_back_lies_between_its_bounds(tmp_path: Path, mean: float) -> None:
    path, true = line(tmp_path / "m.csv", 30, mean=mean)
    assert is_helpline(path)
    told = read_helpline(path, "severity")
    assert ((told.low <= true) & (true <= told.high)).all()
    assert (told.low < told.high).any()
    total = true.sum(axis=0)
    assert ((told.total_low <= total) & (total <= told.total_high)).all()
    assert told.total_high.max() >= LEAST
    for seed in range(5):
        dealt = told.deal(np.random.default_rng(seed))
        assert ((told.low <= dealt) & (dealt <= told.high)).all()
        added = dealt.sum(axis=0)
        assert ((told.total_low <= added) & (added <= told.total_high)).all()


def test_what_was_held_back_widens_the_interval(tmp_path: Path) -> None:
    path, true = line(tmp_path / "m.csv", 36)
    told = read_helpline(path, "severity")
    held, known = (
        outlook_of(told, 3),
        outlook(tree_from([(one,) for one in "012"], true.astype(float), FIRST), 3),
    )
    assert held.expected[0] == pytest.approx(known.expected[0], rel=0.1)
    width, clear = ((one.high - one.low)[-1].mean() for one in (held, known))
    assert width > clear
    assert outlook_of(told, 3).expected.tolist() == held.expected.tolist()


def test_a_line_that_contradicts_itself_is_not_read(tmp_path: Path) -> None:
    path, _ = line(tmp_path / "m.csv", 14)
    text = path.read_text()
    with pytest.raises(UsageError, match="not told by"):
        read_helpline(path, "region")
    with pytest.raises(UnreadableInput, match="tells nothing by language"):
        read_helpline(path, "language")
    lines = text.splitlines()
    path.write_text("\n".join(one for one in lines if not one.startswith("2016-05")) + "\n")
    with pytest.raises(UnreadableInput, match="2016-05 is missing"):
        read_helpline(path, "severity")
    path.write_text(text.replace("2016-02,signals,all,", "2016-02,signals,all,1#").replace("1#6", "1"))
    with pytest.raises(UnreadableInput):
        read_helpline(path, "severity")
    few, _ = line(tmp_path / "few.csv", 14, mean=5.0)
    with pytest.raises(Refused, match="counts are held back"):
        read_helpline(few, "severity")


@pytest.mark.parametrize(
    ("lines", "says"),
    [
        (["signals,all,40", "severity,1,37", "severity,2,3"], "a count below 10 is told"),
        (["signals,all,40", "severity,1,37", "severity,2,", "severity,3,0"], "a count below 10 is told"),
        (["signals,all,4"], "a count below 10 is told"),
        (["signals,all,40", "severity,1,27", "severity,2,"], "follows from the other counts"),
        (["signals,all,40", "severity,1,37", "severity,2,", "severity,3,"], "follows from the other counts"),
    ],
)
def test_a_line_that_tells_small_counts_is_refused(tmp_path: Path, lines: list[str], says: str) -> None:
    path = tmp_path / "m.csv"
    path.write_text("\n".join(["month,what,category,count", *(f"2026-01,{one}" for one in lines)]) + "\n")
    with pytest.raises(Refused, match=says):
        read_helpline(path, "severity")
    with pytest.raises(Refused, match=says):
        tables_of(path)


@pytest.mark.parametrize(
    "data",
    [
        b"month,what,category,count\n2026-01,signals,all,\xff\n",
        b"month,what,category,count\n2026-01,severity,1,9999999999999\n",
    ],
)
def test_what_is_no_line_at_all_is_said(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "m.csv").write_bytes(data)
    with pytest.raises(UnreadableInput):
        tables_of(tmp_path / "m.csv")
