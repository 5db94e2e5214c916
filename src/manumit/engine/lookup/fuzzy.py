"""Names with a typing slip: those that share most trigrams, weighed by rarity, then compared letter by letter."""

from __future__ import annotations

import math
from collections.abc import Sequence

from manumit.engine.lookup.candidates import quoted, rarity, trigrams
from manumit.engine.lookup.forms import forms_of
from manumit.engine.lookup.index import Index
from manumit.engine.lookup.query import Word

_LEAST_LETTERS = 4
"""Letters from which a slip can be told from another word."""
_RAREST, _EACH = 8, 4000
"""Trigrams that are looked up, and entities of each: those of most records."""
_COMPARED = 400
LEAST_ALIKE = 0.82
"""Similarity (rapidfuzz: 1 - normalised optimal string alignment distance) from which two writings may be one name."""
SECONDS = 0.03
_SAID = "SELECT entity, label, about, also, records FROM entity WHERE entity IN ({})"


def alike(index: Index, words: Sequence[Word], kinds: Sequence[int]) -> list[tuple[int, str, float, int]]:
    """(entity, its writing, score, records) of those that look like what was typed, the likest first."""
    from rapidfuzz.distance import OSA

    typed = " ".join(word.latin or word.folded for word in words if not word.digits)
    if sum(map(str.isalpha, typed)) < _LEAST_LETTERS or any(word.digits for word in words):
        return []
    narrowed = f"AND e.kind IN ({', '.join(map(str, kinds))})" if kinds else ""
    docs = rarity(index, "entity", trigrams(typed))
    weights: dict[int, float] = {}
    for term in sorted(docs, key=lambda one: docs[one])[:_RAREST]:
        sql = f"SELECT i.rowid FROM entity_index i JOIN entity e ON e.entity = i.rowid WHERE entity_index MATCH ? {narrowed} ORDER BY i.rowid"
        weight = 1 / math.log2(2 + docs[term])
        for (entity,) in index.within(sql, [quoted(term)], SECONDS, _EACH)[0]:
            weights[entity] = weights.get(entity, 0.0) + weight
    best = sorted(weights, key=lambda one: -weights[one])[:_COMPARED]
    turned = _sorted(typed)
    found = []
    for entity, label, about, also, records in index.among(_SAID, best):
        for writing in filter(None, (label, about, *also.split("\n"))):
            forms = forms_of(writing)
            name = _sorted(forms.latin or forms.folded)
            score = OSA.normalized_similarity(turned, name, score_cutoff=LEAST_ALIKE)
            if len(words) == 1 and score < LEAST_ALIKE:  # one name of somebody's several
                score = 0.95 * max(
                    (
                        OSA.normalized_similarity(turned, part, score_cutoff=LEAST_ALIKE)
                        for part in name.split()
                    ),
                    default=0.0,
                )
            if score >= 0.95 * LEAST_ALIKE:
                found.append((entity, writing, score * 0.9, records))
                break
    return sorted(found, key=lambda one: (-one[2], -one[3]))


def _sorted(text: str) -> str:
    """Words in alphabetical order: names are written in any."""
    return " ".join(sorted("".join(c if c.isalnum() else " " for c in text).split()))
