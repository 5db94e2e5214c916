"""Which pictures share places with this one, among many: every description is put into words, one a table, by the sides
of fixed random planes on which it lies (locality-sensitive hashing, Charikar 2002); pictures that share several words
are candidates. There is nothing to train, so an index of today and one of next year speak the same words.
"""

from __future__ import annotations

from functools import lru_cache
from typing import cast

import numpy as np
from numpy.typing import NDArray

from manumit.engine.pictures.sketch import Descriptions

TABLES = 6
BITS = 18
SEED = 2019
MOST_OWNERS = 400
"""A word of more places than that says nothing: a board's mark, a plain weave."""

Words = NDArray[np.uint32]


def words_of(descriptions: Descriptions) -> Words:
    """[n, TABLES]: the words of each place, the table in the upper bits."""
    if not len(descriptions):
        return np.empty((0, TABLES), np.uint32)
    values = np.sqrt(descriptions.astype(np.float32))
    values -= values.mean(axis=1, keepdims=True)
    sides = (values @ _planes()).reshape(-1, TABLES, BITS) > 0
    told = sides.astype(np.uint32) @ (1 << np.arange(BITS, dtype=np.uint32))
    return cast(Words, told + (np.arange(TABLES, dtype=np.uint32) << BITS))


@lru_cache(maxsize=1)
def _planes() -> NDArray[np.float32]:
    return np.random.default_rng(SEED).standard_normal((128, TABLES * BITS)).astype(np.float32)


class WordTable:
    """Words in order with their owners; built once from all pictures."""

    def __init__(self, words: Words, owners: NDArray[np.int64]) -> None:
        """words: [n, TABLES]; owners: [n], the picture of each place."""
        flat = words.ravel()
        order = np.argsort(flat, kind="stable")
        self._words = flat[order]
        self._owners = np.repeat(owners.astype(np.uint32), TABLES)[order]

    def votes(self, words: Words, pictures: int) -> NDArray[np.int64]:
        """How many places of a picture, given as its words [n, TABLES], each of so many pictures shares a word with."""
        flat = words.ravel()
        first = np.searchsorted(self._words, flat, "left")
        count = np.searchsorted(self._words, flat, "right") - first
        count[count > MOST_OWNERS] = 0
        total = int(count.sum())
        if not total:
            return np.zeros(pictures, np.int64)
        starts = np.repeat(first - np.concatenate([[0], np.cumsum(count)[:-1]]), count)
        owners = self._owners[starts + np.arange(total)].astype(np.int64)
        places = np.repeat(np.repeat(np.arange(len(words)), words.shape[1]), count)
        pairs = np.unique(owners * len(words) + places)  # a place votes once for a picture
        return np.bincount(pairs // len(words), minlength=pictures)
