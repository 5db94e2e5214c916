"""Where travellers stop, and what nobody can have travelled.

A stop is a stay point (Li, Zheng, Xie, Chen, Liu, Ma, Mining user similarity based on location history, ACM GIS 2008):
sightings within 200 m of the first for 30 minutes at least. Here times and places may be unsure: a stop is sure where
even the shortest time that it may have lasted is long enough, and a sighting that is known less well than to the radius
neither makes a stop nor ends one that it may belong to.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from manumit.engine.places.travels import Sightings

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

RADIUS_M, STAY_HOURS = 200.0, 0.5
TOP_KMH = 1_000.0
"""Ground speed that an airliner seldom passes."""
SLACK_KM = 1.0
"""By which positions of phones and clocks of cameras are off without saying so."""
LEAST_TRACK = 3
"""Sightings that make a traveller of their own; fewer are rows in error."""
MOST_TRACKS = 8
EARTH_KM = 6_371.0088


@dataclass(frozen=True)
class TooFast:
    """Two sightings under one name, each after the other in time: `km` apart at least, `hours` at most; `several`:
    they part into ways that several would have gone, and else into one way and rows in error."""

    traveller: int
    rows: tuple[int, int]
    km: float
    hours: float
    several: bool


@dataclass(frozen=True)
class Stops:
    """Columns of one length, by traveller, way and time. `arrived`, `left`: earliest and latest day (columns of two);
    `sure`: whether it lasted long enough for certain; `seen`: sightings."""

    traveller: NDArray[np.int64]
    track: NDArray[np.int64]
    lon: NDArray[np.float64]
    lat: NDArray[np.float64]
    arrived: NDArray[np.float64]
    left: NDArray[np.float64]
    sure: NDArray[np.bool_]
    seen: NDArray[np.int64]

    def __len__(self) -> int:
        return len(self.traveller)


def unit(lon: NDArray[np.float64], lat: NDArray[np.float64]) -> NDArray[np.float64]:
    """Points of the globe as rows of three."""
    import numpy as np

    x, y = np.radians(lon), np.radians(lat)
    return np.stack([np.cos(y) * np.cos(x), np.cos(y) * np.sin(x), np.sin(y)], axis=-1)


def apart(one: NDArray[np.float64], other: NDArray[np.float64]) -> NDArray[np.float64]:
    """Kilometres by great circle between rows of `unit`."""
    import numpy as np

    half = np.sqrt(np.sum((one - other) ** 2, axis=-1)) / 2
    far: NDArray[np.float64] = 2 * EARTH_KM * np.arcsin(np.minimum(half, 1.0))
    return far


def ways(sightings: Sightings, kmh: float = TOP_KMH) -> tuple[NDArray[np.int64], list[TooFast]]:
    """The way each sighting belongs to (0, 1, ... under one name, -1 for a row in error), and what was too fast."""
    import numpy as np

    track = np.zeros(len(sightings), np.int64)
    if len(sightings) < 2:
        return track, []
    points = unit(sightings.lon, sightings.lat)
    slack = sightings.precision / 1000
    least = np.maximum(apart(points[1:], points[:-1]) - slack[1:] - slack[:-1] - SLACK_KM, 0)
    hours = np.maximum(sightings.end[1:] - sightings.start[:-1], 0) * 24
    bad = np.flatnonzero((np.diff(sightings.traveller) == 0) & (least > kmh * hours))
    several: dict[int, bool] = {}
    for who in np.unique(sightings.traveller[bad]).tolist():
        first, stop = np.searchsorted(sightings.traveller, [who, who + 1]).tolist()
        own = _parted(sightings, points, range(first, stop), kmh)
        track[first:stop] = own
        several[who] = bool(own.max() > 0)
    return track, [
        TooFast(
            who := int(sightings.traveller[at]),
            (int(sightings.row[at]), int(sightings.row[at + 1])),
            float(least[at]),
            float(hours[at]),
            several[who],
        )
        for at in bad.tolist()
    ]


def _parted(sightings: Sightings, points: NDArray[np.float64], rows: range, kmh: float) -> NDArray[np.int64]:
    """Each sighting goes to the nearest way that it can have followed, or begins one. The longest is 0."""
    import numpy as np

    last: list[int] = []
    own = []
    for at in rows:
        ends = np.array(last, int)
        km = apart(points[ends], points[at])
        slack = (sightings.precision[ends] + sightings.precision[at]) / 1000 + SLACK_KM
        hours = np.maximum(sightings.end[at] - sightings.start[ends], 0) * 24
        free = np.flatnonzero(km - slack <= kmh * hours)
        if len(free):
            way = int(free[np.argmin(km[free])])
            last[way] = at
        elif len(last) < MOST_TRACKS:
            way = len(last)
            last.append(at)
        else:
            way = -1
        own.append(way)
    found = np.array(own)
    size = np.bincount(found[found >= 0], minlength=len(last))
    name = np.full(len(last) + 1, -1)
    for new, way in enumerate(np.argsort(-size, kind="stable").tolist()):
        if not new or size[way] >= LEAST_TRACK:
            name[way] = new
    told: NDArray[np.int64] = name[found]
    return told


def stay_hours(sightings: Sightings) -> float:
    """How long a stop lasts, as far as these sightings can tell: half an hour, or nothing (each sighting is a stop)
    where there is commonly longer between two."""
    import numpy as np

    middle = (sightings.start + sightings.end) / 2
    same = np.diff(sightings.traveller) == 0
    gaps = np.diff(middle)[same]
    return STAY_HOURS if len(gaps) and np.median(gaps) * 24 <= STAY_HOURS else 0.0


def stay_points(
    sightings: Sightings, track: NDArray[np.int64], radius_m: float = RADIUS_M, hours: float = STAY_HOURS
) -> Stops:
    """Stops of at least so many hours within so many metres, those that are not `sure` among them."""
    import numpy as np

    kept = np.flatnonzero(track >= 0)
    kept = kept[np.lexsort((track[kept], sightings.traveller[kept]))]  # stable: by time within
    whose, way = sightings.traveller[kept], track[kept]
    start, end = sightings.start[kept], sightings.end[kept]
    edges = np.flatnonzero(np.r_[True, (np.diff(whose) != 0) | (np.diff(way) != 0), True])
    points = unit(sightings.lon[kept], sightings.lat[kept])
    rows = _Rows(
        points.tolist(), start.tolist(), end.tolist(), (sightings.precision[kept] / 1000).tolist(),
        radius_m / 1000, hours / 24,
    )  # fmt: skip
    found = [
        one
        for first, stop in zip(edges[:-1].tolist(), edges[1:].tolist(), strict=True)
        for one in rows.stays(first, stop)
    ]
    first, last = (np.array([one[at] for one in found], np.int64) for at in (0, 1))
    known = (sightings.precision[kept] <= radius_m).astype(np.float64)
    sums = np.vstack([np.zeros(3), np.cumsum(points * known[:, None], axis=0)])
    middle = sums[last + 1] - sums[first]
    seen = np.r_[0, np.cumsum(known)]
    shortest = start[last] - end[first]
    return Stops(
        whose[first],
        way[first],
        np.degrees(np.arctan2(middle[:, 1], middle[:, 0])),
        np.degrees(np.arctan2(middle[:, 2], np.hypot(middle[:, 0], middle[:, 1]))),
        np.stack([start[first], end[first]], axis=-1),
        np.stack([start[last], end[last]], axis=-1),
        (shortest >= hours / 24 - 1e-9) | (hours == 0),
        (seen[last + 1] - seen[first]).astype(np.int64),
    )


@dataclass(frozen=True)
class _Rows:
    """Lists: plain numbers are the fastest to go through one by one."""

    points: list[list[float]]
    start: list[float]
    end: list[float]
    unsure: list[float]
    radius: float
    least: float

    def stays(self, first: int, stop: int) -> Iterator[tuple[int, int]]:
        """(first, last) sighting of each stop within one way."""
        at, away = first, first
        while at < stop:
            if self.unsure[at] > self.radius:
                at += 1
                continue
            if at < away < stop and self._off(at, away) and self.end[away - 1] - self.start[at] < self.least:
                at += 1  # what ended the stay of the sighting before ends this one sooner
                continue
            last, away = self._reach(at, stop)
            if self.end[last] - self.start[at] >= self.least - 1e-9:
                yield at, last
                at = away
            else:
                at += 1

    def _reach(self, at: int, stop: int) -> tuple[int, int]:
        """The last sighting within the radius, and the first that is surely away."""
        last = at
        for other in range(at + 1, stop):
            if self._off(at, other):
                return last, other
            if self.unsure[other] <= self.radius:
                last = other
        return last, stop

    def _off(self, one: int, other: int) -> bool:
        (a, b, c), (x, y, z) = self.points[one], self.points[other]
        unsure = self.unsure[other]
        reach = self.radius + (unsure if unsure > self.radius else 0.0)
        return bool((a - x) ** 2 + (b - y) ** 2 + (c - z) ** 2 > (reach / EARTH_KM) ** 2)
