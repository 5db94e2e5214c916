"""A picture is checked and brought to the working size."""

from __future__ import annotations

from typing import Final

import numpy as np
import numpy.typing as npt
from scipy import ndimage

from manumit.engine.biometrics.iris.contours import Floats
from manumit.engine.biometrics.iris.quality import PoorEye

SHORTER_SIDE: Final = 240
"""Of the working picture, in pixels. Iris cameras give 240 to 480."""
LEAST_SIDE: Final = 120
MOST_PIXELS: Final = 50_000_000
LONGEST: Final = 3
"""Longer over shorter side."""
FLAT: Final = 3.0
"""Standard deviation in grey levels below which a picture shows nothing."""


def working_picture(gray: npt.NDArray[np.uint8]) -> tuple[Floats, float]:
    """The picture with a shorter side of SHORTER_SIDE, and how many pixels of the given one a pixel of it is."""
    if not isinstance(gray, np.ndarray) or gray.dtype != np.uint8 or gray.ndim != 2:
        raise PoorEye("not-grey", "An eye is read from a grey picture of one byte a pixel.")
    if gray.size > MOST_PIXELS:
        raise PoorEye(
            "too-large",
            f"The picture has {gray.size / 1e6:.0f} million pixels; 50 are read at most.",
            numbers={"n": round(gray.size / 1e6), "most": MOST_PIXELS // 1_000_000},
        )
    if min(gray.shape, default=0) < LEAST_SIDE:
        raise PoorEye(
            "too-few-pixels",
            f"The picture is only {min(gray.shape)} pixels on its shorter side.",
            numbers={"n": min(gray.shape)},
        )
    if max(gray.shape) > LONGEST * min(gray.shape):
        raise PoorEye("no-eye", "The picture is a strip, not the picture of one eye.")
    factor = min(gray.shape) / SHORTER_SIDE
    picture = gray.astype(np.float32)
    if factor > 1:
        picture = ndimage.gaussian_filter(picture, 0.4 * factor)
    if factor != 1:
        shape = [round(side / factor) for side in gray.shape]
        at = [(np.arange(new) + 0.5) * old / new - 0.5 for new, old in zip(shape, gray.shape, strict=True)]
        picture = ndimage.map_coordinates(picture, np.meshgrid(*at, indexing="ij"), order=1, mode="nearest")
    if float(picture.std()) < FLAT:
        raise PoorEye("blank", "The picture shows nothing: it is one shade all over.")
    return picture, factor
