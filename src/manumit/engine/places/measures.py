"""How good a forecast of where was: measured on the whole surface and on its top, beside what chance gives.

PAI: Chainey, Tompson, Uhlig, Security Journal 21 (2008); PEI: Hunt (2016), as the NIJ challenge used them.
Information gain an event: Daley, Vere-Jones (2004), as CSEP reports it. Areas are true areas, not counts of cells.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


def top_cells(score: NDArray[np.float64], share: float, seed: int = 0) -> NDArray[np.int64]:
    """The cells of the highest score that are so large a share of all cells, at least one; ties are dealt by `seed`."""
    import numpy as np

    count = max(1, int(np.ceil(share * len(score))))
    ties = np.random.default_rng(seed).random(len(score))
    return np.lexsort((ties, -score))[:count]


def accuracy_index(
    score: NDArray[np.float64], seen: NDArray[np.float64], km2: NDArray[np.float64], share: float
) -> float:
    """PAI: share of events in the top cells by share of the area they take; nan without events."""
    top = top_cells(score, share)
    if not seen.sum():
        return float("nan")
    return float(seen[top].sum() / seen.sum() / (km2[top].sum() / km2.sum()))


def efficiency_index(
    score: NDArray[np.float64], seen: NDArray[np.float64], km2: NDArray[np.float64], share: float
) -> float:
    """PEI: the events in the top cells by those in the cells that turned out best."""
    best = seen[top_cells(seen, share)].sum()
    return float(seen[top_cells(score, share)].sum() / best) if best else float("nan")


def information_gain(
    expected: NDArray[np.float64], seen: NDArray[np.float64], km2: NDArray[np.float64]
) -> float:
    """Nats an event over an even spread, of where alone: the forecast is scaled to what was seen."""
    import numpy as np

    there = seen > 0
    if not there.any():
        return float("nan")
    share = expected / expected.sum()
    gain = np.log(np.maximum(share[there], 1e-12) / (km2[there] / km2.sum()))
    return float(np.sum(seen[there] * gain) / seen.sum())


def deviance(expected: NDArray[np.float64], seen: NDArray[np.float64]) -> float:
    """Poisson deviance, of where and how many."""
    import numpy as np

    mean = np.maximum(expected, 1e-12)
    with np.errstate(divide="ignore", invalid="ignore"):
        part = np.where(seen > 0, seen * np.log(seen / mean), 0.0)
    return float(2 * np.sum(part - (seen - mean)))


def paired_interval(
    ours: NDArray[np.float64],
    theirs: NDArray[np.float64],
    weight: NDArray[np.float64],
    rounds: int = 2_000,
    seed: int = 0,
) -> tuple[float, float, float]:
    """(mean, low, high) of the weighted difference over folds, 95 %, by a bootstrap of folds."""
    import numpy as np

    difference = ours - theirs
    drawn = np.random.default_rng(seed).integers(0, len(difference), (rounds, len(difference)))
    means = (difference[drawn] * weight[drawn]).sum(axis=1) / np.maximum(weight[drawn].sum(axis=1), 1e-12)
    low, high = np.quantile(means, (0.025, 0.975))
    return float((difference * weight).sum() / weight.sum()), float(low), float(high)
