"""Regions that have a name: polygons of a GeoJSON collection, and the one that an event lies in."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from manumit.base.kernel import UnreadableInput, UsageError
from manumit.engine.places.area import Area
from manumit.engine.places.events import Events
from manumit.engine.places.precision import Spikes, spikes_by_kind

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


def read_regions(path: Path) -> tuple[NDArray[np.object_], list[dict[str, Any]]]:
    """Polygons of a GeoJSON collection, and the properties of each."""
    import numpy as np

    try:
        told = json.loads(path.read_text(encoding="utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise UnreadableInput(
            f"{path} is not GeoJSON: {error}",
            "Save the regions as GeoJSON.",
            about="no-geojson",
            numbers={"file": path.name},
        ) from error
    features = told.get("features") if isinstance(told, dict) else None
    if not isinstance(features, list) or not features:
        raise UnreadableInput(
            f"{path} holds no regions.",
            "Give a FeatureCollection of polygons.",
            about="no-polygon",
            numbers={"file": path.name},
        )
    shapes = [Area.of(one, f"{path}, region {at}").shape for at, one in enumerate(features, 1)]
    return np.array(shapes, object), [one.get("properties") or {} for one in features]


def names_of_regions(path: Path) -> list[tuple[str, int]]:
    """Properties by which regions may be told (every region has a text), and how many there are of each, the fewest,
    the widest regions, first."""
    _, told = read_regions(path)
    names = {name for one in told for name, value in one.items() if isinstance(value, str) and value.strip()}
    every = [name for name in names if all(str(one.get(name) or "").strip() for one in told)]
    return sorted(
        ((name, len({one[name] for one in told})) for name in every), key=lambda one: (one[1], one[0])
    )


def regions_at(events: Events, path: Path, name: str) -> NDArray[np.object_]:
    """The region of each event: the property `name` of the polygon it lies in, '' in none; the first of several."""
    import numpy as np
    import shapely

    shapes, told = read_regions(path)
    if not all(str(one.get(name) or "").strip() for one in told):
        known = ", ".join(sorted({key for one in told for key in one}))
        raise UsageError(
            f"{path}: not every region has a {name!r}.",
            f"The properties are: {known or 'none'}.",
            about="not-every-region",
            numbers={"file": path.name, "column": name, "there": known or "–"},
        )
    found = np.full(len(events), "", object)
    region, event = shapely.STRtree(shapely.points(events.lon, events.lat)).query(shapes, predicate="covers")
    for one in np.argsort(-region, kind="stable"):
        found[event[one]] = str(told[region[one]][name]).strip()
    return found


def in_regions(
    events: Events, path: Path, name: str, before: float = float("inf"), together: bool = True
) -> tuple[Events, NDArray[np.object_], Spikes]:
    """The events without those at points that stand for 'somewhere here' among all that lie in some region before that
    day: the middle of a town lies in one of its districts, and says nothing of which. The region of each ('' in none),
    and the points, as `spikes_by_kind` gives both."""
    names = regions_at(events, path, name)
    left, spikes = spikes_by_kind(events, names != "", before, together)
    return left, (regions_at(left, path, name) if spikes else names), spikes
