"""Whether an eye can be relied on: measured, and refused with what to do better."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np
from scipy import ndimage

from manumit.base.kernel import PoorCapture
from manumit.engine.biometrics.iris.contours import Floats, unrolled
from manumit.engine.biometrics.iris.pupils import ANGLES
from manumit.engine.biometrics.iris.segment import Segments
from manumit.engine.biometrics.iris.sheet import Sheet

LEAST_PUPIL: Final = 0.08
LEAST_LIMBUS: Final = 0.45
LEAST_RADIUS: Final = 30.0
LEAST_VISIBLE: Final = 0.25
LEAST_RING: Final = 0.15
LEAST_INSIDE: Final = 0.8
MOST_BLUR: Final = 0.065
MOST_GLARE: Final = 0.25
BURNT: Final = 250
EYE: Final = "eye-"
NO_EYE: Final = "No open eye is seen: it is closed, turned away, or this is something else."
"""The gate (units in Measures), set where the development half of MMU1 leaves room on all sides and faces, prints,
noise and eyes blurred with a sigma of a fifteenth of the iris' radius do not pass."""

RECAPTURE: Final = {
    "not-grey": "Turn it to grey first, one byte a pixel.",
    "too-large": "Send the camera's picture at 640 x 480 or so, cut to one eye.",
    "too-few-pixels": "Take it at 320 x 240 or more with one eye filling the picture.",
    "blank": "Look whether the lens is covered and the lamp is on, then take it again.",
    "no-eye": "Take one eye, open wide, looking into the camera, under near infrared light.",
    "too-small": "Come closer or cut the picture (the iris a quarter of its height or more), open the eye wide.",
    "cut-off": "Move so that the whole iris is in the picture.",
    "lids": "Ask the person to open the eye wide and look straight ahead; lift the lid gently if needed.",
    "blurred": "Hold still at the distance where the lashes are sharp, wipe the lens, then take it again.",
    "glare": "Take off glasses, turn the lamp a little aside, keep windows out of the eye's reflection.",
}


class PoorEye(PoorCapture):
    """No usable eye in the picture. `reason` is a key of RECAPTURE; the hint says how to take the next picture. It is
    about `eye-<reason>`."""

    code = "poor-eye"

    def __init__(self, reason: str, sentence: str, numbers: Mapping[str, str | float] | None = None) -> None:
        super().__init__(sentence, RECAPTURE[reason], about=EYE + reason, numbers=numbers)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Measures:
    """pupil, limbus: scores of the circles, 0..1. radius: of the limbus in working pixels. visible: share of the ring
    that is iris. blur: width (sigma) of the pupil's edge over the limbus' radius. glare: share of the ring under
    reflections or burnt out. inside: share of the ring within the picture."""

    pupil: float
    limbus: float
    radius: float
    visible: float
    blur: float
    glare: float
    inside: float


def gate(measured: Measures) -> float:
    """Quality 0..1, or PoorEye with the first reason to refuse."""
    if measured.pupil < LEAST_PUPIL or measured.visible < LEAST_RING:
        raise PoorEye("no-eye", NO_EYE)
    if measured.inside < LEAST_INSIDE:
        raise PoorEye(
            "cut-off",
            f"Only {measured.inside:.0%} of the iris is inside the picture.",
            numbers={"n": round(100 * measured.inside)},
        )
    if measured.limbus < LEAST_LIMBUS:
        raise PoorEye("no-eye", NO_EYE)
    if measured.radius < LEAST_RADIUS:
        raise PoorEye("too-small", "The iris is too small in the picture, or lids hide its edges.")
    if measured.blur > MOST_BLUR:
        raise PoorEye("blurred", "The eye is not sharp.")
    if measured.glare > MOST_GLARE:
        raise PoorEye(
            "glare",
            f"Reflections lie over {measured.glare:.0%} of the iris.",
            numbers={"n": round(100 * measured.glare)},
        )
    if measured.visible < LEAST_VISIBLE:
        raise PoorEye(
            "lids",
            f"Lids and lashes leave only {measured.visible:.0%} of the iris free.",
            numbers={"n": round(100 * measured.visible)},
        )
    return float(
        min(measured.visible / 0.7, 1)
        * min(measured.pupil / 0.5, 1)
        * min(measured.limbus / 0.8, 1)
        * min(2 * (1 - measured.blur / MOST_BLUR), 1)
    )


def measures_of(picture: Floats, segments: Segments, sheet: Sheet) -> Measures:
    """All measures of a segmented eye."""
    return Measures(
        segments.pupil.score,
        segments.limbus.score,
        segments.limbus.circle.r,
        float(sheet.iris.mean()),
        edge_width(picture, segments) / segments.limbus.circle.r,
        float((sheet.glints | (sheet.grey >= BURNT)).mean()),
        float(1 - sheet.outside.mean()),
    )


def edge_width(picture: Floats, segments: Segments) -> float:
    """Sigma in pixels of the blur that would make the pupil's edge as soft as it is: median over the directions."""
    pupil = segments.pupil
    away = np.arange(-8, 8.25, 0.5, dtype=np.float32)
    rays = np.stack(
        [
            unrolled(
                picture,
                pupil.circle.x,
                pupil.circle.y,
                (reach + away).astype(np.float32),
                ANGLES[at : at + 1],
            )[0]
            for at, reach in enumerate(pupil.outline)
        ]
    )
    rise = (rays[:, -8:].mean(axis=1) - rays[:, :8].mean(axis=1)).clip(1)
    steepest = ndimage.uniform_filter1d(np.diff(rays, axis=1) * 2, 3, axis=1).max(axis=1).clip(0.1)
    return float(np.median(rise / steepest)) / math.sqrt(2 * math.pi)
