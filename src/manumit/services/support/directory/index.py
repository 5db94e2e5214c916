"""The entries laid out in columns, so that a question to ten thousand of them takes milliseconds."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

import numpy as np
from numpy.typing import NDArray

from manumit.engine.signals import place_of
from manumit.services.support.directory.areas import countries_of
from manumit.services.support.directory.checks import EARTH
from manumit.services.support.directory.conditions import is_step_free
from manumit.services.support.directory.hours import DAY, STATES, is_special, local_at, minutes_of, state_at
from manumit.services.support.directory.model import Entry, Rule, Spot
from manumit.services.support.directory.phrases import plain
from manumit.services.support.directory.rules import DAYS

Flags = NDArray[np.bool_]
Numbers = NDArray[np.int64]
_WEEK = 7 * DAY
"""Minutes."""
_COST = ("free", "unknown", "paid")


class Index:
    """Columns over entries in the order of their names."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        self.entries = sorted(entries, key=lambda one: (one.name, one.id))
        self.cost = np.array([_COST.index(one.cost) for one in self.entries], np.int64)
        self.youngest = np.array([one.youngest or 0 for one in self.entries], float)
        self.oldest = np.array([150 if one.oldest is None else one.oldest for one in self.entries], float)
        self.aged = np.array(
            [one.youngest is not None or one.oldest is not None for one in self.entries], bool
        )
        self.only = {
            gender: np.array([one.gender == gender for one in self.entries], bool)
            for gender in ("women", "men")
        }
        self.vague = np.array([is_vague(one) for one in self.entries], bool)
        self.no_children = np.array([one.children == "no" for one in self.entries], bool)
        self.asks_children = np.array(
            [not one.children and "shelter" in one.needs for one in self.entries], bool
        )
        self.by_phone = np.array([is_by_phone(one) for one in self.entries], bool)
        self.step_free = np.array([lets_wheelchair_in(one) for one in self.entries], bool)
        self.texts = [
            plain(" / ".join((one.name, one.also, one.organization, one.says, *one.areas, *_towns(one))))
            for one in self.entries
        ]
        self._places()
        self._openings()

    def answers(self, needs: Iterable[str]) -> Flags:
        """Which answer any of the needs; all, where none is named."""
        wanted = frozenset(needs)
        return np.array([not wanted or not wanted.isdisjoint(one.needs) for one in self.entries], bool)

    def serves(self, country: str) -> Flags:
        """Which are in a country, cover it, or do not say where they are."""
        if not country:
            return np.ones(len(self.entries), bool)
        return np.array([not one or country in one for one in self._countries], bool)

    def speaks(self, language: str) -> Numbers:
        """0 it does, 1 through an interpreter, 2 unknown, 3 it does not."""
        return np.array([speaks(one, language) for one in self.entries], np.int64)

    def _places(self) -> None:
        self._countries = [countries_of(one) for one in self.entries]
        points = [
            (at, *point, spot.lat is not None)
            for at, one in enumerate(self.entries)
            for spot in one.spots
            if (point := _point(spot))
        ]
        self._owner = np.array([one[0] for one in points], np.int64)
        self._lat, self._lon = (np.radians(np.array([one[part] for one in points], float)) for part in (1, 2))
        self._exact = np.array([one[3] for one in points], bool)

    def away(self, lat: float, lon: float, walk: float, ride: float) -> Numbers:
        """To the nearest place (great circle, haversine): 0 a walk, 1 a ride, 2 unknown, 3 far. Where only the town is
        known, as of all that is undisclosed, it is never called a walk."""
        found = np.full(len(self.entries), 2, np.int64)
        if not len(self._owner):
            return found
        up, along = (self._lat - np.radians(lat)) / 2, (self._lon - np.radians(lon)) / 2
        inner = np.sin(up) ** 2 + np.cos(self._lat) * np.cos(np.radians(lat)) * np.sin(along) ** 2
        away = 2 * EARTH * np.arcsin(np.sqrt(np.clip(inner, 0, 1)))
        bucket = np.where((away <= walk) & self._exact, 0, np.where(away <= ride, 1, 3))
        nearest = np.full(len(self.entries), 9, np.int64)
        np.minimum.at(nearest, self._owner, bucket)
        return np.where(nearest < 9, nearest, found)

    def _openings(self) -> None:
        """Plain weekly rules as spans of a week; services with any other rule are asked one by one."""
        spans, self._others, self._plain = [], [], np.zeros(len(self.entries), bool)
        zones: dict[str, int] = {}
        for at, one in enumerate(self.entries):
            if one.hours and all(_is_plain(rule) for rule in one.hours):
                self._plain[at] = True
                for rule in one.hours:
                    spans += [(at, zones.setdefault(rule.zone, len(zones)), *span) for span in _weekly(rule)]
            elif one.hours:
                self._others.append(at)
        self._zones = list(zones)
        self._spans = np.array(spans, np.int64).reshape(-1, 6)

    def states(self, now: datetime) -> Numbers:
        """The state of every entry at a moment, as a place in STATES."""
        found = np.where(self._plain, STATES.index("closed"), STATES.index("unknown"))
        local = np.array([_minutes(name, now) for name in self._zones], np.int64)
        owner, zone, begins, length, first, last = self._spans.T
        if len(local):
            passed = (local[zone] - begins) % _WEEK
            day = (local[zone] - passed) // DAY
            found[owner[(passed < length) & (first <= day) & (day <= last)]] = STATES.index("open")
        for at in self._others:
            found[at] = STATES.index(state_at(self.entries[at].hours, now))
        return found


