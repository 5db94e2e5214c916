"""Where sealed records lie: rows of ciphertext under blind names. SQLite here; a door can bring its own."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import RLock
from typing import Any, Protocol

from manumit.base.kernel import VaultError


@dataclass(frozen=True, slots=True)
class SealedRow:
    """One version of a record. `record` and `person` are blind names, `key` the id of the data key, `sealed_at` POSIX
    seconds, `file` the name of a sealed file that belongs to it."""

    record: str
    version: int
    person: str
    key: str
    sort: str
    sealed_at: int
    body: bytes
    file: str = ""


Tokens = Mapping[str, bytes]
"""Field -> token: the blind index of a record."""


class SealedStore(Protocol):
    """What the vault asks of a store. Every call is whole or not done, and durable when it returns."""

    def put(self, rows: Sequence[tuple[SealedRow, Tokens]]) -> None:
        """Add versions; the tokens of a record are those of its newest version. VaultError when a version is there."""

    def get(self, record: str, version: int | None) -> SealedRow | None:
        """A version, or the newest."""

    def find(self, field: str, token: bytes) -> list[SealedRow]:
        """The newest versions whose token it is."""

    def of_person(self, person: str) -> list[SealedRow]:
        """Every version of every record of a person."""

    def replace(self, rows: Sequence[SealedRow]) -> None:
        """Other bodies under other keys for versions that are there."""

    def drop(self, records: Sequence[str]) -> None:
        """Remove records with all versions and tokens, and leave no trace of them in the store's files."""

    def older(self, sort: str, before: int) -> list[tuple[str, str]]:
        """(record, person) of records of a sort whose newest version is of before a POSIX second."""

    def people(self) -> set[str]:
        """Blind names of everybody who has a record."""

    def keys(self) -> set[str]:
        """Ids of the data keys that rows are sealed under."""

    def latest(self) -> int:
        """The latest `sealed_at`; 0 when there is nothing."""

    def sorts(self) -> dict[str, int]:
        """Records by sort."""

    def count(self) -> tuple[int, int]:
        """Records and people."""

    def files(self) -> set[str]:
        """Names of the sealed files that rows speak of."""

    def close(self) -> None:
        """Let go."""


_SCHEMA = """
CREATE TABLE IF NOT EXISTS record (
    record TEXT, version INTEGER, person TEXT NOT NULL, key TEXT NOT NULL, sort TEXT NOT NULL,
    sealed_at INTEGER NOT NULL, body BLOB NOT NULL, file TEXT NOT NULL, PRIMARY KEY (record, version));
CREATE INDEX IF NOT EXISTS record_person ON record (person);
CREATE INDEX IF NOT EXISTS record_key ON record (key);
CREATE INDEX IF NOT EXISTS record_sort ON record (sort, sealed_at);
CREATE TABLE IF NOT EXISTS token (
    field TEXT, token BLOB, record TEXT, PRIMARY KEY (field, token, record)) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS token_record ON token (record);
"""
_COLUMNS = "record, version, person, key, sort, sealed_at, body, file"
_NEWEST = "version = (SELECT max(version) FROM record AS other WHERE other.record = record.record)"
_WAIT = 10_000
"""Milliseconds that SQLite waits for another writer."""


