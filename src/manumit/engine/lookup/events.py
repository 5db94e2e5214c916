"""Records as what happened, when and where."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from manumit.engine.lookup import rows
from manumit.engine.lookup.index import Index
from manumit.engine.lookup.model import Event, Happened, Record, Spot
from manumit.engine.lookup.narrow import Narrow

MOST_READ = 20_000
"""Newest records that events are chosen from: shared by the entities, those that have few first."""
FIRST = 0.5
"""Share of them that one entity may take which comes before the others."""
TOWN_KM, AIRPORT_KM = 10.0, 5.0
"""How far somebody in a large town is from its middle point, in an airport from its own: the order of magnitude."""
TRIPS = frozenset({"booking", "leg"})
_THEN = frozenset({"booking", "missing_person"})
"""Kinds that tell of a time other than their own: the departure, when somebody was last seen."""
_NIGHT = (22, 5)
"""Hours between which it is night, as for payments (links/tables.sql)."""


def events_of(
    index: Index,
    entities: Iterable[int],
    since: datetime | None,
    until: datetime | None,
    limit: int,
    first: int | None = None,
) -> Happened:
    """In order of time; of more than `limit` those of `first` before others, then the newest."""
    lanes: dict[int, list[int]] = {}
    waiting = sorted(set(entities) - {first}, reverse=True)  # those of fewest records first
    left, complete, sql = MOST_READ, True, _newest(index, since, until)
    if first is not None:
        waiting.insert(0, first)
    for place, entity in enumerate(waiting):
        share = int(MOST_READ * FIRST) if entity == first else left // (len(waiting) - place)
        read = [row[0] for row in index.rows(sql, [entity, share + 1])]
        complete = complete and len(read) <= share
        left -= min(share, len(read))
        for record in read[:share]:
            lanes.setdefault(record, []).append(entity)
    timed = [(first in lanes[record], at, record) for record, at in _times(index, lanes, since, until)]
    chosen = sorted(timed)[-limit:] if limit > 0 else []
    ids: dict[int, str] = dict(index.among("SELECT entity, id FROM entity WHERE entity IN ({})", waiting))
    told = {record: [ids[one] for one in sorted(lanes[record])] for _, _, record in chosen}
    return Happened(tuple(as_events(index, told)), len(timed), complete)


def _newest(index: Index, since: datetime | None, until: datetime | None) -> str:
    """Statement: the newest records of an entity in the window, so many. Their numbers go by their own time, not by
    the one that some tell of, so of those all are taken."""
    narrow = Narrow.of(index, (), since, until)
    where = ""
    if narrow.low is not None or narrow.high is not None:
        then = ", ".join(str(index.numbers.get(kind, -1)) for kind in sorted(_THEN))
        where = f"AND (r.kind IN ({then}) OR (true{narrow.where('r')}))"
    join = "JOIN record r ON r.record = u.record" if where else ""
    return f"""SELECT DISTINCT u.record FROM entity_record u {join} WHERE u.entity = ? {where}
    ORDER BY u.record DESC LIMIT ?"""


def _times(
    index: Index, records: Iterable[int], since: datetime | None, until: datetime | None
) -> list[tuple[int, int]]:
    """(record, when) of those with a time in the window."""
    then = ", ".join(str(index.numbers.get(kind, -1)) for kind in _THEN)
    at = f"CASE WHEN kind IN ({then}) THEN coalesce(until, at) ELSE at END"
    every = index.among(f"SELECT record, {at} FROM record WHERE record IN ({{}})", records)
    low, high = (None if one is None else rows.micros(one) for one in (since, until))
    return [
        (record, moment)
        for record, moment in every
        if moment is not None and (low is None or moment >= low) and (high is None or moment < high)
    ]


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
