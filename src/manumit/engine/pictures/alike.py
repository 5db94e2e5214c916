"""Is it the same picture, edited? Two ways to lay one over the other are tried: the whole of it (mirrored or turned as
the nearest of its eight hashes says), and as places of one agree with places of the other (which finds crops). Laid so,
the pictures themselves are compared part by part: a board's mark in the corner of two pictures, or one wallpaper in two
rooms, gives places that agree, but not a picture that does.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import cast

import numpy as np
from numpy.typing import NDArray

from manumit.engine.pictures.pdq import FORMS, Pdq, distance
from manumit.engine.pictures.sketch import COPY_SIDE, Sketch, mirrored, products, vision

Matrix = NDArray[np.float64]
"""[2, 3]: from x, y of the other picture to x, y of this one, both as shares of width and height."""

# Chosen on rooms 0 to 59 and 1000 to 1039 of benchmarks/rooms, edited, and on pairs of different ones, as they are and
# under one text or banner.
SURE_PLACES, SURE_AGREEMENT = 8, 0.45
FEW_PLACES, FEW_AGREEMENT = 4, 0.6
"""Where fewer places agree, more of the picture has to. Wholes whose hashes are near count as sure."""
LEAST_PARTS = 6
"""That look the same; a share of fewer says nothing."""
LEAST_OVERLAP = 0.4
_RATIO = 0.85
"""Of the distances to the best and to the second best description: above it a place could be two (Lowe 2004, 7.1)."""
_TOLERANCE = 0.012
"""Of the longer side: how far a place may lie from where it should."""
_TRIALS = 2000
_WHOLE = 80
"""Bits; above it wholes are not laid over one another: unrelated pictures differ by 106 to 150."""
_PARTS = 8
_PLAIN = 8.0
"""Standard deviation of grey levels below which a part is a plain surface and says nothing."""
_SAME_PART = 0.85
"""Correlation of grey levels."""


@dataclass(frozen=True)
class Evidence:
    """`distance`: bits between the nearest of the eight forms. `how`: `whole`, `part`, or empty when no way was found
    to lay one over the other. `form`: how the other is turned. `places`: how many agree. `overlap`: share of the
    smaller picture that lies on the other. `agreement`: share of the `parts` that say something and look the same."""

    verified: bool
    how: str
    distance: int
    form: str
    places: int
    overlap: float
    agreement: float
    parts: int

    @property
    def says(self) -> str:
        """The sentence for a reader."""
        apart = f"hashes differ by {self.distance} of 256 bits"
        if not self.verified:
            return f"not known as one picture; {apart}"
        turn = "" if self.form == FORMS[0] else f", {self.form}"
        return (
            f"the same picture ({self.how}{turn}): {self.agreement:.0%} of {self.parts} parts agree over"
            f" {self.overlap:.0%}, {self.places} places, {apart}"
        )


def nearest_form(one: bytes, other: Pdq) -> tuple[int, int]:
    """Bits, and the form of the other that is nearest to the hash of the one."""
    return min((distance(one, turned), form) for form, turned in enumerate(other.forms))


def compare(one: bytes, one_sketch: Sketch, other: Pdq, other_sketch: Sketch) -> Evidence:
    """The best way of laying the other over the one (known by its hash), and how well they agree there."""
    bits, form = nearest_form(one, other)
    best = Evidence(False, "", bits, FORMS[form], 0, 0.0, 0.0, 0)
    for way in _ways(bits, form, one_sketch, other_sketch):
        judged = _judge(way)
        if judged.verified:
            return judged
        best = max(best, judged, key=lambda one: (one.how != "", one.agreement))
    return best


def _ways(bits: int, form: int, one: Sketch, other: Sketch) -> Iterator[Evidence]:
    """The cheapest first: one that holds is enough."""
    if bits <= _WHOLE:
        agreement, overlap, parts = _agree(one, other, _turning(form))
        yield Evidence(False, "whole", bits, FORMS[form], 0, overlap, agreement, parts)
    for mirror in (False, True):
        if (way := _lay(one, other, mirror)) is not None:
            matrix, places = way
            agreement, overlap, parts = _agree(one, other, matrix)
            yield Evidence(False, "part", bits, FORMS[mirror], places, overlap, agreement, parts)


def _judge(way: Evidence) -> Evidence:
    sure = way.how == "whole" or way.places >= SURE_PLACES
    needed = SURE_AGREEMENT if sure else FEW_AGREEMENT
    good = (
        way.agreement >= needed and way.agreement * way.parts >= LEAST_PARTS and way.overlap >= LEAST_OVERLAP
    )
    return replace(way, verified=good)


def _turning(form: int) -> Matrix:
    """The picture in that form over itself: transposed first, then flipped."""
    matrix = np.array([[1.0, 0, 0], [0, 1.0, 0]])
    if form & 4:
        matrix = matrix[::-1].copy()
    for row, flips in ((1, form & 2), (0, form & 1)):
        if flips:
            matrix[row] = np.array([0, 0, 1]) - matrix[row]
    return matrix


def _lay(one: Sketch, other: Sketch, mirror: bool) -> tuple[Matrix, int] | None:
    """The turning, scaling and moving under which most places agree (RANSAC), and how many do."""
    cv2 = vision()
    described = mirrored(other.descriptions) if mirror else other.descriptions
    here, there = matches(one.descriptions, described)
    if len(here) < FEW_PLACES:
        return None
    # In units of each picture's height, so that a turning is one.
    to, of = np.array([one.shape, 1.0]), np.array([other.shape * (-1 if mirror else 1), 1.0])
    target = one.points[here] * to
    tolerance = _TOLERANCE * max(one.shape, 1.0)
    found, inside = cv2.estimateAffinePartial2D(
        other.points[there] * of,
        target,
        method=cv2.RANSAC,
        ransacReprojThreshold=tolerance,
        maxIters=_TRIALS,
        confidence=0.999,
    )
    if found is None:
        return None
    counted = np.unique(np.round(target[inside.ravel() > 0], 3), axis=0)
    if len(counted) < FEW_PLACES:
        return None
    matrix = np.column_stack([found[:, :2] * of, found[:, 2]]) / to[:, None]
    return cast(Matrix, matrix), len(counted)


def matches(one: NDArray[np.uint8], other: NDArray[np.uint8]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Places that are each other's best and clearly better than the next, by the Hellinger distance of descriptions
    (RootSIFT, Arandjelovic and Zisserman 2012)."""
    if len(one) < FEW_PLACES or len(other) < FEW_PLACES:
        none = np.empty(0, np.int64)
        return none, none
    apart = 2 - 2 * products(_root(one), _root(other).T)
    at = np.arange(len(one))
    best = apart.argmin(axis=1)
    first, second = np.partition(apart, 1, axis=1)[:, :2].T
    good = (first < _RATIO**2 * second) & (apart.argmin(axis=0)[best] == at)
    return at[good], best[good]


