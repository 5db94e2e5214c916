"""A made-up town: a square of some twenty kilometres in the Atlantic, and events in it."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from manumit.engine.places import Area, Cells, Events

WEST, SOUTH, EAST, NORTH = -30.2, 40.0, -30.0, 40.15
SQUARE = {
    "type": "Feature",
    "properties": {},
    "geometry": {
        "type": "Polygon",
        "coordinates": [[[WEST, SOUTH], [EAST, SOUTH], [EAST, NORTH], [WEST, NORTH], [WEST, SOUTH]]],
    },
}
FIRST_DAY = 18_262.0  # 1 January 2020


def town(resolution: int = 8) -> Cells:
    return Area.of(SQUARE).cells(resolution)


def events_at(lon: NDArray[np.float64], lat: NDArray[np.float64], start: NDArray[np.float64]) -> Events:
    n = len(lon)
    zeros = np.zeros(n)
    return Events(
        start,
        start.copy(),
        lon,
        lat,
        zeros,
        np.ones(n),
        np.zeros(n, np.int32),
        np.zeros(n, np.int8),
        ("event",),
    )


def scattered(n: int, seed: int, days: float = 364.0) -> Events:
    """Events at random over the town and so many days."""
    rng = np.random.default_rng(seed)
    return events_at(
        rng.uniform(WEST, EAST, n),
        rng.uniform(SOUTH, NORTH, n),
        FIRST_DAY + np.floor(rng.uniform(0, days, n)),
    )


def in_cell(cells: Cells, cell: int, starts: NDArray[np.float64]) -> Events:
    return events_at(np.full(len(starts), cells.lon[cell]), np.full(len(starts), cells.lat[cell]), starts)


def together(*several: Events) -> Events:
    columns = ("start", "end", "lon", "lat", "precision", "weight", "kind", "channel")
    joined: dict[str, Any] = {
        name: np.concatenate([getattr(one, name) for one in several]) for name in columns
    }
    return replace(several[0], **joined)


def write_area(folder: Path) -> Path:
    path = folder / "town.geojson"
    path.write_text(json.dumps(SQUARE), encoding="utf-8")
    return path
