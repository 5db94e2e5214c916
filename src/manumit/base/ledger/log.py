"""A log in a folder: read by anyone without locks, written by one process at a time.

Writing: a batch goes into the journal and is durable (acknowledged) there; publishing puts it into tiles, makes those
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
from manumit.base.ledger.keys import Opened, Pinned, Signer, Succession, open_checkpoint, read_successions
from manumit.base.ledger.note import Note, parse_note
from manumit.base.ledger.policy import Policy
from manumit.base.ledger.proof import Proof
from manumit.base.ledger.tiles import LONGEST_ENTRY, TileFolder, TileTree
from manumit.base.ledger.tree import EMPTY_ROOT, leaf_hash, verify_inclusion

CHECKPOINT, WITNESSED, SUCCESSION, WRITER = "checkpoint", "witnessed", "succession", "writer"
"""Names in a log's folder: the newest checkpoint, the newest one that a quorum cosigned, changes of keys, and what only
the writer needs."""
MOST_PENDING = 65_536
"""Entries in the journal at most before they are published: what a restart has to take in."""
MOST_PENDING_BYTES = 32 << 20


class LogReader:
    """A log's folder, for reading. What it hands out has been verified against the signed checkpoint."""

    def __init__(self, folder: Path, policy: Policy) -> None:
        self.folder = folder
        self.policy = policy
        self._tree = TileTree(TileFolder(folder))
        self._opened: dict[bytes, Opened] = {}

    def successions(self) -> list[Succession]:
        """The changes of keys that the log tells of."""
        try:
            return read_successions((self.folder / SUCCESSION).read_text("utf-8"))
        except FileNotFoundError:
            return []

    def checkpoint(self, name: str = CHECKPOINT) -> Opened:
        """The newest checkpoint (or `WITNESSED`), its signature verified."""
        raw = self._raw(name)
        if (known := self._opened.get(raw)) is None:
            known = open_checkpoint(raw, self.policy.pinned(self.successions()))
            self._opened = {**dict(list(self._opened.items())[-1:]), raw: known}
        return known

    def _raw(self, name: str) -> bytes:
        try:
            return (self.folder / name).read_bytes()
        except FileNotFoundError as error:
            raise WorkspaceError(
                f"{self.folder} holds no {name}.",
                "Is it the folder of a log? `manumit ledger init` makes one."
                if name == CHECKPOINT
                else "No quorum of witnesses has cosigned yet: `manumit ledger checkpoint LOG --policy FILE`.",
            ) from error

    def entry(self, index: int) -> bytes:
        """An entry of the newest checkpoint's tree; verified."""
        at = self.checkpoint().checkpoint
        return self._proven(index, at)[0]

    def prove(self, index: int, name: str = CHECKPOINT, extra: bytes | None = None) -> Proof:
        """A proof of an entry under a checkpoint, verified before it is handed out: no damaged tile gets out."""
        opened = self.checkpoint(name)
        return Proof(
            index, tuple(self._proven(index, opened.checkpoint)[1]), str(opened.note).encode(), extra
        )

    def prove_best(self, index: int, extra: bytes | None = None) -> Proof:
        """A proof under the newest witnessed checkpoint that has the entry, else under the newest one."""
        if (self.folder / WITNESSED).exists() and index < self.checkpoint(WITNESSED).checkpoint.size:
            return self.prove(index, WITNESSED, extra)
        return self.prove(index, CHECKPOINT, extra)

    def _proven(self, index: int, at: Checkpoint) -> tuple[bytes, list[bytes]]:
        if not 0 <= index < at.size:
            raise UsageError(f"There is no entry {index}: the log has {at.size} entries.")
        tree = self._tree.at(at.size)
        entry, path = tree.entry(index), tree.inclusion(index)
        verify_inclusion(index, at.size, leaf_hash(entry), path, at.root)
        return entry, path

    def root(self, size: int) -> bytes:
        """The root the log had at a size, from its tiles. Not verified: compare it with a signed one."""
        return self._tree.at(size).root()

    def consistency(self, old: int, new: int | None = None) -> list[bytes]:
        """The consistency proof between two sizes, from the tiles; the verifier verifies it."""
        size = self.checkpoint().checkpoint.size if new is None else new
        if not 0 <= old <= size:
            raise UsageError(f"There is no tree of {old} entries before one of {size}.")
        return self._tree.at(size).consistency(old)


class Log(LogReader):
    """A log's folder, open for writing by this process alone. Safe to share between threads."""

    def __init__(self, folder: Path, signer: Signer, lock: int) -> None:
        super().__init__(folder, Policy.of([signer.verifier]))
        self.origin = ""
        self._signer = signer
        self._lock = lock
        self._thread = threading.RLock()
        self._broken = False
        self._journal = Journal(folder / WRITER / "journal")
        self._edge = self._recover()

    @classmethod
    def create(cls, folder: Path, signer: Signer, origin: str | None = None) -> Log:
        """A new, empty log with its signed checkpoint. The origin is the key's name unless another is given."""
        folder.mkdir(parents=True, exist_ok=True)
        if (folder / CHECKPOINT).exists() or (folder / "tile").exists():
            raise UsageError(f"{folder} holds a log already.", "Choose another folder.")
        empty = Checkpoint(origin or signer.verifier.name, 0, EMPTY_ROOT)
        lock = _lock(folder)
        write_durably(folder / CHECKPOINT, str(_signed(empty, signer)).encode())
        return cls(folder, signer, lock)

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
        for entry in entries:
            if not 0 < len(entry) <= LONGEST_ENTRY:
                raise UsageError(f"An entry has 1 to {LONGEST_ENTRY:,} bytes; this one has {len(entry):,}.")
        with self._thread:
            self._need_whole()
            first = self._edge.size
            if entries:
                with self._failing("append to"):
                    self._journal.append(first, entries)
                self._edge.add(entries)
            pending = self._edge.pending_bytes > MOST_PENDING_BYTES or self._edge.pending >= MOST_PENDING
            if publish or pending:
                self.publish()
            return range(first, self._edge.size)

    def publish(self) -> Opened:
        """Put what is pending into tiles, then sign the new size. The checkpoint, old when nothing was pending."""
        with self._thread:
            self._need_whole()
            if self._edge.pending:
                with self._failing("publish"):
                    files, filled = self._edge.files()
                    write_many((self.folder / path, data) for path, data in files)
                    note = _signed(Checkpoint(self.origin, self._edge.size, self._edge.root()), self._signer)
                    write_durably(self.folder / CHECKPOINT, str(note).encode())
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
                write_durably(self.folder / CHECKPOINT, str(note).encode())
            if witnessed:
                write_durably(self.folder / WITNESSED, str(note).encode())

    def rotate(self, successor: Signer) -> Succession:
        """Hand the log over to another key: the old one signs for it, then the new one signs the checkpoint. This
        object writes with the new key from then on."""
        with self._thread:
            at = self.publish().checkpoint
            link = Succession.sign(at, self._signer, successor)
            told = "".join(str(one.note) for one in [*self.successions(), link])
            with self._failing("change the key of"):
                write_durably(self.folder / SUCCESSION, told.encode())
                write_durably(self.folder / CHECKPOINT, str(_signed(at, successor)).encode())
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
