"""What is said of a person (name, birth date, age, place, date) as evidence beside pictures.

Chances are of 16,771 pairs of one person and 200,000 of two in the half of an invented, badly copied set of people that
benchmarks/biographic.py fits on; the other half says how well they hold. Whoever is exploited often travels under
another identity, so that details may all be false together: what speaks against is bounded, whatever differs. And names
and dates are borrowed, shared in a family and repeated in a place: what speaks for is bounded, whatever agrees.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Sequence
from dataclasses import dataclass, fields
from datetime import date
from functools import lru_cache

import numpy as np

from manumit.base.kernel import UsageError
from manumit.engine.signals import names_alike, place_of, sounding_name

FALSE_IDENTITY = 0.2
"""Share of people who are themselves and go by details that are not theirs: an assumption, to be replaced by what an
operator counts. No published share fits victims."""
MOST = float(np.log(1000))
"""Of all details together."""
RAREST = 1e-3
"""Nobody's name counts as rarer than this: the invented set's names are rarer than those of one village."""
Levels = tuple[tuple[float, str, float, float], ...]
NAMES: Levels = (
    (0.9, "the same name", 0.675, 7e-5),
    (0.8, "nearly the same name", 0.185, 2e-4),
    (0.7, "a similar name", 0.095, 1.2e-3),
    (0.6, "a name with something of it", 0.032, 3.8e-3),
    (0.5, "names that share something", 0.010, 8.4e-3),
    (0.0, "different names", 0.003, 0.986),
)
"""From this likeness: words, the chance of it in one person, and in two."""
ONE_WORD: Levels = (
    (0.9, "the one name told is the same", 0.6, 0.02),
    (0.0, "the one name told differs", 0.4, 0.98),
)
"""Where only one word of a name is told: 0.6 is of the same set, 0.02 an assumption (its names are rarer, 0.004)."""
BORN_SAME, BORN_SLIP, BORN_YEAR, BORN_OTHER = 8.6, 4.2, 2.0, -1.0
AGE_SPREAD, POPULATION_SPREAD = 2.0, 15.0
"""Years (one standard deviation) by which an age that is told of one person varies, and by which two people differ: an
assumption."""
PLACE_SAME, PLACE_OTHER, PLACE_CHANCE = 0.57, -0.76, 0.08
BEFORE, AFTER = float(np.log(0.1 / 0.5)), float(np.log(0.9 / 0.5))
"""Found before last seen is wrong of one person in ten (dates are mistaken), and a coin's toss of two."""
_YEAR = 365.2425


@dataclass(frozen=True, slots=True)
class Part:
    """One piece of evidence, as a natural log-likelihood ratio."""

    of: str
    llr: float
    says: str


@dataclass(frozen=True, slots=True)
class Details:
    """What is said of a person. Of an age: on which day it was so. `seen_on` is when the person was last seen, or
    found; `taken_on` when the pictures were taken."""

    name: str = ""
    birth_date: date | None = None
    age: float | None = None
    age_on: date | None = None
    place: str = ""
    seen_on: date | None = None
    taken_on: date | None = None

    @classmethod
    def of(cls, told: dict[str, str]) -> Details:
        """From texts, empty ones left out. UsageError for an unknown name or a value that is none."""
        names = [one.name for one in fields(cls)]
        values: dict[str, object] = {}
        for name, text in told.items():
            if name not in names:
                raise UsageError(f"There is no detail {name!r}.", f"One of {', '.join(names)}.")
            if text.strip():
                values[name] = _value(name, text.strip())
        return cls(**values)  # type: ignore[arg-type]

    @classmethod
    def parse(cls, text: str) -> Details:
        """From 'name=Ana Example; birth_date=1999-02-01'."""
        pairs = [part.split("=", 1) for part in text.split(";") if part.strip()]
        if any(len(pair) != 2 for pair in pairs):
            raise UsageError(
                f"{text!r} is no list of details.", "Such as 'name=Ana Example; birth_date=1999-02-01'."
            )
        return cls.of({name.strip(): value for name, value in pairs})

    def told(self) -> dict[str, str]:
        """As texts, those that are there."""
        return {
            one.name: str(value)
            for one in fields(self)
            if (value := getattr(self, one.name)) not in (None, "")
        }

    def age_at(self, day: date) -> float | None:
        """Years."""
        if self.birth_date is not None:
            return (day - self.birth_date).days / _YEAR
        if self.age is not None and self.age_on is not None:
            return self.age + (day - self.age_on).days / _YEAR
        return self.age


def _value(name: str, text: str) -> object:
    try:
        if name in ("name", "place"):
            return text
        return float(text) if name == "age" else date.fromisoformat(text)
    except ValueError as error:
        raise UsageError(
            f"{name}: {text!r} cannot be read.", "Dates as 1999-02-01, ages in years."
        ) from error


