"""Four-cornered parts of a picture that tell a room: what hangs framed on a wall, a headboard, a rug seen whole. They
are straightened, hashed, and looked at as small pictures are: hashes of such parts can be passed on and searched among
millions. Nothing is learned; what has no four corners or no pattern of its own is not found so (see parts.py).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from manumit.engine.pictures.decode import Picture
from manumit.engine.pictures.hashes import CROPS, PictureHashes, Seen
from manumit.engine.pictures.masking import Mask
from manumit.engine.pictures.pdq import GOOD_QUALITY, luminance, pdq
from manumit.engine.pictures.sketch import sketch_of, vision

Corners = tuple[tuple[float, float], tuple[float, float], tuple[float, float], tuple[float, float]]
"""Clockwise from the top left, as shares of width and height."""
Grey = NDArray[np.float32]

# Chosen on rooms 300 to 339 of benchmarks/rooms/views.
_SIDE = 640
"""Longest side of the picture in which shapes are looked for."""
_PATCH = 224
"""Longest side of a straightened part."""
LEAST_SHARE, MOST_SHARE = 0.006, 0.45
"""Of the picture's area: smaller parts show too little, larger ones are the picture."""
_BENT = (0.015, 0.03, 0.05)
"""Of the outline's length: how far it may lie from straight lines."""
_SQUARE = 0.5
"""Cosine of the corners' angles: 60 to 120 degrees, what is seen from the side leans."""
_LONG = 6.0
"""A side that is longer than the other by more is an edge or a rail."""
MOST_REGIONS = 12
_SAME_SHAPE = 0.6
"""Share of the union of two shapes' boxes that both have: above it one is the other's frame."""
_LEAST_TOLD = 12
"""Places (SIFT) without which a part tells nothing."""
_MOST_PEOPLE = 0.2
"""Share of a part's box that people may cover."""


@dataclass(frozen=True)
class Region:
    """`seen`: the part, straightened, as a picture; its SHA-256 is empty, it is no file."""

    corners: Corners
    seen: Seen


def regions_of(picture: Picture, people: Mask | None = None) -> list[Region]:
    """The telling shapes of a picture, the largest first; none where people are."""
    grey = luminance(picture.rgb)
    told: list[Region] = []
    for corners in _shapes(grey):
        if people is not None and _covered(people, corners) > _MOST_PEOPLE:
            continue
        if (region := _region(corners, grey)) is not None:
            told.append(region)
        if len(told) == MOST_REGIONS:
            break
    return told


def _region(corners: Corners, grey: Grey) -> Region | None:
    """None for a part that tells nothing."""
    patch = straightened(grey, corners)
    whole = pdq(patch)
    if whole.quality < GOOD_QUALITY:
        return None
    sketch = sketch_of(patch)
    if len(sketch.points) < _LEAST_TOLD:
        return None
    height, width = patch.shape
    crops = tuple(
        pdq(patch[_part(top, bottom, height), _part(left, right, width)]).forms[0]
        for left, top, right, bottom in CROPS
    )
    return Region(corners, Seen(PictureHashes("", whole, crops, width, height), sketch))


def _part(start: float, end: float, size: int) -> slice:
    return slice(round(start * size), round(end * size))


def straightened(grey: Grey, corners: Corners) -> Grey:
    """The part between four corners as a rectangle of its own measures."""
    cv2 = vision()
    height, width = grey.shape
    of = np.array(corners, np.float32) * np.array([width, height], np.float32)
    sides = [float(np.hypot(*(of[at] - of[at - 1]))) for at in range(4)]
    wide, high = max(sides[1], sides[3]), max(sides[0], sides[2])
    scale = _PATCH / max(wide, high, 1.0)
    size = (max(round(wide * scale), 24), max(round(high * scale), 24))
    to = np.array([(0, 0), (size[0], 0), size, (0, size[1])], np.float32)
    laid = cv2.warpPerspective(grey, cv2.getPerspectiveTransform(of, to), size, flags=cv2.INTER_AREA)
    return np.asarray(laid, np.float32)


