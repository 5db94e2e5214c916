"""Near repeats: whether what happened here soon happens near here again, more than chance brings together.

Pairs of events by how far apart they are in place and time, against the same places with the dates dealt anew (Knox,
Applied Statistics 13, 1964; Johnson et al., Journal of Quantitative Criminology 23, 2007). The bands are those of
Ratcliffe's Near Repeat Calculator 1.3, whose output is reproduced.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from manumit.base.kernel import Refused, UsageError
from manumit.engine.places.dealing import Keeping, measure_worlds

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_LEAST_EVENTS = 30
_AT_ONCE = 2_000  # events that are compared with all others at once
SIGNIFICANT = 0.05


@dataclass(frozen=True)
class Knox:
    """Tables of (bands of space) x (bands of time). Space: the same place, below each multiple of the band, further.
    Time: below each multiple of the band in days, longer. `observed` pairs; `expected` on average over the deals,
    `low` to `high` in 95 of 100; `p`: how often a deal brought as many."""

    space: tuple[str, ...]
    time: tuple[str, ...]
    observed: NDArray[np.int64]
    expected: NDArray[np.float64]
    p: NDArray[np.float64]
    low: NDArray[np.float64]
    high: NDArray[np.float64]

    @property
    def ratio(self) -> NDArray[np.float64]:
        """Observed by expected; nan where none is expected."""
        import numpy as np

        with np.errstate(divide="ignore", invalid="ignore"):
            return np.where(self.expected > 0, self.observed / self.expected, np.nan)


def near_repeats(
    x: NDArray[np.float64],
    y: NDArray[np.float64],
    day: NDArray[np.float64],
    metres: float,
    bands: int,
    days: int,
    periods: int,
    deals: int = 99,
    euclidean: bool = False,
    seed: int = 0,
    step: Callable[[int, int], None] | None = None,
    kept: Keeping | None = None,
) -> Knox:
    """Near repeats among events at `x`, `y` (metres of a plane) on whole days: `bands` of so many `metres`, `periods`
    of so many `days`. Distances are Manhattan's unless `euclidean`. `step` hears (deals made, deals); `kept` keeps
    them. Refused with fewer than 30 events."""
    import numpy as np

    expect_events(len(x))
    if metres <= 0 or days <= 0 or bands < 1 or periods < 1 or deals < 19:
        raise UsageError(
            "Bands need a width, and 19 deals at least.", "Choose, say, 3 bands of 200 m and 3 of 7 days."
        )
    ends: NDArray[np.float64] = metres * np.arange(bands + 1.0)
    one, other, space = _near(x, y, ends, euclidean)
    whole = np.floor(day).astype(np.int64)
    limits = days * np.arange(1, periods + 1)
    pairs = len(x) * (len(x) - 1) // 2
    everywhere = _by_time(whole, limits)

    def table(dates: NDArray[np.int64]) -> NDArray[np.int64]:
        period = np.searchsorted(limits, np.abs(dates[one] - dates[other]), side="right")
        near = np.bincount(space * (periods + 1) + period, minlength=(bands + 1) * (periods + 1))
        near = near.reshape(bands + 1, periods + 1)
        return np.vstack([near, everywhere - near.sum(axis=0)])

    observed = table(whole)
    assert observed.sum() == pairs
    dealt = np.random.default_rng(seed)
    again = measure_worlds(deals, lambda: dealt.permutation(whole), table, kept, step)
    low, high = np.quantile(again, (0.025, 0.975), axis=0)
    return Knox(
        (
            "same place",
            *(f"{low:g} to {high:g} m" for low, high in pairwise(ends.tolist())),
            "further",
        ),
        (*(f"{low} to {high} days" for low, high in _spans(days, periods)), "longer"),
        observed,
        again.mean(axis=0),
        ((again >= observed).sum(axis=0) + 1) / (deals + 1),
        low,
        high,
    )


def expect_events(count: int) -> None:
    """Refused with fewer than 30."""
    if count < _LEAST_EVENTS:
        raise Refused(
            f"Too few events: {count}; near repeats need {_LEAST_EVENTS}.",
            "Take a longer time.",
            about="few-repeats",
            numbers={"n": count, "least": _LEAST_EVENTS},
        )


def _spans(days: int, periods: int) -> list[tuple[int, int]]:
    return [(days * at, days * (at + 1) - 1) for at in range(periods)]


def _near(
    x: NDArray[np.float64], y: NDArray[np.float64], ends: NDArray[np.float64], euclidean: bool
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
    """Pairs nearer than the last end, and the band of each: 0 for one place. Single precision, as the calculator
    counts: two places some centimetres from a band's end fall where it puts them."""
    import numpy as np

    ones, others, spaces = [], [], []
    order = np.argsort(x, kind="stable")
    x, y = x[order].astype(np.float32), y[order].astype(np.float32)
    reach = np.searchsorted(x, x + ends[-1], side="right")
    for start in range(0, len(x), _AT_ONCE):
        stop = min(start + _AT_ONCE, len(x))
        last = int(reach[start:stop].max())
        across = np.abs(x[start:last][None, :] - x[start:stop][:, None])
        along = np.abs(y[start:last][None, :] - y[start:stop][:, None])
        distance = np.hypot(across, along) if euclidean else across + along
        later = np.arange(start, last)[None, :] > np.arange(start, stop)[:, None]
        row, column = np.nonzero(later & (distance < ends[-1]))
        ones.append(order[row + start])
        others.append(order[column + start])
        apart = distance[row, column]
        spaces.append(np.where(apart > 0, np.searchsorted(ends, apart, side="right"), 0))
    return np.concatenate(ones), np.concatenate(others), np.concatenate(spaces)


def _by_time(day: NDArray[np.int64], limits: NDArray[np.int64]) -> NDArray[np.int64]:
    """Pairs of all events by how many days lie between; counted from the numbers of each day, not pair by pair."""
    import numpy as np

    days, count = np.unique(day, return_counts=True)
    told = np.zeros(len(limits) + 1, np.int64)
    told[0] = int(np.sum(count * (count - 1) // 2))
    for gap_of in range(1, len(days)):
        between = days[gap_of:] - days[:-gap_of]
        np.add.at(told, np.searchsorted(limits, between, side="right"), count[gap_of:] * count[:-gap_of])
    return told
