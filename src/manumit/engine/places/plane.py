"""A plane for a town or a region: metres east and north of the middle of what lies in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_A, _E2 = 6_378_137.0, 0.006_694_379_990_14
"""Of the WGS 84 ellipsoid: the equator's radius in metres, and the eccentricity squared."""


def on_a_plane(
    lon: NDArray[np.float64], lat: NDArray[np.float64]
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """(metres east, metres north): a transverse Mercator projection about the middle, on a sphere of the ellipsoid's
    own curvature there. Within 50 km of the middle distances are right to about one part in ten thousand."""
    import numpy as np

    middle = np.radians((lat.min() + lat.max()) / 2)
    round_ = np.angle(np.exp(1j * np.radians(lon - lon[0])))  # the date line tears nothing
    across = round_ - (round_.min() + round_.max()) / 2
    up = np.radians(lat)
    bend = 1 - _E2 * np.sin(middle) ** 2
    east_radius, north_radius = _A / np.sqrt(bend), _A * (1 - _E2) / bend**1.5
    east = np.arctanh(np.cos(up) * np.sin(across)) * east_radius
    north = (np.arctan2(np.tan(up), np.cos(across)) - middle) * north_radius
    return east, north
