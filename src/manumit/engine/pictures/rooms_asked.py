"""A catalogue of rooms, asked of the lists of pictures that must not be looked at. Each list is asked about its
pictures once: which ones were, and named none of them, stands beside the catalogue, and holds as long as both say what
they said. What is on a list goes from the catalogue; where it may not be written, from what is opened of it, each time.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Callable, Sequence
from contextlib import suppress
from glob import escape
from pathlib import Path
from typing import Final

from manumit.engine.pictures.hash_list import HandOver, HashList, by_marks
from manumit.engine.pictures.rooms import Rooms
from manumit.engine.pictures.rooms_keeping import load_rooms, partial_of, save_rooms

FORMAT: Final = "manumit rooms asked 1"
MOST: Final = 32
"""Lists that are remembered: those asked last."""
Note = Callable[[HandOver], None]


def open_rooms(path: Path, lists: Sequence[HashList], note: Note) -> Rooms:
    """The catalogue without what is on a list by now; `note` writes each of those down (`path` of the record: the
    catalogue's, then the file's name in it). Raises UnreadableInput as `load_rooms` does."""
    before = _stamp(path)
    rooms = load_rooms(path)
    asked = _asked(path, rooms)
    unasked = [one for one in lists if one.says not in asked]
    if not unasked:
        return rooms
    hits: set[int] = set()
    for at, (known, described) in enumerate(zip(rooms.known, rooms.described, strict=True)):
        if record := by_marks(unasked, described.marks, f"{path}/{known.file}"):
            note(record)
            hits.add(at)
    if hits:
        rooms = rooms.without(hits)
    with suppress(OSError):
        if not hits or _replaced(path, rooms, before):
            _remember(path, rooms, lists)
    return rooms


def keep_rooms(rooms: Rooms, path: Path, lists: Sequence[HashList]) -> None:
    """Write a catalogue of which each picture was asked of these lists as it was described."""
    save_rooms(rooms, path)
    with suppress(OSError):
        _remember(path, rooms, lists)


def forget_rooms(path: Path) -> None:
    """Take a catalogue away, what is remembered of it, and what writers left that were killed."""
    left = [
        one
        for name in (path.name, _beside(path).name)
        for one in path.parent.glob(f"{escape(name)}.partial.*")
    ]
    for one in (path, _beside(path), *left):
        one.unlink(missing_ok=True)


def _beside(path: Path) -> Path:
    return path.with_name(path.name + ".asked")


def _stamp(path: Path) -> tuple[int, ...] | None:
    with suppress(OSError):
        told = path.stat()
        return told.st_ino, told.st_size, told.st_mtime_ns
    return None


def _replaced(path: Path, rooms: Rooms, before: tuple[int, ...] | None) -> bool:
    """Whether the catalogue is now these rooms: not where it was taken away or made anew while it was asked."""
    if _stamp(path) != before:
        return False
    save_rooms(rooms, path)
    return True


def _marks(rooms: Rooms) -> str:
    """By what lists know its pictures, as one digest: the version of the catalogue, for this."""
    told = json.dumps([dict(one.marks) for one in rooms.described], sort_keys=True)
    return hashlib.sha256(told.encode()).hexdigest()


def _asked(path: Path, rooms: Rooms) -> list[str]:
    """Versions of the lists that named none of these pictures; nothing where nobody knows."""
    try:
        told = json.loads(_beside(path).read_text("utf-8"))
        if told["format"] == FORMAT and told["of"] == _marks(rooms):
            return [str(one) for one in told["asked"]]
    except (OSError, ValueError, TypeError, KeyError):  # none, or cut off: they are asked
        pass
    return []


def _remember(path: Path, rooms: Rooms, lists: Sequence[HashList]) -> None:
    asked = dict.fromkeys([*(one.says for one in lists), *_asked(path, rooms)])
    told = {"format": FORMAT, "of": _marks(rooms), "asked": list(asked)[:MOST]}
    partial = partial_of(_beside(path))
    try:
        partial.write_text(json.dumps(told) + "\n", "utf-8")
        os.replace(partial, _beside(path))
    finally:
        partial.unlink(missing_ok=True)
