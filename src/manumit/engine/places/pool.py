"""Several forecasts as one: products of powers, averaged by how likely they made later windows.

A product of powers (Genest, Zidek, Statistical Science 1, 1986) is sharper than each of its members, but a member that
is far off spoils it. So several products stand side by side: the pair that did best on development data, and one that
begins with each member alone. Each is fitted on the later windows, not far from where it began, and weighs as much as
these speak for it (Bayesian model averaging: Hoeting et al., Statistical Science 14, 1999).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from manumit.engine.places.boosted import Boosted
from manumit.engine.places.kernels import Shrunk
from manumit.engine.places.members import Member, members
from manumit.engine.places.window import Window

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_PAIR = {"shrunk": 0.5, "boosted": 0.5}
"""Powers before anything speaks for others: these two hold the kernels already, and on development windows their
product was on no kind and horizon behind that of all four."""
_ODDS = 2.0
"""Nats by which the pair is believed before any window, rather than one member alone."""
_DRAW = 160.0
"""How strongly powers are drawn towards where they began, in events that say so. Chosen on early windows of Portland,
on Chicago and on made-up cities (see docs/benchmarks.md)."""
_LEVEL = 0.05
"""How often what else is known of the cells may seem to help where it does not: one-sided."""
LEAST_WINDOWS = 6
"""Windows from which powers are fitted; with fewer they are as at first."""


class Pool:
    """Members fitted on past windows. `powers`: products x members; `weights`: one a product; `about`: whether what
    else is known of the cells is used, and `about_gain`, by how much the later windows were likelier with it (nats an
    event, and its standard error; None where there were too few windows to say). `about_each`: the same of each of its
    columns alone, beside that column dealt to the cells by chance; empty where it is not used."""

    name = "pool"

    def __init__(self) -> None:
        self.members: list[Member] = members()
        self.powers: NDArray[np.float64] | None = None
        self.weights: NDArray[np.float64] | None = None
        self.about = False
        self.about_gain: tuple[float, float] | None = None
        self.about_each: list[tuple[float, float]] = []

    def fit(self, past: Sequence[Window]) -> None:
        """Powers come from the last third of the windows, with members that saw only those before; then the members see
        all of them."""
        import numpy as np

        pair = np.array([_PAIR.get(one.name, 0.0) for one in self.members])
        self.powers, self.weights = pair[None, :], np.ones(1)
        if len(past) >= LEAST_WINDOWS:
            cut = len(past) - len(past) // 3
            for one in self.members:
                one.fit(past[:cut])
            if past[0].about is not None:
                self._weigh_about(past[:cut], past[cut:])
            told = [(self._logs(window), window.seen) for window in past[cut:]]
            self.powers, self.weights = _products(told, [pair, *np.eye(len(pair))])
        for one in self.members:
            one.fit(past)

    def _weigh_about(self, early: Sequence[Window], late: Sequence[Window]) -> None:
        """Trees that see what else is known take the place of those that do not, if the later windows are likelier by
        more than chance explains, over events and over windows."""
        import numpy as np

        at = next(at for at, one in enumerate(self.members) if isinstance(one, Boosted))
        rival = Boosted(about=True)
        rival.fit(early)
        with_it = [np.log(rival.share(one)) for one in late]
        gains = [one - np.log(self.members[at].share(w)) for one, w in zip(with_it, late, strict=True)]
        self.about_gain = _gain(gains, late)
        if self.about_gain and helps(self.about_gain):
            self.members[at], self.about = rival, True
            self.about_each = [
                self._weigh_column(rival, column, with_it, late) for column in range(late[0].columns)
            ]

    def _weigh_column(
        self, fitted: Boosted, column: int, told: Sequence[NDArray[np.float64]], late: Sequence[Window]
    ) -> tuple[float, float]:
        """What the later windows lose when a column is dealt to the cells by chance, anew in each (permutation
        importance: Breiman, Machine Learning 45, 2001, section 10)."""
        import numpy as np

        if not fitted.sees(column):
            return 0.0, 0.0
        dealt = np.random.default_rng(column)
        gains = [
            one - np.log(fitted.share(_dealt(window, column, dealt)))
            for one, window in zip(told, late, strict=True)
        ]
        return _gain(gains, late) or (0.0, 0.0)

    def moved(self, window: Window, column: int) -> float:
        """The share of what is expected that would lie in other cells, were a column of what else is known of them
        dealt by chance."""
        import numpy as np

        if not self.about:
            return 0.0
        other = self.share(_dealt(window, column, np.random.default_rng(column)))
        return float(np.abs(other - self.share(window)).sum()) / 2

    @property
    def of_others(self) -> float:
        """How much of what the shrunk count is drawn towards comes from events of other kinds."""
        return next((one.of_others for one in self.members if isinstance(one, Shrunk)), 0.0)

    def _logs(self, window: Window) -> NDArray[np.float64]:
        import numpy as np

        return np.log(np.stack([one.share(window) for one in self.members], axis=1))

    def share(self, window: Window) -> NDArray[np.float64]:
        """Each cell's share of what will happen."""
        assert self.powers is not None
        assert self.weights is not None
        logs = self._logs(window)
        told: NDArray[np.float64] = self.weights @ [_pooled(logs, one) for one in self.powers]
        return told


