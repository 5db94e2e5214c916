"""Who was where and when, of everybody at once: what the records place somebody at, as sightings to be followed."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import chain
from typing import Final, NamedTuple
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from manumit.base.kernel import Refused, UsageError
from manumit.engine.lookup.events import TRIPS
from manumit.engine.lookup.index import Index
from manumit.engine.lookup.movements import CLAIMED, HAND, LEAST_HAND, MOST_HANDS, SEEN, THERE
from manumit.engine.lookup.travel import AIR_KMH, distance_km
from manumit.engine.places import Problem, Sightings

PERSON: Final = "person"
TOWN_M: Final = 5_000.0
"""Metres within which somebody is who is known to be in a town (places.records) or at an airport."""
_DAY: Final = 86_400_000_000
"""Microseconds."""
_HOUR: Final = 3_600_000_000
_AHEAD, _BEHIND = 14 * _HOUR, 12 * _HOUR
"""The clocks on earth that are furthest from UTC."""
_EPOCH: Final = datetime(1970, 1, 1)
_UTC: Final = datetime(1970, 1, 1, tzinfo=UTC)
_MOVES = """SELECT u.entity, r.id, r.kind, u.how, r.at, r.until, r.zone, r.source_id, p.lon, p.lat, p.zone,
o.lon, o.lat, o.zone, t.details
FROM entity_record u JOIN record r ON r.record = u.record JOIN entity e ON e.entity = u.entity
LEFT JOIN place p ON p.place = r.place LEFT JOIN place o ON o.place = r.origin LEFT JOIN text t ON t.text = r.text
WHERE e.kind = ? AND r.kind IN ({}) AND (r.place IS NOT NULL OR r.origin IS NOT NULL)"""
_RECOGNISED = """SELECT r.id, r.kind, r.at, r.until, r.zone, r.source_id, p.lon, p.lat, p.zone FROM record r
JOIN place p ON p.place = r.place WHERE r.id IN ({})"""
_NOBODY_KNOWS = "nobody knows where the place lies"
_NO_DATE = "it has no date"


@dataclass(frozen=True, slots=True)
class Travellers:
    """`sightings`, their travellers under entity ids; `records`: by the row of a sighting less one, the record that it
    is of."""

    sightings: Sightings
    records: tuple[str, ...]


class _Row(NamedTuple):
    """A record that places somebody; `kind` and `how` in words, times in microseconds, degrees; `place`, `from_place`:
    time zones."""

    who: int
    id: str
    kind: str
    how: str
    at: int | None
    until: int | None
    zone: int | None
    source: str
    lon: float | None
    lat: float | None
    place: str | None
    from_lon: float | None
    from_lat: float | None
    from_place: str | None
    details: str | None

    @property
    def begins(self) -> int | None:
        """Of a booking and a missing person the other of its times (see events)."""
        later = self.kind in ("booking", "missing_person") and self.until is not None
        return self.until if later else self.at


@dataclass(frozen=True, slots=True)
class _Seen:
    """Microseconds and degrees. `at` to `end`: the span within which it was."""

    who: int
    record: str
    at: int
    end: int
    lon: float
    lat: float


def travellers(
    index: Index, kind: str = PERSON, recognised: Mapping[str, Collection[str]] | None = None
) -> Travellers:
    """Sightings of entities of a `kind`: of persons by their tickets, stays and where they were last seen; of phones
    and the like by the adverts, offers and posts that name them and say where. Persons who are probably one (a
    link of one hand between them), or were judged the same, are one traveller, under the id of that with most records.
    `recognised`: entity -> records in which people recognised somebody. Refused where nobody is placed; UsageError for
    a kind that the index has not."""
    kinds = {index.words[row[0]] for row in index.rows("SELECT DISTINCT kind FROM entity")}
    if kind not in kinds:
        raise UsageError(
            f"Nobody here is known by {kind!r}.", f"Say one of: {', '.join(sorted(kinds)) or 'none'}."
        )
    rows = list(_once(index, kind))
    problems: dict[str, Problem] = {}
    seen = list(chain.from_iterable(_seen(row, problems) for row in rows))
    seen += _recognised(index, recognised or {}, problems)
    if not seen:
        raise Refused(
            f"No record of this workspace says where and when a {kind} was.",
            "They come from tickets, stays, reports of missing persons, and of phones from adverts.",
        )
    hand = _hands(index, {one.who for one in seen}) if kind == PERSON else {}
    return _sightings(index, [(hand.get(one.who, one.who), one) for one in seen], len(rows), problems)


def _once(index: Index, kind: str) -> Iterator[_Row]:
    """Rows that place somebody: no booking whose flights tell the same, no trip that a second source tells again."""
    placed = SEEN | (THERE.keys() if kind == PERSON else CLAIMED)
    numbers = ", ".join(str(index.numbers[one]) for one in sorted(placed) if one in index.numbers) or "-1"
    found = index.rows(_MOVES.format(numbers), [index.numbers[kind]])
    rows = [_Row(*row)._replace(kind=index.words[row[2]], how=index.words[row[3]]) for row in found]
    if kind == PERSON:
        rows = [row for row in rows if THERE.get(row.kind, row.how) == row.how]
    flown = {(row.who, line) for row in rows if row.kind == "leg" for line in (row.details or "").split("\n")}
    told: set[tuple[object, ...]] = set()
    for row in rows:
        if row.kind == "booking" and (row.who, row.source) in flown:
            continue
        trip = (row.lon, row.lat, row.from_lon, row.from_lat, (row.begins or 0) // _DAY)
        one = (row.who, *trip) if row.kind in TRIPS else (row.who, row.id)
        if one not in told:
            told.add(one)
            yield row


def _seen(row: _Row, problems: dict[str, Problem]) -> Iterator[_Seen]:
    if row.begins is None:
        _leave_out(problems, _NO_DATE)
        return
    if row.lon is None and (row.kind not in TRIPS or row.from_lon is None):
        _leave_out(problems, _NOBODY_KNOWS)
    if row.kind in TRIPS:
        departs = _span(row.begins, row.zone, row.from_place)
        if row.from_lon is not None and row.from_lat is not None:
            yield _Seen(row.who, row.id, *departs, row.from_lon, row.from_lat)
        arrives = departs[0], departs[1] + _DAY
        if row.kind == "leg" and row.until is not None:
            arrives = _span(row.until, row.zone, row.place)
        if row.lon is not None and row.lat is not None:
            if row.from_lon is not None and row.from_lat is not None:  # what was flown can be flown
                km = distance_km((row.from_lat, row.from_lon), (row.lat, row.lon))
                arrives = arrives[0], max(arrives[1], departs[1] + int(km / AIR_KMH * _HOUR))
            yield _Seen(row.who, row.id, *arrives, row.lon, row.lat)
    elif row.lon is not None and row.lat is not None:
        yield _Seen(row.who, row.id, *_span(row.begins, row.zone, row.place), row.lon, row.lat)
        if row.kind == "stay" and row.until is not None and row.until > row.begins:
            yield _Seen(row.who, row.id, *_span(row.until, row.zone, row.place), row.lon, row.lat)


def _span(moment: int, zone: int | None, place: str | None) -> tuple[int, int]:
    """Between when and when it was. Midnight is a day without a clock; a time without a zone (that of flights) is told
    by the clocks of the place, and where nobody knows these, by any on earth."""
    long = _DAY if moment % _DAY == 0 else 0
    if zone is not None:
        return moment, moment + long
    try:
        there = (_EPOCH + timedelta(microseconds=moment)).replace(tzinfo=ZoneInfo(place or ""))
        told = (there - _UTC) // timedelta(microseconds=1)
        return told, told + long
    except (ZoneInfoNotFoundError, ValueError):
        return moment - _AHEAD, moment + long + _BEHIND


def _recognised(
    index: Index, recognised: Mapping[str, Collection[str]], problems: dict[str, Problem]
) -> Iterator[_Seen]:
    """What people accepted as somebody, at the records' own places and times."""
    numbers: dict[str, int] = dict(index.among("SELECT id, entity FROM entity WHERE id IN ({})", recognised))
    wanted: dict[str, list[int]] = defaultdict(list)
    for entity, records in recognised.items():
        for record in records if entity in numbers else ():
            wanted[record].append(numbers[entity])
    for id, kind, *rest in index.among(_RECOGNISED, wanted):
        for who in wanted[id]:
            yield from _seen(
                _Row._make((who, id, index.words[kind], "", *rest, None, None, None, "")), problems
            )


