"""Small counts of a hierarchy: none is shown, and none follows from the sums that are."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog

from manumit.engine.places import tree_from, withheld

PATHS = [("A", "a"), ("A", "b"), ("A", "c"), ("B", "d"), ("B", "e"), ("C", "f")]


def shown(counts: list[int]) -> tuple[list[str], np.ndarray]:
    """Names of what is shown of one month, and what is hidden."""
    tree = tree_from(PATHS, np.array(counts, float)[:, None], 0)
    hidden = withheld(tree)[:, 0]
    return [
        "/".join(path) or "all" for path, gone in zip(tree.paths, hidden, strict=True) if not gone
    ], hidden


def test_large_counts_and_nothing_are_shown() -> None:
    assert shown([9, 0, 12, 30, 5, 0])[1].sum() == 0


def test_a_small_count_takes_another_of_its_country_with_it_and_the_country_stays() -> None:
    names, _ = shown([2, 9, 12, 30, 5, 0])
    assert names == ["all", "A", "B", "C", "A/c", "B/d", "B/e", "C/f"]


def test_a_country_that_is_its_only_region_goes_too_and_a_second_country_with_it() -> None:
    names, _ = shown([9, 8, 12, 30, 9, 3])
    assert "C" not in names
    assert "C/f" not in names
    assert "B" in names or "A" in names
    assert "all" in names


def test_a_month_in_which_little_happened_at_all_is_not_told() -> None:
    names, _ = shown([1, 0, 0, 0, 0, 0])
    assert names == ["B", "C", "A/b", "A/c", "B/d", "B/e", "C/f"]


@settings(deadline=None, max_examples=150)
@given(st.lists(st.integers(0, 14), min_size=6, max_size=6))
def test_every_hidden_count_may_be_one_and_may_be_five(counts: list[int]) -> None:
    """An attacker with linear programming, who knows all that is shown and that what is hidden is at least 1."""
    tree = tree_from(PATHS, np.array(counts, float)[:, None], 0)
    hidden = withheld(tree)[:, 0]
    told, leaves = ~hidden, tree.sums
    narrow = np.array([len(path) == 2 for path in tree.paths])
    assert not (told & narrow & (tree.counts[:, 0] > 0) & (tree.counts[:, 0] < 5)).any()
    bounds = [
        (1, None) if gone else (count, count) for gone, count in zip(hidden[narrow], counts, strict=True)
    ]
    if not hidden.any():
        return
    for at in np.flatnonzero(hidden[narrow]):
        goal = np.zeros(6)
        goal[at] = 1
        if not told.any():
            continue
        ends = []
        for sign in (1, -1):
            found = linprog(sign * goal, A_eq=leaves[told], b_eq=tree.counts[told, 0], bounds=bounds)
            ends.append(sign * found.fun if found.status == 0 else np.inf)
        assert ends[0] <= 1 + 1e-6
        assert ends[1] >= 5 - 1e-6
