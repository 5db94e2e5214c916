"""What comes every year at this time: a smooth course of the year, from a base of two years or more.

The logarithm of what is usual is a level and HARMONICS waves of a year (Serfling, Public Health Reports 78, 1963; as a
Poisson regression: Höhle, Paul, Computational Statistics & Data Analysis 52, 2008), each drawn towards none by a normal
prior, so that few events make no course of the year.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

YEAR_DAYS = 365.25
HARMONICS = 2
LEAST_YEARS = 2
"""Of a base, so that every time of the year is in it twice."""
_WIDTH = 0.5
"""Standard deviation of a wave's size before anything is seen, on the logarithm."""
_ROUNDS, _FARTHEST = 6, 1.0


def yearly_waves(edges: NDArray[np.float64]) -> NDArray[np.float64]:
    """Steps x (2 HARMONICS): the waves of a year at the middle of each step between `edges` (days)."""
    import numpy as np

    turn = (edges[:-1] + edges[1:]) / 2 * (2 * np.pi / YEAR_DAYS)
    told: NDArray[np.float64] = np.column_stack(
        [wave(one * turn) for one in range(1, HARMONICS + 1) for wave in (np.cos, np.sin)]
    )
    return told


def spans_years(edges: NDArray[np.float64], base: int) -> bool:
    """Whether the first `base` steps are long enough for a course of the year; the last days of it may lack."""
    return float(edges[base] - edges[0]) >= LEAST_YEARS * 364


def fitted(counts: NDArray[np.float64], course: NDArray[np.float64]) -> NDArray[np.float64]:
    """Factors of each step (series x steps), their mean over the base one, from the `counts` of a base (series x base)
    and the waves of all steps (steps x waves). Poisson regression by Newton's steps, all series at once."""
    import numpy as np

    base, size = counts.shape[1], course.shape[1]
    if not size:
        return np.ones((len(counts), len(course)))
    rows = np.column_stack([np.ones(base), course[:base]])
    pairs = (rows[:, :, None] * rows[:, None, :]).reshape(base, -1)
    prior = np.full(size + 1, 1 / _WIDTH**2)
    prior[0] = 1e-9  # the level is free
    told = np.zeros((len(counts), size + 1))
    told[:, 0] = np.log(np.maximum(counts.mean(axis=1), 1e-6))
    for _ in range(_ROUNDS):
        mean = np.exp(np.clip(told @ rows.T, -20, 20))
        curve = (mean @ pairs).reshape(len(counts), size + 1, size + 1) + np.diag(prior)
        slope = (counts - mean) @ rows - prior * told * (prior > 1e-6)
        told += np.clip(np.linalg.solve(curve, slope[:, :, None])[:, :, 0], -_FARTHEST, _FARTHEST)
    factor = np.exp(told[:, 1:] @ course.T)
    whole: NDArray[np.float64] = factor / factor[:, :base].mean(axis=1, keepdims=True)
    return whole
