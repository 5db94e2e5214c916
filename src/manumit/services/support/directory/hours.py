"""Open now, open until, open next: what the rules of a service say of a moment."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Literal
from zoneinfo import ZoneInfo

from manumit.services.support.directory.model import Rule
from manumit.services.support.directory.rules import holds_on, zone_info

State = Literal["open", "closed", "unknown"]
STATES: tuple[State, ...] = ("open", "unknown", "closed")
"""The best first."""
AHEAD = 14
"""Days in which the next opening is looked for."""


@dataclass(frozen=True, slots=True)
class Hours:
    """`until`: the end of the opening that is on; `next`: the beginning of the next one; both in UTC, or None."""

    state: State
    until: datetime | None = None
    next: datetime | None = None


def state_at(rules: Sequence[Rule], now: datetime) -> State:
    """Open, closed, or unknown: without rules, or where they do not say enough. Unknown is never called open."""
    unsure = not rules
    for rule in rules:
        local = _local(rule, now)
        for back in (0, 1):
            day = local.date() - timedelta(days=back)
            if back and rule.opens < rule.closes:
                continue  # closed before midnight
            holds = holds_on(rule, day)
            if holds is None or (holds and not rule.opens and not back):
                unsure = True
            elif holds and rule.opens and _span(rule, day)[0] <= local < _span(rule, day)[1]:
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
    for rule in rules:
        today = _local(rule, now).date()
        for ahead in range(-1, AHEAD):
            if rule.opens and holds_on(rule, day := today + timedelta(days=ahead)):
                begins, ends = _span(rule, day)
                yield _utc(rule, begins), _utc(rule, ends)


def _span(rule: Rule, day: date) -> tuple[datetime, datetime]:
    """Wall-clock beginning and end of the opening that begins on a day."""
    begins = datetime.fromisoformat(f"{day.isoformat()}T{rule.opens}")
    ends = datetime.fromisoformat(f"{day.isoformat()}T{rule.closes}")
    return begins, ends if ends > begins else ends + timedelta(days=1)


def _local(rule: Rule, now: datetime) -> datetime:
    zone = zone_info(rule.zone)
    if isinstance(zone, ZoneInfo):
        return now.astimezone(zone).replace(tzinfo=None)
    return (now.astimezone(UTC) + zone).replace(tzinfo=None)


def _utc(rule: Rule, wall: datetime) -> datetime:
    zone = zone_info(rule.zone)
    if isinstance(zone, ZoneInfo):
        return wall.replace(tzinfo=zone).astimezone(UTC)
    return (wall - zone).replace(tzinfo=UTC)
