"""Movements between places, and where more move than size and distance explain.

A gravity model with effects of every origin and destination, fitted by Poisson pseudo-maximum likelihood (Santos
Silva, Tenreyro, Review of Economics and Statistics 88, 2006). What is left over is compared with chance at the spread
the data have, and q holds the false discovery rate.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from manumit.base.kernel import Refused, UsageError
from manumit.engine.places.tails import false_discovery

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_FEWEST, _ROUNDS, _NEWTON = 30, 400, 60
_EVEN = 1.0001
"""Variance by mean up to which counts are Poisson's."""


@dataclass(frozen=True)
class Flows:
    """`expected`: origins x destinations, nan on the diagonal; `slope`: how the logarithm falls with that of
    distance, `slope_error` its standard error; `spread`: variance by mean; `p`, `q`: of at least so many."""

    expected: NDArray[np.float64]
    slope: float
    spread: float
    p: NDArray[np.float64]
    q: NDArray[np.float64]
    slope_error: float = float("nan")

    def usual(self, share: float = 0.95) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """Counts between which so large a share of outcomes lies, by the model; nan on the diagonal."""
        import numpy as np

        tail = (1 - share) / 2
        told = []
        for at in (tail, 1 - tail):
            counts = np.where(np.isnan(self.expected), np.nan, 0.0)
            good = self.expected > 0
            counts[good] = np.maximum(_chance(self.expected[good], self.spread).ppf(at), 0)
            told.append(counts)
        return told[0], told[1]


def gravity(counts: NDArray[np.float64], distance: NDArray[np.float64]) -> Flows:
    """Flows from counts (origins x destinations, the diagonal ignored) and distances above zero, of the same shape.
    Refused with fewer than 30 movements."""
    import numpy as np

    size = len(counts)
    off = ~np.eye(size, dtype=bool)
    if counts.shape != (size, size) or distance.shape != counts.shape or size < 3:
        raise UsageError("Counts and distances are square tables of one size, of three places or more.")
    if (distance[off] <= 0).any() or (counts < 0).any():
        raise UsageError("Distances between different places are above zero, counts not below.")
    if counts[off].sum() < _FEWEST:
        raise Refused(
            f"Too few movements: {counts[off].sum():.0f}; a model needs {_FEWEST}.",
            "Take a longer time.",
            about="few-movements",
            numbers={"n": round(float(counts[off].sum())), "least": _FEWEST},
        )
    seen = np.where(off, counts, 0.0)
    far = np.where(off, np.log(np.where(off, distance, 1.0)), 0.0)
    slope = 0.0
    mean = _balanced(seen, off.astype(np.float64))
    for _ in range(_NEWTON):
        centred = far - _centre(far, mean)
        step = float(np.sum((seen - mean) * centred) / max(float(np.sum(mean * centred**2)), 1e-12))
        slope += float(np.clip(step, -1, 1))
        mean = _balanced(seen, np.where(off, np.exp(np.clip(slope * far, -60, 60)), 0.0))
        if abs(step) < 1e-8:
            break
    freedom = max(1, off.sum() - 2 * size)
    good = mean > 0
    spread = max(1.0, float(np.sum((seen - mean)[good] ** 2 / mean[good]) / freedom))
    p = np.ones(counts.shape)
    p[good] = _chance(mean[good], spread).sf(seen[good] - 1)
    known = float(np.sum(mean * (far - _centre(far, mean)) ** 2)) / spread
    q = np.ones(counts.shape)
    q[off] = false_discovery(p[off])
    return Flows(
        np.where(off, mean, np.nan),
        slope,
        spread,
        np.where(off, p, np.nan),
        np.where(off, q, np.nan),
        known**-0.5 if known > 0 else float("nan"),
    )


def _chance(mean: NDArray[np.float64], spread: float) -> Any:
    """The distribution of counts whose variance is so many times their mean."""
    from scipy.stats import nbinom, poisson

    return nbinom(mean / (spread - 1), 1 / spread) if spread > _EVEN else poisson(mean)


def _balanced(seen: NDArray[np.float64], pull: NDArray[np.float64]) -> NDArray[np.float64]:
    """`pull` scaled by row and column until the margins are those seen: the fixed effects' own equations."""
    import numpy as np

    rows, columns = seen.sum(axis=1), seen.sum(axis=0)
    mean: NDArray[np.float64] = pull * (seen.sum() / pull.sum())
    for _ in range(_ROUNDS):
        mean = (
            mean
            * np.divide(rows, mean.sum(axis=1), out=np.zeros_like(rows), where=mean.sum(axis=1) > 0)[:, None]
        )
        scale = np.divide(columns, mean.sum(axis=0), out=np.zeros_like(columns), where=mean.sum(axis=0) > 0)
        mean = mean * scale
        if np.abs(mean.sum(axis=1) - rows).max() < 1e-9 * max(rows.max(), 1):
            break
    return mean


def _centre(far: NDArray[np.float64], mean: NDArray[np.float64]) -> NDArray[np.float64]:
    """What effects of origin and destination explain of the distance, weighted by the mean."""
    import numpy as np

    row, column = np.zeros(len(far)), np.zeros(len(far))
    out, into = np.maximum(mean.sum(axis=1), 1e-12), np.maximum(mean.sum(axis=0), 1e-12)
    for _ in range(50):
        row = np.sum(mean * (far - column[None, :]), axis=1) / out
        column = np.sum(mean * (far - row[:, None]), axis=0) / into
    told: NDArray[np.float64] = row[:, None] + column[None, :]
    return told
