"""The edge between iris and white: circles with their own centre, scored by how many directions agree."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from scipy import ndimage

from manumit.engine.biometrics.iris.contours import Bools, Circle, Floats, angles_of, best_circle, unrolled

RAYS: Final = 96
ANGLES: Final = angles_of(RAYS)
NARROWEST, WIDEST = 1.35, 6.0
"""Limbus radius over pupil radius."""
OFFSET: Final = 0.3
"""Farthest the centres may lie apart along either axis, over the pupil's radius."""
OFFSET_COST: Final = 1.0
"""Taken from the score, times the square of the distance of the centres over the radius of the limbus."""
SOFTNESS: Final = 1.75
"""Sigma of the edge filter in pixels of the working picture: the limbus is no sharp line in near infrared."""
CLEAR: Final = 5.0
"""Grey levels a pixel from which an edge counts fully."""


@dataclass(frozen=True, slots=True)
class Limbus:
    """A hypothesis: circle, score (0..1: how clear the edge is to both sides)."""

    circle: Circle
    score: float


def _bell(towards: float, half_width: float) -> Floats:
    """Weights of the directions within `half_width` (degrees) of `towards` (degrees), a cosine bell of sum 1."""
    away = np.abs((np.degrees(ANGLES) - towards + 180) % 360 - 180)
    bell = np.where(away < half_width, np.cos(np.radians(away * 90 / half_width)), 0)
    share: Floats = (bell / bell.sum()).astype(np.float32)
    return share


RIGHT, BELOW, LEFT = _bell(5, 45), _bell(90, 50), _bell(175, 45)
"""The white shows to the right and the left; below it or the lower lid; above lid and lashes, which say nothing."""


def limbus_around(picture: Floats, pupil: Circle) -> Limbus | None:
    """The best limbus of a pupil: coarse search over centre and radius, then finer; None when nothing can fit."""
    high = min(WIDEST * pupil.r, 0.6 * min(picture.shape))
    radii = np.arange(1.1 * pupil.r, high * 1.2, 1.0, dtype=np.float32)
    if high < NARROWEST * pupil.r + 4:
        return None
    rays = unrolled(picture, pupil.x, pupil.y, radii, ANGLES)
    edge = np.clip(ndimage.gaussian_filter1d(rays, SOFTNESS, axis=1, order=1), 0, CLEAR) / CLEAR
    edge *= _inside(picture, pupil, radii)
    reach = max(3.0, OFFSET * pupil.r)
    offsets = np.linspace(-reach, reach, 9, dtype=np.float32)
    sizes = np.arange(NARROWEST * pupil.r, high, 1.0, dtype=np.float32)
    best = best_circle(edge, radii, ANGLES, _both_sides, offsets, offsets, sizes, OFFSET_COST)
    near = np.arange(-3, 4, dtype=np.float32)
    for step in (reach / 8, reach / 24):
        wider = np.maximum(best[3] + np.float32(0.5) * near, np.float32(NARROWEST * pupil.r))
        around = best[1] + step * near, best[2] + step * near, wider
        best = best_circle(edge, radii, ANGLES, _both_sides, *around, OFFSET_COST)
    score, dx, dy, r = best
    return Limbus(Circle(pupil.x + dx, pupil.y + dy, r), score)


def _inside(picture: Floats, pupil: Circle, radii: Floats) -> Bools:
    x = pupil.x + np.cos(ANGLES)[:, None] * radii
    y = pupil.y + np.sin(ANGLES)[:, None] * radii
    height, width = picture.shape
    inside: Bools = (x >= 0) & (x <= width - 1) & (y >= 0) & (y <= height - 1)
    return inside


def _both_sides(values: Floats) -> Floats:
    """Edges along circles (..., RAYS) as one number: both sides must agree (harmonic mean), below helps a little."""
    right, below, left = values @ RIGHT, values @ BELOW, values @ LEFT
    share: Floats = 0.85 * 2 * right * left / np.maximum(right + left, 0.05) + 0.15 * below
    return share
