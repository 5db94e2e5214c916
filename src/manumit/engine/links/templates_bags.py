"""Sets of whole numbers, laid flat, so that many of them are compared at once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

FEWEST, COMMON = 4096, 0.2
"""Sets from which frequencies are believed; share of the sets from which a member is common among fewer."""

_AT_ONCE = 20_000


def distinct(values: NDArray[Any], in_runs: bool = False) -> NDArray[Any]:
    """Sorted distinct values (numpy's own unique hashes, which is slower on arrays as small and as large as ours).
    `in_runs`: they come nearly in order, as what belongs to one text after the other does; merging takes a third."""
    import numpy as np

    ordered = np.sort(values, kind="stable" if in_runs else None)
    return ordered[np.concatenate([[True], ordered[1:] != ordered[:-1]])] if len(ordered) else ordered


def ranked(values: NDArray[Any]) -> tuple[NDArray[Any], NDArray[np.int64]]:
    """Sorted distinct values, and for every value its place among these: numpy's `unique` with `return_inverse`, in a
    sixth of its time where values come again (Arrow looks them up, and only the distinct ones are sorted)."""
    import numpy as np
    import pyarrow as pa

    coded = pa.array(values).dictionary_encode()
    known = coded.dictionary.to_numpy(zero_copy_only=False)
    order = np.argsort(known)
    rank = np.empty(len(order), np.int64)
    rank[order] = np.arange(len(order))
    return known[order], rank[coded.indices.to_numpy(zero_copy_only=False)]


class Ragged:
    """Arrays of several lengths, one after the other in `flat`; `sizes` of each. Reads like a sequence of arrays."""

    def __init__(self, flat: NDArray[Any], sizes: NDArray[np.int64]) -> None:
        import numpy as np

        self.flat, self.sizes = flat, sizes
        self.starts = np.cumsum(sizes) - sizes

    @classmethod
    def of(cls, arrays: Sequence[NDArray[Any]]) -> Ragged:
        import numpy as np

        sizes = np.array([len(one) for one in arrays], np.int64)
        return cls(np.concatenate(arrays) if len(arrays) else np.zeros(0, np.int64), sizes)

    @classmethod
    def joined(cls, several: Sequence[Ragged]) -> Ragged:
        """The arrays of several, one after the other."""
        import numpy as np

        return cls(
            np.concatenate([one.flat for one in several]), np.concatenate([one.sizes for one in several])
        )

    def __len__(self) -> int:
        return len(self.sizes)

    def __getitem__(self, at: int) -> NDArray[Any]:
        return self.flat[self.starts[at] : self.starts[at] + self.sizes[at]]

    def __iter__(self) -> Iterator[NDArray[Any]]:
        return (self[at] for at in range(len(self)))

    def owners(self) -> NDArray[np.int64]:
        """Whose every member is."""
        import numpy as np

        return np.repeat(np.arange(len(self.sizes)), self.sizes)

    def places(self, chosen: NDArray[np.int64]) -> NDArray[np.int64]:
        """Where in `flat` the members of the chosen arrays stand, one array after the other."""
        import numpy as np

        sizes = self.sizes[chosen]
        ends = np.cumsum(sizes)
        first = np.repeat(self.starts[chosen] - (ends - sizes), sizes)
        first += np.arange(len(first))
        return np.asarray(first)

    def chosen(self, chosen: NDArray[np.int64]) -> Ragged:
        """Some of the arrays, copied some at a time: their places take more memory than they do."""
        import numpy as np

        sizes = self.sizes[chosen]
        flat, ends = np.empty(int(sizes.sum()), self.flat.dtype), np.cumsum(sizes)
        for first in range(0, len(chosen), _AT_ONCE):
            part = chosen[first : first + _AT_ONCE]
            end = int(ends[first + len(part) - 1])
            flat[end - int(self.sizes[part].sum()) : end] = self.flat[self.places(part)]
        return Ragged(flat, sizes)


class Bags:
    """Sets of whole numbers below 2^31, each sorted and distinct; `sizes` of each."""

    def __init__(self, sets: Sequence[NDArray[np.int64]] | Ragged) -> None:
        self._sets = sets if isinstance(sets, Ragged) else Ragged.of(sets)
        self.sizes = self._sets.sizes
        self._bits = int(self._sets.flat.max(initial=0)).bit_length()

    def _keys(self, texts: NDArray[np.int64]) -> NDArray[np.int64]:
        """Place in `texts` above the bits of the member, for every member of every text."""
        import numpy as np

        keys = np.repeat(np.arange(len(texts)) << self._bits, self.sizes[texts])
        keys += self._sets.flat[self._sets.places(texts)]
        return np.asarray(keys)

    def shared(
        self, one: NDArray[np.int64], other: NDArray[np.int64]
    ) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """(pair, member) for every member that both texts of a pair have."""
        both = self._both(one, other)
        return both >> self._bits, both & ((1 << self._bits) - 1)

    def _both(self, one: NDArray[np.int64], other: NDArray[np.int64]) -> NDArray[np.int64]:
        import numpy as np

        keys = np.concatenate([self._keys(one), self._keys(other)])
        keys.sort(kind="stable")  # two sorted runs are merged
        return np.asarray(keys[1:][keys[1:] == keys[:-1]])

    def likeness(self, one: NDArray[np.int64], other: NDArray[np.int64]) -> NDArray[np.float64]:
        """Jaccard index of the sets of pairs; two empty ones are not alike."""
        import numpy as np

        both = np.bincount(self._both(one, other) >> self._bits, minlength=len(one))
        near = both / np.maximum(self.sizes[one] + self.sizes[other] - both, 1)
        return np.asarray(np.where(one == other, 1.0, near), np.float64)

    def counts(self) -> NDArray[np.int64]:
        """In how many sets every member is."""
        import numpy as np

        return np.bincount(self._sets.flat, minlength=1)

    def rarity(self) -> NDArray[np.float64]:
        """log2(N / df) of every member: the bits that finding it in a set gives. Among few sets, one that is not
        common is taken to be as rare as it would be among FEWEST."""
        import numpy as np

        count = max(1, len(self.sizes))
        share = np.maximum(self.counts(), 1) / count
        return np.log2(1 / share) + np.where(share <= COMMON, np.log2(max(1.0, FEWEST / count)), 0.0)

    def weigh(self, weights: NDArray[np.float64]) -> NDArray[np.float64]:
        """Sum of the weights of each set's members."""
        import numpy as np

        held = weights[self._sets.flat]
        return np.asarray(np.bincount(self._sets.owners(), held, minlength=len(self.sizes)), np.float64)
