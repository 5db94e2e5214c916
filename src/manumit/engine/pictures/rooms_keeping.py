"""A catalogue of rooms in one file, which appears whole or not at all. It holds places, hashes and small grey copies
without the people that were found: keep it as you keep the pictures."""

from __future__ import annotations

import json
import os
import zlib
from dataclasses import asdict
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

import numpy as np

from manumit.base.kernel import UnreadableInput
from manumit.engine.pictures.hamming import BYTES
from manumit.engine.pictures.parts import COPY, Room
from manumit.engine.pictures.rooms import Described, Known, Rooms

FORMAT = "manumit rooms 1"


def save_rooms(rooms: Rooms, path: Path) -> None:
    """Write the catalogue."""
    head = {
        "format": FORMAT,
        "known": [asdict(one) for one in rooms.known],
        "model": rooms.model,
        "strangers": rooms.strangers,
    }
    told = rooms.described
    vectors = [one.vector for one in told if one.vector is not None]
    hashes = b"".join(each for one in told for each in one.hashes)
    partial = path.with_name(path.name + ".partial")
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
    try:
        with path.open("rb") as stream, np.load(stream, allow_pickle=False) as kept:
            arrays: dict[str, Any] = {name: kept[name] for name in kept.files}
        head = json.loads(arrays["head"].tobytes())
        if head["format"] != FORMAT:
            raise UnreadableInput(f"{path.name} is a catalogue of another version.", "Make it anew.")
        return _rooms(head, arrays)
    except (BadZipFile, zlib.error, KeyError, TypeError, ValueError, IndexError, EOFError) as error:
        raise UnreadableInput(
            f"{path.name} is no catalogue of rooms, or damaged.", "Make it anew."
        ) from error


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
        rooms.add(Known(**known), Described(room, hashes, vectors[number] if len(vectors) else None))
        at, of = end, last
    rooms.strangers = {
        str(name): [float(one) for one in scores] for name, scores in head["strangers"].items()
    }
    return rooms
