"""Tokens that may be digits (words, figures, and what of both is written together) and the groups that are."""

from __future__ import annotations

from typing import NamedTuple

from manumit.engine.signals.digit_words import (
    LETTERS_APART,
    TOKEN,
    clung_to,
    digits_of,
    leet_word,
    parts_of,
    spaceless,
)
from manumit.engine.signals.numerals import UNITS

_SIGNS = "〇一二三四五六七八九"
Token = tuple[str, int, int]
"""A token with its offsets."""


class Group(NamedTuple):
    """Digits written together. `how`: digits, letters, loose, glued, spelled, slip, weak. `strong`: a strong sign
    stands before it. `apart`: its digits where its words are told one by one ('fifty five': 505)."""

    digits: str
    start: int
    end: int
    how: str
    plus: bool = False
    strong: bool = False
    gap: str = ""
    apart: str = ""


def tokens(text: str, start: int, end: int) -> list[Token]:
    """Tokens of a part of the text; runs of scripts without spaces and digits that cling to a word are cut apart."""
    found: list[Token] = []
    apart = _told_apart(text, start, end)
    for match in TOKEN.finditer(text, start, end):
        token, at = match.group(), match.start()
        if apart and at >= apart[0][1]:
            found.append(apart.pop(0))
        if found and at < found[-1][2]:
            continue
        if token.isascii():
            plain = token.isalpha() or token.isdigit()
            if not plain and (word := leet_word(token)):
                found.append((word, at, match.end()))
                continue
            clung = None if plain or digits_of(token) else clung_to(token)
        elif spaceless(token):
            found += [(_said(token[a:b], digit), at + a, at + b) for digit, a, b in parts_of(token)]
            continue
        else:
            clung = clung_to(token)
        if clung is None:
            found.append((token, at, match.end()))
        else:
            spans = ((0, clung[0]), clung, (clung[1], len(token)))
            found += [(token[a:b], at + a, at + b) for a, b in spans if a < b]
    return found


def _said(word: str, digit: str) -> str:
    """The word for a digit, in kana the sign for it."""
    return word if not digit or word in UNITS else _SIGNS[int(digit)]


def _told_apart(text: str, start: int, end: int) -> list[Token]:
    """Number words written letter by letter ('f i v e', 's.i.x'), as the words they are."""
    return [
        (word, match.start(), match.end())
        for match in LETTERS_APART.finditer(text, start, end)
        if digits_of(word := match.group()[::2])
    ]
