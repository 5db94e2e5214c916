"""Finding help: of what may be shown, what a person may use comes first, then what is open, near and free.

Nothing is asked that a service does not make a condition, and no exact place is taken or given: a person's place is a
town or a cell of a coarse grid, a distance one of three words.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Literal

from manumit.base.kernel import UsageError
from manumit.engine.signals import country_of, place_of
from manumit.services.support.directory.checks import kilometres
from manumit.services.support.directory.hours import State, state_at
from manumit.services.support.directory.model import Entry, Spot
from manumit.services.support.directory.needs import NEEDS
from manumit.services.support.directory.phrases import plain

Distance = Literal["walk", "ride", "far", "unknown"]
Fit = Literal["yes", "perhaps"]
Speaks = Literal["yes", "interpreter", "unknown", "no"]
GRID = 0.01
"""Degrees: a cell of about a square kilometre, like an H3 cell of resolution 8 (design, rule 10)."""
WALK, RIDE = 2.0, 15.0
"""Kilometres: half an hour on foot; what a city's buses reach in an hour."""
_ORDER: dict[str, int] = {
    "yes": 0, "perhaps": 1, "open": 0, "unknown": 1, "closed": 2, "interpreter": 1, "no": 3,
    "walk": 0, "ride": 1, "far": 3,
}  # fmt: skip
_COST = {"free": 0, "unknown": 1, "paid": 2}


@dataclass(frozen=True, slots=True)
class Near:
    """Where a person looks for help: the middle of a grid cell, or of a town. `country` is ISO 3166-1."""

    lat: float
    lon: float
    country: str = ""
    town: str = ""


def near_point(lat: float, lon: float, country: str = "") -> Near:
    """A chosen point, coarsened at once; UsageError when it is not on the globe."""
    if not (-90 <= lat <= 90 and -180 <= lon <= 180):
        raise UsageError("This is no point on the map.", "Choose a town.")
    return Near(round(round(lat / GRID) * GRID, 2), round(round(lon / GRID) * GRID, 2), country)


def near_town(name: str, country: str = "") -> Near | None:
    """The town of that name; None when no town of 15,000 people is called so."""
    found = place_of(name.strip()[:100], country or None) if name.strip() else None
    return Near(found.lat, found.lon, found.country, found.name) if found else None


@dataclass(frozen=True, slots=True)
class Wish:
    """What is looked for; every part may be left out. `age` in years, `gender` only where a service makes it a
    condition ('women', 'men'), `language` ISO 639-1. `only_...` leave out what else comes last."""

    needs: tuple[str, ...] = ()
    age: float | None = None
    gender: str = ""
    language: str = ""
    near: Near | None = None
    country: str = ""
    text: str = ""
    only_open: bool = False
    only_language: bool = False
    only_free: bool = False


@dataclass(frozen=True, slots=True)
class Match:
    """An entry that fits. `fit`: whether the person may use it as far as the service says."""

    entry: Entry
    fit: Fit
    state: State
    speaks: Speaks
    distance: Distance


def search(entries: Iterable[Entry], wish: Wish, now: datetime, most: int | None = None) -> list[Match]:
    """The entries (those shown) that fit a wish, best first; the same question, the same answer. `now`: with zone."""
    unknown = set(wish.needs) - set(NEEDS)
    if unknown:
        raise UsageError(f"No need is called {', '.join(sorted(unknown))}.", f"One of: {', '.join(NEEDS)}.")
    needs, text = frozenset(wish.needs), plain(wish.text[:200])
    country = country_of(wish.country) if wish.country else (wish.near.country if wish.near else "")
    states: dict[int, State] = {}
    found = []
    for entry in entries:
        if needs and not needs.intersection(entry.needs):
            continue
        fit = _fit(entry, wish)
        if fit is None or (country and not serves(entry, country)) or (text and not _tells(entry, text)):
            continue
        speaks = _speaks(entry, wish.language) if wish.language else "unknown"
        if (wish.only_language and speaks in ("no", "unknown")) or (wish.only_free and entry.cost == "paid"):
            continue
        hours = entry.hours
        state = states.get(id(hours))
        if state is None:
            state = states[id(hours)] = state_at(hours, now)
        if wish.only_open and state != "open":
            continue
        distance = _distance(entry, wish.near) if wish.near else "unknown"
        found.append((_rank(entry, fit, state, speaks, distance), Match(entry, fit, state, speaks, distance)))
    found.sort(key=lambda pair: pair[0])
    return [match for _, match in (found[:most] if most else found)]


def _rank(entry: Entry, fit: Fit, state: State, speaks: Speaks, distance: Distance) -> tuple[int | str, ...]:
    order = _ORDER
    away = 2 if distance == "unknown" else order[distance]
    return (order[fit], order[state], order[speaks], away, _COST[entry.cost], entry.name, entry.id)


def _fit(entry: Entry, wish: Wish) -> Fit | None:
    """None: a condition that the service states excludes the person. Perhaps: conditions that we cannot read."""
    sure = True
    if entry.youngest is not None or entry.oldest is not None:
        if wish.age is None:
            sure = False
        elif not (entry.youngest or 0) <= wish.age <= (entry.oldest if entry.oldest is not None else 150):
            return None
    if entry.gender in ("women", "men"):
        if not wish.gender:
            sure = False
        elif wish.gender != entry.gender:
            return None
    elif entry.eligibility and not entry.gender and entry.youngest is None and entry.oldest is None:
        sure = False  # it says something that only a person can read
    return "yes" if sure else "perhaps"


def serves(entry: Entry, country: str) -> bool:
    """Whether it is in a country, covers it, or does not say where it is."""
    countries = _countries(entry.spots, entry.areas)
    return not countries or country in countries


@lru_cache(maxsize=100_000)
def _countries(spots: tuple[Spot, ...], areas: tuple[str, ...]) -> frozenset[str]:
    """Where it is, and which countries its areas name; empty when nothing tells."""
    named = {country_of(part) for one in areas for part in (one, *one.split(","))}
    return frozenset({one for one in named if one} | {spot.country for spot in spots if spot.country})


def _tells(entry: Entry, text: str) -> bool:
    return text in plain(" / ".join((entry.name, entry.also, entry.organization, entry.says, *entry.areas)))


def _speaks(entry: Entry, language: str) -> Speaks:
    if language in entry.languages or any(language in phone.languages for phone in entry.phones):
        return "yes"
    if entry.interpreters or "interpreter" in entry.needs:
        return "interpreter"
    return "no" if entry.languages else "unknown"


def _distance(entry: Entry, near: Near) -> Distance:
    """To its nearest place; of an undisclosed service, or one without a point, to its town, and then never a walk."""
    best: float | None = None
    walkable = False
    for spot in entry.spots:
        point = (spot.lat, spot.lon) if spot.lat is not None and spot.lon is not None else None
        at = point or _town(spot.city, spot.country)
        if at is not None:
            away = kilometres(near.lat, near.lon, *at)
            if best is None or away < best:
                best, walkable = away, point is not None
    if best is None:
        return "unknown"
    return "walk" if walkable and best <= WALK else "ride" if best <= RIDE else "far"


@lru_cache(maxsize=100_000)
def _town(city: str, country: str) -> tuple[float, float] | None:
    found = place_of(city, country or None) if city else None
    return (found.lat, found.lon) if found else None
