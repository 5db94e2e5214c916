"""Open now, open until, open next: what the rules of a service say of a moment.

A day's openings are the union of its rules. A rule of that day without hours takes the usual ones away where it says
that it is closed or is dated (a holiday); a short dated rule with hours that speaks of a holiday takes their place.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cache, lru_cache
from typing import Literal
from zoneinfo import ZoneInfo

from manumit.services.support.directory.model import Rule
from manumit.services.support.directory.phrases import phrases, plain, word_list
from manumit.services.support.directory.rules import holds_on, zone_info

State = Literal["open", "closed", "unknown"]
STATES: tuple[State, ...] = ("open", "unknown", "closed")
"""The best first."""
AHEAD = 14
"""Days in which the next opening is looked for."""
DAY = 1440
"""Minutes."""
_SHORT = timedelta(days=31)
"""A rule valid for no longer may be a holiday's."""


@dataclass(frozen=True, slots=True)
class Hours:
    """`until`: the end of the opening that is on; `next`: the beginning of the next one; both in UTC, or None."""

    state: State
    until: datetime | None = None
    next: datetime | None = None


@dataclass(frozen=True, slots=True)
class Openings:
    """What begins on a day: (zone, minute of that zone's day, minutes open). `unsure`: the rules do not say enough."""

    spans: tuple[tuple[str, int, int], ...] = ()
    unsure: bool = False


def openings_on(rules: Sequence[Rule], day: date) -> Openings:
    """The openings that begin on a day of the calendar."""
    told = [(rule, holds_on(rule, day)) for rule in rules]
    holding = [rule for rule, holds in told if holds]
    if any(not rule.opens and _says("closed", rule.says) for rule in holding):
        return Openings()
    if any(not rule.opens and _is_dated(rule) for rule in holding):
        return Openings(unsure=True)
    chosen = [rule for rule in holding if is_special(rule)] or holding
    unsure = any(holds is None for _, holds in told) or any(not rule.opens for rule in chosen)
    spans = {(rule.zone, *minutes_of(rule)) for rule in chosen if rule.opens}
    return Openings(tuple(sorted(spans)), unsure)


def is_special(rule: Rule) -> bool:
    """Whether its hours are those of a holiday, in place of the usual ones."""
    first, last = rule.valid_from or rule.start, rule.valid_to or rule.until
    if not (rule.opens and first and last and _says("holiday", rule.says)):
        return False
    return date.fromisoformat(last) - date.fromisoformat(first) <= _SHORT


def minutes_of(rule: Rule) -> tuple[int, int]:
    """(minute of the day at which it opens, minutes it is open): at most a day."""
    opens, closes = (int(one[:2]) * 60 + int(one[3:]) for one in (rule.opens, rule.closes))
    return opens, closes - opens if closes > opens else closes - opens + DAY


def _is_dated(rule: Rule) -> bool:
    return bool((rule.valid_from or rule.start) and (rule.valid_to or rule.until)) or rule.freq == "YEARLY"


@lru_cache(maxsize=4096)
def _says(what: str, text: str) -> bool:
    return bool(text) and bool(_pattern(what).search(plain(text)))


@cache
def _pattern(what: str) -> re.Pattern[str]:
    return phrases(word_list("conditions")[what])


def state_at(rules: Sequence[Rule], now: datetime) -> State:
    """Open, closed, or unknown: without rules, or where they do not say enough. Unknown is never called open."""
    unsure = not rules
    for zone in dict.fromkeys(rule.zone for rule in rules):
        local = local_at(zone, now)
        minute = local.hour * 60 + local.minute
        for back in (0, 1):
            day = openings_on(rules, local.date() - timedelta(days=back))
            unsure = unsure or (day.unsure and not back)
            for where, begins, length in day.spans:
                if where == zone and begins <= minute + back * DAY < begins + length:
                    return "open"
    return "unknown" if unsure else "closed"


def hours_at(rules: Sequence[Rule], now: datetime) -> Hours:
    """The state with its end or the next opening. What does not end within the days looked at has no end."""
    state = state_at(rules, now)
    spans = sorted(_spans(rules, now))
    end, horizon = now, now + timedelta(days=AHEAD - 1)
    for begins, ends in spans:  # openings that touch are one
        if begins <= end < ends:
            end = ends
    return Hours(
        state,
        until=end if state == "open" and end < horizon else None,
        next=next((begins for begins, _ in spans if begins > now), None) if state != "open" else None,
    )


def _spans(rules: Sequence[Rule], now: datetime) -> Iterator[tuple[datetime, datetime]]:
    days = {local_at(rule.zone, now).date() for rule in rules}
    if not days:
        return
    first, last = min(days) - timedelta(days=1), max(days) + timedelta(days=AHEAD - 1)
    for ahead in range((last - first).days + 1):
        day = first + timedelta(days=ahead)
        for zone, begins, length in openings_on(rules, day).spans:
            wall = datetime.combine(day, time()) + timedelta(minutes=begins)
            yield _utc(zone, wall), _utc(zone, wall + timedelta(minutes=length))


def local_at(name: str, now: datetime) -> datetime:
    """A moment as the clocks of a zone show it, without zone."""
    zone = zone_info(name)
    if isinstance(zone, ZoneInfo):
        return now.astimezone(zone).replace(tzinfo=None)
    return (now.astimezone(UTC) + zone).replace(tzinfo=None)


def _utc(name: str, wall: datetime) -> datetime:
    zone = zone_info(name)
    if isinstance(zone, ZoneInfo):
        return wall.replace(tzinfo=zone).astimezone(UTC)
    return (wall - zone).replace(tzinfo=UTC)
