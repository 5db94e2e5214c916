"""Where somebody was, or was said to be, one step after the other."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import pairwise

from manumit.engine.lookup import rows
from manumit.engine.lookup.events import TRIPS, as_events
from manumit.engine.lookup.index import Index
from manumit.engine.lookup.model import Event, Move, Movements, Spot, Step
from manumit.engine.lookup.travel import AIR_KMH, distance_km, plausibility

HAND = ("holds", "same name", "same holder", "books with", "judged the same")
LEAST_HAND, MOST_HANDS = 0.4, 25
"""As for deeds (links/ties.sql): from when two are probably one hand, and beyond how many nobody's."""
_FARTHEST = 3
"""Links to another of the same hand: person, account, phone."""
CLAIMED = frozenset({"ad", "offer", "page", "post"})
SEEN = frozenset({"sighting", "missing_person"})
THERE = {"booking": "travels", "leg": "travels", "stay": "stays"}
"""How somebody has to be in these records to have been there: who pays a room for others was not."""


@dataclass(frozen=True, slots=True)
class _Stop:
    step: Step
    point: tuple[float, float] | None
    """Also where it may not be shown."""
    slack: timedelta


def hands(index: Index, entity: int) -> dict[int, float]:
    """Entities with probably the same hand, and how probably; the entity itself with 1. From a person or an account on,
    never from a contact: one phone books for many."""
    words = ", ".join(str(index.numbers.get(word, -1)) for word in HAND)
    kinds = ", ".join(str(index.numbers.get(kind, -1)) for kind in ("person", "account"))
    known, rim = {entity: 1.0}, [entity]
    for _ in range(_FARTHEST):
        walked = [
            row[0]
            for row in index.among(
                f"SELECT entity FROM entity WHERE kind IN ({kinds}) AND entity IN ({{}})", rim
            )
        ]
        met: dict[int, float] = {}
        for a, b, p in [
            *index.among(
                f"SELECT a, b, probability FROM link WHERE word IN ({words}) AND a IN ({{}})", walked
            ),
            *index.among(
                f"SELECT b, a, probability FROM link WHERE word IN ({words}) AND b IN ({{}})", walked
            ),
        ]:
            if known[a] * p >= LEAST_HAND and known[a] * p > max(known.get(b, 0.0), met.get(b, 0.0)):
                met[b] = known[a] * p
        if len(known | met) > MOST_HANDS:
            break
        known |= met
        rim = list(met)
    return known


def movements(
    index: Index,
    entity: int,
    since: datetime | None,
    until: datetime | None,
    limit: int,
    also: Collection[str] = (),
) -> Movements:
    """See Lookup.movements."""
    hand = hands(index, entity)
    through = _also(index, also, entity) | _records(index, hand)
    events = as_events(index, {record: [] for record in through})
    numbers: dict[str, int] = dict(
        index.among("SELECT id, record FROM record WHERE id IN ({})", (e.record.record_id for e in events))
    )
    ids = {number: known.entity_id for number, known in rows.entities(index, hand).items()}
    points = _points(index, numbers.values())
    stops: list[_Stop] = []
    for event in _once(events):
        number = numbers[event.record.record_id]
        by = through[number]
        stops += _stops(event, ids[by], hand[by], points[number])
    inside = [one for one in stops if _within(one.step.at, since, until)]
    inside.sort(
        key=lambda one: (one.step.at, one.step.event.record.record_id, one.step.where != one.step.event.where)
    )
    kept = inside[-limit:] if limit > 0 else []
    moves = tuple(_move(a, b) for a, b in pairwise(kept))
    return Movements(tuple(one.step for one in kept), moves, len(inside) - len(kept))


def _once(events: Iterable[Event]) -> Iterator[Event]:
    """Without bookings whose flights tell the same, and without what a second source tells of the same trip."""
    every = list(events)
    flown = {line for e in every if e.record.kind == "leg" for line in e.record.details.split("\n")}
    seen: set[tuple[Spot, Spot | None, date]] = set()
    for event in every:
        if event.record.kind == "booking" and event.record.source_id in flown:
            continue
        trip = (event.where, event.to, event.at.date())
        if event.record.kind not in TRIPS or trip not in seen:
            seen.add(trip)
            yield event