def _is_plain(rule: Rule) -> bool:
    weekly = rule.freq == "WEEKLY" and rule.byday
    ordinals = any(len(one) > 2 for one in rule.byday)
    return bool(
        rule.opens
        and not is_special(rule)
        and (weekly or rule.freq in ("", "DAILY"))
        and rule.interval == 1
        and not (rule.count or rule.byweekno or rule.bymonthday or rule.byyearday or ordinals)
    )


def _weekly(rule: Rule) -> list[tuple[int, int, int, int]]:
    """(minute of the week at which it opens, minutes it is open, first day, last day) of every weekday; a week begins
    on the first day of the calendar, a Monday, like all weeks since."""
    opens, length = minutes_of(rule)
    first = max((one for one in (rule.start, rule.valid_from) if one), default="0001-01-01")
    last = min((one for one in (rule.until, rule.valid_to) if one), default="9999-12-31")
    bounds = date.fromisoformat(first).toordinal() - 1, date.fromisoformat(last).toordinal() - 1
    return [(DAYS.index(one) * DAY + opens, length, *bounds) for one in rule.byday or DAYS]


def _minutes(zone: str, now: datetime) -> int:
    """Wall-clock minutes since the first day of the calendar."""
    local = local_at(zone, now)
    return (local.toordinal() - 1) * DAY + local.hour * 60 + local.minute


def speaks(entry: Entry, language: str) -> int:
    """As `Index.speaks`."""
    if language in entry.languages or any(language in phone.languages for phone in entry.phones):
        return 0
    if entry.interpreters or "interpreter" in entry.needs:
        return 1
    return 3 if entry.languages else 2


def is_vague(entry: Entry) -> bool:
    """Whether it says whom it takes in words that are neither an age nor a gender: a person has to ask."""
    return bool(entry.eligibility and not entry.gender) and entry.youngest is None and entry.oldest is None


def is_by_phone(entry: Entry) -> bool:
    """Whether it helps without anybody having to go there."""
    return bool(entry.phones) and ("hotline" in entry.needs or not (entry.spots or entry.undisclosed))


def lets_wheelchair_in(entry: Entry) -> bool:
    """Whether one of its places says so, or nobody has to go there."""
    return is_by_phone(entry) or any(is_step_free(spot.access) for spot in entry.spots)


def _towns(entry: Entry) -> Iterable[str]:
    return (spot.city for spot in entry.spots)


def _point(spot: Spot) -> tuple[float, float] | None:
    if spot.lat is not None and spot.lon is not None:
        return spot.lat, spot.lon
    return town_point(spot)


def town_point(spot: Spot) -> tuple[float, float] | None:
    """The middle of its town, as the gazetteer has it: nothing of the place itself."""
    town = place_of(spot.city, spot.country or None) if spot.city else None
    return (town.lat, town.lon) if town else None
