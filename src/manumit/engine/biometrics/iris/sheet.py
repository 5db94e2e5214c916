"""The ring of the iris unrolled to a sheet of fixed size (Daugman's rubber sheet), and which of it is iris."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy import ndimage

from manumit.engine.biometrics.iris.contours import Bools, Circle, Floats, angles_of, closed_path

ROWS, COLUMNS = 32, 256
ANGLES = angles_of(COLUMNS)
SMOOTHING = 0.7
"""Sigma in working pixels before the ring is unrolled: takes the camera's noise, leaves the pattern."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """ROWS (pupil to white) x COLUMNS (clockwise from the right): brightness; true where it is iris, where a reflection
    lies, where the picture ends."""

    grey: Floats
    iris: Bools
    glints: Bools
    outside: Bools


def sheet_of(picture: Floats, glints: Bools, pupil: Circle, outline: Floats, limbus: Circle) -> Sheet:
    """Unroll between the pupil's outline and the limbus, each direction from the pupil's edge to the limbus' edge."""
    turns = angles_of(len(outline))
    inner = np.interp(ANGLES, turns, outline, period=2 * np.pi)
    cos, sin = np.cos(ANGLES), np.sin(ANGLES)
    share = ((np.arange(ROWS) + 0.5) / ROWS)[:, None]
    x = (1 - share) * (pupil.x + inner * cos) + share * (limbus.x + limbus.r * cos)
    y = (1 - share) * (pupil.y + inner * sin) + share * (limbus.y + limbus.r * sin)
    soft = ndimage.gaussian_filter(picture, SMOOTHING)
    grey = ndimage.map_coordinates(soft, [y, x], order=1, mode="nearest")
    glint = ndimage.map_coordinates(glints.astype(np.float32), [y, x], order=1, mode="nearest") > 0.2
    height, width = picture.shape
    outside = (x < 0) | (y < 0) | (x > width - 1) | (y > height - 1)
    return Sheet(grey, ~(glint | outside | covered(grey)), glint, outside)


def covered(grey: Floats) -> Bools:
    """Lids, lashes and what else is not like the iris where it is surely seen (at the sides and below).

    A pixel is strange when it is far from its row's median there, or its neighbourhood is. What covers the iris comes
    from the white inwards: for each direction the depth that best parts plain from strange, smooth around the ring.
    """
    sure = np.sin(ANGLES) > -0.35
    middle = ndimage.gaussian_filter1d(np.median(grey[:, sure], axis=1), 2)[:, None]
    spread = max(1.4826 * float(np.median(np.abs(grey[2:-4, sure] - middle[2:-4]))), 4.0)
    away = (grey - middle) / spread
    near = ndimage.gaussian_filter(away, (1.5, 2.5), mode=("nearest", "wrap"))
    strange = (away < -3.5) | (away > 4) | (near > 2.2) | (near < -2.2)
    votes = np.where(strange, 1.0, -0.7)
    gain = np.zeros((COLUMNS, ROWS + 1), dtype=np.float32)
    gain[:, :-1] = votes[::-1].cumsum(axis=0)[::-1].T
    depth = closed_path(gain)
    lid = np.arange(ROWS)[:, None] >= depth[None, :]
    return np.asarray(lid | ndimage.binary_dilation(strange & ~lid, iterations=1))
