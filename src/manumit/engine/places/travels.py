"""Who was seen where and when: a table of sightings, stays or tickets becomes one row a sighting, times and places as
unsure as they were told.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from manumit.base.kernel import UnreadableInput, UsageError
from manumit.engine.places.events import _NO_DATE, Problem, _placed
from manumit.engine.places.fields import moments, numbers, table_of, texts

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

TRAVELLER = ("traveller", "traveler", "person", "vehicle", "plate", "phone", "device", "advertiser")
_TIMES = {
    "date": ("date", "time", "start", "observed_at", "posted_at", "seen_at", "departs", "departs_at"),
    "end": ("end", "date_end", "end_at"),
    "arrived": ("arrived", "arrived_at", "check_in"),
    "left": ("left", "left_at", "check_out"),
    "arrives": ("arrives", "arrives_at"),
}
_PLACES = (("lon", "lat"), ("longitude", "latitude"), ("lng", "lat"), ("x", "y"))
_ENDS = (("origin_lon", "origin_lat"), ("destination_lon", "destination_lat"))
_PRECISION = ("precision_m", "precision")
_HOUR, _CLOCK = r"\d[T ]\d{1,2}\s*(Z|[+-]\d{2}(:?\d{2})?)?\s*$", r":|T\d{4}"
_FORMS = (
    "Give traveller,date,lon,lat; or arrived,left for stays; or departs,arrives,origin_lon,... for tickets."
)
Leave = Callable[["NDArray[np.bool_]", str], None]


@dataclass(frozen=True)
class Sightings:
    """Columns of one length, by traveller and then by time. `traveller`: place in `names`; `start`, `end`: days since
    1970, UTC, the sighting is somewhere between; `lon`, `lat`: WGS 84 degrees; `precision`: metres; `row`: where in
    the table, from 1 below the header. `rows`: how many the table has; `problems`: reason -> rows left out."""

    traveller: NDArray[np.int64]
    start: NDArray[np.float64]
    end: NDArray[np.float64]
    lon: NDArray[np.float64]
    lat: NDArray[np.float64]
    precision: NDArray[np.float64]
    row: NDArray[np.int64]
    names: tuple[str, ...]
    rows: int = 0
    problems: dict[str, Problem] = field(default_factory=dict)

    def __len__(self) -> int:
        return len(self.start)


def tells_travellers(path: Path, column: str = "") -> bool:
    """Whether a table says who moved: in `column`, or in one of the names of TRAVELLER."""
    return _column(table_of(path).column_names, column) is not None


def read_sightings(path: Path, column: str = "") -> Sightings:
    """Sightings of a CSV with a header, or of JSON lines; `column` names the traveller, else the first of TRAVELLER.
    A day without a clock is unsure by a day; a stay is seen at both its ends, a ticket where and when it departs and
    arrives. What a row lacks leaves it out; UsageError or UnreadableInput where the file cannot be meant."""
    import numpy as np

    table = table_of(path)
    names = {one.strip().lower(): one for one in table.column_names}
    who = _column(table.column_names, column)
    if who is None:
        raise UsageError(
            f"{path} does not say who moved: it has {', '.join(table.column_names)}.",
            f"Name the column with --traveller, or call it {', '.join(TRAVELLER[:4])}.",
        )
    problems: dict[str, Problem] = {}
    good = np.ones(len(table), bool)

    def leave_out(bad: NDArray[np.bool_], reason: str) -> None:
        rows = np.flatnonzero(bad & good)
        if len(rows):
            problems[reason] = Problem(len(rows), (rows[:5] + 1).tolist())
            good[rows] = False

    travellers = texts(table.column(who))
    leave_out(travellers == "", f"it has no {who}")
    seen = _seen(path, table, names, leave_out)
    precision = _precision(table, names, leave_out)
    if not good.any():
        worst = max(problems, key=lambda one: problems[one].count, default="it has no rows")
        raise UnreadableInput(f"{path} holds no movement that can be used: {worst}.", _FORMS)
    known, code = np.unique(travellers[good].astype(str), return_inverse=True)
    each, row = len(seen), np.flatnonzero(good)
    start, end, lon, lat = (np.concatenate([one[at][good] for one in seen]) for at in range(4))
    whose = np.tile(code.astype(np.int64), each)
    order = np.lexsort((np.repeat(np.arange(each), len(row)), np.tile(row, each), start + end, whose))
    return Sightings(
        whose[order], start[order], end[order], lon[order], lat[order],
        np.tile(precision[good], each)[order], np.tile(row + 1, each)[order],
        tuple(known.tolist()), len(table), problems,
    )  # fmt: skip


def _column(there: list[str], asked: str) -> str | None:
    names = {one.strip().lower(): one for one in there}
    wanted = (asked.strip().lower(),) if asked else TRAVELLER
    return next((names[one] for one in wanted if one in names), None)


Seen = tuple["NDArray[np.float64]", "NDArray[np.float64]", "NDArray[np.float64]", "NDArray[np.float64]"]


def _seen(path: Path, table: Any, names: dict[str, str], leave_out: Leave) -> list[Seen]:
    """(start, end, lon, lat) of each sighting that a row tells of."""
    import numpy as np

    times = {
        name: table.column(names[next(one for one in aliases if one in names)])
        for name, aliases in _TIMES.items()
        if any(one in names for one in aliases)
    }
    to = next((one for one in (_ENDS[1], *_PLACES) if set(one) <= set(names)), None)
    if to is None or not ("date" in times or {"arrived", "left"} <= set(times)):
        raise UnreadableInput(f"{path} does not say where and when: it has {', '.join(names)}.", _FORMS)
    place = _point(path, table, names, to, leave_out)
    if {"arrived", "left"} <= set(times):
        came, went = (_span(times[one], leave_out) for one in ("arrived", "left"))
        leave_out(went[1] < came[0], "it ends before it begins")
        came, went = _in_order(came, went)
        return [(*came, *place), (*went, *place)]
    start, end = _span(times["date"], leave_out)
    if set(_ENDS[0]) <= set(names):
        return _ticket(_point(path, table, names, _ENDS[0], leave_out), place, (start, end), times, leave_out)
    if "end" in times:
        told = moments(times["end"])
        leave_out(told < start, "it ends before it begins")
        end = np.where(np.isnan(told), end, np.maximum(told, start))
    return [(start, end, *place)]


Two = tuple["NDArray[np.float64]", "NDArray[np.float64]"]


def _ticket(origin: Two, place: Two, departs: Two, times: dict[str, Any], leave_out: Leave) -> list[Seen]:
    """Without an arrival, within a day after the departure."""
    import numpy as np

    start, end = departs[0], departs[1] + 1
    if "arrives" in times:
        told = moments(times["arrives"])
        leave_out(told + _unsure(times["arrives"]) < departs[0], "it arrives before it departs")
        start = np.where(np.isnan(told), start, told)
        end = np.where(np.isnan(told), end, told + _unsure(times["arrives"]))
    departs, arrives = _in_order(departs, (start, end))
    return [(*departs, *origin), (*arrives, *place)]


def _in_order(first: Two, then: Two) -> tuple[Two, Two]:
    """Two spans, the one after the other: nobody arrives before departing, nor departs after arriving."""
    import numpy as np

    return (
        (first[0], np.minimum(first[1], np.maximum(then[1], first[0]))),
        (np.maximum(then[0], first[0]), then[1]),
    )


def _point(path: Path, table: Any, names: dict[str, str], pair: tuple[str, str], leave_out: Leave) -> Two:
    return _placed(
        path, {"lon": table.column(names[pair[0]]), "lat": table.column(names[pair[1]])}, leave_out
    )


def _span(column: Any, leave_out: Leave) -> Two:
    import numpy as np

    start = moments(column)
    leave_out(np.isnan(start), _NO_DATE)
    return start, start + _unsure(column)


def _unsure(column: Any) -> NDArray[np.float64]:
    """Days by which a time may be later than it says: one where it is a day without a clock, an hour where the clock
    has no minutes (2026-01-05T14)."""
    import numpy as np
    import pyarrow as pa
    import pyarrow.compute as pc

    text = pc.fill_null(pc.cast(column, pa.string()), "")
    hour, clock = (
        np.asarray(pc.match_substring_regex(text, one).to_numpy(), bool) for one in (_HOUR, _CLOCK)
    )
    return np.where(hour, 1 / 24, np.where(clock, 0.0, 1.0))


def _precision(table: Any, names: dict[str, str], leave_out: Leave) -> NDArray[np.float64]:
    import numpy as np

    told = next((names[one] for one in _PRECISION if one in names), None)
    precision = np.nan_to_num(numbers(table.column(told))) if told else np.zeros(len(table))
    leave_out(precision < 0, "the precision is negative")
    return precision
