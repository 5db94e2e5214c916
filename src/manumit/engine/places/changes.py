"""A change in how many: an alarm with a stated rate of false ones.

A one-sided CUSUM of negative binomial log-likelihood ratios (Höhle, Paul, Computational Statistics & Data Analysis
52, 2008). Its limit is found by simulation, so that a series that does not change alarms in at most the stated share
of years.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from manumit.base.kernel import Refused, UsageError

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_FEWEST = 12
_SIMULATED = 2_000


@dataclass(frozen=True)
class Alarms:
    """`level` of the CUSUM a period, the `limit` it must pass, the periods `at` which it did; `mean` and `spread`
    (variance beyond Poisson's by the square of the mean) are those of the base."""

    level: NDArray[np.float64]
    limit: float
    at: tuple[int, ...]
    mean: float
    spread: float


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

    if not _FEWEST <= base < len(counts):
        raise Refused(
            f"A base of {base} periods says too little; it needs {_FEWEST}, and some after.", "Take more."
        )
    if rise <= 1 or not 0 < false_a_year < 1:
        raise UsageError("A rise is above 1, the rate of false alarms between 0 and 1.")
    usual = counts[:base]
    mean = max(float(usual.mean()), 1e-6)
    spread = max(0.0, (float(usual.var(ddof=1)) - mean) / mean**2)
    dealt = np.random.default_rng(seed)
    made = _deal(dealt, mean, spread, (_SIMULATED, periods_a_year))
    peaks = np.zeros(_SIMULATED)
    level = np.zeros(_SIMULATED)
    for period in made.T:
        level = np.maximum(0.0, level + _ratio(period, mean, spread, rise))
        peaks = np.maximum(peaks, level)
    limit = float(np.quantile(peaks, 1 - false_a_year))
    levels, at, now = np.zeros(len(counts)), [], 0.0
    for period in range(base, len(counts)):
        now = max(0.0, now + float(_ratio(counts[period], mean, spread, rise)))
        levels[period] = now
        if now > limit:
            at.append(period)
            now = 0.0
    return Alarms(levels, limit, tuple(at), mean, spread)


def _deal(
    dealt: np.random.Generator, mean: float, spread: float, shape: tuple[int, int]
) -> NDArray[np.float64]:
    rate = dealt.gamma(1 / spread, mean * spread, shape) if spread > 1e-9 else mean
    return dealt.poisson(rate, shape).astype(float)


def _ratio(counts: NDArray[np.float64], mean: float, spread: float, rise: float) -> NDArray[np.float64]:
    """log of the chance at `rise` times the mean by that at the mean."""
    import numpy as np

    if spread <= 1e-9:
        plain: NDArray[np.float64] = counts * np.log(rise) - mean * (rise - 1)
        return plain
    one, more = 1 + spread * mean, 1 + spread * mean * rise
    told: NDArray[np.float64] = counts * (np.log(rise) + np.log(one / more)) - np.log(more / one) / spread
    return told
