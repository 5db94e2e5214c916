"""What a client remembers of the logs it saw, so that nobody can show it one history today and another tomorrow."""

from __future__ import annotations

import fcntl
import json
import os
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from enum import Enum
from hashlib import sha256
from pathlib import Path

from manumit.base.kernel import VerificationFailed
from manumit.base.ledger.checkpoint import Checkpoint, parse_hash
from manumit.base.ledger.files import write_durably
from manumit.base.ledger.note import VerifierKey, b64
from manumit.base.ledger.tree import verify_consistency

_UNPROVEN = 256
"""How many checkpoints that nobody has proven are remembered of a log, the largest ones."""
Proving = Callable[[int, int], Sequence[bytes]]
"""(old size, new size) -> consistency proof."""


class Compared(Enum):
    """How a checkpoint relates to the newest one seen before."""

    FIRST = "the first checkpoint seen of this log"
    SAME = "the checkpoint seen before"
    CONSISTENT = "consistent with the checkpoint seen before"
    UNPROVEN = "not compared with the checkpoint seen before: no consistency proof at hand"


@dataclass(frozen=True)
class _Seen:
    """The newest checkpoint that proved consistent, its note, and roots by size of others that nobody has proven: they
    were signed as well, and the log may not show another root for one of these sizes."""

    at: Checkpoint
    note: str
    unproven: Mapping[int, bytes]


class Memory:
    """A file for each log, in a folder; the newest checkpoint that proved consistent stands in it. Without a folder,
    memory lasts as long as the object. A log is its origin and the keys that the reader trusts for it: another key
    under the same name is another log, which the pinned key keeps apart."""

    def __init__(self, folder: Path | None = None) -> None:
        self._folder = folder
        self._seen: dict[str, _Seen] = {}

    @staticmethod
    def usual() -> Path:
        """Where the command line remembers: $XDG_STATE_HOME/manumit/ledger."""
        state = os.environ.get("XDG_STATE_HOME") or Path.home() / ".local" / "state"
        return Path(state) / "manumit" / "ledger"

    def last(self, origin: str, trusted: Iterable[VerifierKey] = ()) -> Checkpoint | None:
        """The newest checkpoint seen. VerificationFailed when the file was damaged: it is not silently forgotten."""
        seen = self._last(_name(origin, trusted), origin)
        return seen.at if seen else None

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
            if known is None or (compared is Compared.CONSISTENT and seen.size > known.at.size):
                self._keep(name, _Seen(seen, note.decode(), known.unproven if known else {}))
            elif compared is Compared.UNPROVEN and seen.size not in known.unproven:
                more = {**known.unproven, seen.size: seen.root}
                newest = dict(sorted(more.items())[-_UNPROVEN:])
                self._keep(name, replace(known, unproven=newest))
        return compared

    def _last(self, name: str, origin: str) -> _Seen | None:
        if self._folder is None:
            return self._seen.get(name)
        path = self._folder / name
        try:
            kept = json.loads(path.read_text("utf-8"))
            if kept["origin"] != origin:
                raise ValueError("another log's")
            at = Checkpoint(origin, int(kept["size"]), parse_hash(kept["root"], "The root"))
            unproven = {
                int(size): parse_hash(root, "A root") for size, root in kept.get("unproven", {}).items()
            }
            return _Seen(at, kept["checkpoint"], unproven)
        except FileNotFoundError:
            return None
        except (ValueError, KeyError, TypeError, AttributeError, VerificationFailed) as error:
            raise VerificationFailed(
                f"What was remembered of {origin} cannot be read: {path}.",
                "Restore the file from a backup. Deleting it means trusting the log anew.",
            ) from error

    def _keep(self, name: str, seen: _Seen) -> None:
        if self._folder is None:
            self._seen[name] = seen
            return
        shape = {
            "origin": seen.at.origin,
            "size": seen.at.size,
            "root": b64(seen.at.root),
            "seen_at": int(time.time()),
            "checkpoint": seen.note,
            "unproven": {str(size): b64(root) for size, root in seen.unproven.items()},
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
    seen_before: _Seen | None, seen: Checkpoint, proving: Proving | None, old_is_fine: bool
) -> Compared:
    if seen_before is None:
        return Compared.FIRST
    known = seen_before.at
    if {**seen_before.unproven, known.size: known.root}.get(seen.size, seen.root) != seen.root:
        raise VerificationFailed(
            f"{seen.origin} shows two histories: at size {seen.size} it had another root before.",
            "Keep both checkpoints: together they prove that the log lied.",
        )
    if seen.size == known.size:
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