def helps(gain: tuple[float, float], among: int = 1) -> bool:
    """Whether a gain (nats an event, and its standard error) is beyond chance; looked at `among` so many, no one of
    them is called so by chance more often than one alone would be (Bonferroni)."""
    from scipy.stats import norm

    return gain[0] > float(norm.isf(_LEVEL / among)) * gain[1]


def _gain(gains: Sequence[NDArray[np.float64]], windows: Sequence[Window]) -> tuple[float, float] | None:
    """Nats an event, and the standard error over events or over windows, the larger; None with less than two events.
    `gains`: of each window, those of an event in each cell."""
    import numpy as np

    of_event = np.concatenate(
        [np.repeat(gain, np.rint(one.seen).astype(int)) for gain, one in zip(gains, windows, strict=True)]
    )
    if len(of_event) < 2:
        return None
    of_window = [float(one.seen @ gain) for gain, one in zip(gains, windows, strict=True)]
    over_events, over_windows = float(of_event.std()), float(np.std(of_window))
    error = max(over_events * len(of_event) ** 0.5, over_windows * len(windows) ** 0.5)
    return sum(of_window) / len(of_event), error / len(of_event)


def _dealt(window: Window, column: int, rng: np.random.Generator) -> Window:
    """The window with one column of what else is known dealt to the cells by chance."""
    assert window.about is not None
    about = window.about.copy()
    about[:, column] = rng.permutation(about[:, column])
    return replace(window, about=about)


def _pooled(logs: NDArray[np.float64], powers: NDArray[np.float64]) -> NDArray[np.float64]:
    import numpy as np

    raised = logs @ powers
    share = np.exp(raised - raised.max())
    told: NDArray[np.float64] = share / share.sum()
    return told


Told = list[tuple["NDArray[np.float64]", "NDArray[np.float64]"]]
"""Of each later window: the members' logs (cells x members), and what was seen."""


def _products(
    told: Told, starts: Sequence[NDArray[np.float64]]
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """(powers, weights) of products that begin at `starts`, the first of them believed more."""
    import numpy as np

    fitted = [_fitted(told, one) for one in starts]
    belief = np.array([value for value, _ in fitted])
    belief[0] += _ODDS
    weights = np.exp(belief - belief.max())
    return np.stack([powers for _, powers in fitted]), weights / weights.sum()


def _fitted(told: Told, start: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
    """(belief, powers) where the windows are most likely (that of a multinomial logit), drawn towards `start`; no power
    below zero."""
    import numpy as np
    from scipy.optimize import minimize

    def lost(powers: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        value = float(_DRAW * np.sum((powers - start) ** 2))
        slope = 2 * _DRAW * (powers - start)
        for logs, seen in told:
            raised = logs @ powers
            top = raised.max()
            share = np.exp(raised - top)
            value -= float(seen @ raised) - float(seen.sum()) * (top + float(np.log(share.sum())))
            slope = slope - seen @ logs + seen.sum() * (share @ logs) / share.sum()
        return value, slope

    found = minimize(lost, start, jac=True, method="L-BFGS-B", bounds=[(0, None)] * len(start))
    return -float(found.fun), found.x
