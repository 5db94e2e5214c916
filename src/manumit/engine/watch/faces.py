"""Watched faces: an entry holds a revocable code and the id of its key, which lies in a gallery. Faces on the pictures
of fresh records are coded under that key and compared; what is read of a face is kept in memory alone, and dropped.
What is told of is a candidate for two people to decide about, never a finding."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from manumit.base.kernel import MissingPart, Refused, Settings, TableEngine, UnreadableInput
from manumit.engine.evidence import Workspace
from manumit.engine.pictures import HandOver, HashList, admit
from manumit.engine.watch.model import Entry, Hit, Unusable
from manumit.engine.watch.shown import shown_by, shown_pictures

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from manumit.engine.biometrics import Gallery, WatchedFace

    Vectors = NDArray[np.float32]

Galleries = Mapping[str, "Gallery"]
"""Opened galleries by their class."""
_CODE = re.compile(r"[0-9a-f]{128}")
_KEY = re.compile(r"facekey_[0-9a-f]{32}")
_MAKE = "`manumit watch-for face SUBJECT --gallery G` makes the entry: it asks for purpose, legal basis and an end."
_CLOSED = "the gallery of class {} that holds its key is not open: give --gallery"
_GONE = "its key is not in the gallery of class {}: the person was taken out, the watch was ended, or its time is over"


def face_subject(value: str, cells: Mapping[str, str]) -> dict[str, Any]:
    """A code as 128 hexadecimal digits, the id of its key and the class of its gallery."""
    from manumit.engine.biometrics import CLASSES

    code, key, kind = value.strip().lower(), cells.get("key", ""), cells.get("gallery", "").lower()
    if not _CODE.fullmatch(code):
        raise Unusable(
            "a face is watched for by its code, 128 hexadecimal digits, and never by a picture", _MAKE
        )
    if not _KEY.fullmatch(key):
        raise Unusable("the id of the code's key is missing (key: facekey_...)", _MAKE)
    if kind not in CLASSES:
        raise Unusable(f"gallery {kind!r} is no class of galleries", f"One of {', '.join(CLASSES)}.")
    if not cells.get("expires_at"):
        raise Unusable("a watch for a face needs an end (expires_at)", "Write a date like 2026-12-31.")
    if kind != "test" and not (cells.get("purpose") and cells.get("basis")):
        raise Unusable("a watch for a face needs a purpose and a legal basis", _MAKE)
    return {"keys": (code, key), "value": code, "gallery": kind}


@dataclass(frozen=True)
class _Faces:
    """Faces of the pictures that are shown: the picture each is on, by place in `images` (its records)."""

    images: Sequence[Sequence[str]]
    contents: Sequence[str]
    """SHA-256 of each picture."""
    on: Sequence[int]
    vectors: Vectors


def face_hits(
    engine: TableEngine,
    workspace: Workspace,
    settings: Settings,
    entries: Sequence[Entry],
    galleries: Galleries,
    lists: Sequence[HashList],
    now: datetime,
    refused: dict[str, str],
    progress: Callable[[int, int], None],
) -> Iterator[Hit]:
    """Watched faces among those shown (see shown.view_shown). Entries that cannot be looked for go to `refused`."""
    watched = list(_opened([one for one in entries if one.kind == "face"], galleries, now, refused))
    if not watched:
        return
    try:
        faces = _read(engine, workspace, settings, lists, progress)
    except (MissingPart, Refused) as error:
        refused |= dict.fromkeys((entry.id for entry, _ in watched), f"{error.sentence} {error.hint}".strip())
        return
    showing: dict[str, list[tuple[str, str]]] = {}
    for one in shown_by(engine):
        showing.setdefault(one.image_id, []).append((one.record_id, one.field))
    for entry, face in watched:
        yield from _met(entry, face, galleries[entry.gallery], faces, showing)


def _opened(
    entries: Sequence[Entry], galleries: Galleries, now: datetime, refused: dict[str, str]
) -> Iterator[tuple[Entry, WatchedFace]]:
    from manumit.engine.biometrics import watched_face

    for entry in entries:
        gallery = galleries.get(entry.gallery)
        face = watched_face(gallery, entry.keys[1], now.date()) if gallery is not None else None
        if face is None:
            refused[entry.id] = (_CLOSED if gallery is None else _GONE).format(entry.gallery)
        else:
            yield entry, face


def _read(
    engine: TableEngine,
    workspace: Workspace,
    settings: Settings,
    lists: Sequence[HashList],
    progress: Callable[[int, int], None],
) -> _Faces:
    import numpy as np

    from manumit.engine.biometrics import face_vectors, read_faces, read_picture

    read_faces(
        np.zeros((64, 64, 3), np.uint8)
    )  # whether the part for faces is there is said before pictures are read
    total = len({one.image_id for one in shown_by(engine)})
    images: list[list[str]] = []
    contents: list[str] = []
    on: list[int] = []
    rows: list[Vectors] = [np.zeros((0, 128), np.float32)]
    for done, (names, data) in enumerate(shown_pictures(engine, workspace, settings)):
        progress(done, total)
        try:
            if isinstance(admit(data, names[0], lists), HandOver):
                continue
            found = read_faces(read_picture(Path(names[0]), data))
        except UnreadableInput:
            continue
        if found:
            on += [len(images)] * len(found)
            images.append(names)
            contents.append(hashlib.sha256(data).hexdigest())
            rows.append(face_vectors(found))
    return _Faces(images, contents, on, np.concatenate(rows))


def _met(
    entry: Entry,
    face: WatchedFace,
    gallery: Gallery,
    faces: _Faces,
    showing: Mapping[str, Sequence[tuple[str, str]]],
) -> Iterator[Hit]:
    import numpy as np

    from manumit.engine.biometrics import Use

    score = face.score(np.frombuffer(bytes.fromhex(entry.keys[0]), np.uint8)[None], faces.vectors)
    least, least_llr, likely, high = face.limit(len(score))
    best: dict[int, float] = {}
    for at in np.flatnonzero(score >= least).tolist():
        best[faces.on[at]] = max(float(score[at]), best.get(faces.on[at], -1.0))
    gallery.note_watch(
        Use(entry.purpose, entry.basis),
        face.key,
        {
            "templates": len(score),
            "candidates": len(best),
            "threshold_llr": round(least_llr, 3),
            "expected_false": round(likely, 6),
        },
    )
    for image, value in best.items():
        sure = round(min(1.0, value), 3)
        how = _says(float(face.card.llr(np.array([value]))[0]), len(score), high, face.card.condition)
        for name in faces.images[image]:
            for record, field in showing.get(name, ()):
                yield Hit(entry.id, record, field, None, None, sure, how, faces.contents[image])


def _says(llr: float, faces: int, high: float, condition: str) -> str:
    from manumit.engine.biometrics import FALSE_OF, says

    return (
        f": {says(llr)} (log-likelihood ratio {llr:.1f}, measured on {condition}). Of {FALSE_OF:,} strangers' faces"
        f" one at most is met; {faces:,} were compared, so up to {high:.2g} such alerts are expected by chance alone."
        " It is a candidate that two people decide about, never a finding"
    )
