"""A catalogue of rooms in one file, which appears whole or not at all. It holds places, hashes and small grey copies
without the people that were found: keep it as you keep the pictures."""

from __future__ import annotations

import json
import os
import secrets
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

import numpy as np

from manumit.base.kernel import UnreadableInput
from manumit.engine.pictures.described import Described, Known
from manumit.engine.pictures.hamming import BYTES
from manumit.engine.pictures.parts import COPY, Room
from manumit.engine.pictures.rooms import Rooms

FORMAT = "manumit rooms 1"


@dataclass(frozen=True)
class RoomsCard:
    """What is in a catalogue, in numbers. `measured_on`: pictures that were asked for among the others; `model`: see
    `Rooms`; `shown`: whether its pictures may be shown, since lists can be asked about each."""

    pictures: int
    hotels: int
    chains: int
    measured_on: int
    model: str
    shown: bool


def partial_of(path: Path) -> Path:
    """Where a file is written before it takes its place: of this writer alone, however many write at once."""
    return path.with_name(f"{path.name}.partial.{os.getpid()}.{secrets.token_hex(4)}")


def save_rooms(rooms: Rooms, path: Path) -> None:
    """Write the catalogue."""
    head = {
        "format": FORMAT,
        "known": [asdict(one) for one in rooms.known],
        "model": rooms.model,
        "strangers": rooms.strangers,
        "marks": [dict(one.marks) for one in rooms.described],
    }
    told = rooms.described
    vectors = [one.vector for one in told if one.vector is not None]
    hashes = b"".join(each for one in told for each in one.hashes)
    partial = partial_of(path)
    try:
        with partial.open("wb") as stream:
            np.savez(
                stream,
                head=np.frombuffer(json.dumps(head).encode(), np.uint8),
                points=np.concatenate([np.empty((0, 2), np.float32), *(one.room.points for one in told)]),
                descriptions=np.concatenate(
                    [np.empty((0, 128), np.uint8), *(one.room.descriptions for one in told)]
                ),
                places=np.array([len(one.room.points) for one in told], np.int64),
                copies=np.array([one.room.copy for one in told], np.uint8).reshape(-1, COPY, COPY),
                shapes=np.array([one.room.shape for one in told], np.float64),
                hashes=np.frombuffer(hashes, np.uint8).reshape(-1, BYTES),
                parts=np.array([len(one.hashes) for one in told], np.int64),
                vectors=np.stack(vectors) if vectors else np.empty((0, 0), np.float32),
            )
            stream.flush()
            os.fsync(stream.fileno())
        os.replace(partial, path)
    finally:
        partial.unlink(missing_ok=True)


def load_rooms(path: Path) -> Rooms:
    """Read it again. Raises UnreadableInput when it is damaged or of another kind."""
    with _whole(path):
        with path.open("rb") as stream, np.load(stream, allow_pickle=False) as kept:
            arrays: dict[str, Any] = {name: kept[name] for name in kept.files}
        return _rooms(_head(path, arrays["head"]), arrays)


def rooms_card(path: Path) -> RoomsCard:
    """What is in it, without reading its pictures. Raises UnreadableInput as `load_rooms` does."""
    with _whole(path):
        with path.open("rb") as stream, np.load(stream, allow_pickle=False) as kept:
            head = _head(path, kept["head"])
        known, marks = [Known(**one) for one in head["known"]], head.get("marks", [])
        return RoomsCard(
            len(known),
            len({one.hotel for one in known}),
            len({one.chain for one in known if one.chain}),
            len(head["strangers"].get("part hotel", ())),
            str(head["model"]),
            len(marks) == len(known) and all(marks),
        )


@contextmanager
def _whole(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise UnreadableInput(f"{path.name} cannot be read ({error.strerror}).", "Check the file.") from error
    except (BadZipFile, zlib.error, KeyError, TypeError, ValueError, IndexError, EOFError) as error:
        raise UnreadableInput(
            f"{path.name} is no catalogue of rooms, or damaged.", "Make it anew."
        ) from error


def _head(path: Path, packed: Any) -> dict[str, Any]:
    head: dict[str, Any] = json.loads(packed.tobytes())
    if head["format"] != FORMAT:
        raise UnreadableInput(f"{path.name} is a catalogue of another version.", "Make it anew.")
    return head


def _rooms(head: dict[str, Any], arrays: dict[str, Any]) -> Rooms:
    """ValueError when the arrays do not belong together."""
    rooms = Rooms(model=str(head["model"]))
    count, places, parts = len(head["known"]), arrays["places"], arrays["parts"]
    wanted = {
        "points": (int(places.sum()), 2),
        "descriptions": (int(places.sum()), 128),
        "copies": (count, COPY, COPY),
        "shapes": (count,),
        "hashes": (int(parts.sum()), BYTES),
    }
    vectors = arrays["vectors"]
    if any(arrays[name].shape != shape for name, shape in wanted.items()) or len(vectors) not in (0, count):
        raise ValueError("arrays of two catalogues")
    marks = head.get("marks") or [{}] * count  # none before they were kept
    if len(marks) != count:
        raise ValueError("marks of another catalogue")
    at = of = 0
    for number, known in enumerate(head["known"]):
        end, last = at + int(places[number]), of + int(parts[number])
        room = Room(
            arrays["points"][at:end],
            arrays["descriptions"][at:end],
            arrays["copies"][number],
            float(arrays["shapes"][number]),
        )
        hashes = tuple(one.tobytes() for one in arrays["hashes"][of:last])
        vector = vectors[number] if len(vectors) else None
        rooms.add(Known(**known), Described(room, hashes, vector, marks[number]))
        at, of = end, last
    rooms.strangers = {
        str(name): [float(one) for one in scores] for name, scores in head["strangers"].items()
    }
    return rooms
