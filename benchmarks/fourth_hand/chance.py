"""Chance: one seeded source of randomness with the few draws that lives need."""

from __future__ import annotations

import math
import random
from collections.abc import Sequence
from typing import TypeVar

T = TypeVar("T")


class Chance(random.Random):
    """`random.Random` with words of its own; the same seed gives the same world on any machine."""

    def yes(self, p: float) -> bool:
        return self.random() < p

    def pick(self, things: Sequence[T]) -> T:
        return things[int(self.random() * len(things))]

    def some(self, things: Sequence[T], n: int) -> list[T]:
        return self.sample(things, min(n, len(things)))

    def among(self, weights: dict[T, float]) -> T:
        left = self.random() * sum(weights.values())
        for thing, weight in weights.items():
            left -= weight
            if left <= 0:
                return thing
        return next(reversed(weights))

    def about(self, middle: float, spread: float = 0.4) -> float:
        """Log-normal around a median; `spread` is the standard deviation of the logarithm."""
        return math.exp(self.gauss(math.log(middle), spread))

    def times(self, mean: float) -> int:
        """How often a thing happens (Poisson, Knuth; the means here are below about 60)."""
        limit, product, n = math.exp(-mean), self.random(), 0
        while product > limit:
            product *= self.random()
            n += 1
        return n

    def jitter(self, p: float, by: float = 0.4) -> float:
        """A probability moved by the seed: its odds are multiplied by a log-normal factor."""
        odds = p / (1 - p) * self.about(1.0, by)
        return odds / (1 + odds)
