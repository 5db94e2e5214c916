"""Where a pupil may be: round dark islands and blobs of several sizes, each drawn to its edge and scored."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

import numpy as np
from scipy import ndimage

from manumit.engine.biometrics.iris.contours import (
    Circle,
    Floats,
    angles_of,
    best_circle,
    closed_path,
    unrolled,
)

SIZES: Final = tuple(6.5 * 1.25**n for n in range(10))
"""Radii of blobs, in pixels of the working picture (shorter side 240): 6.5 to 48."""
LEVELS: Final = (0.08, 0.14, 0.2, 0.27, 0.35, 0.45)
"""Brightness levels of islands, from the darkest (0) to the median (1) of the picture."""
SMALLEST, LARGEST = 5.0, 55.0
MOST: Final = 8
KEPT: Final = 3
RAYS: Final = 128
ANGLES: Final = angles_of(RAYS)
DISC: Final = np.hypot(*np.mgrid[-2:3, -2:3]) <= 2.3


@dataclass(frozen=True, slots=True)
class Pupil:
    """A hypothesis: the circle, its true outline (radius for each of RAYS directions), how well it stands out (0..1)
    and how sharp its edge is (share of the step within three pixels)."""

    circle: Circle
    outline: Floats
    score: float


def pupils_in(picture: Floats) -> list[Pupil]:
    """The KEPT best hypotheses, best first. `picture`: working size, glints filled."""
    found = [one for start in starts(picture) if (one := _settled(picture, start, 0.5, 0.45))]
    found.sort(key=lambda one: -one.score)
    closer = [_closer(picture, _closer(picture, rough, 0.15, 0.2), 0.05, 0.08) for rough in found[: 2 * KEPT]]
    closer.sort(key=lambda one: -one.score)
    kept: list[Pupil] = []
    for one in closer:
        if not any(_near(one.circle, other.circle) for other in kept):
            kept.append(replace(one, outline=outline_of(picture, one.circle)))
    return kept[:KEPT]


def starts(picture: Floats) -> list[Circle]:
    """Where to look: round islands of darkness, and dark blobs (which may be the iris: then half as large too)."""
    half = ndimage.zoom(ndimage.gaussian_filter(picture, 1.0), 0.5, order=1)
    ratio = picture.shape[0] / half.shape[0]
    found = islands(half)
    for blob in blobs(half):
        found += [blob, Circle(blob.x, blob.y, 0.5 * blob.r)]
    kept: list[Circle] = []
    for one in (circle.scaled(ratio) for circle in found):
        if SMALLEST <= one.r <= LARGEST and not any(_near(one, other) for other in kept):
            kept.append(one)
    return kept


def _near(one: Circle, other: Circle) -> bool:
    return abs(one.x - other.x) + abs(one.y - other.y) < 0.35 * one.r and 0.8 < one.r / other.r < 1.25


def islands(half: Floats) -> list[Circle]:
    """Connected parts below rising levels of brightness that fill their circle; lashes are cut off first."""
    darkest, middle = np.percentile(half, [0.5, 50])
    found = []
    for level in darkest + (middle - darkest) * np.array(LEVELS):
        labels, count = ndimage.label(ndimage.binary_opening(half < level, DISC))
        areas = np.bincount(labels.ravel(), minlength=count + 1)[1:]
        for area, (rows, columns) in zip(areas, ndimage.find_objects(labels), strict=True):
            longest = max(rows.stop - rows.start, columns.stop - columns.start)
            fill = area / (np.pi / 4 * longest**2)
            if fill > 0.55 and longest >= SMALLEST:
                y, x = (rows.start + rows.stop - 1) / 2, (columns.start + columns.stop - 1) / 2
                found.append((fill, Circle(x, y, float(np.sqrt(area / np.pi)))))
    found.sort(key=lambda one: -one[0])
    return [circle for _, circle in found[:MOST]]


def blobs(half: Floats) -> list[Circle]:
    """The strongest dark blobs over place and size (scale-normalised Laplacian of Gaussian, Lindeberg 1998)."""
    sigmas = [size / 2 / np.sqrt(2) for size in SIZES]
    stack = np.stack([ndimage.gaussian_laplace(half, sigma, mode="nearest") * sigma**2 for sigma in sigmas])
    peaks = (stack == ndimage.maximum_filter(stack, size=(3, 7, 7))) & (stack > 4)
    found = sorted(zip(stack[peaks], np.argwhere(peaks), strict=True), key=lambda one: -one[0])
    return [Circle(float(x), float(y), SIZES[size] / 2) for _, (size, y, x) in found[:MOST]]


def _closer(picture: Floats, rough: Pupil, reach: float, spread: float) -> Pupil:
    """A finer search around a hypothesis, unless that leads astray."""
    finer = _settled(picture, rough.circle, reach, spread)
    return rough if finer is None or finer.score < 0.8 * rough.score else finer


def _settled(picture: Floats, start: Circle, reach: float, spread: float) -> Pupil | None:
    """The circle with most edge, centre within `reach`, radius within `spread` of the start's (shares of its radius),
    scored; None when it leaves the picture or the sizes of pupils."""
    low, high = max(2.0, (1 - spread - reach) * start.r), (1 + spread + reach) * start.r + 2
    radii = np.arange(low, high, 0.5, dtype=np.float32)
    edge = _edge(unrolled(picture, start.x, start.y, radii, ANGLES[::2]))
    offsets = np.linspace(-reach, reach, 9, dtype=np.float32) * np.float32(start.r)
    sizes = np.linspace(max(1 - spread, 4 / start.r), 1 + spread, 21, dtype=np.float32) * np.float32(start.r)
    found, dx, dy, r = best_circle(edge, radii, ANGLES[::2], _mean, offsets, offsets, sizes)
    circle = Circle(start.x + dx, start.y + dy, r)
    height, width = picture.shape
    if not (SMALLEST <= r <= LARGEST and 0 <= circle.x < width and 0 <= circle.y < height):
        return None
    return Pupil(circle, np.full(RAYS, r, dtype=np.float32), found * _looks(picture, circle))


def _looks(picture: Floats, circle: Circle) -> float:
    """Dark (squared), even inside, and everywhere darker than what is around, each 0..1, multiplied."""
    within = np.linspace(0.1, 0.85, 8, dtype=np.float32) * np.float32(circle.r)
    beyond = np.linspace(1.12, 1.3, 4, dtype=np.float32) * np.float32(circle.r)
    inside = unrolled(picture, circle.x, circle.y, within, ANGLES)
    around = unrolled(picture, circle.x, circle.y, beyond, ANGLES)
    contrast = float(np.percentile(around, 35)) - float(np.percentile(inside, 80))
    even = float(np.exp(-np.std(inside) / 20))
    darkness = 1 - float(np.median(inside)) / 255
    return darkness**2 * even * min(max(contrast, 1) / 40, 1)


def _edge(rays: Floats) -> Floats:
    """Rise of brightness outwards, cut off at 6 grey levels a pixel, 0..1."""
    rise: Floats = np.clip(ndimage.gaussian_filter1d(rays, 2.5, axis=1, order=1) * 2, 0, 6) / 6
    return rise


def _mean(values: Floats) -> Floats:
    mean: Floats = values.mean(axis=-1)
    return mean


def outline_of(picture: Floats, circle: Circle) -> Floats:
    """Radius for each of ANGLES: the strongest closed edge within a seventh of the circle, its first three harmonics
    (Daugman 2007 describes pupils by such a series)."""
    radii = np.arange(0.86 * circle.r, 1.14 * circle.r + 0.25, 0.25, dtype=np.float32)
    rays = unrolled(picture, circle.x, circle.y, radii, ANGLES)
    edge = np.clip(ndimage.gaussian_filter1d(rays, 4, axis=1, order=1) * 4, 0, 10) / 10
    edge -= 0.3 * ((radii - circle.r) / (0.14 * circle.r)) ** 2
    waves = np.fft.rfft(radii[closed_path(edge.astype(np.float32))])
    waves[4:] = 0
    return np.fft.irfft(waves, RAYS).astype(np.float32)
