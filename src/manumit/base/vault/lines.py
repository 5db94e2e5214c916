"""Files that hold keys and marks: JSON lines that are on the disk whole or do not count, files replaced whole or not at
all, and old ones overwritten before they are let go."""

from __future__ import annotations

import os
import secrets
import shutil
from collections.abc import Iterable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from manumit.base import kernel
from manumit.base.kernel import VaultError

DAMAGED = "Restore it from a key copy, or from a backup."


def read_lines(path: Path) -> list[dict[str, Any]]:
    """Every whole line; what a kill left half-written at the end is none. VaultError when one is damaged."""
    return kernel.read_lines(path, VaultError, DAMAGED)


def append_lines(path: Path, lines: Iterable[Mapping[str, Any]]) -> None:
    """Append and sync; a torn last line is cut off first. On failure nothing is appended."""
    kernel.append_lines(path, lines, VaultError)


def write_whole(path: Path, data: bytes) -> None:
    """A file that only its owner can read, whole or not at all, on the disk when this returns."""
    partial = path.with_name(path.name + ".partial")
    try:
        handle = os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with open(handle, "wb") as out:
            out.write(data)
            out.flush()
            os.fsync(out.fileno())
        os.replace(partial, path)
        sync_folder(path.parent)
    except OSError as error:
        partial.unlink(missing_ok=True)
        raise VaultError(f"{path} could not be written: {error.strerror}", kernel.DISK_FULL) from error


def sync_folder(folder: Path) -> None:
    """Make what was moved within a folder durable."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def shred(path: Path) -> None:
    """Overwrite a file, or every file of a folder, and remove it. Best effort: a solid-state disk, a copy-on-write file
    system or a snapshot may keep old blocks."""
    if path.is_dir() and not path.is_symlink():
        for entry in sorted(path.iterdir()):
            shred(entry)
        path.rmdir()
        return
    with suppress(OSError):
        handle = os.open(path, os.O_WRONLY | os.O_NOFOLLOW)
        try:
            _overwrite(handle)
        finally:
            os.close(handle)
    path.unlink(missing_ok=True)


def swap(new: Path, old: Path) -> None:
    """Put a file in another's place, and overwrite what that one held. A program that has the old one open reads
    nonsense from then on, and has to open it again."""
    handle = os.open(old, os.O_WRONLY)
    try:
        os.replace(new, old)
        sync_folder(old.parent)
        _overwrite(handle)
    finally:
        os.close(handle)


def _overwrite(handle: int) -> None:
    left = os.fstat(handle).st_size
    while left > 0:
        left -= os.write(handle, secrets.token_bytes(min(left, 1 << 20)))
    os.fsync(handle)


def copy_file(source: Path, target: Path) -> None:
    """A durable copy that only its owner can read."""
    handle = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with open(source, "rb") as old, open(handle, "wb") as new:
        shutil.copyfileobj(old, new, 1 << 20)
        new.flush()
        os.fsync(new.fileno())
