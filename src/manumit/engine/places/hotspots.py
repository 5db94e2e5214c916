"""Where more or less happens than chance puts beside each other: Getis and Ord's Gi*, local Moran, and how it changes.

Getis, Ord: Geographical Analysis 24 (1992) and 27 (1995); Anselin: Geographical Analysis 27 (1995). p is exact under
the dealing of values to places at random (see `tails`), q holds the false discovery rate whatever the dependence.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from manumit.engine.places.area import Cells
from manumit.engine.places.tails import false_discovery, tail_p

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

SIGNIFICANT = 0.05
"""q below which a cell is called hot or cold."""


@dataclass(frozen=True)
class Local:
    """A statistic a cell (or a cell and period): z against the null, two-sided p, and q."""

    z: NDArray[np.float64]
    p: NDArray[np.float64]
    q: NDArray[np.float64]

    @property
    def sign(self) -> NDArray[np.int8]:
        """1 hot, -1 cold, 0 neither."""
        import numpy as np

        return np.where(self.q < SIGNIFICANT, np.sign(self.z), 0).astype(np.int8)


def gi_star(counts: NDArray[np.float64], cells: Cells) -> Local:
    """Gi* of `counts` (one a cell) over each cell and those beside it, binary weights."""
    import numpy as np

    sums, draws = _neighbourhood(counts[:, None], cells.beside)
    return _against_chance(counts, sums[:, 0], np.broadcast_to(draws, len(counts)))


def gi_star_through_time(counts: NDArray[np.float64], cells: Cells) -> Local:
    """Gi* of a cube (cells x periods) over each cell, those beside it, and the same in the period before."""
    import numpy as np

    sums, draws = _neighbourhood(counts, cells.beside)
    both = sums.copy()
    both[:, 1:] += sums[:, :-1]
    many = np.repeat(draws[:, None], counts.shape[1], axis=1)
    many[:, 1:] *= 2
    return _against_chance(counts, both, many)


def among_found(bins: Local, whole: Local) -> Local:
    """`bins` (cells x periods) with the false discovery rate held in two stages (Yekutieli, Journal of the American
    Statistical Association 103, 2008): in cells that are hot or cold over the whole time among the periods of these
    alone, elsewhere among all. Where chance makes no cell hot over the whole time, this adds none; since both are taken
    together and from the same counts, the rate among what it adds is not proven."""
    import numpy as np

    found, q = whole.sign != 0, bins.q.copy()
    if found.any():
        q[found] = np.minimum(q[found], false_discovery(bins.p[found]))
    return Local(bins.z, bins.p, q)


def _neighbourhood(
    counts: NDArray[np.float64], beside: NDArray[np.int64]
) -> tuple[NDArray[np.float64], NDArray[np.int64]]:
    """Sums over a cell and those beside it, and how many cells these are."""
    import numpy as np

    padded = np.vstack([counts, np.zeros((1, counts.shape[1]))])
    sums = counts.copy()
    for side in beside.T:
        sums += padded[side]
    return sums, 1 + np.sum(beside >= 0, axis=1)


def _against_chance(
    values: NDArray[np.float64], sums: NDArray[np.float64], draws: NDArray[np.int64]
) -> Local:
    import numpy as np

    size, mean, spread = values.size, float(values.mean()), float(values.std())
    if not spread or size < 3:
        flat = np.ones(sums.shape)
        return Local(np.zeros(sums.shape), flat, flat)
    error = spread * np.sqrt(draws * np.maximum(size - draws, 0) / (size - 1))
    z = np.divide(sums - draws * mean, error, out=np.zeros(sums.shape), where=error > 0)
    p = tail_p(values, sums, draws)
    return Local(z, p, false_discovery(p))


def local_moran(counts: NDArray[np.float64], cells: Cells) -> tuple[Local, NDArray[np.str_]]:
    """Local Moran's I: z of the neighbours' mean under the null, and the quadrant: high-high, low-low, high-low,
    low-high, '' where it is not significant. A cell without neighbours has none."""
    import numpy as np

    sums, draws = _neighbourhood(counts[:, None], cells.beside)
    around, others = sums[:, 0] - counts, draws - 1
    local = _against_chance(counts, around, others)
    here = counts - counts.mean()
    high = np.where(here > 0, "high", "low")
    beside = np.where(local.z > 0, "high", "low")
    quadrant = np.char.add(np.char.add(high, "-"), beside)
    signed = Local(local.z * np.sign(here), local.p, local.q)
    return signed, np.where((local.q < SIGNIFICANT) & (others > 0), quadrant, "")
