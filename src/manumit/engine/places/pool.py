"""Several forecasts as one: a product of powers, the powers those under which later windows were most likely."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from manumit.engine.places.members import Member, Window, members

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_AT_FIRST = {"shrunk": 0.5, "boosted": 0.5}
"""Powers before anything speaks for others: these two hold the kernels already, and on development windows their
product was on no kind and horizon behind that of all four."""
_DRAW = 40.0
"""How strongly powers are drawn towards these, in events that say so."""
LEAST_WINDOWS = 6
"""Windows from which powers are fitted; with fewer they are as at first."""


class Pool:
    """Members fitted on past windows. `powers`: one a member; `left_out`: those that could not be fitted, and why."""

    name = "pool"

    def __init__(self) -> None:
        self.members: list[Member] = members()
        self.powers: NDArray[np.float64] | None = None

    def fit(self, past: Sequence[Window]) -> None:
        """Powers come from the last third of the windows, with members that saw only those before; then the members see
        all of them."""
        import numpy as np

        self.powers = np.array([_AT_FIRST.get(one.name, 0.0) for one in self.members])
        if len(past) >= LEAST_WINDOWS:
            cut = len(past) - len(past) // 3
            for one in self.members:
                one.fit(past[:cut])
            told = [(self._logs(window), window.seen) for window in past[cut:]]
            self.powers = _powers(told, self.powers)
        for one in self.members:
            one.fit(past)

    def _logs(self, window: Window) -> NDArray[np.float64]:
        import numpy as np

        return np.log(np.stack([one.share(window) for one in self.members], axis=1))

    def share(self, window: Window) -> NDArray[np.float64]:
        """Each cell's share of what will happen."""
        assert self.powers is not None
        return _pooled(self._logs(window), self.powers)


def _pooled(logs: NDArray[np.float64], powers: NDArray[np.float64]) -> NDArray[np.float64]:
    import numpy as np

    raised = logs @ powers
    share = np.exp(raised - raised.max())
    told: NDArray[np.float64] = share / share.sum()
    return told


def _powers(
    told: list[tuple[NDArray[np.float64], NDArray[np.float64]]], first: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Newton's method on the likelihood (that of a multinomial logit), drawn towards `first`; none below zero."""
    import numpy as np

    powers = first.copy()
    for _ in range(30):
        slope = -2 * _DRAW * (powers - first)
        bend = -2 * _DRAW * np.eye(len(powers))
        for logs, seen in told:
            share = _pooled(logs, powers)
            mean = share @ logs
            centred = logs - mean
            slope += seen @ centred
            bend -= seen.sum() * (centred * share[:, None]).T @ centred
        step = np.linalg.solve(bend, -slope)
        powers = np.maximum(powers + step, 0.0)
        if np.abs(step).max() < 1e-6:
            break
    return powers
