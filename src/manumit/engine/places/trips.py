"""Who went from where to where, counted between places: from a table, or from the journeys of a workspace."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from manumit.base.kernel import Refused, UsageError
from manumit.engine.evidence import Workspace
from manumit.engine.places.allocation import hours_between
from manumit.engine.places.events import Problem
from manumit.engine.places.movements import read_movements
from manumit.engine.places.named import Point, read_points
from manumit.engine.places.tables import read_columns, read_headed
from manumit.engine.signals import airport, place_of

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

MOST_PLACES = 1_500
_COLUMNS = {
    "origin": ("origin", "from", "source"),
    "destination": ("destination", "to", "target"),
    "count": ("count", "movements", "trips", "n"),
    "date": ("date", "time", "departs_at"),
}
_NAMELESS = "it does not say where from or where to"
_UNKNOWN = "nobody knows where the place lies"


@dataclass(frozen=True)
class Trips:
    """`counts`: origins x destinations among `names`, nothing on the diagonal; `km` between them by great circle.
    `problems`: reason -> rows left out; `notes`: what a reader should know, in sentences."""

    names: tuple[str, ...]
    lon: NDArray[np.float64]
    lat: NDArray[np.float64]
    counts: NDArray[np.float64]
    km: NDArray[np.float64]
    problems: dict[str, Problem] = field(default_factory=dict)
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class _Trip:
    row: int
    origin: str
    destination: str
    count: float


def read_trips(
    path: Path, places: Path | None = None, first: float | None = None, last: float | None = None
) -> Trips:
    """Trips of a table with origin and destination, and a `count` or one row each; between the days `first` and
    `last` (not included) where it has dates. Names are looked up in `places` (place, lon, lat); without it among
    airports (three letters) and towns. A table with the coordinates of both ends is counted between H3 cells."""
    import numpy as np

    if not {one.strip().lower() for one in read_headed(path)[0]} & set(_COLUMNS["origin"]):
        between = _between_cells(path, dated=first is not None or last is not None)
        if between:
            return between
    table = read_columns(path, _COLUMNS, ("origin", "destination"))
    size = len(table.texts("origin"))
    count = table.numbers("count") if "count" in table.names else np.ones(size)
    problems: dict[str, Problem] = {}
    kept = np.ones(size, bool)
    if first is not None or last is not None:
        if "date" not in table.names:
            raise UsageError(f"{path} has no column date.", "Leave --since and --until out.")
        day = table.days("date")
        _leave_out(problems, np.flatnonzero(np.isnan(day)), "the date cannot be read")
        kept = (day >= (-np.inf if first is None else first)) & (day < (np.inf if last is None else last))
    _leave_out(problems, np.flatnonzero(kept & ~(count >= 0)), "the count is negative or no number")
    rows = zip(table.texts("origin"), table.texts("destination"), count.tolist(), strict=True)
    trips = [_Trip(at, *row) for at, row in enumerate(rows) if kept[at] and row[2] >= 0]
    return _counted(trips, read_points(places) if places else None, problems)


def _between_cells(path: Path, dated: bool) -> Trips | None:
    found = read_movements(path)
    if found is None:
        return None
    if dated:
        raise UsageError("--since and --until go with names of places.", "Leave them out.")
    import h3
    import numpy as np

    lat, lon = np.array([h3.cell_to_latlng(one) for one in found.cells]).reshape(-1, 2).T
    within = float(np.trace(found.counts))
    counts = found.counts.copy()
    np.fill_diagonal(counts, 0.0)
    lost = read_headed(path)[1].size - int(found.counts.sum())
    return Trips(
        tuple(found.cells),
        lon,
        lat,
        counts,
        hours_between(lon, lat, lon, lat, kmh=1.0),
        {"a coordinate is missing or none in degrees": Problem(lost, [])} if lost else {},
        (f"Places are H3 cells of resolution {found.resolution}.", *_said_within(within)),
    )


def _said_within(count: float) -> tuple[str, ...]:
    return (f"{count:,.0f} movements that end where they began are left out.",) if count else ()


def trips_of(workspace: Workspace, places: Path | None = None) -> Trips:
    """Legs of journeys, and bookings that came without legs. Refused where there is none."""
    trips = [_Trip(at, *ends, 1.0) for at, ends in enumerate(_journeys(workspace))]
    if not trips:
        raise Refused("No record of this workspace is a journey.", "They come from bookings and legs.")
    return _counted(trips, read_points(places) if places else None, {})


def _journeys(workspace: Workspace) -> Iterator[tuple[str, str]]:
    """(origin, destination); a booking's own ends do not count beside its legs."""
    legs = [row for part in workspace.parts("leg") for row in _rows(part, "booking_source_id")]
    of_legs = {row["booking_source_id"] for row in legs}
    bookings = (row for part in workspace.parts("booking") for row in _rows(part, "source_id"))
    for row in (*legs, *(one for one in bookings if one["source_id"] not in of_legs)):
        yield row["origin"] or "", row["destination"] or ""


