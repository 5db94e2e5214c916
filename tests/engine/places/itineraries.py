"""Made-up travellers between made-up towns, with circuits and companions put in on purpose."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from manumit.engine.places import Sightings
from manumit.engine.places.stops import apart, unit

FIRST_DAY = 19_000.0
NEAR_M = 5_000.0
"""Radius of one town."""


@dataclass(frozen=True)
class World:
    """`circuits`: towns in order; `pairs`: travellers by name; `towns`: (lon, lat)."""

    sightings: Sightings
    circuits: list[list[int]]
    pairs: set[frozenset[str]]
    towns: NDArray[np.float64]


def world(
    seed: int,
    people: int = 200,
    stops: int = 15,
    towns: int = 40,
    circuits: int = 0,
    pairs: int = 0,
    power: float = 0.0,
) -> World:
    """Everybody goes from town to town at random, to popular ones oftener, and to near ones by distance to the power of
    -`power`, for a bit more than a year. Of each circuit (four towns) five travellers go two rounds; of each pair one
    follows the other within five hours all the way."""
    rng = np.random.default_rng(seed)
    where = np.stack([rng.uniform(-10, 20, towns), rng.uniform(40, 55, towns)])
    liked = 1 / np.arange(1, towns + 1) ** 0.8
    liked /= liked.sum()
    rounds = [rng.choice(towns, 4, replace=False, p=liked).tolist() for _ in range(circuits)]
    who, day, town = [], [], []
    for one in range(people):
        visits = rng.choice(towns, stops, p=liked) if not power else _near(rng, where, liked, stops, power)
        if one < 5 * circuits:
            first = int(rng.integers(4))
            visits[3:12] = [rounds[one % circuits][(first + at) % 4] for at in range(9)]
        who += [one] * stops
        town += visits.tolist()
        day += (FIRST_DAY + rng.uniform(0, 400) + np.cumsum(rng.gamma(2, 3, stops))).tolist()
    told = np.array(who), np.array(day), np.array(town)
    together = set()
    for pair in range(pairs):
        own = told[0] == people - 1 - pair
        late = told[1][own] + rng.uniform(0, 0.2, own.sum())
        extra = np.full(own.sum(), people + pair), late, told[2][own]
        told = tuple(np.concatenate(both) for both in zip(told, extra, strict=True))  # type: ignore[assignment]
        together.add(frozenset((f"T{people - 1 - pair}", f"T{people + pair}")))
    whose, when, place = told
    order = np.lexsort((when, whose))
    whose, when, place = whose[order], when[order], place[order]
    near = rng.normal(0, 0.01, (2, len(order)))
    names = tuple(f"T{at}" for at in range(people + pairs))
    return World(
        Sightings(
            whose, when, when.copy(), where[0][place] + near[0], where[1][place] + near[1],
            np.zeros(len(order)), np.arange(1, len(order) + 1), names, len(order),
        ),
        rounds,
        together,
        where,
    )  # fmt: skip


def _near(
    rng: np.random.Generator, where: NDArray[np.float64], liked: NDArray[np.float64], stops: int, power: float
) -> NDArray[np.int64]:
    """Towns one after another, by liking and distance."""
    points = unit(*where)
    visits = [int(rng.choice(len(liked), p=liked))]
    while len(visits) < stops:
        pull = liked * np.maximum(apart(points, points[visits[-1]]), 1.0) ** -power
        pull[visits[-1]] = 0
        visits.append(int(rng.choice(len(liked), p=pull / pull.sum())))
    return np.array(visits)


def some(sightings: Sightings, keep: NDArray[np.bool_]) -> Sightings:
    """Those sightings alone."""
    columns = ("traveller", "start", "end", "lon", "lat", "precision", "row")
    return replace(sightings, **{name: getattr(sightings, name)[keep] for name in columns})


def rows_of(sightings: Sightings, clock: bool = True) -> list[str]:
    """traveller,date,lon,lat, one row a sighting."""
    unit = "s" if clock else "D"
    seconds = (sightings.start * 86_400).astype("int64").astype("datetime64[s]").astype(f"datetime64[{unit}]")
    return [
        f"{sightings.names[who]},{when}{'Z' if clock else ''},{x:.5f},{y:.5f}"
        for who, when, x, y in zip(
            sightings.traveller.tolist(), seconds.astype(str), sightings.lon, sightings.lat, strict=True
        )
    ]
