"""Every hash within so many bits of one, exactly, among millions. A hash is four words of 64 bits kept in columns; two
columns already tell nearly all strangers (64 of 128 bits differ, 5.7 the standard deviation), so the other two are only
read where those allow. No index, no loss: 1,000,000 hashes are 16 MB to look through."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

BYTES = 32
_WORDS = 4
_BLOCK = 1 << 14
"""Hashes looked at together: their words stay in the processor's cache."""

Places = NDArray[np.int64]
Distances = NDArray[np.int64]


class HashTable:
    """Hashes of 256 bits in the order in which they were added."""

    def __init__(self, hashes: Iterable[bytes] = ()) -> None:
        self._columns = np.empty((_WORDS, 0), np.uint64)
        self._size = 0
        self.extend(hashes)

    def __len__(self) -> int:
        return self._size

    def extend(self, hashes: Iterable[bytes]) -> None:
        """Add hashes of 32 bytes each."""
        self.extend_rows(np.frombuffer(b"".join(hashes), np.uint8).reshape(-1, BYTES))

    def extend_rows(self, rows: NDArray[np.uint8]) -> None:
        """Add hashes as an array [n, 32]."""
        words = np.ascontiguousarray(rows).view(np.uint64)
        needed = self._size + len(words)
        if needed > self._columns.shape[1]:
            grown = np.empty((_WORDS, max(needed, 2 * self._size)), np.uint64)
            grown[:, : self._size] = self._columns[:, : self._size]
            self._columns = grown
        self._columns[:, self._size : needed] = words.T
        self._size = needed

    def rows(self) -> NDArray[np.uint8]:
        """All hashes as an array [n, 32]."""
        return np.ascontiguousarray(self._columns[:, : self._size].T).view(np.uint8)

    def row(self, place: int) -> bytes:
        """One hash."""
        return self._columns[:, place].tobytes()

    def within(self, query: bytes, radius: int) -> tuple[Places, Distances]:
        """Places and distances of all hashes at most `radius` bits away, nearest first, then in their order."""
        return self.within_any([query], radius)[:2]

    def within_any(self, queries: Sequence[bytes], radius: int) -> tuple[Places, Distances, Places]:
        """The same for the nearest of several queries (forms of one picture); third: which of them it was."""
        found = [
            (which, places, apart)
            for start in range(0, self._size, _BLOCK)
            for which, query in enumerate(queries)
            for places, apart in [self._block(start, np.frombuffer(query, np.uint64), radius)]
            if places.size
        ]
        if not found:
            none = np.empty(0, np.int64)
            return none, none, none
        which = np.concatenate([np.full(len(places), one) for one, places, _ in found])
        places = np.concatenate([one for _, one, _ in found])
        apart = np.concatenate([one for _, _, one in found])
        order = np.lexsort((which, places, apart))
        _, first = np.unique(places[order], return_index=True)
        kept = order[np.sort(first)]
        return places[kept], apart[kept], which[kept]

    def _block(self, start: int, query: NDArray[np.uint64], radius: int) -> tuple[Places, Distances]:
        block = self._columns[:, start : min(start + _BLOCK, self._size)]
        # 2 x 64 bits at most: a byte holds the count.
        half = np.bitwise_count(block[0] ^ query[0])
        half += np.bitwise_count(block[1] ^ query[1])
        near = np.flatnonzero(half <= radius)
        if not near.size:
            return near, near
        apart = half[near].astype(np.int64)
        for word in (2, 3):
            apart += np.bitwise_count(block[word, near] ^ query[word])
        kept = apart <= radius
        return near[kept] + start, apart[kept]
