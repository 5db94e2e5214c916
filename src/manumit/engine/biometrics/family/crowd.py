"""The separated people as those among whom somebody is sought: what many of them share says little."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache

import numpy as np

from manumit.engine.biometrics.biographic import RAREST, Around, place_key
from manumit.engine.biometrics.family.rows import Person
from manumit.engine.signals import names_alike, sounding_name

SAMPLE = round(1 / RAREST)
"""So many people tell how frequent a name is: no name counts as rarer anyway."""
CHILDREN_SPREAD, EVERYBODY_SPREAD = 3.0, 15.0
"""Years: the least and the most by which ages of two people are taken to vary, whatever the file says."""
heard = lru_cache(maxsize=1 << 18)(sounding_name)


def names_of(person: Person) -> tuple[str, ...]:
    """As they sound."""
    return tuple(filter(None, map(heard, person.told.names)))


def names_of_family(person: Person) -> tuple[tuple[str, ...], ...]:
    """Of each relative as they sound, but for words that the person has, too, and (where others are left) those that
    several relatives have: a family's name is weighed once, with the person's own, and so is a father's name that
    became it."""
    own = {word for name in names_of(person) for word in name.split()}
    each = [
        [[word for word in name.split() if word not in own] for name in map(heard, one.told.names)]
        for one in person.family
    ]
    borne = Counter(word for names in each for word in {word for name in names for word in name})
    return tuple(
        tuple(" ".join([word for word in name if borne[word] == 1] or name) for name in names if name)
        for names in each
    )


@dataclass(frozen=True)
class Crowd:
    """All separated people."""

    people: Sequence[Person]

    @cached_property
    def names(self) -> list[tuple[str, ...]]:
        """Of each person."""
        return [names_of(one) for one in self.people]

    @cached_property
    def families(self) -> list[tuple[tuple[str, ...], ...]]:
        """Of each person's relatives."""
        return [names_of_family(one) for one in self.people]

    @cached_property
    def _people(self) -> Counter[str]:
        return _sample([name for names in self.names for name in names])

    @cached_property
    def _relatives(self) -> Counter[str]:
        return _sample([name for family in self.families for names in family for name in names])

    def around_person(self, names: Iterable[str]) -> dict[str, Around]:
        """How frequent these names are among the people."""
        return {name: _around(name, self._people) for name in names}

    def around_relative(self, names: Iterable[str]) -> dict[str, Around]:
        """How frequent these are among relatives."""
        return {name: _around(name, self._relatives) for name in names}

    @cached_property
    def _origins(self) -> Counter[str]:
        return Counter(place_key(one.told.about.place) for one in self.people if one.told.about.place)

    @cached_property
    def _places(self) -> Counter[str]:
        return Counter(place_key(one.separated_at) for one in self.people if one.separated_at)

    @cached_property
    def _languages(self) -> Counter[str]:
        return Counter(language for one in self.people for language in one.languages)

    @cached_property
    def _speakers(self) -> int:
        return sum(1 for one in self.people if one.languages)

    @cached_property
    def _days(self) -> list[int]:
        return sorted(one.separated_on.toordinal() for one in self.people if one.separated_on)

    def from_origin(self, key: str) -> float:
        """The share of people from there."""
        return self._origins[key] / max(1, self._origins.total())

    def separated_at(self, key: str) -> float:
        """The share of people separated there."""
        return self._places[key] / max(1, self._places.total())

    def speaking(self, languages: Iterable[str]) -> float:
        """The share of people who speak one of these, at most."""
        return min(1.0, sum(self._languages[one] for one in languages) / max(1, self._speakers))

    def separated_within(self, day: date, days: int) -> float:
        """The share of people separated so near that day."""
        at = day.toordinal()
        near = bisect_right(self._days, at + days) - bisect_left(self._days, at - days)
        return near / max(1, len(self._days))

    @cached_property
    def age_spread(self) -> float:
        """Years by which ages of two of them vary (one standard deviation)."""
        day = max((on for one in self.people if (on := one.told.about.age_on)), default=date.today())
        ages = [age for one in self.people if (age := one.told.about.age_at(day)) is not None]
        spread = float(np.std(ages)) * 2**0.5 if len(ages) > 1 else EVERYBODY_SPREAD
        return min(max(spread, CHILDREN_SPREAD), EVERYBODY_SPREAD)


def _sample(every: Sequence[str]) -> Counter[str]:
    return Counter(every[:: max(1, len(every) // SAMPLE)])


def _around(name: str, every: Counter[str]) -> Around:
    alike = ((names_alike(name, other), many) for other, many in every.items())
    return Around(tuple(sorted(value for value, many in alike for _ in range(many))))
