"""Faces in a picture, and whether one of them is good enough to be compared."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from manumit.base.kernel import MissingPart, PoorCapture
from manumit.engine.biometrics.images import Pixels
from manumit.engine.biometrics.model import admitted

LONGEST = 1600
"""Pixels of the longer side that is searched; a face needs about 1/40 of it to be found."""
GROWTH = 2.0
"""Small pictures are doubled: the detector knows faces of 80 pixels and more."""
BORDER = 0.2
"""Of the longer side, repeated around the picture: faces that touch its edge are found, too."""
LEADS = 2.0
"""A face is the one meant when it has this many times the area of the next."""
FEW = 6
"""Of several faces, as many are said where they are."""
SMALLEST_EYES = 16.0
"""Pixels between the eyes, in the picture as it came."""
GOOD_EYES = 60.0
"""As many are good (ISO/IEC 19794-5 asks for 90 in a passport's picture)."""
DULLEST, GOOD_CONTRAST = 8.0, 30.0
"""Standard deviation of the grey levels within the face."""
ASIDE = 0.55
"""Nose over the middle of the eyes, as a part of half their distance: beyond it the face looks away."""


@dataclass(frozen=True, slots=True)
class Found:
    """A face: box (left, top, right, bottom) and distance of the eyes in pixels of the picture as it came, the upright
    150 x 150 chip, and its quality 0..1."""

    box: tuple[int, int, int, int]
    eyes: float
    contrast: float
    aside: float
    chip: Pixels = field(repr=False)
    points: npt.NDArray[np.float64] = field(repr=False)
    """dlib's five, 5 x 2, in pixels of the picture as it came: outer and inner corner of the eye on its right, of the
    other, below the nose."""

    @property
    def quality(self) -> float:
        """The worst of size, contrast and pose."""
        return round(
            max(
                0.0,
                min(1.0, self.eyes / GOOD_EYES, self.contrast / GOOD_CONTRAST, 1 - self.aside / (2 * ASIDE)),
            ),
            3,
        )


@cache
def dlib_parts() -> tuple[Any, Any, Any, Any]:
    """(module, detector, five points, network), loaded once. MissingPart without the extra; Refused: other weights."""
    try:
        import dlib
        import face_recognition_models as weights
    except ImportError as error:
        raise MissingPart(
            "The part for faces is not installed.",
            "Add it: pip install 'manumit[biometrics]'.",
            about="no-face-part",
        ) from error
    points = admitted(Path(weights.pose_predictor_five_point_model_location()), "dlib-resnet")
    network = admitted(Path(weights.face_recognition_model_location()), "dlib-resnet")
    return (
        dlib,
        dlib.get_frontal_face_detector(),
        dlib.shape_predictor(str(points)),
        dlib.face_recognition_model_v1(str(network)),
    )


def find_faces(picture: Pixels) -> list[Found]:
    """Every face, the largest first."""
    from PIL import Image

    dlib, detector, points, _ = dlib_parts()
    height, width = picture.shape[:2]
    scale = min(GROWTH, LONGEST / max(height, width))
    size = (max(1, round(width * scale)), max(1, round(height * scale)))
    scaled = np.asarray(Image.fromarray(picture).resize(size, Image.Resampling.BICUBIC))
    edge = round(BORDER * max(size))
    framed = np.ascontiguousarray(np.pad(scaled, ((edge, edge), (edge, edge), (0, 0)), mode="edge"))
    found = [_found(dlib, framed, box, points(framed, box), scale, edge) for box in detector(framed, 0)]
    return sorted(found, key=lambda one: -_area(one))


def _found(dlib: Any, framed: Pixels, box: Any, shape: Any, scale: float, edge: int) -> Found:
    # dlib's five points: 0, 1 the corners of one eye, 2, 3 of the other, 4 below the nose
    at = np.array([(shape.part(n).x, shape.part(n).y) for n in range(5)], float)
    one, other, nose = (at[0] + at[1]) / 2, (at[2] + at[3]) / 2, at[4]
    across = one - other
    apart = float(np.hypot(*across)) or 1.0
    aside = abs(float((nose - (one + other) / 2) @ across)) / (apart * apart / 2)
    chip = np.ascontiguousarray(dlib.get_face_chip(framed, shape, 150, 0.25))
    middle = chip[30:120, 30:120].mean(axis=2)
    left, top, right, bottom = (
        round((value - edge) / scale) for value in (box.left(), box.top(), box.right(), box.bottom())
    )
    points = (at - edge) / scale
    return Found((left, top, right, bottom), apart / scale, float(middle.std()), aside, chip, points)


def _area(face: Found) -> int:
    left, top, right, bottom = face.box
    return (right - left) * (bottom - top)


def usable(face: Found) -> bool:
    """Whether a face is large, clear and straight enough to be compared."""
    return face.eyes >= SMALLEST_EYES and face.contrast >= DULLEST and face.aside <= 2 * ASIDE


def the_face(picture: Pixels, what: object) -> Found:
    """The one face of a picture that is meant. PoorCapture says what is wrong with it, and how to recapture."""
    found = find_faces(picture)
    if not found:
        if any(find_faces(np.ascontiguousarray(np.rot90(picture, turns))) for turns in (1, 3, 2)):
            raise PoorCapture(
                f"{what}: the face lies on its side, or upside down.",
                "Turn the picture upright, and save it so.",
                about="face-on-side",
            )
        raise PoorCapture(
            f"{what}: no face is found.",
            "Take the picture from the front, both eyes open and uncovered, the face filling a third of it.",
            about="no-face",
        )
    if len(found) > 1 and _area(found[0]) < LEADS * _area(found[1]):
        places = "; ".join(",".join(map(str, one.box)) for one in found[:FEW])
        more = "; ..." if len(found) > FEW else ""
        raise PoorCapture(
            f"{what}: {len(found)} faces, at {places}{more} (left, top, right, bottom).",
            "Cut out the face that is meant, with some room around it.",
            about="several-faces",
            numbers={"n": len(found)},
        )
    face = found[0]
    if face.eyes < SMALLEST_EYES:
        raise PoorCapture(
            f"{what}: the face is too small, {face.eyes:.0f} pixels between the eyes.",
            f"It needs {SMALLEST_EYES:.0f} at the least and {GOOD_EYES:.0f} to be good: go nearer, use the original.",
            about="small-face",
            numbers={"n": round(face.eyes), "least": round(SMALLEST_EYES), "good": round(GOOD_EYES)},
        )
    if face.contrast < DULLEST:
        raise PoorCapture(
            f"{what}: the face has hardly any contrast.",
            "Use even light from the front, neither dark nor washed out.",
            about="dull-face",
        )
    if face.aside > 2 * ASIDE:
        raise PoorCapture(f"{what}: the face looks away.", "Take it from the front.", about="face-aside")
    return face
