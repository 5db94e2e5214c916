"""A change in how many: an alarm with a stated rate of false ones.

A one-sided CUSUM of negative binomial log-likelihood ratios (Höhle, Paul, Computational Statistics & Data Analysis
52, 2008). Its limit is found by simulation, so that a series that does not change alarms in at most the stated share
of years. What is usual is an estimate, and the shorter the base the worse: each simulated year has a base of its own,
as long as the real one, and is watched by what that base says (a parametric bootstrap: Gandy, Kvaløy, Scandinavian
Journal of Statistics 40, 2013). Where the year has a course (seasons), that is a part of the base: each simulated base
is fitted anew, and what its fit is off by counts.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from manumit.base.kernel import Refused, UsageError
from manumit.engine.places.seasons import fitted

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

FEWEST = 12
"""Periods of a base."""
RAREST = 1e-4
"""Share of years in which an alarm may be false, at least: rarer ones are not simulated."""
_SIMULATED, _BEYOND = 2_000, 10
"""Simulated years, and how many of them must lie beyond the limit."""


@dataclass(frozen=True)
class Alarms:
    """`level` of the CUSUM a period, the `limit` it must pass, the periods `at` which it did, and those in which it
    had begun to rise (`began`); `mean` and `spread` (variance beyond Poisson's by the square of the mean) are those of
    the base, `usual` is what is usual in each period."""

    level: NDArray[np.float64]
    limit: float
    at: tuple[int, ...]
    mean: float
    spread: float
    usual: NDArray[np.float64]
    began: tuple[int, ...] = ()


def alarms(
    counts: NDArray[np.float64],
    base: int,
    rise: float = 1.5,
    false_a_year: float = 0.1,
    periods_a_year: int = 52,
    seed: int = 0,
    course: NDArray[np.float64] | None = None,
    beside: NDArray[np.float64] | None = None,
) -> Alarms:
    """Alarms over `counts` a period. The first `base` periods say what is usual; a rise to `rise` times that is
    looked for; without a change, an alarm comes in at most `false_a_year` of the years. After one it begins anew.
    `course`: the waves of a year in each period (seasons.yearly_waves); `beside`: counts of the base that have the same
    course of the year, and say with it what that is."""
    import numpy as np

    if not FEWEST <= base < len(counts):
        raise Refused(
            f"{len(counts)} periods with a base of {base}: a base needs {FEWEST}, and some periods after it.",
            "Take a longer time, or shorter periods.",
            about="short-base",
            numbers={"n": len(counts), "base": base, "least": FEWEST},
        )
    if not rise > 1 or not RAREST <= false_a_year < 1:
        raise UsageError(
            "A rise is above 1, the rate of false alarms between 0 and 1.", f"The least rate is {RAREST:g}."
        )
    waves = np.zeros((len(counts), 0)) if course is None else course
    other = np.zeros(base) if beside is None else beside
    factor = fitted((counts[:base] + other)[None], waves)
    usual, spreads = _usual(counts[None, :base], factor)
    dealt = _Years(usual[0], float(spreads[0]), other, factor[0], base, waves)
    years = max(_SIMULATED, round(_BEYOND / false_a_year))
    peaks = dealt.peaks(np.random.default_rng(seed), years, periods_a_year, rise)
    limit = float(np.quantile(peaks, 1 - false_a_year))
    ratio = _ratio(counts, usual[0], spreads, rise)
    levels, at, began, now, low = np.zeros(len(counts)), [], [], 0.0, base
    for period in range(base, len(counts)):
        now = max(0.0, now + float(ratio[period]))
        levels[period] = now
        if now > limit:
            at.append(period)
            began.append(low)
            now = 0.0
        if not now:
            low = period + 1
    mean = float(usual[0, :base].mean())
    return Alarms(levels, limit, tuple(at), mean, float(spreads[0]), usual[0], tuple(began))


_BLOCK = 2_000
"""Years that are simulated at once."""


@dataclass(frozen=True)
class _Years:
    """Years that do not change, each with a base of its own: `usual` and `spread` of the series, `other` the counts of
    the base that share its course of the year, `factor`."""

    usual: NDArray[np.float64]
    spread: float
    other: NDArray[np.float64]
    factor: NDArray[np.float64]
    base: int
    waves: NDArray[np.float64]

    def peaks(self, rng: np.random.Generator, years: int, periods: int, rise: float) -> NDArray[np.float64]:
        """The highest level of each year, watched by what its own base says."""
        import numpy as np

        blocks = [_BLOCK] * (years // _BLOCK) + [years % _BLOCK] * (years % _BLOCK > 0)
        return np.concatenate([self._peaks(rng, some, periods, rise) for some in blocks])

    def _peaks(self, rng: np.random.Generator, years: int, periods: int, rise: float) -> NDArray[np.float64]:
        import numpy as np

        base, waves = self._onwards(periods)
        made = _deal(rng, base, self.spread, years)
        known = made[:, : self.base]
        if self.waves.shape[1] and self.other.any():
            usual, spreads = _usual(self.other[None], self.factor[None])
            known = known + _deal(rng, usual[0, : self.base], float(spreads[0]), years)
        mean, spread = _usual(made[:, : self.base], fitted(known, waves))
        peaks = level = np.zeros(years)
        for at in range(self.base, made.shape[1]):
            level = np.maximum(0.0, level + _ratio(made[:, at], mean[:, at], spread, rise))
            peaks = np.maximum(peaks, level)
        return peaks

    def _onwards(self, periods: int) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """(what is usual, the waves) over the base and a year of `periods`. Where less than a year is watched, what
        lacks comes from as many periods earlier."""
        import numpy as np

        at = np.arange(self.base + periods)
        at[at >= len(self.usual)] -= periods
        return self.usual[at], self.waves[at]


def _deal(
    dealt: np.random.Generator, usual: NDArray[np.float64], spread: float, years: int
) -> NDArray[np.float64]:
    """Counts, years x periods."""
    shape = (years, len(usual))
    rate = dealt.gamma(1 / spread, usual * spread, shape) if spread > _POISSON else usual
    return dealt.poisson(rate, shape).astype(float)


_POISSON = 1e-9
"""A spread up to which counts are Poisson's."""


def _usual(
    counts: NDArray[np.float64], factor: NDArray[np.float64]
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """(what is usual in each period, spread) of each series, by moments of a base (series x base) with `factor` (series
    x periods) for the course of the year."""
    import numpy as np

    base = counts.shape[1]
    usual = np.maximum(counts.mean(axis=1), 1e-6)[:, None] * factor
    before = usual[:, :base]
    beyond = ((counts - before) ** 2).sum(axis=1) / (base - 1) - before.mean(axis=1)
    return usual, np.maximum(0.0, beyond / (before**2).mean(axis=1))


def _ratio(
    counts: NDArray[np.float64], mean: NDArray[np.float64], spread: NDArray[np.float64], rise: float
) -> NDArray[np.float64]:
    """log of the chance at `rise` times the mean by that at the mean."""
    import numpy as np

    spread = np.maximum(spread, _POISSON)
    one, more = 1 + spread * mean, 1 + spread * mean * rise
    told: NDArray[np.float64] = counts * (np.log(rise) + np.log(one / more)) - np.log(more / one) / spread
    return told
