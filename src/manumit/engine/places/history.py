"""What was known of a place at a moment: events before it, older ones counting less, near ones counting too.

Nearness is diffusion over the cells: one step hands an eighth of what a cell holds to each cell beside it, and what
would leave the area stays. Nothing is lost at the edge, and `d` steps are a kernel of about 0.61 * sqrt(d) cells.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from manumit.engine.places.area import Cells
from manumit.engine.places.cube import placed
from manumit.engine.places.events import Events

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

DEPTHS = (0, 1, 2, 4, 8, 16, 32)
"""Steps of diffusion: from the cell alone to about three and a half cells around."""
MEMORIES = (7.0, 30.0, 120.0, 480.0, float("inf"))
"""Days in which an event's weight falls to a third; the last counts all history alike."""
OWN_COUNT = len(MEMORIES) - 1
"""The column of all history in the cell alone."""
_HANDED = 1 / 8


@dataclass(frozen=True)
class History:
    """Events placed in cells: `cell`, `day` (the middle of a span of time, days since 1970), `weight`, by day.
    `others`: what else happened there, events of other kinds, if anything is known of them."""

    cells: Cells
    cell: NDArray[np.int64]
    day: NDArray[np.float64]
    weight: NDArray[np.float64]
    others: History | None = None

    @classmethod
    def of(cls, events: Events, cells: Cells, others: Events | None = None) -> History:
        """Those events that lie in the area, beside those of other kinds."""
        import numpy as np

        at, event, share = placed(events, cells)
        day = (events.start[event] + events.end[event]) / 2
        order = np.argsort(day, kind="stable")
        order = order[at[order] >= 0]
        beside = cls.of(others, cells) if others is not None and len(others) else None
        return cls(cells, at[order], day[order], (events.weight[event] * share)[order], beside)

    @cached_property
    def _step(self) -> Any:
        """One step of diffusion as a sparse matrix, symmetric, rows adding up to one."""
        import numpy as np
        from scipy.sparse import csr_array

        beside = self.cells.beside
        own, side = np.nonzero(beside >= 0)
        size = len(self.cells)
        stays = 1 - _HANDED * np.bincount(own, minlength=size)
        every = np.arange(size)
        return csr_array(
            (
                np.concatenate([np.full(len(own), _HANDED), stays]),
                (np.concatenate([own, every]), np.concatenate([beside[own, side], every])),
            ),
            shape=(size, size),
        )

    def before(self, moment: float, memories: Sequence[float] = MEMORIES) -> NDArray[np.float32]:
        """Cells x (DEPTHS x memories, memory running faster): weighted events before `moment`, spread out."""
        import numpy as np

        last = int(np.searchsorted(self.day, moment, side="left"))
        age = moment - self.day[:last]
        held = np.stack(
            [
                np.bincount(self.cell[:last], self.weight[:last] * np.exp(-age / memory), len(self.cells))
                for memory in memories
            ],
            axis=1,
        )
        told = []
        for depth in range(DEPTHS[-1] + 1):
            if depth in DEPTHS:
                told.append(held.astype(np.float32))
            if depth < DEPTHS[-1]:
                held = self._step @ held
        return np.concatenate(told, axis=1)

    def others_before(self, moment: float) -> NDArray[np.float32] | None:
        """The same of other kinds, whose events all count alike (cells x DEPTHS); None where none are known."""
        return None if self.others is None else self.others.before(moment, MEMORIES[-1:])

    def between(self, start: float, end: float) -> NDArray[np.float64]:
        """Events a cell in [start, end)."""
        import numpy as np

        first, last = np.searchsorted(self.day, (start, end), side="left")
        return np.bincount(self.cell[first:last], self.weight[first:last], len(self.cells)).astype(np.float64)

    def total(self, start: float, end: float) -> float:
        """Events in [start, end)."""
        import numpy as np

        first, last = np.searchsorted(self.day, (start, end), side="left")
        return float(self.weight[first:last].sum())
