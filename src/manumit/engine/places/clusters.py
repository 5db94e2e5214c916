"""Clusters in space and time that the places' and the days' own numbers do not explain: the space-time permutation
scan.

Kulldorff, Heffernan, Hartman, Assunção, Mostashari, PLoS Medicine 2 (2005): cases alone, no population. Every circle
around a place and every stretch of time is a cylinder; the one least like chance is compared with those of the same
cases with their days dealt anew. p by the rank among the deals, and beyond their reach by a Gumbel fit (Abrams,
Kleinman, Kulldorff, Int. J. Health Geographics 9:61, 2010). What SaTScan prints for the same data is reproduced by a
benchmark.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from manumit.base.kernel import Refused, UsageError
from manumit.engine.places.cylinders import best_windows, greatest, rings_of, stretches, within
from manumit.engine.places.dealing import Keeping, measure_worlds

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_LEAST_CASES = 30
MOST_PLACES = 2_000
MOST_STRETCHES = 50_000_000
"""Places by stretches of time: at this many 2.4 GB were measured."""
DEALS = 99


@dataclass(frozen=True)
class Cluster:
    """A cylinder: `places` around `centre` (numbers of places) within `radius`, periods `first` to `last`
    inclusive."""

    centre: int
    places: tuple[int, ...]
    radius: float
    first: int
    last: int
    cases: int
    expected: float
    statistic: float
    p: float
    """By rank among the deals."""
    gumbel_p: float

    @property
    def recurrence(self) -> float:
        """Periods after which chance alone would bring one as strong, if the scan is made once a period."""
        return 1 / self.p


def scan(
    distance: NDArray[np.float64],
    place: NDArray[np.int64],
    period: NDArray[np.int64],
    periods: int,
    *,
    prospective: bool = True,
    most_cases: float = 0.5,
    most_time: float = 0.5,
    most_distance: float = float("inf"),
    deals: int = DEALS,
    shown: int = 10,
    seed: int = 0,
    step: Callable[[int, int], None] | None = None,
    kept: Keeping | None = None,
) -> list[Cluster]:
    """Clusters that share no place, the least like chance first.

    `distance` between places (places x places, any unit); `place` and `period` of each case, periods from 0 on;
    `prospective`: only stretches that last until the end. A circle takes its places in one by one, equal distances in
    order of number, as SaTScan does; it holds at most `most_cases` of all and reaches `most_distance`; a stretch is
    at most `most_time` of all periods. `step` hears (deals made, deals); `kept` keeps them. Refused with fewer than 30
    cases."""
    import numpy as np

    size, longest = len(distance), max(1, int(most_time * periods))
    _expect_scannable(size, period, periods)
    _expect_few(size, periods, longest, prospective)
    rings = rings_of(distance, np.bincount(place, minlength=size), most_cases * len(place), most_distance)
    windows = stretches(periods, longest, prospective)
    found = best_windows(rings, within(place, period, size, periods, windows))
    dealt = np.random.default_rng(seed)
    chance = measure_worlds(
        deals,
        lambda: dealt.permutation(period),
        lambda again: greatest(rings, within(place, again, size, periods, windows)),
        kept,
        step,
    )
    told: list[Cluster] = []
    for statistic, centre, members, window in _apart(found, rings, shown):
        inside = np.isin(place, members)
        first, last = windows[window].tolist()
        during = (period >= first) & (period <= last)
        told.append(
            Cluster(
                centre,
                tuple(members.tolist()),
                float(distance[centre, members].max()),
                first,
                last,
                int((inside & during).sum()),
                float(inside.sum() * during.sum() / len(place)),
                statistic,
                float((np.sum(chance >= statistic) + 1) / (deals + 1)),
                _gumbel(chance, statistic),
            )
        )
    return told


def expect_cases(cases: int) -> None:
    """Refused with fewer than 30."""
    if cases < _LEAST_CASES:
        raise Refused(
            f"Too few cases: {cases}; a scan needs {_LEAST_CASES}.",
            "Take a longer time or a wider area.",
            about="few-cases",
            numbers={"n": cases, "least": _LEAST_CASES},
        )


def _expect_scannable(size: int, period: NDArray[np.int64], periods: int) -> None:
    expect_cases(len(period))
    if size > MOST_PLACES:
        raise UsageError(f"{size:,} places are too many (at most {MOST_PLACES:,}).", "Take coarser cells.")
    if period.min() < 0 or period.max() >= periods:
        raise UsageError(
            "A case lies outside the periods.", "Count periods from 0 to one less than their number."
        )


def _expect_few(size: int, periods: int, longest: int, prospective: bool) -> None:
    """UsageError before counts are made that memory does not hold."""
    many = longest if prospective else periods * longest - longest * (longest - 1) // 2
    if size * many > MOST_STRETCHES:
        raise UsageError(
            f"{size:,} places by {many:,} stretches of time are too many (at most {MOST_STRETCHES:,} pairs).",
            "Take longer periods, a shorter time or coarser cells"
            + ("." if prospective else ", or only what lasts until the end (--prospective)."),
        )


def _apart(
    found: list[tuple[float, int, int, int]], rings: list[NDArray[np.int64]], shown: int
) -> list[tuple[float, int, NDArray[np.int64], int]]:
    """(statistic, centre, places, window) of the strongest that share no place."""
    told: list[tuple[float, int, NDArray[np.int64], int]] = []
    taken: set[int] = set()
    for statistic, centre, count, window in sorted(found, key=lambda one: -one[0]):
        if statistic <= 0 or len(told) == shown:
            break
        members = rings[centre][:count]
        if taken.isdisjoint(members.tolist()):
            taken.update(members.tolist())
            told.append((statistic, centre, members, window))
    return told


def _gumbel(chance: NDArray[np.float64], statistic: float) -> float:
    """Tail of the Gumbel distribution with the mean and spread of the deals' best."""
    import math

    import numpy as np

    scale = float(chance.std(ddof=1)) * math.sqrt(6) / math.pi
    if scale <= 0:
        return 1.0
    mode = float(chance.mean()) - np.euler_gamma * scale
    return -math.expm1(-math.exp(-(statistic - mode) / scale))
