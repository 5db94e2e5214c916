"""Boundaries around a point: the picture unrolled, the best closed path through it, circles put through paths."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy import ndimage

Floats = npt.NDArray[np.float32]
Bools = npt.NDArray[np.bool_]
PLATEAU = 0.01
"""Circles whose edge is this little below the best are as good; the middle one of them is taken."""


@dataclass(frozen=True, slots=True)
class Circle:
    """Centre (x to the right, y down) and radius in pixels of the picture it was found in."""

    x: float
    y: float
    r: float

    def scaled(self, factor: float) -> Circle:
        """The same circle in a picture `factor` times as large."""
        return Circle(self.x * factor, self.y * factor, self.r * factor)


def angles_of(count: int) -> Floats:
    """`count` directions in radians, 0 to the right, growing clockwise on the screen (y points down)."""
    return np.linspace(0, 2 * np.pi, count, endpoint=False, dtype=np.float32)


def unrolled(picture: Floats, x: float, y: float, radii: Floats, angles: Floats) -> Floats:
    """Brightness along rays from (x, y): angles x radii, bilinear, the border repeated."""
    ys = y + np.sin(angles)[:, None] * radii[None, :]
    xs = x + np.cos(angles)[:, None] * radii[None, :]
    sampled: Floats = ndimage.map_coordinates(picture, [ys, xs], order=1, mode="nearest")
    return sampled


def closed_path(gain: Floats) -> npt.NDArray[np.intp]:
    """The column for each row of `gain` (rows in a ring) with the largest sum, neighbours at most one column apart.

    Viterbi once around and a half more: the second pass starts where the first ended, which closes the path.
    """
    rows, columns = gain.shape
    twice = np.concatenate([gain, gain])
    best = twice[0].copy()
    steps = np.zeros(twice.shape, dtype=np.int8)
    around = np.full((3, columns), -np.inf, dtype=np.float32)
    for row in range(1, len(twice)):
        around[0, 1:], around[1], around[2, :-1] = best[:-1], best, best[1:]
        step = around.argmax(axis=0)
        steps[row] = step - 1
        best = np.take_along_axis(around, step[None], 0)[0] + twice[row]
    path = np.empty(len(twice), dtype=np.intp)
    path[-1] = best.argmax()
    for row in range(len(twice) - 1, 0, -1):
        path[row - 1] = path[row] + steps[row, path[row]]
    half = rows // 2
    return np.concatenate([path[rows : rows + half], path[half:rows]])


def best_circle(
    edge: Floats,
    radii: Floats,
    angles: Floats,
    measure: Callable[[Floats], Floats],
    dxs: Floats,
    dys: Floats,
    rs: Floats,
    offset_cost: float = 0.0,
) -> tuple[float, float, float, float]:
    """The circle along which `measure` of the unrolled `edge` is largest: (measure, dx, dy, r), dx and dy from the
    point it was unrolled around. Daugman's integro-differential search, looked up instead of integrated. Centres off
    the point cost `offset_cost` times the square of their distance over the radius."""
    dx, dy, r = (one.astype(np.float32)[..., None] for one in np.meshgrid(dxs, dys, rs, indexing="ij"))
    cos, sin = np.cos(angles), np.sin(angles)
    across = dx * sin - dy * cos
    reach = dx * cos + dy * sin + np.sqrt(np.maximum(r * r - across * across, 0))
    at = np.rint((reach - radii[0]) / (radii[1] - radii[0])).astype(np.intp)
    fine = (at >= 0) & (at < len(radii))
    values = edge[np.arange(len(angles)), np.clip(at, 0, len(radii) - 1)] * fine
    total = measure(values) - offset_cost * ((dx**2 + dy**2) / r**2)[..., 0]
    level = np.argwhere(total >= total.max() - PLATEAU)
    middle = level[np.abs(level - level.mean(axis=0)).sum(axis=1).argmin()]
    where = middle[0], middle[1], middle[2]
    return float(total[where]), float(dxs[where[0]]), float(dys[where[1]]), float(rs[where[2]])
