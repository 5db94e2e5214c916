"""The cylinders of a scan: circles of places by stretches of time, and the one least like chance."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

LEAST_CASES = 2
"""One case is no cluster, however few were expected (SaTScan's least, too)."""
_SINGLE = 1e-5
"""By which a number in single precision may be off."""
_LONG = 250
"""Numbers a row from which rows are added one by one."""


def rings_of(
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


def stretches(periods: int, longest: int, prospective: bool) -> NDArray[np.int64]:
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
class Counts:
    """`inside`: cases a place and window (places x windows); `of_place`, `during`: their sums over all time and all
    places; `total`: of all."""

    inside: NDArray[np.int32]
    of_place: NDArray[np.float64]
    during: NDArray[np.float64]
    total: int


def within(
    place: NDArray[np.int64], period: NDArray[np.int64], size: int, periods: int, windows: NDArray[np.int64]
) -> Counts:
    import numpy as np

    table = np.bincount(place * periods + period, minlength=size * periods).reshape(size, periods)
    run = np.concatenate([np.zeros((size, 1), np.int32), np.cumsum(table, axis=1, dtype=np.int32)], axis=1)
    inside = run[:, windows[:, 1] + 1] - run[:, windows[:, 0]]
    return Counts(inside, run[:, -1].astype(np.float64), inside.sum(axis=0).astype(np.float64), len(place))


def _statistic(cases: NDArray[np.float64], expected: NDArray[np.float64], total: int) -> NDArray[np.float64]:
    """Log of the likelihood ratio, 0 where no more cases are than expected, or fewer than LEAST_CASES."""
    import numpy as np

    with np.errstate(divide="ignore", invalid="ignore"):
        inner = np.where(cases > 0, cases * np.log(cases / expected), 0.0)
        left = total - cases
        outer = np.where(left > 0, left * np.log(left / (total - expected)), 0.0)
    return np.where((cases > expected) & (cases >= LEAST_CASES), inner + outer, 0.0)


def best_windows(rings: list[NDArray[np.int64]], counts: Counts) -> list[tuple[float, int, int, int]]:
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


def greatest(rings: list[NDArray[np.int64]], counts: Counts) -> float:
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
