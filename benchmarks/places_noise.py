"""What a forecast loses where the other kinds of its table are noise, on made-up cities.

`python -m benchmarks.places_noise [--cities 24] [--seed 0] [--events 1000] [--times 20] [--folds 4]`. A city stands
still over 900 days: each cell has a rate dealt from a gamma distribution, and events of a kind fall by it. The other
kind falls by rates of its own that have nothing to do with the first, evenly, or (so that it is seen to be of use where
it is) by the same ones. Each city is forecast `--folds` times, 30 days, with the other kind beside and alone.
The rates are known, so a forecast is measured twice: by what was seen in its window (200 events in all leave some seven
a window, and the top of such a map is a matter of luck), and by the rates, as if its window never ended.
Differences are paired within a city, weighted by events; 95 % by a bootstrap of cities.
"""

from __future__ import annotations

import argparse
import time

import numpy as np
from numpy.typing import NDArray

from manumit.engine.places import (
    Area,
    Cells,
    History,
    accuracy_index,
    information_gain,
    look_ahead,
    paired_interval,
    window_at,
)

SQUARE = {
    "type": "Polygon",
    "coordinates": [[[-30.2, 40], [-30, 40], [-30, 40.15], [-30.2, 40.15], [-30.2, 40]]],
}
DAYS, HORIZON = 900, 30
FALLS = ("of its own", "even", "the same")
"""How the other kind falls."""
MEASURES = ("gain", "PAI 1 %", "PAI 2 %")
BY = ("what was seen", "the rates")


def dealt(rng: np.random.Generator, cells: Cells, rate: NDArray[np.float64], count: int) -> History:
    """So many events by a rate a cell, over all days."""
    day = np.sort(np.floor(rng.uniform(0, DAYS, count)))
    cell = rng.choice(len(cells), count, p=rate / rate.sum()).astype(np.int64)
    return History(cells, cell, day, np.ones(count))


def city(
    seed: int, cells: Cells, own: int, falls: str, times: int, folds: int
) -> tuple[list[NDArray[np.float64]], list[float], list[float]]:
    """(a fold: BY x beside and alone x MEASURES; events a fold; how much the other kind weighed)."""
    rng = np.random.default_rng([seed, own, times, sum(map(ord, falls))])
    rate = rng.gamma(0.25, 1, len(cells))
    other = {"even": cells.km2, "of its own": rng.gamma(0.25, 1, len(cells)), "the same": rate}[falls]
    alone = dealt(rng, cells, rate, own)
    beside = History(alone.cells, alone.cell, alone.day, alone.weight, dealt(rng, cells, other, own * times))
    told, weight, taken = [], [], []
    for back in range(folds, 0, -1):
        origin = float(DAYS - HORIZON * back)
        seen = window_at(alone, 0.0, origin, HORIZON).seen
        if not seen.sum():
            continue
        both = [look_ahead(one, origin, HORIZON) for one in (beside, alone)]
        told.append(np.array([[measured(one.share, what, cells) for one in both] for what in (seen, rate)]))
        weight.append(float(seen.sum()))
        taken.append(both[0].pool.of_others)
    return told, weight, taken


def measured(share: NDArray[np.float64], seen: NDArray[np.float64], cells: Cells) -> list[float]:
    """MEASURES of a forecast."""
    tops = (accuracy_index(share, seen, cells.km2, top) for top in (0.01, 0.02))
    return [information_gain(share, seen, cells.km2), *tops]


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cities", type=int, default=24)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--events", type=int, default=1_000)
    parser.add_argument("--times", type=int, default=20, help="as many events of the other kind")
    parser.add_argument("--folds", type=int, default=4)
    given = parser.parse_args()
    cells = Area.of(SQUARE).cells(8)
    print(
        f"{len(cells)} cells, {given.cities} cities each, {given.folds} windows of {HORIZON} days, seed {given.seed}"
    )
    for falls in FALLS:
        began, rows, weights, taken = time.process_time(), [], [], []
        for at in range(given.cities):
            seed = given.seed * 10_000 + at
            told, weight, weighed = city(seed, cells, given.events, falls, given.times, given.folds)
            rows.append(np.average(told, axis=0, weights=weight))
            weights.append(sum(weight))
            taken += weighed
        both, of = np.array(rows), np.array(weights)
        line = f"{given.events} events, other kind {falls} x {given.times}: weighs {np.mean(taken):.2f}"
        print(f"{line}, {time.process_time() - began:.0f} s", flush=True)
        for by, what in enumerate(BY):
            line = f"  by {what}:"
            for column, name in enumerate(MEASURES):
                beside, alone = both[:, by, :, column].T
                less = paired_interval(beside, alone, of)
                line += f" {name} {np.average(alone, weights=of):.3f} "
                line += "{:+.4f} ({:+.4f} to {:+.4f});".format(*less)
            print(line, flush=True)


if __name__ == "__main__":
    main()
