"""Words that are nearly a number word: a slip of the keyboard, written by ear, letters of another script or figures in
their place. They count only in a row that is numbers without them (see told_rows.py)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache, lru_cache

from manumit.engine.signals.characters import cyrillic_lookalikes, latin_lookalikes
from manumit.engine.signals.number_sounds import BY_EAR, ENGLISH_BY_EAR, SLIPS
from manumit.engine.signals.number_tongues import Part, tongue

LEET = str.maketrans("01345789", "oieastbg")
_LEET_L = str.maketrans("01345789", "oleastbg")
_LEET_CYRILLIC = str.maketrans("03468", "озчбв")
_SPELLINGS = [
    (re.compile(pattern), sound)
    for pattern, sound in (
        *(("ph", "f"), ("ck", "k"), ("qu", "k"), ("sch|sh|ch|cz|tx", "S"), ("x", "ks"), ("c(?=[eiy])", "s")),
        *(
            ("[cq]", "k"),
            ("z", "s"),
            ("gh", ""),
            ("th", "t"),
            ("h", ""),
            ("[vb]", "b"),
            ("w(?=[aeiou])", "u"),
        ),
        *(
            ("w", "b"),
            ("j|y", "i"),
            ("ee|ea|ie", "i"),
            ("oo|ou", "u"),
            ("ai|ei", "e"),
            ("ije?", "i"),
            ("о", "а"),
        ),
        *(
            ("[еэё]", "и"),
            ("[ьъ]", ""),
            ("ы", "и"),
            ("я", "и"),
            ("т(?=$)", "д"),
            (r"(.)\1+", r"\1"),
            ("(?<=.)e$", ""),
        ),
    )
]
"""What sounds alike in most of the languages that are written so, in the order in which it is changed."""
SLIP, HEARD, KNOWN, POSED = 1.0, 0.7, 0.3, 0.25
"""What a reading costs that supposes a slip, a word by ear, one of the commonest such, letters or figures that
pose as others."""
_SHORTEST, _MOST = 3, 12


@lru_cache(maxsize=8192)
def sound(word: str) -> str:
    """How a word sounds, roughly: words with the same are written otherwise and read aloud alike."""
    for pattern, heard in _SPELLINGS:
        word = pattern.sub(heard, word)
    return word


@cache
def _sounds(name: str) -> Mapping[str, Part]:
    """The number words of a language by their sound, without sounds that are too short to tell."""
    told = {sound(word): part for word, part in tongue(name).items() if part.kind in _NUMBERS}
    return {heard: part for heard, part in told.items() if len(heard) > 1}


_NUMBERS = frozenset(["unit", "teen", "ten", "ten_behind", "hundred"])


@lru_cache(maxsize=16384)
def near(token: str, name: str) -> tuple[tuple[Part, float], ...]:
    """Number words of a language that a token may stand for, each with its cost, the cheapest first."""
    if not 1 < len(token) <= _MOST:
        return ()
    words = tongue(name)
    told: dict[Part, float] = {}
    for posed in _posed(token):
        if (part := words.get(posed)) and part.kind in _NUMBERS:
            told.setdefault(part, POSED)
    if name == "en" and (token in ENGLISH_BY_EAR or token in SLIPS):
        digit = BY_EAR.get(token) or SLIPS.get(token, "")
        if digit:
            told.setdefault(Part("unit", int(digit)), KNOWN)
    if len(token) < _SHORTEST or token.isdigit():
        return tuple(told.items())
    if heard := _sounds(name).get(sound(token)):
        told.setdefault(heard, HEARD)
    for part in _slipped(token, words):
        told.setdefault(part, SLIP)
    return tuple(sorted(told.items(), key=lambda one: one[1]))


def _slipped(token: str, words: Mapping[str, Part]) -> list[Part]:
    from rapidfuzz.distance import OSA

    return [
        part
        for word, part in words.items()
        if part.kind in _NUMBERS
        and len(word) >= _SHORTEST
        and OSA.distance(token, word, score_cutoff=1) <= 1
        and (len(word) > _SHORTEST or word[0] == token[0])
    ]


def _posed(token: str) -> set[str]:
    """What a token is when figures and letters of another script in it are read as the letters they look like."""
    read = {token.translate(LEET), token.translate(_LEET_L), token.translate(_LEET_CYRILLIC)}
    if not token.isascii():
        to_latin = latin_lookalikes()
        read |= {"".join(to_latin.get(char, char) for char in one).lower() for one in tuple(read)}
    if any("а" <= char <= "я" for char in token):
        read.add("".join(cyrillic_lookalikes().get(char, char) for char in token))
    return read - {token}
