"""Many who append, one order: what each hands in is gathered and made durable together (group commit)."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from typing import Protocol

from manumit.base.ledger.log import Log
from manumit.base.ledger.tiles import need_entries


class Sequencer(Protocol):
    """Takes entries of many writers and says where they stand: of threads, or of processes on many machines."""

    def add(self, entries: Sequence[bytes]) -> Sequence[int]:
        """Put entries in, in this order; when this returns they are durable. Their places."""


class _Handed:
    """What one writer handed in, and what became of it."""

    def __init__(self, entries: Sequence[bytes]) -> None:
        self.entries = entries
        self.placed: range | None = None
        self.error: Exception | None = None
        self.turn = threading.Event()


class SharedLog:
    """A log shared by the threads of a process. While one batch is being written the next one gathers, so that a
    hundred waiting threads cost one fsync. The first of those that wait writes for all of them."""

    def __init__(self, log: Log, publish: bool = True) -> None:
        self._log, self._publish = log, publish
        self._waiting: list[_Handed] = []
        self._writing = False
        self._guard = threading.Lock()

    def add(self, entries: Sequence[bytes]) -> range:
        """Put entries in, one after the other; when this returns they are durable."""
        need_entries(entries)
        mine = _Handed(entries)
        with self._guard:
            self._waiting.append(mine)
            first, self._writing = not self._writing, True
        if not first:
            mine.turn.wait()
        if mine.placed is None and mine.error is None:
            self._lead()
        if mine.error is not None:
            raise mine.error
        assert mine.placed is not None
        return mine.placed

    def _lead(self) -> None:
        """Write what all handed in, tell them, and let the first of those who came meanwhile write next."""
        with self._guard:
            batch, self._waiting = self._waiting, []
        self._write(batch)
        with self._guard:
            following = self._waiting[:1]
            self._writing = bool(following)
        for one in [*batch, *following]:
            one.turn.set()

    def _write(self, batch: list[_Handed]) -> None:
        try:
            placed = self._log.append([entry for one in batch for entry in one.entries], self._publish)
        except Exception as error:
            for one in batch:
                one.error = error
            return
        at = placed.start
        for one in batch:
            one.placed = range(at, at + len(one.entries))
            at += len(one.entries)
