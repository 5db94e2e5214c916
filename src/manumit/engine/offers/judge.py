"""The decision: rules first, the model at the borders. A warning to a reader, never a finding about anyone."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from manumit.engine.offers.catalogue import signs
from manumit.engine.offers.finding import Findings, observe
from manumit.engine.offers.model import model, weigh
from manumit.engine.offers.reading import Reading, read, too_short

SEVERAL = 2.6
"""Weight of weak signs that are deceptive together, less what speaks for the offer (judgement; 'several')."""
BORDER = 1.2
"""Weight from which weak signs let the model call an offer deceptive, if it is sure."""
ONE_OR_TWO = 2
"""So many weak signs are suspicious, not deceptive, whatever they weigh (the issue's own words)."""
SURE, LEANS = 0.75, 0.5
"""Probability from which the model decides at the border."""
CALM = 1.1
"""Weight of genuine signs that make an offer without weak signs genuine without asking the model."""
_OFFSET = 0.45
"""What a genuine sign takes from the weak ones: less than one, as recruiters can write it, too."""


@dataclass(frozen=True, slots=True)
class Found:
    """A sign and where it stands: half-open code-point offsets into the text as given."""

    id: str
    span: tuple[int, int]
    reason: str

    def shape(self) -> dict[str, Any]:
        """As it is written out."""
        return {"id": self.id, "span": list(self.span), "reason": self.reason}


@dataclass(frozen=True, slots=True)
class Verdict:
    """What is said of one offer."""

    label: str
    score: float
    lang: str
    cannot_tell: bool
    indicators: tuple[Found, ...] = ()
    genuine_signs: tuple[Found, ...] = ()
    notes: Mapping[str, str] = field(default_factory=dict)

    def shape(self) -> dict[str, Any]:
        """As it is written out, without the id."""
        return {
            "label": self.label,
            "score": self.score,
            "lang": self.lang,
            "cannot_tell": self.cannot_tell,
            "indicators": [found.shape() for found in self.indicators],
            "genuine_signs": [found.shape() for found in self.genuine_signs],
        }


def _shown(reading: Reading, found: Findings, genuine: bool) -> tuple[Found, ...]:
    """Every sign of a side with its span, overlapping repeats of one sign once."""
    shown: list[Found] = []
    last: dict[str, int] = {}
    for hit in found.hits:
        sign = signs()[hit.sign]
        if (sign.kind == "genuine") is not genuine or last.get(hit.sign, -1) > hit.first:
            continue
        last[hit.sign] = hit.end
        span = reading.span(hit.first, hit.end) if hit.end > hit.first else (0, 0)
        shown.append(Found(hit.sign, span, sign.sentence))
    return tuple(shown)


def _label(found: Findings, deceptive: float, genuine: float) -> str:
    if found.warns:
        return "genuine"
    if found.kinds("strong"):
        return "deceptive"
    weak, calm = weigh(found, "weak"), weigh(found, "genuine")
    left = weak - _OFFSET * calm
    several = len(set(found.kinds("weak")) - {"nobody_named"}) > ONE_OR_TWO
    if several and (left >= SEVERAL or (left >= BORDER and deceptive >= SURE)):
        return "deceptive"
    if left >= BORDER:
        return "suspicious"
    if calm >= CALM and left < 0.5:
        return "genuine"
    return "genuine" if genuine >= LEANS and calm > 0 else "suspicious"


def _probability(odds: float) -> float:
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, odds))))


def _in_line(label: str, probability: float) -> float:
    """The score never contradicts the label: deceptive is at least 0.5, genuine at most 0.35."""
    low, high = {"deceptive": (0.5, 1.0), "suspicious": (0.1, 0.75), "genuine": (0.0, 0.35)}[label]
    return round(min(max(probability, low), high), 4)


def check_offer(text: str, lang: str | None = None) -> Verdict:
    """Judge one offer by its text alone; `lang` (ISO 639-1) is what its sender says it is written in."""
    reading = read(text, lang.strip().lower()[:2] if lang else None)
    found = observe(reading, text)
    indicators, genuine_signs = _shown(reading, found, False), _shown(reading, found, True)
    if not reading.known or too_short(reading):
        return Verdict("suspicious", 0.3, reading.language, True, indicators, genuine_signs)
    odds = model().odds(reading, found)
    deceptive, genuine = _probability(odds[0]), _probability(odds[1])
    label = _label(found, deceptive, genuine)
    return Verdict(label, _in_line(label, deceptive), reading.language, False, indicators, genuine_signs)
