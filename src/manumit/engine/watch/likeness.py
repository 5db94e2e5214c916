"""Whether a text is a copy of an example: shingles of three words, the exact Jaccard index over them.

Names, prices and phones change from copy to copy, so words with digits are left out; of scripts without spaces three
characters are a shingle. Thresholds as measured for templates (links, J >= 0.3; 0.5 for short texts).
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

from manumit.engine.watch.tokens import DENSE, Text, is_emoji, read

SIZE = 3
LEAST_SHINGLES = 5
LIKE, LIKE_SHORT, SHORT = 0.3, 0.5, 20
_COMMON = 50
"""Entries that share a shingle before it is taken for a stock phrase and proposes nobody any more."""


def shingles(text: Text) -> frozenset[str]:
    """The text's shingles."""
    words: list[str] = []
    for token in text.tokens:
        if not token.isalpha() and (is_emoji(token) or any(map(str.isdigit, token))):
            continue
        if text.dense and DENSE.search(token):
            words.extend(token)
        else:
            words.append(token)
    return frozenset(" ".join(words[at : at + SIZE]) for at in range(len(words) - SIZE + 1))


class LikenessIndex:
    """Example texts by their shingles. An entry may have several examples."""

    def __init__(self, examples: Sequence[tuple[str, str]]) -> None:
        """`examples`: (entry id, text)."""
        alike: dict[frozenset[str], list[str]] = defaultdict(list)
        for entry, text in examples:
            alike[shingles(read(text))].append(entry)
        self._sets = list(alike)
        self._entries = list(alike.values())
        self._holding: dict[str, list[int]] = defaultdict(list)
        for at, own in enumerate(self._sets):
            for one in own:
                self._holding[one].append(at)
        most = max(_COMMON, len(self._sets) // 20)
        self._stock = {one for one, held in self._holding.items() if len(held) > most}

    def __bool__(self) -> bool:
        return bool(self._sets)

    def find(self, text: Text) -> Iterator[tuple[str, float]]:
        """(entry id, likeness) of the examples this text is a copy of, each entry once."""
        own = shingles(text)
        shared: Counter[int] = Counter()
        for one in own & self._holding.keys():
            if one not in self._stock:
                shared.update(self._holding[one])
        best: dict[str, float] = {}
        for at in shared:
            example = self._sets[at]
            both = len(own & example)
            like = both / (len(own) + len(example) - both)
            least = LIKE_SHORT if min(len(own), len(example)) < SHORT else LIKE
            if like >= least:
                for entry in self._entries[at]:
                    best[entry] = max(like, best.get(entry, 0.0))
        yield from best.items()
