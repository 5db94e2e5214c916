"""Texts that are kept: how they are laid down, and which of them new texts meet."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from manumit.engine.links.templates_bags import Ragged, distinct
from manumit.engine.links.templates_pairs import (
    LEAST_WORDS,
    NEIGHBOURS,
    PERMUTATIONS,
    ROWS_A_BAND,
    WORD_PERMUTATIONS,
    band_key,
    signatures,
    word_signatures,
)
from manumit.engine.links.templates_shingles import Shingled, bag
from manumit.engine.links.templates_store import Segment, Stored
from manumit.engine.links.templates_verify import ENOUGH_EDGES

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


def known_adverts(stored: Stored, ids: Sequence[str]) -> NDArray[np.int64]:
    """The stored text of every advert; -1: not known."""
    import numpy as np
    import pyarrow as pa
    import pyarrow.compute as pc

    every = pa.array([name for part in stored.parts for name in part.adverts[0]], pa.string())
    texts = np.array([text for part in stored.parts for text in part.adverts[1]], np.int64)
    found = pc.index_in(pa.array(ids, pa.string()), value_set=every).fill_null(-1)
    at = found.to_numpy(zero_copy_only=False).astype(np.int64)
    return np.where(at >= 0, texts[at] if len(texts) else -1, -1)


def known_texts(stored: Stored, whole: NDArray[np.uint64]) -> NDArray[np.int64]:
    """Where texts with the same words in the same order are stored; -1: nowhere."""
    import numpy as np

    every = np.concatenate([np.zeros(0, np.uint64), *(part.arrays["whole"] for part in stored.parts)])
    order = np.argsort(every)
    at = np.minimum(np.searchsorted(every, whole, sorter=order), max(0, len(every) - 1))
    if not len(every):
        return np.full(len(whole), -1)
    return np.where((every[order[at]] == whole) & (whole > 0), order[at], -1)


def segment_of(texts: Shingled, fresh: NDArray[np.int64]) -> Segment:
    """The fresh texts as they are stored."""
    import numpy as np

    shingles, words, order = (one.chosen(fresh) for one in (texts.numbers, texts.words, texts.order))
    part = Ragged(shingles.flat, shingles.sizes)
    live = np.flatnonzero(shingles.sizes)
    rows = signatures(part.chosen(live), texts.known)
    keys = np.stack([band_key(rows, at) for at in range(0, PERMUTATIONS, ROWS_A_BAND)])
    ranks = np.argsort(keys, axis=1)
    return Segment(
        {
            "shingles": texts.known[shingles.flat],
            "shingles_sizes": shingles.sizes,
            "words": texts.vocabulary[words.flat],
            "words_sizes": words.sizes,
            "order": order.flat,
            "order_sizes": order.sizes,
            "lengths": texts.lengths[fresh],
            "unspaced": texts.unspaced[fresh],
            "whole": texts.whole[fresh],
            "word_rows": word_signatures(words, texts.vocabulary),
            "band_keys": np.take_along_axis(keys, ranks, axis=1),
            "band_rows": live[ranks].astype(np.uint32),
        },
        ([], []),
    )


def together(parts: Sequence[Segment]) -> Segment:
    """All texts in one segment."""
    import numpy as np

    arrays: dict[str, Any] = {
        name: np.concatenate([part.arrays[name] for part in parts])
        for name in parts[0].arrays
        if not name.startswith("band_")
    }
    bases = np.cumsum([0, *(len(part) for part in parts)]).tolist()
    keys = np.concatenate([part.arrays["band_keys"] for part in parts], axis=1)
    rows = np.concatenate(
        [part.arrays["band_rows"] + np.uint32(base) for part, base in zip(parts, bases, strict=False)], axis=1
    )
    ranks = np.argsort(keys, axis=1, kind="stable")
    arrays["band_keys"] = np.take_along_axis(keys, ranks, axis=1)
    arrays["band_rows"] = np.take_along_axis(rows, ranks, axis=1)
    ids = [name for part in parts for name in part.adverts[0]]
    return Segment(arrays, (ids, [text for part in parts for text in part.adverts[1]]))


def _met(stored: Stored, segment: Segment) -> Iterator[NDArray[np.int64]]:
    """Pairs (fresh text, stored text) that are neighbours in a band, coded fresh * 2^32 + stored."""
    import numpy as np

    base = 0
    for part in stored.parts:
        for band in range(PERMUTATIONS // ROWS_A_BAND):
            keys, rows = part.arrays["band_keys"][band], part.arrays["band_rows"][band]
            own, mine = segment.arrays["band_keys"][band], segment.arrays["band_rows"][band]
            at = np.searchsorted(keys, own)
            for step in range(-NEIGHBOURS, NEIGHBOURS):
                there = (at + step >= 0) & (at + step < len(keys))
                place = (at + step)[there]
                same = keys[place] >> np.uint64(32) == own[there] >> np.uint64(32)
                yield mine[there][same].astype(np.int64) << 32 | (base + rows[place[same]].astype(np.int64))
        base += len(part)


def candidates(stored: Stored, segment: Segment) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    """Of every fresh text the stored ones (columns: fresh, stored) whose words are most like its own, and the share
    of words that each pair has in common, estimated."""
    import numpy as np

    codes = distinct(np.concatenate([np.zeros(0, np.int64), *_met(stored, segment)]))
    fresh, old = codes >> 32, codes & 0xFFFFFFFF
    starts = np.cumsum([0, *(len(part) for part in stored.parts)])
    share = np.zeros(len(codes))
    for number, part in enumerate(stored.parts):
        inside = (old >= starts[number]) & (old < starts[number + 1])
        theirs = part.arrays["word_rows"][old[inside] - starts[number]]
        share[inside] = np.count_nonzero(segment.arrays["word_rows"][fresh[inside]] == theirs, axis=1)
    share /= WORD_PERMUTATIONS
    order = np.lexsort((old, -share, fresh))
    many = np.bincount(fresh, minlength=1)
    place = np.arange(len(codes)) - np.repeat(np.cumsum(many) - many, many)
    kept = order[(place < ENOUGH_EDGES) & (share[order] >= LEAST_WORDS)]
    return np.stack([fresh[kept], old[kept]], axis=1), share[kept]


def gathered(stored: Stored, segment: Segment, old: NDArray[np.int64]) -> Shingled:
    """The fresh texts, then the chosen stored ones."""
    import numpy as np

    starts = np.cumsum([0, *(len(part) for part in stored.parts)])
    pieces = [(segment, np.arange(len(segment)))] + [
        (part, old[(old >= starts[n]) & (old < starts[n + 1])] - starts[n])
        for n, part in enumerate(stored.parts)
    ]

    def ragged(name: str) -> Ragged:
        some = [part.ragged(name).chosen(at) for part, at in pieces]
        return Ragged(np.concatenate([one.flat for one in some]), np.concatenate([one.sizes for one in some]))

    def plain(name: str) -> Any:
        return np.concatenate([part.arrays[name][at] for part, at in pieces])

    shingles, words = ragged("shingles"), ragged("words")
    numbers, known = bag(shingles.owners(), shingles.flat, len(shingles))
    terms, vocabulary = bag(words.owners(), words.flat, len(words))
    order = ragged("order")
    return Shingled(
        numbers, known, terms, vocabulary, plain("lengths"), [], plain("unspaced"), order, plain("whole")
    )


def rarity(stored: Stored, vocabulary: NDArray[np.uint64]) -> NDArray[np.float64]:
    """log(N / df) of words, counted over the stored texts."""
    import numpy as np

    df = np.zeros(len(vocabulary))
    if len(stored.vocabulary):
        at = np.minimum(np.searchsorted(stored.vocabulary, vocabulary), len(stored.vocabulary) - 1)
        df = np.where(stored.vocabulary[at] == vocabulary, stored.counts[at], 0)
    return np.log((1 + len(stored.template)) / np.maximum(df, 1))
