"""Routes, circuits and company in made-up worlds: what is found of what was put in, what is found where nothing was,
and how long a million movements take.

`python -m benchmarks.routes [--worlds 20] [--null 60] [--missing 0 0.1] [--power 0] [--million]`; with a power near
towns follow each other more, as by gravity. Seeds are fixed. Made-up worlds: they say that the method works, not that
anybody travels so.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from collections import Counter
from pathlib import Path

import h3
import numpy as np

from manumit.engine.places import BEYOND, Journeys, Manner, Sightings, beyond, follow, read_sightings
from tests.engine.places.itineraries import NEAR_M, World, rows_of, some, world

MANNER = Manner(radius_m=NEAR_M)
MISSING = (0.0, 0.1, 0.2, 0.3)
NULL, PLANTED = 5_000, 6_000
"""First seeds."""


def turned(towns: list[int]) -> tuple[int, ...]:
    """A circuit from its first town in order."""
    at = towns.index(min(towns))
    return (*towns[at:], *towns[:at])


def is_part(towns: tuple[int, ...], planted: set[tuple[int, ...]]) -> bool:
    """Whether it is a circuit that was put in, without some of its towns."""
    return any(
        set(towns) < set(whole) and turned([at for at in whole if at in towns]) == towns for whole in planted
    )


def towns_of(made: World, found: Journeys) -> list[int]:
    """The nearest town of each place."""
    towns = made.towns[::-1].T.tolist()
    return [
        min(range(len(towns)), key=lambda at: h3.great_circle_distance(middle, tuple(towns[at])))
        for middle in map(h3.cell_to_latlng, found.places.cells)
    ]


def named(found: Journeys) -> set[frozenset[str]]:
    """Pairs beyond chance."""
    pairs = found.company.pairs if found.company else []
    return {frozenset(found.names[at] for at in one.travellers) for one in pairs if one.q <= BEYOND}


def without_anything(worlds: int, power: float) -> Counter[str]:
    """In how many worlds something is found, and how much in all."""
    told: Counter[str] = Counter()
    for seed in range(NULL, NULL + worlds):
        found = follow(world(seed, power=power).sightings, MANNER)
        for name, rows in zip(("routes", "circuits", "pairs"), (*beyond(found), named(found)), strict=True):
            told[f"worlds with {name}"] += bool(rows)
            told[name] += len(rows)
    return told


def with_circuits(worlds: int, missing: float, power: float) -> Counter[str]:
    """Four circuits of five travellers and four pairs a world; so many sightings are missing."""
    told: Counter[str] = Counter()
    for seed in range(PLANTED, PLANTED + worlds):
        made = world(seed, circuits=4, pairs=4, power=power)
        seen = np.random.default_rng(seed).random(len(made.sightings)) >= missing
        found = follow(some(made.sightings, seen), MANNER)
        town, planted = towns_of(made, found), {turned(one) for one in made.circuits}
        rounds = {turned([town[at] for at in one.places]) for one in beyond(found)[1]}
        pairs = named(found)
        told += Counter(
            planted=len(planted), found=len(rounds & planted),
            part=sum(is_part(one, planted) for one in rounds - planted),
            false=sum(not is_part(one, planted) for one in rounds - planted),
            pairs=len(made.pairs), pairs_found=len(pairs & made.pairs), pairs_other=len(pairs - made.pairs),
        )  # fmt: skip
    return told


def million() -> Sightings:
    """10,000 vehicles, 20 stops each among 3,000 spots, five sightings at each."""
    dealt = np.random.default_rng(1)
    people, stops, pings, spots = 10_000, 20, 5, 3_000
    lon, lat = dealt.uniform(-3, 3, spots), dealt.uniform(48, 53, spots)
    liked = 1 / np.arange(1, spots + 1) ** 0.8
    place = np.repeat(dealt.choice(spots, people * stops, p=liked / liked.sum()), pings)
    size = len(place)
    gap = (
        np.where(np.arange(size) % pings == 0, dealt.uniform(8, 40, size), dealt.uniform(0.2, 0.4, size)) / 24
    )
    gap = gap.reshape(people, -1)
    gap[:, 0] = dealt.uniform(0, 200, people)
    day = 19_000 + np.cumsum(gap, axis=1).ravel()
    near = dealt.normal(0, 0.0003, (2, size))
    return Sightings(
        np.repeat(np.arange(people), stops * pings), day, day.copy(), lon[place] + near[0], lat[place] + near[1],
        np.zeros(size), np.arange(1, size + 1), tuple(f"V{at}" for at in range(people)), size,
    )  # fmt: skip


def timed() -> None:
    """Read as CSV, and followed."""
    made = million()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "moves.csv"
        path.write_text("\n".join(["vehicle,date,lon,lat", *rows_of(made), ""]), encoding="utf-8")
        clock, wall = time.process_time(), time.perf_counter()
        read = read_sightings(path)
        print(f"read {len(read):,} rows: {time.process_time() - clock:.1f} s CPU", flush=True)
        found = follow(read)
        print(
            f"{len(found.stops):,} stops, {len(found.legs):,} trips, {len(found.places.cells):,} places,"
            f" {found.worlds} worlds: {time.process_time() - clock:.1f} s CPU,"
            f" {time.perf_counter() - wall:.0f} s in all"
        )


def main() -> None:
    """Print the table."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--worlds", type=int, default=20)
    asked.add_argument("--null", type=int, default=60)
    asked.add_argument("--power", type=float, default=0.0)
    asked.add_argument("--missing", type=float, nargs="*", default=MISSING)
    asked.add_argument("--million", action="store_true")
    told = asked.parse_args()
    if told.null:
        print(
            "nothing put in:",
            dict(without_anything(told.null, told.power)),
            f"of {told.null} worlds",
            flush=True,
        )
    for missing in told.missing if told.worlds else ():
        print(f"{missing:.0%} missing:", dict(with_circuits(told.worlds, missing, told.power)), flush=True)
    if told.million:
        timed()


if __name__ == "__main__":
    main()
