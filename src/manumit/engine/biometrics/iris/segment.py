"""From a picture to pupil and limbus: glints filled, several hypotheses of both, the pair that fits best."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from scipy import ndimage

from manumit.engine.biometrics.iris.contours import Bools, Floats
from manumit.engine.biometrics.iris.limbus import Limbus, limbus_around
from manumit.engine.biometrics.iris.pupils import Pupil, pupils_in

GLINT_SIZE: Final = 13
"""Pixels of the working picture: what is bright and smaller is a reflection of a lamp."""
GLINT_SOFTENING: Final = 1.0
"""Sigma in working pixels, so that the camera's noise makes no glints."""
GLINT_RISE: Final = 40
"""Grey levels over the brightness around."""
GLINT_GROUND: Final = 90
"""Brightness around up to which a glint is filled for the search for pupils: the dark of the eye."""


@dataclass(frozen=True, slots=True)
class Segments:
    """The best pair of circles, and where glints are."""

    pupil: Pupil
    limbus: Limbus
    glints: Bools

    @property
    def score(self) -> float:
        """How sure: product of both."""
        return self.pupil.score * self.limbus.score


def segments_of(picture: Floats) -> Segments | None:
    """The best pupil with its limbus in a working picture; None when nothing looks like one."""
    glints, filled = without_glints(picture)
    soft = ndimage.gaussian_filter(picture, 1.0)
    pairs = [
        Segments(pupil, limbus, glints)
        for pupil in pupils_in(ndimage.gaussian_filter(filled, 1.0))
        if (limbus := limbus_around(soft, pupil.circle))
    ]
    return max(pairs, key=lambda pair: pair.score, default=None)


def without_glints(picture: Floats) -> tuple[Bools, Floats]:
    """Where glints are, and the picture with those in the dark filled from around (grey opening)."""
    soft = ndimage.gaussian_filter(picture, GLINT_SOFTENING)
    ground = ndimage.grey_opening(soft, size=(GLINT_SIZE, GLINT_SIZE))
    glints = ndimage.binary_dilation(soft - ground > GLINT_RISE, iterations=2)
    in_the_dark = ndimage.binary_dilation(glints & (ground < GLINT_GROUND))
    wider = ndimage.grey_opening(soft, size=(GLINT_SIZE + 4, GLINT_SIZE + 4))
    return glints, np.where(in_the_dark, wider, picture)
