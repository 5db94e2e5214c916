"""The stage: a clock and a queue of plans. A plan is a generator that yields the time at which it wants to go on."""

from __future__ import annotations

import heapq
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from benchmarks.fourth_hand.atlas import City
from benchmarks.fourth_hand.chance import Chance
from benchmarks.fourth_hand.habits import Habits
from benchmarks.fourth_hand.observers import Banks, Journal, Sites, Travel, Watchers
from benchmarks.fourth_hand.people import Maker, Person
from benchmarks.fourth_hand.town import Town

DAY = 86_400.0
DAYS = 210  # the files cover seven months

Plan = Iterator[float]


class Stage:
    """Everything a plan can reach: chance, the town, those who watch and write, and the time."""

    def __init__(self, seed: int, scale: float) -> None:
        self.chance = Chance(f"fourth hand {seed}")
        first = datetime(2024, 1, 8, tzinfo=UTC) + timedelta(days=self.chance.randrange(500))
        self.start = first.timestamp()
        self.end = self.start + DAYS * DAY
        self.now = self.start
        self.scale = scale
        self.habits = Habits.drawn(self.chance)
        self.journal = Journal(self)
        self.banks = Banks(self)
        self.sites = Sites(self)
        self.travel = Travel(self)
        self.watchers = Watchers(self)
        self.makers: list[Maker] = []
        self.town = Town(self)
        self._queue: list[tuple[float, int, Plan]] = []
        self._count = 0

    def begin(self, plan: Plan, at: float | None = None) -> None:
        self._count += 1
        heapq.heappush(self._queue, (self.now if at is None else at, self._count, plan))

    def run(self) -> None:
        """Let everybody live until the end of the time covered."""
        while self._queue:
            at, _, plan = heapq.heappop(self._queue)
            if at >= self.end:
                continue
            self.now = max(self.now, at)
            again = next(plan, None)
            if again is not None:
                self.begin(plan, max(again, self.now + 60))

    def at(self, days: float, city: City, hour: float) -> float:
        """About `days` from now, at a local clock hour of that city."""
        later = self.now + days * DAY
        midnight = (later + city.offset * 3600) // DAY * DAY - city.offset * 3600
        found = midnight + (hour % 24) * 3600 + self.chance.random() * 3000
        return found if found > self.now else found + DAY

    def by_day(self, days: float, person: Person) -> float:
        """About `days` from now, some time in that person's waking hours."""
        return self.at(days, person.city, person.wakes + self.chance.betavariate(1.6, 1.3) * 15)

    def late(self, days: float, city: City) -> float:
        """About `days` from now, in the evening or the night."""
        return self.at(days, city, self.chance.gauss(21.5, 3.4))
