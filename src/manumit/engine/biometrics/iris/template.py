"""Irises as the gallery takes them: a picture file becomes a template, one template is compared with many."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt

from manumit.engine.biometrics.images import read_picture
from manumit.engine.biometrics.iris.compare import likenesses
from manumit.engine.biometrics.iris.eye import (
    MODEL,
    VERSION,
    eye_from_bytes,
    eye_to_bytes,
    preprocessing_hash,
)
from manumit.engine.biometrics.iris.quality import PoorEye
from manumit.engine.biometrics.iris.read import read_eye
from manumit.engine.biometrics.model import Template

MAKE = ("iris", MODEL, str(VERSION), preprocessing_hash())


def read_template(path: Path) -> Template:
    """The template of the one eye in a picture file; PoorCapture with advice when there is none to rely on."""
    try:
        eye = read_eye(grey_picture(path))
    except PoorEye as error:
        raise PoorEye(error.reason, f"{path}: {error.sentence}", numbers=error.numbers) from error
    return Template(*MAKE, eye.quality, eye_to_bytes(eye))


def grey_picture(path: Path) -> npt.NDArray[np.uint8]:
    """A picture file in grey, weights of ITU-R BT.601, in 256ths: 77 red, 150 green, 29 blue."""
    pixels = read_picture(path)
    red, green, blue = (pixels[..., at].astype(np.uint16) for at in range(3))
    return ((77 * red + 150 * green + 29 * blue) >> 8).astype(np.uint8)


def scorer(templates: Sequence[Template]) -> Callable[[Template], npt.NDArray[np.float64]]:
    """Exact likeness of a probe to every template: larger = more alike, the same as `compare_eyes` gives."""
    held = [eye_from_bytes(one.data) for one in templates]
    return lambda probe: likenesses(eye_from_bytes(probe.data), held).astype(np.float64)
