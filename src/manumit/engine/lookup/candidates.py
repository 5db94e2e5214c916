"""From words to numbers of texts or entities by the index of three letters, at a bounded cost."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Literal

from manumit.engine.lookup.index import Index
from manumit.engine.lookup.query import LEAST, Word

Whose = Literal["text", "entity"]
_RAREST = 4
"""Trigrams of a word that are looked up, the rarest: each list more costs time and takes hardly anything away."""
_MOST_TERMS = 400
"""Different trigrams of one query whose rarity is asked for."""


def trigrams(text: str) -> list[str]:
    """Every three characters beside each other, each once."""
    return list(dict.fromkeys(text[at : at + LEAST] for at in range(len(text) - LEAST + 1)))


def rarity(index: Index, whose: Whose, terms: Iterable[str]) -> Mapping[str, int]:
    """In how many documents each stands; those that stand nowhere are left out."""
    sql = f"SELECT term, docs FROM rarity WHERE whose = '{whose}' AND term IN ({{}})"
    return dict(index.among(sql, list(terms)[:_MOST_TERMS]))


def expression(index: Index, whose: Whose, words: Sequence[Word]) -> str | None:
    """What FTS5 is asked: every word, in any of its forms. Empty when no word is long enough to be looked up; None when
    one stands nowhere."""
    long = [[form for form in word.forms() if len(form) >= LEAST] for word in words]
    docs = rarity(index, whose, (term for forms in long for form in forms for term in trigrams(form)))
    parts = []
    for word, forms in zip(words, long, strict=True):
        if not forms:
            continue
        either = [part for form in forms if (part := _all_of(form, docs))]
        if not either and len(forms) == len(word.forms()):
            return None
        if either:
            parts.append("(" + " OR ".join(either) + ")")
    return " AND ".join(parts)


def _all_of(form: str, docs: Mapping[str, int]) -> str:
    """The rarest trigrams of a form; empty when one of them stands nowhere."""
    terms = trigrams(form)
    if any(term not in docs for term in terms[:_MOST_TERMS]):
        return ""
    rarest = sorted(terms, key=lambda term: docs.get(term, 0))[:_RAREST]
    return "(" + " AND ".join(quoted(term) for term in rarest) + ")"


def quoted(term: str) -> str:
    """As a string of FTS5."""
    return '"' + term.replace('"', '""') + '"'