def _root(descriptions: NDArray[np.uint8]) -> NDArray[np.float32]:
    values = descriptions.astype(np.float32)
    return cast(NDArray[np.float32], np.sqrt(values / np.maximum(values.sum(axis=1, keepdims=True), 1)))


def _agree(one: Sketch, other: Sketch, matrix: Matrix) -> tuple[float, float, int]:
    """Share of parts that look the same where both lie, share of the smaller that lies there, and how many parts say
    something. A part is an eighth of a side; parts look the same when their grey levels correlate."""
    cv2 = vision()
    side = (COPY_SIDE, COPY_SIDE)
    moved = matrix.copy()
    # Pixel centres: u = (x + 1/2) / side.
    moved[:, 2] = (matrix[:, :2].sum(axis=1) / 2) + matrix[:, 2] * COPY_SIDE - 0.5
    if not np.isfinite(moved).all():
        return 0.0, 0.0, 0
    laid = cv2.warpAffine(other.copy, moved, side, flags=cv2.INTER_LINEAR)
    inside = cv2.warpAffine(np.full(side, 255, np.uint8), moved, side, flags=cv2.INTER_NEAREST) > 0
    scale = abs(float(np.linalg.det(matrix[:, :2])))
    lying = float(inside.mean())
    overlap = min(max(lying, lying / scale) if scale > 1e-6 else 0.0, 1.0)
    mine, its = (_parts(cv2.blur(each, (3, 3))) for each in (one.copy, laid))
    whole = _parts(inside.astype(np.uint8)).min(axis=1) > 0
    mine, its = mine - mine.mean(axis=1, keepdims=True), its - its.mean(axis=1, keepdims=True)
    spread, its_spread = mine.std(axis=1), its.std(axis=1)
    telling = whole & (np.maximum(spread, its_spread) >= _PLAIN)
    alike = (mine * its).mean(axis=1) / np.maximum(spread * its_spread, 1e-6)
    parts = int(telling.sum())
    return (float((alike[telling] >= _SAME_PART).mean()) if parts else 0.0), overlap, parts


def _parts(copy: NDArray[np.uint8]) -> NDArray[np.float32]:
    """[64, 256]: the pixels of each part."""
    size = COPY_SIDE // _PARTS
    cut = copy.astype(np.float32).reshape(_PARTS, size, _PARTS, size).swapaxes(1, 2)
    return cast(NDArray[np.float32], cut.reshape(_PARTS * _PARTS, size * size))
