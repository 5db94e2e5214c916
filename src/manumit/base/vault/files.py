"""Sealed files beside the records: photographs, recordings, scans; in chunks, each file under a key of its own.

The key stands in the sealed record, so that it dies with the person's, and a new data key costs no large file anything.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from manumit.base.kernel import DISK_FULL, VaultError
from manumit.base.vault.chunks import ChunkReader, ChunkWriter
from manumit.base.vault.lines import sync_folder

_PIECE = 1 << 20


class SealedFiles:
    """A folder of sealed files under random names."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def write(self, source: BinaryIO) -> tuple[str, bytes]:
        """Seal all of `source`: name and key. It is not kept before `keep`."""
        name, key = os.urandom(16).hex(), os.urandom(32)
        partial = self._folder / f"{name}.{os.getpid()}.partial"
        try:
            self._folder.mkdir(mode=0o700, exist_ok=True)
            handle = os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            with open(handle, "wb") as out:
                writer = ChunkWriter(AESGCM(key), out)
                while piece := source.read(_PIECE):
                    writer.write(piece)
                writer.close()
                out.flush()
                os.fsync(out.fileno())
        except BaseException as error:
            partial.unlink(missing_ok=True)
            if isinstance(error, OSError):
                raise VaultError(f"{partial} could not be written: {error.strerror}", DISK_FULL) from error
            raise
        return name, key

    def abandon(self, name: str) -> None:
        """What was written is not wanted after all."""
        (self._folder / f"{name}.{os.getpid()}.partial").unlink(missing_ok=True)
        self.drop([name])

    def keep(self, name: str) -> None:
        """Put a written file in its place; the caller then names it in a record."""
        os.replace(self._folder / f"{name}.{os.getpid()}.partial", self._folder / name)
        sync_folder(self._folder)

    def read(self, name: str, key: bytes, sink: BinaryIO) -> None:
        """Open a file to `sink`. VerificationFailed when it was changed or cut off, VaultError when it is not there."""
        for piece in self.pieces(name, key):
            sink.write(piece)

    def pieces(self, name: str, key: bytes) -> Iterator[bytes]:
        """A file piece by verified piece; what `read` says of errors holds here, too."""
        try:
            with (self._folder / name).open("rb") as source:
                reader = ChunkReader(AESGCM(key), source)
                while piece := reader.read(_PIECE):
                    yield piece
        except FileNotFoundError as error:
            raise VaultError("The file of this record is missing.", "Restore it from a backup.") from error

    def drop(self, names: Iterable[str]) -> None:
        """Remove files."""
        for name in names:
            (self._folder / name).unlink(missing_ok=True)

    def sweep(self, named: set[str]) -> None:
        """Remove what no record names: the caller holds the lock, so nothing is on its way in."""
        with suppress(FileNotFoundError):
            for entry in list(os.scandir(self._folder)):
                if entry.name.endswith(".partial"):
                    if _alive(entry.name.split(".")[1]):
                        continue
                elif entry.name in named:
                    continue
                os.unlink(entry.path)


def _alive(pid: str) -> bool:
    try:
        os.kill(int(pid), 0)
    except (ProcessLookupError, ValueError):
        return False
    except OSError:
        pass
    return True
