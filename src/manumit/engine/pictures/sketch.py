"""What of a picture survives cropping, writing over and mirroring: a few hundred places with a description of their
surroundings (SIFT, Lowe 2004, through OpenCV), and a small grey copy on which a supposed match is looked at again.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, cast

import numpy as np
from numpy.typing import NDArray

from manumit.base.kernel import MissingPart

if TYPE_CHECKING:
    from types import ModuleType

LONGEST_SIDE = 480
"""Of the picture in which places are looked for."""
MOST_PLACES = 192
CELLS = 4
"""Places are taken evenly from 4 x 4 parts: letters over a picture do not get all of them."""
COPY_SIDE = 128
_ALONE = 1 << 18
"""Multiplications from which OpenBLAS takes several threads (interface/gemm.c)."""
_EVENING = 2.0
_FAINTEST = 0.02
"""Contrast of a place, half of Lowe's 0.04: dim walls have some too; the best of each part are kept all the same."""

Descriptions = NDArray[np.uint8]
"""[n, 128]: 4 x 4 parts of 8 directions each, across the place's own direction first, then along it."""
Points = NDArray[np.float32]
"""[n, 2]: x, y as shares of the picture's width and height."""


@dataclass(frozen=True)
class Sketch:
    """`shape`: width / height of the picture; `copy`: all of it, squeezed into [128, 128]."""

    points: Points
    descriptions: Descriptions
    copy: NDArray[np.uint8]
    shape: float


def vision() -> ModuleType:
    """OpenCV; imported when it is used."""
    try:
        import cv2
    except ImportError as error:
        raise MissingPart(
            "Comparing pictures needs a part that is not installed.", 'Run: pip install "manumit[pictures]"'
        ) from error
    return cv2


def sketch_of(grey: NDArray[np.float32]) -> Sketch:
    """The sketch of a picture's luminance [height, width]."""
    cv2 = vision()
    height, width = grey.shape
    copy = cv2.resize(_levelled(grey), (COPY_SIDE, COPY_SIDE), interpolation=cv2.INTER_AREA)
    points, descriptions = places_of(grey, LONGEST_SIDE, MOST_PLACES, CELLS)
    return Sketch(points, descriptions, copy, width / height)


def places_of(
    grey: NDArray[np.float32], side: int, most: int, cells: int, hidden: NDArray[np.bool_] | None = None
) -> tuple[Points, Descriptions]:
    """Up to `most` places of a picture made as small as `side`, spread over its parts; none where it is `hidden`."""
    cv2 = vision()
    height, width = grey.shape
    scale = min(1.0, side / max(height, width))
    size = (max(round(width * scale), 1), max(round(height * scale), 1))
    small = cv2.resize(_levelled(grey), size, interpolation=cv2.INTER_AREA)
    shown = None
    if hidden is not None:
        shown = cv2.resize((~hidden).astype(np.uint8) * 255, size, interpolation=cv2.INTER_NEAREST)
    sift = cv2.SIFT_create(contrastThreshold=_FAINTEST)
    kept = _spread(sift.detect(small, shown), size, most, cells)
    points, found = sift.compute(small, kept) if kept else ((), None)
    if found is None:
        return np.empty((0, 2), np.float32), np.empty((0, 128), np.uint8)
    return (np.array([one.pt for one in points]) / np.array(size)).astype(np.float32), found.astype(np.uint8)


def products(one: NDArray[np.float32], other: NDArray[np.float32]) -> NDArray[np.float32]:
    """`one @ other`, a few rows at a time: so small a product is not shared out among threads, which on a busy machine
    wait for one another a hundred times as long as it takes."""
    rows = max(_ALONE // max(other.size, 1), 1)
    parts = [one[at : at + rows] @ other for at in range(0, len(one), rows)]
    return np.concatenate(parts) if parts else one @ other


def mirrored(descriptions: Descriptions) -> Descriptions:
    """What the places of the mirrored picture are described as: across the place's direction and every angle are
    turned round. It is exact, so a picture is looked at once."""
    parts = descriptions.reshape(-1, 4, 4, 8)[:, ::-1][..., -np.arange(8) % 8]
    return np.ascontiguousarray(parts.reshape(-1, 128))


def _levelled(grey: NDArray[np.float32]) -> NDArray[np.uint8]:
    """Stretched so that 1 % are black and 1 % white, then evened in each part (CLAHE, Zuiderveld 1994): a brightened
    copy looks the same, and large white letters do not make the rest of a dim picture flat."""
    low, high = np.percentile(grey[::4, ::4], (1, 99))
    if high - low < 8:  # a plain surface: nothing is made out of noise
        return cast(NDArray[np.uint8], np.clip(grey, 0, 255).astype(np.uint8))
    stretched = np.clip((grey - low) * (255 / (high - low)), 0, 255).astype(np.uint8)
    evening = vision().createCLAHE(clipLimit=_EVENING, tileGridSize=(6, 6))
    return cast(NDArray[np.uint8], evening.apply(stretched))


def _spread(found: Any, size: tuple[int, int], most: int = MOST_PLACES, cells: int = CELLS) -> list[Any]:
    """The strongest of each part, then of the rest, up to `most`. SIFT gives a place once a direction."""
    strongest = sorted(found, key=lambda one: (-one.response, one.pt))
    share = most // cells**2
    taken: list[Any] = []
    rest: list[Any] = []
    count = np.zeros((cells, cells), int)
    for one in strongest:
        cell = tuple(min(int(at / side * cells), cells - 1) for at, side in zip(one.pt, size, strict=True))
        (taken if count[cell] < share else rest).append(one)
        count[cell] += 1
    return (taken + rest)[:most]
