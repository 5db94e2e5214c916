"""The three modalities behind one face: read a picture, compare one template with many, the calibration card."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from importlib.resources import as_file, files
from pathlib import Path
from typing import Any

import numpy as np

from manumit.base.kernel import MissingPart, UsageError
from manumit.engine.biometrics.calibration import Card, read_card
from manumit.engine.biometrics.measures import Floats
from manumit.engine.biometrics.model import MODALITIES, Template

Scorer = Callable[[Template], Floats]
"""Scores of a probe against every template that the scorer was made with; larger = more alike."""


@dataclass(frozen=True, slots=True)
class Modality:
    """One way of telling people apart."""

    name: str
    read: Callable[[Path], Template]
    scorer: Callable[[Sequence[Template]], Scorer]


def modality(name: str) -> Modality:
    """By name. UsageError for an unknown one, MissingPart for one whose part is not there."""
    if name not in MODALITIES:
        raise UsageError(f"There is no modality {name!r}.", f"One of {', '.join(MODALITIES)}.")
    if name == "face":
        return _face()
    try:
        part: Any = import_module(f"manumit.engine.biometrics.{name}")
    except ImportError as error:
        raise MissingPart(
            f"The part for modality {name} is not in this installation.", "Faces work: --modality face."
        ) from error
    return Modality(name, part.read_template, part.scorer)


def _face() -> Modality:
    from manumit.engine.biometrics.face import read_face

    return Modality("face", read_face, face_scorer)


def face_scorer(templates: Sequence[Template]) -> Scorer:
    """Exact: every template is compared, in one product of a matrix and a vector."""
    from manumit.engine.biometrics.face import face_vectors

    gallery = face_vectors(templates)
    return lambda probe: (gallery @ face_vectors([probe])[0]).astype(np.float64)


@cache
def shipped_card(name: str) -> Card:
    """The card that is used unless another is given: read in docs/explanation/biometrics.md on whom it was fitted."""
    source = files("manumit.engine.biometrics") / "cards" / f"{name}.json"
    if not source.is_file():
        raise MissingPart(
            f"No calibration is shipped for modality {name}.",
            "Fit one on labelled pictures: `manumit compare DIR --card CARD.json`, then --calibration CARD.json.",
        )
    with as_file(source) as path:
        return read_card(path)


def card_for(name: str, path: Path | None, make: tuple[str, str, str, str] | None = None) -> Card:
    """The card named, or the one shipped. UsageError when it is of another make than the templates."""
    card = read_card(path) if path is not None else shipped_card(name)
    of = (card.modality, card.model, card.version, card.preprocessing)
    if make is not None and of != make:
        raise UsageError(
            f"The calibration is for {' '.join(of)}, the templates are of {' '.join(make)}.",
            "Fit a card for these templates, or enrol the pictures anew.",
        )
    return card
