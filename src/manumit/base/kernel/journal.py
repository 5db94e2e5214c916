"""Append-only files of JSON lines: a line is on the disk whole, or it does not count."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from manumit.base.kernel.errors import ManumitError, WorkspaceError

RESTORE = "Restore the file from a backup; nothing was changed."
DISK_FULL = "Free some disk space and run the same command again; nothing half-written counts."


def read_lines(
    path: Path, fault: type[ManumitError] = WorkspaceError, restore: str = RESTORE
) -> list[dict[str, Any]]:
    """Every whole line, in order; what a kill left half-written at the end is none, and so is a file that is not there.
    `fault`, with the hint `restore`, when a line is damaged."""
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        return []
    except OSError as error:
        raise fault(f"{path} cannot be read: {error.strerror}", "Check its permissions.") from error
    lines = []
    for number, line in enumerate(data.split(b"\n")[:-1], 1):
        try:
            told = json.loads(line)
        except ValueError:
            told = None
        if not isinstance(told, dict):
            raise fault(f"line {number} of {path} is damaged", restore)
        lines.append(told)
    return lines


def as_lines(lines: Iterable[Mapping[str, Any]]) -> bytes:
    """Lines as they are written."""
    return b"".join(json.dumps(line, separators=(",", ":")).encode() + b"\n" for line in lines)


def append_lines(
    path: Path,
    lines: Iterable[Mapping[str, Any]],
    fault: type[ManumitError] = WorkspaceError,
    after: int | None = None,
    mode: int = 0o600,
) -> int:
    """Append and sync after `after` bytes, or after the last whole line; what stands behind that is cut off first. The
    new size in bytes. On failure nothing is appended, and `fault` is raised. `mode`: of a file that is made."""
    data = as_lines(lines)
    try:
        handle = os.open(path, os.O_RDWR | os.O_CREAT, mode)
        try:
            size = _whole(handle) if after is None else after
            try:
                os.ftruncate(handle, size)
                written = 0
                while written < len(data):
                    written += os.pwrite(handle, data[written:], size + written)
                os.fsync(handle)
            except OSError:
                os.ftruncate(handle, size)
                raise
        finally:
            os.close(handle)
    except OSError as error:
        raise fault(f"{path} could not be written: {error.strerror}", DISK_FULL) from error
    return size + len(data)


def _whole(handle: int) -> int:
    """Bytes up to the end of the last whole line."""
    at = os.fstat(handle).st_size
    while at > 0:
        first = max(0, at - 65536)
        found = os.pread(handle, at - first, first).rfind(b"\n")
        if found >= 0:
            return first + found + 1
        at = first
    return 0
