"""What an answer of biometrics says to a person: a ratio in words and number, never a percentage; how many wrong people
to expect; and what could be wrong."""

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

from manumit.doors.web.desk.models import Search
from manumit.doors.web.desk.words import Word
from manumit.engine.biometrics import NONE_INSTALLED, modality, says

UNMEASURED: Final = {"face": 5, "fingerprint": 12, "iris": 9}
"""Years between two pictures of an adult beyond which the engine caps a ratio (engine.biometrics.ageing)."""
POOR: Final = 0.5
"""Quality of a picture below which a page says so."""
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
CONDITION: Final[dict[str, Word]] = {
    "face": gettext_lazy("one frontal face in even, studio-like light, about 45 pixels between the eyes"),
    "fingerprint": gettext_lazy("plain prints of adults from an optical scanner, 500 pixels an inch"),
    "iris": gettext_lazy("one eye in near-infrared light, the iris about 110 pixels wide"),
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
    return Likeness(capfirst(str(STRENGTH[band])), toward, str(number), number_format(llr, 1))


def _two_digits(ratio: float) -> float | int:
    """As exact as a calibration is."""
    size = 10 ** max(0, math.floor(math.log10(ratio)) - 1)
    return round(ratio / size) * size if ratio >= 10 else round(ratio, 1)


def unguarded(name: str) -> bool:
    """Whether nothing looks for presentation attacks here."""
    return NONE_INSTALLED in modality(name).lacks()


def attacks(search: Search) -> list[str]:
    """What a detector of presentation attacks said of each picture; nothing where none is installed."""
    judged = [one for one in search.answer.get("attack") or () if isinstance(one, dict)]
    return [
        _("A detector of presentation attacks (%(name)s) suspects picture %(n)s.")
        % {"name": one["detector"], "n": at}
        if one["suspected"]
        else _("A detector of presentation attacks (%(name)s) found nothing in picture %(n)s.")
        % {"name": one["detector"], "n": at}
        for at, one in enumerate(judged, 1)
    ]


def doubts(search: Search) -> list[str]:
    """What makes an answer weaker than it looks."""
    told, said = search.answer, []
    if search.child:
        said.append(
            _(
                "A child: faces change fast and errors are many. Nothing is measured here; no ratio says more than 10."
            )
            if search.modality == "face"
            else _("A child: not measured here; no ratio says more than 10.")
        )
    if search.years > UNMEASURED[search.modality]:
        said.append(
            _("%(n)s years lie between the pictures: not measured here; no ratio says more than 10.")
            % {"n": search.years}
        )
    if any(one < POOR for one in told.get("quality") or ()):
        said.append(_("The picture is poor: a better one may give another answer."))
    said.append(
        _("Errors were measured on: %(condition)s. Under other conditions there may be more.")
        % {"condition": CONDITION[search.modality]}
    )
    said.append(
        _("Relatives, and twins above all, are alike. So is whoever was dressed to look like another.")
    )
    return said


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
    return {"lines": found}
