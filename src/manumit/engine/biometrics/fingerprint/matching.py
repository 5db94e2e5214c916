"""How alike two sets of minutiae are: the alignment (turn and shift) that lays most of them upon each other."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Minutiae = npt.NDArray[np.float32]
"""Minutiae x 3: x to the right, y down (pixels at 500 ppi), direction in radians (counter-clockwise as seen)."""
REACH = 10.0
"""Pixels within which two minutiae are one: about one ridge period at 500 ppi."""
LEAN = float(np.radians(20))
TURN = float(np.radians(60))
"""A finger is laid down within this of upright, each time."""
_BATCH = 256


def likeness(a: Minutiae, b: Minutiae) -> float:
    """0..1: the square of the minutiae laid upon each other, over the product of both numbers."""
    if not len(a) or not len(b):
        return 0.0
    found = alignment(a, b)
    return found * found / (len(a) * len(b))


def alignment(a: Minutiae, b: Minutiae) -> int:
    """The most minutiae of `a` that fall upon their own one of `b`, over every turn and shift that lays some minutia of
    `a` upon one of `b`."""
    turn = _wrapped(b[None, :, 2] - a[:, None, 2])
    first, second = np.nonzero(np.abs(turn) <= TURN)
    most = 0
    for at in range(0, len(first), _BATCH):
        i, j = first[at : at + _BATCH], second[at : at + _BATCH]
        most = max(most, _laid(a, b, i, j, turn[i, j]))
    return most


def _laid(
    a: Minutiae, b: Minutiae, i: npt.NDArray[np.intp], j: npt.NDArray[np.intp], turn: npt.NDArray[np.float32]
) -> int:
    cos, sin = np.cos(turn)[:, None], np.sin(turn)[:, None]
    away = a[None, :, :2] - a[i, None, :2]
    x = (
        cos * away[..., 0] + sin * away[..., 1] + b[j, None, 0]
    )  # y points down, directions are counted upwards
    y = -sin * away[..., 0] + cos * away[..., 1] + b[j, None, 1]
    near = (x[..., None] - b[:, 0]) ** 2 + (y[..., None] - b[:, 1]) ** 2 <= REACH * REACH
    lean = _wrapped(a[None, :, None, 2] + turn[:, None, None] - b[:, 2])
    fits = near & (np.abs(lean) <= LEAN)
    # each minutia counts once on either side: the smaller count is at most a few above a true pairing
    return int(np.minimum(fits.any(axis=2).sum(axis=1), fits.any(axis=1).sum(axis=1)).max())


def _wrapped(angle: npt.NDArray[np.float32]) -> npt.NDArray[np.float32]:
    return np.asarray((angle + np.pi) % (2 * np.pi) - np.pi, np.float32)
