"""Which town a point is near to, for people who know towns and no coordinates."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Final

from manumit.engine.signals.model import Place
from manumit.engine.signals.places import towns

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

EARTH_KM: Final = 6371.0088
POINTS: Final = ("N", "NE", "E", "SE", "S", "SW", "W", "NW")


@dataclass(frozen=True)
class Nearby:
    """A point lies `km` to the `point` of the compass (one of POINTS) from the middle of a town of 15,000 or more."""

    town: Place
    km: float
    point: str


def towns_near(points: Sequence[tuple[float, float]]) -> list[Nearby]:
    """The nearest town of each (latitude, longitude) in degrees, by great circle."""
    import numpy as np

    known, globe = _globe()
    told = []
    for lat, lon in points:
        x, y = math.radians(lon), math.radians(lat)
        here = np.array([math.cos(y) * math.cos(x), math.cos(y) * math.sin(x), math.sin(y)])
        town = known[int(np.argmax(globe @ here))]
        told.append(Nearby(town, *_way(town, lat, lon)))
    return told


@cache
def _globe() -> tuple[Sequence[Place], NDArray[np.float64]]:
    """Towns, and where they are as rows of three."""
    import numpy as np

    known = towns()
    lat, lon = np.radians([(one.lat, one.lon) for one in known]).T
    return known, np.stack([np.cos(lat) * np.cos(lon), np.cos(lat) * np.sin(lon), np.sin(lat)], axis=-1)


def _way(town: Place, lat: float, lon: float) -> tuple[float, str]:
    """(kilometres, point of the compass) from the town."""
    a, b, across = math.radians(town.lat), math.radians(lat), math.radians(lon - town.lon)
    half = math.sin((b - a) / 2) ** 2 + math.cos(a) * math.cos(b) * math.sin(across / 2) ** 2
    east = math.sin(across) * math.cos(b)
    north = math.cos(a) * math.sin(b) - math.sin(a) * math.cos(b) * math.cos(across)
    turn = math.degrees(math.atan2(east, north)) % 360
    return 2 * EARTH_KM * math.asin(min(1.0, math.sqrt(half))), POINTS[round(turn / 45) % len(POINTS)]
