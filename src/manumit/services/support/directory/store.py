"""The directory on the disk: one SQLite file of entries, flaws, marks of checkers, and what was set aside.

What is undisclosed has been dropped before anything is written; `secure_delete` and a journal that is truncated see to
it that an earlier import's address does not stay behind in free pages either.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from threading import Lock

from manumit.base.kernel import Refused, UsageError, WorkspaceError
from manumit.services.support.directory.checks import flaws_of, shared_numbers, status_of
from manumit.services.support.directory.entries import entries_of
from manumit.services.support.directory.index import Index
from manumit.services.support.directory.model import Entry, Flaw, Status, entry_of
from manumit.services.support.directory.packing import pack
from manumit.services.support.directory.reading import SetAside, read_path
from manumit.services.support.directory.scrubbing import scrub

FILE = "directory.sqlite3"
_FORMAT = 1
_SCHEMA = """
CREATE TABLE IF NOT EXISTS entry (id TEXT PRIMARY KEY, digest TEXT NOT NULL, body TEXT NOT NULL,
                                  flaws TEXT NOT NULL) STRICT;
CREATE TABLE IF NOT EXISTS mark (entry TEXT PRIMARY KEY, digest TEXT NOT NULL, who TEXT NOT NULL,
                                 day TEXT NOT NULL) STRICT;
CREATE TABLE IF NOT EXISTS source (sha256 TEXT, file TEXT, day TEXT NOT NULL, PRIMARY KEY (sha256, file)) STRICT;
CREATE TABLE IF NOT EXISTS problem (file TEXT, sha256 TEXT, row INTEGER, reason TEXT,
                                    PRIMARY KEY (file, sha256, row, reason)) STRICT;
