"""A log's folder for writing: by one process at a time.

A batch goes into the journal and is durable (acknowledged) there; publishing puts it into tiles, makes those
durable, and only then signs and replaces the checkpoint. Killed at any moment, the next writer goes on from the signed
checkpoint and the journal, so that no acknowledged entry is lost and nothing signed is ever contradicted.
"""

from __future__ import annotations

import fcntl
import os
import shutil
import threading
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType

from manumit.base.kernel import UsageError, VerificationFailed, WorkspaceError
from manumit.base.ledger.checkpoint import Checkpoint
from manumit.base.ledger.edge import Edge
from manumit.base.ledger.files import write_durably, write_many
from manumit.base.ledger.journal import Journal
from manumit.base.ledger.keys import Opened, Pinned, Signer, Succession, open_checkpoint
from manumit.base.ledger.note import Note, parse_note
from manumit.base.ledger.policy import Policy
from manumit.base.ledger.reader import CHECKPOINT, SUCCESSION, WITNESSED, WRITER, LogReader
from manumit.base.ledger.tiles import need_entries
from manumit.base.ledger.tree import EMPTY_ROOT

MOST_PENDING = 16_384
"""Entries in the journal at most before they are published: what a restart has to take in."""
MOST_PENDING_BYTES = 8 << 20
MOST_AT_ONCE = 4096
"""Entries of a frame of the journal; a longer batch is several."""


