"""What is kept of a picture in order to know it again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from manumit.base.kernel import UsageError
from manumit.engine.pictures.alike import Evidence, compare
from manumit.engine.pictures.decode import Picture, open_picture
from manumit.engine.pictures.pdq import Pdq, luminance, pdq
from manumit.engine.pictures.sketch import Sketch, sketch_of

Kind = TypeVar("Kind", bound=np.generic)
Box = tuple[float, float, float, float]
"""left, top, right, bottom as shares of width and height, 0 to 1."""

CROPS: tuple[Box, ...] = (
    (0.05, 0.05, 0.95, 0.95),
    (0.1, 0.1, 0.9, 0.9),
    (0.0, 0.0, 0.9, 0.9),
    (0.1, 0.0, 1.0, 0.9),
    (0.0, 0.1, 0.9, 1.0),
    (0.1, 0.1, 1.0, 1.0),
)
"""Cut a 20th and a 10th off each side, and a 10th off two: for partners who have hashes alone."""


@dataclass(frozen=True)
class PictureHashes:
    """`sha256` of the bytes; PDQ of the whole and of CROPS; `width` and `height` upright; `notes` of the decoder."""

    sha256: str
    whole: Pdq
    crops: tuple[bytes, ...]
    width: int
    height: int
    notes: tuple[str, ...] = ()

    @property
    def pdq(self) -> str:
        """The hash in hexadecimal, as lists have it."""
        return self.whole.forms[0].hex()


@dataclass(frozen=True)
class Seen:
    """A picture as it is compared: its hashes and its sketch."""

    hashes: PictureHashes
    sketch: Sketch


def picture_hashes(data: bytes) -> PictureHashes:
    """The hashes of a picture in a file's bytes. Raises UnreadableInput with the reason."""
    return hashes_of(data, open_picture(data))


def hashes_of(data: bytes, picture: Picture) -> PictureHashes:
    """The same when the picture is unpacked already."""
    grey = luminance(picture.rgb)
    crops = tuple(pdq(part_of(grey, box)).forms[0] for box in CROPS)
    name = sha256(data).hexdigest()
    return PictureHashes(name, pdq(grey), crops, picture.width, picture.height, picture.notes)


def see(data: bytes) -> Seen:
    """Hashes and sketch of a picture in a file's bytes."""
    picture = open_picture(data)
    return Seen(hashes_of(data, picture), sketch_of(luminance(picture.rgb)))


def same_picture(one: bytes | Seen, other: bytes | Seen) -> Evidence:
    """Whether two files are one picture, edited: how it was found, and how well they agree."""
    here, there = (each if isinstance(each, Seen) else see(each) for each in (one, other))
    return compare(here.hashes.whole.forms[0], here.sketch, there.hashes.whole, there.sketch)


def region_hash(picture: Picture, box: Box) -> Pdq:
    """The hash of a part that a person marked: a headboard, a carpet, art. Rooms of one hotel share them."""
    part = part_of(luminance(picture.rgb), marked(box))
    if min(part.shape) < 16:
        raise UsageError("The region has fewer than 16 pixels a side.", "Mark a larger one.")
    return pdq(part)


def marked(box: Sequence[float]) -> Box:
    """A part that somebody marked. UsageError for what is none."""
    if len(box) == 4:
        left, top, right, bottom = box
        if 0 <= left < right <= 1 and 0 <= top < bottom <= 1:
            return left, top, right, bottom
    raise UsageError(
        "A region is left, top, right, bottom as shares between 0 and 1.", "Like 0.2,0.1,0.6,0.5."
    )


def part_of(shown: NDArray[Kind], box: Box) -> NDArray[Kind]:
    """A part of what has a height and a width."""
    height, width = shown.shape[:2]
    left, top, right, bottom = box
    return shown[round(top * height) : round(bottom * height), round(left * width) : round(right * width)]
