"""Watched places, circles and whole countries: what is published, reported, seen or slept there. Everyday life
(payments, accounts, flights) names places in masses and is not matched by place."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from manumit.base.kernel import TableEngine
from manumit.engine.signals import country_at, place_of
from manumit.engine.watch.fresh import FRESH, MENTIONS
from manumit.engine.watch.model import Entry, Hit

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Numbers = NDArray[np.float64]

EARTH_KM = 6371.0088
"""Mean radius (IUGG)."""
_BY_POINT, _BY_NAME, _IN_TEXT = 0.95, 0.85, 0.6
"""Coordinates; a column for places; a name in a text."""
_NAMED = {
    "ad": "location",
    "offer": "concat_ws(', ', location, country)",
    "report": "concat_ws(', ', location, country)",
    "stay": "concat_ws(', ', city, country)",
    "sighting": "place",
    "missing_person": "last_seen_place",
}
_FIELDS = {"ad": "location", "offer": "location", "report": "location", "stay": "city", "sighting": "place"}
_POINTS = ("ad", "sighting")
Spot = tuple[str, str, tuple[float, float] | None, str, float, int | None, int | None]
"""record, field, latitude and longitude, country (ISO 3166-1 alpha-2, empty when unknown), score, start, end"""


def place_hits(engine: TableEngine, entries: Sequence[Entry]) -> Iterator[Hit]:
    """Fresh records at watched places."""
    places = [entry for entry in entries if entry.kind == "place"]
    if not places:
        return
    import numpy as np

    watched = [entry for entry in places if len(entry.keys) == 1]
    nations = defaultdict(list)
    for entry in places:
        if len(entry.keys) > 1:
            nations[entry.keys[1]].append(entry)

    lats, lons = np.array([entry.lat for entry in watched]), np.array([entry.lon for entry in watched])
    reach = np.array([entry.km for entry in watched])
    near: dict[tuple[float, float], list[tuple[Entry, float]]] = {}
    for record, field, point, country, score, start, end in _spots(engine):
        for entry in nations.get(country, ()):
            yield Hit(entry.id, record, field, start, end, score, "")
        if point is None:
            continue
        if point not in near:
            away = kilometres(*point, lats, lons)
            near[point] = [(watched[at], float(away[at])) for at in np.flatnonzero(away <= reach)]
        for entry, km in near[point]:
            how = f", {km:.0f} km from its middle" if km >= 1 else ""
            yield Hit(entry.id, record, field, start, end, score, how)


def kilometres(lat: float, lon: float, lats: Numbers, lons: Numbers) -> Numbers:
    """Great-circle distances from one point to many (haversine)."""
    import numpy as np

    a, b = np.radians(lat), np.radians(lats)
    half = np.sin((b - a) / 2) ** 2 + np.cos(a) * np.cos(b) * np.sin(np.radians(lons - lon) / 2) ** 2
    away: Numbers = 2 * EARTH_KM * np.arcsin(np.sqrt(np.minimum(1.0, half)))
    return away


def _spots(engine: TableEngine) -> Iterator[Spot]:
    for kind in _POINTS:
        for record, lat, lon in engine.rows(
            f"SELECT record_id, lat, lon FROM {kind} SEMI JOIN {FRESH} USING (record_id)"
            " WHERE lat BETWEEN -90 AND 90 AND lon BETWEEN -180 AND 180"
        ):
            yield record, "lat", (lat, lon), "", _BY_POINT, None, None
    for kind, named in _NAMED.items():
        field = _FIELDS.get(kind, named)
        query = (
            f"SELECT record_id, {named} FROM {kind} SEMI JOIN {FRESH} USING (record_id) WHERE {named} <> ''"
        )
        for record, name in engine.rows(query):
            if place := place_of(name):
                yield record, field, (place.lat, place.lon), place.country, _BY_NAME, None, None
            elif country := country_at(name):
                yield record, field, None, country, _BY_NAME, None, None
    for record, field, name, start, end, extractor in engine.rows(
        f"SELECT record_id, field, value, start, \"end\", extractor FROM {MENTIONS} WHERE kind = 'place'"
    ):
        country = name.rpartition(", ")[2]
        if extractor.startswith("country/"):
            yield record, field, None, country, _IN_TEXT, start, end
        elif place := place_of(name):
            yield record, field, (place.lat, place.lon), country, _IN_TEXT, start, end