class Log(LogReader):
    """A log's folder, open for writing by this process alone. Safe to share between threads."""

    def __init__(self, folder: Path, signer: Signer, lock: int) -> None:
        super().__init__(folder, Policy.of([signer.verifier]))
        self.origin = ""
        self._signer = signer
        self._lock = lock
        self._thread = threading.RLock()
        self._broken = False
        for partial in (folder / WRITER).glob(".*.partial"):
            partial.unlink()
        self._journal = Journal(folder / WRITER / "journal")
        try:
            self._edge = self._recover()
        except BaseException:
            self._journal.close()
            raise

    @classmethod
    def create(cls, folder: Path, signer: Signer, origin: str | None = None) -> Log:
        """A new, empty log with its signed checkpoint. The origin is the key's name unless another is given."""
        folder.mkdir(parents=True, exist_ok=True)
        if (folder / CHECKPOINT).exists() or (folder / "tile").exists():
            raise UsageError(f"{folder} holds a log already.", "Choose another folder.")
        empty = Checkpoint(origin or signer.verifier.name, 0, EMPTY_ROOT)
        lock = _lock(folder)
        try:
            write_durably(folder / CHECKPOINT, str(_signed(empty, signer)).encode())
            return cls(folder, signer, lock)
        except BaseException:
            os.close(lock)
            raise

    @classmethod
    def open(cls, folder: Path, signer: Signer) -> Log:
        """Open for writing, and take up what a killed writer left. WorkspaceError when another process writes."""
        if not (folder / CHECKPOINT).exists():
            raise WorkspaceError(f"{folder} holds no log.", "`manumit ledger init` makes one.")
        lock = _lock(folder)
        try:
            return cls(folder, signer, lock)
        except BaseException:
            os.close(lock)
            raise

    def _recover(self) -> Edge:
        opened = self._own_checkpoint()
        at = opened.checkpoint
        self.origin = at.origin
        edge = Edge.load(self._tree, at.size)
        if edge.root() != at.root:
            raise VerificationFailed(
                f"The tiles of {self.folder} do not lead to its checkpoint.",
                "`manumit ledger check` says which one was changed. Restore it from a backup.",
            )
        edge.add(self._journal.replay(at.size))
        return edge

    def _own_checkpoint(self) -> Opened:
        """The checkpoint, signed with our key. A change of keys that was killed halfway is finished."""
        key, links = self._signer.verifier, self.successions()
        if links and links[-1].successor != key:
            raise VerificationFailed(
                f"The log {self.folder} was handed over to the key {links[-1].successor}.",
                "Write with that key.",
            )
        try:
            return open_checkpoint(self._raw(CHECKPOINT), Pinned.of([key]))
        except VerificationFailed as error:
            if links and links[-1].checkpoint == Checkpoint.parse(parse_note(self._raw(CHECKPOINT)).text):
                write_durably(
                    self.folder / CHECKPOINT, str(_signed(links[-1].checkpoint, self._signer)).encode()
                )
                return open_checkpoint(self._raw(CHECKPOINT), Pinned.of([key]))
            raise VerificationFailed(
                f"The log {self.folder} is not signed by the key {key}.",
                "Open it with its own key: going on under another one would fork it.",
            ) from error

    @property
    def size(self) -> int:
        """Entries that are in, published or not."""
        return self._edge.size

    def append(self, entries: Sequence[bytes], publish: bool = True) -> range:
        """Put entries in and say where they stand. When this returns they are durable; with `publish` they are also in
        tiles and under a signed checkpoint, otherwise `publish()` does that later."""
        need_entries(entries)
        with self._thread:
            self._need_whole()
            first = self._edge.size
            for at in range(0, len(entries), MOST_AT_ONCE):
                some = entries[at : at + MOST_AT_ONCE]
                with self._failing("append to"):
                    self._journal.append(self._edge.size, some)
                self._edge.add(some)
                if self._edge.pending_bytes > MOST_PENDING_BYTES or self._edge.pending >= MOST_PENDING:
                    self.publish()
            if publish:
                self.publish()
            return range(first, self._edge.size)

    def publish(self) -> Opened:
        """Put what is pending into tiles, then sign the new size. The checkpoint, old when nothing was pending."""
        with self._thread:
            self._need_whole()
            if self._edge.pending:
                with self._failing("publish"):
                    files, filled = self._edge.files()
                    write_many(((self.folder / path, data) for path, data in files), self.folder / WRITER)
                    note = _signed(Checkpoint(self.origin, self._edge.size, self._edge.root()), self._signer)
                    self._put(CHECKPOINT, str(note))
                    self._edge.published()
                    self._journal.clear()
                for path in filled:
                    shutil.rmtree(self.folder / f"{path}.p", ignore_errors=True)
            return self.checkpoint()

    def cosigned(self, note: Note, witnessed: bool) -> None:
        """Keep cosignatures: in the checkpoint while it is the same one, and as `WITNESSED` when they suffice."""
        with self._thread:
            mine = self.checkpoint()
            if mine.note.text == note.text:
                note = mine.note.with_signatures(note.signatures)
                self._put(CHECKPOINT, str(note))
            if witnessed:
                self._put(WITNESSED, str(note))

    def rotate(self, successor: Signer) -> Succession:
        """Hand the log over to another key: the old one signs for it, then the new one signs the checkpoint. This
        object writes with the new key from then on."""
        with self._thread:
            at = self.publish().checkpoint
            link = Succession.sign(at, self._signer, successor)
            told = "".join(str(one.note) for one in [*self.successions(), link])
            with self._failing("change the key of"):
                self._put(SUCCESSION, told)
                self._put(CHECKPOINT, str(_signed(at, successor)))
            self._signer, self.policy, self._opened = successor, Policy.of([successor.verifier]), {}
            return link

    def close(self) -> None:
        """Publish what is pending, and let another process write."""
        with self._thread:
            if self._lock < 0:
                return
            try:
                if not self._broken:
                    self.publish()
            finally:
                self._journal.close()
                os.close(self._lock)
                self._lock = -1

    def __enter__(self) -> Log:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, tb: TracebackType | None
    ) -> None:
        self.close()

    def _put(self, name: str, text: str) -> None:
        write_durably(self.folder / name, text.encode(), self.folder / WRITER)

    def _failing(self, doing: str) -> _Failing:
        return _Failing(self, doing)

    def _need_whole(self) -> None:
        if self._lock < 0:
            raise WorkspaceError(f"The log {self.folder} is closed.")
        if self._broken:
            raise WorkspaceError(
                f"Writing to {self.folder} failed before.", "Make room, then open the log again."
            )


class _Failing:
    """What fails while writing leaves the log to be opened anew: memory may be ahead of the disk."""

    def __init__(self, log: Log, doing: str) -> None:
        self._log, self._doing = log, doing

    def __enter__(self) -> None:
        return None

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, tb: TracebackType | None
    ) -> None:
        if error is None:
            return
        self._log._broken = True
        if isinstance(error, OSError):
            raise WorkspaceError(
                f"Could not {self._doing} {self._log.folder}: {error.strerror}.",
                "What was acknowledged is safe. Check the free disk space and permissions, then open the log again.",
            ) from error


def _signed(checkpoint: Checkpoint, signer: Signer) -> Note:
    text = str(checkpoint)
    return Note(text, (signer.sign(text),))


def _lock(folder: Path) -> int:
    """Hold the writer's lock until the descriptor is closed, or the process dies."""
    (folder / WRITER).mkdir(mode=0o700, exist_ok=True)
    fd = os.open(folder / WRITER / "lock", os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as error:
        os.close(fd)
        raise WorkspaceError(
            f"Another process is writing to the log {folder}.", "Wait for it, or let it write for both."
        ) from error
    return fd
