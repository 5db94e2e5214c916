"""Movements from one place to another, read from a table of events that says where each came from."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from manumit.engine.places.events import Problem, _placed
from manumit.engine.places.fields import table_of

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_FROM = (("origin_lon", "origin_lat"),)
_TO = (("destination_lon", "destination_lat"), ("lon", "lat"), ("longitude", "latitude"))
FINEST = 7
MOST_PLACES = 80
"""Places between which movements are counted: cells as small as leave no more."""


@dataclass(frozen=True)
class Movements:
    """`cells`: H3 ids of `resolution`; `counts`: origins x destinations. `rows`: how many the table has; `problems`:
    reason -> rows left out, counted from 1 below the header (the first few)."""

    cells: list[str]
    resolution: int
    counts: NDArray[np.float64]
    rows: int = 0
    problems: dict[str, Problem] = field(default_factory=dict)


def read_movements(path: Path) -> Movements | None:
    """Movements of a table with origin_lon, origin_lat and destination_lon, destination_lat (or lon, lat); None for a
    table that does not say where from. UsageError where its coordinates cannot be degrees."""
    import h3
    import numpy as np

    table = table_of(path)
    names = {one.strip().lower(): one for one in table.column_names}
    pairs = [next((one for one in among if set(one) <= set(names)), None) for among in (_FROM, _TO)]
    problems: dict[str, Problem] = {}
    good = np.ones(len(table), bool)

    def leave_out(end: str, bad: NDArray[np.bool_], reason: str) -> None:
        rows = np.flatnonzero(bad & good)
        if len(rows):
            problems[f"where {end}: {reason}"] = Problem(len(rows), (rows[:5] + 1).tolist())
            good[rows] = False

    points = []
    for end, pair in zip(("from", "to"), pairs, strict=True):
        if pair is None:
            return None
        columns = {axis: table.column(names[name]) for axis, name in zip(("lon", "lat"), pair, strict=True)}
        points.append(_placed(path, columns, partial(leave_out, end)))
    ends = np.concatenate([lon[good] + 1j * lat[good] for lon, lat in points])
    spots, spot = np.unique(ends, return_inverse=True)
    fine = [h3.latlng_to_cell(one.imag, one.real, FINEST) for one in spots.tolist()]
    resolution, cells = FINEST, fine
    while len(set(cells)) > MOST_PLACES and resolution:
        resolution -= 1
        cells = [h3.cell_to_parent(one, resolution) for one in fine]
    ordered, place = np.unique(np.array(cells, object), return_inverse=True)
    counts = np.zeros((len(ordered), len(ordered)))
    np.add.at(counts, tuple(place[spot].reshape(2, -1)), 1)
    return Movements(ordered.tolist(), resolution, counts, len(table), problems)
