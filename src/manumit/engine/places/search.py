"""Hot and cold places of a set of events: the whole time at once, and how each came to be."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from manumit.base.kernel import Refused, UsageError
from manumit.engine.places.area import Cells
from manumit.engine.places.cube import PERIODS, Cube, cube_of, expect_inside, located, periods_back
from manumit.engine.places.emerging import LEAST_PERIODS, NONE, classify
from manumit.engine.places.events import Events, repeated_points
from manumit.engine.places.hotspots import Local, gi_star, gi_star_through_time
from manumit.engine.places.saying import counted

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

LEAST_EVENTS = 30
"""Events from which a map says anything: fewer make hot spots of single addresses."""


@dataclass(frozen=True)
class Found:
    """`counts`: events a cell; `whole`: Gi* over the whole time; `classes`: one of CLASSES a cell; `notes`: what was
    set apart, in sentences."""

    cube: Cube
    counts: NDArray[np.float64]
    whole: Local
    classes: NDArray[np.str_]
    notes: tuple[str, ...]


def find_hotspots(events: Events, cells: Cells, period: str = "week") -> Found:
    """Gi* and the history of every cell. Refused with fewer than LEAST_EVENTS events in the area."""
    import numpy as np

    if period not in PERIODS:
        raise UsageError(f"There is no period {period!r}.", f"Periods are: {', '.join(PERIODS)}.")
    notes = []
    spikes = repeated_points(events)
    for lon, lat, count in spikes:
        notes.append(
            f"{count:,} events share the point {lat:g}, {lon:g}: set apart, it stands for 'somewhere here'."
        )
        events = events.where((events.lon != lon) | (events.lat != lat))
    at = located(events, cells)
    if len(events):
        expect_inside(events, at, cells)
    inside = int(np.sum(at >= 0))
    if inside < LEAST_EVENTS:
        raise Refused(
            f"Too few events: {inside} in the area; a map needs {LEAST_EVENTS}.",
            "Take a longer time, a wider area, or read the events one by one.",
        )
    if inside < len(events):
        notes.append(f"Outside the area's cells: {len(events) - inside:,} of {counted(len(events))}.")
    edges = periods_back(float(events.start.min()), float(events.start.max()), PERIODS[period])
    cube = cube_of(events, cells, edges)
    counts = cube.total
    if events.start.min() < edges[0]:  # days before the first whole period count too
        counts = counts + cube_of(events, cells, np.array([events.start.min(), edges[0]])).total
    if len(edges) - 1 < LEAST_PERIODS:
        notes.append(
            f"{len(edges) - 1} periods are too few for a history (it needs {LEAST_PERIODS}): all classes are {NONE}."
        )
        classes = np.full(len(cells), NONE)
    else:
        bins = gi_star_through_time(cube.counts, cells)
        classes = classify(bins.sign, bins.z)
    return Found(cube, counts, gi_star(counts, cells), classes, tuple(notes))
