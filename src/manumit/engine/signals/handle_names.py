"""Names on platforms that are told sign by sign: 'kate underscore blue 55', 'm i n t _ o w l 7';
and names that are the same on two of them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from manumit.engine.signals.model import Found
from manumit.engine.signals.platforms import OTHER_WORDS
from manumit.engine.signals.spoken import DASH, LOW_LINE

_DOT = "(?:dot|punto|ponto|point|punkt|punct|точка|крапка|kropka|tecka|nokta|titik|cham|نقطة|נקודה)"
_PIECE = "[a-z0-9](?:[a-z0-9_.-]{0,28}[a-z0-9])?"
_TOLD = re.compile(
    rf"{_PIECE}(?:\s(?:{LOW_LINE}|{_DOT}|{DASH})\s{_PIECE}){{1,4}}(?:\s\d{{1,4}})?(?![\w@])(?!\.[a-z0-9])"
)
_APART = re.compile(r"[a-z0-9_](?: [a-z0-9_.]){4,}(?![^\s,;!?)])")
_TOGETHER = re.compile(r"\s?(?:,\s)?(?:[&+/,]|and|y|e|et|und|og|och|и|та|ve|i|dan|va|và|和)\s?")
"""Between two platforms on which somebody has the same name: 'snap & insta: mia_92'."""
_LOW_LINES, _DOTS, _DASHES = (re.compile(rf"\s{words}\s") for words in (LOW_LINE, _DOT, DASH))


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
