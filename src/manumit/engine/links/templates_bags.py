"""Sets of whole numbers, laid flat, so that many pairs of them are compared at once."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

FEWEST, COMMON = 4096, 0.2
"""Sets from which frequencies are believed; share of the sets from which a member is common among fewer."""


class Bags:
    """Sets of whole numbers below 2^31, each sorted and distinct; `sizes` of each."""

    def __init__(self, sets: Sequence[NDArray[np.int64]]) -> None:
        import numpy as np

        self.sizes = np.array([len(one) for one in sets], np.int64)
        self._starts = np.cumsum(self.sizes) - self.sizes
        self._flat = np.concatenate([np.zeros(0, np.int64), *sets])
        self._width = int(self._flat.max(initial=0)) + 1

    def _keys(self, texts: NDArray[np.int64]) -> NDArray[np.int64]:
        """place in `texts` * width + member, for every member of every text."""
        import numpy as np

        sizes = self.sizes[texts]
        first = np.repeat(self._starts[texts] - (np.cumsum(sizes) - sizes), sizes)
        place = np.repeat(np.arange(len(texts)) * self._width, sizes)
        return np.asarray(place + self._flat[first + np.arange(len(first))])

    def shared(
        self, one: NDArray[np.int64], other: NDArray[np.int64]
    ) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """(pair, member) for every member that both texts of a pair have."""
        import numpy as np

        keys = np.sort(np.concatenate([self._keys(one), self._keys(other)]))
        both = keys[1:][keys[1:] == keys[:-1]]
        return both // self._width, both % self._width

    def rarity(self) -> NDArray[np.float64]:
        """log2(N / df) of every member: the bits that finding it in a set gives. Among few sets, one that is not
        common is taken to be as rare as it would be among FEWEST."""
        import numpy as np

        count = max(1, len(self.sizes))
        share = np.maximum(np.bincount(self._flat, minlength=self._width), 1) / count
        return np.log2(1 / share) + np.where(share <= COMMON, np.log2(max(1.0, FEWEST / count)), 0.0)

    def weigh(self, weights: NDArray[np.float64]) -> NDArray[np.float64]:
        """Sum of the weights of each set's members."""
        import numpy as np

        owner = np.repeat(np.arange(len(self.sizes)), self.sizes)
        return np.asarray(np.bincount(owner, weights[self._flat], minlength=len(self.sizes)), np.float64)
