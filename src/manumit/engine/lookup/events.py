"""Records as what happened, when and where."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from manumit.engine.lookup import rows
from manumit.engine.lookup.index import Index
from manumit.engine.lookup.model import Event, Record, Spot

MOST_READ = 20_000
"""Newest records of an entity that events are chosen from."""
TOWN_KM, AIRPORT_KM = 10.0, 5.0
"""How far somebody in a large town is from its middle point, in an airport from its own: the order of magnitude."""
TRIPS = frozenset({"booking", "leg"})
_THEN = frozenset({"booking", "missing_person"})
"""Kinds that tell of a time other than their own: the departure, when somebody was last seen."""
_NIGHT = (22, 5)
"""Hours between which it is night, as for payments (links/tables.sql)."""


def events_of(
    index: Index, entities: Iterable[int], since: datetime | None, until: datetime | None, limit: int
) -> list[Event]:
    """In order of time; of more than `limit` the newest."""
    lanes: dict[int, list[str]] = {}
    sql = f"""SELECT u.record, e.id FROM entity_record u JOIN entity e ON e.entity = u.entity WHERE u.entity = ?
    GROUP BY u.record ORDER BY u.record DESC LIMIT {MOST_READ}"""
    for entity in dict.fromkeys(entities):
        for record, id in index.rows(sql, [entity]):
            lanes.setdefault(record, []).append(id)
    timed = [
        (at, record)
        for record, at in _times(index, lanes)
        if (since is None or at >= rows.micros(since)) and (until is None or at < rows.micros(until))
    ]
    chosen = sorted(timed)[-limit:] if limit > 0 else []
    return as_events(index, {record: lanes[record] for _, record in chosen})


def _times(index: Index, records: Iterable[int]) -> list[tuple[int, int]]:
    then = ", ".join(str(index.numbers.get(kind, -1)) for kind in _THEN)
    at = f"CASE WHEN kind IN ({then}) THEN coalesce(until, at) ELSE at END"
    every = index.among(f"SELECT record, {at} FROM record WHERE record IN ({{}})", records)
    return [(record, moment) for record, moment in every if moment is not None]


def as_events(index: Index, lanes: dict[int, list[str]]) -> list[Event]:
    """Events of dated records, in order of time."""
    known = rows.records(index, lanes)
    sql = "SELECT record, place, origin FROM record WHERE record IN ({})"
    ends = {record: (place, origin) for record, place, origin in index.among(sql, lanes)}
    spots = rows.spots(index, (one for both in ends.values() for one in both))
    events = []
    for record, ids in lanes.items():
        place, origin = ends[record]
        event = _event(known[record], tuple(ids), spots.get(place), spots.get(origin))
        if event is not None:
            events.append(event)
    return sorted(events, key=lambda event: (event.at, event.record.record_id))


def _event(
    record: Record, lanes: tuple[str, ...], place: tuple[Spot, str] | None, origin: tuple[Spot, str] | None
) -> Event | None:
    at, end = record.observed_at, record.until
    here, zone = place or (Spot(record.place, record.country, None, None), "")
    to = None
    if record.kind in TRIPS:
        to = here
        here, zone = origin or (Spot("", "", None, None), "")
    if record.kind in _THEN:
        at, end = record.until or record.observed_at, None
    if at is None:
        return None
    where = Spot(here.place, here.country, None, None) if record.kind == "stay" else here
    precise = None if where.lat is None else AIRPORT_KM if record.kind in TRIPS else TOWN_KM
    return Event(record, at, end, where, to, precise, lanes, _night(record, at, zone))


def _night(record: Record, at: datetime, zone: str) -> bool | None:
    """Whether it was night there; None for a date without a time of day, or where nobody knows the clock."""
    if record.zone_minutes:  # an offset of 0 is mostly a clock kept in UTC, not one on a wall
        local = at + timedelta(minutes=record.zone_minutes)
    elif zone:
        try:
            local = at.astimezone(ZoneInfo(zone))
        except (ZoneInfoNotFoundError, ValueError):
            return None
    else:
        return None
    if (local.hour, local.minute, local.second) == (0, 0, 0) or (at.hour, at.minute, at.second) == (0, 0, 0):
        return None
    return local.hour >= _NIGHT[0] or local.hour < _NIGHT[1]