class SqliteStore:
    """One SQLite file: write-ahead log, synced at every commit, what is deleted is overwritten."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._guard = RLock()
        try:
            self._db = sqlite3.connect(
                path, isolation_level=None, check_same_thread=False, timeout=_WAIT / 1000
            )
            path.chmod(0o600)
            for pragma in ("journal_mode=WAL", "synchronous=FULL", "secure_delete=ON", "temp_store=MEMORY"):
                self._db.execute(f"PRAGMA {pragma}")
            self._db.executescript(_SCHEMA)
        except (sqlite3.Error, OSError) as error:
            raise VaultError(f"{path} cannot be opened: {error}", "Restore it from a backup.") from error

    def close(self) -> None:
        self._db.close()

    @contextmanager
    def _write(self) -> Iterator[sqlite3.Connection]:
        with self._guard:
            try:
                self._db.execute("BEGIN IMMEDIATE")
                try:
                    yield self._db
                    self._db.execute("COMMIT")
                except BaseException:
                    if self._db.in_transaction:
                        self._db.execute("ROLLBACK")
                    raise
            except sqlite3.IntegrityError as error:
                raise VaultError(
                    "This version of the record was written before.", "Write the next version."
                ) from error
            except sqlite3.Error as error:
                raise VaultError(
                    f"{self._path} could not be written: {error}", "Free some disk space, and try again."
                ) from error

    def _rows(self, where: str, *values: object) -> list[SealedRow]:
        return [SealedRow(*row) for row in self._ask(f"SELECT {_COLUMNS} FROM record {where}", *values)]

    def _ask(self, sql: str, *values: object) -> list[tuple[Any, ...]]:
        with self._guard:
            try:
                return self._db.execute(sql, values).fetchall()
            except sqlite3.Error as error:
                raise VaultError(
                    f"{self._path} cannot be read: {error}", "Restore it from a backup."
                ) from error

    def put(self, rows: Sequence[tuple[SealedRow, Tokens]]) -> None:
        with self._write() as db:
            for row, tokens in rows:
                newest = db.execute(
                    "SELECT max(version) FROM record WHERE record = ?", (row.record,)
                ).fetchone()
                db.execute(f"INSERT INTO record ({_COLUMNS}) VALUES (?,?,?,?,?,?,?,?)", _values(row))
                if newest[0] is None or row.version > newest[0]:
                    db.execute("DELETE FROM token WHERE record = ?", (row.record,))
                    db.executemany(
                        "INSERT INTO token VALUES (?,?,?)",
                        [(field, token, row.record) for field, token in tokens.items()],
                    )

    def get(self, record: str, version: int | None) -> SealedRow | None:
        if version is None:
            found = self._rows("WHERE record = ? ORDER BY version DESC LIMIT 1", record)
        else:
            found = self._rows("WHERE record = ? AND version = ?", record, version)
        return found[0] if found else None

    def find(self, field: str, token: bytes) -> list[SealedRow]:
        where = f"WHERE record IN (SELECT record FROM token WHERE field = ? AND token = ?) AND {_NEWEST}"
        return self._rows(f"{where} ORDER BY record", field, token)

    def of_person(self, person: str) -> list[SealedRow]:
        return self._rows("WHERE person = ? ORDER BY record, version", person)

    def replace(self, rows: Sequence[SealedRow]) -> None:
        with self._write() as db:
            db.executemany(
                "UPDATE record SET key = ?, body = ?, file = ? WHERE record = ? AND version = ?",
                [(row.key, row.body, row.file, row.record, row.version) for row in rows],
            )
        self._checkpoint()

    def drop(self, records: Sequence[str]) -> None:
        with self._write() as db:
            for table in ("record", "token"):
                db.executemany(f"DELETE FROM {table} WHERE record = ?", [(one,) for one in records])
        self._checkpoint()

    def _checkpoint(self) -> None:
        """Carry the log over into the file and cut it, so that old pages do not stand in it."""
        with self._guard:
            self._db.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def older(self, sort: str, before: int) -> list[tuple[str, str]]:
        sql = (
            "SELECT record, min(person) FROM record WHERE sort = ? GROUP BY record "
            "HAVING max(sealed_at) < ? ORDER BY record"
        )
        return [(record, person) for record, person in self._ask(sql, sort, before)]

    def people(self) -> set[str]:
        return {str(row[0]) for row in self._ask("SELECT DISTINCT person FROM record")}

    def keys(self) -> set[str]:
        return {str(row[0]) for row in self._ask("SELECT DISTINCT key FROM record")}

    def latest(self) -> int:
        return int(self._ask("SELECT coalesce(max(sealed_at), 0) FROM record")[0][0])

    def sorts(self) -> dict[str, int]:
        sql = "SELECT sort, count(DISTINCT record) FROM record GROUP BY sort ORDER BY sort"
        return dict(self._ask(sql))

    def count(self) -> tuple[int, int]:
        records, people = self._ask("SELECT count(DISTINCT record), count(DISTINCT person) FROM record")[0]
        return int(records), int(people)

    def files(self) -> set[str]:
        return {str(row[0]) for row in self._ask("SELECT file FROM record WHERE file <> ''")}

    def copy_to(self, path: Path) -> None:
        """A consistent copy while others read and write."""
        with self._guard, sqlite3.connect(path) as copy:
            self._db.backup(copy)
        copy.close()


def _values(row: SealedRow) -> tuple[object, ...]:
    return (row.record, row.version, row.person, row.key, row.sort, row.sealed_at, row.body, row.file)