def _within(at: datetime, since: datetime | None, until: datetime | None) -> bool:
    moment = rows.micros(at)
    return (since is None or moment >= rows.micros(since)) and (until is None or moment < rows.micros(until))


def _records(index: Index, hand: dict[int, float]) -> dict[int, int]:
    """Records that place somebody, each with the entity by which it does most probably."""
    kinds = CLAIMED | SEEN | THERE.keys()
    numbers = ", ".join(str(index.numbers[kind]) for kind in kinds if kind in index.numbers) or "-1"
    sql = f"""SELECT u.entity, u.record, u.how, r.kind FROM entity_record u JOIN record r ON r.record = u.record
    WHERE u.entity IN ({{}}) AND r.kind IN ({numbers}) AND r.place IS NOT NULL"""
    through: dict[int, int] = {}
    for entity, record, how, kind in index.among(sql, hand):
        if THERE.get(index.words[kind], index.words[how]) != index.words[how]:
            continue
        if record not in through or hand[entity] > hand[through[record]]:
            through[record] = entity
    return through


def _also(index: Index, ids: Collection[str], entity: int) -> dict[int, int]:
    """Records with a place in which people recognised somebody."""
    sql = "SELECT record, kind FROM record WHERE place IS NOT NULL AND id IN ({})"
    kinds = CLAIMED | SEEN | THERE.keys()
    return {record: entity for record, kind in index.among(sql, ids) if index.words[kind] in kinds}


def _points(index: Index, records: Iterable[int]) -> dict[int, tuple[Spot | None, Spot | None]]:
    """(place, origin) with coordinates: for reckoning, not for showing."""
    every = list(index.among("SELECT record, place, origin FROM record WHERE record IN ({})", records))
    spots = rows.spots(index, (one for row in every for one in row[1:]))
    known = {number: spot for number, (spot, _) in spots.items()}
    return {record: (known.get(place), known.get(origin)) for record, place, origin in every}


def _stops(
    event: Event, through: str, probability: float, spots: tuple[Spot | None, Spot | None]
) -> list[_Stop]:
    place, origin = map(_point, spots)
    claimed = event.record.kind in CLAIMED

    def stop(at: datetime, where: Spot, point: tuple[float, float] | None) -> _Stop:
        dated = (at.hour, at.minute, at.second) == (0, 0, 0)
        step = Step(at, event, where, through, round(probability, 4), claimed)
        return _Stop(step, point, timedelta(days=1) if dated else timedelta())

    if event.record.kind not in TRIPS:
        return [stop(event.at, event.where, place)]
    stops = [stop(event.at, event.where, origin)] if event.where.place else []
    if event.to is not None and event.to.place:
        way = distance_km(origin, place) / AIR_KMH if origin and place else 0.0
        stops.append(stop(event.end or event.at + timedelta(hours=way), event.to, place))
    return stops


def _point(spot: Spot | None) -> tuple[float, float] | None:
    return (spot.lat, spot.lon) if spot and spot.lat is not None and spot.lon is not None else None


def _move(a: _Stop, b: _Stop) -> Move:
    """With the most time that there can have been: a date without a time may mean any hour of the day."""
    time = b.step.at - a.step.at + max(a.slack, b.slack)
    hours = round(time / timedelta(hours=1), 2)
    if a.step.event is b.step.event and a.point and b.point:
        return Move(round(distance_km(a.point, b.point), 1), hours, None, "plausible")  # the trip itself
    if a.point is None or b.point is None:
        return Move(None, hours, None, "unknown")
    distance = distance_km(a.point, b.point)
    kmh = round(distance / hours, 1) if hours > 0 else None
    return Move(round(distance, 1), hours, kmh, plausibility(distance, hours))
