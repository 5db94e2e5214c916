"""Places by their names, as a table says where they lie."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from manumit.base.kernel import UnreadableInput
from manumit.engine.places.tables import Read, read_columns

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

PLACE = {"place": ("place", "name", "id", "cell"), "lon": ("lon", "longitude"), "lat": ("lat", "latitude")}
Point = tuple[float, float]
"""(lon, lat) in WGS 84 degrees."""


def read_points(path: Path) -> dict[str, Point]:
    """Of a table with place, lon, lat. UnreadableInput for what is no place on the earth."""
    table = read_columns(path, PLACE, ("place", "lon", "lat"))
    lon, lat = degrees(path, table)
    return dict(zip(table.texts("place"), zip(lon.tolist(), lat.tolist(), strict=True), strict=True))


def degrees(path: Path, table: Read) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """(longitudes, latitudes). UnreadableInput with the first row that has none."""
    import numpy as np

    lon, lat = table.numbers("lon"), table.numbers("lat")
    bad = ~((np.abs(lon) <= 180) & (np.abs(lat) <= 90))
    if bad.any():
        raise UnreadableInput(
            f"{path}: row {int(np.flatnonzero(bad)[0]) + 1} has no longitude and latitude in degrees.",
            "Write WGS 84 degrees with decimals; longitude is x, east.",
        )
    return lon, lat
