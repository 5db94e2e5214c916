"""Seeded chance that gives the same world on every machine.

`random.Random` seeded by a string is stable over platforms and versions; the C library's exp and log are not (last
bit), so bell curves are sums of uniforms and exponentials repeated squaring: plain IEEE additions and products.
"""

from __future__ import annotations

from collections.abc import Sequence
from random import Random
from typing import TypeVar

T = TypeVar("T")

SPREADS = (0.20, 0.45, 0.70, 0.95)  # sigma of the log of an amount, by a habit's spread 0..3


def stream(seed: int, *path: object) -> Random:
    """An own stream for one part of the world: what one part draws never shifts another part."""
    return Random("/".join(str(part) for part in (seed, *path)))


def bell(rng: Random) -> float:
    """Mean 0, standard deviation 1, between -3.5 and 3.5 (Irwin-Hall of four)."""
    draw = rng.random
    return (draw() + draw() + draw() + draw() - 2.0) * 1.7320508


def swell(x: float) -> float:
    """e to the x as (1 + x/256)**256, by eight squarings: exact to 1 % for |x| < 2 and the same bits everywhere."""
    y = 1.0 + x / 256.0
    for _ in range(8):
        y *= y
    return y


def spread(rng: Random, median: float, sigma: float) -> float:
    """Log-normal around a median."""
    return median * swell(sigma * bell(rng))


def about(rng: Random, mean: float) -> int:
    """A whole number whose mean is `mean`."""
    low = int(mean)
    return low + (rng.random() < mean - low)


def heavy(rng: Random, items: Sequence[tuple[T, float]]) -> T:
    """One item by weight."""
    left = rng.random() * sum(weight for _, weight in items)
    for item, weight in items:
        left -= weight
        if left < 0:
            return item
    return items[-1][0]


def split(rng: Random, total: int, weights: Sequence[float]) -> list[int]:
    """Divide a whole total over weights, leftovers by chance."""
    whole = sum(weights)
    shares = [int(total * weight / whole) for weight in weights]
    pool = list(zip(range(len(weights)), weights, strict=True))
    for _ in range(total - sum(shares)):
        shares[heavy(rng, pool)] += 1
    return shares
