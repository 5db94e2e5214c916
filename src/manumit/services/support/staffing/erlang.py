"""Closed formulas for a steady hour: Erlang C (everybody waits) and Erlang A (some leave), first come, first served.

Erlang C: M/M/c. Erlang A: M/M/c+M, Palm 1957; Garnett, Mandelbaum and Reiman, M&SOM 4(3), 2002, section 2.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import inf

from manumit.base.kernel import UsageError

_ENOUGH = 1e-13
"""States whose weight, relative to the whole, is smaller than this are not counted any more."""
_LARGE = 1e200
_ENDLESS = 366 * 86400.0
"""Seconds of patience after which nobody leaves."""


@dataclass(frozen=True, slots=True)
class Steady:
    """In the long run: share who wait at all, mean wait of everybody (seconds; infinite when more come than can be
    helped), share who leave before a person comes."""

    waits: float
    mean_wait: float
    leaves: float


def erlang_c(arrivals: float, service: float, advocates: int) -> Steady:
    """`arrivals` an hour, `service` seconds a talk."""
    _check(arrivals, service, advocates)
    load = arrivals * service / 3600
    if load >= advocates:
        return Steady(1.0, inf, 0.0)
    blocked = 1.0
    for n in range(1, advocates + 1):  # Erlang B by its recursion, then C
        blocked = load * blocked / (n + load * blocked)
    waits = advocates * blocked / (advocates - load * (1 - blocked))
    return Steady(waits, waits * service / (advocates - load), 0.0)


def erlang_a(arrivals: float, service: float, advocates: int, patience: float) -> Steady:
    """`patience`: mean seconds that somebody waits before they leave."""
    _check(arrivals, service, advocates)
    if patience > _ENDLESS:
        return erlang_c(arrivals, service, advocates)
    if patience <= 0:
        raise UsageError("Patience is a number of seconds above nothing.")
    if not arrivals:
        return Steady(0.0, 0.0, 0.0)
    rate, done, leave = arrivals / 3600, 1 / service, 1 / patience
    weight = total = 1.0
    for n in range(1, advocates + 1):
        weight *= rate / (n * done)
        total += weight
        if total > _LARGE:  # only ratios count
            weight, total = weight / _LARGE, total / _LARGE
    waiting = weight
    queue = 0.0
    n = 0
    while weight > _ENOUGH * total or rate > advocates * done + n * leave:
        n += 1
        weight *= rate / (advocates * done + n * leave)
        waiting, total, queue = waiting + weight, total + weight, queue + n * weight
        if total > _LARGE:
            weight, waiting, total, queue = (one / _LARGE for one in (weight, waiting, total, queue))
    mean_queue = queue / total
    return Steady(waiting / total, mean_queue / rate, mean_queue * leave / rate)


def _check(arrivals: float, service: float, advocates: int) -> None:
    if not (arrivals >= 0 and service > 0 and advocates >= 1):
        raise UsageError("A line needs arrivals of 0 or more, a length above 0 and one advocate or more.")
