"""Towns that a map names, so that somebody knows where they are."""

from __future__ import annotations

from typing import Any, Final

MOST_TOWNS: Final = 60
"""Names on a map."""
Json = dict[str, Any]


def towns_of(level: Json) -> list[Json]:
    """What lies on its map and a little beside it, the largest first, so that somebody knows where they are."""
    from manumit.engine.signals import towns_within

    west, east, south, north = min(level["lon"]), max(level["lon"]), min(level["lat"]), max(level["lat"])
    wide, tall = (east - west) / 4, (north - south) / 4
    found = towns_within(west - wide, south - tall, east + wide, north + tall, MOST_TOWNS)
    return [{"name": one.name, "lon": one.lon, "lat": one.lat} for one in found]
