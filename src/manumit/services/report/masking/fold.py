"""Text folded for comparison, with the way back: no case, no accents, no invisible characters."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cached_property, lru_cache

_SILENT = {"Mn", "Me", "Cf"}
WORD = re.compile(r"[^\W\d_]+")
TITLES = ("mstr", "miss", "mrs", "mr", "ms", "chd", "inf")
_DIGITS = re.compile(r"\d(?:[\W_]{0,4}[\doil])*")
_LETTER_DIGITS = str.maketrans("oil", "011")
_TOKEN = re.compile(r"[^\W_](?:[\w.\-]*[^\W_])?|[^\W_]")
_PART = re.compile(r"([.\-])")
RUN_HEAD = 8
"""First characters by which a long value is looked up in a text."""
Token = tuple[str, int, int]
"""Text, start, end."""
Stream = tuple[str, list[int]]
"""Characters without what stands between them, and where each stands."""


@dataclass(frozen=True)
class Folded:
    """`origin[i]` is where folded character i stands in `raw`. Its parts are made once for all who look through it."""

    raw: str
    text: str
    origin: tuple[int, ...] | range

    def source_span(self, start: int, end: int) -> tuple[int, int]:
        """The span of `raw` behind folded[start:end], with the accents that sit on its last letter."""
        last = self.origin[end - 1] + 1
        while last < len(self.raw) and unicodedata.category(self.raw[last]) in _SILENT:
            last += 1
        return self.origin[start], last

    @cached_property
    def words(self) -> list[Token]:
        """Words of letters."""
        return [(m.group(), m.start(), m.end()) for m in WORD.finditer(self.text)]

    @cached_property
    def word_forms(self) -> frozenset[str]:
        """The words, and what is left of them without a title at the end."""
        words = {word for word, _, _ in self.words}
        return frozenset(
            words | {w[: -len(t)] for w in words if w.endswith(TITLES) for t in TITLES if w.endswith(t)}
        )

    @cached_property
    def digit_runs(self) -> list[Stream]:
        """Runs of digits however they are spaced, letters that stand for digits read as such."""
        runs: list[Stream] = []
        for run in _DIGITS.finditer(self.text):
            places = [
                i for i in range(run.start(), run.end()) if self.text[i].isdigit() or self.text[i] in "oil"
            ]
            runs.append(("".join([self.text[i] for i in places]).translate(_LETTER_DIGITS), places))
        return runs

    @cached_property
    def stream(self) -> Stream:
        """Letters and digits only."""
        places = [i for i, char in enumerate(self.text) if char.isalnum()]
        return "".join([self.text[i] for i in places]), places

    @cached_property
    def heads(self) -> frozenset[str]:
        """Every RUN_HEAD characters of the stream."""
        stream = self.stream[0]
        return frozenset(stream[at : at + RUN_HEAD] for at in range(len(stream) - RUN_HEAD + 1))

    @cached_property
    def tokens(self) -> list[tuple[Token, list[Token]]]:
        """Words with what people write inside codes, and the parts between their dots and hyphens."""
        found: list[tuple[Token, list[Token]]] = []
        for match in _TOKEN.finditer(self.text):
            at, parts = match.start(), []
            for part in _PART.split(match.group()):
                parts.append((part, at, at + len(part)))
                at += len(part)
            found.append(((match.group(), match.start(), match.end()), parts))
        return found

    @cached_property
    def token_forms(self) -> frozenset[str]:
        """Every token and part."""
        return frozenset(form for token, parts in self.tokens for form, _, _ in (token, *parts))


@lru_cache(maxsize=8192)
def fold(raw: str) -> Folded:
    """Compatibility forms made plain (full-width digits, ligatures), accents and zero-width characters dropped."""
    if raw.isascii():
        return Folded(raw, raw.lower(), range(len(raw)))
    text: list[str] = []
    origin: list[int] = []
    for position, char in enumerate(raw):
        for part in unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", char).casefold()):
            if unicodedata.category(part) not in _SILENT:
                text.append(part)
                origin.append(position)
    return Folded(raw, "".join(text), tuple(origin))


def plain(raw: str) -> str:
    """Only the folded text."""
    return fold(raw).text
