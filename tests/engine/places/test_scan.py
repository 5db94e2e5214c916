"""The space-time permutation scan against its formula, and against chance."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from numpy.typing import NDArray

from manumit.base.kernel import Refused, UsageError
from manumit.engine.places import scan

PERIODS = 40


def grid(side: int) -> NDArray[np.float64]:
    x, y = np.divmod(np.arange(side * side), side)
    told: NDArray[np.float64] = np.hypot(x[:, None] - x[None, :], y[:, None] - y[None, :])
    return told


def cases(seed: int, count: int = 200) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    rng = np.random.default_rng(seed)
    return rng.integers(0, 36, count), rng.integers(0, PERIODS, count)


def test_the_best_cylinder_is_found_and_its_numbers_are_those_of_the_formula() -> None:
    distance, (place, period) = grid(6), cases(1)
    best, expected, cases_in = 0.0, 0.0, 0
    for centre in range(36):
        order = sorted(range(36), key=lambda one: (one != centre, distance[centre, one], one))
        for count in range(1, 37):
            inside = np.isin(place, order[:count])
            if inside.sum() > 100:
                break
            for length in range(1, PERIODS // 2 + 1):
                during = period >= PERIODS - length
                c, mu = int((inside & during).sum()), inside.sum() * during.sum() / 200
                if c > mu:
                    value = c * np.log(c / mu) + (
                        (200 - c) * np.log((200 - c) / (200 - mu)) if c < 200 else 0
                    )
                    if value > best:
                        best, expected, cases_in = value, mu, c
    found = scan(distance, place, period, PERIODS, deals=19)[0]
    assert found.statistic == pytest.approx(best)
    assert found.cases == cases_in
    assert found.expected == pytest.approx(expected)
    assert found.last == PERIODS - 1


def test_what_is_planted_is_found_and_chance_is_not() -> None:
    distance, (place, period) = grid(6), cases(2)
    planted = np.concatenate([place, [14] * 12]), np.concatenate([period, [36, 37, 38, 39] * 3])
    found = scan(distance, *planted, PERIODS, deals=99)
    assert 14 in found[0].places
    assert found[0].p == 0.01
    assert found[0].gumbel_p < 0.001
    assert found[0].recurrence == pytest.approx(100)
    assert found[0].first >= 35
    alone = scan(distance, place, period, PERIODS, deals=99)[0]
    assert alone.p > 0.05
    assert alone.gumbel_p == pytest.approx(alone.p, abs=0.1)


def test_one_case_is_no_cluster_however_few_were_expected() -> None:
    rng = np.random.default_rng(5)
    place, period = np.append(rng.integers(0, 36, 200), 7), np.append(rng.integers(0, 10, 200), PERIODS - 1)
    assert all(one.cases > 1 for one in scan(grid(6), place, period, PERIODS, deals=19))


def test_clusters_share_no_place_and_come_strongest_first() -> None:
    distance, (place, period) = grid(6), cases(3)
    found = scan(distance, place, period, PERIODS, prospective=False, deals=19)
    assert len(found) > 2
    assert all(one.statistic >= other.statistic for one, other in pairwise(found))
    places = [at for one in found for at in one.places]
    assert len(places) == len(set(places))


def test_circles_end_where_they_are_told() -> None:
    distance, (place, period) = grid(6), cases(4)
    found = scan(distance, place, period, PERIODS, most_distance=1.0, most_cases=0.1, deals=19)
    assert max(one.radius for one in found) <= 1.0
    assert max(np.isin(place, one.places).sum() for one in found) <= 20


def test_what_cannot_be_scanned_is_said() -> None:
    distance, (place, period) = grid(6), cases(5)
    with pytest.raises(Refused, match="Too few cases: 9"):
        scan(distance, place[:9], period[:9], PERIODS)
    with pytest.raises(UsageError, match="outside the periods"):
        scan(distance, place, period, 10)


def test_more_stretches_of_time_than_memory_holds_are_refused() -> None:
    """Three years by days: those that end now are few, all of them are not."""
    place, period = np.arange(120) % 112, np.arange(120) * 9
    distance = np.ones((112, 112)) - np.eye(112)
    with pytest.raises(UsageError, match="112 places by 450,730 stretches of time are too many") as refused:
        scan(distance, place, period, 1_096, prospective=False, deals=2)
    assert "--prospective" in refused.value.hint
    assert scan(distance, place, period, 1_096, deals=2)
    with pytest.raises(UsageError, match="by 500,000 stretches") as refused:
        scan(distance, place, period, 1_000_000, deals=2)
    assert "--prospective" not in refused.value.hint
