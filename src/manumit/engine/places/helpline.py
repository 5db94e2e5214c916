"""Months of a help line, as the line tells them: counts that are there, and counts that were held back.

The line's file (month,what,category,count) has small counts left out, and others with them so that a total gives none
away. What is left out is not nothing: it lies between two bounds, which follow from what is told. Nothing here says
where anybody called from.
"""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from manumit.base.kernel import Refused, UnreadableInput, UsageError
from manumit.engine.places.ahead import WAYS, Outlook, between, outlook
from manumit.engine.places.series import month_name, tree_from

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

HEADER = ("month", "what", "category", "count")
TOTAL = ("signals", "all")
KEPT_BACK = 10
"""Counts below this are not told by the line, nothing included."""
BY = ("severity", "language", "channel")
_DEALS = 20
_MOST = 10**9
_MOST_HELD_BACK = 0.5
"""Share of months without a total from which nothing is said of the next."""


@dataclass(frozen=True)
class Told:
    """Months of one table of the line: `low` and `high` bounds of each category (categories x months), equal where the
    count is told; `total_low`, `total_high` of all contacts; `first`: the first month, counted from January 1970."""

    categories: tuple[str, ...]
    low: NDArray[np.float64]
    high: NDArray[np.float64]
    total_low: NDArray[np.float64]
    total_high: NDArray[np.float64]
    first: int

    def sure(self) -> NDArray[np.bool_]:
        """Of all, and of each category: whether every month is told."""
        import numpy as np

        of_each = (self.low == self.high).all(axis=1)
        return np.concatenate([[bool((self.total_low == self.total_high).all())], of_each])

    def deal(self, rng: np.random.Generator) -> NDArray[np.float64]:
        """Counts that could have been: within all bounds, adding up to a total within its own (categories x months)."""
        import numpy as np

        told = np.rint(rng.uniform(self.low, self.high))
        total = np.rint(rng.uniform(self.total_low, self.total_high))
        for month in range(told.shape[1]):
            off = int(total[month] - told[:, month].sum())
            for _ in range(abs(off)):
                room = (
                    self.high[:, month] - told[:, month] if off > 0 else told[:, month] - self.low[:, month]
                )
                open_ = np.flatnonzero(room >= 1)
                if not len(open_):
                    break
                told[rng.choice(open_), month] += 1 if off > 0 else -1
        return told


def outlook_of(told: Told, months: int, seed: int = 0) -> Outlook:
    """The next months of a line. Counts that were held back are dealt many times within their bounds; the intervals
    hold what that leaves open (Rubin, Multiple Imputation for Nonresponse in Surveys, 1987, 3.1)."""
    import numpy as np

    rng = np.random.default_rng(seed)
    paths = [(one,) for one in told.categories]
    found = [outlook(tree_from(paths, told.deal(rng), told.first), months) for _ in range(_DEALS)]
    expected = np.mean([one.expected for one in found], axis=0)
    open_ = np.var([one.expected for one in found], axis=0, ddof=1) * (1 + 1 / _DEALS)
    within = np.mean([one.spread for one in found], axis=0)
    spread = within + open_ / np.maximum(expected, 1e-9) ** 2
    low, high = between(expected, spread)
    way = max(WAYS, key=[one.way for one in found].count)
    return replace(found[0], expected=expected, spread=spread, way=way, low=low, high=high)


def is_helpline(path: Path) -> bool:
    """Whether a file has the help line's header."""
    if not path.is_file() or path.suffix.lower() not in ("", ".csv", ".txt"):
        return False
    with path.open(encoding="utf-8-sig", errors="replace", newline="") as stream:
        return tuple(one.strip().lower() for one in next(csv.reader(stream), [])) == HEADER


def read_helpline(path: Path, by: str) -> Told:
    """The months of one table (severity, language or channel). UnreadableInput for a file that contradicts itself;
    Refused when most months are held back, and when a small count is told or can be worked out."""
    import numpy as np

    if by not in BY:
        raise UsageError(f"A help line's months are not told by {by!r}.", f"They are by {', '.join(BY)}.")
    rows = _rows(path)
    _expect_held_back(path, rows)
    months = sorted({month for month, _, _ in rows})
    categories = tuple(sorted({category for _, what, category in rows if what == by}))
    if not months or not categories:
        raise UnreadableInput(f"{path} tells nothing by {by}.", "Take the file as Line exports it.")
    whole = range(months[0], months[-1] + 1)
    if len(whole) != len(months):
        gone = next(month for month in whole if month not in months)
        raise UnreadableInput(
            f"{path}: {month_name(gone)} is missing.",
            "Take a file without gaps.",
            about="line-gap",
            numbers={"file": path.name, "month": month_name(gone)},
        )
    bounds = [
        _bounds(
            path, {one: rows.get((month, by, one)) for one in categories}, rows.get((month, *TOTAL)), month
        )
        for month in whole
    ]
    held = sum(rows.get((month, *TOTAL)) is None for month in whole)
    if held > _MOST_HELD_BACK * len(whole):
        raise Refused(
            f"In {held} of {len(whole)} months all counts are held back: too few contacts to say more.",
            "Wait for more, or ask the line for quarters.",
            about="line-held-back",
            numbers={"n": held, "of": len(whole)},
        )
    low = np.array([[one[0][name] for one in bounds] for name in categories], np.float64)
    high = np.array([[one[1][name] for one in bounds] for name in categories], np.float64)
    total = np.array([one[2] for one in bounds], np.float64)
    return Told(categories, low, high, total[:, 0], total[:, 1], months[0])


