"""Candidates: pairs of texts whose MinHash signatures share a band.

Signatures: rensa RMinHash (algorithm version in ALGORITHM), 128 permutations, seed 42, 64 bands of 2 rows: a pair of
Jaccard 0.3 becomes a candidate with probability 1 - (1 - 0.3^2)^64 = 0.998, one of 0.15 with 0.77.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from manumit.engine.links.templates_shingles import Shingled, distinct

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

PERMUTATIONS, SEED, ROWS_A_BAND = 128, 42, 2
ALGORITHM = "rensa.RMinHash/4"
_LEAST_ESTIMATE = (
    0.06  # of a signature; its standard error is 0.024 at the least trace that verification accepts
)
_MOST_IN_BUCKET = 8  # of a crowded bucket each text is paired with that many others, new ones in each band
_BLOCK = 20_000
_BANDS_AT_ONCE = 4
_MIXERS = (0x9E3779B97F4A7C15, 0xBF58476D1CE4E5B9)  # odd 64-bit constants of splitmix64


def signatures(sets: Sequence[NDArray[np.uint64]]) -> NDArray[np.uint32]:
    """MinHash digests, one row a text."""
    import numpy as np
    import rensa

    rows = np.zeros((len(sets), PERMUTATIONS), np.uint32)
    for first in range(0, len(sets), _BLOCK // 4):
        block = sets[first : first + _BLOCK // 4]
        offsets = np.concatenate([[0], np.cumsum([len(one) for one in block])]).astype(np.uint64)
        flat = np.concatenate(block) if len(block) else np.zeros(0, np.uint64)
        matrix = rensa.RMinHash.digest_matrix_from_flat_token_hashes(flat, offsets, PERMUTATIONS, SEED)
        rows[first : first + len(block)] = np.array(matrix.to_rows(), np.uint32)
    return rows


def _bucket_pairs(keys: NDArray[np.uint64], band: int) -> NDArray[np.int64]:
    """Pairs of rows with the same key, coded small * 2^32 + large; a crowd is shuffled (by band, not by chance), and
    only neighbours in it are paired: the bands together still tie it into one dense graph."""
    import numpy as np

    shuffle = (np.arange(len(keys), dtype=np.uint64) + np.uint64(band + 1)) * np.uint64(_MIXERS[0])
    shuffle = (shuffle ^ shuffle >> np.uint64(31)) * np.uint64(_MIXERS[1] + 2 * band)
    order = np.lexsort((shuffle, keys))
    ranked = keys[order]
    found = []
    for step in range(1, _MOST_IN_BUCKET + 1):
        same = ranked[step:] == ranked[:-step] if len(ranked) > step else np.zeros(0, bool)
        if not same.any():
            break
        a, b = order[:-step][same], order[step:][same]
        found.append((np.minimum(a, b) << 32) | np.maximum(a, b))
    return np.concatenate(found) if found else np.zeros(0, np.int64)


def _agree(rows: NDArray[np.uint32], pairs: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Which pairs' signatures estimate a Jaccard index that may be enough."""
    import numpy as np

    enough = np.zeros(len(pairs), bool)
    for first in range(0, len(pairs), _BLOCK):
        block = pairs[first : first + _BLOCK]
        same = rows[block >> 32] == rows[block & 0xFFFFFFFF]
        enough[first : first + len(block)] = (
            same.sum(axis=1, dtype=np.int16) >= _LEAST_ESTIMATE * PERMUTATIONS
        )
    return enough


class Candidates:
    """Yields pairs worth verifying, a few bands at a time, leaving out those that `wanted` has no more use for."""

    def __init__(self, texts: Shingled) -> None:
        import numpy as np

        self._live = np.array([at for at, one in enumerate(texts.sets) if len(one)], np.int64)
        self._rows = signatures([texts.sets[at] for at in self._live])

    def _bands(self) -> Iterator[NDArray[np.int64]]:
        import numpy as np

        width = ROWS_A_BAND * _BANDS_AT_ONCE
        for first in range(0, PERMUTATIONS, width):
            found = []
            for at in range(first, first + width, ROWS_A_BAND):
                keys = self._rows[:, at].astype(np.uint64) << np.uint64(32) | self._rows[:, at + 1].astype(
                    np.uint64
                )
                found.append(_bucket_pairs(keys, at))
            yield distinct(np.concatenate(found))

    def __iter__(self) -> Iterator[NDArray[np.int64]]:
        """Arrays of two columns: indices of distinct texts, the smaller first; a pair may come again."""
        import numpy as np

        for pairs in self._bands():
            near = pairs[_agree(self._rows, pairs)]
            yield np.stack([self._live[near >> 32], self._live[near & 0xFFFFFFFF]], axis=1)
