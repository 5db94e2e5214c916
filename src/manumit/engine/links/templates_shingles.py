"""Texts as templates compare them: shingles of three words (three characters in scripts without spaces), and the
words themselves (there: pairs of characters), each kept once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from manumit.engine.links.templates_bags import Ragged, distinct, ranked
from manumit.engine.links.templates_words import Lexicon, Words

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_WIDTH = 3  # words, or characters in scripts without spaces
_MIXERS = (0x9E3779B97F4A7C15, 0xBF58476D1CE4E5B9)  # odd 64-bit constants of splitmix64
LONGEST_ORDER = 2000
_FIRST_CODE, _CODES = 0x10000, 0xFFFFF  # the planes above the first: no surrogate among them
_BATCH = 1 << 22
"""Characters that are read at once."""


@dataclass(frozen=True, slots=True)
class Shingled:
    """Distinct masked texts. `numbers`: their shingles, numbered in the order of the hashes in `known`, sorted in
    every text; `words`: their distinct words, numbered likewise in `vocabulary`; `lengths`: words a text; `of_text`
    maps texts to them; `unspaced`: written without spaces between words; `order`: the first LONGEST_ORDER words of
    every text as they follow each other, a code point each (another word has the same one once in a million);
    `whole`: a hash of all its words in order, 0 of a text without any."""

    numbers: Ragged
    known: NDArray[np.uint64]
    words: Ragged
    vocabulary: NDArray[np.uint64]
    lengths: NDArray[np.int64]
    of_text: list[int]
    unspaced: NDArray[np.bool_]
    order: Ragged
    whole: NDArray[np.uint64]

    def said(self, chosen: NDArray[np.int64]) -> list[str]:
        """Texts as strings of one character a word."""
        part = self.order.chosen(chosen)
        whole, ends = part.flat.tobytes().decode("utf-32-le"), (part.starts + part.sizes).tolist()
        return [whole[first:end] for first, end in zip(part.starts.tolist(), ends, strict=True)]

    @property
    def sets(self) -> Ragged:
        """Sorted shingle hashes of every distinct text."""
        return Ragged(self.known[self.numbers.flat], self.numbers.sizes)

    def numbered(self) -> Ragged:
        """The same sets with shingles numbered from 0."""
        return self.numbers

    def jaccard(self, one: int, other: int) -> float:
        """Exact Jaccard index of two texts' shingles."""
        import numpy as np

        if one == other:
            return 1.0
        a, b = self.numbers[one], self.numbers[other]
        shared = len(np.intersect1d(a, b, assume_unique=True))
        return shared / (len(a) + len(b) - shared) if shared else 0.0


def _mixed(one: NDArray[np.uint64], other: NDArray[np.uint64]) -> NDArray[np.uint64]:
    import numpy as np

    mixed = (one ^ other) * np.uint64(_MIXERS[0])
    return mixed ^ mixed >> np.uint64(29)


def bag(owner: NDArray[np.int64], keys: NDArray[np.uint64], count: int) -> tuple[Ragged, NDArray[np.uint64]]:
    """Sets of keys, numbered in the order of the keys that there are."""
    import numpy as np

    known, inverse = ranked(keys)
    codes = distinct(owner << 32 | inverse, in_runs=True)
    sizes = np.bincount(codes >> 32, minlength=count)
    return Ragged((codes & 0xFFFFFFFF).astype(np.int32), sizes), known


@dataclass(frozen=True, slots=True)
class _Part:
    """What was read at once: shingles and words with the hashes that their numbers stand for."""

    shingles: tuple[Ragged, NDArray[np.uint64]]
    words: tuple[Ragged, NDArray[np.uint64]]
    lengths: NDArray[np.int64]
    unspaced: NDArray[np.bool_]
    order: Ragged


def _whole(words: Words) -> NDArray[np.uint64]:
    """A hash of every text, of its words in their order; 0 of a text without any."""
    import numpy as np

    ends = np.cumsum(words.counts)
    place = np.arange(len(words.hashes)) - np.repeat(ends - words.counts, words.counts)
    salt = (place.astype(np.uint64) + np.uint64(1)) * np.uint64(_MIXERS[1])
    sums = np.concatenate([np.zeros(1, np.uint64), np.cumsum(_mixed(words.hashes, salt), dtype=np.uint64)])
    return np.asarray(sums[ends] - sums[ends - words.counts])


def _some(words: Words, chosen: NDArray[np.int64]) -> Words:
    import numpy as np

    places = Ragged(words.hashes, words.counts).places(chosen)
    return Words(words.hashes[places], words.unspaced[places], np.asarray(words.counts[chosen]))