def _shapes(grey: Grey) -> list[Corners]:
    """Four-cornered shapes, the largest first, each once."""
    cv2 = vision()
    height, width = grey.shape
    scale = min(1.0, _SIDE / max(height, width))
    size = (max(round(width * scale), 1), max(round(height * scale), 1))
    small = cv2.resize(grey, size, interpolation=cv2.INTER_AREA).clip(0, 255).astype(np.uint8)
    found: list[tuple[float, Corners]] = []
    for edges in _edges(small):
        outlines, _ = cv2.findContours(edges, cv2.RETR_LIST, cv2.CHAIN_APPROX_SIMPLE)
        for outline in outlines:
            share = cv2.contourArea(outline) / (size[0] * size[1])
            if LEAST_SHARE <= share <= MOST_SHARE and (corners := _four(outline, size)) is not None:
                found.append((share, corners))
    found.sort(key=lambda one: -one[0])
    kept: list[tuple[float, Corners]] = []
    for share, corners in found:
        if all(_alike(corners, other) < _SAME_SHAPE for _, other in kept):
            kept.append((share, corners))
    return [corners for _, corners in kept]


def _edges(small: NDArray[np.uint8]) -> Iterator[NDArray[np.uint8]]:
    """Steps of light at two strengths, closed where they are broken; and what is lighter or darker than around it."""
    cv2 = vision()
    soft = cv2.bilateralFilter(small, 7, 40, 7)
    kernel = np.ones((3, 3), np.uint8)
    for low, high in ((30, 90), (70, 200)):
        yield cv2.dilate(cv2.Canny(soft, low, high), kernel)
    for way in (cv2.THRESH_BINARY, cv2.THRESH_BINARY_INV):
        yield cv2.adaptiveThreshold(soft, 255, cv2.ADAPTIVE_THRESH_MEAN_C, way, 41, 4)


def _four(outline: Any, size: tuple[int, int]) -> Corners | None:
    cv2 = vision()
    hull = cv2.convexHull(outline)
    length = cv2.arcLength(hull, True)
    if cv2.contourArea(outline) < 0.85 * cv2.contourArea(hull):
        return None
    for bent in _BENT:
        points = cv2.approxPolyDP(hull, bent * length, True)
        if len(points) == 4:
            return _ordered(points[:, 0, :].astype(np.float64), size)
    return None


def _ordered(points: NDArray[np.float64], size: tuple[int, int]) -> Corners | None:
    """Clockwise from the top left; None for corners too sharp or sides too unlike."""
    middle = points.mean(axis=0)
    points = points[np.argsort(np.arctan2(*(points - middle).T[::-1]))]
    points = np.roll(points, -int(points.sum(axis=1).argmin()), axis=0)
    along = np.roll(points, -1, axis=0) - points
    lengths = np.hypot(*along.T)
    if lengths.min() < 8 or lengths.max() > _LONG * lengths.min():
        return None
    unit = along / lengths[:, None]
    if np.abs((unit * np.roll(unit, 1, axis=0)).sum(axis=1)).max() > _SQUARE:
        return None
    a, b, c, d = ((float(x) / size[0], float(y) / size[1]) for x, y in points)
    return a, b, c, d


def _box(corners: Corners) -> tuple[float, float, float, float]:
    x, y = zip(*corners, strict=True)
    return max(min(x), 0.0), max(min(y), 0.0), min(max(x), 1.0), min(max(y), 1.0)


def _alike(one: Corners, other: Corners) -> float:
    left, top, right, bottom = _box(one)
    a, b, c, d = _box(other)
    both = max(min(right, c) - max(left, a), 0.0) * max(min(bottom, d) - max(top, b), 0.0)
    union = (right - left) * (bottom - top) + (c - a) * (d - b) - both
    return both / union if union > 0 else 1.0


def _covered(people: Mask, corners: Corners) -> float:
    height, width = people.shape
    left, top, right, bottom = _box(corners)
    part = people[_part(top, bottom, height), _part(left, right, width)]
    return float(part.mean()) if part.size else 1.0
