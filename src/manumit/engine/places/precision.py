"""Events known well enough to be compared one by one, as the scan and near repeats do: what is known less well is set
apart and said, never spread. Points that stand for 'somewhere here' are set apart before a forecast, too.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from manumit.engine.places.events import CHANNELS, Events
from manumit.engine.places.repeats import repeated_points
from manumit.engine.places.saying import counted

if TYPE_CHECKING:
    from collections.abc import Iterable

    import numpy as np
    from numpy.typing import NDArray


Point = tuple[float, float]
"""Longitude, latitude."""
Spikes = dict[str, tuple[tuple[float, float, int], ...]]
"""Kind -> points (lon, lat, events) that stand for 'somewhere here' in it; "" of all kinds together."""


def spikes_by_kind(
    events: Events, inside: NDArray[np.bool_], before: float = float("inf"), together: bool = False
) -> tuple[Events, Spikes]:
    """The events without those at points that stand for 'somewhere here' in their kind: what does in one may be an
    address in another. And the points of each kind that has some among its events `inside` before the day `before`.
    `together`: where all kinds are looked at as one, points that all of them share, too, under "";
    where there is one kind they are its own."""
    import numpy as np

    known = (events.start < before) & inside
    told: Spikes = {}
    for at, name in enumerate(events.kinds):
        mine = known & (events.kind == at)
        if spikes := tuple(repeated_points(events.where(mine))) if mine.any() else ():
            told[name] = spikes
    left = without_spikes(events.where(known), told)
    if together and len(np.unique(left.kind)) > 1 and (spikes := tuple(repeated_points(left))):
        told[""] = spikes
    return without_spikes(events, told), told


def without_spikes(events: Events, spikes: Spikes) -> Events:
    """The events that are at none of the points of their own kind, nor at one that is all kinds'."""
    import numpy as np

    keep = np.ones(len(events), bool)
    for name, points in spikes.items():
        mine = events.kind == events.kinds.index(name) if name else np.ones(len(events), bool)
        for lon, lat, _ in points:
            keep &= ~(mine & (events.lon == lon) & (events.lat == lat))
    return events if keep.all() else events.where(keep)


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
