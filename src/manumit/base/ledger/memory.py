"""What a client remembers of the logs it saw, so that nobody can show it one history today and another tomorrow."""

from __future__ import annotations

import fcntl
import json
import os
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from enum import Enum
from hashlib import sha256
from pathlib import Path

from manumit.base.kernel import VerificationFailed
from manumit.base.ledger.checkpoint import Checkpoint, parse_hash
from manumit.base.ledger.files import write_durably
from manumit.base.ledger.note import VerifierKey, b64
from manumit.base.ledger.tree import verify_consistency

Proving = Callable[[int, int], Sequence[bytes]]
"""(old size, new size) -> consistency proof."""


class Compared(Enum):
    """How a checkpoint relates to the newest one seen before."""

    FIRST = "the first checkpoint seen of this log"
    SAME = "the checkpoint seen before"
    CONSISTENT = "consistent with the checkpoint seen before"
    UNPROVEN = "not compared with the checkpoint seen before: no consistency proof at hand"


class Memory:
    """A file for each log, in a folder; the newest checkpoint that proved consistent stands in it. Without a folder,
    memory lasts as long as the object. A log is its origin and the keys that the reader trusts for it: another key
    under the same name is another log, which the pinned key keeps apart."""

    def __init__(self, folder: Path | None = None) -> None:
        self._folder = folder
        self._seen: dict[str, Checkpoint] = {}

    @staticmethod
    def usual() -> Path:
        """Where the command line remembers: $XDG_STATE_HOME/manumit/ledger."""
        state = os.environ.get("XDG_STATE_HOME") or Path.home() / ".local" / "state"
        return Path(state) / "manumit" / "ledger"

    def last(self, origin: str, trusted: Iterable[VerifierKey] = ()) -> Checkpoint | None:
        """The newest checkpoint seen. VerificationFailed when the file was damaged: it is not silently forgotten."""
        return self._last(_name(origin, trusted), origin)

    def compare(
        self,
        seen: Checkpoint,
        note: bytes,
        proving: Proving | None = None,
        old_is_fine: bool = False,
        trusted: Iterable[VerifierKey] = (),
    ) -> Compared:
        """Compare a checkpoint (its signature verified) with the newest one seen, and remember it when it is newer.
        VerificationFailed when the two contradict each other, or when it is older and that is not fine."""
        name = _name(seen.origin, trusted)
        with self._locked():
            known = self._last(name, seen.origin)
            compared = _compare(known, seen, proving, old_is_fine)
            if known is None or (compared is Compared.CONSISTENT and seen.size > known.size):
                self._keep(name, seen, note)
        return compared

    def _last(self, name: str, origin: str) -> Checkpoint | None:
        if self._folder is None:
            return self._seen.get(name)
        path = self._folder / name
        try:
            kept = json.loads(path.read_text("utf-8"))
            if kept["origin"] != origin:
                raise ValueError("another log's")
            return Checkpoint(origin, int(kept["size"]), parse_hash(kept["root"], "The root"))
        except FileNotFoundError:
            return None
        except (ValueError, KeyError, TypeError, VerificationFailed) as error:
            raise VerificationFailed(
                f"What was remembered of {origin} cannot be read: {path}.",
                "Restore the file from a backup. Deleting it means trusting the log anew.",
            ) from error

    def _keep(self, name: str, seen: Checkpoint, note: bytes) -> None:
        if self._folder is None:
            self._seen[name] = seen
            return
        shape = {
            "origin": seen.origin,
            "size": seen.size,
            "root": b64(seen.root),
            "seen_at": int(time.time()),
            "checkpoint": note.decode(),
        }
        write_durably(self._folder / name, (json.dumps(shape, indent=1) + "\n").encode())

    @contextmanager
    def _locked(self) -> Iterator[None]:
        """Two programs that look at one log do not write over what the other just saw."""
        if self._folder is None:
            yield
            return
        self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        fd = os.open(self._folder / ".lock", os.O_RDWR | os.O_CREAT, 0o600)
        try:
            fcntl.flock(fd, fcntl.LOCK_EX)
            yield
        finally:
            os.close(fd)


def _compare(
    known: Checkpoint | None, seen: Checkpoint, proving: Proving | None, old_is_fine: bool
) -> Compared:
    if known is None:
        return Compared.FIRST
    if seen.size == known.size:
        if seen.root != known.root:
            raise VerificationFailed(
                f"{seen.origin} shows two histories: at size {seen.size} it had another root before.",
                "Keep both checkpoints: together they prove that the log lied.",
            )
        return Compared.SAME
    if seen.size < known.size and not old_is_fine:
        raise VerificationFailed(
            f"The checkpoint is stale: size {seen.size}, and {seen.origin} has shown {known.size} before.",
            "The log was truncated, or an old copy of it is shown.",
        )
    if proving is None:
        return Compared.UNPROVEN
    old, new = sorted((seen, known), key=lambda one: one.size)
    if old.size:
        verify_consistency(old.size, old.root, new.size, new.root, proving(old.size, new.size))
    return Compared.CONSISTENT


def _name(origin: str, trusted: Iterable[VerifierKey]) -> str:
    keys = sorted(str(key) for key in trusted)
    own = [key for key in keys if key.startswith(f"{origin}+")]
    return sha256("\n".join([origin, *(own or keys)]).encode()).hexdigest()[:32] + ".json"
