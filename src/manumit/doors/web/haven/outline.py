"""The ground of Haven's map: coasts and borders (Natural Earth, as the browser part builds them), cut to where the
services of a pack are. No tile, no third party; a few kilobytes."""

from __future__ import annotations

import json
from functools import lru_cache
from math import cos, radians
from typing import TYPE_CHECKING, Any

from django.conf import settings

from manumit.doors.web.haven.assets import listed

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

LEAST = 2.0
"""Degrees of latitude round the outermost places: what lies next to them is seen too."""
WIDE = 40.0
"""Degrees: a wider pack takes the coarser ground."""
FINEST = 600
"""Steps across the ground: about twice the pixels of a phone's map."""


def around(pack: bytes) -> bytes:
    """{box: [west, south, east, north], land: [rings], borders: [lines], towns: {name: [lat, lon]}}, rings and lines
    each a flat list of lon, lat; nothing where the pack has no place. Cut once for a box."""
    told = json.loads(pack)
    points = [
        spot["p"]
        for one in told["services"]
        if not one.get("hidden")
        for spot in one.get("at", ())
        if "p" in spot
    ]
    if not points:
        return b"{}"
    lats, lons = [one[0] for one in points], [one[1] for one in points]
    narrow = max(0.2, cos(radians((max(lats) + min(lats)) / 2)))
    pad = max(LEAST, max(lats) - min(lats), (max(lons) - min(lons)) * narrow)
    box = (min(lons) - pad / narrow, min(lats) - pad, max(lons) + pad / narrow, max(lats) + pad)
    ground = _cut(tuple(round(one, 1) for one in box))
    towns = {name.partition("/")[0]: at for name, at in told["towns"].items()}
    return json.dumps({**ground, "towns": towns}, ensure_ascii=False, separators=(",", ":")).encode()


@lru_cache(maxsize=8)
def _cut(box: tuple[float, ...]) -> dict[str, Any]:
    from shapely import box as rectangle
    from shapely import make_valid, union_all

    width, here = max(box[2] - box[0], box[3] - box[1]), rectangle(*box)
    scale, grain = ("110m" if width > WIDE else "50m"), width / FINEST
    parts = [make_valid(one).intersection(here) for one in _shapes(f"land-{scale}") if one.intersects(here)]
    land = union_all(parts).simplify(grain)
    borders = [one.intersection(here).simplify(grain) for one in _shapes(f"borders-{scale}")]
    return {
        "box": box,
        "land": [_flat(one.exterior) for one in _simple(land) if one.geom_type == "Polygon"],
        "borders": [
            _flat(line) for one in borders for line in _simple(one) if line.geom_type == "LineString"
        ],
    }


def _shapes(name: str) -> list[BaseGeometry]:
    from shapely.geometry import shape

    file = next(one for one in listed().values() if one.startswith(name))
    told = json.loads((settings.ASSETS / file).read_bytes())
    return [shape(one["geometry"]) for one in told.get("features", [told])]


def _simple(geometry: BaseGeometry) -> list[Any]:
    if geometry.is_empty:
        return []
    return [one for part in getattr(geometry, "geoms", [geometry]) for one in getattr(part, "geoms", [part])]


def _flat(line: Any) -> list[float]:
    return [round(part, 2) for point in line.coords for part in point]
