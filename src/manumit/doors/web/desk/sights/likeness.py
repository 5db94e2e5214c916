"""What an answer of biometrics says to a person: a ratio in words and number, never a percentage."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from django.utils.formats import number_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from manumit.doors.web.desk.sights.figures import figure
from manumit.doors.web.desk.words import Word
from manumit.engine.biometrics import says

CERTAIN: Final = 10**6
"""Beyond, a page says 'more than a million': no calibration here was made on as many pairs."""
STRENGTH: Final[dict[str, Word]] = {
    "no support for either": gettext_lazy("no support for either"),
    "weak support": gettext_lazy("weak support"),
    "moderate support": gettext_lazy("moderate support"),
    "moderately strong support": gettext_lazy("moderately strong support"),
    "strong support": gettext_lazy("strong support"),
    "very strong support": gettext_lazy("very strong support"),
    "extremely strong support": gettext_lazy("extremely strong support"),
}
FEATURE: Final[dict[str, Word]] = {
    "ears": gettext_lazy("Ears"),
    "brows": gettext_lazy("Brows and hairline"),
    "eyes": gettext_lazy("Eyes"),
    "nose": gettext_lazy("Nose"),
    "mouth": gettext_lazy("Mouth and chin"),
    "marks": gettext_lazy("Marks and scars"),
}
CHECK: Final[dict[str, Word]] = {
    "number": gettext_lazy("Number"),
    "birth": gettext_lazy("Date of birth"),
    "expiry": gettext_lazy("Expiry"),
    "optional": gettext_lazy("Personal number"),
    "all": gettext_lazy("Of all together"),
}


@dataclass(frozen=True, slots=True)
class Likeness:
    """A log-likelihood ratio for people: `toward` is 'same', 'different' or ''."""

    words: str
    toward: str
    number: str
    llr: str
    beyond: bool
    """The number is 'more than a million', and is not 'about' so many."""


def likeness(llr: float) -> Likeness:
    """Of a natural log-likelihood ratio."""
    said = says(llr)
    band = said.partition(" for the ")[0]
    ratio = math.exp(min(abs(llr), 700.0))
    toward = "" if band == "no support for either" else "same" if llr > 0 else "different"
    if ratio >= CERTAIN:
        number = _("more than %(n)s") % {"n": number_format(CERTAIN, force_grouping=True)}
    else:
        number = number_format(_two_digits(ratio), force_grouping=True)
    return Likeness(capfirst(str(STRENGTH[band])), toward, str(number), figure(llr, 1), ratio >= CERTAIN)


def _two_digits(ratio: float) -> float | int:
    """As exact as a calibration is."""
    size = 10 ** max(0, math.floor(math.log10(ratio)) - 1)
    return round(ratio / size) * size if ratio >= 10 else round(ratio, 1)


def reason_of(text: str) -> dict[str, Any]:
    """A sealed reason: features in words, and what was written."""
    found = []
    for line in text.split("\n"):
        try:
            told: Mapping[str, Any] = json.loads(line)
        except ValueError:
            continue
        words = [str(FEATURE[one]) for one in told.get("compared", ()) if one in FEATURE]
        found.append(", ".join([*words, *([told["words"]] if told.get("words") else [])]))
    return {"lines": list(dict.fromkeys(found))}
