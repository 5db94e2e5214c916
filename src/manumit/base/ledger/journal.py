"""The write-ahead file of a log: batches of entries, durable before anyone is told that they are in.

A frame is: magic, index of the first entry (8 bytes), length of the payload (4), SHA-256 of all that and the payload,
the payload as an entry bundle. A torn frame at the end was never acknowledged and is cut off; a damaged one before
sound ones is an error, because entries that were acknowledged would be lost with it.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path

from manumit.base.kernel import WorkspaceError
from manumit.base.ledger.files import sync_folder, write_all
from manumit.base.ledger.tiles import parse_bundle, write_bundle

_MAGIC = b"mlj1"
_HEAD = 4 + 8 + 4 + 32


class Journal:
    """One file, appended to by one writer. Every append is fdatasynced before it returns."""

    def __init__(self, path: Path) -> None:
        self._path = path
        fresh = not path.exists()
        self._fd = os.open(path, os.O_RDWR | os.O_CREAT | os.O_APPEND, 0o600)
        if fresh:
            os.fsync(self._fd)
            sync_folder(path.parent)

    def replay(self, start: int) -> list[bytes]:
        """The entries from `start` on. Frames that end at or before it are already in tiles. The torn end is cut off.
        WorkspaceError when acknowledged entries cannot be read."""
        data = self._path.read_bytes()
        entries: list[bytes] = []
        at, expected = 0, start
        while (frame := _frame(data, at)) is not None:
            first, payload, at = frame
            batch = parse_bundle(payload, None, str(self._path))
            if first + len(batch) <= start:
                continue
            if first != expected:
                raise WorkspaceError(
                    f"{self._path} goes on at entry {first}; the log ends at {expected}.",
                    "The tiles or the journal come from another copy. Restore both from one backup.",
                )
            entries += batch
            expected += len(batch)
        if at < len(data):
            if any(_frame(data, later) for later in _marks(data, at + 1)):
                raise WorkspaceError(
                    f"{self._path} is damaged at byte {at}, before entries that were acknowledged.",
                    "Restore the file from a backup; do not delete it.",
                )
            os.ftruncate(self._fd, at)
            os.fdatasync(self._fd)
        return entries

    def append(self, first: int, entries: Sequence[bytes]) -> None:
        """Make a batch durable. On failure (a full disk) the file is cut back to where it was."""
        payload = write_bundle(entries)
        head = _MAGIC + first.to_bytes(8) + len(payload).to_bytes(4)
        end = os.fstat(self._fd).st_size
        try:
            write_all(self._fd, head + sha256(head + payload).digest() + payload)
            os.fdatasync(self._fd)
        except BaseException:
            os.ftruncate(self._fd, end)
            raise

    def clear(self) -> None:
        """All entries are in durable tiles. Old frames are passed over until the next append makes this durable."""
        os.ftruncate(self._fd, 0)

    def close(self) -> None:
        """Close the file."""
        os.close(self._fd)


def _frame(data: bytes, at: int) -> tuple[int, bytes, int] | None:
    """(first index, payload, end) of the frame at a byte; None when there is no whole and sound one."""
    head, digest = data[at : at + 16], data[at + 16 : at + _HEAD]
    if len(digest) < 32 or head[:4] != _MAGIC:
        return None
    end = at + _HEAD + int.from_bytes(head[12:16])
    payload = data[at + _HEAD : end]
    if len(data) < end or sha256(head + payload).digest() != digest:
        return None
    return int.from_bytes(head[4:12]), payload, end


def _marks(data: bytes, at: int) -> list[int]:
    """Where frames may begin after a byte."""
    found = []
    while (at := data.find(_MAGIC, at)) >= 0:
        found.append(at)
        at += 1
    return found
