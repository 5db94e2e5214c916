"""Forecasts of where by kernels in space and time: a mixture of them, and a cell's own count drawn towards them.

`Kernels`: weights by EM (Dempster, Laird, Rubin 1977). `Shrunk`: empirical Bayes, gamma prior (Clayton, Kaldor,
Biometrics 43, 1987), as weakly drawn as is within a standard error of the best (Breiman et al., CART, 1984, 3.4.3).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from manumit.engine.places.history import MEMORIES, OWN_COUNT
from manumit.engine.places.window import OWN_SHARES, Window, whole_share

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_ROUNDS, _PRIOR = 200, 0.3
_STRENGTHS = (0.5, 1.0, 2.0, 4.0, 8.0, 16.0, 32.0)


class Kernels:
    """See the module. `around` leaves out the cell's own count and takes in kernels around events of other kinds: what
    draws one kind to a place may draw another, and past windows say how much."""

    name = "kernels"

    def __init__(self, around: bool = False) -> None:
        self._around = around
        self._weights: NDArray[np.float64] | None = None

    def fit(self, past: Sequence[Window]) -> None:
        import numpy as np

        rows, counts = [], []
        for window in past:
            at = np.flatnonzero(window.seen)
            rows.append(window.shares(others=self._around)[at])
            counts.append(window.seen[at])
        allowed = np.ones(rows[0].shape[1], bool)
        allowed[: len(MEMORIES) if self._around else 0] = False
        self._weights = _mixture(np.concatenate(rows), np.concatenate(counts), allowed)

    @property
    def of_others(self) -> float:
        """The share of their weight that lies on events of other kinds."""
        return 0.0 if self._weights is None else float(self._weights[OWN_SHARES + 1 :].sum())

    def share(self, window: Window) -> NDArray[np.float64]:
        assert self._weights is not None
        mixed: NDArray[np.float64] = window.shares(others=self._around) @ self._weights
        return whole_share(mixed, window.area)


def _mixture(
    rows: NDArray[np.float64], counts: NDArray[np.float64], allowed: NDArray[np.bool_]
) -> NDArray[np.float64]:
    """Weights of the columns under which what was seen is most likely, with a little of each."""
    import numpy as np

    weights: NDArray[np.float64] = allowed / allowed.sum()
    for _ in range(_ROUNDS):
        parts = rows * weights
        parts *= (counts / np.maximum(parts.sum(axis=1), 1e-300))[:, None]
        weights = (parts.sum(axis=0) + _PRIOR) * allowed
        weights = weights / weights.sum()
    return weights


class Shrunk:
    """See the module."""

    name = "shrunk"

    def __init__(self) -> None:
        self._around = Kernels(around=True)
        self._strength = 4.0

    def fit(self, past: Sequence[Window]) -> None:
        import numpy as np

        self._around.fit(past)
        around = [self._around.share(window) for window in past]

        told = np.array(
            [
                [float(np.sum(window.seen * np.log(_drawn(window, near, one)))) for one in _STRENGTHS]
                for window, near in zip(past, around, strict=True)
            ]
        )
        behind = told[:, [int(told.sum(axis=0).argmax())]] - told
        doubt = behind.std(axis=0) * len(past) ** 0.5
        self._strength = _STRENGTHS[int(np.argmax(behind.sum(axis=0) <= doubt))]

    @property
    def of_others(self) -> float:
        """How much of what a cell is drawn towards comes from events of other kinds."""
        return self._around.of_others

    def share(self, window: Window) -> NDArray[np.float64]:
        return _drawn(window, self._around.share(window), self._strength)


def _drawn(window: Window, around: NDArray[np.float64], strength: float) -> NDArray[np.float64]:
    import numpy as np

    own = window.known[:, OWN_COUNT].astype(np.float64)
    return whole_share(around * (strength + own) / (strength + around * own.sum()), window.area)
