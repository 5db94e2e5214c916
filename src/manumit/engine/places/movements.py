"""Movements from one place to another, read from a table of events that says where each came from."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from manumit.engine.places.events import _numbers, _table

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
    """`cells`: H3 ids of `resolution`; `counts`: origins x destinations."""

    cells: list[str]
    resolution: int
    counts: NDArray[np.float64]


def read_movements(path: Path) -> Movements | None:
    """Movements of a table with origin_lon, origin_lat and destination_lon, destination_lat (or lon, lat); None for a
    table that does not say where from."""
    import h3
    import numpy as np

    table = _table(path)
    names = {one.strip().lower(): one for one in table.column_names}
    pairs = [next((one for one in among if set(one) <= set(names)), None) for among in (_FROM, _TO)]
    if None in pairs:
        return None
    columns = [_numbers(table.column(names[name])) for pair in pairs if pair for name in pair]
    lon, lat = np.abs(np.array(columns[::2])), np.abs(np.array(columns[1::2]))
    good = np.all((lon <= 180) & (lat <= 90), axis=0)  # nan is neither
    told = [column[good].tolist() for column in columns]
    ends: list[list[str]] = [[], []]
    for resolution in range(FINEST, -1, -1):
        ends = [
            [h3.latlng_to_cell(y, x, resolution) for x, y in zip(told[at], told[at + 1], strict=True)]
            for at in (0, 2)
        ]
        if len({*ends[0], *ends[1]}) <= MOST_PLACES:
            break
    cells = sorted({*ends[0], *ends[1]})
    index = {one: at for at, one in enumerate(cells)}
    counts = np.zeros((len(cells), len(cells)))
    np.add.at(counts, ([index[one] for one in ends[0]], [index[one] for one in ends[1]]), 1)
    return Movements(cells, resolution, counts)
