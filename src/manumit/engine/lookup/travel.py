"""Whether somebody can have been in two places: great-circle distance against the time between."""

from __future__ import annotations

from math import asin, cos, radians, sin, sqrt

from manumit.engine.lookup.model import Plausibility

_EARTH_KM = 6371.0088
"""Mean radius (IUGG)."""
NEAR_KM = 50.0
"""Nearer than this two towns' middles say nothing: either may be that far off (events.TOWN_KM), and roads join them."""
FASTEST_KMH = 1000.0
"""No traveller is faster: airliners cruise at Mach 0.78 to 0.85, 830 to 910 km/h (Airbus, Aircraft Characteristics,
A320 and A350), and spend time on the ground besides."""
AIR_KMH, AIRPORT_HOURS = 800.0, 3.0
"""By air from door to door: just below cruising speed, two hours before and one after."""
ROAD_KMH, DETOUR = 90.0, 1.4
"""By road: a motorway's average with stops, and roads are 1.4 times as long as the straight line (Boscoe, Henry and
Zdeb 2012, The Professional Geographer 64(2), 188-196: 1.417)."""


def distance_km(a: tuple[float, float], b: tuple[float, float]) -> float:
    """Great circle between (latitude, longitude) in degrees (haversine)."""
    (lat1, lon1), (lat2, lon2) = (tuple(map(radians, one)) for one in (a, b))
    h = sin((lat2 - lat1) / 2) ** 2 + cos(lat1) * cos(lat2) * sin((lon2 - lon1) / 2) ** 2
    return 2 * _EARTH_KM * asin(min(1.0, sqrt(h)))


def plausibility(distance: float, hours: float) -> Plausibility:
    """impossible: faster than any airliner; tight: less time than the way takes from door to door; else plausible."""
    if distance < NEAR_KM:
        return "plausible"
    if hours < distance / FASTEST_KMH:
        return "impossible"
    needed = min(distance * DETOUR / ROAD_KMH, distance / AIR_KMH + AIRPORT_HOURS)
    return "tight" if hours < needed else "plausible"