def _rows(part: Path, own: str) -> list[dict[str, Any]]:
    import pyarrow.parquet as pq

    wanted = ("origin", "destination", own)
    has = [one for one in wanted if one in pq.read_schema(part).names]
    return [dict.fromkeys(wanted) | row for row in pq.read_table(part, columns=has).to_pylist()]


def _known(name: str) -> Point | None:
    found = airport(name) if len(name) == 3 and name.isupper() else None
    found = found or place_of(name)
    return (found.lon, found.lat) if found else None


def _counted(trips: list[_Trip], known: Mapping[str, Point] | None, problems: dict[str, Problem]) -> Trips:
    import numpy as np

    spoken = {name for one in trips for name in (one.origin, one.destination) if name}
    where = {name: known.get(name) if known is not None else _known(name) for name in sorted(spoken)}
    good: list[_Trip] = []
    nameless, unknown = [], []
    for one in trips:
        if not one.origin or not one.destination:
            nameless.append(one.row)
        elif where[one.origin] is None or where[one.destination] is None:
            unknown.append(one.row)
        else:
            good.append(one)
    _leave_out(problems, nameless, _NAMELESS)
    _leave_out(problems, unknown, _UNKNOWN)
    lost = sorted(name for name, point in where.items() if point is None)
    notes = [f"Not found: {', '.join(lost[:8])}{' ...' if len(lost) > 8 else ''}."] if lost else []
    points = {name: point for name, point in where.items() if point is not None}
    same = _one_name(points)
    counts: dict[tuple[str, str], float] = defaultdict(float)
    within = 0.0
    for one in good:
        ends = same[one.origin], same[one.destination]
        if ends[0] == ends[1]:
            within += one.count
        else:
            counts[ends] += one.count
    notes.extend(_said_within(within))
    names = tuple(sorted({name for ends in counts for name in ends}))
    if len(names) > MOST_PLACES:
        raise UsageError(f"{len(names):,} places are too many (at most {MOST_PLACES:,}).", "Take wider ones.")
    at = {name: row for row, name in enumerate(names)}
    lon, lat = (np.array([points[name][axis] for name in names]) for axis in (0, 1))
    table = np.zeros((len(names), len(names)))
    for (origin, destination), count in counts.items():
        table[at[origin], at[destination]] = count
    return Trips(names, lon, lat, table, hours_between(lon, lat, lon, lat, kmh=1.0), problems, tuple(notes))


def _one_name(points: Mapping[str, Point]) -> dict[str, str]:
    """Several names of one point (to a metre) become the first."""
    first: dict[Point, str] = {}
    return {
        name: first.setdefault((round(lon, 5), round(lat, 5)), name) for name, (lon, lat) in points.items()
    }


def _leave_out(problems: dict[str, Problem], rows: Iterable[int], reason: str) -> None:
    told = [int(one) + 1 for one in rows]
    if told:
        problems[reason] = Problem(len(told), told[:5])
