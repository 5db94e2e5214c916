"""Where to go: most visits where the forecast points, some elsewhere, so that it can be seen to be wrong.

A forecast that is followed everywhere is tested nowhere else. A quota of the visits is dealt by chance among the other
cells: half of it evenly, half to where nothing was seen for longest, which is where least is known. Every cell's chance
of a visit is exact (systematic sampling in random order: Madow, Annals of Mathematical Statistics 20, 1949) and above
zero, so that what is found can be weighed by it afterwards.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from manumit.base.kernel import UsageError
from manumit.engine.places.fairness import even_top
from manumit.engine.places.feedback import EXPLORED
from manumit.engine.places.history import History
from manumit.engine.places.measures import top_cells

if TYPE_CHECKING:
    from collections.abc import Mapping

    import numpy as np
    from numpy.typing import NDArray

VISITED = 0.05
"""Share of the cells that can be gone to."""
LEAST_EXPLORED, MOST_EXPLORED = 0.05, 0.5


@dataclass(frozen=True)
class Visits:
    """`chosen`: places of cells by the forecast, the most expected first; `explored`: those dealt by `seed`; `chance`
    of a visit, one a cell; `unseen`: days since anything was seen in a cell or beside it."""

    chosen: NDArray[np.int64]
    explored: NDArray[np.int64]
    chance: NDArray[np.float64]
    unseen: NDArray[np.float64]
    seed: int


def visits(
    expected: NDArray[np.float64],
    unseen: NDArray[np.float64],
    visited: float = VISITED,
    explored: float = EXPLORED,
    seed: int = 0,
    groups: Mapping[str, NDArray[np.float64]] | None = None,
) -> Visits:
    """So large a share of all cells, `explored` of them outside the forecast's choice, at least one. With `groups` the
    forecast's choice is the best that treats them alike (`even_top`)."""
    import numpy as np

    size = len(expected)
    if not LEAST_EXPLORED <= explored <= MOST_EXPLORED:
        raise UsageError(
            f"A quota of {explored:.0%} of the visits is none.",
            f"Choose {LEAST_EXPLORED} to {MOST_EXPLORED}: without one nobody sees whether the forecast is wrong.",
        )
    if not 2 / size <= visited <= 1:
        raise UsageError(
            f"{visited:.2%} of {size:,} cells are no two visits, or more than all.", "Choose a larger share."
        )
    count = max(2, round(visited * size))
    dealt = max(1, round(explored * count))
    share = (count - dealt) / size
    chosen = even_top(expected, groups, share) if groups else top_cells(expected, share, seed)
    chosen = chosen[np.argsort(-expected[chosen], kind="stable")]
    rest = np.setdiff1d(np.arange(size), chosen)
    chance = np.zeros(size)
    chance[chosen] = 1.0
    chance[rest] = _chances(unseen[rest], min(dealt, len(rest)))
    rng = np.random.default_rng(seed)
    return Visits(chosen, _deal(rest, chance[rest], rng), chance, unseen, seed)


def _chances(unseen: NDArray[np.float64], count: int) -> NDArray[np.float64]:
    """Half of `count` evenly, half by how long nothing was seen; none above 1, their sum `count`."""
    import numpy as np

    weight = np.ones(len(unseen)) / len(unseen)
    if unseen.sum() > 0:
        weight = (weight + unseen / unseen.sum()) / 2
    sure = np.zeros(len(unseen), bool)
    while True:
        left = count - sure.sum()
        told: NDArray[np.float64] = np.where(sure, 1.0, weight * left / max(weight[~sure].sum(), 1e-300))
        if not (told > 1 + 1e-12).any():
            return np.minimum(told, 1.0)
        sure |= told > 1


def _deal(
    places: NDArray[np.int64], chance: NDArray[np.float64], rng: np.random.Generator
) -> NDArray[np.int64]:
    """Each of `places` with its chance: in random order on a line, a mark every whole step."""
    import numpy as np

    order = rng.permutation(len(places))
    ends = np.cumsum(chance[order])
    marks = np.arange(round(float(ends[-1]))) + rng.random()
    at = np.minimum(np.searchsorted(ends, marks, side="right"), len(places) - 1)
    return np.sort(places[order[at]])


def days_unseen(history: History, origin: float) -> NDArray[np.float64]:
    """Days before `origin` in which nothing was seen in a cell or beside it; all of it where nothing ever was."""
    import numpy as np

    first = float(history.day[0]) if len(history.day) else origin
    last = np.full(len(history.cells), first)
    before = history.day < origin
    np.maximum.at(last, history.cell[before], history.day[before])
    beside = history.cells.beside
    around = np.where(beside >= 0, last[beside], first).max(axis=1)
    told: NDArray[np.float64] = np.maximum(origin - np.maximum(last, around), 0.0)
    return told
