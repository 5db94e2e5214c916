"""The bytes of pictures, out of the files they came in: one pass through a file, whatever archive or crawl it is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from manumit.base.kernel import Settings
from manumit.engine.evidence.content import content_of
from manumit.engine.evidence.readers.warc import body_of
from manumit.engine.evidence.readers.warc_http import Trouble
from manumit.engine.evidence.workspace import Workspace

GONE = "the file is not where it was read"
CHANGED = "the file has changed since it was read"


@dataclass(frozen=True, slots=True)
class Place:
    """Where a picture lies: a record, its file, its span there, the SHA-256 of the picture's own bytes."""

    record_id: str
    file_sha256: str
    offset: int
    length: int
    reader: str
    content_sha256: str


def picture_bytes(
    workspace: Workspace, places: Sequence[Place], settings: Settings
) -> Iterator[tuple[Place, bytes | str]]:
    """Each picture's bytes, or why they cannot be had; those of one file have to stand together, by their offset. One
    picture is held at a time."""
    start = 0
    while start < len(places):
        file = places[start].file_sha256
        end = start
        while end < len(places) and places[end].file_sha256 == file:
            end += 1
        path = next(workspace.originals(file), None)
        if path is None:
            yield from ((place, GONE) for place in places[start:end])
        else:
            yield from _in_file(path, places[start:end], settings)
        start = end


def _in_file(path: Path, places: Sequence[Place], settings: Settings) -> Iterator[tuple[Place, bytes | str]]:
    told = 0
    try:
        for place, span in _spans(path, places, settings):
            told += 1
            yield place, _body(place, span, settings)
    except OSError as error:
        yield from ((place, f"it cannot be read ({error.strerror or error})") for place in places[told:])
        return
    yield from ((place, CHANGED) for place in places[told:])


def _body(place: Place, span: bytes, settings: Settings) -> bytes | str:
    body: bytes | Trouble = body_of(span, settings) if place.reader.startswith("warc/") else span
    if isinstance(body, Trouble):
        return body.reason
    return body if sha256(body).hexdigest() == place.content_sha256 else CHANGED


def _spans(path: Path, places: Sequence[Place], settings: Settings) -> Iterator[tuple[Place, bytes]]:
    """Those that the file is long enough for."""
    waiting = iter(places)
    place = next(waiting, None)
    at, held = 0, bytearray()
    for piece in content_of(path, settings):
        held += piece
        while place is not None and at + len(held) >= place.offset + place.length:
            start = place.offset - at
            yield place, bytes(held[start : start + place.length])
            place = next(waiting, None)
        if place is None:
            return
        drop = min(max(place.offset - at, 0), len(held))
        del held[:drop]
        at += drop
