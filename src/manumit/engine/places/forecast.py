"""What to expect, cell by cell, from an origin on: only what was known before it is used."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from manumit.base.kernel import Refused
from manumit.engine.places.area import Cells
from manumit.engine.places.history import History
from manumit.engine.places.pool import Pool
from manumit.engine.places.series import UNLIKELY, day_name
from manumit.engine.places.volume import Volume, volume
from manumit.engine.places.window import Window

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

LEAST_EVENTS = 30
LEAST_HISTORY = 2.0
"""Horizons of history from which a forecast is made."""
MOST_WINDOWS = 24
_WARM_UP = 180.0
"""Days of history that the oldest window has before it, or a third of all where there are not so many."""
_MEMORY_LIMIT = 200_000_000  # values in the windows' tables together
INTERVAL = 0.9
"""Share of outcomes that should lie between `low` and `high`."""


@dataclass(frozen=True)
class Forecast:
    """A cell's `expected` number of events in [origin, origin + days), and what it will lie between nine times in ten.
    `share`: its part of the whole; `pool`: what it was made of; `before`: events seen there before the origin; `moved`:
    of each column of what else is known, the share of the expected events that it put where they are (see Pool)."""

    cells: Cells
    expected: NDArray[np.float64]
    low: NDArray[np.int64]
    high: NDArray[np.int64]
    share: NDArray[np.float64]
    volume: Volume
    pool: Pool
    before: NDArray[np.float64]
    moved: tuple[float, ...] = ()


def look_ahead(
    history: History, origin: float, days: float, about: NDArray[np.float64] | None = None
) -> Forecast:
    """The forecast from `origin` (days since 1970). `about`: what else is known of the cells (cells x columns, nan
    unknown); it is used if past windows were likelier with it. Refused with too few events or too short a history."""
    import numpy as np

    first = _expect_enough(history, origin, days)
    origins = past_origins(first, origin, days, len(history.cells))
    past = [window_at(history, first, one, days, about) for one in origins]
    pool = Pool()
    pool.fit(past)
    now = window_at(history, first, origin, days, about)
    share = pool.share(now)
    number = volume(history, first, origin, days, origins)
    expected = share * number.expected
    low, high = between(expected, max(number.spread, _spread(pool, past[-len(past) // 3 :])))
    before, columns = history.between(-np.inf, origin), range(now.columns)
    moved = tuple(pool.moved(now, column) for column in columns)
    return Forecast(history.cells, expected, low, high, share, number, pool, before, moved)


def _expect_enough(history: History, origin: float, days: float) -> float:
    """The first day of the history. Refused where too little is known before the origin."""
    import numpy as np

    rows = int(np.searchsorted(history.day, origin, side="left"))
    count = min(rows, round(history.total(-np.inf, origin)))  # a place that is uncertain has a row a cell
    if rows and not history.total(-np.inf, origin):
        raise Refused(
            "Nothing that is known before the origin counts: every event weighs 0.",
            "Corrected, a find counts for nothing where it was sure that somebody would go: count finds by inverse.",
            about="weigh-nothing",
        )
    if count < LEAST_EVENTS:
        raise Refused(
            f"Too few events: {count} before the origin; a forecast needs {LEAST_EVENTS}.",
            "Take a later origin, a wider area or several kinds together.",
            about="few-before",
            numbers={"n": count, "least": LEAST_EVENTS},
        )
    first, last = float(np.floor(history.day[0])), float(np.floor(history.day[rows - 1]))
    if origin - first < LEAST_HISTORY * days:
        raise Refused(
            f"The history of {origin - first:.0f} days is too short to look {days:.0f} days ahead;"
            f" it needs {LEAST_HISTORY * days:.0f}.",
            "Take a shorter horizon.",
            about="short-history",
            numbers={"n": round(origin - first), "ahead": round(days), "least": round(LEAST_HISTORY * days)},
        )
    silent = origin - last - 1
    due = count / max(last + 1 - first, 1.0) * silent
    if silent > max(LEAST_HISTORY * days, _STALE) and due > UNLIKELY:
        raise Refused(
            f"The last event is {silent:.0f} days before the origin, in which about {due:.0f} were due: the table ends"
            f" on {day_name(last)}.",
            "Take an origin near its end, or a newer table.",
            about="table-ended",
            numbers={"n": round(silent), "due": round(due), "day": last},
        )
    return first


_STALE = 60.0
"""Days before the origin up to which a table may end, whatever was due since."""


def window_at(
    history: History, first: float, origin: float, days: float, about: NDArray[np.float64] | None = None
) -> Window:
    """The window that begins at `origin`, with what was known before it."""
    area = history.cells.km2 / history.cells.km2.sum()
    seen = history.between(origin, origin + days)
    others = history.others_before(origin)
    return Window(history.before(origin), seen, area, origin - first, days, about, others)


def past_origins(first: float, origin: float, days: float, cells: int) -> list[float]:
    """Origins of windows that end before `origin`, oldest first: one after the other, closer where history is short."""
    from manumit.engine.places.history import DEPTHS, MEMORIES

    span = origin - first
    warm = min(_WARM_UP, span / 3)
    room = span - warm - days
    step = days if room >= 7 * days else max(1.0, room / 8)
    most = max(3, min(MOST_WINDOWS, _MEMORY_LIMIT // (cells * len(DEPTHS) * len(MEMORIES))))
    count = min(most, int(room / step) + 1)
    return [origin - days - step * back for back in range(max(count, 1) - 1, -1, -1)]


def _spread(pool: Pool, windows: list[Window]) -> float:
    """Variance of cells beyond Poisson's, as a share of the square, over the latest windows."""
    beyond = square = 0.0
    for window in windows:
        mean = pool.share(window) * window.seen.sum()
        beyond += float(((window.seen - mean) ** 2 - mean).sum())
        square += float((mean**2).sum())
    return max(0.0, beyond / square) if square else 0.0


def between(expected: NDArray[np.float64], spread: float) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Quantiles of negative binomial counts. A tenth may fall outside, half of it on either side; where `low` is 0
    nothing falls below, and all of it is above."""
    import numpy as np
    from scipy.stats import nbinom, poisson

    outside = 1 - INTERVAL
    size = 1 / max(spread, 1e-6)

    def quantile(one: float) -> NDArray[np.float64]:
        told = (
            poisson.ppf(one, expected) if spread < 1e-6 else nbinom.ppf(one, size, size / (size + expected))
        )
        above: NDArray[np.float64] = np.maximum(told, 0)
        return above

    low = quantile(outside / 2)
    high = np.where(low > 0, quantile(1 - outside / 2), quantile(1 - outside))
    return low.astype(np.int64), high.astype(np.int64)
