"""How long ways take, as a table says it: by road, by bus, on foot, worked out by any router.

One row a way with `from`, `to` and `minutes`; or a matrix: a row for each place where ways begin, its name first, and a
column for each where they end. Places are H3 cells of one resolution. Ways begin where somebody could stand and end
where people are: the way back may take longer.
"""

from __future__ import annotations

import csv
import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from manumit.base.kernel import UnreadableInput, UsageError

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

LONGEST: Final = 1440
"""Minutes: a day. Longer ways are seconds that somebody took for minutes."""
MOST_WAYS: Final = 1_000_000
"""A thousand places to a thousand."""
_LONG: Final = ("from", "to", "minutes")
_HINT: Final = "It needs from, to and minutes; or a matrix: names in the first row and the first column."
Way = tuple[int, str, str, str]
"""(line, from, to, minutes) as they stand in the file."""


@dataclass(frozen=True)
class Ways:
    """`hours` (ends x beginnings), nan where the table has no such way."""

    path: Path
    resolution: int
    begins: tuple[str, ...]
    ends: tuple[str, ...]
    hours: NDArray[np.float64]

    def between(self, names: Sequence[str]) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
        """(which of `names` ways begin at, hours names x those). From a place to itself it is no way unless the table
        says so. UsageError where a way is missing, or none begins there."""
        import numpy as np

        rank, column = _ranks(self.ends), _ranks(self.begins)
        places = np.array([at for at, name in enumerate(names) if name in column], np.int64)
        if not len(places):
            raise UsageError(
                f"{self.path}: no way begins in any of the {len(names):,} cells that are looked at.",
                "Are names and area the same? The study's table of cells has their names.",
            )
        rows = np.array([rank.get(name, -1) for name in names])
        columns = np.array([column[names[at]] for at in places.tolist()])
        hours = np.where(rows[:, None] >= 0, self.hours[np.ix_(rows, columns)], np.nan)
        own = places, np.arange(len(places))
        hours[own] = np.where(np.isnan(hours[own]), 0.0, hours[own])
        if missing := np.argwhere(np.isnan(hours)).tolist():
            end, begin = missing[0]
            many = "1 way is" if len(missing) == 1 else f"{len(missing):,} ways are"
            raise UsageError(
                f"{self.path}: {many} missing, such as that from {names[places[begin]]} to {names[end]}.",
                f"Every cell needs a way from each beginning; where there is none, write {LONGEST}, a day.",
            )
        return places, hours


def read_ways(path: Path) -> Ways:
    """A table of ways. UnreadableInput for what is none: a name that is no cell, a time below 0 or beyond a day, a way
    that is given twice."""
    import h3
    import numpy as np

    known: dict[str, int] = {}
    begins: dict[str, int] = {}
    ends: dict[str, int] = {}
    found: dict[tuple[int, int], float] = {}
    for line, start, end, told in _rows(path):
        if not told:  # as good as no row: `between` says whether it is needed
            continue
        for name in (start, end):
            if name not in known:
                if not h3.is_valid_cell(name):
                    raise UnreadableInput(
                        f"{path}, line {line}: {name[:40]!r} is no cell.",
                        "Places are H3 cells, named as in the study's table of cells.",
                    )
                known[name] = h3.get_resolution(name)
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
    return Ways(path, sizes[0], tuple(begins), tuple(ends), hours)


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
            head = [one.strip().lower() for one in next(rows, [])]
            columns = [head.index(name) for name in _LONG if name in head]
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
                    yield line, start.lower(), end.lower(), told
                else:
                    start = cells[0].lower()
                    yield from (
                        (line, start, end, told) for end, told in zip(head[1:], cells[1:], strict=True)
                    )
    except (UnicodeDecodeError, csv.Error) as error:
        raise UnreadableInput(f"{path} is no CSV in UTF-8: {error}", "Save it as CSV in UTF-8.") from error
