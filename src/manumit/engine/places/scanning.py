"""The permutation scan of a set of events: the cells they lie in are its places, steps of time its periods."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from manumit.base.kernel import UsageError
from manumit.engine.places.allocation import hours_between
from manumit.engine.places.area import COARSEST, FINEST, Cells
from manumit.engine.places.clusters import DEALS, MOST_PLACES, Cluster, expect_cases, scan
from manumit.engine.places.cube import PERIODS, expect_inside, located, periods_back
from manumit.engine.places.events import Events
from manumit.engine.places.precision import precise
from manumit.engine.places.saying import counted

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

LEAST_PERIODS = 6
"""Periods from which a stretch of them can stand out."""


@dataclass(frozen=True)
class Scanned:
    """`clusters`, their places numbers in `names`, `lon` and `lat` (of cells that hold events), their periods those
    between `edges` (days since 1970); `cases` that were scanned; `notes`: what was set apart, in sentences."""

    clusters: tuple[Cluster, ...]
    names: tuple[str, ...]
    lon: NDArray[np.float64]
    lat: NDArray[np.float64]
    edges: NDArray[np.float64]
    cases: int
    notes: tuple[str, ...]


def find_clusters(
    events: Events,
    resolution: int,
    cells: Cells | None = None,
    period: str = "week",
    *,
    first: float | None = None,
    last: float | None = None,
    prospective: bool = False,
    most_time: float = 0.5,
    most_km: float = float("inf"),
    deals: int = DEALS,
    seed: int = 0,
    step: Callable[[int, int], None] | None = None,
) -> Scanned:
    """Clusters among events between the days `first` and `last` (not included; the newest period ends there, or with
    the last event), at most `most_km` around their middle. With `cells` (of that resolution), those in them alone."""
    import h3
    import numpy as np

    if period not in PERIODS:
        raise UsageError(f"There is no period {period!r}.", f"Periods are: {', '.join(PERIODS)}.")
    if not COARSEST <= resolution <= FINEST:
        raise UsageError(
            f"Resolution {resolution} is not used here.", f"Choose {COARSEST} to {FINEST}; 8 is a quarter."
        )
    if not 0 < most_time <= 0.9 or most_km <= 0:
        raise UsageError("A cluster lasts above 0 and at most 0.9 of the time, and reaches above 0 km.")
    days = PERIODS[period]
    across = h3.average_hexagon_edge_length(resolution, "m") * 2
    events, notes = precise(events, across, days, first, last)
    events, notes = _inside(events, cells, notes)
    expect_cases(len(events))
    ids = _cells_of(events, resolution)
    places, place = np.unique(ids, return_inverse=True)
    _expect_few(events, places, resolution)
    edges = _edges(events, days, period, first, last)
    at = np.searchsorted(edges, events.start, side="right") - 1
    kept = at >= 0
    if not kept.all():
        notes = (
            *notes,
            f"Left out: {counted(int((~kept).sum()))} before the first whole {period}.",
        )
        places, place = np.unique(ids[kept], return_inverse=True)
    lat, lon = np.array([h3.cell_to_latlng(h3.int_to_str(one)) for one in places.tolist()]).T
    found = scan(
        hours_between(lon, lat, lon, lat, kmh=1.0),
        place,
        at[kept],
        len(edges) - 1,
        prospective=prospective,
        most_time=most_time,
        most_distance=most_km,
        deals=deals,
        seed=seed,
        step=step,
    )
    names = tuple(format(one, "x") for one in places.tolist())
    return Scanned(tuple(found), names, lon, lat, edges, int(kept.sum()), notes)


def _inside(events: Events, cells: Cells | None, notes: tuple[str, ...]) -> tuple[Events, tuple[str, ...]]:
    if cells is None or not len(events):
        return events, notes
    at = located(events, cells)
    expect_inside(events, at, cells)
    outside = int((at < 0).sum())
    if outside:
        notes = (
            *notes,
            f"Outside the area's cells: {outside:,} of {counted(len(events))}.",
        )
    return events.where(at >= 0), notes


def _cells_of(events: Events, resolution: int) -> NDArray[np.uint64]:
    import h3.api.numpy_int as h3
    import numpy as np

    pairs = zip(events.lat.tolist(), events.lon.tolist(), strict=True)
    return np.array([h3.latlng_to_cell(lat, lon, resolution) for lat, lon in pairs], np.uint64)


def _expect_few(events: Events, places: NDArray[np.uint64], resolution: int) -> None:
    """UsageError where there are too many places, with the finest cells that would do."""
    import numpy as np

    if len(places) <= MOST_PLACES:
        return
    coarser = next(
        (
            one
            for one in range(resolution - 1, COARSEST, -1)
            if len(np.unique(_cells_of(events, one))) <= MOST_PLACES
        ),
        COARSEST,
    )
    raise UsageError(
        f"Events lie in {len(places):,} cells; a scan compares at most {MOST_PLACES:,}.",
        f"Take --resolution {coarser}, or a smaller area.",
    )


def _edges(
    events: Events, days: float, period: str, first: float | None, last: float | None
) -> NDArray[np.float64]:

    begins = float(events.start.min()) if first is None else first
    ends = float(events.start.max()) if last is None else last - 1
    edges = periods_back(begins, ends, days)
    if len(edges) - 1 < LEAST_PERIODS:
        raise UsageError(
            f"{ends - begins + 1:.0f} days are {len(edges) - 1} periods of a {period}; a scan needs {LEAST_PERIODS}.",
            "Take a shorter --period or a longer time.",
        )
    return edges
