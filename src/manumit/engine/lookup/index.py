"""The index file, opened for reading: one connection a thread, opened anew when the file was replaced."""

from __future__ import annotations

import sqlite3
import threading
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing, suppress
from pathlib import Path
from typing import Any

from manumit.base.kernel import WorkspaceError
from manumit.engine.lookup.build import FORMAT, index_path, need_trigrams

_AGAIN = "Run `manumit run INPUT --workspace W` again: it makes the index anew."
_STEPS = 4000
"""Instructions of SQLite's machine between two looks at the clock: well below a millisecond."""
_MOST = 900
"""Parameters of one statement: SQLite's oldest limit is 999."""
Row = tuple[Any, ...]


class Index:
    """Rows of the index. Closed words (kinds, links, ...) are kept in memory."""

    def __init__(self, workspace: Path) -> None:
        with closing(sqlite3.connect(":memory:")) as trial:
            need_trigrams(trial)
        self.path = index_path(workspace)
        self._own = threading.local()
        self._lock = threading.Lock()
        self._opened: list[sqlite3.Connection] = []
        self._stamp: tuple[int, int] | None = None
        self.words: dict[int, str] = {}
        self.numbers: dict[str, int] = {}
        self.refresh()

    def refresh(self) -> None:
        """Look whether the file is still the one that was opened; if not, read its words anew."""
        try:
            status = self.path.stat()
        except OSError as error:
            raise WorkspaceError(f"There is no index in {self.path.parent.parent}.", _AGAIN) from error
        stamp = (status.st_ino, status.st_mtime_ns)
        if stamp != self._stamp:
            with self._lock:
                self._stamp = stamp
                self._read_words()

    def _read_words(self) -> None:
        db = self._connection()
        try:
            ((format,),) = db.execute("SELECT value FROM meta WHERE name = 'format'").fetchall()
            self.words = dict(db.execute("SELECT word, text FROM word").fetchall())
        except (sqlite3.Error, ValueError) as error:
            raise self._damaged(error) from error
        if format != FORMAT:
            raise WorkspaceError(f"{self.path} was made by another version.", _AGAIN)
        self.numbers = {text: word for word, text in self.words.items()}

    def _connection(self) -> sqlite3.Connection:
        """This thread's, of the file as it is now."""
        if getattr(self._own, "stamp", None) != self._stamp:
            with suppress(AttributeError, sqlite3.Error):
                self._own.db.close()
            try:
                db = sqlite3.connect(
                    f"{self.path.resolve().as_uri()}?mode=ro", uri=True, check_same_thread=False
                )
            except sqlite3.Error as error:
                raise self._damaged(error) from error
            self._own.db, self._own.stamp = db, self._stamp
            self._opened.append(db)
        db = self._own.db
        assert isinstance(db, sqlite3.Connection)
        return db

    def _damaged(self, error: Exception) -> WorkspaceError:
        return WorkspaceError(f"{self.path} cannot be read ({error}).", _AGAIN)

    def close(self) -> None:
        """Close every thread's connection."""
        with self._lock:
            for db in self._opened:
                db.close()
            self._opened.clear()
            self._own, self._stamp = threading.local(), None

    def rows(self, sql: str, values: Sequence[Any] = ()) -> list[Row]:
        """All rows."""
        try:
            return self._connection().execute(sql, values).fetchall()
        except sqlite3.Error as error:
            raise self._damaged(error) from error

    def among(self, sql: str, values: Iterable[Any]) -> Iterator[Row]:
        """Rows of a statement with `({})` for a list of any length."""
        every = list(dict.fromkeys(values))
        for start in range(0, len(every), _MOST):
            some = every[start : start + _MOST]
            yield from self.rows(sql.format(", ".join("?" * len(some))), some)

    def within(
        self, sql: str, values: Sequence[Any], seconds: float, most: int | None = None
    ) -> tuple[list[Row], bool]:
        """Rows that come within a time (at most `most`), and whether these are all there are."""
        db, ends = self._connection(), time.monotonic() + seconds
        found: list[Row] = []
        db.set_progress_handler(lambda: time.monotonic() > ends, _STEPS)
        try:
            for row in db.execute(sql, values):
                if most is not None and len(found) == most:
                    return found, False
                found.append(row)
        except sqlite3.OperationalError as error:
            if "interrupt" not in str(error):
                raise self._damaged(error) from error
            return found, False
        except sqlite3.Error as error:
            raise self._damaged(error) from error
        finally:
            db.set_progress_handler(None, 0)
        return found, True
