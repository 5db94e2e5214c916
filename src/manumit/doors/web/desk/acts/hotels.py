"""Collections of rooms that are known: files of `manumit rooms index`, put where the Desk finds them. Those in the
folder of a workspace are its own; those beside these folders are there for every workspace. No database here."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path

from manumit.base.kernel import UnreadableInput
from manumit.doors.web.house import House
from manumit.engine.pictures import RoomsCard, rooms_card

MOST_NAME = 80
"""Characters of a collection's name: a longer file is passed over."""


@dataclass(frozen=True, slots=True)
class Collection:
    """A file, and what is in it; `why` says why it cannot be read."""

    name: str
    path: Path
    made_at: datetime
    card: RoomsCard | None
    why: str = ""


def collections(house: House, slug: str) -> list[Collection]:
    """Those that a workspace may ask, by name; its own goes before one of the same name that is there for all."""
    found: dict[str, Collection] = {}
    for path in (*_files(house.rooms / slug), *_files(house.rooms)):
        if path.stem not in found:
            found[path.stem] = _collection(path)
    return [found[name] for name in sorted(found)]


def _files(folder: Path) -> Iterator[Path]:
    for path in sorted(folder.glob("*.npz")):
        if path.is_file() and not path.name.startswith(".") and len(path.stem) <= MOST_NAME:
            yield path


def _collection(path: Path) -> Collection:
    told = path.stat()
    made = datetime.fromtimestamp(told.st_mtime, UTC)
    try:
        return Collection(path.stem, path, made, _card(path, told.st_size, told.st_mtime_ns))
    except UnreadableInput as error:
        return Collection(path.stem, path, made, None, f"{error.sentence} {error.hint}")


@lru_cache(maxsize=64)
def _card(path: Path, size: int, at: int) -> RoomsCard:
    return rooms_card(path)
