"""Whether two words are used alike: the words around them, as positive pointwise mutual information, by the cosine.

Window and smoothing of context counts (power 0.75) as in Levy, Goldberg and Dagan 2015 (TACL 3, section 3). Of a
template, a few different texts count: one that was copied a thousand times has no thousand contexts.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from manumit.engine.watch.usage import STOP

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

REACH = 3
"""Words on each side that are a word's context."""
BEFORE, AFTER = "<", ">"
SMOOTHING = 0.75
TEXTS_OF_TEMPLATE = 5
MOST_CONTEXTS = 6000
"""Context words, the most common: rarer ones tell little and cost memory."""
Counts = Mapping[str, Counter[str]]


def representative(templates: Sequence[str], tokens: Sequence[Sequence[str]]) -> list[Sequence[str]]:
    """A few different texts of each template."""
    kept: dict[str, dict[tuple[str, ...], None]] = defaultdict(dict)
    for template, text in zip(templates, tokens, strict=True):
        if len(kept[template]) < TEXTS_OF_TEMPLATE:
            kept[template][tuple(text)] = None
    return [text for texts in kept.values() for text in texts]


def neighbours(texts: Iterable[Sequence[str]], of: Collection[str]) -> dict[str, Counter[str]]:
    """How often each context stands around each of these words."""
    found: dict[str, Counter[str]] = {word: Counter() for word in of}
    for text in texts:
        for at, word in enumerate(text):
            if word in found:
                found[word].update(_around(text, at))
    return found


def _around(text: Sequence[str], at: int) -> Iterator[str]:
    """Words before and after, within the sentence; on which side they stand is part of what they tell."""
    for step, side in ((-1, BEFORE), (1, AFTER)):
        for away in range(1, REACH + 1):
            there = at + step * away
            if not 0 <= there < len(text) or text[there] == STOP:
                break
            yield side + text[there]


def contexts_of(texts: Iterable[Sequence[str]]) -> Counter[str]:
    """How common every context is: a word counts as often as it stands, on either side."""
    words = Counter(word for text in texts for word in text if word != STOP)
    return Counter({side + word: number for word, number in words.items() for side in (BEFORE, AFTER)})


def likenesses(of: Counts, to: Counts, commonness: Mapping[str, int]) -> NDArray[np.float64]:
    """Cosine of the PPMI rows: a line for each word of `of`, a column for each of `to`."""
    import numpy as np

    contexts = sorted(commonness, key=lambda word: (-commonness[word], word))[:MOST_CONTEXTS]
    column = {word: at for at, word in enumerate(contexts)}
    share = np.array([commonness[word] for word in contexts], np.float64) ** SMOOTHING
    share /= share.sum()
    rows, columns = _ppmi(of, column, share), _ppmi(to, column, share)
    alike: NDArray[np.float64] = rows @ columns.T
    return alike


def _ppmi(counts: Counts, column: Mapping[str, int], share: NDArray[np.float64]) -> NDArray[np.float64]:
    """Rows of unit length; a word without known contexts has a row of zeros."""
    import numpy as np

    table = np.zeros((len(counts), len(column)))
    for row, near in enumerate(counts.values()):
        for word, number in near.items():
            if word in column:
                table[row, column[word]] = number
    totals = table.sum(axis=1, keepdims=True)
    with np.errstate(divide="ignore", invalid="ignore"):
        table = np.log(table / totals / share)
    table = np.where(np.isfinite(table) & (table > 0), table, 0.0)
    length = np.linalg.norm(table, axis=1, keepdims=True)
    unit: NDArray[np.float64] = table / np.where(length > 0, length, 1.0)
    return unit
