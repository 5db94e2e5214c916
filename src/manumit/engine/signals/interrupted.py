"""Telephone numbers with words put between their groups: '07700 call 900 me 123'.

Most rows of numbers and words are no telephone ('3 rooms 120 m2 from 900 a month'), so a row is taken only when all its
digits together are a number as its region writes it, or behind a plus, and a word or its trunk prefix says so.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from manumit.engine.signals.model import Found
from manumit.engine.signals.number_labels import COUNTED, CUE, LABEL, SENTENCE
from manumit.engine.signals.phone_context import CUE_REACH, EXTRACTOR
from manumit.engine.signals.phone_forms import LONGEST, VALID, at_home, normalise_phone

FEWEST = 9
"""Digits that such a number has at least."""
_WORD = r"(?:[^\W\d_][^\s\d\0@$€£/:]{0,11}|\([^\W\d_][^\s\d\0@$€£/:()]{0,11}\))"
_WORDS = rf"(?:[ \t]+{_WORD}){{1,2}}[ \t]+"
_ROW = re.compile(
    r"[+(\d](?<![\w.,:/$€£+-][+(\d])(?:(?<=\+)\(?\d{1,6}|(?<=\()\d{1,6}|(?<=\d)\d{0,5})\)?(?:[ .-]\d{2,5}){0,2}"
    rf"(?:{_WORDS}\d{{1,7}}(?:[ .-]\d{{2,5}}){{0,2}}){{1,5}}"
    r"(?![\w%€$£]|[.,:]\d)"
)
_BETWEEN = re.compile(_WORDS)
_CONFIDENCE = 0.8  # that of a number in one piece, times this


def rows(text: str) -> list[tuple[int, int]]:
    """Where such a number may stand in a lower-case surface text."""
    return [match.span() for match in _ROW.finditer(text) if _digits(match.group())]


def _digits(written: str) -> str:
    digits = "".join(filter(str.isdigit, written))
    return digits if FEWEST <= len(digits) <= LONGEST and digits.isascii() else ""


def find_interrupted(
    text: str, left: str, region: str | None, parts: Iterable[tuple[int, int]]
) -> list[Found]:
    """Telephones among those rows of a text; in `left`, the same text, whatever else has digits is blotted out."""
    found = []
    for start, end in parts:
        match = _ROW.match(left, start, end)
        one = _judge(text, match, region) if match else None
        if one:
            found.append(one)
    return found


def _judge(text: str, match: re.Match[str], region: str | None) -> Found | None:
    written = match.group()
    digits, plus = _digits(written), written.startswith("+")
    known = normalise_phone(("+" if plus else "") + digits, region) if digits else None
    if known is None or any(LABEL.search(words.rstrip()) for words in _BETWEEN.findall(written)):
        return None
    value, confidence = known
    before = SENTENCE.split(text[max(0, match.start() - CUE_REACH) : match.start()])[-1]
    if LABEL.search(before) and not CUE.search(before):
        return None
    cued = bool(CUE.search(before) or CUE.search(written))
    if plus:
        sure = confidence >= VALID
    elif region is None:
        sure = cued and digits[0] == "0"
    else:
        parted = len(_BETWEEN.findall(written)) > 1 and not COUNTED.match(text, match.end())
        sure = at_home(digits, region) and (cued or digits[0] == "0" or parted)
    if not sure and not (cued and digits[0] == "0" and not value.startswith("+?")):
        return None
    return Found(
        "phone", value, match.start(), match.end(), round(confidence * _CONFIDENCE, 3), EXTRACTOR, "mixed"
    )
