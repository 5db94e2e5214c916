"""Names on platforms told sign by sign ('kate underscore blue 55', 'm i n t _ o w l 7'), the same on two of them, or
telephone numbers."""

from __future__ import annotations

import re
from collections.abc import Iterator

from manumit.engine.signals.digit_words import LETTERS_APART, LOOSE, digits_of
from manumit.engine.signals.model import Found
from manumit.engine.signals.number_signs import SPRINKLED
from manumit.engine.signals.number_tongues import glued_in, speakers, telling
from manumit.engine.signals.numerals import NUMBER_WORDS
from manumit.engine.signals.platforms import OTHER_WORDS
from manumit.engine.signals.spoken import DASH, LOW_LINE

EXTRACTOR = "handle/2"
_DOT = "(?:dot|punto|ponto|point|punkt|punct|точка|крапка|kropka|tecka|nokta|titik|cham|نقطة|נקודה)"
_PIECE = "[a-z0-9](?:[a-z0-9_.-]{0,28}[a-z0-9])?"
_TOLD = re.compile(
    rf"{_PIECE}(?:\s(?:{LOW_LINE}|{_DOT}|{DASH})\s{_PIECE}){{1,4}}(?:\s\d{{1,4}})?(?![\w@])(?!\.[a-z0-9])"
)
_APART = re.compile(r"[a-z0-9_](?: [a-z0-9_.]){4,}(?![^\s,;!?)])")
_TOGETHER = re.compile(r"\s?(?:,\s)?(?:[&+/,]|and|y|e|et|und|og|och|и|та|ve|i|dan|va|và|和)\s?")
"""Between two platforms on which somebody has the same name: 'snap & insta: mia_92'."""
_LOW_LINES, _DOTS, _DASHES = (re.compile(rf"\s{words}\s") for words in (LOW_LINE, _DOT, DASH))


def names_low_line(text: str, start: int, end: int) -> bool:
    """Whether a low line is told in words there: nobody says that but in a name."""
    return bool(_LOW_LINES.search(text, start, end))


def told_name(text: str, at: int) -> tuple[str, int] | None:
    """The name that is told so at a place of a lower-case surface text, and where it ends."""
    match = _APART.match(text, at)
    if match and any(map(str.isalpha, match.group())):
        return match.group().replace(" ", ""), match.end()
    match = _TOLD.match(text, at)
    if match is None:
        return None
    signs = _DASHES.sub("-", _DOTS.sub(".", _LOW_LINES.sub("_", match.group())))
    return signs.replace(" ", ""), match.end()


def together(
    text: str, named: list[tuple[int, int, str]], at: int, found: Found, signed: bool
) -> Iterator[Found]:
    """The name behind one of some platforms' words, on those right before it, too: 'viber, snap and insta: mia_92';
    `signed`: whether a sign announces it."""
    while at and _TOGETHER.fullmatch(text, named[at - 1][1], named[at][0]):
        at -= 1
        first, last, platform = named[at]
        if signed or text[first:last] not in OTHER_WORDS:
            yield found._replace(value=f"{platform}:{found.value.partition(':')[2]}")


def twins(kept: list[Found], candidates: list[Found]) -> list[Found]:
    """The same name on another platform, where both were told together."""
    spans = {(one.start, one.end, one.confidence): one.value for one in kept}
    return [
        one
        for one in candidates
        if (known := spans.get((one.start, one.end, one.confidence)))
        and known != one.value
        and not (known.startswith("unknown:") or one.value.startswith("unknown:"))
    ]


_PIECES = re.compile(r"[._-]")
_LEAST_DIGITS = 7  # of a telephone


_DIALLED = frozenset(["whatsapp", "viber"])
"""Platforms whose names are telephone numbers."""


def begins_number(name: str, platform: str) -> bool:
    """Whether a plain word behind the name of a platform without names of its own is the first of a number in words."""
    return platform in _DIALLED and (name in speakers() or name in NUMBER_WORDS)


def is_number(name: str) -> bool:
    """Digits alone, or words and letters that stand for enough of them, are a telephone's number or its beginning."""
    if not any(map(str.isalpha, name)):
        return any(map(str.isdigit, name)) and "_" not in name
    if LETTERS_APART.fullmatch(name) and digits_of(name[::2]):
        return True
    if SPRINKLED.fullmatch(name):
        return True
    pieces = list(filter(None, _PIECES.split(name)))
    if all(piece.isdigit() or piece in telling() or glued_in(piece) for piece in pieces):
        return sum(glued_in(piece) or 1 for piece in pieces) >= _LEAST_DIGITS
    read = [digits_of(piece) or (piece if LOOSE.fullmatch(piece) else "") for piece in pieces]
    shown = sum(map(str.isdigit, name)) * 2 >= len(name) or all(map(digits_of, pieces))
    return all(read) and shown and sum(map(len, read)) >= _LEAST_DIGITS
