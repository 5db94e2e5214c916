"""The decision: the model over signs and spelling, with the signs as its reasons. A warning to a reader, never a
finding about anyone."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from manumit.engine.offers.catalogue import signs
from manumit.engine.offers.finding import Findings, observe
from manumit.engine.offers.model import model
from manumit.engine.offers.reading import Reading, read, too_short

SURE, BACKED, VOUCHED = 0.4, 0.2, 0.7
"""Probability from which an offer is called deceptive; the same where a strong sign stands in it and nothing speaks for
it; the same where it gives one of the `_GUARANTEES`. Chosen by leaving out whole hands on benchmarks/offers/hand."""
_GUARANTEES = frozenset("no_fees passport_stays openness rights warning contract_first".split())
_LATER = frozenset("owes_debt deductions_listed wages_held".split())
"""Signs beside which 'nothing to pay' means 'nothing yet'."""
LEANS = 0.5
"""Probability from which an offer is called genuine."""
UNSURE_OF_WARNING = 0.8
"""Probability up to which a text that warns of such offers is taken for a warning."""


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


def label_of(found: Findings, deceptive: float, genuine: float) -> str:
    """The label by the signs found and the model's two probabilities."""
    if found.warns and deceptive < UNSURE_OF_WARNING:
        return "genuine"
    calm = found.kinds("genuine")
    strong = found.kinds("strong")
    vouched = _GUARANTEES & set(calm) - ({"no_fees"} if _LATER & set(strong) else set())
    bare = bool(strong) and not calm
    if deceptive >= (BACKED if bare else VOUCHED if vouched else SURE):
        return "deceptive"
    return "genuine" if genuine >= LEANS else "suspicious"


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
    label = label_of(found, deceptive, genuine)
    if label == "deceptive" and not any(one.id != "nobody_named" for one in indicators):
        indicators = (*indicators, Found("wording", (0, 0), signs()["wording"].sentence))
    return Verdict(label, _in_line(label, deceptive), reading.language, False, indicators, genuine_signs)
