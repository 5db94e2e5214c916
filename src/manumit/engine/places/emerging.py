"""How a hot or cold place came to be one: seventeen classes of its history.

The classes are those of ArcGIS' Emerging Hot Spot Analysis as its documentation words them; the trend is Mann and
Kendall's (Mann 1945, Kendall 1975) over the z of the periods.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from manumit.engine.places.hotspots import SIGNIFICANT

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

HISTORIES = (
    "new",
    "consecutive",
    "intensifying",
    "persistent",
    "diminishing",
    "sporadic",
    "oscillating",
    "historical",
)
NONE = "none"
CLASSES = (*(f"{one} hot spot" for one in HISTORIES), *(f"{one} cold spot" for one in HISTORIES), NONE)
MOSTLY = 0.9
"""Share of the periods from which a place was hot throughout."""
LEAST_PERIODS = 10


def trend(z: NDArray[np.float64]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Mann-Kendall over rows: (score, two-sided p), the variance corrected for ties."""
    import math

    import numpy as np

    rows, n = z.shape
    s = np.zeros(rows)
    for lag in range(1, n):
        s += np.sign(z[:, lag:] - z[:, :-lag]).sum(axis=1)
    ordered = np.sort(z, axis=1)
    ties = np.zeros(rows)
    run = np.ones(rows)
    for at in range(1, n + 1):
        same = ordered[:, at] == ordered[:, at - 1] if at < n else np.zeros(rows, bool)
        closed = ~same
        ties += np.where(closed, run * (run - 1) * (2 * run + 5), 0.0)
        run = np.where(closed, 1.0, run + 1)
    variance = (n * (n - 1) * (2 * n + 5) - ties) / 18
    score = np.divide(s - np.sign(s), np.sqrt(variance), out=np.zeros(rows), where=variance > 0)
    two_sided = np.vectorize(lambda one: math.erfc(abs(one) / math.sqrt(2)), otypes=[np.float64])
    return score, two_sided(score) if rows else score


def classify(sign: NDArray[np.int8], z: NDArray[np.float64]) -> NDArray[np.str_]:
    """The class of each cell from its bins: `sign` 1 hot, -1 cold, 0 neither; `z` (both cells x periods)."""
    import numpy as np

    score, p = trend(z)
    told = np.full(len(sign), NONE, dtype="<U24")
    for side, word in ((1, "hot"), (-1, "cold")):
        found = _histories(sign * side, score * side, p)
        mine = found != ""
        told[mine] = np.char.add(found[mine], f" {word} spot")
    return told


def _histories(
    sign: NDArray[np.int8], score: NDArray[np.float64], p: NDArray[np.float64]
) -> NDArray[np.str_]:
    """The histories of cells that are hot (1); for cold ones turn the signs round."""
    import numpy as np

    hot, cold = sign > 0, sign < 0
    periods = sign.shape[1]
    now, share = hot[:, -1], hot.mean(axis=1)
    ever_cold = cold.any(axis=1)
    run = np.argmin(hot[:, ::-1], axis=1)
    run = np.where(hot.all(axis=1), periods, run)  # periods in a row up to now
    only_run = hot.sum(axis=1) == run
    up, down = (p < SIGNIFICANT) & (score > 0), (p < SIGNIFICANT) & (score < 0)
    mostly = share >= MOSTLY
    rest = now & ~mostly
    told = np.full(len(sign), "", dtype="<U12")
    told[~now & mostly] = "historical"
    told[now & mostly] = "persistent"
    told[now & mostly & up] = "intensifying"
    told[now & mostly & down] = "diminishing"
    told[rest & ~ever_cold] = "sporadic"
    told[rest & ever_cold] = "oscillating"
    told[rest & only_run & (run > 1)] = "consecutive"
    told[rest & only_run & (run == 1)] = "new"
    return told
