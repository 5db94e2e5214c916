"""The index file, opened for reading: one connection a thread, opened anew when the file was replaced."""

from __future__ import annotations

import sqlite3
import threading
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
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


@dataclass(frozen=True, slots=True)
class _Opened:
    """One thread's view of one file: what it reads in one call is of one making, whatever is swapped in meanwhile."""

    db: sqlite3.Connection
    stamp: tuple[int, int]
    words: dict[int, str]
    numbers: dict[str, int]
    thread: threading.Thread


class Index:
    """Rows of the index, and its closed words (kinds, links, ...). Every thread calls `refresh` before it reads."""

    def __init__(self, workspace: Path) -> None:
        with closing(sqlite3.connect(":memory:")) as trial:
            need_trigrams(trial)
        self.path = index_path(workspace)
        self._own = threading.local()
        self._lock = threading.Lock()
        self._every: list[_Opened] = []
        self.refresh()

    @property
    def words(self) -> dict[int, str]:
        """Closed words by number."""
        return self._here.words

    @property
    def numbers(self) -> dict[str, int]:
        """Numbers by closed word."""
        return self._here.numbers

    @property
    def _here(self) -> _Opened:
        here = self._own.opened
        assert isinstance(here, _Opened)
        return here

    def refresh(self) -> None:
        """Look whether the file is still the one that this thread has open; if not, open it anew."""
        try:
            status = self.path.stat()
        except OSError as error:
            raise WorkspaceError(f"There is no index in {self.path.parent.parent}.", _AGAIN) from error
        stamp = (status.st_ino, status.st_mtime_ns)
        before: _Opened | None = getattr(self._own, "opened", None)
        if before is None or before.stamp != stamp:
            self._own.opened = self._open(stamp)
            with self._lock:
                gone = [one for one in self._every if one is before or not one.thread.is_alive()]
                self._every = [one for one in self._every if one not in gone] + [self._own.opened]
            for one in gone:
                one.db.close()

    def _open(self, stamp: tuple[int, int]) -> _Opened:
        try:
            db = sqlite3.connect(f"{self.path.resolve().as_uri()}?mode=ro", uri=True, check_same_thread=False)
        except sqlite3.Error as error:
            raise self._damaged(error) from error
        try:
            ((format,),) = db.execute("SELECT value FROM meta WHERE name = 'format'").fetchall()
            words = dict(db.execute("SELECT word, text FROM word").fetchall())
        except (sqlite3.Error, ValueError) as error:
            db.close()
            raise self._damaged(error) from error
        if format != FORMAT:
            db.close()
            raise WorkspaceError(f"{self.path} was made by another version.", _AGAIN)
        numbers = {text: word for word, text in words.items()}
        return _Opened(db, stamp, words, numbers, threading.current_thread())

    def _damaged(self, error: Exception) -> WorkspaceError:
        return WorkspaceError(f"{self.path} cannot be read ({error}).", _AGAIN)

    def close(self) -> None:
        """Close every thread's connection."""
        with self._lock:
            for one in self._every:
                one.db.close()
            self._every.clear()
            self._own = threading.local()

    def rows(self, sql: str, values: Sequence[Any] = ()) -> list[Row]:
        """All rows."""
        try:
            return self._here.db.execute(sql, values).fetchall()
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
        db, ends = self._here.db, time.monotonic() + seconds
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
