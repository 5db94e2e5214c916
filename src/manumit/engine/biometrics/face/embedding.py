"""Faces as numbers: made by the network, laid into the space where they are compared."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from pathlib import Path

import numpy as np
import numpy.typing as npt

from manumit.engine.biometrics.face.finding import (
    BORDER,
    GROWTH,
    LONGEST,
    Found,
    dlib_parts,
    find_faces,
    the_face,
    usable,
)
from manumit.engine.biometrics.images import Pixels, read_picture
from manumit.engine.biometrics.model import REGISTRY, Template

Vectors = npt.NDArray[np.float32]
"""Templates x 128."""
WIDTH = 128
USUAL, POWER = 0.5, 1.2
"""Length of a centred embedding, about, and the power of it that it is divided by: 1 would be the cosine. What differs
between two pictures of a person is of about one size for everybody, so that it lowers the cosine of short embeddings
more; a little more than 1 makes up for it. 1.2 of 1.0 to 1.5: by Cllr on 20 ORL subjects, two left out."""
_STEPS = (
    f"hog {GROWTH} {LONGEST} {BORDER}; 5 points; chip 150 0.25; mean of face and mirror; float32;"
    f" centred, over length to {POWER}"
)
PREPROCESSING = hashlib.sha256(_STEPS.encode()).hexdigest()[:16]
_CARD = REGISTRY["dlib-resnet"]
MAKE = ("face", _CARD.model, _CARD.version, PREPROCESSING)


def read_face(path: Path) -> Template:
    """The template of the one face in a picture: the mean of its embedding and its mirror image's. PoorCapture."""
    return _template(the_face(read_picture(path), path))


def read_faces(picture: Pixels) -> list[Template]:
    """Templates of all faces of a picture that can be compared, the largest first; often none."""
    return [_template(face) for face in find_faces(picture) if usable(face)]


def _template(face: Found) -> Template:
    network = dlib_parts()[3]
    mirror = np.ascontiguousarray(face.chip[:, ::-1])
    both = [np.asarray(network.compute_face_descriptor(chip)) for chip in (face.chip, mirror)]
    data = np.mean(both, axis=0).astype("<f4").tobytes()
    return Template(*MAKE, face.quality, data)


def raw_vectors(templates: Sequence[Template]) -> Vectors:
    """As the network gave them."""
    joined = b"".join(one.data for one in templates)
    return np.frombuffer(joined, "<f4").reshape(-1, WIDTH).astype(np.float32)


@cache
def own_centre() -> bytes:
    """The mean embedding of our development cohort (see docs/explanation/biometrics.md), little-endian float32."""
    return (files("manumit.engine.biometrics") / "cards" / "face-centre.f32").read_bytes()


def face_vectors(templates: Sequence[Template], centre: Vectors | None = None) -> Vectors:
    """Centred and of about length 1: scalar products are scores, mostly -1..1."""
    middle = np.frombuffer(own_centre(), "<f4") if centre is None else centre
    moved = raw_vectors(templates) - middle
    length = np.linalg.norm(moved, axis=1, keepdims=True)
    return np.asarray(moved / USUAL / np.maximum(length / USUAL, 1e-9) ** POWER, np.float32)