def _leave_out(problems: dict[str, Problem], why: str) -> None:
    problems.setdefault(why, Problem()).count += 1


def _hands(index: Index, known: Collection[int]) -> dict[int, int]:
    """Entity -> the one that stands for all of its hand: of those the one with most records. A hand of more than
    MOST_HANDS is nobody's."""
    words = ", ".join(str(index.numbers[one]) for one in HAND if one in index.numbers) or "-1"
    pairs = index.rows(f"SELECT a, b FROM link WHERE word IN ({words}) AND probability >= ?", [LEAST_HAND])
    head = {one: one for one in known}

    def find(one: int) -> int:
        while head[one] != one:
            head[one] = head[head[one]]
            one = head[one]
        return one

    for a, b in pairs:
        if a in head and b in head:
            one, other = sorted((find(a), find(b)))  # entities are numbered by how many records they have
            head[other] = one
    size = Counter(map(find, known))
    return {one: find(one) if size[find(one)] <= MOST_HANDS else one for one in known}


def _sightings(
    index: Index, seen: Iterable[tuple[int, _Seen]], rows: int, problems: dict[str, Problem]
) -> Travellers:
    import numpy as np

    every = sorted(seen, key=lambda one: (one[0], one[1].at + one[1].end))
    whose, code = np.unique([who for who, _one in every], return_inverse=True)
    ids: dict[int, str] = dict(
        index.among("SELECT entity, id FROM entity WHERE entity IN ({})", whose.tolist())
    )
    start, end, lon, lat = np.array([(one.at, one.end, one.lon, one.lat) for _who, one in every]).T
    told = Sightings(
        code.astype(np.int64), start / _DAY, end / _DAY, lon, lat, np.full(len(every), TOWN_M),
        np.arange(1, len(every) + 1), tuple(ids[one] for one in whose.tolist()), rows, problems,
    )  # fmt: skip
    return Travellers(told, tuple(one.record for _who, one in every))
