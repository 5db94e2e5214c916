"""Append-only files of JSON lines: a line is on the disk whole, or it does not count."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from manumit.base.kernel import WorkspaceError

Line = Mapping[str, Any]


def read_lines(path: Path) -> list[dict[str, Any]]:
    """Every whole line, in order; what a kill left half-written at the end is no line."""
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        return []
    except OSError as error:
        raise WorkspaceError(f"{path} cannot be read: {error.strerror}", "Check its permissions.") from error
    lines = []
    for number, line in enumerate(data.split(b"\n")[:-1], 1):
        try:
            told = json.loads(line)
        except ValueError:
            told = None
        if not isinstance(told, dict):
            raise WorkspaceError(
                f"line {number} of {path} is damaged", "Restore the file from a backup; nothing was changed."
            )
        lines.append(told)
    return lines


def damaged(path: Path) -> WorkspaceError:
    """What is said of a file whose lines are not those this program writes."""
    return WorkspaceError(f"{path} is damaged", "Restore the file from a backup; nothing was changed.")


def append_lines(path: Path, lines: Iterable[Line]) -> None:
    """Append whole lines and sync; a torn last line is cut off first. On failure nothing is appended."""
    data = b"".join(json.dumps(line, ensure_ascii=True).encode() + b"\n" for line in lines)
    if not data:
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o644)
    except OSError as error:
        raise WorkspaceError(
            f"{path} cannot be written: {error.strerror}", "Check its permissions."
        ) from error
    try:
        size = _whole(handle)
        try:
            os.ftruncate(handle, size)
            written = 0
            while written < len(data):
                written += os.pwrite(handle, data[written:], size + written)
            os.fsync(handle)
        except OSError as error:
            os.ftruncate(handle, size)
            raise WorkspaceError(
                f"{path} could not be written: {error.strerror}", "Free some disk space and run it again."
            ) from error
    finally:
        os.close(handle)


def _whole(handle: int) -> int:
    """Bytes up to the end of the last whole line."""
    size = os.fstat(handle).st_size
    at = size
    while at > 0:
        first = max(0, at - 65536)
        found = os.pread(handle, at - first, first).rfind(b"\n")
        if found >= 0:
            return first + found + 1
        at = first
    return 0
