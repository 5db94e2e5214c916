"""The reading side: one object a workspace, from any number of threads."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from types import TracebackType

from manumit.engine.lookup.model import (
    Around,
    Entity,
    Event,
    Freshness,
    Hits,
    Link,
    Movements,
    Record,
    Way,
)


class Lookup:
    """An opened index. Every method may be called from any thread; one that finds the file replaced (a new run, an
    erasure) reads the new one. WorkspaceError when there is no index or it is damaged, MissingPart when this SQLite
    cannot read it."""

    def __init__(self, workspace: Path) -> None:
        raise NotImplementedError

    def __enter__(self) -> Lookup:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, tb: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the connections of all threads."""
        raise NotImplementedError

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
        raise NotImplementedError

    def entity(self, entity_id: str) -> Entity | None:
        """An entity by its id."""
        raise NotImplementedError

    def entities(self, ids: Iterable[str]) -> Mapping[str, Entity]:
        """Many at once; ids that nobody has are left out."""
        raise NotImplementedError

    def record(self, record_id: str) -> Record | None:
        """A record by its id."""
        raise NotImplementedError

    def records(self, ids: Iterable[str]) -> Mapping[str, Record]:
        """Many at once; ids that nobody has are left out."""
        raise NotImplementedError

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
        raise NotImplementedError

    def entities_of(self, record_id: str) -> list[tuple[Entity, str]]:
        """(entity, how it is in the record)."""
        raise NotImplementedError

    def neighbours(self, entity_id: str) -> Mapping[str, int]:
        """How many different neighbours, by kind."""
        raise NotImplementedError

    def expand(self, entity_id: str, kind: str | None = None, limit: int = 50) -> Around:
        """Its neighbours (of one kind), those most strongly linked first."""
        raise NotImplementedError

    def path(self, a: str, b: str, longest: int = 6) -> Way:
        """A shortest way from `a` to `b` with at most `longest` links, the likeliest among the shortest that were met.
        Entities with more than HUB neighbours are not walked through unless they are an end."""
        raise NotImplementedError

    def links_between(self, ids: Iterable[str]) -> list[Link]:
        """Every link with both ends among `ids`, the strongest first."""
        raise NotImplementedError

    def events_of(
        self,
        ids: Iterable[str],
        since: datetime | None = None,
        until: datetime | None = None,
        limit: int = 2000,
    ) -> list[Event]:
        """Dated records of these entities in order of time; of more than `limit` the newest."""
        raise NotImplementedError

    def movements(
        self,
        entity_id: str,
        since: datetime | None = None,
        until: datetime | None = None,
        limit: int = 500,
    ) -> Movements:
        """Where somebody was or was said to be: sightings, trips, adverts' towns, stays, in order, and whether each
        way from one to the next can be."""
        raise NotImplementedError

    def freshness(self) -> list[Freshness]:
        """For each source file and kind the newest record; the freshest first."""
        raise NotImplementedError
