"""Verification: which candidate pairs are copies of one template, judged on the texts themselves."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from manumit.engine.links.templates_bags import Bags
from manumit.engine.links.templates_edges import Edges, joined
from manumit.engine.links.templates_pairs import LEAST_WORDS, Candidates
from manumit.engine.links.templates_shingles import Shingled

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class Measure:
    """What two texts must share to be copies: most words in one order (`order`: longest common subsequence, as a share
    of the longer text); or else shingles, and words beyond stock phrases (plain or rarity-weighted Jaccard); or, for
    copies full of noise, a trace of the shingles and most of the words. With less than `least_order` they are not.
    `sure`: estimated share of words (standard error 0.05) that unrelated texts never have: order is not looked at."""

    sure: float
    order: float
    least_order: float
    shingles: float
    words: float
    rare: float
    trace: float
    most_words: float
    most_rare: float


ORDINARY = Measure(
    0.72, 0.66, 0.25, shingles=0.3, words=0.5, rare=0.25, trace=0.08, most_words=0.62, most_rare=0.45
)
SHORT = Measure(
    0.95, 0.8, 0.3, shingles=0.5, words=0.6, rare=0.35, trace=0.2, most_words=0.75, most_rare=0.65
)
UNSPACED = Measure(
    0.8, 0.65, 0.3, shingles=0.45, words=0.64, rare=1.0, trace=0.45, most_words=1.0, most_rare=1.0
)
"""Scripts without spaces: pairs and triples of characters say little, their order says most (benchmarks/corpora, seeds
5, 7 and 8: of unrelated texts one in a thousand has 0.57, of heavily disturbed copies one in twenty less than 0.6)."""
SHORT_WORDS = 12
"""Texts of fewer words share a phrase too easily. Shingles: notes/adverts.md, section 4. Rare words weigh log(N/df):
on noisy copies made for tuning 98 % shared 0.45 of that weight, the nearest of unrelated texts 0.28."""
_AT_ONCE = 2_000
"""Pairs whose sets are laid out at once: as much as the processor keeps at hand."""
KNOWN_COPIES, LEAST_OF_USUAL = 3, 0.5
"""A pair must be half as like as a text and its third-nearest copy are: a text whose copies are clean does not also
have a noisy one, but stock phrases in common. Chosen on benchmarks/corpora, seed 5, where 0.45 to 0.55 do as well."""
ENOUGH_EDGES = 12
"""Pairs verified a text; beyond them only pairs that would join two groups are looked at."""


class Judge:
    """Decides over pairs of texts."""

    def __init__(self, texts: Shingled, rarity: NDArray[np.float64] | None = None) -> None:
        """`rarity`: log(N / df) of every word, where the texts are only some of those that are known."""
        import numpy as np

        self._texts = texts
        self._shingles, self._words = Bags(texts.numbered()), Bags(texts.words)
        own = (
            np.log((1 + len(texts.words)) / np.maximum(self._words.counts(), 1)) if rarity is None else rarity
        )
        self._weights = own
        self._totals = self._words.weigh(self._weights)
        self._short = texts.lengths < SHORT_WORDS

    def likeness(self, pairs: NDArray[np.int64], share: NDArray[np.float64]) -> NDArray[np.float64]:
        """Jaccard index of the shingles of pairs of copies (two columns); 0.0 for texts that are not. `share`: of the
        words, as their signatures estimate it."""
        import numpy as np

        blocks = [slice(at, at + _AT_ONCE) for at in range(0, len(pairs), _AT_ONCE)]
        return np.concatenate([np.zeros(0), *(self._likeness(pairs[one], share[one]) for one in blocks)])

    def _likeness(self, pairs: NDArray[np.int64], share: NDArray[np.float64]) -> NDArray[np.float64]:
        import numpy as np

        near, order = np.zeros(len(pairs)), np.ones(len(pairs))
        unsure = share < self._least(pairs, "sure")
        order[unsure] = self._order(pairs[unsure])
        left = np.flatnonzero(order >= self._least(pairs, "least_order"))
        pairs, order = pairs[left], order[left]
        shingles = self._shingles.likeness(*pairs.T)
        copies = (order >= self._least(pairs, "order")) & (shingles > 0.0)
        doubt = np.flatnonzero(~copies & (shingles >= self._least(pairs, "trace")))
        copies[doubt] = self._alike(pairs[doubt], shingles[doubt])
        near[left[copies]] = shingles[copies]
        return near

    def _least(self, pairs: NDArray[np.int64], name: str) -> NDArray[np.float64]:
        """What a measure must be for these pairs."""
        import numpy as np

        short, unspaced = self._short[pairs].any(axis=1), self._texts.unspaced[pairs].all(axis=1)
        long = np.where(unspaced, getattr(UNSPACED, name), getattr(ORDINARY, name))
        return np.asarray(np.where(short, getattr(SHORT, name), long), np.float64)

    def _order(self, pairs: NDArray[np.int64]) -> NDArray[np.float64]:
        """Longest common subsequence of words, as a share of the longer text."""
        import numpy as np
        from rapidfuzz.distance import LCSseq
        from rapidfuzz.process import cpdist

        if not len(pairs):
            return np.zeros(0)
        one, other = (self._texts.said(side) for side in pairs.T)
        shared = cpdist(one, other, scorer=LCSseq.similarity, dtype=np.int32).ravel()
        return np.asarray(shared / np.maximum(self._texts.order.sizes[pairs].max(axis=1), 1))

    def _alike(self, pairs: NDArray[np.int64], shingles: NDArray[np.float64]) -> NDArray[np.bool_]:
        """Whether the words say that pairs with so many shingles in common are copies."""
        words, rare = self._share(*pairs.T)
        plain = shingles >= self._least(pairs, "shingles")
        plain &= (words >= self._least(pairs, "words")) | (rare >= self._least(pairs, "rare"))
        return plain | (words >= self._least(pairs, "most_words")) | (rare >= self._least(pairs, "most_rare"))

    def _share(
        self, one: NDArray[np.int64], other: NDArray[np.int64]
    ) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """Jaccard index of the words of pairs, plain and weighed by rarity."""
        import numpy as np

        pair, word = self._words.shared(one, other)
        both = np.bincount(pair, minlength=len(one))
        common = np.bincount(pair, self._weights[word], minlength=len(one))
        rest = self._totals[one] + self._totals[other] - common
        every = self._words.sizes[one] + self._words.sizes[other] - both
        return both / np.maximum(every, 1), common / np.maximum(rest, 1e-9)


class _Groups:
    """Which texts are joined so far, and how many verified pairs each has."""

    def __init__(self, count: int) -> None:
        import numpy as np

        self.label = np.arange(count)
        self.degree = np.zeros(count, np.int64)

    def join(self, pairs: NDArray[np.int64]) -> None:
        import numpy as np

        self.degree += np.bincount(pairs.ravel(), minlength=len(self.degree))
        self.label = joined(self.label, pairs)

    def wanted(self, pairs: NDArray[np.int64]) -> NDArray[np.bool_]:
        """Pairs that would join two groups, or of which both texts have few pairs yet."""
        import numpy as np

        one, other = pairs.T
        few = np.maximum(self.degree[one], self.degree[other]) < ENOUGH_EDGES
        return np.asarray(few | (self.label[one] != self.label[other]))


def nearest(count: int, edges: Edges, before: NDArray[np.float64] | None = None) -> NDArray[np.float64]:
    """How like their KNOWN_COPIES nearest copies texts are, the most like first, 0.0 where there are fewer; `before`:
    the same from earlier pairs."""
    import numpy as np

    text, near = edges.pairs.ravel(), np.repeat(edges.near, 2)
    if before is not None:
        text = np.concatenate([text, np.repeat(np.arange(count), KNOWN_COPIES)])
        near = np.concatenate([near, before.ravel()])
    order = np.lexsort((-near, text))
    many = np.bincount(text, minlength=count)
    place = np.arange(len(text)) - np.repeat(np.cumsum(many) - many, many)
    first = place < KNOWN_COPIES
    found = np.zeros((count, KNOWN_COPIES))
    found[text[order][first], place[first]] = near[order][first]
    return found


def as_like_as_usual(edges: Edges, copies: NDArray[np.float64]) -> Edges:
    """Pairs that are not much less like than the copies (`nearest`) that either text has already."""
    import numpy as np

    have = np.count_nonzero(copies, axis=1)
    usual = np.where(have > 0, copies[np.arange(len(copies)), np.maximum(have, 1) - 1], 0.0)
    kept = edges.near >= LEAST_OF_USUAL * usual[edges.pairs].max(axis=1, initial=0.0)
    return Edges(edges.pairs[kept], edges.near[kept])


def verified(texts: Shingled) -> Edges:
    """Pairs of copies with their likeness (Jaccard of shingles): enough of them to join every group densely."""
    import numpy as np

    count = len(texts.numbers)
    candidates, judge, groups = Candidates(texts), Judge(texts), _Groups(count)
    pairs, nears = [np.zeros((0, 2), np.int64)], [np.zeros(0)]
    judged = np.zeros(0, np.int64)
    for met in candidates:
        left = met[groups.wanted(met)]
        share = candidates.share(left)
        left, share = left[share >= LEAST_WORDS], share[share >= LEAST_WORDS]
        codes = left[:, 0] << 32 | left[:, 1]
        at = np.searchsorted(judged, codes)
        fresh = judged[np.minimum(at, len(judged) - 1)] != codes if len(judged) else np.ones(len(codes), bool)
        judged = np.sort(np.concatenate([judged, codes[fresh]]))
        left = left[fresh]
        near = judge.likeness(left, share[fresh])
        pairs.append(left[near > 0.0])
        nears.append(near[near > 0.0])
        groups.join(pairs[-1])
    edges = Edges(np.concatenate(pairs), np.concatenate(nears))
    return as_like_as_usual(edges, nearest(count, edges))
