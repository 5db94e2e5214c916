"""Pairs of texts that are copies, and the groups that they join."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, overload

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

Edge = tuple[int, int, float]


class Edges(Sequence[Edge]):
    """Verified pairs (two columns, the smaller text first) and how like each other they are."""

    def __init__(self, pairs: NDArray[np.int64], near: NDArray[np.float64]) -> None:
        self.pairs, self.near = pairs, near

    def __len__(self) -> int:
        return len(self.near)

    @overload
    def __getitem__(self, at: int) -> Edge: ...
    @overload
    def __getitem__(self, at: slice) -> Edges: ...
    def __getitem__(self, at: int | slice) -> Edge | Edges:
        if isinstance(at, slice):
            return Edges(self.pairs[at], self.near[at])
        return int(self.pairs[at, 0]), int(self.pairs[at, 1]), float(self.near[at])

    def among(self, chosen: NDArray[np.int64]) -> Edges:
        """Pairs of two chosen texts (sorted), numbered by their place among these."""
        import numpy as np

        at = np.searchsorted(chosen, self.pairs)
        inside = (
            (chosen[np.minimum(at, len(chosen) - 1)] == self.pairs).all(axis=1)
            if len(chosen)
            else np.zeros(len(self), bool)
        )
        return Edges(at[inside], self.near[inside])

    def __iter__(self) -> Iterator[Edge]:
        return iter(zip(*self.pairs.T.tolist(), self.near.tolist(), strict=True))


def joined(label: NDArray[np.int64], pairs: NDArray[np.int64]) -> NDArray[np.int64]:
    """Labels (each the smallest member of its group) after the groups of every pair are one."""
    import numpy as np

    one, other = pairs.T
    while len(one):
        a, b = label[one], label[other]
        apart = a != b
        if not apart.any():
            break
        one, other, a, b = one[apart], other[apart], a[apart], b[apart]
        label = label.copy()
        np.minimum.at(label, np.maximum(a, b), np.minimum(a, b))
        while True:
            above = label[label]
            if np.array_equal(above, label):
                break
            label = above
    return label
