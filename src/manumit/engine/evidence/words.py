"""Values as they may stand in a note or a file name: their words side by side, whatever their case, accents and what is
between them; those of a name in any order. Thousands of values cost no more than one."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from typing import Any

from manumit.engine.evidence.gone import ERASED

_WORD = re.compile(r"[^\W_]+")
_TURNED = 4
"""Words of the longest name that is looked for in every order."""
_SHORTEST = 5
"""Letters and digits of the shortest value that is looked for: a shorter one stands everywhere."""


def folded(text: str) -> str:
    """Without case and accents."""
    plain = unicodedata.normalize("NFKD", text)
    return "".join(char for char in plain if not unicodedata.combining(char)).casefold()


class Words:
    """The values that are looked for."""

    def __init__(self, values: Iterable[str]) -> None:
        self._values: set[tuple[str, ...]] = set()
        self._names: set[tuple[str, ...]] = set()
        for value in values:
            words = tuple(word for _, _, word in _words(unicodedata.normalize("NFC", value)))
            if sum(map(len, words)) >= _SHORTEST:
                self._values.add(words)
                if len(words) <= _TURNED and all(map(str.isalpha, words)):
                    self._names.add(tuple(sorted(words)))
        self._sizes = sorted({len(words) for words in self._values}, reverse=True)

    def within(self, text: str) -> bool:
        """Whether one stands there."""
        return next(self._spans(unicodedata.normalize("NFC", text)), None) is not None

    def anywhere(self, value: Any) -> bool:
        """Whether one stands in any text of this JSON."""
        return bool(self.out_of(value) != value)

    def out_of(self, value: Any) -> Any:
        """JSON without them."""
        if isinstance(value, str):
            return self._cut(value)
        if isinstance(value, dict):
            return {key: self.out_of(each) for key, each in value.items()}
        return [self.out_of(each) for each in value] if isinstance(value, list) else value

    def _cut(self, text: str) -> str:
        composed = unicodedata.normalize("NFC", text)
        pieces, at = [], 0
        for start, end in self._spans(composed):
            pieces += [composed[at:start], ERASED]
            at = end
        return "".join([*pieces, composed[at:]]) if pieces else text

    def _spans(self, text: str) -> Iterator[tuple[int, int]]:
        """Half-open spans, the longest first where several begin, none within another."""
        words = list(_words(text)) if self._sizes else []
        at = 0
        while at < len(words):
            for size in (one for one in self._sizes if at + one <= len(words)):
                window = tuple(word for _, _, word in words[at : at + size])
                if window in self._values or tuple(sorted(window)) in self._names:
                    yield words[at][0], words[at + size - 1][1]
                    at += size
                    break
            else:
                at += 1


def _words(text: str) -> Iterator[tuple[int, int, str]]:
    """(start, end, folded) of each word."""
    for match in _WORD.finditer(text):
        yield match.start(), match.end(), folded(match[0])
