"""How many to expect in all: the pace of the past, the memory chosen by how it did, and by how much it was wrong."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from manumit.engine.places.history import History

MEMORIES = (30.0, 90.0, 365.0, float("inf"))


@dataclass(frozen=True)
class Volume:
    """`expected`: events in the window; `spread`: variance beyond Poisson's as a share of the square (0.04: the number
    is off by a fifth)."""

    expected: float
    spread: float


def volume(history: History, first: float, origin: float, days: float, past: Sequence[float]) -> Volume:
    """The number of events in [origin, origin + days) from those in [first, origin); `past` are earlier origins."""
    import numpy as np

    errors = {}
    for memory in MEMORIES:
        pairs = [
            (_pace(history, first, moment, memory) * days, history.total(moment, moment + days))
            for moment in past
        ]
        errors[memory] = sum(_deviance(expected, seen) for expected, seen in pairs)
    ranked = sorted(MEMORIES, key=lambda one: (errors[one], -one))
    chosen = ranked[:2] if len(past) > 1 else [float("inf")]

    def expected_at(moment: float) -> float:
        return float(np.mean([_pace(history, first, moment, one) for one in chosen])) * days

    known = [(expected_at(moment), history.total(moment, moment + days)) for moment in past]
    beyond = sum((seen - mean) ** 2 - mean for mean, seen in known)
    square = sum(mean**2 for mean, _ in known)
    return Volume(expected_at(origin), max(0.0, beyond / square) if square else 1.0)


def _pace(history: History, first: float, moment: float, memory: float) -> float:
    """Events a day, older days counting less."""
    import numpy as np

    before = int(np.searchsorted(history.day, moment, side="left"))
    age = moment - history.day[:before]
    span = max(moment - first, 1.0)
    if np.isinf(memory):
        return float(history.weight[:before].sum()) / span
    full = memory * (1 - np.exp(-span / memory))
    return float(np.sum(history.weight[:before] * np.exp(-age / memory)) / full)


def _deviance(expected: float, seen: float) -> float:
    import math

    mean = max(expected, 1e-9)
    return 2 * ((seen * math.log(seen / mean) if seen else 0.0) - (seen - mean))
