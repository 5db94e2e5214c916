"""Writing style: how a text is written, whatever it says and whoever it names.

Names, numbers, prices, places and links are replaced by a sign each; what is left of the words is only that there are
some. The habits are what stands between them: punctuation, spacing, line breaks, emoji, capitals and where a number
goes, as runs of one to four signs. So style is measured and not the answer (after the masking in IDTraffickers, EMNLP
2023, and the signs that Backpage and Bitcoin, KDD 2017, counts beside its characters).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

LONGEST = 4_000
"""Characters of a text that show how its writer writes; more of the same says nothing more."""
RUNS = (1, 2, 3, 4)
"""Signs in a habit."""
_MASKS = {"phone": "#", "price": "¤", "name": "x", "place": "x"}  # a name is a word like others
_OTHER_MASK = "@"
_END = "\x03"
_SPLIT = "\x02"
_WORDS = re.compile(r"([^\W\d_]+(?:[^\S\n][^\W\d_]+)*)")
_MIXER = 0x9E3779B97F4A7C15  # odd 64-bit constant of splitmix64
_PROPER = re.compile(r"[A-ZÀ-ÖØ-ÞĀ-ŽА-ЯЁІЇЄҐ](?:(?<=[^\W\d_] .)|(?<=, .))[^\W\d_]{2,}")
_HEADING = 2  # words of a title that may be nothing but a name
_LETTERS = re.compile(r"[^\W\d_]+")
_DIGITS = re.compile(r"\d+")

Span = tuple[int, int, str]
"""Start, end and kind of a mention in a field."""


def hidden(text: str, spans: Sequence[Span]) -> str:
    """The text with a sign in place of every mention."""
    if not spans:
        return text
    parts, at = [], 0
    for start, end, kind in sorted(spans):
        if start >= at:
            parts += [text[at:start], _MASKS.get(kind, _OTHER_MASK)]
            at = end
    parts.append(text[at:])
    return "".join(parts)


def skeleton(title: str, text: str) -> str:
    """What is left of a masked advert when every run of words is one sign: `W` all in capitals, `w` otherwise."""
    parts = _WORDS.split(f"{title[:LONGEST]}{_SPLIT}{text[:LONGEST]}".replace(_END, " "))
    parts[1::2] = ["W" if run.isupper() and len(run) > 1 else "w" for run in parts[1::2]]
    return "".join(parts)


def habits(skeletons: Sequence[str]) -> tuple[NDArray[np.int64], NDArray[np.uint64]]:
    """(which skeleton, which habit) for every run of signs, hashed; the same run of one skeleton may come again."""
    import numpy as np

    signs = np.frombuffer(_END.join([*skeletons, ""]).encode("utf-32-le", "surrogatepass"), np.uint32)
    ends = signs == ord(_END)
    owner = np.cumsum(ends) - ends
    hashed = signs.astype(np.uint64)
    owners, runs = [], []
    for width in RUNS:
        if width > 1:
            hashed = (hashed[:-1] ^ np.uint64(width)) * np.uint64(_MIXER) + signs[width - 1 :]
            hashed ^= hashed >> np.uint64(29)
        inside = (owner[: len(hashed)] == owner[width - 1 :]) & ~ends[width - 1 :]
        owners.append(owner[: len(hashed)][inside])
        runs.append(hashed[inside])
    return np.concatenate(owners), np.concatenate(runs)


def number_format(shown: str) -> str:
    """How a number is written: groups of digits, what stands between them, a plus, words or other digits for digits."""
    if _LETTERS.search(shown):
        return "words"
    if not shown.isascii():
        return f"signs of U+{max(map(ord, shown)) >> 8:X}00"
    between = _DIGITS.split(shown.strip("+() "))[1:-1]
    return f"{'+' * shown.startswith('+')}{min(len(between), 8) + 1}{between[0][:1] if between else ''}"


def proper_words(title: str, text: str) -> set[str]:
    """Words written with a capital where no sentence starts, and a title of a word or two: the names that an advert
    gives are among them."""
    title = title[:LONGEST]
    words = set(_PROPER.findall(f"{title}\n{text[:LONGEST]}"))
    if len(title.split()) <= _HEADING:
        words.update(word for word in _LETTERS.findall(title) if word[0].isupper())
    return words
