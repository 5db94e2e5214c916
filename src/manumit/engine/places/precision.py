"""Events known well enough to be compared one by one, as the scan and near repeats do: what is known less well is set
apart and said, never spread. Points that stand for 'somewhere here' are set apart before a forecast, too.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from manumit.engine.places.cube import located
from manumit.engine.places.events import CHANNELS, Events, repeated_points
from manumit.engine.places.saying import counted

if TYPE_CHECKING:
    from collections.abc import Iterable

    import numpy as np
    from numpy.typing import NDArray

    from manumit.engine.places.area import Cells

Point = tuple[float, float]
"""Longitude, latitude."""


def spikes_apart(events: Events, cells: Cells) -> tuple[Events, tuple[tuple[float, float, int], ...]]:
    """The events without those at points that stand for 'somewhere here' among all that lie in the cells, and these
    points (lon, lat, events). A forecast that learnt from them would send people to the middle of the town."""
    inside = events.where(located(events, cells) >= 0) if len(events) else events
    spikes = tuple(repeated_points(inside)) if len(inside) else ()
    return without_points(events, [(lon, lat) for lon, lat, _ in spikes]), spikes


def without_points(events: Events, points: Iterable[Point]) -> Events:
    """The events that are at none of these points, to the last digit."""
    import numpy as np

    keep = np.ones(len(events), bool)
    for lon, lat in points:
        keep &= (events.lon != lon) | (events.lat != lat)
    return events if keep.all() else events.where(keep)


def precise(
    events: Events,
    metres: float,
    days: float,
    first: float | None = None,
    last: float | None = None,
    spikes: bool = True,
) -> tuple[Events, tuple[str, ...]]:
    """Events from the day `first` to before the day `last`, their places known to `metres` and their times to `days`;
    a span counts at its middle. With `spikes`, points that stand for 'somewhere here' are set apart too. Beside them,
    in sentences, what was set apart and what a reader should know."""
    import numpy as np

    notes: list[str] = []

    def set_apart(keep: NDArray[np.bool_], why: str) -> None:
        nonlocal events
        gone = int((~keep).sum())
        if gone:
            notes.append(f"{gone:,} of {counted(len(events))} set apart: {why}.")
            events = events.where(keep)

    inside = np.ones(len(events), bool)
    if first is not None:
        inside &= events.start >= first
    if last is not None:
        inside &= events.end < last
    events = events.where(inside)
    for lon, lat, count in repeated_points(events) if spikes else ():
        set_apart(
            (events.lon != lon) | (events.lat != lat),
            f"{count:,} share the point {lat:g}, {lon:g}, which stands for 'somewhere here'",
        )
    set_apart(events.precision <= metres, f"the place is not known to {metres:,.0f} m")
    set_apart(events.end - events.start <= days, f"the time is not known to {days:g} days")
    middle = (events.start + events.end) / 2
    found = int((events.channel == CHANNELS.index("discovered")).sum())
    if found:
        notes.append(
            f"{counted(found, 'event was', 'events were')} discovered: where somebody looked shows in them."
        )
    if (events.weight != 1).any():
        notes.append("Weights are not used: every row counts as one.")
    return _at(events, middle), tuple(notes)


def _at(events: Events, moment: NDArray[np.float64]) -> Events:
    from dataclasses import replace

    return replace(events, start=moment, end=moment)