"""


@dataclass(frozen=True, slots=True)
class Mark:
    """Who checked an entry, and when."""

    who: str
    day: date


@dataclass(frozen=True, slots=True)
class Listed:
    """An entry with what is known about it."""

    entry: Entry
    status: Status
    flaws: tuple[Flaw, ...]
    mark: Mark | None


@dataclass(frozen=True, slots=True)
class Taken:
    """What an import did: ids of entries, and rows set aside."""

    new: tuple[str, ...]
    changed: tuple[str, ...]
    same: int
    problems: tuple[SetAside, ...]
    undisclosed: int


class Directory:
    """The directory in a folder. Safe to share between threads: every call has a connection of its own."""

    def __init__(self, home: Path) -> None:
        self.file = home / FILE
        self._lock = Lock()
        self._read: tuple[object, list[Listed]] | None = None
        self._index: tuple[list[Listed], Index] | None = None
        self._pack: tuple[list[Listed], str, bytes] | None = None

    def take_in(self, path: Path, today: date | None = None) -> Taken:
        """Import HSDS files. The same files again change nothing; an entry whose content changed loses its mark."""
        tables = read_path(path)
        entries, hidden = entries_of(tables)
        day = (today or _today()).isoformat()
        known = self.sites()
        new, changed, same = [], [], 0
        with self._connect(create=True) as connection:
            before = dict(connection.execute("SELECT id, digest FROM entry"))
            for entry in entries:
                digest = entry.digest()
                if entry.id not in before:
                    new.append(entry.id)
                elif before[entry.id] != digest:
                    changed.append(entry.id)
                else:
                    same += 1
                _put(connection, entry, known)
            ids = {entry.id for entry in entries}
            if hidden.everywhere:
                for other in _entries(connection):
                    clean = scrub(other, hidden.everywhere)
                    if other.id not in ids and clean != other:
                        changed.append(other.id)
                        _put(connection, clean, known)
            connection.executemany(
                "INSERT OR IGNORE INTO source VALUES (?, ?, ?)",
                [(digest, name, day) for name, digest in sorted(tables.files.items())],
            )
            connection.executemany(
                "INSERT OR IGNORE INTO problem VALUES (?, ?, ?, ?)",
                [(one.file, one.sha256, one.row, one.reason) for one in tables.problems],
            )
        undisclosed = sum(entry.undisclosed for entry in entries)
        return Taken(tuple(new), tuple(changed), same, tuple(tables.problems), undisclosed)

    def mark_checked(
        self, ident: str, who: str, day: date | None = None, today: date | None = None
    ) -> Listed:
        """A named person has called the service and vouches for the entry. Refused while a check stops it, while it is
        stale, never assured or closed; such an entry is corrected in its file and imported again."""
        today = today or _today()
        day = day or today
        if not who.strip():
            raise UsageError("A check needs a name.", "Say who checked it.")
        if day > today:
            raise UsageError("A check cannot lie in the future.", "Give the day on which it was made.")
        listed = {one.entry.id: one for one in self.entries(today)}.get(ident)
        if listed is None:
            raise UsageError(f"There is no entry {ident}.", "`manumit directory list` shows them.")
        if listed.status not in ("waiting", "shown"):
            reason = next((flaw.sentence for flaw in listed.flaws if flaw.stops), f"It is {listed.status}.")
            raise Refused(
                f"{ident} is not to be shown. {reason}", "Correct it in its file and import that again."
            )
        with self._connect(write=True) as connection:
            connection.execute(
                "INSERT OR REPLACE INTO mark VALUES (?, ?, ?, ?)",
                (ident, listed.entry.digest(), who.strip(), day.isoformat()),
            )
        return next(one for one in self.entries(today) if one.entry.id == ident)

    def entries(self, today: date | None = None) -> list[Listed]:
        """All entries by id, with status, flaws and mark as of a day. Read again only when the file has changed."""
        day = today or _today()
        if not self.file.exists():
            return []
        with self._lock:
            key = (self.file.stat().st_ino, self._changes(), day)
            if self._read is None or self._read[0] != key:
                self._read = (key, self._listed(day))
            return self._read[1]

    def shown(self, today: date | None = None) -> list[Entry]:
        """The entries that survivors may see, and no others."""
        return [one.entry for one in self.entries(today) if one.status == "shown"]

    def index(self, today: date | None = None) -> Index:
        """What survivors may see, ready for `search`; kept until the file or the day changes."""
        listed = self.entries(today)
        with self._lock:
            if self._index is None or self._index[0] is not listed:
                self._index = (listed, Index(one.entry for one in listed if one.status == "shown"))
            return self._index[1]

    def packed(self, area: str, today: date | None = None) -> bytes:
        """What a phone keeps (`pack`); made once until the file, the day or the area changes."""
        day = today or _today()
        listed = self.entries(day)
        with self._lock:
            if self._pack is None or self._pack[0] is not listed or self._pack[1] != area:
                shown = [one.entry for one in listed if one.status == "shown"]
                self._pack = (listed, area, pack(shown, area, day))
            return self._pack[2]

    def sites(self) -> tuple[str, ...]:
        """Sites of organisations that have a marked entry: what others may imitate."""
        return tuple(sorted({one.entry.site for one in self.entries() if one.mark and one.entry.site}))

    def problems(self) -> list[SetAside]:
        """What all imports set aside."""
        if not self.file.exists():
            return []
        with self._connect() as connection:
            rows = connection.execute(
                "SELECT file, sha256, row, reason FROM problem ORDER BY file, row, reason"
            )
            return [SetAside(*row) for row in rows]

    def _changes(self) -> bytes:
        """SQLite's own counter of changes, in the header of the file (file format, 1.3.7)."""
        with self.file.open("rb") as stream:
            return stream.read(28)[24:]

    def _listed(self, day: date) -> list[Listed]:
        with self._connect() as connection:
            rows = connection.execute(
                "SELECT e.body, e.flaws, m.who, m.day FROM entry e"
                " LEFT JOIN mark m ON m.entry = e.id AND m.digest = e.digest ORDER BY e.id"
            ).fetchall()
        read = [
            (
                entry_of(json.loads(body)),
                [Flaw(**one) for one in json.loads(flaws)],
                Mark(who, date.fromisoformat(on)) if who else None,
            )
            for body, flaws, who, on in rows
        ]
        shared = shared_numbers(entry for entry, _, _ in read)
        listed = []
        for entry, own, mark in read:
            flaws = (*own, *shared.get(entry.id, ()))
            listed.append(Listed(entry, status_of(entry, flaws, mark is not None, day), flaws, mark))
        return listed

    @contextmanager
    def _connect(self, create: bool = False, write: bool = False) -> Iterator[sqlite3.Connection]:
        """A transaction; another process's is waited for."""
        if create:
            self.file.parent.mkdir(parents=True, exist_ok=True)
        elif not self.file.exists():
            raise WorkspaceError(
                f"{self.file.parent} holds no directory.", "`manumit directory import` makes one."
            )
        connection = sqlite3.connect(self.file, timeout=10, isolation_level=None)
        try:
            connection.execute("PRAGMA secure_delete = ON")
            connection.execute("PRAGMA journal_mode = DELETE")
            connection.execute("BEGIN IMMEDIATE" if create or write else "BEGIN")
            version = connection.execute("PRAGMA user_version").fetchone()[0]
            if version not in (0, _FORMAT):
                raise WorkspaceError(f"{self.file} is of a newer version.", "Use the version that wrote it.")
            if create:
                for statement in _SCHEMA.split(";\n"):
                    connection.execute(statement)
                connection.execute(f"PRAGMA user_version = {_FORMAT}")
            yield connection
            connection.execute("COMMIT")
        except sqlite3.DatabaseError as error:
            raise WorkspaceError(
                f"{self.file} cannot be used: {error}.", "Restore it, or import the files anew."
            ) from error
        finally:
            connection.close()


def check_path(path: Path, today: date | None = None) -> tuple[list[Listed], list[SetAside]]:
    """What an import of these files would give, without one."""
    tables = read_path(path)
    entries, _ = entries_of(tables)
    shared = shared_numbers(entries)
    listed = []
    for entry in entries:
        flaws = (*flaws_of(entry), *shared.get(entry.id, ()))
        listed.append(Listed(entry, status_of(entry, flaws, False, today or _today()), flaws, None))
    return listed, tables.problems


def _put(connection: sqlite3.Connection, entry: Entry, known: Sequence[str]) -> None:
    others = [site for site in known if site != entry.site]
    connection.execute(
        "INSERT OR REPLACE INTO entry VALUES (?, ?, ?, ?)",
        (
            entry.id,
            entry.digest(),
            json.dumps(asdict(entry), ensure_ascii=False, sort_keys=True),
            json.dumps([asdict(flaw) for flaw in flaws_of(entry, others)], ensure_ascii=False),
        ),
    )


def _entries(connection: sqlite3.Connection) -> list[Entry]:
    return [entry_of(json.loads(body)) for (body,) in connection.execute("SELECT body FROM entry")]


def _today() -> date:
    return datetime.now(UTC).date()