def _rows(path: Path) -> Mapping[tuple[int, str, str], int | None]:
    rows: dict[tuple[int, str, str], int | None] = {}
    with path.open(encoding="utf-8-sig", newline="") as stream:
        reader = csv.DictReader(stream)
        try:
            for row in reader:
                year, month = (row["month"] or "").split("-")
                if not (len(year) == 4 and 1 <= int(month) <= 12):
                    raise ValueError(f"{row['month']!r} is no month")
                count = int(row["count"]) if (row["count"] or "").strip() else None
                if count is not None and not 0 <= count <= _MOST:
                    raise ValueError("a count is below 0 or beyond belief")
                rows[(int(year) - 1970) * 12 + int(month) - 1, row["what"], row["category"]] = count
        except (ValueError, KeyError, csv.Error) as error:  # what is no UTF-8 is a ValueError too
            raise UnreadableInput(
                f"{path}, line {reader.line_num}: {error}.",
                "It needs month,what,category,count, as Line exports it.",
            ) from error
    return rows


def tables_of(path: Path) -> tuple[str, ...]:
    """Those of BY that a file holds. The same errors as `read_helpline`, but for a lack of months."""
    rows = _rows(path)
    _expect_held_back(path, rows)
    return tuple(one for one in BY if any(what == one for _, what, _ in rows))


def _expect_held_back(path: Path, rows: Mapping[tuple[int, str, str], int | None]) -> None:
    """Refused where a small count is told, or follows from the others and the total."""
    kept = "Take the file as Line exports it: it holds them back, with as many others as it takes."
    for (month, what, category), count in rows.items():
        if (what in BY or (what, category) == TOTAL) and count is not None and count < KEPT_BACK:
            raise Refused(
                f"{path}: a count below {KEPT_BACK} is told ({month_name(month)}, {what}).",
                kept,
                about="line-small",
                numbers={"file": path.name, "least": KEPT_BACK, "month": month_name(month), "what": what},
            )
    for month, what in sorted({(month, what) for month, what, _ in rows if what in BY}):
        total = rows.get((month, *TOTAL))
        told = [count for (one, name, _), count in rows.items() if (one, name) == (month, what)]
        hidden, shown = told.count(None), sum(count or 0 for count in told)
        if total is not None and hidden and total >= shown and (hidden < 2 or total - shown < KEPT_BACK):
            raise Refused(
                f"{path}: what is held back in {month_name(month)} by {what} follows from the other counts.",
                kept,
                about="line-follows",
                numbers={"file": path.name, "month": month_name(month), "what": what},
            )


Bounds = tuple[dict[str, float], dict[str, float], tuple[float, float]]


def _bounds(path: Path, counts: Mapping[str, int | None], total: int | None, month: int) -> Bounds:
    """(least of each, most of each, least and most of all). What is held back lies between nothing and what the told
    ones leave of the total; without a total, all of it together is less than KEPT_BACK."""
    told = {name: float(count) for name, count in counts.items() if count is not None}
    hidden = [name for name, count in counts.items() if count is None]
    shown = sum(told.values())
    if total is None:
        most = max(KEPT_BACK - 1 - shown, 0.0)
        return told | dict.fromkeys(hidden, 0.0), told | dict.fromkeys(hidden, most), (shown, shown + most)
    left = total - shown
    if left < 0 or (left > 0 and not hidden):
        raise UnreadableInput(
            f"{path}: the counts of {month_name(month)} do not add up to its total.",
            "Take the file as it was.",
            about="line-no-sum",
            numbers={"file": path.name, "month": month_name(month)},
        )
    least = left if len(hidden) == 1 else 0.0
    return told | dict.fromkeys(hidden, least), told | dict.fromkeys(hidden, left), (total, total)
