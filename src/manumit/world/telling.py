"""Deciding what a world is about: how many operations and look-alikes, how large, how long, with which tilt."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

from manumit.world import clock, planted
from manumit.world.calendar import Calendar
from manumit.world.chance import heavy, split, spread, stream
from manumit.world.echoes import ECHOES
from manumit.world.innocent import GROUPS
from manumit.world.story import Level, Story
from manumit.world.town import Town


@dataclass(frozen=True, slots=True)
class Scale:
    """Size of a world: records in all, operations, mean budget of records an operation, ordinary people."""

    name: str
    records: int
    operations: int
    per_operation: float
    people: int


SCALES = {
    "small": Scale("small", 30_000, 40, 10.5, 420),
    "medium": Scale("medium", 300_000, 150, 27, 4_000),
    "large": Scale("large", 3_000_000, 600, 65, 44_000),
}
MOST_AT_HOME = 60  # records one household leaves at most
LEAST = 6  # records an operation leaves at least, so that it can be found in principle


def tell_all(town: Town, calendar: Calendar, scale: Scale, level: Level) -> list[Story]:
    """Plant every operation, then every look-alike; returns them with their members."""
    rng = stream(town.seed, "stories")
    tilt = _tilt(stream(town.seed, "tilt"))
    stories: list[Story] = []
    kinds = _operations(rng, scale)
    for group, budget in zip(kinds, _budgets(rng, len(kinds), scale), strict=True):
        budget = min(budget, MOST_AT_HOME) if group == "domestic" else budget
        story = _begin(town, calendar, level, stories, group, True, budget)
        planted.cast(story)
        planted.tell(story, planted.KINDS[group](story), tilt)
        story.close()
        stories.append(story)
    operations = list(stories)
    count = round(scale.operations * level.lookalikes)
    for group, budget in zip(_lookalikes(rng, count), _budgets(rng, count, scale), strict=True):
        story = _begin(town, calendar, level, stories, group, False, budget)
        touched = rng.choice(operations)
        table = ECHOES[group](story, touched) if group in ECHOES else GROUPS[group](story)
        planted.tell(story, table, tilt)
        story.close()
        stories.append(story)
    return stories


def _tilt(rng: Random) -> dict[str, float]:
    """How much the world leans to each trace: a habit of one world is not a habit of the next."""
    names = (
        "offer",
        "post",
        "ticket",
        "stay",
        "ad",
        "spend",
        "clients",
        "forward",
        "cash",
        "out",
        "costs",
        "fee",
        "wages",
        "back",
        "rent",
        "coins",
        "report",
        "missing",
        "seen",
    )
    return {name: spread(rng, 1.0, 0.25) for name in names}


def _operations(rng: Random, scale: Scale) -> list[str]:
    """Exploitation types in chance order; each type occurs."""
    weights = [weight * spread(rng, 1.0, 0.2) for _, weight in planted.TYPES]
    counts = split(rng, scale.operations - len(weights), weights)
    kinds = [name for (name, _), count in zip(planted.TYPES, counts, strict=True) for _ in range(count + 1)]
    rng.shuffle(kinds)
    return kinds


def _budgets(rng: Random, count: int, scale: Scale) -> list[int]:
    """Records each story may leave: log-normal, their mean held, so that the base rate is the scale's own."""
    drawn = [spread(rng, 1.0, 0.65) for _ in range(count)]
    ratio = scale.per_operation * count / sum(drawn)
    return [max(LEAST + 1, int(one * ratio)) for one in drawn]


def _lookalikes(rng: Random, count: int) -> list[str]:
    """Every group in turn, the rest by chance."""
    names = [*GROUPS, *ECHOES]
    chosen = [names[i % len(names)] for i in range(count)]
    rng.shuffle(chosen)
    return chosen


def _begin(
    town: Town,
    calendar: Calendar,
    level: Level,
    stories: list[Story],
    group: str,
    is_planted: bool,
    budget: int,
) -> Story:
    """An empty story with its span, its cities and its budget of records."""
    tag = len(stories)
    rng = stream(town.seed, "story", tag)
    weeks = rng.randint(6, 40)
    # a span may reach over the year's ends: what lies outside came into nobody's inbox, and no month has more starts
    start = (rng.randint(10, clock.DAYS - 10) - weeks * 7 // 2) * clock.DAY
    end = start + weeks * 7 * clock.DAY
    if is_planted and level.name == "hard" and rng.random() < 0.2:
        budget = max(4, budget // 3)
    share = min(0.97, max(0.05, level.share + 0.3 * (rng.random() + rng.random() - 1)))
    story = Story(town, calendar, rng, level, tag, group, is_planted, start, end, budget, share)
    count = heavy(rng, ((1, 4), (2, 3), (3, 2), (5, 1)))
    story.cities = rng.sample(town.hubs, min(count, len(town.hubs)))
    pool = town.homes if rng.random() < 0.8 else town.hubs
    story.origin = rng.sample(pool, min(len(pool), rng.randint(1, 2)))
    return story
