"""Several forecasts as one: a product of powers, the powers those under which later windows were most likely."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from manumit.engine.places.members import Boosted, Member, Window, members

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_AT_FIRST = {"shrunk": 0.5, "boosted": 0.5}
"""Powers before anything speaks for others: these two hold the kernels already, and on development windows their
product was on no kind and horizon behind that of all four."""
_DRAW = 40.0
"""How strongly powers are drawn towards these, in events that say so."""
_CERTAIN = 1.645
"""Standard errors by which what else is known of the cells must help: one-sided, 5 %."""
LEAST_WINDOWS = 6
"""Windows from which powers are fitted; with fewer they are as at first."""


class Pool:
    """Members fitted on past windows. `powers`: one a member; `about`: whether what else is known of the cells is used,
    and `about_gain`, by how much the later windows were likelier with it (nats an event, and its standard error; None
    where there were too few windows to say)."""

    name = "pool"

    def __init__(self) -> None:
        self.members: list[Member] = members()
        self.powers: NDArray[np.float64] | None = None
        self.about = False
        self.about_gain: tuple[float, float] | None = None

    def fit(self, past: Sequence[Window]) -> None:
        """Powers come from the last third of the windows, with members that saw only those before; then the members see
        all of them."""
        import numpy as np

        self.powers = np.array([_AT_FIRST.get(one.name, 0.0) for one in self.members])
        if len(past) >= LEAST_WINDOWS:
            cut = len(past) - len(past) // 3
            for one in self.members:
                one.fit(past[:cut])
            if past[0].about is not None:
                self._weigh_about(past[:cut], past[cut:])
            told = [(self._logs(window), window.seen) for window in past[cut:]]
            self.powers = _powers(told, self.powers)
        for one in self.members:
            one.fit(past)

    def _weigh_about(self, early: Sequence[Window], late: Sequence[Window]) -> None:
        """Trees that see what else is known take the place of those that do not, if the later windows are likelier by
        more than chance explains, over events and over windows."""
        import numpy as np

        at = next(at for at, one in enumerate(self.members) if isinstance(one, Boosted))
        rival = Boosted(about=True)
        rival.fit(early)
        gains = [np.log(rival.share(one)) - np.log(self.members[at].share(one)) for one in late]
        of_event = np.concatenate(
            [np.repeat(gain, np.rint(one.seen).astype(int)) for gain, one in zip(gains, late, strict=True)]
        )
        of_window = [float(one.seen @ gain) for gain, one in zip(gains, late, strict=True)]
        if len(of_event) < 2:
            return
        error = max(float(of_event.std()) * len(of_event) ** 0.5, float(np.std(of_window)) * len(late) ** 0.5)
        self.about_gain = sum(of_window) / len(of_event), error / len(of_event)
        if sum(of_window) > _CERTAIN * error:
            self.members[at], self.about = rival, True

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
