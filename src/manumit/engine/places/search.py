"""Hot and cold places of a set of events: the whole time at once, and how each came to be."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from manumit.base.kernel import Refused, UsageError
from manumit.engine.places.area import COARSEST, FINEST, Cells
from manumit.engine.places.cube import (
    PERIODS,
    Cube,
    cube_of,
    expect_inside,
    located,
    periods_back,
    steps,
    steps_of,
)
from manumit.engine.places.emerging import LEAST_PERIODS, NONE, classify
from manumit.engine.places.events import Events
from manumit.engine.places.hotspots import Local, among_found, gi_star, gi_star_through_time
from manumit.engine.places.precision import spikes_by_kind
from manumit.engine.places.saying import counted

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

LEAST_EVENTS = 30
"""Events from which a map says anything: fewer make hot spots of single addresses."""
_WIDEST = 1
"""Steps to cells beside it over which an uncertain place may be spread: Gi* sums as far. What is spread wider adds the
same to all sums around, and a town's name alone would make a hot spot of its middle."""
_KNOWN = "whose place is known well enough for these cells"


class Note(NamedTuple):
    """What a reader should know: `exact`, with numbers and points, for who may see them; `open`, without, for all.
    `about` and `numbers`: as of an error."""

    exact: str
    open: str
    about: str
    numbers: dict[str, str | float]


@dataclass(frozen=True)
class Found:
    """`counts`: events a cell; `whole`: Gi* over the whole time; `classes`: one of CLASSES a cell; `notes`: what was
    set apart, in sentences."""

    cube: Cube
    counts: NDArray[np.float64]
    whole: Local
    classes: NDArray[np.str_]
    notes: tuple[Note, ...]


def find_hotspots(events: Events, cells: Cells, period: str = "week") -> Found:
    """Gi* and the history of every cell. Refused with fewer than LEAST_EVENTS events in the area."""
    import numpy as np

    if period not in PERIODS:
        raise UsageError(f"There is no period {period!r}.", f"Periods are: {', '.join(PERIODS)}.")
    at = located(events, cells)
    if len(events):
        expect_inside(events, at, cells)
    events, notes, coarser = _telling(events, at >= 0, cells)
    at = located(events, cells)
    inside = int(np.sum(at >= 0))
    if inside < LEAST_EVENTS:
        raise Refused(
            f"Too few events: {inside} in the area{' ' + _KNOWN if coarser else ''}; a map needs {LEAST_EVENTS}.",
            f"Take cells of resolution {coarser} or coarser: most events are known no better."
            if coarser
            else "Take a longer time, a wider area, or read the events one by one.",
            about="few-known-in-area" if coarser else "few-in-area",
            numbers={"n": inside, "least": LEAST_EVENTS} | ({"resolution": coarser} if coarser else {}),
        )
    if inside < len(events):
        notes.append(
            Note(
                f"Outside the area's cells: {len(events) - inside:,} of {counted(len(events))}.",
                "Events outside the area's cells are left out.",
                "outside",
                {"n": len(events) - inside, "of": len(events)},
            )
        )
    edges = periods_back(float(events.start.min()), float(events.start.max()), PERIODS[period])
    cube = cube_of(events, cells, edges)
    counts = cube.total
    if events.start.min() < edges[0]:  # days before the first whole period count too
        counts = counts + cube_of(events, cells, np.array([events.start.min(), edges[0]])).total
    whole = gi_star(counts, cells)
    if len(edges) - 1 < LEAST_PERIODS:
        said = f"{len(edges) - 1} periods are too few for a history (it needs {LEAST_PERIODS}): all classes are {NONE}."
        notes.append(Note(said, said, "short-cube", {"n": len(edges) - 1, "least": LEAST_PERIODS}))
        classes = np.full(len(cells), NONE)
    else:
        bins = among_found(gi_star_through_time(cube.counts, cells), whole)
        classes = classify(bins.sign, bins.z)
        notes.extend(_without_history(whole, bins, period))
    return Found(cube, counts, whole, classes, tuple(notes))


def _without_history(whole: Local, bins: Local, period: str) -> list[Note]:
    """Cells that stand out over the whole time alone: a step of time holds too few events there to say when."""
    stands_out = whole.sign != 0
    silent, found = int((stands_out & ~bins.sign.any(axis=1)).sum()), int(stands_out.sum())
    if not silent:
        return []
    return [
        Note(
            f"{silent:,} of {found:,} hot or cold cells stand out over the whole time and in no single {period}: their"
            f" class is {NONE}. Longer steps of time, or larger cells, tell more.",
            "Some cells stand out over the whole time and in no single step of it. Longer steps tell more.",
            "no-history",
            {"n": silent, "of": found},
        )
    ]


def _telling(
    events: Events, inside: NDArray[np.bool_], cells: Cells
) -> tuple[Events, list[Note], int | None]:
    """Events that can say which cells are hot; what was set apart of those inside the area; and where most were, being
    known too little, the finest resolution that takes them."""
    import numpy as np

    left, spikes = spikes_by_kind(events, inside, together=True)
    notes = [
        Note(
            f"{count:,} events share the point {lat:g}, {lon:g}: set apart, it stands for 'somewhere here'.",
            "Many events share one point: set apart, it stands for 'somewhere here'.",
            "one-point",
            {"n": count, "at": f"{lat:g}, {lon:g}"},
        )
        for points in spikes.values()
        for lon, lat, count in points
    ]
    if left is not events:
        events, inside = left, located(left, cells) >= 0
    vague = steps_of(events, cells) > _WIDEST
    metres = events.precision[vague & inside]
    coarser = None
    if len(metres):
        open_ = "Events whose place is not known well enough for these cells are set apart. Larger cells use them."
        km = round(float(metres.min()) / 1000, 1)
        exact = f"{len(metres):,} of {int(inside.sum()):,} events are known to no better than {km:.1f} km"
        notes.append(
            Note(
                f"{exact}: set apart, as they cannot say in which of these cells. Larger cells use them.",
                open_,
                "vague",
                {"n": len(metres), "of": int(inside.sum()), "km": km},
            )
        )
        if 2 * len(metres) > inside.sum():
            coarser = _finest(float(np.median(metres)))
    return events.where(~vague), notes, coarser


def _finest(metres: float) -> int | None:
    """The finest resolution in whose cells a place known to so many metres may be spread."""
    wide = (one for one in range(FINEST, COARSEST - 1, -1) if steps(metres, one) <= _WIDEST)
    return next(wide, None)
