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
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

from manumit.engine.places.history import DEPTHS, MEMORIES, OWN_COUNT

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_ROUNDS, _PRIOR = 200, 0.3
_STRENGTHS = (0.5, 1.0, 2.0, 4.0, 8.0, 16.0, 32.0)
_FEW_ROWS = 400_000
_TREES: dict[str, Any] = {
    "objective": "poisson",
    "num_leaves": 6,
    "learning_rate": 0.03,
    "min_data_in_leaf": 800,
    "lambda_l2": 20.0,
    "feature_fraction": 0.5,
    "seed": 1,
    "deterministic": True,
    "num_threads": 1,
    "verbosity": -1,
}
_TREE_COUNT = 80
_OWN_SHARES = len(DEPTHS) * len(MEMORIES)
_OWN_FEATURES = 2 + _OWN_SHARES
"""Of the trees, before what else is known of the cells."""


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


class Member(Protocol):
    """A way to forecast where."""

    name: str

    def fit(self, past: Sequence[Window]) -> None:
        """Learn from windows that are over."""

    def share(self, window: Window) -> NDArray[np.float64]:
        """Each cell's share of what will happen; adds up to one, nowhere zero."""


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
        return 0.0 if self._weights is None else float(self._weights[_OWN_SHARES + 1 :].sum())

    def share(self, window: Window) -> NDArray[np.float64]:
        assert self._weights is not None
        mixed: NDArray[np.float64] = window.shares(others=self._around) @ self._weights
        return _whole(mixed, window.area)


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


def _whole(share: NDArray[np.float64], area: NDArray[np.float64]) -> NDArray[np.float64]:
    """Adding up to one, and a thousandth of even spread: nothing that happens had no chance."""
    import numpy as np

    told: NDArray[np.float64] = 0.999 * share / np.sum(share) + 0.001 * area
    return told


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
    return _whole(around * (strength + own) / (strength + around * own.sum()), window.area)


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
        return _whole(rate if rate.sum() > 0 else window.area, window.area)


def _excited(window: Window) -> NDArray[np.float64]:
    """Columns that constant rates multiply: over the window recent events fade, the background does not."""
    import numpy as np

    fading = [
        window.days / max(window.past, 1.0) if np.isinf(memory) else 1 - np.exp(-window.days / memory)
        for memory in MEMORIES
    ]
    columns = window.known * np.tile(fading, len(DEPTHS))
    return np.column_stack([columns, window.area * window.days])


class Boosted:
    """See the module. `about`: whether what else is known of the cells is among the features."""

    name = "boosted"

    def __init__(self, about: bool = False) -> None:
        self.about = about
        self._kernels = Kernels()
        self._trees: Any = None

    def fit(self, past: Sequence[Window]) -> None:
        import lightgbm
        import numpy as np

        self._kernels.fit(past)
        keep = min(1.0, _FEW_ROWS / (len(past) * len(past[0].area)))
        dealt = np.random.default_rng(1)
        features, seen, offsets, weights = [], [], [], []
        for window in past:
            taken = (window.seen > 0) | (dealt.random(len(window.seen)) < keep)
            base = self._kernels.share(window)
            features.append(self._features(window, base)[taken])
            seen.append(window.seen[taken])
            offsets.append(np.log(base[taken] * max(window.seen.sum(), 0.5)))
            weights.append(np.where(window.seen[taken] > 0, 1.0, 1 / keep))
        if not any(one.any() for one in seen):  # nothing happened: nothing corrects the kernels
            self._trees = None
            return
        table = lightgbm.Dataset(
            np.concatenate(features),
            np.concatenate(seen),
            weight=np.concatenate(weights),
            init_score=np.concatenate(offsets),
        )
        self._trees = lightgbm.train(_TREES, table, _TREE_COUNT)

    def sees(self, column: int) -> bool:
        """Whether any tree asks for a column of what else is known."""
        if not self.about or self._trees is None:
            return False
        return bool(self._trees.feature_importance("split")[_OWN_FEATURES + column])

    def share(self, window: Window) -> NDArray[np.float64]:
        import numpy as np

        base = self._kernels.share(window)
        if self._trees is None:
            return base
        raised = self._trees.predict(self._features(window, base), raw_score=True)
        return _whole(base * np.exp(np.clip(raised, -3, 3)), window.area)

    def _features(self, window: Window, base: NDArray[np.float64]) -> NDArray[np.float64]:
        import numpy as np

        shares = window.shares()[:, :-1]
        columns = np.log(shares + 0.1 * window.area[:, None])
        more = [window.about] if self.about and window.about is not None else []
        return np.column_stack([np.log(base), np.log(window.area), columns, *more])


def members() -> list[Member]:
    """One of each."""
    return [Kernels(), Shrunk(), SelfExciting(), Boosted()]
