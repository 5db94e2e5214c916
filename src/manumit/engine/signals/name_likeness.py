"""How alike two writings of a name are: in any script and order, with slips and other romanisations."""

from __future__ import annotations

import re

from manumit.engine.signals.folding import fold
from manumit.engine.signals.names import name_key

_ALIKE = (
    # one letter of another script in several romanisations: ICAO Doc 9303-3 (passports), BGN/PCGN, ISO 9, Pinyin
    ("shch", "sch"), ("kh", "h"), ("zh", "j"), ("ph", "f"), ("ts", "c"), ("ks", "x"), ("ck", "k"), ("ou", "u"),
    ("y", "i"), ("j", "i"), ("w", "v"),
)  # fmt: skip
_TWICE = re.compile(r"(\w)\1+")


def sounding(text: str) -> str:
    """A writing with its words in alphabetical order, and letters that stand for one sound as one."""
    words = "".join(char if char.isalnum() else " " for char in text)
    for one, other in _ALIKE:
        words = words.replace(one, other)
    return " ".join(sorted(_TWICE.sub(r"\1", words).split()))


def sounding_name(name: str) -> str:
    """A name as `sounding`, in Latin letters, without titles."""
    from anyascii import anyascii

    return sounding(anyascii(name_key(fold(name).text)).lower().replace("'", ""))


def names_alike(one: str, other: str) -> float:
    """0..1, of two names as `sounding_name` gives them: each word of the one with fewer against its best in the other
    (normalised optimal string alignment), weighed by its length. Words that only one of them has do not count."""
    from rapidfuzz.distance import OSA

    few, many = sorted((one.split(), other.split()), key=len)
    if not few:
        return 0.0
    left, score = list(many), 0.0
    for word in sorted(few, key=len, reverse=True):
        best = max(left, key=lambda known: OSA.normalized_similarity(word, known))
        score += len(word) * OSA.normalized_similarity(word, best)
        left.remove(best)
    return score / sum(map(len, few))
