"""Faces of two agencies as codes under one key: which of them may be one person, and how sure that is."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from manumit.engine.biometrics.answers import says
from manumit.engine.biometrics.codes import Codes, codes_alike
from manumit.engine.biometrics.face import MAKE
from manumit.engine.biometrics.measures import Floats
from manumit.engine.biometrics.modalities import card_for


@dataclass(frozen=True, slots=True)
class FaceCodes:
    """Codes of faces (n x 64 bytes) with the lengths of their templates, about 1: with them a code's likeness is nearly
    the score of the templates."""

    codes: Codes
    lengths: Floats


def faces_of_both(ours: FaceCodes, theirs: FaceCodes, expected: float = 1.0) -> dict[str, object]:
    """Pairs of rows (counted from 1) that speak for one person, the surest first, at most so many false ones expected
    of all comparisons."""
    card = card_for("face", None, MAKE)
    score = codes_alike(ours.codes, theirs.codes) * ours.lengths[:, None] * theirs.lengths
    least = card.threshold(score.size, expected)
    likely, low, high = card.expected_false(least, score.size, score.size)
    found = sorted(np.argwhere(score >= least).tolist(), key=lambda at: -score[at[0], at[1]])
    llr = card.llr(np.array([score[a, b] for a, b in found]))
    return {
        "pairs": [
            {"ours": a + 1, "theirs": b + 1, "llr": round(float(value), 3), "says": says(float(value))}
            for (a, b), value in zip(found, llr, strict=True)
        ],
        "comparisons": score.size,
        "expected_false": round(likely, 6),
        "expected_false_interval": (round(low, 6), round(high, 6)),
        "threshold_llr": round(float(card.llr(np.array([least]))[0]), 3),
        "condition": card.condition,
        "why_none": None
        if found
        else "Nobody is alike enough for so few false candidates, or the keys differ. That is the usual answer.",
    }
