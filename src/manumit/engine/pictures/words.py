"""Which pictures share places with this one, among many: every description is put into words, one a table, by the sides
of fixed random planes on which it lies (locality-sensitive hashing, Charikar 2002); pictures that share several words
are candidates. There is nothing to train, so an index of today and one of next year speak the same words.
"""

from __future__ import annotations

from functools import lru_cache
from typing import cast

import numpy as np
from numpy.typing import NDArray

from manumit.engine.pictures.sketch import Descriptions, products

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
    sides = products(values, _planes()).reshape(-1, TABLES, BITS) > 0
    told = sides.astype(np.float32) @ (2.0 ** np.arange(BITS, dtype=np.float32))  # exact: 18 bits of 24
    return cast(Words, told.astype(np.uint32) + (np.arange(TABLES, dtype=np.uint32) << BITS))


@lru_cache(maxsize=1)
def _planes() -> NDArray[np.float32]:
    return np.random.default_rng(SEED).standard_normal((128, TABLES * BITS)).astype(np.float32)


class WordTable:
    """Words in order with their owners, in a few tables: additions go to a new one, and tables of one size become one
    table, so that an index grows without being sorted anew at each addition."""

    def __init__(self) -> None:
        self._tables: list[tuple[Words, Words]] = []

    def add(self, words: Words, owners: NDArray[np.int64]) -> None:
        """words: [n, TABLES]; owners: [n], the picture of each place."""
        flat, whose = words.ravel(), np.repeat(owners.astype(np.uint32), TABLES)
        while self._tables and len(self._tables[-1][0]) <= 2 * len(flat):
            more, theirs = self._tables.pop()
            flat, whose = np.concatenate([more, flat]), np.concatenate([theirs, whose])
        order = np.argsort(flat, kind="stable")
        self._tables.append((flat[order], whose[order]))

    def votes(self, words: Words, pictures: int) -> NDArray[np.int64]:
        """How many places of a picture, given as its words [n, TABLES], each of so many pictures shares a word with."""
        flat = words.ravel()
        ranges = [
            (
                owners,
                first := np.searchsorted(known, flat, "left"),
                np.searchsorted(known, flat, "right") - first,
            )
            for known, owners in self._tables
        ]
        said = sum((count for _, _, count in ranges), np.zeros(len(flat), np.int64)) <= MOST_OWNERS
        votes = np.zeros(pictures, np.int64)
        for owners, first, count in ranges:
            _vote(votes, owners, first, np.where(said, count, 0), words.shape)
        return votes


def _vote(
    votes: NDArray[np.int64],
    owners: Words,
    first: NDArray[np.int64],
    count: NDArray[np.int64],
    shape: tuple[int, ...],
) -> None:
    total = int(count.sum())
    if not total:
        return
    starts = np.repeat(first - np.concatenate([[0], np.cumsum(count)[:-1]]), count)
    told = owners[starts + np.arange(total)].astype(np.int64)
    places = np.repeat(np.repeat(np.arange(shape[0]), shape[1]), count)
    pairs = np.unique(told * shape[0] + places)  # a place votes once for a picture
    votes += np.bincount(pairs // shape[0], minlength=len(votes))
