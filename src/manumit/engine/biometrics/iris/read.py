"""A picture becomes an eye, or the reason why not."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from manumit.engine.biometrics.iris.code import code_of
from manumit.engine.biometrics.iris.eye import Eye
from manumit.engine.biometrics.iris.picture import working_picture
from manumit.engine.biometrics.iris.quality import NO_EYE, PoorEye, gate, measures_of
from manumit.engine.biometrics.iris.segment import segments_of
from manumit.engine.biometrics.iris.sheet import sheet_of


def read_eye(gray: npt.NDArray[np.uint8]) -> Eye:
    """The eye in a grey picture (height x width, one byte a pixel) that shows one eye; PoorEye, a PoorCapture with
    `reason` and a hint how to take the next picture, when it cannot be relied on."""
    picture, factor = working_picture(gray)
    segments = segments_of(picture)
    if segments is None:
        raise PoorEye("no-eye", NO_EYE)
    pupil, limbus = segments.pupil, segments.limbus.circle
    sheet = sheet_of(picture, segments.glints, pupil.circle, pupil.outline, limbus)
    quality = gate(measures_of(picture, segments, sheet))
    code, mask = code_of(sheet)
    return Eye(code, mask, quality, pupil.circle.scaled(factor), limbus.scaled(factor))
