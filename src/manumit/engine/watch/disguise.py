"""Words that a text hides from whoever looks for them: letters set apart, stretched, or swapped for signs.

Homoglyphs, zero-width characters, leet inside words and accents are folding's part (signals); what is left is undone
here, and only towards words somebody watches for, so that no other word is bent.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Collection, Iterator
from itertools import pairwise
from typing import NamedTuple

from manumit.engine.watch.tokens import Text, is_emoji

PIECE = 2
"""A word is taken to be set apart when its pieces have at most so many letters, or no space between them."""
_GAP = 3
"""Characters between two pieces of one word, at most."""
_APART = re.compile(r"(?<![^\W_])[^\W_]{1,2}[\W_]{1,3}[^\W_]{1,2}(?![^\W_])|[^\W_](?:[^\w\s]|_)[^\W_]")
_CHUNK = re.compile(r"\S+")
_SIGN = re.compile(r"[0-9@$!|+]")
_LONGEST_CHUNK = 64
"""Characters without a space that may still be one word; links and encoded data are longer."""
_RUN = re.compile(r"(.)\1+")
_QUOTES = "\"'()[]{}<>.,;:?-"
_LEET = (str.maketrans("01345 7@$!|+", "oieas tasiit"), str.maketrans("01345 7@$!|+", "oleas tasllt"))
"""Sign to letter; a stroke is an i or an l."""
SHORTEST_APART = 2
"""Letters of a word that is looked for in pieces; a single letter is everywhere."""


class Hidden(NamedTuple):
    """A watched word that stands disguised from token `first` up to, not including, token `after`."""

    first: int
    after: int
    word: str
    how: str


def hidden_words(
    text: Text, watched: Collection[str], longest: int, stretched: dict[str, str]
) -> Iterator[Hidden]:
    """Disguised words among those watched; `longest` letters at most. `stretched`: words by their form without runs."""
    folded = text.folded.text
    if _APART.search(folded):
        yield from _set_apart(text, watched, longest)
    if len(folded) + 2 <= len(text.folded.original):
        yield from _stretched(text, watched, stretched)
    if _SIGN.search(folded):
        yield from _by_signs(text, watched)


def _stretched(text: Text, watched: Collection[str], stretched: dict[str, str]) -> Iterator[Hidden]:
    """'feeees': folding made it 'fes', which stands for 'fees' only where letters were really lost."""
    offsets = text.folded.offsets
    for at, (token, (start, end)) in enumerate(zip(text.tokens, text.spans, strict=True)):
        if offsets[end - 1] - offsets[start] >= end - start + 1 and token not in watched:
            short = _RUN.sub(r"\1", token)
            if short in stretched:
                yield Hidden(at, at + 1, stretched[short], "stretched")


def _set_apart(text: Text, watched: Collection[str], longest: int) -> Iterator[Hidden]:
    """'f e e s', 'f.e.e.s', 'fe-es', 'f🌸e🌸e🌸s': pieces joined as far as the longest watched word reaches."""
    pieces = [at for at, token in enumerate(text.tokens) if len(token) > 1 or not is_emoji(token)]
    joined = [_joined(text, left, right) for left, right in pairwise(pieces)]
    for position, first in enumerate(pieces):
        word = text.tokens[first]
        for other in range(position + 1, len(pieces)):
            if not joined[other - 1] or len(word) > longest:
                break
            word += text.tokens[pieces[other]]
            if len(word) >= SHORTEST_APART and word in watched:
                yield Hidden(first, pieces[other] + 1, word, "apart")


def _joined(text: Text, left: int, right: int) -> bool:
    """Whether two pieces may be of one word."""
    start, end = text.spans[left][1], text.spans[right][0]
    small = len(text.tokens[left]) <= PIECE and len(text.tokens[right]) <= PIECE
    if small or end - start > _GAP:
        return end - start <= _GAP
    return not any(map(str.isspace, text.folded.text[start:end]))


def _by_signs(text: Text, watched: Collection[str]) -> Iterator[Hidden]:
    """'fee$', '$ign', 'h0tel', 'n0': signs at the edges of words too, which folding leaves alone."""
    starts = [start for start, _ in text.spans]
    for match in _CHUNK.finditer(text.folded.text):
        chunk = match.group()
        if len(chunk) > _LONGEST_CHUNK or not _SIGN.search(chunk):
            continue
        lead = len(chunk) - len(chunk.lstrip(_QUOTES))
        chunk = chunk.strip(_QUOTES)
        start = match.start() + lead
        first, after = bisect_left(starts, start), bisect_left(starts, start + len(chunk))
        if first == after or not any(map(str.isalpha, chunk)):
            continue
        for written in {chunk, chunk.rstrip("!|+")}:
            for table in _LEET:
                word = written.translate(table)
                if word != written and word in watched:
                    yield Hidden(first, after, word, "signs")
