"""Verification: which candidate pairs are copies of one template, judged on the texts themselves."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from math import log
from typing import TYPE_CHECKING

from manumit.engine.links.templates_pairs import Candidates
from manumit.engine.links.templates_shingles import Shingled

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class Measure:
    """What two texts must share to be copies: shingles, and words beyond stock phrases (plain or rarity-weighted
    Jaccard); or, for copies full of noise, a trace of the shingles and most of the words."""

    shingles: float
    words: float
    rare: float
    trace: float
    most_words: float
    most_rare: float


ORDINARY = Measure(shingles=0.3, words=0.5, rare=0.25, trace=0.08, most_words=0.62, most_rare=0.45)
SHORT = Measure(shingles=0.5, words=0.6, rare=0.35, trace=0.2, most_words=0.75, most_rare=0.65)
SHORT_WORDS = 12
"""Texts of fewer words share a phrase too easily. Shingles: notes/adverts.md, section 4. Rare words weigh log(N/df):
on noisy copies made for tuning 98 % shared 0.45 of that weight, the nearest of unrelated texts 0.28."""
ENOUGH_EDGES = 24
"""Pairs verified a text; beyond them only pairs that would join two groups are looked at."""

Edge = tuple[int, int, float]


def _rarity(texts: Shingled) -> tuple[list[float], list[float]]:
    """log(N/df) of every word, and the sum of it over every text's words."""
    counts = Counter(word for own in texts.words for word in own)
    weights = [log((1 + len(texts.words)) / counts[word]) for word in range(len(counts))]
    return weights, [sum([weights[word] for word in own]) for own in texts.words]


class Judge:
    """Decides over pairs of texts."""

    def __init__(self, texts: Shingled) -> None:
        self._texts = texts
        self._sets: dict[int, frozenset[int]] = {}
        self._weights, self._totals = _rarity(texts)

    def _set(self, at: int) -> frozenset[int]:
        known = self._sets.get(at)
        if known is None:
            known = self._sets[at] = frozenset(self._texts.sets[at].tolist())
        return known

    def _share_words(self, one: int, other: int, least: float, least_rare: float) -> bool:
        """Do they share so much of their words, or of what is rare in them?"""
        a, b = self._texts.words[one], self._texts.words[other]
        both = a & b
        if len(both) >= least * (len(a) + len(b) - len(both)):
            return True
        common = sum([self._weights[word] for word in both])
        return common >= least_rare * (self._totals[one] + self._totals[other] - common)

    def likeness(self, one: int, other: int) -> float:
        """Jaccard index of the shingles of two copies; 0.0 for texts that are not."""
        a, b = self._set(one), self._set(other)
        shared = len(a & b)
        near = shared / (len(a) + len(b) - shared)
        short = min(self._texts.lengths[one], self._texts.lengths[other]) < SHORT_WORDS
        measure = SHORT if short else ORDINARY
        if near < measure.trace:
            return 0.0
        if near >= measure.shingles and self._share_words(one, other, measure.words, measure.rare):
            return near
        return near if self._share_words(one, other, measure.most_words, measure.most_rare) else 0.0


class _Groups:
    """Union-find over texts, and how many verified pairs each has."""

    def __init__(self, count: int) -> None:
        import numpy as np

        self.parent = np.arange(count)
        self.degree = np.zeros(count, np.int64)

    def settle(self) -> None:
        """Every text points at the root of its group."""
        import numpy as np

        while True:
            above = self.parent[self.parent]
            if np.array_equal(above, self.parent):
                return
            self.parent = above

    def join(self, edges: list[Edge]) -> None:
        parent = self.parent.tolist()
        for one, other, _ in edges:
            self.degree[one] += 1
            self.degree[other] += 1
            while parent[one] != one:
                parent[one] = one = parent[parent[one]]
            while parent[other] != other:
                parent[other] = other = parent[parent[other]]
            parent[max(one, other)] = min(one, other)
        self.parent[:] = parent
        self.settle()

    def wanted(self, pairs: NDArray[np.int64]) -> NDArray[np.bool_]:
        """Pairs that would join two groups, or of which both texts have few pairs yet."""
        import numpy as np

        one, other = pairs[:, 0], pairs[:, 1]
        few = np.maximum(self.degree[one], self.degree[other]) < ENOUGH_EDGES
        return np.asarray(few | (self.parent[one] != self.parent[other]))


def verified(texts: Shingled) -> list[Edge]:
    """Pairs of copies with their likeness (Jaccard of shingles): enough of them to join every group densely."""
    import numpy as np

    judge, groups = Judge(texts), _Groups(len(texts.sets))
    edges: list[Edge] = []
    judged = np.zeros(0, np.int64)
    for pairs in Candidates(texts):
        left = pairs[groups.wanted(pairs)]
        codes = left[:, 0] << 32 | left[:, 1]
        at = np.searchsorted(judged, codes)
        fresh = judged[np.minimum(at, len(judged) - 1)] != codes if len(judged) else np.ones(len(codes), bool)
        judged = np.sort(np.concatenate([judged, codes[fresh]]))
        found = [(one, other, judge.likeness(one, other)) for one, other in left[fresh].tolist()]
        kept = [edge for edge in found if edge[2] > 0.0]
        groups.join(kept)
        edges += kept
    return edges
