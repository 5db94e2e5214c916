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
from manumit.engine.places.dealing import Keeping, measure_worlds

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_LEAST_CASES = 30
MOST_PLACES = 2_000
MOST_STRETCHES = 50_000_000
"""Places by stretches of time: at this many 2.4 GB were measured."""
DEALS = 99
LEAST_CASES = 2
"""One case is no cluster, however few were expected (SaTScan's least, too)."""
_SINGLE = 1e-5
"""By which a number in single precision may be off."""
_LONG = 250
"""Numbers a row from which rows are added one by one."""


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
    rings = _rings(distance, np.bincount(place, minlength=size), most_cases * len(place), most_distance)
    windows = _windows(periods, longest, prospective)
    found = _best(rings, _within(place, period, size, periods, windows))
    dealt = np.random.default_rng(seed)
    chance = measure_worlds(
        deals,
        lambda: dealt.permutation(period),
        lambda again: _greatest(rings, _within(place, again, size, periods, windows)),
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


def _rings(
    distance: NDArray[np.float64], cases: NDArray[np.int64], most_cases: float, most_distance: float
) -> list[NDArray[np.int64]]:
    """Places around each in the order in which circles take them in, as far as circles go."""
    import numpy as np

    rings = []
    for centre, row in enumerate(distance):
        order = np.lexsort((np.arange(len(row)), row))
        order = np.concatenate([[centre], order[order != centre]])
        allowed = (np.cumsum(cases[order]) <= most_cases) & (row[order] <= most_distance)
        rings.append(order[: int(np.argmin(allowed)) if not allowed.all() else len(order)])
    return rings


def _windows(periods: int, longest: int, prospective: bool) -> NDArray[np.int64]:
    """First and last period of every stretch."""
    import numpy as np

    if prospective:
        return np.array([(periods - length, periods - 1) for length in range(1, longest + 1)])
    return np.array(
        [
            (first, last)
            for first in range(periods)
            for last in range(first, min(first + longest, periods))
            if last - first + 1 < periods
        ]
    )


@dataclass(frozen=True)
class _Counts:
    """`inside`: cases a place and window (places x windows); `of_place`, `during`: their sums over all time and all
    places; `total`: of all."""

    inside: NDArray[np.int32]
    of_place: NDArray[np.float64]
    during: NDArray[np.float64]
    total: int


def _within(
    place: NDArray[np.int64], period: NDArray[np.int64], size: int, periods: int, windows: NDArray[np.int64]
) -> _Counts:
    import numpy as np

    table = np.bincount(place * periods + period, minlength=size * periods).reshape(size, periods)
    run = np.concatenate([np.zeros((size, 1), np.int32), np.cumsum(table, axis=1, dtype=np.int32)], axis=1)
    inside = run[:, windows[:, 1] + 1] - run[:, windows[:, 0]]
    return _Counts(inside, run[:, -1].astype(np.float64), inside.sum(axis=0).astype(np.float64), len(place))


def _statistic(cases: NDArray[np.float64], expected: NDArray[np.float64], total: int) -> NDArray[np.float64]:
    """Log of the likelihood ratio, 0 where no more cases are than expected, or fewer than LEAST_CASES."""
    import numpy as np

    with np.errstate(divide="ignore", invalid="ignore"):
        inner = np.where(cases > 0, cases * np.log(cases / expected), 0.0)
        left = total - cases
        outer = np.where(left > 0, left * np.log(left / (total - expected)), 0.0)
    return np.where((cases > expected) & (cases >= LEAST_CASES), inner + outer, 0.0)


def _best(rings: list[NDArray[np.int64]], counts: _Counts) -> list[tuple[float, int, int, int]]:
    """(statistic, centre, places in the circle, window): the best window of every circle."""
    import numpy as np

    told: list[tuple[float, int, int, int]] = []
    for centre, ring in enumerate(rings):
        if not len(ring):
            continue
        cases = np.cumsum(counts.inside[ring], axis=0).astype(np.float64)
        expected = np.cumsum(counts.of_place[ring])[:, None] * counts.during[None, :] / counts.total
        statistic = _statistic(cases, expected, counts.total)
        told += [
            (float(row[at]), centre, count + 1, int(at))
            for count, (row, at) in enumerate(zip(statistic, statistic.argmax(axis=1), strict=True))
        ]
    return told or [(0.0, 0, 0, 0)]


def _greatest(rings: list[NDArray[np.int64]], counts: _Counts) -> float:
    """The greatest statistic of all cylinders. What is outside only takes away from it, so cases times the logarithm
    of cases by expected is a bound: the whole is worked out only where the bound is above the best so far."""
    import numpy as np

    inside = counts.inside.astype(np.float32)
    during = np.log(np.maximum(counts.during, 0.5) / counts.total).astype(np.float32)
    best = 0.0
    for ring in rings:
        if not len(ring):
            continue
        cases = _summed_down(inside[ring])
        of_ring = np.cumsum(counts.of_place[ring])
        bound = np.log(np.maximum(cases, 0.5))
        bound -= np.log(np.maximum(of_ring, 0.5)).astype(np.float32)[:, None]
        bound -= during[None, :]
        bound *= cases
        enough = best * (1 - _SINGLE)
        if bound.max() > enough:
            row, column = np.divmod(np.flatnonzero(bound > enough), bound.shape[1])
            expected = of_ring[row] * counts.during[column] / counts.total
            sure = _statistic(cases[row, column].astype(np.float64), expected, counts.total)
            best = max(best, float(sure.max()))
    return best


def _summed_down(table: NDArray[np.float32]) -> NDArray[np.float32]:
    """Cumulated over rows. Row by row is several times as fast as numpy's own where rows are long."""
    import numpy as np

    if table.shape[1] < _LONG:
        return np.cumsum(table, axis=0)
    for at in range(1, len(table)):
        np.add(table[at - 1], table[at], out=table[at])
    return table


def _gumbel(chance: NDArray[np.float64], statistic: float) -> float:
    """Tail of the Gumbel distribution with the mean and spread of the deals' best."""
    import math

    import numpy as np

    scale = float(chance.std(ddof=1)) * math.sqrt(6) / math.pi
    if scale <= 0:
        return 1.0
    mode = float(chance.mean()) - np.euler_gamma * scale
    return -math.expm1(-math.exp(-(statistic - mode) / scale))
