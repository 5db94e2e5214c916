"""Faces by a model that the operator brings (ArcFace and its like): 112 x 112, laid upright by five points.

The points are dlib's (corners of both eyes, below the nose). They are laid where they stand in the frame that these
models learnt from: dlib's mean face, moved so that the middles of its eyes are at that frame's eyes.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from manumit.base.govern import OperatorModel, admit_model
from manumit.base.kernel import UnreadableInput
from manumit.engine.biometrics.face.finding import the_face
from manumit.engine.biometrics.images import Pixels, read_picture
from manumit.engine.biometrics.model import Template
from manumit.engine.biometrics.slots import run, session

SIDE: Final = 112
EYES: Final = np.array([[73.5318, 51.5014], [38.2946, 51.6963]])
"""The two eyes of InsightFace's 112 x 112 frame (face_align.py, arcface_dst), the picture's right one first, as dlib
counts."""
MEAN_FACE: Final = np.array(
    [
        [0.8595674595992, 0.2134981538014],
        [0.6460604764104, 0.2289674387677],
        [0.1205750620789, 0.2137274526848],
        [0.3340850613712, 0.2290642403242],
        [0.4901123135679, 0.6277975316475],
    ]
)
"""dlib's mean of its five points (image_transforms/interpolation.h, get_face_chip_details)."""
Floats = npt.NDArray[np.float64]


def similarity(source: Floats, target: Floats) -> Floats:
    """The turn, scale and shift (2 x 3) that lays points upon others best (Umeyama, PAMI 13, 1991)."""
    middle, other = source.mean(axis=0), target.mean(axis=0)
    a, b = source - middle, target - other
    left, size, right = np.linalg.svd(b.T @ a)
    flip = np.diag([1.0, np.sign(np.linalg.det(left) * np.linalg.det(right))])
    turn = left @ flip @ right
    scale = float(size @ np.diag(flip)) / max(float((a * a).sum()), 1e-12)
    return np.asarray(np.c_[scale * turn, other - scale * turn @ middle])


def _frame() -> Floats:
    eyes = np.array([MEAN_FACE[:2].mean(axis=0), MEAN_FACE[2:4].mean(axis=0)])
    move = similarity(eyes, EYES)
    return np.asarray(MEAN_FACE @ move[:, :2].T + move[:, 2])


FRAME: Final = _frame()
"""Where dlib's five points lie in the frame."""


def upright(picture: Pixels, points: Floats) -> Pixels:
    """The face in the frame of 112 x 112."""
    from PIL import Image

    shrink = max(1, int(np.linalg.norm(points[0] - points[2]) / np.linalg.norm(FRAME[0] - FRAME[2])))
    whole = Image.fromarray(picture).reduce(shrink)  # a large face is made small before it is sampled
    move = similarity(FRAME, points / shrink)
    laid = whole.transform(
        (SIDE, SIDE), Image.Transform.AFFINE, move.ravel().tolist(), Image.Resampling.BICUBIC
    )
    return np.asarray(laid.convert("RGB"))


def planes(chip: Pixels, slot: OperatorModel) -> npt.NDArray[np.float32]:
    """1 x 3 x height x width, as the model wants its numbers."""
    ordered = chip if slot.colour == "RGB" else chip[..., ::-1]
    mean, spread = (np.asarray(one, np.float32) for one in (slot.mean, slot.spread))
    return np.asarray(((ordered.astype(np.float32) - mean) / spread).transpose(2, 0, 1)[None], np.float32)


@lru_cache(maxsize=4)
def _opened(model: Path, keys: str) -> tuple[OperatorModel, Any, str]:
    slot, data = admit_model(model, keys)
    if (slot.kind, slot.modality) != ("embedding", "face"):
        raise UnreadableInput(
            f"{model.name} was admitted as {slot.kind} of {slot.modality}, not to embed faces.",
            about="misplaced-model",
            numbers={"name": model.name},
        )
    opened = session(data, model.name)
    shape = opened.get_inputs()[0].shape
    if any(
        isinstance(one, int) and one != wanted for one, wanted in zip(shape, (1, 3, SIDE, SIDE), strict=True)
    ):
        raise UnreadableInput(
            f"{model.name} takes {shape}, not 1 x 3 x {SIDE} x {SIDE}.",
            "Export it for that.",
            about="odd-model",
            numbers={"name": model.name},
        )
    steps = f"{slot.sha256}; five points of dlib, similarity, {SIDE}; {slot.colour} {slot.mean} {slot.spread}; unit"
    return slot, opened, hashlib.sha256(steps.encode()).hexdigest()[:16]


def face_reader(model: Path, keys: str) -> Callable[[Path], Template]:
    """Reads pictures by this model. Refused and VerificationFailed unless it is admitted."""
    slot, opened, preprocessing = _opened(model, keys)

    def read(path: Path) -> Template:
        picture = read_picture(path)
        face = the_face(picture, path)
        values = run(opened, model.name, planes(upright(picture, face.points), slot))
        length = float(np.linalg.norm(values))
        if length <= 0:
            raise UnreadableInput(
                f"{model.name} gives only zeros for {path}.", "Try another picture.", about="silent-model"
            )
        data = (values / length).astype("<f4").tobytes()
        return Template("face", slot.model, slot.version, preprocessing, face.quality, data)

    return read


def vectors(templates: Sequence[Template]) -> npt.NDArray[np.float32]:
    """Templates x width, as the model gave them: scalar products are scores."""
    width = len(templates[0].data) // 4 if templates else 1
    return np.frombuffer(b"".join(one.data for one in templates), "<f4").reshape(-1, width)


def scorer(templates: Sequence[Template]) -> Callable[[Template], Floats]:
    """Cosine of a probe with every template."""
    held = vectors(templates)
    return lambda probe: np.asarray(held @ np.frombuffer(probe.data, "<f4"), np.float64)
