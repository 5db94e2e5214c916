"""What happened where and when, read from any table: one row an event, times may be spans and places uncertain."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from time import time
from typing import TYPE_CHECKING, Any

from manumit.base.kernel import UnreadableInput, UsageError
from manumit.engine.places.dates import DAY_SECONDS, NO_DAYS
from manumit.engine.places.fields import UNNAMED, coded, expect_wgs84, numbers, spans, table_of, texts

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

CHANNELS = ("reported", "discovered", "inferred")
COLUMNS = {
    "kind": ("kind", "type", "category"),
    "date": ("date", "start", "time", "observed_at", "posted_at", "received_at", "seen_at"),
    "end": ("end", "date_end", "end_at"),
    "lon": ("lon", "longitude", "lng", "long", "x"),
    "lat": ("lat", "latitude", "y"),
    "precision_m": ("precision_m", "precision"),
    "channel": ("channel",),
    "weight": ("weight",),
    "exposure": ("exposure", "exposure_hours", "hours"),
    "chance": ("chance", "visit_chance"),
}
"""Column -> the names it may have, the first that is there counts."""
_NO_DATE, _NO_PLACE = "the date cannot be read", "a coordinate is missing or no number"
_HINTS = {
    _NO_DATE: "Write dates as 2016-02-29 (a spreadsheet's numbers of days are not read).",
    _NO_PLACE: "Write degrees with decimals, such as -122.6097, not with minutes and seconds.",
}


@dataclass(frozen=True)
class Events:
    """Columns of one length. `start`, `end`: days since 1970, UTC; `lon`, `lat`: WGS 84 degrees; `precision`: metres,
    0 for a point; `kind`, `channel`: places in `kinds` and CHANNELS. `problems`: reason -> rows that were left out,
    counted from 1 below the header (the first few). `labels`: other columns that were asked for, as text. `exposure`:
    how much was looked to find it (hours, adverts read), nan where nobody says; None without such a column. `chance`:
    that its place would be gone to, above 0 up to 1, of what was discovered there; nan and None likewise."""

    start: NDArray[np.float64]
    end: NDArray[np.float64]
    lon: NDArray[np.float64]
    lat: NDArray[np.float64]
    precision: NDArray[np.float64]
    weight: NDArray[np.float64]
    kind: NDArray[np.int32]
    channel: NDArray[np.int8]
    kinds: tuple[str, ...]
    problems: dict[str, Problem] = field(default_factory=dict)
    labels: dict[str, NDArray[np.object_]] = field(default_factory=dict)
    exposure: NDArray[np.float64] | None = None
    chance: NDArray[np.float64] | None = None

    def __len__(self) -> int:
        return len(self.start)

    def where(self, mask: NDArray[np.bool_]) -> Events:
        """Those events alone, under the same names of kinds."""
        columns = ("start", "end", "lon", "lat", "precision", "weight", "kind", "channel")
        labels = {name: column[mask] for name, column in self.labels.items()}
        exposure = None if self.exposure is None else self.exposure[mask]
        chance = None if self.chance is None else self.chance[mask]
        kept = {name: getattr(self, name)[mask] for name in columns}
        return replace(self, labels=labels, exposure=exposure, chance=chance, **kept)

    def of_kind(self, name: str) -> Events:
        """Events of one kind. UsageError names the kinds that are there."""
        if name not in self.kinds:
            raise UsageError(
                f"There is no kind {name!r}.",
                f"The kinds are: {', '.join(self.kinds)}.",
                about="no-kind",
                numbers={"kind": name, "there": ", ".join(self.kinds[:_NAMED])},
            )
        return self.where(self.kind == self.kinds.index(name))


_NAMED = 20
"""Kinds that a refusal names."""


@dataclass
class Problem:
    """Rows left out for one reason."""

    count: int = 0
    rows: list[int] = field(default_factory=list)


def read_events(path: Path, labels: Sequence[str] = (), placed: bool | None = None) -> Events:
    """The events of a CSV with a header, or of JSON lines. What a row lacks leaves that row out and is told in
    `problems`; UnreadableInput and UsageError where the file as a whole cannot be meant. With `labels`, columns that
    say where in words (country, region), coordinates are neither needed nor read, and nan, unless they are `placed`
    all the same; events that are not `placed` need none either."""
    placed = not labels if placed is None else placed
    table = table_of(path)
    names = {one.strip().lower(): one for one in table.column_names}
    absent = [one for one in labels if one.lower() not in names]
    if absent:
        raise UsageError(
            f"{path} has no column {', '.join(absent)}.",
            f"The columns are: {', '.join(table.column_names)}.",
            about="no-such-column",
            numbers={
                "file": path.name,
                "columns": ", ".join(absent),
                "there": ", ".join(table.column_names),
            },
        )
    found = {
        column: names[next(one for one in aliases if one in names)]
        for column, aliases in COLUMNS.items()
        if any(one in names for one in aliases)
    }
    missing = [column for column in ("date", *(("lon", "lat") if placed else ())) if column not in found]
    if missing:
        raise UnreadableInput(
            f"{path} has no column {' and no column '.join(missing)}; it has {', '.join(table.column_names)}.",
            "A table of events has kind, date, lon, lat (WGS 84 degrees).",
            about="no-columns",
            numbers={
                "file": path.name,
                "columns": ", ".join(missing),
                "there": ", ".join(table.column_names),
            },
        )
    if placed:
        expect_wgs84(path, table)
    columns = {
        column: table.column(name)
        for column, name in found.items()
        if placed or column not in ("lon", "lat", "precision_m")
    }
    return _events(path, columns, {one: table.column(names[one.lower()]) for one in labels}, len(table))


MOST_NAMES = 2_000
"""Names in a column that may say where in words."""


def names_of_events(path: Path) -> list[tuple[str, int]]:
    """Columns of a table by which events may be told apart (country, region), and how many names there are in each, the
    fewest, the widest, first."""
    import pyarrow.compute as pc

    table = table_of(path)
    known = {alias for aliases in COLUMNS.values() for alias in aliases}
    found = [
        (name, pc.count_distinct(table.column(name), mode="only_valid").as_py())
        for name in table.column_names
        if name.strip().lower() not in known and name.strip()
    ]
    most = min(MOST_NAMES, len(table) // 2)
    return sorted((one for one in found if 1 < one[1] <= most), key=lambda one: (one[1], one[0]))


def _events(path: Path, columns: dict[str, Any], labels: dict[str, Any], size: int) -> Events:
    import numpy as np

    problems: dict[str, Problem] = {}
    good = np.ones(size, bool)

    def leave_out(bad: NDArray[np.bool_], reason: str) -> None:
        fresh = bad & good
        if fresh.any():
            rows = np.flatnonzero(fresh)
            problems[reason] = Problem(len(rows), (rows[:5] + 1).tolist())
            good[fresh] = False

    start, last = spans(columns["date"])
    leave_out(np.isnan(start), _NO_DATE)
    end = spans(columns["end"])[1] if "end" in columns else last
    end = np.where(np.isnan(end), last, end)
    leave_out(end < start, "it ends before it begins")
    for mask, reason in _astray(start):
        leave_out(mask, reason)
    if "lon" in columns:
        lon, lat = _placed(path, columns, leave_out)
    else:
        lon = lat = np.full(size, np.nan)
    named = {name: texts(column) for name, column in labels.items()}
    for name, column in named.items():
        leave_out(column == "", f"it has no {name}")
    precision = np.nan_to_num(numbers(columns["precision_m"])) if "precision_m" in columns else np.zeros(size)
    weight = numbers(columns["weight"]) if "weight" in columns else np.ones(size)
    leave_out(~(weight >= 0) | (precision < 0), "a weight or precision is negative or no number")
    kind, kinds = coded(columns["kind"]) if "kind" in columns else (np.zeros(size, np.int32), (UNNAMED,))
    channel, channels = coded(columns["channel"]) if "channel" in columns else (kind * 0, ("reported",))
    exposure = numbers(columns["exposure"]) if "exposure" in columns else None
    if exposure is not None:
        leave_out(exposure < 0, "its exposure is below 0")
    chance = numbers(columns["chance"]) if "chance" in columns else None
    if chance is not None:
        chance = np.where((chance > 0) & (chance <= 1), chance, np.nan)
    known = np.array([CHANNELS.index(one) if one in CHANNELS else -1 for one in channels] or [0], np.int8)[
        channel
    ]
    leave_out(known < 0, f"the channel is none of {', '.join(CHANNELS)}")
    if not good.any():
        worst = max(problems.items(), key=lambda one: one[1].count, default=("it has no rows", Problem()))[0]
        raise UnreadableInput(
            f"{path} holds no event that can be used: {worst}.",
            _HINTS.get(worst, "See the columns' names and values."),
            about="none-usable",
            numbers={"file": path.name, "why": worst},
        )
    told = (kinds, problems, named, exposure, chance)
    whole = Events(start, end, lon, lat, precision, weight, kind, known, *told)
    return whole.where(good)


def _placed(
    path: Path, columns: dict[str, Any], leave_out: Callable[[NDArray[np.bool_], str], None]
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    import numpy as np

    lon, lat = numbers(columns["lon"]), numbers(columns["lat"])
    leave_out(np.isnan(lon) | np.isnan(lat), _NO_PLACE)
    outside = (np.abs(lon) > 180) | (np.abs(lat) > 90)
    _expect_degrees(path, lon, lat, outside)
    leave_out(outside, "the coordinates are no degrees")
    leave_out((lon == 0) & (lat == 0), "the place is 0, 0: an address that was not found")
    return lon, lat


def _expect_degrees(
    path: Path, lon: NDArray[np.float64], lat: NDArray[np.float64], outside: NDArray[np.bool_]
) -> None:
    import numpy as np

    known = ~np.isnan(lon) & ~np.isnan(lat)
    if outside.sum() * 2 > known.sum():
        swapped = (np.abs(lat) <= 180) & (np.abs(lon) <= 90)
        if swapped[known].mean() > 0.9:
            raise UsageError(
                f"{path}: lon and lat look exchanged.",
                "Longitude is x, east; latitude y, north.",
                about="exchanged",
                numbers={"file": path.name},
            )
        raise UsageError(
            f"{path}: the coordinates are no degrees (the first is {lon[known][0]:g}, {lat[known][0]:g}).",
            "Convert them to WGS 84 (EPSG:4326): feet, metres and grid references are not read.",
            about="no-degrees",
            numbers={"file": path.name},
        )


def _astray(start: NDArray[np.float64]) -> list[tuple[NDArray[np.bool_], str]]:
    """Days that stand far from all others: those that programs write where none is known, and those to come. One of
    them alone would make a study of a hundred years."""
    import numpy as np

    none, later = np.isin(np.floor(start), list(NO_DAYS)), start > time() / DAY_SECONDS + 1
    sure = start[~(none | later) & ~np.isnan(start)]
    if not len(sure):
        return []
    far = (start < sure.min() - _FAR) | (start > sure.max() + _FAR)
    return [
        (none & far, "the day is one that programs write where none is known (1900-01-01, 1970-01-01)"),
        (later & far, "the day is more than a year after all others, and still to come"),
    ]


_FAR = 366.0
"""Days."""
