"""What may not be learnt from: who people are by descent, faith, passport or love, and what stands in for that.

Design, rule 3: nationality, ethnicity, religion, migration status and sexual orientation are barred as features. Names
are looked through in the languages in which statistics offices write theirs, and codes of the United States census
tables; a column whose name says nothing is compared with the groups of the fairness check, where there are any.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from typing import TYPE_CHECKING

from manumit.engine.places.events import CHANNELS, Events

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

ALIKE = 0.8
"""Correlation with a group's share of the people (weighted by people) from which a column stands in for the group."""
_LEAST_CELLS = 20
_STEMS = {
    "race or ethnicity": (
        "race races racial raza razza rasse rasa ethn etn white whites nonwhite black blacks hispanic latin asian"
        " latino latina latinx african afro caucasian arab indigen aborigin firstnation tribe tribal caste roma"
        " romani gypsy traveller bame bipoc minorit maori skin complexion ancest descent herkunft origine origen"
    ),
    "religion": (
        "relig faith church mosque moschee mosquee temple synagog muslim moslem islam christian catholic protestant"
        " jewish jews hindu sikh budd confession konfession"
    ),
    "nationality or migration": (
        "nationalit nacionalidad nazionalita staatsangehorig staatsburger citizen citizenship obywatel foreign"
        " foreigner alien migra immigr emigr einwander auslander etrang extranj stranier cudzoziem refugee asylum asyl"
        " undocumented visa naturali birthplace geburtsland passport"
    ),
    "language or name, which stand in for descent": (
        "language languages lang mothertongue muttersprache langue idioma lingua bilingual esl efl nonenglish"
        " surname surnames lastname familyname forename firstname accent"
    ),
    "sexual orientation": "lgbt lgbtq gay lesbian bisexual homosexual transgender queer samesex",
}
_PHRASES = {
    "race or ethnicity": r"people of colou?r|skin colou?r|first nations?",
    "nationality or migration": r"(born|birth) (abroad|outside|overseas|elsewhere)|(place|country) of birth|non native"
    r"|country of origin|non citizens?|recent arrivals?",
    "language or name, which stand in for descent": r"mother tongue|(speaks?|limited|non|proficient) english|english"
    r" (spoken|proficien\w*|speak\w*)|(last|family|first) names?",
    "sexual orientation": r"same sex|sexual orientation",
}
_WHOLE = frozenset("race races black blacks white whites visa lang esl efl gay latin roma skin alien".split())
"""Stems that count only as whole words: trace, blackspot and visage are something else."""
_CENSUS = re.compile(
    r"(acs\w*_)?[bc]0?(2|3|4|5|6|16)\d{3}\w*|s0?(501|502|1601|1602)\w*|p[1-4]_0(?!01)\d\d\w*", re.I
)
"""American Community Survey and decennial tables of race, origin, ancestry, nativity, language."""


def barred(name: str) -> str | None:
    """The barred attribute that a column's name tells of, or None."""
    words = _words(name)
    said = " ".join(words)
    for attribute, stems in _STEMS.items():
        if any(_begins(word, stem) for word in words for stem in stems.split()):
            return attribute
        if attribute in _PHRASES and re.search(rf"\b({_PHRASES[attribute]})\b", said):
            return attribute
    if any(_CENSUS.fullmatch(word) for word in name.strip().lower().split()):
        return "race or ethnicity"
    return None


def _begins(word: str, stem: str) -> bool:
    return word == stem if stem in _WHOLE else word.startswith(stem)


def _words(name: str) -> list[str]:
    """'pctForeign_born' -> pct, foreign, born; accents gone."""
    plain = unicodedata.normalize("NFKD", name.replace("ł", "l").replace("ß", "ss"))
    plain = "".join(one for one in plain if not unicodedata.combining(one))
    split = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", plain)
    return re.findall(r"[a-z]+", split.lower())


def other_kinds(events: Events, kind: str) -> Events:
    """Events of the other kinds, from which a forecast of `kind` may learn: those that were reported, of no kind whose
    name tells of a barred attribute."""
    import numpy as np

    taken = np.array([one != kind and barred(one) is None for one in events.kinds])
    return events.where(taken[events.kind] & (events.channel == CHANNELS.index("reported")))


def stands_for(
    column: NDArray[np.float64], groups: Mapping[str, NDArray[np.float64]]
) -> tuple[str, float] | None:
    """The group for whose share a column (one a cell, nan unknown) stands in, and how strongly; None when for none."""
    import numpy as np

    everybody = np.sum(list(groups.values()), axis=0)
    known = (everybody > 0) & np.isfinite(column)
    if known.sum() < _LEAST_CELLS or len(groups) < 2:
        return None
    weight, values = everybody[known], _centred(column[known], everybody[known])
    found: tuple[str, float] | None = None
    for name, people in groups.items():
        share = _centred(people[known] / everybody[known], weight)
        length = float(np.sqrt(np.sum(weight * values**2) * np.sum(weight * share**2)))
        alike = abs(float(np.sum(weight * values * share))) / length if length > 0 else 0.0
        if alike >= max(ALIKE, found[1] if found else 0.0):
            found = name, alike
    return found


def _centred(values: NDArray[np.float64], weight: NDArray[np.float64]) -> NDArray[np.float64]:
    import numpy as np

    told: NDArray[np.float64] = values - np.average(values, weights=weight)
    return told
