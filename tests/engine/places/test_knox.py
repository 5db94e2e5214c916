"""Near repeats: pairs counted by hand, and what chance brings."""

from __future__ import annotations

import numpy as np
import pytest

from manumit.base.kernel import Refused
from manumit.engine.places import near_repeats


def test_pairs_by_hand() -> None:
    """Thirty far events, a day apart and ten kilometres, and three near ones whose pairs are known."""
    far = np.arange(30.0) * 10_000
    x = np.concatenate([far, [5.0, 5.0, 155.0]])
    day = np.concatenate([np.arange(30.0) * 100, [3.0, 5.0, 12.0]])
    found = near_repeats(x, np.zeros(33), day, metres=100, bands=2, days=7, periods=2, deals=19)
    assert found.space == ("same place", "0 to 100 m", "100 to 200 m", "further")
    assert found.time == ("0 to 6 days", "7 to 13 days", "longer")
    # same place: the pair 3-5. Near 0 m (day 0): both at 5 m within a week, the one at 155 m after 12 days.
    assert found.observed[0].tolist() == [1, 0, 0]
    assert found.observed[1].tolist() == [2, 0, 0]
    assert found.observed[2].tolist() == [0, 3, 0]
    assert found.observed.sum() == 33 * 32 // 2
    assert found.expected.sum() == pytest.approx(33 * 32 / 2)


def test_what_repeats_is_told_from_what_does_not() -> None:
    rng = np.random.default_rng(1)
    (x, y), day = rng.uniform(0, 5_000, (2, 400)), rng.integers(0, 365, 400).astype(float)
    again = rng.integers(0, 400, 80)
    xs = np.concatenate([x, x[again] + rng.uniform(-60, 60, 80)])
    ys = np.concatenate([y, y[again] + rng.uniform(-60, 60, 80)])
    days = np.concatenate([day, day[again] + rng.integers(0, 7, 80)])
    repeats = near_repeats(xs, ys, days, 200, 2, 7, 2, deals=99)
    assert repeats.p[1, 0] == 0.01
    assert repeats.ratio[1, 0] > 3
    chance = near_repeats(xs, ys, rng.permutation(days), 200, 2, 7, 2, deals=99)
    assert chance.p[1, 0] > 0.02


def test_few_events_are_refused() -> None:
    with pytest.raises(Refused, match="Too few events: 3"):
        near_repeats(np.zeros(3), np.zeros(3), np.zeros(3), 100, 1, 7, 1)
