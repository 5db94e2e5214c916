"""An index of pictures in one file, which appears whole or not at all. It holds hashes, descriptions of places and
small grey copies: keep it as you keep the pictures."""

from __future__ import annotations

import json
import os
import zlib
from pathlib import Path
from zipfile import BadZipFile

import numpy as np
from numpy.typing import NDArray

from manumit.base.kernel import UnreadableInput
from manumit.engine.pictures.hamming import BYTES
from manumit.engine.pictures.hashes import CROPS
from manumit.engine.pictures.index import PictureIndex
from manumit.engine.pictures.sketch import COPY_SIDE, Sketch
from manumit.engine.pictures.words import words_of

FORMAT = "manumit pictures 1"


def save_index(index: PictureIndex, path: Path) -> None:
    """Write the index to a file."""
    sketched = [one for one in index.sketches if one is not None]
    head = json.dumps({"format": FORMAT, "names": index.names})
    partial = path.with_name(path.name + ".partial")
    try:
        with partial.open("wb") as stream:
            np.savez(
                stream,
                head=np.frombuffer(head.encode(), np.uint8),
                whole=index.whole.rows(),
                crops=index.crops.rows(),
                qualities=np.array(index.qualities, np.uint8),
                places=np.array([-1 if one is None else len(one.points) for one in index.sketches], np.int32),
                shapes=np.array([one.shape for one in sketched], np.float64),
                copies=np.array([one.copy for one in sketched], np.uint8).reshape(-1, COPY_SIDE, COPY_SIDE),
                points=np.concatenate([np.empty((0, 2), np.float32), *(one.points for one in sketched)]),
                descriptions=np.concatenate(
                    [np.empty((0, 128), np.uint8), *(one.descriptions for one in sketched)]
                ),
            )
            stream.flush()
            os.fsync(stream.fileno())
        os.replace(partial, path)
    finally:
        partial.unlink(missing_ok=True)


def load_index(path: Path) -> PictureIndex:
    """Read it again. Raises UnreadableInput when it is damaged or of another kind."""
    try:
        with path.open("rb") as stream, np.load(stream, allow_pickle=False) as kept:
            arrays = {name: kept[name] for name in kept.files}
        head = json.loads(arrays["head"].tobytes())
        if head["format"] != FORMAT:
            raise UnreadableInput(f"{path.name} is an index of another version.", "Make it anew.")
        return _index([str(one) for one in head["names"]], arrays)
    except (BadZipFile, zlib.error, KeyError, TypeError, ValueError, IndexError, EOFError) as error:
        raise UnreadableInput(f"{path.name} is no index of pictures, or damaged.", "Make it anew.") from error


def _index(names: list[str], arrays: dict[str, NDArray[np.generic]]) -> PictureIndex:
    """ValueError when the arrays do not belong together."""
    count, places = len(names), arrays["places"].astype(np.int64)
    sketched = places[places >= 0]
    shapes = {
        "whole": (count, BYTES),
        "crops": (count * len(CROPS), BYTES),
        "qualities": (count,),
        "places": (count,),
        "shapes": (len(sketched),),
        "copies": (len(sketched), COPY_SIDE, COPY_SIDE),
        "points": (int(sketched.sum()), 2),
        "descriptions": (int(sketched.sum()), 128),
    }
    for name, shape in shapes.items():
        if arrays[name].shape != shape:
            raise ValueError(f"{name} has the shape {arrays[name].shape}, not {shape}")
    index = PictureIndex()
    index.names = names
    index.qualities = [int(one) for one in arrays["qualities"].astype(np.int64)]
    index.whole.extend_rows(arrays["whole"].astype(np.uint8))
    index.crops.extend_rows(arrays["crops"].astype(np.uint8))
    points, descriptions = arrays["points"].astype(np.float32), arrays["descriptions"].astype(np.uint8)
    copies, ratios = arrays["copies"].astype(np.uint8), arrays["shapes"].astype(np.float64)
    start = of = 0
    for size in places.tolist():
        if size < 0:
            index.sketches.append(None)
            continue
        part = slice(start, start + size)
        copy, ratio = copies[of], float(ratios[of])
        index.note(len(index.sketches), words_of(descriptions[part]))
        index.sketches.append(Sketch(points[part], descriptions[part], copy, ratio))
        start, of = start + size, of + 1
    return index
