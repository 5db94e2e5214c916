"""A week of a help line, event by event: people come as they really do over the hours of the week, the most endangered
goes first, and who waits too long leaves.
"""

from __future__ import annotations

import heapq
from collections import deque
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from math import isinf
from typing import TYPE_CHECKING

from manumit.base.kernel import UsageError
from manumit.services.support.staffing.rank import rank

if TYPE_CHECKING:
    import numpy as np

HOURS = 168
"""Of a week, from Monday 00:00 UTC."""
WARM_UP = 24
"""Hours before the week that are played and not counted: nobody starts with an empty queue."""
_COMES, _ENDS, _LEAVES = 0, 1, 2


@dataclass(frozen=True, slots=True)
class Served:
    """One person of the played week: severity, seconds waited, and whether they left before a person came."""

    severity: int
    waited: float
    left: bool


def simulate(
    rates: Sequence[float],
    mix: Sequence[float],
    service: float,
    patience: float,
    advocates: int,
    seed: int,
    weeks: int = 1,
) -> list[Served]:
    """Everybody who came in `weeks` weeks. `rates`: arrivals an hour, one for each hour of the week; `mix`: shares of
    the severities 0, 1, 2; `service` and `patience`: mean seconds, both exponential (patience may be infinite)."""
    import numpy as np

    if len(rates) != HOURS or len(mix) != 3 or min(rates) < 0 or advocates < 1 or service <= 0:
        raise UsageError(f"A week has {HOURS} rates of 0 or more, three shares and one advocate or more.")
    rng = np.random.default_rng(seed)
    comes = _arrivals(rates, weeks, rng)
    severities = rng.choice(3, size=len(comes), p=np.asarray(mix) / sum(mix))
    lengths = rng.exponential(service, len(comes))
    endures = np.full(len(comes), np.inf) if isinf(patience) else rng.exponential(patience, len(comes))
    return _play(comes, [int(one) for one in severities], lengths.tolist(), endures.tolist(), advocates)


def _arrivals(rates: Sequence[float], weeks: int, rng: np.random.Generator) -> list[float]:
    """Seconds from the start of the counted week, sorted; those before it are negative."""
    hours = [*range(HOURS - WARM_UP, HOURS), *(hour for _ in range(weeks) for hour in range(HOURS))]
    found: list[float] = []
    for place, hour in enumerate(hours):
        begin = 3600.0 * (place - WARM_UP)
        found += (begin + 3600 * rng.random(rng.poisson(rates[hour]))).tolist()
    return sorted(found)


def _play(
    comes: list[float], severities: list[int], lengths: list[float], endures: list[float], advocates: int
) -> list[Served]:
    events = [(at, _COMES, one) for one, at in enumerate(comes)]
    heapq.heapify(events)
    lines: tuple[deque[int], ...] = (deque(), deque(), deque())
    told: dict[int, Served] = {}
    free = advocates

    def begin(one: int, now: float) -> None:
        told[one] = Served(severities[one], now - comes[one], False)
        heapq.heappush(events, (now + lengths[one], _ENDS, one))

    while events:
        now, what, one = heapq.heappop(events)
        if what == _COMES and free:
            free -= 1
            begin(one, now)
        elif what == _COMES:
            lines[severities[one]].append(one)
            if not isinf(endures[one]):
                heapq.heappush(events, (now + endures[one], _LEAVES, one))
        elif what == _LEAVES and one not in told:
            told[one] = Served(severities[one], now - comes[one], True)
        elif what == _ENDS and (first := _first(lines, comes, told, now)) is not None:
            begin(first, now)
        elif what == _ENDS:
            free += 1
    return [told[one] for one in sorted(told) if comes[one] >= 0]


def _first(
    lines: Sequence[deque[int]], comes: Sequence[float], gone: Collection[int], now: float
) -> int | None:
    """Who is next. In the line of one severity that is who came first, so that three are compared."""
    heads = []
    for severity, line in enumerate(lines):
        while line and line[0] in gone:
            line.popleft()
        if line:
            heads.append((rank(severity, now - comes[line[0]]), -comes[line[0]], severity))
    return lines[max(heads)[2]].popleft() if heads else None
