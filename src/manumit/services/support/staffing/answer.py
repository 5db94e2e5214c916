"""What wait would k advocates give? Both answers beside each other: the formula for the busiest hour, and the played
week with an interval."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt
from statistics import fmean, stdev

from manumit.base.kernel import UsageError
from manumit.services.support.staffing.erlang import Steady, erlang_a
from manumit.services.support.staffing.simulate import HOURS, Served, simulate

REPLICATIONS = 20
T_975 = 2.093
"""Student's t with 19 degrees of freedom: a 95 per cent interval over 20 played weeks."""
SOON = 300
"""Seconds: Crisis Text Line serves 94 per cent of those at high risk in under five minutes; the share is told here."""
MOST_EVENTS = 2_000_000
"""People played in one answer; more would take a minute."""


@dataclass(frozen=True, slots=True)
class Load:
    """What a line has to bear: arrivals an hour for each hour of the week, shares of the severities, mean seconds of a
    talk, and mean seconds that people wait before they leave."""

    rates: tuple[float, ...]
    mix: tuple[float, float, float]
    service: float
    patience: float


@dataclass(frozen=True, slots=True)
class Spread:
    """A mean over played weeks with its 95 per cent interval."""

    mean: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Answer:
    """For so many advocates: the formula for the busiest hour; of the played week the mean wait (seconds) of those in
    danger and of all, the share in danger who had a person in five minutes, and the share who left."""

    advocates: int
    busiest: Steady
    wait_danger: Spread
    wait_all: Spread
    soon_danger: Spread
    left: Spread


def what_if(load: Load, advocates: Sequence[int], seed: int = 1) -> list[Answer]:
    """An answer for each number. The same seeds are played for each: what differs is the staff."""
    if sum(load.rates) * (len(advocates) * REPLICATIONS) * (1 + 24 / HOURS) > MOST_EVENTS:
        raise UsageError(
            "These are too many people to play in one go.", "Ask for fewer numbers of advocates."
        )
    return [_answer(load, count, seed) for count in advocates]


def _answer(load: Load, advocates: int, seed: int) -> Answer:
    weeks = [
        simulate(load.rates, load.mix, load.service, load.patience, advocates, seed * 1000 + one)
        for one in range(REPLICATIONS)
    ]
    danger = [[one for one in week if one.severity == 2] for week in weeks]
    return Answer(
        advocates,
        erlang_a(max(load.rates), load.service, advocates, load.patience),
        spread([_wait(week) for week in danger if week]),
        spread([_wait(week) for week in weeks if week]),
        spread([fmean(not one.left and one.waited <= SOON for one in week) for week in danger if week], 1.0),
        spread([fmean(one.left for one in week) for week in weeks if week], 1.0),
    )


def _wait(week: Sequence[Served]) -> float:
    return fmean(one.waited for one in week)


def spread(values: Sequence[float], most: float = float("inf")) -> Spread:
    """Mean and interval of one value a week, kept between 0 and `most`; all zero for a week in which nobody came."""
    if not values:
        return Spread(0.0, 0.0, 0.0)
    mean = fmean(values)
    half = T_975 * stdev(values) / sqrt(len(values)) if len(values) > 1 else 0.0
    return Spread(mean, max(0.0, mean - half), min(most, mean + half))
