"""How long a forecast of many cells takes, with and without covariates, in seconds of processor.

`python -m benchmarks.places_size [--cells 100000] [--events 20000] [--columns 5] [--seed 1]`: a made-up city, H3
cells of resolution 9, two years of events, half of them where the first covariate is high; the others say nothing.
"""

from __future__ import annotations

import argparse
import math
import time

import h3
import numpy as np

from manumit.engine.places import Area, Cells, Events, History, look_ahead

WEST, SOUTH, DAYS, HORIZON = -30.0, 40.0, 730, 30


def city(size: int) -> Cells:
    """A square with about so many cells."""
    km = math.sqrt(size * h3.average_hexagon_area(9, "km^2"))
    north, east = SOUTH + km / 111.2, WEST + km / (111.2 * math.cos(math.radians(SOUTH + km / 222.4)))
    ring = [[WEST, SOUTH], [east, SOUTH], [east, north], [WEST, north], [WEST, SOUTH]]
    shape = {"type": "Feature", "properties": {}, "geometry": {"type": "Polygon", "coordinates": [ring]}}
    return Area.of(shape).cells(9)


def happened(cells: Cells, rate: np.ndarray, count: int, rng: np.random.Generator) -> Events:
    """Events dealt by `rate` and by a few hot places, half each."""
    hot = np.zeros(len(cells))
    hot[rng.choice(len(cells), len(cells) // 100, replace=False)] = 1
    chance = rate / rate.sum() + hot / hot.sum()
    at = rng.choice(len(cells), count, p=chance / chance.sum())
    day = 18_262.0 + np.floor(rng.uniform(0, DAYS, count))
    none, one = np.zeros(count), np.ones(count)
    kind = np.zeros(count, np.int32)
    return Events(day, day, cells.lon[at], cells.lat[at], none, one, kind, kind.astype(np.int8), ("event",))


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cells", type=int, default=100_000)
    parser.add_argument("--events", type=int, default=20_000)
    parser.add_argument("--columns", type=int, default=5)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    rng = np.random.default_rng(given.seed)
    cells = city(given.cells)
    about = rng.normal(size=(len(cells), given.columns))
    events = happened(cells, np.exp(1.5 * about[:, 0]), given.events, rng)
    history = History.of(events, cells)
    print(f"{len(cells):,} cells, {len(events):,} events, {HORIZON} days ahead, seed {given.seed}")
    for name, columns in (("without covariates", None), (f"{given.columns} covariates", about)):
        start, clock = time.process_time(), time.perf_counter()
        found = look_ahead(history, 18_262.0 + DAYS, HORIZON, columns)
        spent = time.process_time() - start
        print(f"{name:20} {spent:6.1f} s of processor, {time.perf_counter() - clock:.1f} s by the clock")
        for at, (gain, error) in enumerate(found.pool.about_each):
            moved = found.moved[at] * found.volume.expected
            print(
                f"  column {at}: {gain:+.4f} nats (error {error:.4f}), {moved:.0f} of {found.volume.expected:.0f} moved"
            )


if __name__ == "__main__":
    main()
