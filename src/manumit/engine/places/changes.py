"""A change in how many: an alarm with a stated rate of false ones.

A one-sided CUSUM of negative binomial log-likelihood ratios (Höhle, Paul, Computational Statistics & Data Analysis
52, 2008). Its limit is found by simulation, so that a series that does not change alarms in at most the stated share
of years. What is usual is an estimate, and the shorter the base the worse: each simulated year has a base of its own,
as long as the real one, and is watched by what that base says (a parametric bootstrap: Gandy, Kvaløy, Scandinavian
Journal of Statistics 40, 2013).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from manumit.base.kernel import Refused, UsageError

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
    the base."""

    level: NDArray[np.float64]
    limit: float
    at: tuple[int, ...]
    mean: float
    spread: float
    began: tuple[int, ...] = ()


def alarms(
    counts: NDArray[np.float64],
    base: int,
    rise: float = 1.5,
    false_a_year: float = 0.1,
    periods_a_year: int = 52,
    seed: int = 0,
) -> Alarms:
    """Alarms over `counts` a period. The first `base` periods say what is usual; a rise to `rise` times that is
    looked for; without a change, an alarm comes in at most `false_a_year` of the years. After one it begins anew."""
    import numpy as np

    if not FEWEST <= base < len(counts):
        raise Refused(
            f"{len(counts)} periods with a base of {base}: a base needs {FEWEST}, and some periods after it.",
            "Take a longer time, or shorter periods.",
        )
    if not rise > 1 or not RAREST <= false_a_year < 1:
        raise UsageError(
            "A rise is above 1, the rate of false alarms between 0 and 1.", f"The least rate is {RAREST:g}."
        )
    means, spreads = _usual(counts[None, :base])
    mean, spread = float(means[0]), float(spreads[0])
    shape = (max(_SIMULATED, round(_BEYOND / false_a_year)), base + periods_a_year)
    peaks = _peaks(_deal(np.random.default_rng(seed), mean, spread, shape), base, rise)
    limit = float(np.quantile(peaks, 1 - false_a_year))
    ratio = _ratio(counts, means, spreads, rise)
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
    return Alarms(levels, limit, tuple(at), mean, spread, tuple(began))


def _peaks(made: NDArray[np.float64], base: int, rise: float) -> NDArray[np.float64]:
    """The highest level of each series (series x periods), watched from `base` on by what is usual before it."""
    import numpy as np

    mean, spread = _usual(made[:, :base])
    peaks = level = np.zeros(len(made))
    for counts in made[:, base:].T:
        level = np.maximum(0.0, level + _ratio(counts, mean, spread, rise))
        peaks = np.maximum(peaks, level)
    return peaks


def _deal(
    dealt: np.random.Generator, mean: float, spread: float, shape: tuple[int, int]
) -> NDArray[np.float64]:
    rate = dealt.gamma(1 / spread, mean * spread, shape) if spread > _POISSON else mean
    return dealt.poisson(rate, shape).astype(float)


_POISSON = 1e-9
"""A spread up to which counts are Poisson's."""


def _usual(counts: NDArray[np.float64]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """(mean, spread) of each series (series x periods), by moments."""
    import numpy as np

    mean = np.maximum(counts.mean(axis=1), 1e-6)
    return mean, np.maximum(0.0, (counts.var(axis=1, ddof=1) - mean) / mean**2)


def _ratio(
    counts: NDArray[np.float64], mean: NDArray[np.float64], spread: NDArray[np.float64], rise: float
) -> NDArray[np.float64]:
    """log of the chance at `rise` times the mean by that at the mean."""
    import numpy as np

    spread = np.maximum(spread, _POISSON)
    one, more = 1 + spread * mean, 1 + spread * mean * rise
    told: NDArray[np.float64] = counts * (np.log(rise) + np.log(one / more)) - np.log(more / one) / spread
    return told
