"""Which concepts are told to people as reasons. The models look in every language that a text may be in, and some of
what they count is chance: a Spanish `no` is a Vietnamese crossbow, and an English `a` is a scream without its length.
They were fitted with that and weigh it; whoever decides about a person is told only what stands in the languages that
are written.
"""

from __future__ import annotations

import re
from collections import Counter

from manumit.services.support.triage.features import Reading, concept_names
from manumit.services.support.triage.languages import written_in
from manumit.services.support.triage.lexicon import found_in, lexicon
from manumit.services.support.triage.turns import plain

_STRETCHED = re.compile(r"(\w)\1{2,}")
_SHORT = 2
"""Letters of what is left of a stretched cry, and of many a word that is none."""


def told(reading: Reading, shown: frozenset[str]) -> tuple[str, ...]:
    """Those of the concepts `shown` that stand in what the person said, in order."""
    languages = written_in(reading.all, reading.said)
    found = found_in(reading.all, languages)
    if found["scream"] and not _STRETCHED.search(reading.all) and not _screams(reading.all, languages):
        del found["scream"]
    return tuple(name for name in concept_names() if name in shown and found[name])


def _screams(text: str, languages: tuple[str, ...]) -> bool:
    """Whether a cry stands there that is longer than a short word."""
    words = plain(text)
    short = [one for one in words.split() if len(one) <= _SHORT]
    for language in languages:
        here = lexicon(language)
        if Counter(here.find(words))["scream"] > sum(here.find(one).count("scream") for one in short):
            return True
    return False
