"""The played week against the closed formulas, and the order in which people are helped."""

from __future__ import annotations

from math import inf
from statistics import fmean

import pytest

from manumit.base.kernel import UsageError
from manumit.services.support import Load, Served, erlang_a, erlang_c, rank, simulate, what_if
from manumit.services.support.staffing.answer import spread
from manumit.services.support.staffing.simulate import HOURS

STEADY = [6.0] * HOURS
SEEDS = range(20)


def _weeks(
    advocates: int, patience: float, mix: tuple[float, float, float] = (1, 0, 0)
) -> list[list[Served]]:
    return [simulate(STEADY, mix, 1200, patience, advocates, seed, weeks=8) for seed in SEEDS]


@pytest.mark.parametrize("advocates", [3, 4])
def test_a_steady_line_waits_as_erlang_c_says(advocates: int) -> None:
    played = spread([fmean(one.waited for one in week) for week in _weeks(advocates, inf)])
    wanted = erlang_c(6, 1200, advocates).mean_wait
    assert played.low <= wanted <= played.high
    assert played.high - played.low < 0.4 * wanted, "an interval that holds everything shows nothing"


def test_a_line_that_people_leave_is_erlang_a() -> None:
    weeks, wanted = _weeks(2, 900), erlang_a(6, 1200, 2, 900)
    waited = spread([fmean(one.waited for one in week) for week in weeks])
    left = spread([fmean(one.left for one in week) for week in weeks])
    assert waited.low <= wanted.mean_wait <= waited.high
    assert left.low <= wanted.leaves <= left.high


def test_the_most_endangered_are_helped_first_and_nobody_starves() -> None:
    week = [one for played in _weeks(3, inf, (0.6, 0.3, 0.1)) for one in played]
    waits = [fmean(one.waited for one in week if one.severity == severity) for severity in range(3)]
    assert waits[2] < waits[1] < waits[0]
    assert waits[2] < 0.5 * waits[0]
    calm = [one.waited for one in week if one.severity == 0]
    urgent = [one.waited for one in week if one.severity == 1]
    assert max(calm) < 1.5 * max(urgent), "waiting raises"


def test_rank() -> None:
    assert rank(2, 0) > rank(1, 10**6)
    assert rank(1, 0) == rank(0, 20 * 60)
    assert rank(0, 30 * 60) > rank(1, 60)


def test_more_advocates_wait_less_and_the_same_seed_is_the_same_answer() -> None:
    rates = tuple(2.0 + (hour % 24 >= 18) * 6 for hour in range(HOURS))
    load = Load(rates, (0.7, 0.2, 0.1), 1500, 1200)
    told = what_if(load, [1, 2, 3, 4])
    waits = [one.wait_danger.mean for one in told]
    assert waits == sorted(waits, reverse=True)
    assert told == what_if(load, [1, 2, 3, 4])
    assert all(one.wait_danger.low <= one.wait_danger.mean <= one.wait_danger.high for one in told)
    assert told[0].soon_danger.mean < told[3].soon_danger.mean <= 1


def test_nobody_comes() -> None:
    (told,) = what_if(Load((0.0,) * HOURS, (1, 0, 0), 600, 600), [1])
    assert told.wait_all.mean == 0


def test_what_is_no_week() -> None:
    with pytest.raises(UsageError):
        simulate([1.0], (1, 0, 0), 60, 60, 1, 1)
    with pytest.raises(UsageError, match="too many"):
        what_if(Load((5000.0,) * HOURS, (1, 0, 0), 60, 60), range(1, 9))
