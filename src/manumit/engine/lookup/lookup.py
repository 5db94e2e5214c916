"""The reading side: one object a workspace, from any number of threads."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from types import TracebackType

from manumit.engine.lookup import rows
from manumit.engine.lookup.events import events_of
from manumit.engine.lookup.graph import expand, links_among, neighbours, path
from manumit.engine.lookup.index import Index
from manumit.engine.lookup.model import (
    Around,
    Entity,
    Finding,
    Freshness,
    Happened,
    Hits,
    Link,
    Movements,
    Record,
    Way,
)
from manumit.engine.lookup.movements import movements
from manumit.engine.lookup.narrow import Narrow
from manumit.engine.lookup.searching import search
from manumit.engine.lookup.travellers import PERSON, Travellers, travellers

_NOTHING = Way(None, (), 0, True)


class Lookup:
    """An opened index. Every method may be called from any thread; one that finds the file replaced (a new run, an
    erasure) reads the new one. WorkspaceError when there is no index or it is damaged, MissingPart when this SQLite
    cannot read it. An id that nobody has gives nothing, never an error."""

    def __init__(self, workspace: Path) -> None:
        self._index = Index(workspace)

    def __enter__(self) -> Lookup:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, tb: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the connections of all threads."""
        self._index.close()

    def search(
        self,
        text: str,
        kinds: Sequence[str] = (),
        entity_kinds: Sequence[str] = (),
        since: datetime | None = None,
        until: datetime | None = None,
        place: str = "",
        limit: int = 50,
        offset: int = 0,
    ) -> Hits:
        """Entities and records in which every word of `text` stands (or that look like it). `kinds` of record, and
        `entity_kinds`, narrow each list (a list is left out with ('none',)); `since` <= time < `until` and `place`
        narrow records alone. `limit` and `offset` hold for each list. No text is refused."""
        index = self._now()
        return search(index, text, kinds, entity_kinds, since, until, place, limit, offset)

    def entity(self, entity_id: str) -> Entity | None:
        """An entity by its id."""
        return self.entities([entity_id]).get(entity_id)

    def entities(self, ids: Iterable[str]) -> Mapping[str, Entity]:
        """Many at once; ids that nobody has are left out."""
        index = self._now()
        numbers = rows.numbers_of(index, ids)
        known = rows.entities(index, numbers.values())
        return {id: known[number] for id, number in numbers.items()}

    def record(self, record_id: str) -> Record | None:
        """A record by its id."""
        return self.records([record_id]).get(record_id)

    def records(self, ids: Iterable[str]) -> Mapping[str, Record]:
        """Many at once; ids that nobody has are left out."""
        index = self._now()
        numbers = index.among("SELECT record FROM record WHERE id IN ({})", map(rows.sound, ids))
        known = rows.records(index, (row[0] for row in numbers))
        return {record.record_id: record for record in known.values()}

    def records_of(
        self,
        entity_id: str,
        kinds: Sequence[str] = (),
        since: datetime | None = None,
        until: datetime | None = None,
        limit: int = 50,
        offset: int = 0,
    ) -> list[tuple[Record, str]]:
        """(record, how the entity is in it), the newest first."""
        index = self._now()
        narrow = Narrow.of(index, kinds, since, until)
        number = self._number(entity_id)
        if number is None or narrow.nothing:
            return []
        sql = f"""SELECT u.record, min(u.how) FROM entity_record u JOIN record r ON r.record = u.record
        WHERE u.entity = ? {narrow.where("r")} GROUP BY u.record ORDER BY u.record DESC LIMIT ? OFFSET ?"""
        found = index.rows(sql, [number, max(0, limit), max(0, offset)])
        known = rows.records(index, (row[0] for row in found))
        return [(known[record], index.words[how]) for record, how in found]

    def count_records(
        self, entity_id: str, since: datetime | None = None, until: datetime | None = None
    ) -> int:
        """How many records `records_of` gives in all."""
        index = self._now()
        narrow = Narrow.of(index, (), since, until)
        if narrow.nothing:
            return 0
        sql = f"SELECT count(DISTINCT r.record) FROM entity_record r WHERE r.entity = ? {narrow.where('r')}"
        ((count,),) = index.rows(sql, [self._number(entity_id)])
        return int(count)

    def entities_of(self, record_id: str) -> list[tuple[Entity, str]]:
        """(entity, how it is in the record)."""
        index = self._now()
        sql = """SELECT u.entity, min(u.how) FROM record r JOIN entity_record u ON u.record = r.record
        WHERE r.id = ? GROUP BY u.entity ORDER BY u.entity"""
        found = index.rows(sql, [rows.sound(record_id)])
        known = rows.entities(index, (row[0] for row in found))
        return [(known[entity], index.words[how]) for entity, how in found]

    def findings_of(self, entity_id: str) -> list[Finding]:
        """Findings about it that stand in leads, by rank of the lead, the strongest first."""
        index = self._now()
        sql = """SELECT l.id, l.lead, f.indicator, f.strength, f.says FROM lead_finding f JOIN lead l ON l.lead = f.lead
        WHERE f.subject = ? ORDER BY l.lead, f.strength DESC, f.indicator"""
        return [Finding(*row) for row in index.rows(sql, [self._number(entity_id)])]

    def neighbours(self, entity_id: str) -> Mapping[str, int]:
        """How many different neighbours, by kind."""
        index, number = self._now(), self._number(entity_id)
        return {} if number is None else neighbours(index, number)

    def expand(self, entity_id: str, kind: str | None = None, limit: int = 50) -> Around:
        """Its neighbours (of one kind), those most strongly linked first."""
        index, number = self._now(), self._number(entity_id)
        return Around((), (), 0) if number is None else expand(index, number, kind, max(0, limit))

    def path(self, a: str, b: str, longest: int = 6) -> Way:
        """A shortest way from `a` to `b` with at most `longest` links, the likeliest among the shortest that were met.
        Entities with more than HUB neighbours are not walked through unless they are an end."""
        index = self._now()
        ends = rows.numbers_of(index, [a, b])
        return path(index, ends[a], ends[b], longest) if a in ends and b in ends else _NOTHING

    def links_between(self, ids: Iterable[str]) -> list[Link]:
        """Every link with both ends among `ids`, the strongest first."""
        index = self._now()
        return links_among(index, rows.numbers_of(index, ids).values())

    def events_of(
        self,
        ids: Iterable[str],
        since: datetime | None = None,
        until: datetime | None = None,
        limit: int = 2000,
        first: str = "",
    ) -> Happened:
        """Dated records of these entities in order of time; of more than `limit` those of `first` before others, then
        the newest."""
        index = self._now()
        numbers = rows.numbers_of(index, ids)
        return events_of(index, numbers.values(), since, until, limit, numbers.get(first))

    def movements(
        self,
        entity_id: str,
        since: datetime | None = None,
        until: datetime | None = None,
        limit: int = 500,
        also: Collection[str] = (),
    ) -> Movements:
        """Where somebody was or was said to be: sightings, trips, adverts' towns, stays, in order, and whether each
        way from one to the next can be. `also`: ids of records in which people recognised them."""
        index, number = self._now(), self._number(entity_id)
        if number is None:
            return Movements((), (), 0)
        return movements(index, number, since, until, limit, also)

    def travellers(
        self, kind: str = PERSON, recognised: Mapping[str, Collection[str]] | None = None
    ) -> Travellers:
        """Everybody of a kind, where and when: see the module travellers."""
        return travellers(self._now(), kind, recognised)

    def freshness(self) -> list[Freshness]:
        """For each source file and kind the newest record; the freshest first."""
        index = self._now()
        sql = """SELECT f.name, f.sha256, n.kind, n.records, n.newest, f.read_at
        FROM fresh n JOIN file f ON f.file = n.file ORDER BY n.newest DESC NULLS LAST, f.name, n.kind"""
        return [
            Freshness(
                file,
                sha256,
                index.words[kind],
                records,
                rows.moment(newest),
                datetime.fromisoformat(read_at) if read_at else None,
            )
            for file, sha256, kind, records, newest, read_at in index.rows(sql)
        ]

    def _now(self) -> Index:
        """The index, of the file as it is now."""
        self._index.refresh()
        return self._index

    def _number(self, entity_id: str) -> int | None:
        return rows.numbers_of(self._index, [entity_id]).get(entity_id)
