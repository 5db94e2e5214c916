"""What decided leads say of the score: little below twenty, shrunk towards what is shipped, and no rank changed."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from manumit.engine.evidence import Outcome
from manumit.engine.leads import FEWEST_DECIDED, Calibration, calibrate
from manumit.engine.leads.calibration import calibrated, wilson

SCORES = st.floats(0.01, 0.99)
DECIDED = st.lists(st.tuples(SCORES, st.booleans()), min_size=FEWEST_DECIDED, max_size=80)


def _told(number: int, outcome: str, score: float | None = 0.7) -> list[Outcome]:
    return [
        Outcome(f"{outcome}{n}", f"lead_{outcome}{n}", outcome, "2026-03-01", "ada", score)
        for n in range(number)
    ]


def test_below_twenty_nothing_is_said_and_nothing_moves() -> None:
    few = calibrate(_told(FEWEST_DECIDED - 1, "unfounded"))
    assert (few.decided, few.enough, few.bands, few.score(0.8)) == (FEWEST_DECIDED - 1, False, (), 0.8)
    assert few.interval(0.8, 0.6, 0.9) == (0.6, 0.9)
    assert Calibration().score(0.8) == 0.8


def test_not_known_and_without_a_score_decide_nothing() -> None:
    told = [*_told(30, "unknown"), *_told(30, "confirmed", None), *_told(5, "other"), *_told(3, "confirmed")]
    assert (calibrate(told).decided, calibrate(told).confirmed) == (8, 3)


def test_bands_count_what_was_said_and_what_was_confirmed() -> None:
    found = calibrated([(0.9, True)] * 15 + [(0.7, False)] * 5 + [(1.0, True)])
    assert [(b.low, b.decided, b.confirmed) for b in found.bands] == [(0.6, 5, 0), (0.8, 16, 16)]
    assert found.bands[0].said == pytest.approx(0.7)


def test_half_of_what_was_shipped_is_left_when_as_many_are_decided_as_the_prior_weighs() -> None:
    """Twenty leads of .5, none confirmed, and twenty pseudo-outcomes at .5: ten of forty."""
    found = calibrated([(0.5, False)] * 20)
    assert found.score(0.5) == pytest.approx(10 / 40)
    assert found.error == pytest.approx(1 / math.sqrt(40 * 0.25 * 0.75))


def test_many_outcomes_say_it_themselves() -> None:
    assert calibrated([(0.8, n % 2 == 0) for n in range(20_000)]).score(0.8) == pytest.approx(0.5, abs=0.001)


@given(DECIDED)
def test_the_shift_keeps_ranks_and_goes_where_the_outcomes_point(decided: list[tuple[float, bool]]) -> None:
    found = calibrated(decided)
    surplus = sum(real for _, real in decided) - sum(score for score, _ in decided)
    assert found.shift * surplus >= -1e-6
    moved = [found.score(score) for score in (0.05, 0.3, 0.6, 0.95)]
    assert moved == sorted(moved)
    assert all(0 < one < 1 for one in moved)


@given(DECIDED, st.integers(0, 1000))
def test_one_more_confirmed_never_lowers_it_and_order_is_nothing(
    decided: list[tuple[float, bool]], at: int
) -> None:
    place = at % len(decided)
    better = [(score, real or n == place) for n, (score, real) in enumerate(decided)]
    assert calibrated(better).shift >= calibrated(decided).shift - 1e-9
    assert calibrated(decided[::-1]).shift == pytest.approx(calibrated(decided).shift)


@given(DECIDED, SCORES, SCORES, SCORES)
def test_the_interval_holds_the_score_and_is_wider(
    decided: list[tuple[float, bool]], a: float, b: float, c: float
) -> None:
    low, middle, high = sorted((a, b, c))
    found = calibrated(decided)
    below, above = found.interval(middle, low, high)
    assert below < found.score(middle) < above
    unmoved = [math.log(x / (1 - x)) for x in (low, high, below, above)]
    assert unmoved[3] - unmoved[2] >= unmoved[1] - unmoved[0] - 1e-6


@given(st.integers(0, 500), st.integers(0, 500))
def test_wilson_holds_the_share(hits: int, misses: int) -> None:
    low, high = wilson(hits, hits + misses)
    assert 0 <= low <= high <= 1
    if hits + misses:
        assert low - 1e-12 <= hits / (hits + misses) <= high + 1e-12


def test_wilson_as_tables_have_it() -> None:
    assert wilson(0, 0) == (0.0, 1.0)
    assert wilson(8, 10) == pytest.approx((0.5408, 0.9308), abs=0.002)
