"""The pool of forecasts against each of its members and the plain count, where it was not built.

`python -m benchmarks.places_unseen --data DIR`; DIR holds portland/ and chicago/. Early folds of Portland (the year
before the last two), burglaries of Chicago (another city, another resolution, a seventh of them), and made-up cities of
three kinds, seeded: one that stands still, one whose hot spots move, one with 200 events. Differences are paired over
folds; 95 % by a bootstrap of blocks of folds (a month long).
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from benchmarks.places_forecast import kind_of, peers, scores
from manumit.engine.places import Area, Events, History, look_ahead, read_events, window_at

MONTH = 30
ROUNDS = 4_000


def blocks(
    difference: NDArray[np.float64], weight: NDArray[np.float64], length: int
) -> tuple[float, float, float]:
    """(mean, low, high) of a weighted difference over folds, by a circular bootstrap of blocks so long."""
    size = len(difference)
    starts = np.random.default_rng(0).integers(0, size, (ROUNDS, -(-size // length)))
    at = ((starts[:, :, None] + np.arange(length)) % size).reshape(ROUNDS, -1)[:, :size]
    means = (difference[at] * weight[at]).sum(axis=1) / np.maximum(weight[at].sum(axis=1), 1e-12)
    low, high = np.quantile(means, (0.025, 0.975))
    return float((difference * weight).sum() / weight.sum()), float(low), float(high)


def compare(name: str, history: History, days: int, folds: int, skipped: int = 0) -> None:
    """A table row a peer: its measures, and the pool's less its own."""
    first, last = float(np.floor(history.day[0])), float(np.floor(history.day[-1])) + 1 - skipped
    table: dict[str, list[list[float]]] = {}
    seen = []
    for back in range(folds, 0, -1):
        window = window_at(history, first, last - days * back, days)
        if not window.seen.sum():
            continue
        made = look_ahead(history, last - days * back, days)
        seen.append(float(window.seen.sum()))
        for peer, share in peers(window, made).items():
            table.setdefault(peer, []).append(scores(share, window, history.cells))
    weight, ours = np.array(seen), np.array(table["pool"])
    print(f"{name}, {days} days, {len(seen)} folds, {weight.sum():.0f} events")
    for peer, rows in table.items():
        told = np.array(rows)
        mean = (told * weight[:, None]).sum(axis=0) / weight.sum()
        line = f"  {peer:15} PAI 1 % {mean[1]:6.2f}  gain {mean[3]:7.3f}"
        if peer != "pool":
            for column, word in ((1, "PAI"), (3, "gain")):
                less = blocks(ours[:, column] - told[:, column], weight, max(1, round(MONTH / days)))
                line += "   {} {:+.3f} ({:+.3f} to {:+.3f})".format(word, *less) + " worse" * (less[2] < 0)
        print(line, flush=True)


def around(events: Events) -> Area:
    """A surface about the events, where no boundary is at hand."""
    import shapely

    return Area(
        shapely.concave_hull(shapely.multipoints(shapely.points(events.lon, events.lat)), 0.1).buffer(0.003)
    )


def cities() -> Iterator[tuple[str, History]]:
    """Made-up cities over 900 days."""
    square = {
        "type": "Polygon",
        "coordinates": [[[-30.2, 40], [-30, 40], [-30, 40.15], [-30.2, 40.15], [-30.2, 40]]],
    }
    cells = Area.of(square).cells(8)
    for kind, count in (("standing still", 3_000), ("moving", 3_000), ("sparse", 200)):
        rng = np.random.default_rng(0)
        base = rng.gamma(0.25, 1, len(cells))
        day = np.sort(np.floor(rng.uniform(0, 900, count)))
        cell = rng.choice(len(cells), count, p=base / base.sum())
        for season in range(10) if kind == "moving" else ():
            now = (day // 90 == season) & (rng.random(count) < 0.6)
            cell[now] = rng.choice(rng.integers(0, len(cells), 12), int(now.sum()))
        yield f"a city {kind}", History(cells, cell.astype(np.int64), day, np.ones(count))


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    data = parser.parse_args().data
    cells = Area.read(data / "portland" / "boundary_500ft_buffer.geojson").cells(9)
    for kind in ("vehicle_theft", "burglary"):
        history = kind_of(read_events(data / "portland" / "events.csv"), kind, cells)
        compare(f"Portland, {kind}, the year before the last two", history, 30, 12, 730)
        compare(f"Portland, {kind}, the year before the last two", history, 7, 24, 730)
    events = read_events(data / "chicago" / "burglary_2016.csv")
    for resolution, share in ((9, 1.0), (8, 1.0), (9, 0.15)):
        some = events.where(np.random.default_rng(1).random(len(events)) < share)
        history = History.of(some, around(some).cells(resolution))
        compare(f"Chicago, {share:.0%} of burglaries, resolution {resolution}", history, 30, 8)
    for name, history in cities():
        compare(name, history, 30, 8)


if __name__ == "__main__":
    main()
