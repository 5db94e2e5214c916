"""Scores of pairs in which each subject counts as often as it was drawn: what a bootstrap by subject measures."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from manumit.engine.biometrics.measures import Flags, Floats, Numbers, Pairs, pooled

LOG2 = float(np.log(2))
NOTHING = 1e-4
"""Bits."""


@dataclass(frozen=True)
class Weighed:
    """Pairs, the least alike first, with their log-likelihood ratios when there are some."""

    score: Floats
    same: Flags
    a: Numbers
    b: Numbers
    llr: Floats | None

    @classmethod
    def of(cls, pairs: Pairs, llr: Floats | None = None) -> Weighed:
        """Sorted."""
        order = np.argsort(pairs.score, kind="stable")
        sorted_llr = None if llr is None else llr[order]
        return cls(pairs.score[order], pairs.same[order], pairs.a[order], pairs.b[order], sorted_llr)

    @cached_property
    def ends(self) -> Numbers:
        """The last pair of each value of the score."""
        return np.flatnonzero(np.append(np.diff(self.score) > 0, True))

    @cached_property
    def costs(self) -> tuple[Floats, Floats]:
        """Of each ratio, in bits: were it genuine, and were it not."""
        assert self.llr is not None
        return np.logaddexp(0, -self.llr) / LOG2, np.logaddexp(0, self.llr) / LOG2

    @property
    def genuine(self) -> int:
        """Pairs of one subject."""
        return int(self.same.sum())

    @property
    def impostors(self) -> int:
        """Pairs of two."""
        return len(self.same) - self.genuine

    def once(self) -> Drawn:
        """Every subject once."""
        return self.drawn(np.ones(int(max(self.a.max(), self.b.max())) + 1))

    def drawn(self, times: Floats) -> Drawn:
        """Each subject so many times. A pair of two counts as often as both were drawn together, a pair of one as often
        as that one."""
        genuine = np.where(self.same, times[self.a], 0.0)
        impostor = np.where(self.same, 0.0, times[self.a] * times[self.b])
        with np.errstate(invalid="ignore"):
            return Drawn(self, genuine / genuine.sum(), impostor / impostor.sum())

    def over_least_if_perfect(self, dice: np.random.Generator, draws: int) -> Floats:
        """Cllr over its least when the ratios are just right: for each pair it is drawn anew whether it is genuine, at
        the odds that its ratio gives. So many pairs show no less than this."""
        assert self.llr is not None
        order = np.argsort(self.llr, kind="stable")
        ratios = Weighed(self.llr[order], self.same[order], self.a, self.b, self.llr[order])
        chance = 1 / (1 + np.exp(-ratios.score - np.log(self.genuine / self.impostors)))
        told = []
        for _ in range(draws):
            true = dice.random(len(chance)) < chance
            if true.any() and not true.all():
                some = Drawn(ratios, true / true.sum(), ~true / (~true).sum())
                told.append(some.over_least)
        return np.array([one for one in told if not np.isnan(one)])


@dataclass(frozen=True)
class Drawn:
    """The weight of each pair as genuine and as impostor, each summing to 1; NaN when there was none."""

    of: Weighed
    genuine: Floats
    impostor: Floats

    @cached_property
    def rates(self) -> tuple[Floats, Floats]:
        """(FMR, FNMR) with the threshold below all values, and just above each."""
        missed, right = (np.cumsum(one)[self.of.ends] for one in (self.genuine, self.impostor))
        return np.append(1.0, np.clip(1 - right, 0, 1)), np.append(0.0, np.clip(missed, 0, 1))

    @property
    def _empty(self) -> bool:
        return bool(np.isnan(self.genuine[0]) or np.isnan(self.impostor[0]))

    @property
    def equal_error(self) -> float:
        """Where both rates cross: their mean."""
        if self._empty:
            return float("nan")
        fmr, fnmr = self.rates
        at = int(np.argmin(np.abs(fmr - fnmr)))
        return float(fmr[at] + fnmr[at]) / 2

    def _cut(self, fmr: float) -> int:
        return int(np.flatnonzero(self.rates[0] <= fmr + 1e-12)[0])

    def missed_at(self, fmr: float) -> float:
        """FNMR at the lowest threshold with at most this FMR."""
        return float("nan") if self._empty else float(self.rates[1][self._cut(fmr)])

    def threshold(self, fmr: float) -> float:
        """The lowest score that counts as alike at this FMR."""
        at = self._cut(fmr)  # just above the value before it
        if at == 0:
            return float(self.of.score[0])
        return float(np.nextafter(self.of.score[self.of.ends[at - 1]], np.inf))

    def rates_at(self, threshold: float) -> tuple[float, float]:
        """(FMR, FNMR): scores of the threshold and above count as alike."""
        first = int(np.searchsorted(self.of.score, threshold, "left"))
        return float(self.impostor[first:].sum()), float(self.genuine[:first].sum())

    def curve(self, points: int) -> tuple[list[float], list[float]]:
        """FMR and FNMR along the threshold, as few points as show the line."""
        fmr, fnmr = self.rates
        levels = np.geomspace(1, 1 / len(self.of.score), points // 2)
        kept = np.unique(np.concatenate([np.searchsorted(-fmr, -levels), np.searchsorted(fnmr, levels)]))
        kept = kept[kept < len(fmr)]
        return fmr[kept].round(8).tolist(), fnmr[kept].round(8).tolist()

    @property
    def cllr(self) -> float:
        """Cost of the log-likelihood ratios, in bits."""
        missed, false = self.of.costs
        return float(self.genuine @ missed + self.impostor @ false) / 2

    @property
    def over_least(self) -> float:
        """NaN where the least is nothing: people told apart without an error cannot show how good ratios are."""
        least = self.least_cllr
        return self.cllr / least if least > NOTHING else float("nan")

    @property
    def strangers_mean_ratio(self) -> float:
        """Of impostors, the mean of the ratios (not of their logarithms): at most 1 where ratios are right, and then at
        most one stranger in R reaches R."""
        assert self.of.llr is not None
        return float(self.impostor @ np.exp(self.of.llr))

    @property
    def least_cllr(self) -> float:
        """That of the best monotone map of these very scores (pool adjacent violators)."""
        if self._empty:
            return float("nan")
        starts = np.append(0, self.of.ends[:-1] + 1)
        true, false = (np.add.reduceat(one, starts) for one in (self.genuine, self.impostor))
        there = true + false > 0
        true, false = true[there], false[there]
        kind = (true > 0) + 2 * (
            false > 0
        )  # values in a row that are all genuine, or none of them, pool as one
        fresh = np.flatnonzero(np.append(True, (kind[1:] != kind[:-1]) | (kind[1:] == 3)))
        true, false = np.add.reduceat(true, fresh), np.add.reduceat(false, fresh)
        weight = true + false
        return float(weight @ _entropy(pooled(true, weight))) / (2 * LOG2)


def _entropy(odds: Floats) -> Floats:
    """In nats, of a block in which this share is genuine."""
    inside, other = np.clip(odds, 1e-300, 1.0), np.clip(1 - odds, 1e-300, 1.0)
    return np.asarray(-odds * np.log(inside) - (1 - odds) * np.log(other))
