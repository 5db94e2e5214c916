"""Months ahead by region, on origins that are over: each way of making series add up, and the one that is taken.

`python -m benchmarks.places_months --data DIR [--months 6]`; DIR holds portland/events.csv. Regions are H3 cells of
resolutions 5 to 7. Every origin from the twentieth month on, every second one; absolute errors a month, of all and of
a region, and the share of outcomes within the intervals. Property crime: no evidence about trafficking.
"""

from __future__ import annotations

import argparse
from collections import Counter
from pathlib import Path

import h3
import numpy as np

from manumit.engine.places import Tree, month_of, outlook, read_events, tree_of
from manumit.engine.places.ahead import BY_WAY, WAYS

FIRST, STEP = 20, 2


def row(name: str, whole: Tree, months: int) -> None:
    """One kind and resolution."""
    errors: dict[str, list[tuple[float, float]]] = {way: [] for way in (*WAYS, "taken")}
    inside, taken = [], Counter[str]()
    for at in range(FIRST, whole.counts.shape[1] - months + 1, STEP):
        known, seen = whole.until(at), whole.counts[:, at : at + months]
        found = outlook(known, months)
        taken[found.way] += 1
        for way in errors:
            told = found.expected if way == "taken" else BY_WAY[way](known, months)
            off = np.abs(told - seen)
            errors[way].append((float(off[0].mean()), float(off[1:].mean())))
        hit = (seen >= found.low) & (seen <= found.high)
        inside.append((float(hit[0].mean()), float(hit[1:].mean())))
    said = "  ".join("{} {:.2f}/{:.3f}".format(way, *np.mean(rows, axis=0)) for way, rows in errors.items())
    print(
        f"{name:28} {len(whole.paths) - 1:3} regions  {said}  within {np.mean(inside, axis=0).round(3)}  {dict(taken)}"
    )


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--months", type=int, default=6)
    given = parser.parse_args()
    events = read_events(given.data / "portland" / "events.csv")
    for kind in ("vehicle_theft", "burglary"):
        some = events.of_kind(kind)
        end = month_of(float(some.start.max())) + 1
        places = list(zip(some.lat.tolist(), some.lon.tolist(), strict=True))
        for resolution in (5, 6, 7):
            paths = [(h3.latlng_to_cell(lat, lon, resolution),) for lat, lon in places]
            row(
                f"{kind}, resolution {resolution}", tree_of(paths, some.start, some.weight, end), given.months
            )


if __name__ == "__main__":
    main()
