"""Movements followed: stops and the places they are at, trips between them, what was too fast; and, each beside chance,
the routes and circuits that several travel and the pairs that travel together.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from manumit.base.kernel import Refused, UsageError
from manumit.engine.places.fairness import SMALLEST_CELL
from manumit.engine.places.orders import Sequences, cut, dealt_orders
from manumit.engine.places.routes import Route, circuits, common_routes, whole
from manumit.engine.places.stops import (
    RADIUS_M,
    TOP_KMH,
    Stops,
    TooFast,
    apart,
    stay_hours,
    stay_points,
    unit,
    ways,
)
from manumit.engine.places.together import TOGETHER_HOURS, Company, Legs, company
from manumit.engine.places.travels import Sightings

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

FINEST_PLACE = 8
"""No place is a finer H3 cell."""
FEWEST_STOPS = 30
BEYOND = 0.05
"""Of what has such a q or less one in twenty is false."""
_STEPS = 6
_MOST_DEALT = 100_000_000
"""Stops in all dealt worlds together: four bytes each."""


@dataclass(frozen=True)
class Manner:
    """How movements are followed. `radius_m`, `hours`: of a stop (None: as far as the sightings can tell);
    `resolution`: of places (None: as fine as the radius, never finer than 8); `top_kmh`: faster is no one traveller;
    `most_days`: between two stops of one journey; `together_hours`: between two who travel together; `least`:
    travellers of a route and legs of a pair; `deals`: worlds dealt by chance."""

    radius_m: float = RADIUS_M
    hours: float | None = None
    resolution: int | None = None
    top_kmh: float = TOP_KMH
    most_days: float = 30.0
    together_hours: float = TOGETHER_HOURS
    least: int = 3
    deals: int = 99
    seed: int = 0


@dataclass(frozen=True)
class Places:
    """H3 cells at which somebody stopped, the most visited first. `stops`, `travellers`: how many; `hours`: median
    of how long a stop lasted at least."""

    cells: tuple[str, ...]
    resolution: int
    stops: NDArray[np.int64]
    travellers: NDArray[np.int64]
    hours: NDArray[np.float64]


@dataclass(frozen=True)
class Journeys:
    """`at`: the place of each stop; `legs`: trips between stops of one journey; `routes` and `circuits` by q, all with
    enough travellers, who travel together as one; `refused`: why nothing can be said of `company`; `worlds`: how many
    were dealt, near places following each other by the power `nearer` of distance."""

    manner: Manner
    hours: float
    names: tuple[str, ...]
    stops: Stops
    unsure: int
    at: NDArray[np.int64]
    places: Places
    legs: Legs
    too_fast: list[TooFast]
    left_out: int
    routes: list[Route]
    circuits: list[Route]
    company: Company | None
    refused: Refused | None
    worlds: int
    nearer: float


def follow(
    sightings: Sightings,
    manner: Manner | None = None,
    tell: Callable[[int, int], None] = lambda done, of: None,
) -> Journeys:
    """Everything at once; `tell` hears how many steps are done. Refused with fewer than 30 stops; UsageError for a
    manner that cannot be meant."""
    manner = manner or Manner()
    _expect(manner)
    track, too_fast = ways(sightings, manner.top_kmh)
    hours = stay_hours(sightings) if manner.hours is None else manner.hours
    every = stay_points(sightings, track, manner.radius_m, hours)
    stops = _sure(every)
    if len(stops) < FEWEST_STOPS:
        raise Refused(
            f"Too few stops: {len(stops)}; routes need {FEWEST_STOPS}.",
            "Take more movements, a wider radius or fewer hours.",
            about="few-stops",
            numbers={"n": len(stops), "least": FEWEST_STOPS},
        )
    tell(1, _STEPS)
    at, places = _places(stops, manner)
    tell(2, _STEPS)
    sequences, legs = _journeys(stops, at, manner.most_days)
    both, refused = _company(legs, manner)
    tell(3, _STEPS)
    sequences = cut(_parties(sequences, both, len(sightings.names)))
    most = max(19, min(manner.deals, _MOST_DEALT // max(len(sequences.place), 1)))
    dealt = dealt_orders(sequences, most, manner.seed, _points(places))
    tell(4, _STEPS)
    routes = common_routes(sequences, dealt.worlds, manner.least)
    tell(5, _STEPS)
    rounds = circuits(sequences, dealt.worlds, manner.least)
    tell(6, _STEPS)
    return Journeys(
        manner, hours, sightings.names, stops, len(every) - len(stops), at, places, legs, too_fast,
        int((track < 0).sum()), routes, rounds, both, refused, len(dealt.worlds),
        dealt.power,
    )  # fmt: skip


def _points(places: Places) -> NDArray[np.float64]:
    import h3
    import numpy as np

    lat, lon = np.array([h3.cell_to_latlng(one) for one in places.cells]).reshape(-1, 2).T
    return unit(lon, lat)


def beyond(found: Journeys) -> tuple[list[Route], list[Route]]:
    """(routes, circuits) beyond chance, without routes that a longer one or a circuit explains."""
    rounds = [one for one in found.circuits if one.q <= BEYOND]
    return whole([one for one in found.routes if one.q <= BEYOND], rounds), rounds


def told_to_others(routes: list[Route]) -> list[tuple[tuple[int, ...], int]]:
    """(places, travellers) as they may leave: none that rests on fewer than five, and counts in steps of five."""
    return [
        (one.places, one.travellers // SMALLEST_CELL * SMALLEST_CELL)
        for one in routes
        if one.travellers >= SMALLEST_CELL
    ]


def _expect(manner: Manner) -> None:
    if manner.radius_m <= 0 or (manner.hours or 0) < 0 or manner.top_kmh <= 0 or manner.most_days <= 0:
        raise UsageError(
            "A radius, a speed and a time are above zero.", "Choose, say, 200 m, 0.5 hours and 1000 km/h."
        )
    if manner.resolution is not None and not 0 <= manner.resolution <= FINEST_PLACE:
        raise UsageError(
            f"Places have a resolution from 0 to {FINEST_PLACE}: nobody is followed to a door.", "Choose 8."
        )
    if manner.least < 2 or manner.deals < 19 or manner.together_hours <= 0:
        raise UsageError(
            "A route has two travellers at least, and 19 worlds are dealt at least.", "Choose 3 and 99."
        )


def _sure(stops: Stops) -> Stops:
    from dataclasses import fields

    return Stops(**{one.name: getattr(stops, one.name)[stops.sure] for one in fields(Stops)})


def _company(legs: Legs, manner: Manner) -> tuple[Company | None, Refused | None]:
    try:
        return company(legs, manner.together_hours, manner.least, manner.deals, manner.seed), None
    except Refused as error:
        return None, error


def _parties(sequences: Sequences, both: Company | None, people: int) -> Sequences:
    """One traveller of those who travel together: the same way is no evidence twice."""
    import numpy as np
    from scipy.sparse import coo_array
    from scipy.sparse.csgraph import connected_components

    pairs = [one.travellers for one in both.pairs if one.q <= BEYOND] if both else []
    if not pairs:
        return sequences
    ends = np.array(pairs).T
    _many, party = connected_components(coo_array((np.ones(len(pairs)), ends), shape=(people, people)), False)
    first = np.unique(party, return_index=True)[1]
    kept = first[party[sequences.traveller]] == sequences.traveller
    return Sequences(sequences.place[kept], sequences.traveller[kept], sequences.linked[kept])


def _places(stops: Stops, manner: Manner) -> tuple[NDArray[np.int64], Places]:
    """A place is a cell with the cells round it in which people stop within the radius: an edge parts no place."""
    import h3
    import numpy as np

    resolution = manner.resolution
    if resolution is None:
        wide = [h3.average_hexagon_edge_length(one, "m") for one in range(FINEST_PLACE + 1)]
        resolution = max((one for one, edge in enumerate(wide) if edge >= manner.radius_m), default=0)
    told = [
        h3.latlng_to_cell(y, x, resolution)
        for x, y in zip(stops.lon.tolist(), stops.lat.tolist(), strict=True)
    ]
    cells, code = np.unique(np.array(told), return_inverse=True)
    size = np.bincount(code)
    points = unit(stops.lon, stops.lat)
    middle = np.stack([np.bincount(code, points[:, axis]) for axis in range(3)], axis=-1) / size[:, None]
    index = {name: at for at, name in enumerate(cells.tolist())}
    head = np.full(len(cells), -1)
    for leader in np.argsort(-size, kind="stable").tolist():
        if head[leader] >= 0:
            continue
        head[leader] = leader
        near = [index[one] for one in h3.grid_disk(str(cells[leader]), 1) if one in index]
        free = np.array([one for one in near if head[one] < 0], int)
        head[free[apart(middle[free], middle[leader]) * 1000 <= manner.radius_m]] = leader
    heads, at = np.unique(head[code], return_inverse=True)
    visits = np.bincount(at)
    rank = np.argsort(-visits, kind="stable")
    place = np.argsort(rank, kind="stable")[at]
    people = len(stops.traveller) and int(stops.traveller.max()) + 1
    each = np.unique(place * people + stops.traveller) // people
    lasted = np.maximum(stops.left[:, 0] - stops.arrived[:, 1], 0) * 24
    order = np.argsort(place, kind="stable")
    hours = [float(np.median(one)) for one in np.split(lasted[order], np.cumsum(visits[rank])[:-1])]
    return place, Places(
        tuple(str(cells[heads[one]]) for one in rank),
        resolution,
        visits[rank],
        np.bincount(each),
        np.array(hours),
    )


def _journeys(stops: Stops, at: NDArray[np.int64], most_days: float) -> tuple[Sequences, Legs]:
    """Stops one after another at one place are one."""
    import numpy as np

    same = (np.diff(stops.traveller) == 0) & (np.diff(stops.track) == 0)
    gap = stops.arrived[1:].mean(axis=1) - stops.left[:-1].mean(axis=1)
    linked = np.r_[False, same & (gap <= most_days)]
    stays = np.r_[False, np.diff(at) == 0] & linked
    first = np.flatnonzero(~stays)
    last = np.r_[first[1:], len(at)] - 1
    sequences = Sequences(at[first], stops.traveller[first], linked[first])
    to = np.flatnonzero(sequences.linked)
    points = unit(stops.lon, stops.lat)
    before, after = last[to - 1], first[to]
    return sequences, Legs(
        stops.traveller[after], at[before], at[after], stops.left[before], stops.arrived[after],
        apart(points[before], points[after]),
    )  # fmt: skip
