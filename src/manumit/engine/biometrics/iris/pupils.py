"""Where a pupil may be: dark round blobs of several sizes, each drawn to its edge and scored."""

from __future__ import annotations

from dataclasses import dataclass

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

SIZES = tuple(6.5 * 1.25**n for n in range(10))
"""Radii tried, in pixels of the working picture (shorter side 240): 6.5 to 48."""
MOST = 8
RAYS = 128
ANGLES = angles_of(RAYS)
DISC = np.hypot(*np.mgrid[-2:3, -2:3]) <= 2.3


@dataclass(frozen=True, slots=True)
class Pupil:
    """A hypothesis: the circle, its true outline (radius for each of RAYS directions) and how well it stands out."""

    circle: Circle
    outline: Floats
    score: float
    contrast: float


def starts(picture: Floats) -> list[Circle]:
    """Where to look: round parts of the darkest, and dark blobs (which may be the iris: then within it)."""
    found = islands(picture)
    for blob in blobs(picture):
        found += [blob, Circle(blob.x, blob.y, 0.5 * blob.r)]
    kept: list[Circle] = []
    for one in found:
        near = (abs(one.x - o.x) + abs(one.y - o.y) < 0.35 * one.r and 0.8 < one.r / o.r < 1.25 for o in kept)
        if 5 <= one.r <= 50 and not any(near):
            kept.append(one)
    return kept


def islands(picture: Floats) -> list[Circle]:
    """Connected parts below rising levels of brightness that fill their circle; lashes are cut off first."""
    half = ndimage.zoom(ndimage.gaussian_filter(picture, 1.0), 0.5, order=1)
    ratio_y, ratio_x = picture.shape[0] / half.shape[0], picture.shape[1] / half.shape[1]
    darkest, middle = np.percentile(half, [0.5, 50])
    found = []
    for level in darkest + (middle - darkest) * np.array([0.08, 0.14, 0.2, 0.27, 0.35, 0.45]):
        cut = ndimage.binary_opening(half < level, DISC)
        labels, count = ndimage.label(cut)
        areas = np.bincount(labels.ravel(), minlength=count + 1)[1:]
        for at, box in enumerate(ndimage.find_objects(labels)):
            tall, wide = box[0].stop - box[0].start, box[1].stop - box[1].start
            fill = areas[at] / (np.pi / 4 * max(tall, wide) ** 2)
            if fill > 0.55 and max(tall, wide) >= 6:
                y, x = (box[0].start + box[0].stop - 1) / 2, (box[1].start + box[1].stop - 1) / 2
                found.append((fill, Circle(x * ratio_x, y * ratio_y, float(np.sqrt(areas[at] / np.pi)) * 2)))
    return [circle for _, circle in sorted(found, key=lambda one: -one[0])[:MOST]]


def blobs(picture: Floats) -> list[Circle]:
    """The strongest dark blobs over place and size (scale-normalised Laplacian of Gaussian, Lindeberg 1998)."""
    half = ndimage.zoom(ndimage.gaussian_filter(picture, 1.0), 0.5, order=1)
    stack = np.stack([_dark(half, size / 2) for size in SIZES])
    peaks = (stack == ndimage.maximum_filter(stack, size=(3, 7, 7))) & (stack > 4)
    found = sorted(zip(stack[peaks], np.argwhere(peaks), strict=True), key=lambda one: -one[0])
    ratio_y, ratio_x = picture.shape[0] / half.shape[0], picture.shape[1] / half.shape[1]
    return [Circle(x * ratio_x, y * ratio_y, SIZES[size]) for _, (size, y, x) in found[:MOST]]


def _dark(picture: Floats, radius: float) -> Floats:
    sigma = radius / np.sqrt(2)
    dark: Floats = ndimage.gaussian_laplace(picture, sigma, mode="nearest") * sigma**2
    return dark


def settle(picture: Floats, start: Circle) -> Pupil | None:
    """Draw a blob to the dark-to-bright edge around it: a circle first, wherever it has most of its edge, then the
    outline near that circle."""
    circle = start
    height, width = picture.shape
    for reach, spread in ((0.5, 0.45), (0.15, 0.2), (0.05, 0.08)):
        low, high = max(2.0, (1 - spread - reach) * circle.r), (1 + spread + reach) * circle.r + 2
        radii = np.arange(low, high, 0.5, dtype=np.float32)
        edge = _edge(unrolled(picture, circle.x, circle.y, radii, ANGLES[::2]))
        offsets = np.linspace(-reach, reach, 9) * circle.r
        sizes = np.linspace(max(1 - spread, 4 / circle.r), 1 + spread, 21) * circle.r
        found, dx, dy, r = best_circle(edge, radii, ANGLES[::2], _mean, offsets, offsets, sizes)
        circle = Circle(circle.x + dx, circle.y + dy, r)
    if not (5 <= circle.r <= 60 and 0 <= circle.x < width and 0 <= circle.y < height):
        return None
    inside = unrolled(picture, circle.x, circle.y, radii_in(circle), ANGLES)
    ring = np.linspace(1.12, 1.3, 4, dtype=np.float32) * np.float32(circle.r)
    around = unrolled(picture, circle.x, circle.y, ring, ANGLES)
    contrast = float(np.percentile(around, 25)) - float(np.percentile(inside, 85))
    even = float(np.exp(-np.std(inside) / 20))
    darkness = 1 - float(np.median(inside)) / 255
    score = found * darkness**2 * even * min(max(contrast, 1) / 40, 1)
    return Pupil(circle, outline_of(picture, circle), score, contrast)


def _edge(rays: Floats) -> Floats:
    """Rise of brightness outwards, cut off at 6 grey levels a pixel, 0..1."""
    rise: Floats = np.clip(ndimage.gaussian_filter1d(rays, 2.5, axis=1, order=1) * 2, 0, 6) / 6
    return rise


def _mean(values: Floats) -> Floats:
    mean: Floats = values.mean(axis=-1)
    return mean


def outline_of(picture: Floats, circle: Circle) -> Floats:
    """Radius for each of ANGLES: the strongest closed edge within a seventh of the circle, its first three harmonics."""
    radii = np.arange(0.86 * circle.r, 1.14 * circle.r + 0.25, 0.25, dtype=np.float32)
    rays = unrolled(picture, circle.x, circle.y, radii, ANGLES)
    edge = np.clip(ndimage.gaussian_filter1d(rays, 4, axis=1, order=1) * 4, 0, 10) / 10
    edge -= 0.3 * ((radii - circle.r) / (0.14 * circle.r)) ** 2
    waves = np.fft.rfft(radii[closed_path(edge.astype(np.float32))])
    waves[4:] = 0
    return np.fft.irfft(waves, RAYS).astype(np.float32)


def radii_in(circle: Circle) -> Floats:
    """Radii well inside a circle."""
    return np.linspace(0.1, 0.85, 8, dtype=np.float32) * np.float32(circle.r)
