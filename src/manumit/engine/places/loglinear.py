"""Log-linear models of lists that overlap, fitted many at once: main effects and pairs of lists (Fienberg, Biometrika
59, 1972). Existence: Fienberg, Rinaldo, Annals of Statistics 40 (2012); a pair of lists without a common person has its
parameter at minus infinity (Chan, Silverman, Vincent, JASA 116, 2021).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_ROUNDS, _AT_ONCE, _STEPS = 40, 2_048, 2_000
_RESAMPLED = 40
STEPWISE = 0.02
"""The published studies' threshold (Chan, Silverman, Vincent 2021; for the UK of 2013 Silverman, Home Office 2014)."""


@dataclass(frozen=True)
class Fits:
    total: NDArray[np.float64]
    error: NDArray[np.float64]
    bic: NDArray[np.float64]
    settled: NDArray[np.bool_]


class Space:
    """All models of one table."""

    def __init__(
        self, cells: NDArray[np.float64], seen: NDArray[np.float64], pairs: list[tuple[int, int]]
    ) -> None:
        import numpy as np

        self.seen, self.pairs, self.lists = seen, pairs, cells.shape[1]
        both = np.stack([cells[:, a] * cells[:, b] for a, b in pairs], axis=1)
        self.design = np.column_stack([np.ones(len(cells)), cells, both])
        self.both = both > 0
        self.empty = np.array([not seen[column > 0].sum() for column in both.T])
        self._outer = np.einsum("ik,il->ikl", self.design, self.design).reshape(len(cells), -1)

    def fit(self, chosen: NDArray[np.bool_], seen: NDArray[np.float64] | None = None) -> Fits:
        """Poisson maximum likelihood of many models at once (models x pairs)."""
        import numpy as np

        parts = [
            self._fit(chosen[at : at + _AT_ONCE], self.seen if seen is None else seen)
            for at in range(0, len(chosen), _AT_ONCE)
        ]
        return Fits(
            *(np.concatenate([getattr(one, name) for one in parts]) for name in Fits.__dataclass_fields__)
        )

    def _fit(self, chosen: NDArray[np.bool_], seen: NDArray[np.float64]) -> Fits:
        import numpy as np

        empty = np.array([not seen[column].sum() for column in self.both.T])
        gone = chosen & empty
        used = np.column_stack([np.ones((len(chosen), 1 + self.lists), bool), chosen & ~empty])
        kept = ~(gone.astype(np.int32) @ self.both.T.astype(np.int32) > 0)
        width = used.shape[1]
        beta = np.zeros((len(chosen), width))
        beta[:, 0] = np.log(max(seen.mean(), 0.1))
        idle = (~used).astype(np.float64)[:, :, None] * np.eye(width)
        live = used[:, :, None] & used[:, None, :]
        bend = idle
        change = np.full(len(chosen), np.inf)
        for _ in range(_ROUNDS):
            mean = np.exp(np.clip(beta @ self.design.T, -40, 25)) * kept
            slope = ((seen * kept - mean) @ self.design) * used
            bend = np.where(live, (mean @ self._outer).reshape(-1, width, width), idle)
            bend += 1e-9 * np.eye(width)
            step = np.linalg.solve(bend, slope[:, :, None])[:, :, 0]
            change = np.abs(step).max(axis=1)
            step *= np.minimum(1.0, 2.0 / np.maximum(change, 1e-12))[:, None]
            beta += step
            if change.max() < 1e-7:
                break
        mean = np.exp(np.clip(beta @ self.design.T, -40, 25)) * kept
        with np.errstate(divide="ignore", invalid="ignore"):
            likelihood = np.where(kept, np.where(seen > 0, seen * np.log(mean), 0.0) - mean, 0.0).sum(axis=1)
        spread = np.linalg.inv(bend)[:, 0, 0]
        parameters = used.sum(axis=1) + gone.sum(axis=1)
        return Fits(
            seen.sum() + np.exp(np.clip(beta[:, 0], -40, 40)),
            np.sqrt(np.maximum(spread, 0)),
            -2 * likelihood + parameters * np.log(seen.sum()),
            (change < 1e-4) & (spread < 25.0),
        )

    def exists(self, model: NDArray[np.bool_]) -> bool:
        """Whether the model has one finite estimate: its parameters can be told apart, and what was seen lies inside
        the cone of what it can say."""
        import numpy as np
        from scipy.optimize import linprog

        gone = model & self.empty
        kept = ~self.both[:, gone].any(axis=1)
        columns = np.concatenate([np.ones(1 + self.lists, bool), model & ~self.empty])
        design = self.design[np.ix_(kept, columns)]
        if np.linalg.matrix_rank(design) < design.shape[1]:
            return False
        told = design.T @ self.seen[kept]
        size = len(design)
        found = linprog(
            np.append(np.zeros(size), -1.0),
            A_ub=np.column_stack([-np.eye(size), np.ones(size)]),
            b_ub=np.zeros(size),
            A_eq=np.column_stack([design.T, np.zeros(len(told))]),
            b_eq=told,
            bounds=[(0, None)] * size + [(None, 1.0)],
        )
        return bool(found.status == 0 and -found.fun > 1e-9)

    def stepwise(self) -> NDArray[np.bool_]:
        """Pairs added one by one, each time that which the data speak for most, while its p is below STEPWISE."""
        import numpy as np
        from scipy.stats import chi2

        least = chi2.isf(STEPWISE, 1) - np.log(
            self.seen.sum()
        )  # what BIC must fall by: the deviance less its fee
        now = np.zeros(len(self.pairs), bool)
        while True:
            tried = np.array([now | one for one in np.eye(len(now), dtype=bool)[~now]]).reshape(-1, len(now))
            fits = self.fit(np.vstack([now, tried]))
            usable = fits.settled[1:] & np.isfinite(fits.total[1:])
            gain = np.where(usable, fits.bic[0] - fits.bic[1:], -np.inf)
            if not len(gain) or gain.max() <= least:
                return now
            now = tried[int(gain.argmax())]

    def walk(self) -> NDArray[np.bool_]:
        """Models visited by steps of one pair, better ones sooner (Madigan, York 1995), from none, seeded."""
        import numpy as np

        dealt = np.random.default_rng(0)
        now = np.zeros(len(self.pairs), bool)
        known: dict[bytes, float] = {}

        def score(model: NDArray[np.bool_]) -> float:
            key = model.tobytes()
            if key not in known:
                fit = self._fit(model[None], self.seen)
                known[key] = float(fit.bic[0]) if fit.settled[0] else np.inf
            return known[key]

        for _ in range(_STEPS):
            other = now.copy()
            other[dealt.integers(len(now))] ^= True
            if np.log(dealt.random()) < (score(now) - score(other)) / 2:
                now = other
        return np.array([np.frombuffer(key, bool) for key in known])

    def bootstrap(
        self, models: NDArray[np.bool_], fits: Fits, good: NDArray[np.int64], rounds: int
    ) -> tuple[float, float]:
        """95 % over people dealt anew (Buckland, Garthwaite, Biometrics 47, 1991), a model drawn by weight in each."""
        import numpy as np

        best = models[np.argsort(fits.bic[good])[:_RESAMPLED]]
        dealt = np.random.default_rng(1)
        people = int(self.seen.sum())
        totals = []
        for _ in range(rounds):
            again = self.fit(best, dealt.multinomial(people, self.seen / people).astype(np.float64))
            usable = again.settled & np.isfinite(again.total)
            if not usable.any():
                continue
            weight = np.where(usable, np.exp(-(again.bic - again.bic[usable].min()) / 2), 0.0)
            drawn = dealt.choice(len(best), p=weight / weight.sum())
            totals.append(again.total[drawn])
        low, high = np.quantile(totals, (0.025, 0.975))
        return float(low), float(high)
