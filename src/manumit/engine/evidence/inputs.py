"""The files behind what was given: folders are walked in a fixed order; what is no plain file is never opened."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import file_digest
from pathlib import Path

from manumit.base.kernel import UsageError, in_sealed_place
from manumit.engine.evidence.model import Quarantined

_LITTER = frozenset({".DS_Store", "Thumbs.db", "desktop.ini", "__MACOSX"})
_NATURES = {
    stat.S_IFIFO: "a named pipe",
    stat.S_IFSOCK: "a socket",
    stat.S_IFCHR: "a device",
    stat.S_IFBLK: "a device",
}


@dataclass(frozen=True, slots=True)
class Given:
    """One plain file: its `path` as given, and `shown`, by which it is found again from any folder."""

    path: Path
    shown: str
    bytes: int
    modified_ns: int


def walk(inputs: Sequence[Path], apart: Path | None = None) -> Iterator[Given | Quarantined]:
    """Every file below the inputs; `apart` (the workspace) is not walked. UsageError for an input that is not there
    or that holds sealed records."""
    for given in inputs:
        if not os.path.lexists(given):
            raise UsageError(f"{given} does not exist", "Check the path.")
        if in_sealed_place(Path(given)):
            raise UsageError(
                f"{given} holds sealed records of people: they are never an input.",
                "What a person consents to have passed on is exported by the door they spoke to.",
            )
    visited: set[tuple[int, int]] = set()
    for given in inputs:
        yield from _walk(Path(given), apart, visited, ())


def _skip(path: Path, reason: str, hint: str = "") -> Quarantined:
    return Quarantined(os.path.abspath(path), "", 0, 0, reason, hint)


def _walk(
    path: Path,
    apart: Path | None,
    visited: set[tuple[int, int]],
    above: tuple[tuple[int, int], ...],
) -> Iterator[Given | Quarantined]:
    try:
        status = os.stat(path)
    except OSError as error:
        loop = "a symbolic link that leads in a circle or nowhere" if path.is_symlink() else error.strerror
        yield _skip(path, f"it cannot be reached ({loop})", "Check the link or the permissions.")
        return
    if stat.S_ISREG(status.st_mode):
        yield Given(path, os.path.abspath(path), status.st_size, status.st_mtime_ns)
    elif not stat.S_ISDIR(status.st_mode):
        yield _skip(
            path, f"{_NATURES.get(stat.S_IFMT(status.st_mode), 'no plain file')}, which is never opened"
        )
    else:
        yield from _walk_folder(path, (status.st_dev, status.st_ino), apart, visited, above)


def _walk_folder(
    path: Path,
    here: tuple[int, int],
    apart: Path | None,
    visited: set[tuple[int, int]],
    above: tuple[tuple[int, int], ...],
) -> Iterator[Given | Quarantined]:
    if apart is not None and apart.exists() and os.path.samefile(path, apart):
        return
    if here in above:
        yield _skip(path, "a symbolic link back to a folder above it", "It is read once, where it really is.")
        return
    if here in visited or len(above) > 200:
        return
    visited.add(here)
    if in_sealed_place(path):
        yield _skip(path, "it holds sealed records of people, which are never an input")
        return
    try:
        names = sorted(os.listdir(path))
    except OSError as error:
        yield _skip(path, f"the folder cannot be read ({error.strerror})", "Check its permissions.")
        return
    for name in names:
        if name not in _LITTER and not name.startswith("._"):
            yield from _walk(path / name, apart, visited, (*above, here))


def digest(given: Given) -> str | Quarantined:
    """sha256 of a file's bytes, or why it cannot be read."""
    try:
        with open(given.path, "rb") as raw:
            return file_digest(raw, "sha256").hexdigest()
    except OSError as error:
        return _skip(given.path, f"it cannot be read ({error.strerror or error})", "Check its permissions.")
