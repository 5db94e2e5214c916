"""Some visits go where the forecast does not point, by a known chance."""

from __future__ import annotations

import numpy as np
import pytest

from manumit.base.kernel import UsageError
from manumit.engine.places import History, days_unseen, top_cells, visits
from tests.engine.places.towns import FIRST_DAY, in_cell, town

RNG = np.random.default_rng(5)
EXPECTED, UNSEEN = RNG.gamma(0.3, 2, 400), RNG.integers(0, 300, 400).astype(float)


def test_a_tenth_is_dealt_elsewhere_and_the_seed_says_where() -> None:
    found = visits(EXPECTED, UNSEEN, 0.1, seed=7)
    assert (len(found.chosen), len(found.explored)) == (36, 4)
    assert set(found.chosen) == set(top_cells(EXPECTED, 36 / 400))
    assert not set(found.chosen) & set(found.explored)
    again = visits(EXPECTED, UNSEEN, 0.1, seed=7)
    assert again.explored.tolist() == found.explored.tolist()
    assert visits(EXPECTED, UNSEEN, 0.1, seed=8).explored.tolist() != found.explored.tolist()


def test_the_chance_of_each_visit_is_the_one_that_is_told() -> None:
    unseen = np.where(np.arange(400) == 3, 1e6, UNSEEN)
    expected = np.where(np.arange(400) == 3, 0.0, EXPECTED)
    rounds = 4_000
    seen = np.zeros(400)
    for seed in range(rounds):
        found = visits(expected, unseen, 0.1, explored=0.25, seed=seed)
        assert len(found.explored) == len(set(found.explored)) == 10
        seen[found.explored] += 1
    others = np.setdiff1d(np.arange(400), found.chosen)
    assert found.chance[others].min() > 0
    assert found.chance.sum() == pytest.approx(40)
    assert found.chance[3] == pytest.approx(1.0)
    error = np.sqrt(np.maximum(found.chance * (1 - found.chance), 1e-9) / rounds)
    apart = np.abs(seen / rounds - found.chance)[others]
    assert (apart <= 5 * error[others] + 1e-9).all()


def test_with_groups_the_choice_treats_them_alike() -> None:
    east = np.arange(400) < 200
    expected = np.where(east, EXPECTED * 4, EXPECTED)
    groups = {"east": np.where(east, 50.0, 0), "west": np.where(east, 0.0, 50)}
    rates = [people[visits(expected, UNSEEN, 0.2, groups=groups).chosen].sum() for people in groups.values()]
    assert min(rates) >= 0.8 * max(rates)
    free = [people[visits(expected, UNSEEN, 0.2).chosen].sum() for people in groups.values()]
    assert min(free) < 0.8 * max(free)


def test_days_without_an_event_here_or_beside() -> None:
    cells = town()
    history = History.of(in_cell(cells, 50, FIRST_DAY + np.array([0.0, 10.0, 90.0])), cells)
    told = days_unseen(history, FIRST_DAY + 40)
    assert told[50] == 30
    assert {told[one] for one in cells.beside[50] if one >= 0} == {30.0}
    assert told.max() == 40


@pytest.mark.parametrize(("visited", "explored"), [(0.1, 0.0), (0.1, 0.6), (0.001, 0.1), (1.5, 0.1)])
def test_a_quota_of_nothing_is_refused(visited: float, explored: float) -> None:
    with pytest.raises(UsageError):
        visits(EXPECTED, UNSEEN, visited, explored)
