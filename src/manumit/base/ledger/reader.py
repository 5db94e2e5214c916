"""A log's folder for reading: anyone, at any time, without locks. What it hands out has been verified."""

from __future__ import annotations

from pathlib import Path

from manumit.base.kernel import UsageError, WorkspaceError
from manumit.base.ledger.checkpoint import Checkpoint
from manumit.base.ledger.keys import Opened, Succession, open_checkpoint, read_successions
from manumit.base.ledger.policy import Policy
from manumit.base.ledger.proof import Proof
from manumit.base.ledger.tiles import TileFolder, TileTree
from manumit.base.ledger.tree import leaf_hash, verify_inclusion

CHECKPOINT, WITNESSED, SUCCESSION, WRITER = "checkpoint", "witnessed", "succession", "writer"
"""Names in a log's folder: the newest checkpoint, the newest one that a quorum cosigned, changes of keys, and what only
the writer needs."""


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
