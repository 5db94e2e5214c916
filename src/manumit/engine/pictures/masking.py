"""People are taken out of a picture before its room is described: who was there is not what is asked, and a room must
be found whoever stands in it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from manumit.base.kernel import MissingPart, Refused, UsageError
from manumit.engine.pictures.decode import Pixels
from manumit.engine.pictures.hashes import Box

Mask = NDArray[np.bool_]
"""[height, width], true where a person is. All false says that somebody looked and nobody is there."""
FindFaces = Callable[[Pixels], Sequence[Box]]
"""A face detector of the caller's: boxes as shares of width and height."""

HEADS_WIDE = 4.0
HEADS_TALL = 8.0
"""Of a standing person with room for arms, in heads as artists measure; too much is better than too little."""
MOST_MASKED = 0.8


def people_mask(rgb: Pixels, find_faces: FindFaces) -> Mask:
    """True over every face that the detector finds and over the body that may be below it."""
    height, width = rgb.shape[:2]
    mask = np.zeros((height, width), np.bool_)
    for left, top, right, bottom in find_faces(rgb):
        if not (left < right and top < bottom):
            raise UsageError(
                "A face is left, top, right, bottom as shares of the picture.", "Mend the detector."
            )
        middle, wide, tall = (left + right) / 2, (right - left) * HEADS_WIDE / 2, bottom - top
        x, end_x = max(middle - wide, 0.0), min(middle + wide, 1.0)
        y, end_y = max(top - tall / 2, 0.0), min(top + tall * HEADS_TALL, 1.0)
        mask[int(y * height) : int(np.ceil(end_y * height)), int(x * width) : int(np.ceil(end_x * width))] = (
            True
        )
    return mask


def without_people(rgb: Pixels, people: Mask) -> Pixels:
    """The picture with people filled by its mean colour elsewhere: not a pixel of them goes further."""
    if people.shape != rgb.shape[:2] or people.dtype != np.bool_:
        raise UsageError("The mask has not the picture's size.", "A mask is true or false for every pixel.")
    if people.mean() > MOST_MASKED:
        raise Refused(
            "People fill the picture: too little of the room is left.",
            "Bring another picture.",
            about="full-of-people",
        )
    shown = rgb.copy()
    if people.any():
        shown[people] = rgb[~people].mean(axis=0).round().astype(np.uint8)
    return shown


def people_in(rgb: Pixels) -> Mask:
    """Where people are, as far as faces seen from the front tell (dlib's histograms of gradients) and the bodies below
    them. Who turns away, lies, or is half out of the picture is not found. MissingPart where dlib is not installed:
    without somebody who looks for people no room is described."""
    try:
        import dlib
    except ImportError as error:
        raise MissingPart(
            "People have to be found before a room is described: that needs a part that is not installed.",
            'Run: pip install "manumit[biometrics]"',
            about="no-face-part",
        ) from error
    height, width = rgb.shape[:2]

    def faces(shown: Pixels) -> Sequence[Box]:
        return [
            (
                max(one.left(), 0) / width,
                max(one.top(), 0) / height,
                min(one.right(), width) / width,
                min(one.bottom(), height) / height,
            )
            for one in dlib.get_frontal_face_detector()(np.ascontiguousarray(shown), 0)
        ]

    return people_mask(rgb, faces)
