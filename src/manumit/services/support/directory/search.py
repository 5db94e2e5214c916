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
from manumit.services.support.directory.index import Flags, Index
from manumit.services.support.directory.model import Entry
from manumit.services.support.directory.needs import NEEDS
from manumit.services.support.directory.phrases import plain

Distance = Literal["walk", "ride", "far", "unknown"]
Fit = Literal["yes", "perhaps"]
Speaks = Literal["yes", "interpreter", "unknown", "no"]
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


def search(entries: Index | Iterable[Entry], wish: Wish, now: datetime, most: int = MOST) -> list[Match]:
    """The entries (those shown) that fit a wish, best first; the same question, the same answer. `now`: with zone.
    Whoever asks often hands over an `Index` (`Directory.index`)."""
    if unknown := set(wish.needs) - set(NEEDS):
        raise UsageError(f"No need is called {', '.join(sorted(unknown))}.", f"One of: {', '.join(NEEDS)}.")
    index = entries if isinstance(entries, Index) else Index(entries)
    if not index.entries:
        return []
    country = country_of(wish.country) if wish.country else (wish.near.country if wish.near else "")
    may, sure = _fit(index, wish)
    may &= index.answers(wish.needs) & index.serves(country or "")
    if text := plain(wish.text[:200]):
        may &= np.array([text in one for one in index.texts])
    speaks = index.speaks(wish.language) if wish.language else np.full(len(may), 2)
    state = index.states(now)
    away = index.away(wish.near.lat, wish.near.lon, WALK, RIDE) if wish.near else np.full(len(may), 2)
    if wish.only_language:
        may &= speaks < 2
    if wish.only_free:
        may &= index.cost < 2
    if wish.only_open:
        may &= state == 0
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


def _fit(index: Index, wish: Wish) -> tuple[Flags, Flags]:
    """(not excluded by a condition that the service states, all of its conditions known to be met)."""
    may, sure = np.ones(len(index.entries), bool), ~index.vague
    if wish.age is None:
        sure &= ~index.aged
    else:
        may &= (index.youngest <= wish.age) & (wish.age <= index.oldest)
    for gender, only in index.only.items():
        if not wish.gender:
            sure &= ~only
        elif wish.gender != gender:
            may &= ~only
    return may, sure
