"""Candidates: pairs of texts whose MinHash signatures share a band.

Signatures: rensa RMinHash (algorithm version in ALGORITHM), 128 permutations, seed 42, 64 bands of 2 rows: a pair of
Jaccard 0.3 shares one with probability 1 - (1 - 0.3^2)^64 = 0.998, one of 0.15 with 0.77. A crowded bucket is sorted
by two further rows, so that in a large corpus a text still meets those most like it (as in an LSH forest: Bawa, Condie
and Ganesan, WWW 2005). A second signature, of the words, tells before any text is looked at which pairs share too few.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterator
from typing import TYPE_CHECKING

from manumit.engine.links.templates_bags import Ragged, distinct
from manumit.engine.links.templates_shingles import Shingled

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

PERMUTATIONS, SEED, ROWS_A_BAND = 128, 42, 2
ALGORITHM = "rensa.RMinHash/4"
WORD_PERMUTATIONS, LEAST_WORDS = 64, 0.3
"""Of the words' signatures; estimated share of words (standard error 0.06) from which a pair is looked at: no copy
accepted on benchmarks/corpora (seed 5, heavy) shared less than 0.46; of the other pairs half share less than 0.22."""
NEIGHBOURS = 2
"""Of a crowded bucket each text is paired with that many that follow it, others in each band."""
_BLOCK = 20_000
_BANDS_AT_ONCE = 4
_MIXER = 0x9E3779B97F4A7C15  # odd 64-bit constant of splitmix64


def signatures(
    sets: Ragged, hashes: NDArray[np.uint64], permutations: int = PERMUTATIONS
) -> NDArray[np.uint32]:
    """MinHash digests, one row a text: `sets` of numbers, `hashes` of what they stand for."""
    import numpy as np
    import rensa

    rows = np.zeros((len(sets), permutations), np.uint32)
    for first in range(0, len(sets), _BLOCK // 4):
        block = sets.chosen(np.arange(first, min(len(sets), first + _BLOCK // 4)))
        offsets = np.concatenate([[0], np.cumsum(block.sizes)]).astype(np.uint64)
        matrix = rensa.RMinHash.digest_matrix_from_flat_token_hashes(
            hashes[block.flat], offsets, permutations, SEED
        )
        packed = b"".join([array("I", row).tobytes() for row in matrix.to_rows()])
        rows[first : first + len(block)] = np.frombuffer(packed, np.uint32).reshape(-1, permutations)
    return rows


def band_key(rows: NDArray[np.uint32], at: int) -> NDArray[np.uint64]:
    """A band's two rows, hashed, above 16 bits each of the two after it."""
    import numpy as np

    one, other, third, fourth = (rows[:, (at + step) % PERMUTATIONS].astype(np.uint64) for step in range(4))
    band = (one << np.uint64(32) | other) * np.uint64(_MIXER) >> np.uint64(32)
    return np.asarray(
        band << np.uint64(32) | third >> np.uint64(16) << np.uint64(16) | fourth >> np.uint64(16)
    )


def word_signatures(words: Ragged, vocabulary: NDArray[np.uint64]) -> NDArray[np.uint8]:
    """The lowest byte of every row is enough to count how many agree (Li and Koenig, b-bit minwise hashing, 2010)."""
    import numpy as np

    return (signatures(words, vocabulary, WORD_PERMUTATIONS) & 0xFF).astype(np.uint8)


def _neighbours(keys: NDArray[np.uint64]) -> NDArray[np.int64]:
    """Pairs of rows whose keys' upper halves are the same, coded small * 2^32 + large: neighbours when sorted."""
    import numpy as np

    order = np.argsort(keys)
    ranked = (keys >> np.uint64(32))[order]
    found = [np.zeros(0, np.int64)]
    for step in range(1, min(NEIGHBOURS, len(keys) - 1) + 1):
        same = ranked[step:] == ranked[:-step]
        if not same.any():
            break
        a, b = order[:-step][same], order[step:][same]
        found.append((np.minimum(a, b) << 32) | np.maximum(a, b))
    return np.concatenate(found)


class Candidates:
    """Pairs that may be worth verifying, a few bands at a time, and what the words' signatures say of them."""

    def __init__(self, texts: Shingled) -> None:
        import numpy as np

        self._live = np.flatnonzero(texts.numbers.sizes)
        self._rows = signatures(texts.numbers.chosen(self._live), texts.known)
        self._words = word_signatures(texts.words, texts.vocabulary)

    def __iter__(self) -> Iterator[NDArray[np.int64]]:
        """Arrays of two columns: indices of distinct texts, the smaller first; a pair may come again."""
        import numpy as np

        width = ROWS_A_BAND * _BANDS_AT_ONCE
        for first in range(0, PERMUTATIONS, width):
            bands = range(first, first + width, ROWS_A_BAND)
            pairs = distinct(np.concatenate([_neighbours(band_key(self._rows, at)) for at in bands]))
            yield np.stack([self._live[pairs >> 32], self._live[pairs & 0xFFFFFFFF]], axis=1)

    def share(self, pairs: NDArray[np.int64]) -> NDArray[np.float64]:
        """Estimated Jaccard index of the words of pairs."""
        import numpy as np

        share = np.zeros(len(pairs))
        for first in range(0, len(pairs), _BLOCK):
            one, other = pairs[first : first + _BLOCK].T
            share[first : first + len(one)] = np.count_nonzero(self._words[one] == self._words[other], axis=1)
        return share / WORD_PERMUTATIONS
