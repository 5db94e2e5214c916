"""What two pictures share when they are not one picture: a wall picture, a headboard, a patterned rug, seen from two
sides. Places of both that agree under one perspective (a homography, RANSAC) within a part of each are a supposition;
the part is laid over the other and looked at.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import cast

import numpy as np
from numpy.typing import NDArray

from manumit.engine.pictures.alike import matches
from manumit.engine.pictures.decode import Picture
from manumit.engine.pictures.hashes import Box
from manumit.engine.pictures.masking import Mask
from manumit.engine.pictures.pdq import luminance
from manumit.engine.pictures.sketch import Descriptions, Points, places_of, vision

# Chosen on views of rooms 300 to 339 (benchmarks/rooms/views.py).
_SIDE, _MOST, _CELLS = 960, 1000, 8
"""More places of a larger picture than for whole pictures: a part has to have enough of them."""
COPY = 256
LEAST_PLACES, SURE_PLACES = 8, 14
LEAST_LIKENESS, SURE_LIKENESS = 0.55, 0.9
"""Correlation of grey levels over the part: where fewer places agree it has to look more alike."""
LEAST_SHARE = 0.004
"""Of each picture's area: what is smaller is a switch, a socket, a board's mark."""
_TOLERANCE = 0.008
"""Of the longer side."""
_TRIALS = 3000
MOST_PARTS = 3
"""Of two pictures."""


@dataclass(frozen=True)
class Room:
    """A picture's places and a small grey copy, without what is hidden. `shape`: width / height."""

    points: Points
    descriptions: Descriptions
    copy: NDArray[np.uint8]
    shape: float


@dataclass(frozen=True)
class Shared:
    """A part that two pictures share: its box in each, how many places agree, how alike it looks (correlation)."""

    here: Box
    there: Box
    places: int
    likeness: float

    @property
    def strength(self) -> float:
        """Larger is surer."""
        return self.places * self.likeness

    @property
    def says(self) -> str:
        """The sentence for a reader."""
        return f"A part of both pictures is the same: {self.places} places in it agree."


def room_of(picture: Picture, people: Mask | None = None) -> Room:
    """What of a picture is compared with other views; nothing where people are."""
    cv2 = vision()
    grey = luminance(picture.rgb)
    if people is not None and people.any():
        grey = np.where(people, np.float32(grey[~people].mean()) if not people.all() else 0, grey)
    points, descriptions = places_of(grey, _SIDE, _MOST, _CELLS, people)
    copy = cv2.resize(grey, (COPY, COPY), interpolation=cv2.INTER_AREA).clip(0, 255).astype(np.uint8)
    return Room(points, descriptions, copy, grey.shape[1] / grey.shape[0])


def shared_parts(one: Room, other: Room) -> list[Shared]:
    """The parts that they share, the one on which most places agree first."""
    here, there = matches(one.descriptions, other.descriptions)
    found: list[Shared] = []
    while len(here) >= LEAST_PLACES and len(found) < MOST_PARTS:
        shared, agree = _part(one, other, here, there)
        if shared is not None:
            found.append(shared)
        if shared is None or not agree.any():
            break
        here, there = here[~agree], there[~agree]
    return found


def overlapping(one: Box, other: Box) -> bool:
    """Whether two boxes of one picture are of one part: they share half of the smaller."""
    wide = min(one[2], other[2]) - max(one[0], other[0])
    high = min(one[3], other[3]) - max(one[1], other[1])
    return wide > 0 and high > 0 and wide * high > 0.5 * min(_area(one), _area(other))


def _area(box: Box) -> float:
    return (box[2] - box[0]) * (box[3] - box[1])


def _part(
    one: Room, other: Room, here: NDArray[np.int64], there: NDArray[np.int64]
) -> tuple[Shared | None, NDArray[np.bool_]]:
    """The part that most places agree on, when it holds, and which do."""
    cv2 = vision()
    none = np.zeros(len(here), np.bool_)
    to, of = np.array([one.shape, 1.0]), np.array([other.shape, 1.0])
    target, source = one.points[here] * to, other.points[there] * of
    matrix, inside = cv2.findHomography(
        source, target, cv2.RANSAC, _TOLERANCE * max(one.shape, 1.0), maxIters=_TRIALS, confidence=0.999
    )
    if matrix is None:
        return None, none
    agree: NDArray[np.bool_] = inside.ravel() > 0
    at = np.unique(np.round(target[agree], 3), axis=0, return_index=True)[1]
    target, source = target[agree][at], source[agree][at]
    if len(target) < LEAST_PLACES or not _is_seen(matrix, source):
        return None, none
    shares = np.diag([1 / one.shape, 1, 1]) @ matrix @ np.diag([other.shape, 1, 1])
    likeness = _likeness(one, other, shares, target / to)
    boxes = _box(target / to), _box(source / of)
    small = min(map(_area, boxes)) < LEAST_SHARE
    if small or likeness < (LEAST_LIKENESS if len(target) >= SURE_PLACES else SURE_LIKENESS):
        return None, none
    return Shared(*boxes, len(target), round(likeness, 4)), agree


def _is_seen(matrix: NDArray[np.float64], points: NDArray[np.float64]) -> bool:
    """Whether a camera could see it so: not mirrored, not folded, no more than six times larger one way."""
    depth = points @ matrix[2, :2] + matrix[2, 2]
    if depth.min() * depth.max() <= 0:
        return False
    middle = points.mean(axis=0)
    over = matrix[2, :2] @ middle + matrix[2, 2]
    at = (matrix[:2, :2] @ middle + matrix[:2, 2]) / over
    slope = (matrix[:2, :2] - np.outer(at, matrix[2, :2])) / over
    large, little = np.linalg.svd(slope, compute_uv=False)
    return bool(np.linalg.det(slope) > 0 and little > 0.1 and large < 10 and large < 6 * little)


def _likeness(one: Room, other: Room, matrix: NDArray[np.float64], points: NDArray[np.float64]) -> float:
    """Correlation of grey levels within the outline of the places, the other laid over the one."""
    cv2 = vision()
    scale = np.diag([COPY, COPY, 1.0])
    laid = cv2.warpPerspective(other.copy, scale @ matrix @ np.linalg.inv(scale), (COPY, COPY))
    outline = cv2.convexHull((points * COPY).astype(np.float32)).astype(np.int32)
    inside = np.zeros((COPY, COPY), np.uint8)
    cv2.fillConvexPoly(inside, outline, 1)
    mine, its = (cv2.blur(each, (3, 3))[inside > 0].astype(np.float64) for each in (one.copy, laid))
    if len(mine) < 32:
        return 0.0
    mine, its = mine - mine.mean(), its - its.mean()
    spread = float(np.sqrt((mine @ mine) * (its @ its)))
    return float(mine @ its) / spread if spread > 0 else 0.0


def _box(points: NDArray[np.float64]) -> Box:
    low, high = points.min(axis=0), points.max(axis=0)
    return cast(Box, tuple(round(float(one), 4) for one in (*low, *high)))
