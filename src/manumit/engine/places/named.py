"""Places by their names, as a table says where they lie."""

from __future__ import annotations

from pathlib import Path

from manumit.base.kernel import UnreadableInput
from manumit.engine.places.tables import read_columns

PLACE = {"place": ("place", "name", "id", "cell"), "lon": ("lon", "longitude"), "lat": ("lat", "latitude")}
Point = tuple[float, float]
"""(lon, lat) in WGS 84 degrees."""


def read_points(path: Path) -> dict[str, Point]:
    """Of a table with place, lon, lat. UnreadableInput for what is no place on the earth."""
    import numpy as np

    table = read_columns(path, PLACE, ("place", "lon", "lat"))
    lon, lat = table.numbers("lon"), table.numbers("lat")
    bad = ~((np.abs(lon) <= 180) & (np.abs(lat) <= 90))
    if bad.any():
        raise UnreadableInput(
            f"{path}: row {int(np.flatnonzero(bad)[0]) + 1} has no longitude and latitude in degrees.",
            "Write WGS 84 degrees with decimals; longitude is x, east.",
        )
    return dict(zip(table.texts("place"), zip(lon.tolist(), lat.tolist(), strict=True), strict=True))
