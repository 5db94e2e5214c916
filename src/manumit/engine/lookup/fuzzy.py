"""Names with a typing slip or in another romanisation: those that share most trigrams, weighed by rarity, then compared
letter by letter."""

from __future__ import annotations

import math
from collections.abc import Sequence

from manumit.engine.lookup.candidates import quoted, rarity, trigrams
from manumit.engine.lookup.forms import forms_of
from manumit.engine.lookup.index import Index
from manumit.engine.lookup.model import Why
from manumit.engine.lookup.query import Word
from manumit.engine.signals import sounding

_LEAST_LETTERS = 4
"""Letters from which a slip can be told from another word."""
_RAREST, _EACH = 8, 4000
"""Trigrams that are looked up, and entities of each: those of most records."""
_COMPARED = 400
LEAST_ALIKE = 0.75
"""Similarity (1 - normalised optimal string alignment distance) from which two writings may be one name. Chosen on 150
names of a development world: at 0.75 a name with one slip is among the first ten in 97 of 100 cases, with two in 83, a
surname alone with one in 86; at 0.8 in 96, 73 and 72; at 0.7 hardly more, and more other names beside them."""
_PART = 0.95
"""What one name of somebody's several is worth against all of them."""
SECONDS = 0.03
_SAID = "SELECT entity, label, about, also, records FROM entity WHERE entity IN ({})"


def alike(
    index: Index, words: Sequence[Word], kinds: Sequence[int]
) -> list[tuple[int, str, float, int, Why]]:
    """(entity, its writing, score, records, how) of those that look like what was typed."""
    typed = " ".join(word.latin or word.folded for word in words)
    if sum(map(str.isalpha, typed)) < _LEAST_LETTERS or any(word.digits for word in words):
        return []
    sought, found = sounding(typed), []
    for entity, label, about, also, records in index.among(_SAID, _near(index, typed, kinds)):
        score, writing = max((_score(sought, one), one) for one in (label, about, *also.split("\n")))
        if score >= _PART * LEAST_ALIKE:
            way: Why = "transliterated" if score >= _PART else "fuzzy"
            found.append((entity, writing, 0.9 * score, records, way))
    return found


def _near(index: Index, typed: str, kinds: Sequence[int]) -> list[int]:
    """Entities that share most."""
    narrowed = f"AND e.kind IN ({', '.join(map(str, kinds))})" if kinds else ""
    sql = f"""SELECT i.rowid FROM entity_index i JOIN entity e ON e.entity = i.rowid
    WHERE entity_index MATCH ? {narrowed} ORDER BY i.rowid"""
    docs = rarity(index, "entity", trigrams(typed))
    shared: dict[int, float] = {}
    for term in sorted(docs, key=lambda one: docs[one])[:_RAREST]:
        weight = 1 / math.log2(2 + docs[term])
        for (entity,) in index.within(sql, [quoted(term)], SECONDS, _EACH)[0]:
            shared[entity] = shared.get(entity, 0.0) + weight
    return sorted(shared, key=lambda one: (-shared[one], one))[:_COMPARED]


def _score(sought: str, writing: str) -> float:
    """0..1: the whole writing, or for one word any word of it."""
    from rapidfuzz.distance import OSA

    forms = forms_of(writing)
    name = sounding(forms.latin or forms.folded)
    score = OSA.normalized_similarity(sought, name, score_cutoff=LEAST_ALIKE)
    if " " in sought or score >= _PART:
        return score
    parts = (OSA.normalized_similarity(sought, part, score_cutoff=LEAST_ALIKE) for part in name.split())
    return max(score, _PART * max(parts, default=0.0))