def _part(words: Words) -> _Part:
    """Shingles and words of texts."""
    import numpy as np

    count, hashes = len(words.counts), words.hashes
    owner = np.repeat(np.arange(count), words.counts)
    left = np.repeat(np.cumsum(words.counts), words.counts) - np.arange(
        len(hashes)
    )  # words to the text's end
    width = np.repeat(np.minimum(_WIDTH, words.counts), words.counts)
    after = np.concatenate([hashes[1:], hashes[:1]])
    mixed = _mixed(np.zeros(1, np.uint64), hashes)
    for step in range(1, _WIDTH):
        mixed = np.where(width > step, _mixed(mixed, np.roll(hashes, -step)), mixed)
    whole = left >= width
    terms = np.where(words.unspaced, _mixed(hashes, np.where(left > 1, after, np.uint64(0))), hashes)
    unspaced = np.bincount(owner, words.unspaced, minlength=count) * 2 > words.counts
    early = np.repeat(words.counts, words.counts) - left < LONGEST_ORDER
    codes = (hashes[early] >> np.uint64(44)).astype(np.uint32) % np.uint32(_CODES) + np.uint32(_FIRST_CODE)
    return _Part(
        bag(owner[whole], mixed[whole], count),
        bag(owner, terms, count),
        words.counts,
        unspaced,
        Ragged(codes, np.minimum(words.counts, LONGEST_ORDER)),
    )


def _batches(texts: Iterable[str], index: list[int]) -> Iterator[list[str]]:
    """Texts that differ, some at a time; `index` is told which of these each text is."""
    raw: dict[int, int] = {}  # by the hash of the text: two have one once in 10^7 corpora of a million
    batch: list[str] = []
    size = 0
    for text in texts:
        before = len(raw)
        index.append(raw.setdefault(hash(text), before))
        if len(raw) > before:
            batch.append(text)
            size += len(text)
        if size >= _BATCH:
            yield batch
            batch, size = [], 0
    yield batch


def _together(bags: Sequence[tuple[Ragged, NDArray[np.uint64]]]) -> tuple[Ragged, NDArray[np.uint64]]:
    """Bags of several parts with one numbering."""
    import numpy as np

    if len(bags) == 1:
        return bags[0]
    known = distinct(np.concatenate([one for _, one in bags]))
    flats = [np.searchsorted(known, own).astype(np.int32)[bag.flat] for bag, own in bags]
    return Ragged(np.concatenate(flats), np.concatenate([bag.sizes for bag, _ in bags])), known


def _first_seen(words: Words, seen: dict[int, int]) -> tuple[list[int], list[int]]:
    """The distinct text that each text is (-1: it has no word), and which of these texts are new."""
    index: list[int] = []
    new: list[int] = []
    for at, (whole, length) in enumerate(zip(_whole(words).tolist(), words.counts.tolist(), strict=True)):
        before = len(seen)
        index.append(seen.setdefault(whole, before) if length else -1)
        if len(seen) > before:
            new.append(at)
    return index, new


def _in_order(
    of_text: NDArray[np.int64], count: int
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
    """`count` distinct texts in the order in which they first appear, each text's number in that order, those without
    a word (-1) after all others; and these."""
    import numpy as np

    wordless = np.flatnonzero(of_text < 0)
    live = np.flatnonzero(of_text >= 0)
    first = np.full(count, len(of_text))
    np.minimum.at(first, of_text[live], live)
    order = np.argsort(first)
    rank = np.zeros(count, np.int64)
    rank[order] = np.arange(count)
    number = np.zeros(len(of_text), np.int64)
    number[live] = rank[of_text[live]]
    number[wordless] = count + np.arange(len(wordless))
    return order, number, wordless


def shingle_all(texts: Iterable[str], order: NDArray[np.int64] | None = None) -> Shingled:
    """Shingles of every distinct masked text, in order of first appearance; texts without a word stay apart. `order`:
    the places of the texts as they shall be, where they come in another one (they are read once and not kept)."""
    import numpy as np

    lexicon, seen = Lexicon(), dict[int, int]()
    of_raw: list[int] = []
    index: list[int] = []
    parts = []
    for batch in _batches(texts, of_raw):
        read = lexicon.read(batch)
        told, new = _first_seen(read, seen)
        index += told
        parts.append(_part(_some(read, np.array(new, np.int64))))
    of_text = np.array(index, np.int64)[np.array(of_raw, np.int64)]
    first, number, wordless = _in_order(of_text if order is None else of_text[order], len(seen))
    none = np.zeros(len(wordless), np.int64)

    def ragged(one: Ragged) -> Ragged:
        one = one if order is None else one.chosen(first)
        return Ragged(one.flat, np.concatenate([one.sizes, none]))

    lengths = np.concatenate([part.lengths for part in parts])[first]
    unspaced = np.concatenate([part.unspaced for part in parts])[first]
    said = Ragged.joined([part.order for part in parts])
    shingles, terms = [part.shingles for part in parts], [part.words for part in parts]
    parts.clear()  # what is not needed any more is let go before the next is laid out
    numbers, known = _together(shingles)
    shingles.clear()
    numbers = ragged(numbers)
    words, vocabulary = _together(terms)
    terms.clear()
    return Shingled(
        numbers,
        known,
        ragged(words),
        vocabulary,
        np.concatenate([lengths, none]),
        number.tolist(),
        np.concatenate([unspaced, none > 0]),
        ragged(said),
        np.concatenate([np.array(list(seen), np.uint64)[first], none.astype(np.uint64)]),
    )
