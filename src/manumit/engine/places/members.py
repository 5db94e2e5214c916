"""Forecasts of where, each fitted on windows that are over: what comes out are shares of cells that add up to one.

- `Kernels`: a mixture of kernels in space and time, weights by EM (Dempster, Laird, Rubin 1977).
- `Shrunk`: the cell's own count drawn towards the kernels around it (empirical Bayes, gamma prior: Clayton, Kaldor,
  Biometrics 43, 1987), as weakly as is within a standard error of the best (Breiman et al., CART, 1984, 3.4.3).
- `SelfExciting`: a background and what recent events set off near them, rates by EM on cells (Mohler et al., Journal of
  the American Statistical Association 106, 2011).
- `Boosted`: trees on all of it that correct the kernels (LightGBM, Poisson).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Protocol

from manumit.engine.places.boosted import Boosted
from manumit.engine.places.history import DEPTHS, MEMORIES
from manumit.engine.places.kernels import Kernels, Shrunk
from manumit.engine.places.window import Window, whole_share

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_ROUNDS = 200


class Member(Protocol):
    """A way to forecast where."""

    name: str

    def fit(self, past: Sequence[Window]) -> None:
        """Learn from windows that are over."""

    def share(self, window: Window) -> NDArray[np.float64]:
        """Each cell's share of what will happen; adds up to one, nowhere zero."""


class SelfExciting:
    """See the module."""

    name = "self_exciting"

    def __init__(self) -> None:
        self._rates: NDArray[np.float64] | None = None

    def fit(self, past: Sequence[Window]) -> None:
        import numpy as np

        rows, counts = [], []
        exposure = np.zeros(len(DEPTHS) * len(MEMORIES) + 1)
        for window in past:
            columns = _excited(window)
            at = np.flatnonzero(window.seen)
            rows.append(columns[at])
            counts.append(window.seen[at])
            exposure += columns.sum(axis=0)
        row, count = np.concatenate(rows), np.concatenate(counts)
        rates = np.where(exposure > 0, count.sum() / (len(exposure) * np.maximum(exposure, 1e-12)), 0.0)
        for _ in range(_ROUNDS):
            caused = (row * (count / np.maximum(row @ rates, 1e-300))[:, None] * rates).sum(axis=0)
            rates = np.divide(caused, exposure, out=np.zeros_like(exposure), where=exposure > 0)
        self._rates = rates

    def share(self, window: Window) -> NDArray[np.float64]:
        assert self._rates is not None
        rate = _excited(window) @ self._rates
        return whole_share(rate if rate.sum() > 0 else window.area, window.area)


def _excited(window: Window) -> NDArray[np.float64]:
    """Columns that constant rates multiply: over the window recent events fade, the background does not."""
    import numpy as np

    fading = [
        window.days / max(window.past, 1.0) if np.isinf(memory) else 1 - np.exp(-window.days / memory)
        for memory in MEMORIES
    ]
    columns = window.known * np.tile(fading, len(DEPTHS))
    return np.column_stack([columns, window.area * window.days])


def members() -> list[Member]:
    """One of each."""
    return [Kernels(), Shrunk(), SelfExciting(), Boosted()]
