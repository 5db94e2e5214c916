"""The cube: how many events a cell and a period. A span of time counts in each of its periods by its share (aoristic
weights: Ratcliffe, Int. J. Geographical Information Science 14, 2000), an uncertain place in every cell it may be.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from manumit.base.kernel import UsageError
from manumit.engine.places.area import Area, Cells
from manumit.engine.places.events import Events

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

PERIODS = {"day": 1.0, "week": 7.0, "fortnight": 14.0, "month": 365.25 / 12, "quarter": 365.25 / 4}
"""Days of a period; a month is a twelfth of a year, so that all are of one length."""
MOST_BINS = 60_000_000
_RINGS = 20  # steps over which an uncertain place is spread at most


@dataclass(frozen=True)
class Cube:
    """`counts`: cells x periods; `edges`: days since 1970 at which periods begin and the last ends; `outside`: the
    weight of events that are in no cell."""

    cells: Cells
    edges: NDArray[np.float64]
    counts: NDArray[np.float64]
    outside: float

    @property
    def total(self) -> NDArray[np.float64]:
        """Events a cell over all periods."""
        summed: NDArray[np.float64] = self.counts.sum(axis=1)
        return summed


def located(events: Events, cells: Cells) -> NDArray[np.int64]:
    """The place of each event's cell in `cells`, -1 outside."""
    import h3.api.numpy_int as h3
    import numpy as np

    to_cell, resolution = h3.latlng_to_cell, cells.resolution
    found = np.fromiter(
        (
            to_cell(lat, lon, resolution)
            for lat, lon in zip(events.lat.tolist(), events.lon.tolist(), strict=True)
        ),
        np.uint64,
        len(events),
    )
    return cells.index(found)


