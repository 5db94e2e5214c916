"""How often alarms are false, and how soon they come, on made-up counts with and without a course of the year.

`python -m benchmarks.places_alarms [--years 400] [--seed 0] [--period week] [--base 104] [--mean 20] [--rise 1]`.
Each made-up series is a base and a year after it, its spread beyond Poisson's a fifth (or `--spread`); an alarm in that
year is false, unless a rise is asked for (then it is found, after so many steps in the middle). One tenth is stated.
Both ways see the same counts; intervals are Wilson's, 95 %.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from manumit.engine.places import PERIODS, alarms
from manumit.engine.places.rising import STEPS_A_YEAR
from manumit.engine.places.seasons import YEAR_DAYS, yearly_waves

MONTHS = np.array([0.5, 0.6, 0.8, 1.0, 1.2, 1.5, 1.5, 1.3, 1.1, 0.9, 0.7, 0.5])
SEASONS: dict[str, Callable[[NDArray[np.float64]], NDArray[np.float64]]] = {
    "none": np.ones_like,
    "a fifth, a wave": lambda turn: 1 + 0.2 * np.sin(2 * np.pi * turn),
    "a half, a wave": lambda turn: 1 + 0.5 * np.sin(2 * np.pi * turn),
    "by months, half to 1.5": lambda turn: MONTHS[(turn * 12).astype(int) % 12],
    "ten weeks of summer, 1.8": lambda turn: 1 + 0.8 * ((turn > 0.46) & (turn < 0.66)),
    "three weeks of a feast, 2": lambda turn: 1 + 1.0 * (turn > 0.94),
}
"""By the turn of the year, 0 to 1."""


def made(
    rng: np.random.Generator, season: str, edges: NDArray[np.float64], mean: float, spread: float
) -> NDArray[np.float64]:
    """Counts a step, their mean over a year `mean`."""
    days = np.arange(edges[0], edges[-1])
    course = SEASONS[season]((days % YEAR_DAYS) / YEAR_DAYS)
    course = course / SEASONS[season](np.arange(365) / 365).mean()
    at = np.searchsorted(edges, days + 0.5, side="right") - 1
    usual = mean * np.bincount(at, course) / np.bincount(at)
    rate = rng.gamma(1 / spread, usual * spread) if spread else usual
    return rng.poisson(rate).astype(float)


def wilson(hits: int, of: int) -> tuple[float, float]:
    """95 %."""
    z, share = 1.96, hits / of
    middle = share + z * z / (2 * of)
    wide = z * float(np.sqrt(share * (1 - share) / of + z * z / (4 * of * of)))
    return (middle - wide) / (1 + z * z / of), (middle + wide) / (1 + z * z / of)


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--years", type=int, default=400)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--period", default="week")
    parser.add_argument("--base", type=int, default=104)
    parser.add_argument("--mean", type=float, default=20.0)
    parser.add_argument("--spread", type=float, default=0.2)
    parser.add_argument("--rise", type=float, default=1.0)
    parser.add_argument("--only", default="", help="of the seasons, the one that begins so")
    given = parser.parse_args()
    year = STEPS_A_YEAR[given.period]
    edges = (18_000.0 + PERIODS[given.period] * np.arange(given.base + year + 1)).astype(np.float64)
    print(
        f"{given.years} years, seed {given.seed}, base {given.base} {given.period}s, mean {given.mean:g}",
        end="",
    )
    print(f", spread {given.spread:g}, rise {given.rise:g}")
    for season in SEASONS:
        if not season.startswith(given.only):
            continue
        rng = np.random.default_rng([given.seed, given.base, list(SEASONS).index(season)])
        told: dict[str, list[int]] = {"no course": [], "course": []}
        began = time.process_time()
        for _ in range(given.years):
            counts = made(rng, season, edges, given.mean, given.spread)
            after = made(rng, season, edges, given.mean * given.rise, given.spread)
            counts[given.base :] = after[given.base :]
            for way, course in (("no course", None), ("course", yearly_waves(edges))):
                at = alarms(counts, given.base, periods_a_year=year, course=course).at
                told[way].append(at[0] - given.base + 1 if at else 0)
        line = f"  {season:26}"
        for way, firsts in told.items():
            hits = [one for one in firsts if one]
            low, high = wilson(len(hits), given.years)
            line += f" {way} {len(hits) / given.years:.3f} ({low:.3f} to {high:.3f})"
            line += f" after {np.median(hits):.0f}" if given.rise > 1 and hits else ""
        print(f"{line}  {time.process_time() - began:.0f} s", flush=True)


if __name__ == "__main__":
    main()
