"""Many who append, one order: what each hands in is gathered and made durable together (group commit)."""

from __future__ import annotations

import threading
from collections import deque
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
        self.error: BaseException | None = None


class SharedLog:
    """A log shared by the threads of a process. While one batch is being written the next one gathers, so that
    a hundred waiting threads cost one fsync."""

    def __init__(self, log: Log, publish: bool = True) -> None:
        self._log, self._publish = log, publish
        self._waiting: deque[_Handed] = deque()
        self._writing = threading.Lock()

    def add(self, entries: Sequence[bytes]) -> range:
        """Put entries in, one after the other; when this returns they are durable."""
        need_entries(entries)
        mine = _Handed(entries)
        self._waiting.append(mine)
        with self._writing:
            if mine.placed is None and mine.error is None:
                self._write([self._waiting.popleft() for _ in range(len(self._waiting))])
        if mine.error is not None:
            raise mine.error
        assert mine.placed is not None
        return mine.placed

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