def expect_inside(events: Events, at: NDArray[np.int64], cells: Cells) -> None:
    """UsageError when most events lie outside, with the likely reason."""
    from dataclasses import replace

    import numpy as np

    inside = float(np.mean(at >= 0))
    if inside >= 0.5:
        return
    some = events.where(np.arange(len(events)) % max(1, len(events) // 2_000) == 0)
    other = replace(some, lon=some.lat, lat=some.lon)
    fits = np.abs(other.lat) <= 90
    if fits.any() and float(np.mean(located(other.where(fits), cells) >= 0)) > max(0.5, inside):
        raise _exchanged()
    if not inside:
        raise _elsewhere()


def expect_around(events: Events, area: Area) -> None:
    """The same, seen by the area alone before any cell is made: only what no cell can change is refused."""
    from dataclasses import replace

    import numpy as np

    some = events.where(np.arange(len(events)) % max(1, len(events) // 2_000) == 0)
    other = replace(some, lon=some.lat, lat=some.lon)
    inside = float(area.holds(some.lon, some.lat).mean())
    if inside < 0.5 and float(area.holds(other.lon, other.lat).mean()) > max(0.5, inside):
        raise _exchanged()
    west, south, east, north = area.shape.bounds
    near = (events.lon > west - _BESIDE) & (events.lon < east + _BESIDE)
    near &= (events.lat > south - _BESIDE) & (events.lat < north + _BESIDE)
    if not near.any():
        raise _elsewhere()


_BESIDE = 1.0
"""Degrees beyond an area in which one of its cells may still lie."""


def _exchanged() -> UsageError:
    return UsageError(
        "lon and lat are exchanged, in the table or in the area: the other way round the events lie in it.",
        "Longitude is x, east, and comes first in GeoJSON; latitude is y, north.",
        about="exchanged-columns",
    )


def _elsewhere() -> UsageError:
    return UsageError(
        "No event lies in the area.",
        "Check that both are WGS 84 degrees, longitude first.",
        about="none-in-area",
    )


def cube_of(events: Events, cells: Cells, edges: NDArray[np.float64]) -> Cube:
    """The cube of events over periods between `edges` (rising, days since 1970)."""
    import numpy as np

    periods = len(edges) - 1
    if len(cells) * periods > MOST_BINS:
        raise UsageError(
            f"{len(cells):,} cells by {periods:,} periods are too many (at most {MOST_BINS:,} together).",
            "Take longer periods, coarser cells or a smaller area.",
            about="many-periods",
            numbers={"n": len(cells), "periods": periods, "most": MOST_BINS},
        )
    at, event, share = placed(events, cells)
    counts = np.zeros(len(cells) * periods)
    inside = at >= 0
    outside = float(np.sum((events.weight[event] * share)[~inside]))
    at, event, share = at[inside], event[inside], share[inside]
    for shift, part in _shares(events.start[event], events.end[event], edges):
        period = np.searchsorted(edges, events.start[event], side="right") - 1 + shift
        taken = (part > 0) & (period >= 0) & (period < periods)
        bins = at[taken] * periods + period[taken]
        counts += np.bincount(bins, (events.weight[event] * share * part)[taken], len(counts))
    return Cube(cells, edges, counts.reshape(len(cells), periods), outside)


def _shares(
    start: NDArray[np.float64], end: NDArray[np.float64], edges: NDArray[np.float64]
) -> list[tuple[int, NDArray[np.float64]]]:
    """(how many periods after its first, share of each event that falls there)."""
    import numpy as np

    length = end - start
    if not np.any(length > 0):
        return [(0, np.ones(len(start)))]
    first = np.searchsorted(edges, start, side="right") - 1
    last = np.searchsorted(edges, end, side="right") - 1
    shares = []
    for shift in range(int((last - first).max(initial=0)) + 1):
        low = np.take(edges, np.clip(first + shift, 0, len(edges) - 1))
        low = np.where(first + shift < 0, -np.inf, low)
        high = np.take(np.append(edges, np.inf), np.clip(first + shift + 1, 0, len(edges)))
        overlap = np.clip(np.minimum(end, high) - np.maximum(start, low), 0, None)
        point = (length <= 0) & (shift == 0)
        shares.append((shift, np.where(point, 1.0, overlap / np.where(length > 0, length, 1.0))))
    return shares


def placed(events: Events, cells: Cells) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.float64]]:
    """(cell, event, share): one row a point, several for a place that is uncertain by more than a cell; -1 outside."""
    import numpy as np

    at = located(events, cells)
    every = np.arange(len(events))
    rings = np.minimum(steps_of(events, cells), _RINGS)
    if not rings.any():
        return at, every, np.ones(len(events))
    sure = rings == 0
    where, whose, shares = [at[sure]], [every[sure]], [np.ones(int(sure.sum()))]
    for size in np.unique(rings[~sure]).tolist():
        chosen = every[rings == size]
        near = _disks(events, chosen, cells, size)
        where.append(near.ravel())
        whose.append(np.repeat(chosen, near.shape[1]))
        shares.append(np.full(near.size, 1.0 / near.shape[1]))
    return np.concatenate(where), np.concatenate(whose), np.concatenate(shares)


def steps_of(events: Events, cells: Cells) -> NDArray[np.int64]:
    """Over how many steps to cells beside it each event's place is uncertain."""
    import numpy as np

    told: NDArray[np.int64] = np.minimum(steps(events.precision, cells.resolution), 1e6).astype(np.int64)
    return told


def steps(metres: Any, resolution: int) -> Any:
    """So many metres (a number or several) in whole steps from a cell to the next."""
    import h3
    import numpy as np

    return np.rint(metres / (h3.average_hexagon_edge_length(resolution, "m") * 3**0.5))


def _disks(events: Events, chosen: NDArray[np.int64], cells: Cells, size: int) -> NDArray[np.int64]:
    """Places of all cells within `size` steps of each event (events x 1 + 3 size (size + 1))."""
    import h3.api.numpy_int as h3
    import numpy as np

    width = 1 + 3 * size * (size + 1)
    near = np.zeros((len(chosen), width), np.uint64)
    for row, one in zip(near, chosen.tolist(), strict=True):
        disk = h3.grid_disk(h3.latlng_to_cell(events.lat[one], events.lon[one], cells.resolution), size)
        row[: len(disk)] = disk
    return cells.index(near.ravel()).reshape(near.shape)


def periods_back(first: float, last: float, days: float, least: int = 1) -> NDArray[np.float64]:
    """Edges of whole periods that end with the day of the last event: the newest period is a whole one."""
    import numpy as np

    end = float(np.floor(last)) + 1
    count = max(least, int(np.floor((end - first) / days)))
    edges: NDArray[np.float64] = end - days * np.arange(count, -1, -1, dtype=np.float64)
    return edges
