"""Texts as templates compare them: masked, folded, cut into shingles of three words (three characters in scripts
without spaces), each kept once."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from hashlib import blake2b
from typing import TYPE_CHECKING, Any

from manumit.engine.signals import fold, mask

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_WIDTH = 3  # words, or characters in scripts without spaces
_UNSPACED = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]")
_WORD = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]|[^\\W_]+")
_MIXERS = (0x9E3779B97F4A7C15, 0xBF58476D1CE4E5B9)  # odd 64-bit constants of splitmix64


@dataclass(frozen=True, slots=True)
class Shingled:
    """Distinct masked texts: sorted shingle hashes, distinct words and word counts; `of_text` maps texts to them;
    `unspaced`: written without spaces between words."""

    sets: list[NDArray[np.uint64]]
    words: list[NDArray[np.int64]]
    lengths: list[int]
    of_text: list[int]
    unspaced: list[bool]

    def numbered(self) -> list[NDArray[np.int64]]:
        """The same sets with shingles numbered from 0."""
        import numpy as np

        known = distinct(np.concatenate([np.zeros(0, np.uint64), *self.sets]))
        return [np.searchsorted(known, one) for one in self.sets]

    def jaccard(self, one: int, other: int) -> float:
        """Exact Jaccard index of two texts' shingles."""
        import numpy as np

        if one == other:
            return 1.0
        a, b = self.sets[one], self.sets[other]
        both = np.sort(np.concatenate([a, b]))
        shared = int(np.count_nonzero(both[1:] == both[:-1]))
        return shared / (len(a) + len(b) - shared) if shared else 0.0


@lru_cache(maxsize=1 << 18)
def _word_hash(word: str) -> int:
    return int.from_bytes(blake2b(word.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "little")


def distinct(values: NDArray[Any]) -> NDArray[Any]:
    """Sorted distinct values (numpy's own unique hashes, which is slower on arrays as small and as large as ours)."""
    import numpy as np

    ranked = np.sort(values)
    return ranked[np.concatenate([[True], ranked[1:] != ranked[:-1]])] if len(ranked) else ranked


def tokens(text: str) -> list[str]:
    """Words of a text as templates compare them; scripts without spaces character by character."""
    return _WORD.findall(fold(mask(text)).text)


def _terms(words: Sequence[str]) -> Sequence[str]:
    """Words, or pairs of neighbouring characters where the script has no spaces."""
    if not any(map(_UNSPACED.match, words)):
        return words
    return [a + b if _UNSPACED.match(a) else a for a, b in zip(words, [*words[1:], ""], strict=True)]


def _shingles(words: Sequence[str]) -> NDArray[np.uint64]:
    import numpy as np

    if not words:
        return np.zeros(0, np.uint64)
    hashes = np.array([_word_hash(word) for word in words], np.uint64)
    width = min(_WIDTH, len(words))
    mixed = np.zeros(len(words) - width + 1, np.uint64)
    for at in range(width):
        mixed = (mixed ^ hashes[at : len(words) - width + 1 + at]) * np.uint64(_MIXERS[0])
        mixed ^= mixed >> np.uint64(29)
    return distinct(mixed)


def shingle_all(texts: Sequence[str]) -> Shingled:
    """Shingles of every distinct masked text, in order of first appearance; texts without a word stay apart."""
    import numpy as np

    seen: dict[str, int] = {}
    vocabulary: dict[str, int] = {}
    found = Shingled([], [], [], [], [])
    for text in texts:
        words = tokens(text)
        key = " ".join(words)
        index = seen.get(key, -1) if words else -1
        if index < 0:
            index = len(found.sets)
            if words:
                seen[key] = index
            found.sets.append(_shingles(words))
            terms = {vocabulary.setdefault(word, len(vocabulary)) for word in _terms(words)}
            found.words.append(np.array(sorted(terms), np.int64))
            found.lengths.append(len(words))
            found.unspaced.append(sum(map(bool, map(_UNSPACED.match, words))) * 2 > len(words))
        found.of_text.append(index)
    return found
