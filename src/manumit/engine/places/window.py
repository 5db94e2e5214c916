"""A stretch of time that begins at an origin, with what was known of every cell by then."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from manumit.engine.places.history import DEPTHS, MEMORIES

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

OWN_SHARES = len(DEPTHS) * len(MEMORIES)
"""Columns of shares from the history of the cells' own kind."""


@dataclass(frozen=True)
class Window:
    """A stretch of time that begins at an origin. `known`: History.before(origin); `seen`: events a cell in the window;
    `area`: each cell's share of the area; `past`: days of history before it; `days`: its length; `about`: what else is
    known of the cells (cells x columns, nan unknown), if anything; `others`: History.others_before(origin)."""

    known: NDArray[np.float32]
    seen: NDArray[np.float64]
    area: NDArray[np.float64]
    past: float
    days: float
    about: NDArray[np.float64] | None = None
    others: NDArray[np.float32] | None = None

    @property
    def columns(self) -> int:
        """Of what else is known."""
        return 0 if self.about is None else self.about.shape[1]

    def shares(self, others: bool = False) -> NDArray[np.float64]:
        """Columns that each add up to one: of its own history, the area's and, if asked for, of other kinds."""
        import numpy as np

        parts: list[NDArray[np.float64]] = [self._each_one(self.known), self.area]
        if others and self.others is not None:
            parts.append(self._each_one(self.others))
        return np.column_stack(parts)

    def _each_one(self, held: NDArray[np.float32]) -> NDArray[np.float64]:
        import numpy as np

        sums = held.sum(axis=0, dtype=np.float64)
        told: NDArray[np.float64] = held / np.maximum(sums, 1e-12)
        told[:, sums <= 0] = self.area[:, None]
        return told


def whole_share(share: NDArray[np.float64], area: NDArray[np.float64]) -> NDArray[np.float64]:
    """Adding up to one, and a thousandth of even spread: nothing that happens had no chance."""
    import numpy as np

    told: NDArray[np.float64] = 0.999 * share / np.sum(share) + 0.001 * area
    return told
