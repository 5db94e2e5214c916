"""Verification: which candidate pairs are copies of one template, judged on the texts themselves."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from manumit.engine.links.templates_bags import Bags
from manumit.engine.links.templates_edges import Edges, joined
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
UNSPACED = Measure(shingles=0.4, words=0.5, rare=0.4, trace=0.15, most_words=0.66, most_rare=0.53)
"""Scripts without spaces: three characters in common are less than three words (benchmarks/corpora, seeds 7 and 8)."""
SHORT_WORDS = 12
"""Texts of fewer words share a phrase too easily. Shingles: notes/adverts.md, section 4. Rare words weigh log(N/df):
on noisy copies made for tuning 98 % shared 0.45 of that weight, the nearest of unrelated texts 0.28."""
_AT_ONCE = 20_000
KNOWN_COPIES, LEAST_OF_USUAL = 3, 0.5
"""A pair must be half as like as a text and its third-nearest copy are: a text whose copies are clean does not also
have a noisy one, but stock phrases in common. Chosen on benchmarks/corpora, seed 5, where 0.45 to 0.55 do as well."""
ENOUGH_EDGES = 24
"""Pairs verified a text; beyond them only pairs that would join two groups are looked at."""


class Judge:
    """Decides over pairs of texts."""

    def __init__(self, texts: Shingled) -> None:
        import numpy as np

        self._shingles, self._words = Bags(texts.numbered()), Bags(texts.words)
        self._weights = np.log((1 + len(texts.words)) / np.maximum(self._words.counts(), 1))  # log(N/df)
        self._totals = self._words.weigh(self._weights)
        self._short = texts.lengths < SHORT_WORDS
        self._unspaced = texts.unspaced

    def likeness(self, pairs: NDArray[np.int64]) -> NDArray[np.float64]:
        """Jaccard index of the shingles of pairs of copies (two columns); 0.0 for texts that are not."""
        import numpy as np

        parts = [self._likeness(pairs[at : at + _AT_ONCE]) for at in range(0, len(pairs), _AT_ONCE)]
        return np.concatenate([np.zeros(0), *parts])

    def _likeness(self, pairs: NDArray[np.int64]) -> NDArray[np.float64]:
        import numpy as np

        one, other = pairs[:, 0], pairs[:, 1]
        short, unspaced = self._short[one] | self._short[other], self._unspaced[one] & self._unspaced[other]
        shared = np.bincount(self._shingles.shared(one, other)[0], minlength=len(pairs))
        near = shared / (self._shingles.sizes[one] + self._shingles.sizes[other] - shared)

        def of(name: str) -> NDArray[np.float64]:
            long = np.where(unspaced, getattr(UNSPACED, name), getattr(ORDINARY, name))
            return np.asarray(np.where(short, getattr(SHORT, name), long), np.float64)

        near[near < of("trace")] = 0.0
        left = np.flatnonzero(near)
        words, rare = self._share(one[left], other[left])
        plain = (near >= of("shingles"))[left] & ((words >= of("words")[left]) | (rare >= of("rare")[left]))
        noisy = (words >= of("most_words")[left]) | (rare >= of("most_rare")[left])
        near[left[~(plain | noisy)]] = 0.0
        return near

    def _share(
        self, one: NDArray[np.int64], other: NDArray[np.int64]
    ) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """Jaccard index of the words of pairs, plain and weighed by rarity."""
        import numpy as np

        pair, word = self._words.shared(one, other)
        both = np.bincount(pair, minlength=len(one))
        common = np.bincount(pair, self._weights[word], minlength=len(one))
        rest = self._totals[one] + self._totals[other] - common
        return both / (self._words.sizes[one] + self._words.sizes[other] - both), common / np.maximum(
            rest, 1e-9
        )


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


def _as_like_as_usual(count: int, edges: Edges) -> Edges:
    """Pairs that are not much less like than the copies that either text has already."""
    import numpy as np

    text, near = edges.pairs.ravel(), np.repeat(edges.near, 2)
    order = np.lexsort((-near, text))
    many = np.bincount(text, minlength=count)
    place = np.cumsum(many) - many + np.minimum(many, KNOWN_COPIES) - 1
    usual = (
        np.where(many > 0, near[order[np.where(many > 0, place, 0)]], 0.0) if len(text) else np.zeros(count)
    )
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
        left = left[candidates.promising(left)]
        codes = left[:, 0] << 32 | left[:, 1]
        at = np.searchsorted(judged, codes)
        fresh = judged[np.minimum(at, len(judged) - 1)] != codes if len(judged) else np.ones(len(codes), bool)
        judged = np.sort(np.concatenate([judged, codes[fresh]]))
        left = left[fresh]
        near = judge.likeness(left)
        pairs.append(left[near > 0.0])
        nears.append(near[near > 0.0])
        groups.join(pairs[-1])
    return _as_like_as_usual(count, Edges(np.concatenate(pairs), np.concatenate(nears)))
