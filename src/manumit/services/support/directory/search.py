"""Finding help: of what may be shown, what a person may use comes first, then what is open, near and free.

Nothing is asked that a service does not make a condition, and no exact place is taken or given: a person's place is a
town or a cell of a coarse grid, a distance one of three words.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

import numpy as np

from manumit.base.kernel import UsageError
from manumit.engine.signals import country_of, place_of
from manumit.services.support.directory.hours import STATES, State
from manumit.services.support.directory.index import Flags, Index, Numbers
from manumit.services.support.directory.model import Entry
from manumit.services.support.directory.needs import NEEDS
from manumit.services.support.directory.phrases import plain

Distance = Literal["walk", "ride", "far", "unknown"]
Fit = Literal["yes", "perhaps"]
Speaks = Literal["yes", "interpreter", "unknown", "no"]
Reason = Literal["age", "gender", "children", "closed", "hours", "language", "cost", "far", "travel", "steps"]
"""Why an entry is left out: the first three are conditions of the service, the others what was asked for."""
Reach = Literal["", "walk", "ride"]
GRID = 0.01
"""Degrees: a cell of about a square kilometre, like an H3 cell of resolution 8 (design, rule 10)."""
WALK, RIDE = 2.0, 15.0
"""Kilometres: half an hour on foot; what a city's buses reach in an hour."""
MOST = 50
"""Matches of an answer where the caller does not say: several screens of a phone."""
_FITS: tuple[Fit, ...] = ("yes", "perhaps")
_SPEAKS: tuple[Speaks, ...] = ("yes", "interpreter", "unknown", "no")
_DISTANCES: tuple[Distance, ...] = ("walk", "ride", "unknown", "far")
"""The best first."""


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
    condition ('women', 'men'), `children`: they come along; `language` ISO 639-1. `only_...` and `reach` (no farther
    than) leave out what else comes last; what is left out, `left_out` gives with the reasons."""

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
    children: bool = False
    reach: Reach = ""
    by_phone: bool = False
    step_free: bool = False


@dataclass(frozen=True, slots=True)
class Match:
    """An entry that fits. `fit`: whether the person may use it as far as the service says."""

    entry: Entry
    fit: Fit
    state: State
    speaks: Speaks
    distance: Distance


@dataclass(frozen=True, slots=True)
class LeftOut:
    """An entry that answers the need and is not offered, and every reason."""

    entry: Entry
    because: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class _Columns:
    """What a wish makes of an index: `answers` the need at all, `sure` that the person may use it, `without` by
    reason."""

    answers: Flags
    sure: Flags
    speaks: Numbers
    state: Numbers
    away: Numbers
    without: dict[Reason, Flags]


def search(entries: Index | Iterable[Entry], wish: Wish, now: datetime, most: int = MOST) -> list[Match]:
    """The entries (those shown) that fit a wish, best first; the same question, the same answer. `now`: with zone.
    Whoever asks often hands over an `Index` (`Directory.index`)."""
    if unknown := set(wish.needs) - set(NEEDS):
        raise UsageError(f"No need is called {', '.join(sorted(unknown))}.", f"One of: {', '.join(NEEDS)}.")
    index = entries if isinstance(entries, Index) else Index(entries)
    if not index.entries:
        return []
    told = _columns(index, wish, now)
    may = told.answers & ~np.logical_or.reduce(list(told.without.values()))
    sure, state, speaks, away = told.sure, told.state, told.speaks, told.away
    rank = np.zeros(len(may), np.int64)
    for part, size in ((~sure, 2), (state, 3), (speaks, 4), (away, 4), (index.cost, 3)):
        rank = rank * size + part
    chosen = np.flatnonzero(may)
    best = chosen[np.argsort(rank[chosen], kind="stable")][:most]  # the index is in the order of names
    return [
        Match(
            index.entries[at],
            _FITS[int(not sure[at])],
            STATES[state[at]],
            _SPEAKS[speaks[at]],
            _DISTANCES[away[at]],
        )
        for at in best
    ]


def left_out(entries: Index | Iterable[Entry], wish: Wish, now: datetime, most: int = MOST) -> list[LeftOut]:
    """What answers the need in that country and is not among the matches, with the reasons: those that may be changed
    by asking for less first."""
    index = entries if isinstance(entries, Index) else Index(entries)
    if not index.entries:
        return []
    told = _columns(index, wish, now)
    found = [
        LeftOut(index.entries[at], tuple(reason for reason, flags in told.without.items() if flags[at]))
        for at in np.flatnonzero(told.answers)
        if any(flags[at] for flags in told.without.values())
    ]
    return sorted(found, key=lambda one: one.because[0] in _CONDITIONS)[:most]


_CONDITIONS: tuple[Reason, ...] = ("age", "gender", "children")


def _columns(index: Index, wish: Wish, now: datetime) -> _Columns:
    count = len(index.entries)
    country = country_of(wish.country) if wish.country else (wish.near.country if wish.near else "")
    answers = index.answers(wish.needs) & index.serves(country or "")
    if text := plain(wish.text[:200]):
        answers &= np.array([text in one for one in index.texts])
    speaks = index.speaks(wish.language) if wish.language else np.full(count, 2)
    state = index.states(now)
    away = index.away(wish.near.lat, wish.near.lon, WALK, RIDE) if wish.near else np.full(count, 2)
    farthest = {"walk": 0, "ride": 1, "": 3}[wish.reach]
    none = np.zeros(count, bool)
    without: dict[Reason, Flags] = {
        **_conditions(index, wish),
        "closed": (state == 2) if wish.only_open else none,
        "hours": (state == 1) if wish.only_open else none,
        "language": (speaks > 1) if wish.only_language else none,
        "cost": (index.cost > 1) if wish.only_free else none,
        "far": (away > farthest) & ~index.by_phone & (away != 2) if wish.near else none,
        "travel": ~index.by_phone if wish.by_phone else none,
        "steps": ~index.step_free if wish.step_free else none,
    }
    return _Columns(answers, _sure(index, wish), speaks, state, away, without)


def _conditions(index: Index, wish: Wish) -> dict[Reason, Flags]:
    """What a service states of itself that leaves this person out."""
    none = np.zeros(len(index.entries), bool)
    age = wish.age
    others = [only for gender, only in index.only.items() if wish.gender and gender != wish.gender]
    return {
        "age": none if age is None else (age < index.youngest) | (age > index.oldest),
        "gender": np.logical_or.reduce([none, *others]),
        "children": index.no_children if wish.children else none,
    }


def _sure(index: Index, wish: Wish) -> Flags:
    """All conditions of the service are known to be met."""
    sure = ~index.vague
    if wish.age is None:
        sure &= ~index.aged
    if not wish.gender:
        for only in index.only.values():
            sure &= ~only
    return sure & ~index.asks_children if wish.children else sure
