"""Files that are whole or absent, also after a power cut: written beside, fsynced, renamed, the folder fsynced."""

from __future__ import annotations

import os
import threading
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

_AT_ONCE = 16
"""fsyncs under way together: a journalling file system commits them as one."""


def write_durably(path: Path, data: bytes, staging: Path | None = None) -> None:
    """Put a file in place; whoever reads sees the old one or the new one. It is written in `staging`, else beside."""
    partial = (staging or path.parent) / f".{path.name}.{os.getpid()}.{threading.get_ident()}.partial"
    try:
        fd = os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o644)
        try:
            write_all(fd, data)
            os.fsync(fd)
        finally:
            os.close(fd)
        os.replace(partial, path)
    finally:
        partial.unlink(missing_ok=True)
    sync_folder(path.parent)


def write_many(files: Iterable[tuple[Path, bytes]], staging: Path) -> None:
    """Put many files in place, all durable before the first is; then make their folders durable."""
    opened: list[tuple[int, Path, Path]] = []
    folders: set[Path] = set()
    try:
        for number, (path, data) in enumerate(files):
            folders.update(_make_folder(path.parent))
            partial = staging / f".{number}.partial"
            fd = os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o644)
            opened.append((fd, partial, path))
            write_all(fd, data)
        if opened:
            with ThreadPoolExecutor(_AT_ONCE) as pool:
                list(pool.map(os.fsync, [fd for fd, _, _ in opened]))
        for _, partial, path in opened:
            os.replace(partial, path)
    except BaseException:
        for _, partial, _ in opened:
            partial.unlink(missing_ok=True)
        raise
    finally:
        for fd, _, _ in opened:
            os.close(fd)
    with ThreadPoolExecutor(_AT_ONCE) as pool:
        list(pool.map(sync_folder, folders))


def write_all(fd: int, data: bytes) -> None:
    """Write to the last byte; a full disk is an OSError, not a short file."""
    view = memoryview(data)
    while view:
        view = view[os.write(fd, view) :]


def sync_folder(folder: Path) -> None:
    """Make the names in a folder durable."""
    fd = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(fd)
    finally:
        os.close(fd)


def _make_folder(folder: Path) -> list[Path]:
    """Create a folder; it, and every folder that got a new name, are to be synced."""
    touched = [folder]
    while not folder.exists():
        folder = folder.parent
        touched.append(folder)
    touched[0].mkdir(parents=True, exist_ok=True)
    return touched
