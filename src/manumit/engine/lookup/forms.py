"""The forms in which a text is searched: folded, in Latin letters, its numbers without what stands between digits."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

from manumit.engine.signals import fold

_SPACED = re.compile(r"\d(?:[ \t\u00a0().\-/+\u2010-\u2015]{1,3}\d+|\d)*")
"""Digits and what people write between them, on one line."""
_APART = re.compile(r"\d[ \t\u00a0().\-/+\u2010-\u2015]{1,3}\d")
_NO_DIGIT = re.compile(r"\D+")
_UNSAID = str.maketrans("", "", "'`\"")
"""Marks that stand for soft and hard signs or stops in Latin letters: nobody types them."""
LEAST_DIGITS = 5
"""Digits from which a run is kept in its short form: below, it is a price or an age and stands as it is."""


@dataclass(frozen=True, slots=True)
class Forms:
    """Empty where a form says no more than the one before it."""

    folded: str
    latin: str
    digits: str

    def joined(self) -> str:
        """What the index of three letters is made over."""
        return "\n".join(filter(None, (self.folded, self.latin, self.digits)))


def folded_line(line: str) -> str:
    """One line of a text, folded."""
    return fold(line).text


def forms_of(text: str, fold_line: Callable[[str], str] = folded_line) -> Forms:
    """All forms of a text, line by line: names, towns and set phrases are lines that come again and again, and whoever
    makes many forms folds each once (`fold_line`)."""
    folded = "\n".join(map(fold_line, text.split("\n"))) if "\n" in text else fold_line(text)
    return Forms(folded, latin_of(folded), digits_of(folded))


def latin_of(folded: str) -> str:
    """A folded text in Latin letters without accents; empty when it is."""
    return "" if folded.isascii() else "".join(map(_latin, folded))


@lru_cache(maxsize=4096)
def _latin(char: str) -> str:
    from anyascii import anyascii

    return char if char.isascii() else str(anyascii(char)).lower().translate(_UNSAID)


def digits_of(folded: str) -> str:
    """Runs of digits without what stands between them, those that are written apart; empty when there is none."""
    if _APART.search(folded) is None:
        return ""
    runs = (run for run in _SPACED.findall(folded) if not run.isdigit())
    short = (_NO_DIGIT.sub("", run) for run in runs)
    return " ".join(run for run in short if len(run) >= LEAST_DIGITS)


def latin_map(folded: str) -> tuple[str, list[int]]:
    """In Latin letters, and for each of these the folded character it stands for."""
    pieces = [_latin(char) for char in folded]
    return "".join(pieces), [at for at, piece in enumerate(pieces) for _ in piece]


def digit_map(folded: str) -> tuple[str, list[int]]:
    """Every run of digits without what stands between them, and where each digit stands; runs apart by a blank."""
    digits: list[str] = []
    places: list[int] = []
    for run in _SPACED.finditer(folded):
        digits.append(" ")
        places.append(run.start())
        for at in range(run.start(), run.end()):
            if folded[at].isdigit():
                digits.append(folded[at])
                places.append(at)
    return "".join(digits), places
