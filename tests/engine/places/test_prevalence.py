"""Multiple systems estimation: what is known is found again, and what cannot be told is refused."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from manumit.base.kernel import Refused, UsageError
from manumit.engine.places import estimate


def seen_of(people: int, chances: list[float], seed: int) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Patterns and counts of independent lists over so many people, those on none left out."""
    rng = np.random.default_rng(seed)
    on = rng.random((people, len(chances))) < chances
    patterns, counts = np.unique(on.astype(int), axis=0, return_counts=True)
    known = patterns.sum(axis=1) > 0
    return patterns[known], counts[known]


def test_two_lists_by_hand_within_three() -> None:
    """Without dependence the estimate of three independent lists is close to what they were drawn from."""
    patterns, counts = seen_of(4_000, [0.15, 0.2, 0.1, 0.25], 1)
    found = estimate(patterns, counts, "ABCD", rounds=40)
    assert found.low < 4_000 < found.high
    assert found.models[0].total == pytest.approx(4_000, rel=0.12)
    assert found.whole
    assert found.considered == 64
    assert sum(one.weight for one in found.models) == pytest.approx(1.0)


def test_lists_that_share_people_are_found_out() -> None:
    rng = np.random.default_rng(2)
    a, b, c = rng.random((3, 6_000)) < np.array([[0.1], [0.12], [0.15]])
    b = b | (a & (rng.random(6_000) < 0.6))  # who is on A is sent on to B
    on = np.column_stack([a, b, c, rng.random(6_000) < 0.1]).astype(int)
    patterns, counts = np.unique(on[on.sum(axis=1) > 0], axis=0, return_counts=True)
    found = estimate(patterns, counts, ["A", "B", "C", "D"], rounds=40)
    assert ("A", "B") in found.models[0].pairs
    assert found.models[0].total == pytest.approx(6_000, rel=0.2)


def test_the_published_choice_is_one_of_the_models_that_add_pairs_step_by_step() -> None:
    """Independent lists need no pair; two that share their people need that pair, and the two say what was drawn."""
    patterns, counts = seen_of(4_000, [0.15, 0.2, 0.1, 0.25], 1)
    alone = estimate(patterns, counts, "ABCD", rounds=5).stepwise
    assert alone is not None
    assert alone.pairs == ()
    assert alone.low < 4_000 < alone.high
    rng = np.random.default_rng(2)
    on = rng.random((6_000, 4)) < [0.1, 0.12, 0.15, 0.1]
    on[:, 1] |= on[:, 0] & (rng.random(6_000) < 0.6)
    patterns, counts = np.unique(on[on.any(axis=1)].astype(int), axis=0, return_counts=True)
    shared = estimate(patterns, counts, "ABCD", rounds=5).stepwise
    assert shared is not None
    assert shared.pairs == (("A", "B"),)
    assert shared.low < 6_000 < shared.high


def test_a_pair_without_a_common_person_has_an_estimate_all_the_same() -> None:
    patterns, counts = seen_of(1_500, [0.1, 0.1, 0.2], 3)
    apart = ~((patterns[:, 0] == 1) & (patterns[:, 1] == 1))
    found = estimate(patterns[apart], counts[apart], "ABC", rounds=20)
    assert any(("A", "B") in one.pairs for one in found.models)
    assert all(np.isfinite(one.total) for one in found.models)


def test_what_says_nothing_is_refused() -> None:
    one = np.eye(3, dtype=int)
    with pytest.raises(Refused, match="Too few people: 6"):
        estimate(one, np.array([2, 2, 2]), "ABC")
    with pytest.raises(UsageError, match="2 lists"):
        estimate(one[:, :2], np.array([20, 20, 20]), "AB")
    with pytest.raises(UsageError, match="on no list"):
        estimate(np.vstack([one, [0, 0, 0]]), np.array([20, 20, 20, 9]), "ABC")
    with pytest.raises(UsageError, match="0 or 1"):
        estimate(one * 2, np.array([20, 20, 20]), "ABC")
