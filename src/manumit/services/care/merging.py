"""Books that were apart: a copy for a laptop, and the way back.

A copy has a vault, keys and a log of its own. Merging takes over the changes that are missing; it decides nothing, so
it may be done in any direction, in any order, any number of times. Nobody who was erased comes back that way.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from io import BytesIO

from manumit.services.care.book import Book

_AT_ONCE = 256
"""Changes that are sealed together."""


@dataclass
class Merged:
    """What a merge did. `erased_here`: people whom the other book still has and this one erased; `erased_there` the
    other way round: both are for a person to act on."""

    people: int = 0
    changes: int = 0
    conflicts: list[tuple[str, str, str]] = field(default_factory=list)
    erased_here: list[str] = field(default_factory=list)
    erased_there: list[str] = field(default_factory=list)


def merge(into: Book, source: Book, people: Iterable[str] | None = None) -> Merged:
    """Take over what the other book has and this one lacks, of everybody or of some. (person, item, field) of every
    conflict that is there afterwards in the people who were touched."""
    done = Merged()
    gone = into.gone().keys()
    for person in source.people() if people is None else map(source.need, people):
        if person in gone:
            done.erased_here.append(person)
        elif number := _take(into, source, person):
            done.people += 1
            done.changes += number
            found = into.record(person).conflicts()
            done.conflicts += [(person, item.id, one.name) for item, one in found]
    done.erased_there = sorted(source.gone().keys() & set(into.people()))
    return done


def _take(into: Book, source: Book, person: str) -> int:
    if person not in into.people():
        into.enter(person)
    have = {one.name for one in into.sealed.entries(person)}
    missing = [one for one in source.changes(person) if one.id not in have]
    for change in missing:
        if "blob" in change.edits:
            _take_file(into, source, person, change.edits["blob"].value)
    for at in range(0, len(missing), _AT_ONCE):
        into.put(missing[at : at + _AT_ONCE])
    return len(missing)


def _take_file(into: Book, source: Book, person: str, blob: str) -> None:
    """A file, in memory only: nothing of it touches the disk unsealed, and it is whole before it is sealed."""
    content = BytesIO()
    source.sealed.get_file(blob, content)
    content.seek(0)
    into.sealed.put_file(person, blob, content)
