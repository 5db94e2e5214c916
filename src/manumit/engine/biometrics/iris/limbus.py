"""The edge between iris and white: circles with their own centre, scored by how many directions agree."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy import ndimage

from manumit.engine.biometrics.iris.contours import Circle, Floats, angles_of, best_circle, unrolled

RAYS = 128
ANGLES = angles_of(RAYS)
NARROWEST, WIDEST = 1.35, 6.0
"""Limbus radius over pupil radius."""


@dataclass(frozen=True, slots=True)
class Limbus:
    """A hypothesis: circle, score (0..1: share of the looked-at directions with a clear edge)."""

    circle: Circle
    score: float


def _side(towards: float, half_width: float) -> Floats:
    """Weights of the directions within `half_width` (degrees) of `towards` (degrees), a cosine bell of sum 1."""
    away = np.abs((np.degrees(ANGLES) - towards + 180) % 360 - 180)
    bell = np.where(away < half_width, np.cos(np.radians(away * 90 / half_width)), 0)
    return (bell / bell.sum()).astype(np.float32)


RIGHT, BELOW, LEFT = _side(5, 45), _side(90, 50), _side(175, 45)
"""The white shows to the right and the left; below it or the lower lid; above lid and lashes, which say nothing."""


def limbus_around(picture: Floats, pupil: Circle) -> Limbus | None:
    """The best limbus of a pupil: coarse search over centre and radius, then a fine one; None when nothing fits."""
    high = min(WIDEST * pupil.r, 0.6 * min(picture.shape))
    radii = np.arange(1.1 * pupil.r, high * 1.2, 1.0, dtype=np.float32)
    if len(radii) < 8:
        return None
    rays = unrolled(picture, pupil.x, pupil.y, radii, ANGLES)
    soft = max(1.5, 0.035 * 50)
    edge = ndimage.gaussian_filter1d(rays, soft, axis=1, order=1)
    inside_frame = _inside(picture, pupil, radii)
    edge = np.where(inside_frame, np.clip(edge, 0, 5) / 5, 0).astype(np.float32)
    reach = max(3.0, 0.3 * pupil.r)
    best = best_circle(
        edge, radii, ANGLES, _share, np.linspace(-reach, reach, 9), np.linspace(-reach, reach, 9),
        np.arange(NARROWEST * pupil.r, high, 1.0),
    )
    for step in (reach / 8, reach / 24):
        best = best_circle(
            edge, radii, ANGLES, _share, best[1] + step * np.arange(-3, 4), best[2] + step * np.arange(-3, 4),
            best[3] + np.arange(-3, 3.1, 0.5),
        )
    score, dx, dy, r = best
    return Limbus(Circle(pupil.x + dx, pupil.y + dy, r), score)


def _inside(picture: Floats, pupil: Circle, radii: Floats) -> np.ndarray:
    xs = pupil.x + np.cos(ANGLES)[:, None] * radii
    ys = pupil.y + np.sin(ANGLES)[:, None] * radii
    return (xs >= 0) & (xs <= picture.shape[1] - 1) & (ys >= 0) & (ys <= picture.shape[0] - 1)


def _share(values: Floats) -> Floats:
    """Edges along circles (..., RAYS) as one number: both sides must agree, below helps a little."""
    right, below, left = values @ RIGHT, values @ BELOW, values @ LEFT
    both: Floats = 0.85 * 2 * right * left / np.maximum(right + left, 0.05) + 0.15 * below
    return both
