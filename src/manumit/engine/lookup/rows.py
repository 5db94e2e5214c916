"""Rows of the index as what the room hands out."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

from manumit.engine.lookup.index import Index, Row
from manumit.engine.lookup.model import Entity, LeadRole, Link, Record, Spot

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_RECORD = """
SELECT r.record, r.id, r.kind, r.source_id, r.at, r.until, r.zone, r.place, r.origin, r.summary, r.offset, r.length,
       r.tlp, t.title, t.body, t.details, f.name, f.sha256
FROM record r LEFT JOIN text t ON t.text = r.text JOIN file f ON f.file = r.file WHERE r.record IN ({})"""
_ENTITY = "SELECT entity, id, kind, key, label, about, records, degree FROM entity WHERE entity IN ({})"
_ROLES = """
SELECT m.entity, l.id, l.lead, m.role, m.probability FROM lead_member m JOIN lead l ON l.lead = m.lead
WHERE m.entity IN ({}) ORDER BY l.lead"""
_HIDDEN = frozenset({"stay"})
"""Kinds whose places carry no coordinates: somebody may be sheltered there."""


def moment(micros: int | None) -> datetime | None:
    """UTC of microseconds since 1970."""
    return None if micros is None else _EPOCH + timedelta(microseconds=micros)


def micros(moment: datetime) -> int:
    """Microseconds since 1970; a time without zone is taken as UTC."""
    aware = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return (aware - _EPOCH) // timedelta(microseconds=1)


def entities(index: Index, numbers: Iterable[int]) -> dict[int, Entity]:
    """By number."""
    wanted = list(numbers)
    roles: dict[int, list[LeadRole]] = {}
    for entity, *role in index.among(_ROLES, wanted):
        roles.setdefault(entity, []).append(LeadRole(*role))
    return {
        number: Entity(
            id, index.words[kind], key, label, about, records, degree, tuple(roles.get(number, ()))
        )
        for number, id, kind, key, label, about, records, degree in index.among(_ENTITY, wanted)
    }


def records(index: Index, numbers: Iterable[int]) -> dict[int, Record]:
    """By number."""
    rows = list(index.among(_RECORD, numbers))
    places = spots(index, (row[7] for row in rows))
    return {row[0]: _record(index, row, places) for row in rows}


def _record(index: Index, row: Row, places: dict[int, tuple[Spot, str]]) -> Record:
    (
        _,
        id,
        kind,
        source_id,
        at,
        until,
        zone,
        place,
        _,
        summary,
        offset,
        length,
        tlp,
        title,
        body,
        details,
    ) = row[:16]
    spot = places[place][0] if place else Spot("", "", None, None)
    hidden = index.words[kind] in _HIDDEN
    return Record(
        record_id=id,
        kind=index.words[kind],
        source_id=source_id,
        observed_at=moment(at),
        until=moment(until),
        zone_minutes=zone,
        place=spot.place,
        country=spot.country,
        lat=None if hidden else spot.lat,
        lon=None if hidden else spot.lon,
        title=title or "",
        body=body or "",
        details=details or "",
        summary=summary or title or "",
        file=row[16],
        offset=offset,
        length=length,
        sha256=row[17],
        tlp=index.words[tlp],
    )


def spots(index: Index, numbers: Iterable[int | None]) -> dict[int, tuple[Spot, str]]:
    """(place, its time zone) by number."""
    wanted = {number for number in numbers if number}
    sql = "SELECT place, name, country, lat, lon, zone FROM place WHERE place IN ({})"
    return {
        number: (Spot(name, country, lat, lon), zone)
        for number, name, country, lat, lon, zone in index.among(sql, wanted)
    }


def numbers_of(index: Index, ids: Iterable[str]) -> dict[str, int]:
    """Numbers of entities by id; unknown ones are left out."""
    return dict(index.among("SELECT id, entity FROM entity WHERE id IN ({})", map(sound, ids)))


def sound(text: str) -> str:
    """A text that SQLite takes: without halves of surrogate pairs."""
    return text.encode("utf-8", "replace").decode("utf-8")


LINK = "a, b, word, probability, observed, since, until, records"
"""Columns of a link, as `links` reads them."""


def links(index: Index, rows: Iterable[Row]) -> list[Link]:
    """With the ids of both ends."""
    every = list(rows)
    ids: dict[int, str] = dict(
        index.among(
            "SELECT entity, id FROM entity WHERE entity IN ({})", {end for row in every for end in row[:2]}
        )
    )
    return [
        Link(ids[a], ids[b], index.words[word], p, bool(observed), moment(since), moment(until), records)
        for a, b, word, p, observed, since, until, records in every
    ]
