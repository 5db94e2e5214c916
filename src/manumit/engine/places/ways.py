"""How long ways take, as a table says it: by road, by bus, on foot, worked out by any router.

One row a way with `from`, `to` and `minutes`; or a matrix: a row for each place where ways begin, its name first, and a
column for each where they end. Ways begin where somebody could stand and end where people are: the way back may take
longer. Places are named as in the table of what is needed; at the Desk they are H3 cells of one resolution.
"""

from __future__ import annotations

import csv
import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from manumit.base.kernel import UnreadableInput, UsageError
from manumit.engine.places.area import is_cell

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

LONGEST: Final = 1440
"""Minutes: a day. Longer ways are seconds that somebody took for minutes."""
MOST_WAYS: Final = 1_000_000
"""A thousand places to a thousand."""
_LONG: Final = (
    ("from", "from_id", "origin"),
    ("to", "to_id", "destination"),
    ("minutes", "travel_time"),
)
"""How routing programs call them."""
_HINT: Final = "It needs from, to and minutes; or a matrix: names in the first row and the first column."
Way = tuple[int, str, str, str]
"""(line, from, to, minutes) as they stand in the file."""


@dataclass(frozen=True)
class Ways:
    """`hours` (ends x beginnings), nan where the table has no such way. `resolution` of cells, -1 for other names."""

    path: Path
    resolution: int
    begins: tuple[str, ...]
    ends: tuple[str, ...]
    hours: NDArray[np.float64]

    def between(self, names: Sequence[str]) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
        """(which of `names` ways begin at, hours names x those). From a place to itself it is no way unless the table
        says so. UnreadableInput where a way is missing, UsageError where none begins there."""
        import numpy as np

        begins = set(self.begins)
        places = np.array([at for at, name in enumerate(names) if name in begins], np.int64)
        if not len(places):
            raise UsageError(
                f"{self.path}: no way begins in any of the {len(names):,} cells that are looked at.",
                "Are names and area the same? The study's table of cells has their names.",
            )
        return places, self.from_each([names[at] for at in places.tolist()], names)

    def from_each(self, begins: Sequence[str], ends: Sequence[str]) -> NDArray[np.float64]:
        """Hours, ends x begins; from a place to itself none unless the table says so. UnreadableInput where one
        is missing."""
        import numpy as np

        rank, column = _ranks(self.ends), _ranks(self.begins)
        rows = np.array([rank.get(name, -1) for name in ends], np.int64)
        columns = np.array([column.get(name, -1) for name in begins], np.int64)
        known = (rows[:, None] >= 0) & (columns >= 0)
        hours = np.where(known, self.hours[np.ix_(rows, columns)], np.nan)
        own = _ranks(ends)
        for at, name in enumerate(begins):
            if name in own and np.isnan(hours[own[name], at]):
                hours[own[name], at] = 0.0
        if missing := np.argwhere(np.isnan(hours)).tolist():
            end, begin = missing[0]
            many = "1 way is" if len(missing) == 1 else f"{len(missing):,} ways are"
            raise UnreadableInput(
                f"{self.path}: {many} missing, such as that from {begins[begin]} to {ends[end]}.",
                f"Every place needs a way from each beginning; where there is none, write {LONGEST}, a day.",
            )
        return hours


def read_ways(path: Path, cells: bool = True) -> Ways:
    """A table of ways, between H3 `cells` or places of any name. UnreadableInput for what is none: a name that is no
    cell, a time below 0 or beyond a day, a way that is given twice."""
    import numpy as np

    known: dict[str, int] = {}
    begins: dict[str, int] = {}
    ends: dict[str, int] = {}
    found: dict[tuple[int, int], float] = {}
    for line, start, end, told in _rows(path):
        if not told:  # as good as no row: `between` says whether it is needed
            continue
        if cells:
            start, end = start.lower(), end.lower()
            for name in (start, end):
                if name not in known:
                    known[name] = _resolution(name, path, line)
        way = ends.setdefault(end, len(ends)), begins.setdefault(start, len(begins))
        if way in found:
            raise UnreadableInput(
                f"{path}, line {line}: the way from {start} to {end} is given twice.", "Keep one of them."
            )
        if len(found) == MOST_WAYS:
            raise UnreadableInput(f"{path} has more than {MOST_WAYS:,} ways.", "Take larger cells.")
        found[way] = _minutes(told, path, line) / 60
    if not found:
        raise UnreadableInput(f"{path} has no ways.", _HINT)
    if len(sizes := sorted(set(known.values()))) > 1:
        raise UnreadableInput(
            f"{path} has cells of resolutions {', '.join(map(str, sizes))}.", "All must be of one."
        )
    hours = np.full((len(ends), len(begins)), np.nan)
    rows, columns = np.array(list(found), np.int64).T
    hours[rows, columns] = list(found.values())
    return Ways(path, sizes[0] if sizes else -1, tuple(begins), tuple(ends), hours)


def _resolution(name: str, path: Path, line: int) -> int:
    import h3

    if not is_cell(name):
        raise UnreadableInput(
            f"{path}, line {line}: {name[:40]!r} is no cell.",
            "Places are H3 cells, named as in the study's table of cells.",
        )
    return int(h3.get_resolution(name))


def _ranks(names: Sequence[str]) -> dict[str, int]:
    return {name: at for at, name in enumerate(names)}


def _minutes(told: str, path: Path, line: int) -> float:
    try:
        minutes = float(told)
    except ValueError:
        minutes = math.nan
    if 0 <= minutes <= LONGEST:
        return minutes
    wrong = "below 0" if minutes < 0 else "more than a day" if minutes > LONGEST else "no number"
    raise UnreadableInput(
        f"{path}, line {line}: {told[:40]!r} minutes are {wrong}.",
        f"Are they seconds? Where there is no way, write {LONGEST}."
        if minutes > LONGEST
        else "Every way takes 0 minutes or more.",
    )


def _rows(path: Path) -> Iterator[Way]:
    try:
        with path.open(encoding="utf-8-sig", newline="") as stream:
            rows = csv.reader(stream)
            head = [one.strip() for one in next(rows, [])]
            named = [one.lower() for one in head]
            columns = [named.index(one) for names in _LONG for one in names if one in named]
            if len(columns) < len(_LONG) and (len(columns) > 1 or len(head) < 2):
                raise UnreadableInput(f"{path} is no table of ways.", _HINT)
            for row in rows:
                cells, line = [one.strip() for one in row], rows.line_num
                if not any(cells):
                    continue
                if len(cells) != len(head):
                    raise UnreadableInput(
                        f"{path}, line {line} has {len(cells)} columns, the first row {len(head)}.", _HINT
                    )
                if len(columns) == len(_LONG):
                    start, end, told = (cells[at] for at in columns)
                    yield line, start, end, told
                else:
                    start = cells[0]
                    yield from (
                        (line, start, end, told) for end, told in zip(head[1:], cells[1:], strict=True)
                    )
    except (UnicodeDecodeError, csv.Error) as error:
        raise UnreadableInput(f"{path} is no CSV in UTF-8: {error}", "Save it as CSV in UTF-8.") from error
