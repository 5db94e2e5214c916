"""Whether finds tell where something is, or where was looked, on made-up cities whose truth is known.

`python -m benchmarks.places_finds [--cities 40] [--seed 100] [--times 4] [--forecast]`. A city of 325 cells stands
still for two years: a rate a cell, smooth with hot places, 20 events a week in all where everybody looks for an hour.
Each week a twentieth of the cells is gone to, by chances that follow what an old, wrong forecast believed, a tenth of
them evenly; in its western half for `--times` as many hours as in its eastern. What is found is a Poisson number by
rate and hours: in proportion to the hours, or ever less, so that the first hour finds two fifths or six sevenths of
what there is.

Finds are weighed as `forecast --discovered` does, with the hours told (exposure) and with the same hours for all; then
spread by two steps of diffusion, or (`--forecast`) forecast beside 300 reported events that come by the same rate.
Printed: of what there is how much is laid on the wrong side, and nats that what was believed lacks beside the truth;
95 % by a bootstrap of cities. Seeds 0 to 19 were looked at when the ways of weighing were chosen, 100 to 139 before
the finds of the inverse learner were made to count as many as they are.
"""

from __future__ import annotations

import argparse
import math
from dataclasses import replace
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from manumit.engine.places import COUNTED, Area, Cells, Events, History, Learner, look_ahead, weighed_finds

SQUARE = {
    "type": "Polygon",
    "coordinates": [[[-30.2, 40], [-30, 40], [-30, 40.15], [-30.2, 40.15], [-30.2, 40]]],
}
WEEKS, A_WEEK, GONE_TO, EXPLORED = 104, 20.0, 0.05, 0.1
FIRST = 18_262.0
FADING = {"in proportion": 0.0, "fading": 0.5, "nearly all at once": 2.0}
"""An hour finds 1 - exp(-this) of what is left: two fifths, six sevenths; 0: in proportion."""
REPORTED = 300
EVEN = 0.05
"""Of what is believed, so much lies evenly, so that no place is impossible."""


@lru_cache(maxsize=1)
def town() -> Cells:
    return Area.of({"type": "Feature", "properties": {}, "geometry": SQUARE}).cells(8)


def smooth(values: NDArray[np.float64], steps: int) -> NDArray[np.float64]:
    """Spread by so many steps of diffusion."""
    cells = town()
    step = History(cells, np.zeros(0, np.int64), np.zeros(0), np.zeros(0))._step
    for _ in range(steps):
        values = step @ values
    return values


def city(
    seed: int, times: float = 4.0, fading: float = 0.0
) -> tuple[NDArray[np.float64], NDArray[np.bool_], Events]:
    """(the true share of each cell, whether it is in the half that is looked at longer, events)."""
    rng, cells = np.random.default_rng(seed), town()
    size, west = len(cells), cells.lon < np.median(cells.lon)
    true = smooth(rng.gamma(0.3, 1, size), 6) ** 2
    true /= true.sum()
    believed = smooth(true * np.exp(rng.normal(0, 1, size)), 1)
    visits = GONE_TO * size
    led = np.clip(believed / believed.sum() * visits * (1 - EXPLORED), 0, 1)
    chance = 1 - (1 - led) * (1 - EXPLORED * visits / size)
    usual = np.where(west, math.sqrt(times), 1 / math.sqrt(times))
    rows = []
    for week in range(WEEKS):
        there = np.flatnonzero(rng.random(size) < chance)
        hours = usual[there] * np.exp(rng.normal(0, 0.4, len(there)))
        worth = (1 - np.exp(-fading * hours)) / fading if fading else hours
        count = rng.poisson(true[there] * A_WEEK * worth)
        day = np.full(count.sum(), FIRST + 7 * week)
        rows.append(np.column_stack((np.repeat(there, count), day, np.repeat(hours, count))))
    at, day, hours = np.concatenate(rows).T
    told = rng.choice(size, REPORTED, p=true)
    when = FIRST + np.floor(rng.uniform(0, 7 * WEEKS, REPORTED))
    return true, west, _events(at.astype(int), day, hours, chance, told, when)


def _events(
    at: NDArray[np.int64],
    day: NDArray[np.float64],
    hours: NDArray[np.float64],
    chance: NDArray[np.float64],
    told: NDArray[np.int64],
    when: NDArray[np.float64],
) -> Events:
    cells, found = town(), len(at)
    every, start = np.concatenate((at, told)), np.concatenate((day, when))
    none = np.zeros(len(every))
    channel = (np.arange(len(every)) < found).astype(np.int8)
    return Events(
        start, start, cells.lon[every], cells.lat[every], none, none + 1, none.astype(np.int32), channel, ("event",),
        exposure=np.concatenate((hours, np.full(len(told), np.nan))),
        chance=np.concatenate((chance[at], np.full(len(told), np.nan))),
    )  # fmt: skip


def believed(events: Events, learner: Learner | None, forecast: bool) -> NDArray[np.float64]:
    """A share a cell; without a learner, of what was reported alone."""
    weighed = weighed_finds(events, learner)[0] if learner else events.where(events.channel == 0)
    if forecast:
        return look_ahead(History.of(weighed, town()), FIRST + 7 * WEEKS, 30).share
    seen = History.of(weighed.where(weighed.channel == 1), town()).between(-np.inf, np.inf)
    spread = smooth(seen, 2)
    told: NDArray[np.float64] = (1 - EVEN) * spread / spread.sum() + EVEN / len(spread)
    return told


def compared(
    seed: int, hours: bool, learner: Learner | None, times: float, fading: float, forecast: bool
) -> tuple[float, float]:
    """(share laid on the side that is looked at longer beyond the true one, nats beside the truth)."""
    true, west, events = city(seed, times, fading)
    if not hours:
        events = replace(events, exposure=np.ones(len(events)))
    share = believed(events, learner, forecast)
    seen = true > 0
    return float((share - true)[west].sum()), float((true * np.log(true / share))[seen].sum())


def recovered(seed: int, hours: bool = True, times: float = 4.0) -> float:
    """Of what there is, so much is believed on the side that is looked at longer beyond what is there."""
    return compared(seed, hours, "inverse", times, 0.0, False)[0]


def _told(values: NDArray[np.float64]) -> str:
    drawn = np.random.default_rng(0).integers(0, len(values), (2_000, len(values)))
    low, high = np.quantile(values[drawn].mean(axis=1), (0.025, 0.975))
    return f"{values.mean():6.3f} ({low:.3f} to {high:.3f})"


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cities", type=int, default=40)
    parser.add_argument("--seed", type=int, default=100)
    parser.add_argument("--times", type=float, default=4.0)
    parser.add_argument("--forecast", action="store_true")
    given = parser.parse_args()
    print(f"{given.cities} cities from seed {given.seed}, hours {given.times:g} to 1")
    print(f"{'':48}{'on the wrong side':>26}{'nats lacking':>28}")
    ways: list[tuple[Learner | None, bool]] = [
        (learner, hours) for learner in COUNTED for hours in (False, True)
    ]
    for called, fading in FADING.items():
        for learner, hours in ([(None, True)] if given.forecast else []) + ways:
            each = np.array(
                [
                    compared(given.seed + at, hours, learner, given.times, fading, given.forecast)
                    for at in range(given.cities)
                ]
            )
            how = f"{learner}, {'by the hour' if hours else 'as they come'}" if learner else "reported alone"
            name = f"{called}, {how}"
            print(f"{name:48}{_told(np.abs(each[:, 0])):>26}{_told(each[:, 1]):>28}", flush=True)


if __name__ == "__main__":
    main()
