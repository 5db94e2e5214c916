"""Months by region: counts of a hierarchy of series that add up, such as country and region.

`tree_of` takes events with their places in the hierarchy; a series' path is its names from the widest down, the sum of
all being the empty path. Months are those of the calendar, in UTC.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from manumit.base.kernel import Refused, UsageError

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

Branch = tuple[str, ...]
MOST_SERIES = 2_000
LEAST_MONTHS = 12
"""Months of history from which anything is said of the next."""
LEAST_EVENTS = 30
UNLIKELY = 20.0
"""Events that were due, and none came: a chance of two in a billion."""
_EPOCH = date(1970, 1, 1)


@dataclass(frozen=True)
class Tree:
    """`paths` of all series, the widest first; `sums`: series x the narrowest series, 1 where one is part of the other;
    `counts`: series x months; `first`: the first month, counted from January 1970."""

    paths: tuple[Branch, ...]
    sums: NDArray[np.float64]
    counts: NDArray[np.float64]
    first: int

    def until(self, months: int) -> Tree:
        """The same with the first so many months alone."""
        return Tree(self.paths, self.sums, self.counts[:, :months], self.first)


def month_of(day: float) -> int:
    """Days since 1970 -> months since January 1970."""
    told = date.fromordinal(_EPOCH.toordinal() + int(day // 1))
    return (told.year - 1970) * 12 + told.month - 1


def month_name(month: int) -> str:
    """'2026-03'."""
    return f"{1970 + month // 12}-{month % 12 + 1:02}"


def day_name(day: float) -> str:
    """Days since 1970 -> '2026-03-31'."""
    return date.fromordinal(_EPOCH.toordinal() + int(day // 1)).isoformat()


def tree_of(paths: Sequence[Branch], day: NDArray[np.float64], weight: NDArray[np.float64], end: int) -> Tree:
    """One path, day and weight an event; whole months before `end` (counted from January 1970). Refused with too few
    events or months."""
    import numpy as np

    if not paths:
        raise Refused("No event says where it was.", "Is it the right column?")
    month = np.array([month_of(one) for one in day.tolist()], np.int64)
    kept = month < end
    if kept.sum() < LEAST_EVENTS:
        raise Refused(
            f"Too few events: {int(kept.sum())} before {month_name(end)}; a trend needs {LEAST_EVENTS}.",
            "Take a later origin or wider regions.",
            about="few-before-month",
            numbers={"n": int(kept.sum()), "month": month_name(end), "least": LEAST_EVENTS},
        )
    first = int(month[kept].min())
    if day[kept].min() > _first_day(first) + _LATE:  # a month that begins late is no whole one
        first += 1
    months = end - first
    if months < LEAST_MONTHS:
        raise Refused(
            f"{months} whole months of history are too few; a trend needs {LEAST_MONTHS}.",
            "Wait for more.",
            about="few-whole-months",
            numbers={"n": months, "least": LEAST_MONTHS},
        )
    _expect_whole(float(day[kept].min()), float(day[kept].max()), int(kept.sum()), end)
    narrow = sorted(set(paths))
    if len(narrow) > MOST_SERIES:
        raise UsageError(
            f"{len(narrow):,} regions are too many (at most {MOST_SERIES:,}).",
            "Take wider ones.",
            about="many-regions",
            numbers={"n": len(narrow), "most": MOST_SERIES},
        )
    at = {path: row for row, path in enumerate(narrow)}
    row = np.array([at[path] for path in paths], np.int64)
    kept &= month >= first
    counts = np.bincount(row[kept] * months + month[kept] - first, weight[kept], len(narrow) * months)
    return tree_from(narrow, counts.astype(np.float64).reshape(len(narrow), months), first)


def _expect_whole(begins: float, last: float, count: int, end: int) -> None:
    """Refused where the table ends so long before the last month does that the rest of it cannot be silence."""
    silent = _first_day(end) - int(last // 1) - 1
    due = count / max(last + 1 - begins, 1.0) * silent
    if due > UNLIKELY:
        raise Refused(
            f"The table ends on {day_name(last)}, {silent:.0f} days before {month_name(end)}, in which about {due:.0f}"
            " events were due.",
            f"Take {month_name(month_of(last + 1))}-01 as the origin, or a newer table.",
            about="months-ended",
            numbers={
                "day": last,
                "n": round(silent),
                "month": month_name(end),
                "due": round(due),
                "next": f"{month_name(month_of(last + 1))}-01",
            },
        )


_LATE = 7.0
"""Days into its first month from which a history is taken to begin with the next."""


def _first_day(month: int) -> float:
    return float((date(1970 + month // 12, month % 12 + 1, 1) - _EPOCH).days)


def tree_from(narrow: Sequence[Branch], counts: NDArray[np.float64], first: int) -> Tree:
    """All sums over the narrowest series (paths of one length, counts x months)."""
    import numpy as np

    depth = len(narrow[0])
    wider = sorted(
        {path[:length] for path in narrow for length in range(depth)}, key=lambda one: (len(one), one)
    )
    paths = (*wider, *narrow)
    sums = np.array([[float(one[: len(path)] == path) for one in narrow] for path in paths])
    return Tree(paths, sums, sums @ counts, first)
