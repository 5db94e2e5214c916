"""The regressions behind fit_weights: calibration finds what was put in, and nothing that worlds do not tell."""

from __future__ import annotations

import numpy as np
import pytest

from benchmarks.regression import calibrate, evenly, fit, least_share, matrix


def outcomes(value: np.ndarray) -> np.ndarray:
    chance = np.random.default_rng(7).random(len(value))
    return np.asarray(chance < 1 / (1 + np.exp(-value)), dtype=float)


def test_calibration_finds_what_a_small_workspace_changes() -> None:
    z = np.random.default_rng(1).uniform(-3, 4, 40_000)
    size = np.where(np.arange(len(z)) % 2, 0.0, -1.0)
    y = outcomes(z + size * (0.5 + 0.3 * z))
    assert calibrate(z, y, size, ["own"] * len(z)) == pytest.approx([0.0, 1.0, 0.5, 0.3], abs=0.12)


def test_worlds_of_one_size_say_nothing_of_size() -> None:
    z = np.random.default_rng(2).uniform(-3, 4, 4_000)
    size = np.random.default_rng(3).uniform(-1.0, -0.98, len(z))
    shift, slope, *of_size = calibrate(z, outcomes(0.6 * z - 0.2), size, ["own"] * len(z))
    assert (shift, slope) == pytest.approx((-0.2, 0.6), abs=0.15)
    assert of_size == [0.0, 0.0]


def test_every_generator_counts_alike_and_our_own_as_two() -> None:
    makers = ["own"] * 3 + ["third"] * 6 + ["fourth"]
    counts = evenly(makers, np.array([1.0] * 8 + [4.0, 1.0]))
    sums = [
        sum(c for c, m in zip(counts, makers, strict=True) if m == name)
        for name in ("own", "third", "fourth")
    ]
    assert sums == pytest.approx([6.5, 3.25, 3.25])


def test_a_weight_that_is_bound_keeps_its_sign() -> None:
    rows = [({"a": 1.0, "not.b": float(n % 2)}, float(n % 3 == 0)) for n in range(60)]
    x, y = matrix(rows, ["a", "not.b"]), np.array([real for _, real in rows])
    weights = fit(x, 1 - y, np.ones(60), np.ones(2), 0.1, [1, -1])
    assert weights[1] >= 0 >= weights[2]


def test_a_share_that_was_never_missed_is_still_not_certain() -> None:
    assert least_share({"own": [(10, 10)] * 3}) == pytest.approx(30 / (30 + 1.645**2))


def test_a_generator_that_is_worse_lowers_the_least_share() -> None:
    """Two of three generators miss nothing; a world by somebody else may be like the third."""
    alike = {maker: [(97, 100)] * 3 for maker in ("own", "other", "third")}
    apart = {"own": [(100, 100)] * 3, "other": [(100, 100)] * 3, "third": [(91, 100)] * 3}
    assert 0.94 < least_share(alike) < 0.97
    assert least_share(apart) == pytest.approx(0.91, abs=0.03)
    assert least_share(apart) < least_share(alike)
    with pytest.raises(ValueError, match="Nothing"):
        least_share({"own": [(0, 0)]})