@dataclass(frozen=True, slots=True)
class Around:
    """The people among whom somebody is looked for: how alike their names are to that one's, rising, how many are of
    the same place, and of how many a place is known."""

    names: tuple[float, ...] = ()
    there: int = 0
    placed: int = 0

    @classmethod
    def of(cls, about: Details, everybody: Sequence[Details]) -> Around:
        """Of a gallery's people, once for a search."""
        name, place = sounding_name(about.name), place_key(about.place)
        names = [names_alike(name, sounding_name(one.name)) for one in everybody if one.name and name]
        places = [place_key(one.place) for one in everybody if one.place and place]
        return cls(tuple(sorted(names)), places.count(place), len(places))

    def bearers(self, least: float) -> float:
        """The share of people whose name is so alike, but for the one who is compared."""
        bearing = len(self.names) - bisect_left(self.names, least)
        return max(0, bearing - 1) / max(1, len(self.names))

    def from_there(self) -> float:
        """The share of people of the same place, but for the one who is compared."""
        return max(0, self.there - 1) / max(1, self.placed)


def compared(a: Details, b: Details, around: Around | None = None) -> list[Part]:
    """Each detail that both have."""
    here = around or Around()
    ways: tuple[Callable[[Details, Details, Around], Part | None], ...] = (_names, _births, _places, _dates)
    return [part for way in ways if (part := way(a, b, here)) is not None]


def joint(parts: Sequence[Part]) -> float:
    """Of all details together: they may all be false, and no more than `MOST` is believed."""
    if not parts:
        return 0.0
    said = sum(one.llr for one in parts)
    return float(min(np.logaddexp(np.log1p(-FALSE_IDENTITY) + said, np.log(FALSE_IDENTITY)), MOST))


def _names(a: Details, b: Details, here: Around) -> Part | None:
    if not (a.name and b.name):
        return None
    one, other = sounding_name(a.name), sounding_name(b.name)
    table = NAMES if " " in one and " " in other else ONE_WORD
    llr, says = name_weighed(names_alike(one, other), table, here)
    return Part("name", llr, says)


def name_weighed(alike: float, table: Levels, here: Around) -> tuple[float, str]:
    """The ratio of two names so alike, and its words."""
    least, says, same, two = next(row for row in table if alike >= row[0])
    if same > two:
        two = max(two, RAREST, here.bearers(least))
    return float(np.log(same / two)), says


def _births(a: Details, b: Details, here: Around) -> Part | None:
    del here
    if a.birth_date is not None and b.birth_date is not None:
        return born_weighed(a.birth_date, b.birth_date)
    apart = years_apart(a, b)
    return None if apart is None else age_weighed(apart, AGE_SPREAD, POPULATION_SPREAD)


def years_apart(a: Details, b: Details) -> float | None:
    """Between two ages, on one day."""
    day = a.age_on or b.age_on or a.seen_on or b.seen_on
    ages = (a.age_at(day), b.age_at(day)) if day is not None else (a.age, b.age)
    return None if ages[0] is None or ages[1] is None else abs(ages[0] - ages[1])


def age_weighed(apart: float, of_one: float, of_two: float) -> Part:
    """Of ages so many years apart, where those told of one person and of two vary by so many."""
    same, two = (-((apart / spread) ** 2) / 2 - np.log(spread) for spread in (of_one, of_two))
    return Part("age", float(same - two), f"{apart:.0f} years apart")


def born_weighed(one: date, other: date) -> Part:
    """Of two birth dates."""
    if one == other:
        return Part("birth date", BORN_SAME, "the same birth date")
    digits = sum(x != y for x, y in zip(one.isoformat(), other.isoformat(), strict=True))
    if digits == 1 or (one.year, one.month, one.day) == (other.year, other.day, other.month):
        return Part("birth date", BORN_SLIP, "birth dates that differ by a slip")
    if one.year == other.year:
        return Part("birth date", BORN_YEAR, "born in the same year")
    return Part("birth date", BORN_OTHER, "different birth dates")


@lru_cache(maxsize=4096)
def place_key(text: str) -> str:
    """Equal for writings of one place."""
    place = place_of(text) if text else None
    return f"{place.name}, {place.country}" if place else " ".join(text.lower().split())


def _places(a: Details, b: Details, here: Around) -> Part | None:
    if not (a.place and b.place):
        return None
    one, other = place_key(a.place), place_key(b.place)
    if one != other:
        return Part("place", PLACE_OTHER, "different places")
    return Part("place", float(np.log(PLACE_SAME / max(PLACE_CHANCE, here.from_there()))), "the same place")


def _dates(a: Details, b: Details, here: Around) -> Part | None:
    """`a` is who was found, `b` who is looked for."""
    del here
    if a.seen_on is None or b.seen_on is None:
        return None
    if a.seen_on < b.seen_on:
        return Part("date", BEFORE, "found before last seen")
    return Part("date", AFTER, "found after last seen")
