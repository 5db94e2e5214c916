"""Forecasts beside the plain count and a kernel, on public property crime, rolling the origin back from the last event.

`python -m benchmarks.places_forecast --data DIR [--kind vehicle_theft] [--days 30] [--folds 12] [--alone]`; DIR
holds portland/events.csv and portland/boundary_500ft_buffer.geojson. Property crime: no evidence about trafficking.
Every origin uses only what was before it. Differences are paired over folds, 95 % intervals by a bootstrap of folds.
"""

from __future__ import annotations

import argparse
import time
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from manumit.engine.places import (
    Area,
    Cells,
    Events,
    Forecast,
    History,
    Window,
    accuracy_index,
    information_gain,
    look_ahead,
    other_kinds,
    paired_interval,
    read_events,
    window_at,
)
from manumit.engine.places.history import DEPTHS, MEMORIES, OWN_COUNT

RESOLUTION = 9
_KERNEL = DEPTHS.index(4) * len(MEMORIES) + len(MEMORIES) - 1


def kind_of(events: Events, kind: str, cells: Cells) -> History:
    """One kind, beside the others."""
    return History.of(events.of_kind(kind), cells, other_kinds(events, kind))


def peers(window: Window, made: Forecast) -> dict[str, NDArray[np.float64]]:
    """The plain count of all history, one kernel, half of each; and our members."""
    own = window.known[:, OWN_COUNT].astype(np.float64)
    kernel = 0.999 * window.shares()[:, _KERNEL] + 0.001 * window.area
    told = {
        "count": own + 0.01,
        "kernel": kernel,
        "count + kernel": own / own.sum() + kernel,
        "pool": made.share,
    }
    return told | {one.name: one.share(window) for one in made.pool.members}


def scores(share: NDArray[np.float64], window: Window, cells: Cells) -> list[float]:
    """PAI at 0.5, 1 and 2 %, gain."""
    tops = [accuracy_index(share, window.seen, cells.km2, top) for top in (0.005, 0.01, 0.02)]
    return [*tops, information_gain(share, window.seen, cells.km2)]


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--kind", default="vehicle_theft")
    parser.add_argument("--days", type=int, default=30)
    parser.add_argument("--folds", type=int, default=12)
    parser.add_argument("--alone", action="store_true", help="also the pool without the other kinds")
    given = parser.parse_args()
    folder = given.data / "portland"
    cells = Area.read(folder / "boundary_500ft_buffer.geojson").cells(RESOLUTION)
    events = read_events(folder / "events.csv")
    history = kind_of(events, given.kind, cells)
    alone = History.of(events.of_kind(given.kind), cells)
    first, last = float(np.floor(history.day[0])), float(np.floor(history.day[-1])) + 1
    table: dict[str, list[list[float]]] = {}
    seen, inside, off = [], [], []
    began = time.process_time()
    for back in range(given.folds, 0, -1):
        origin = last - given.days * back
        made = look_ahead(history, origin, given.days)
        window = window_at(history, first, origin, given.days)
        seen.append(window.seen.sum())
        inside.append(np.mean((window.seen >= made.low) & (window.seen <= made.high)))
        off.append(abs(made.volume.expected - seen[-1]) / max(seen[-1], 1))
        shares = peers(window, made)
        if given.alone:
            shares["pool, alone"] = look_ahead(alone, origin, given.days).share
        for name, share in shares.items():
            table.setdefault(name, []).append(scores(share, window, cells))
    weight = np.array(seen)
    print(
        f"{given.kind}, {given.days} days, {given.folds} folds, {weight.sum():.0f} events, {len(cells):,} cells"
    )
    print(f"{'':16} PAI 0.5 %   1 %    2 %   gain (nats an event) | pool less this: PAI 1 %, gain")
    ours = np.array(table["pool"])
    for name, rows in table.items():
        told = np.array(rows)
        mean = (told * weight[:, None]).sum(axis=0) / weight.sum()
        line = f"{name:16} {mean[0]:7.2f} {mean[1]:6.2f} {mean[2]:6.2f}   {mean[3]:6.3f}"
        if name != "pool":
            pai = paired_interval(ours[:, 1], told[:, 1], weight)
            gain = paired_interval(ours[:, 3], told[:, 3], weight)
            line += "        {:+.2f} ({:+.2f} to {:+.2f}), {:+.3f} ({:+.3f} to {:+.3f})".format(*pai, *gain)
        print(line)
    print(
        f"cells within low..high: {np.mean(inside):.3f}; totals off by {np.mean(off):.1%} on average;",
        end=" ",
    )
    print(f"{(time.process_time() - began) / given.folds:.1f} CPU s a fold, all members and measures")


if __name__ == "__main__":
    main()
