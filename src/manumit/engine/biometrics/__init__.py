"""People alone: faces, irises, prints become templates, and templates of two pictures a likelihood ratio.

`Gallery` keeps sealed templates of one class and answers with candidates and the number of false ones to expect;
`modality` reads and compares; `Card` turns scores into log-likelihood ratios; `codes_of` makes revocable codes. Never
an identity: two people decide (`Decisions`). Other rooms come in here.
"""

from manumit.engine.biometrics.answers import (
    Answer,
    Asked,
    Candidate,
    Held,
    Use,
    as_json,
    compare_two,
    says,
    search,
)
from manumit.engine.biometrics.calibration import Card, Curve, Pairs, fit_card, read_card
from manumit.engine.biometrics.codes import bits_apart, codes_of, known_to_both
from manumit.engine.biometrics.decisions import AGAIN, ALONE, ANSWERS, Decisions, Review
from manumit.engine.biometrics.gallery import Enrolled, Gallery
from manumit.engine.biometrics.images import read_picture
from manumit.engine.biometrics.modalities import Modality, card_for, modality
from manumit.engine.biometrics.model import CLASSES, MODALITIES, REGISTRY, ModelCard, Template

__all__ = [
    "AGAIN",
    "ALONE",
    "ANSWERS",
    "CLASSES",
    "MODALITIES",
    "REGISTRY",
    "Answer",
    "Asked",
    "Candidate",
    "Card",
    "Curve",
    "Decisions",
    "Enrolled",
    "Gallery",
    "Held",
    "Modality",
    "ModelCard",
    "Pairs",
    "Review",
    "Template",
    "Use",
    "as_json",
    "bits_apart",
    "card_for",
    "codes_of",
    "compare_two",
    "fit_card",
    "known_to_both",
    "modality",
    "read_card",
    "read_picture",
    "says",
    "search",
]
