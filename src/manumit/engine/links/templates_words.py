"""Texts as words that can be compared: masked, folded, each word once looked at and then remembered.

A text is cut at blanks (scripts without spaces: at every character); what becomes of a piece is worked out when it
is first met. Links, addresses, numbers and the names that a text introduces are taken out.
"""

from __future__ import annotations

import re
import unicodedata
from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import blake2b
from typing import TYPE_CHECKING

from manumit.engine.signals import fold, mask

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

UNSPACED = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\ua9e0-\ua9ff\uaa60-\uaa7f"
    "\u3040-\u30ff\u3400-\u9fff\U00020000-\U0003ffff"
)
"""Thai, Lao, Burmese, Khmer, Japanese, Chinese: scripts without spaces between words."""
_LONGEST = 100
"""Characters of a piece; a longer one is cut, so that no pattern meets a text without a blank."""
_PIECE = re.compile(rf"[{UNSPACED}]|[^\s{UNSPACED}]{{1,{_LONGEST}}}")
_WORD = re.compile(rf"[{UNSPACED}]|[^\W_]+")
_UNSPACED = re.compile(f"[{UNSPACED}]")
_EDGES = ".,;:!?()[]\"'*~_-\u2026\u3001\u3002\uff0c"
_ASCII_LETTER = re.compile("[A-Za-z]")
_REPEATS = re.compile(r"([^\W\d_])\1{2,}")
_TO_MASK = re.compile(r"[\d@/:]|www", re.IGNORECASE)
_LATIN_SHARE = 0.6
"""Share of ASCII characters from which a text is read as Latin, look-alikes of other scripts included."""
_AT_ONCE = 500
"""Characters that are composed at once in a long text: sorting a run of marks takes the square of its length."""
_MOST_KNOWN = 1 << 19
"""Pieces that are remembered; then everything is forgotten and learnt again."""
_LEAST_SPELT = 3
"""Single letters parted by signs (s-p-e-l-t) from which they are one word."""
_STRANGER = "Zoe"
_CAPITAL, _OPEN = 1, 2
"""Of a piece: it begins with a capital; a name may follow it."""


def written_unspaced(text: str) -> bool:
    """Whether most of a text is in a script without spaces between words."""
    return len(_UNSPACED.findall(text)) * 2 > len("".join(text.split()))


def hashed(word: str) -> bytes:
    """64 bits that stand for a word, the same everywhere and always."""
    return blake2b(word.encode("utf-8", "surrogatepass"), digest_size=8).digest()


def words_of(piece: str, latin: bool) -> list[str]:
    """Words of a piece of text without blanks; `latin`: it stands in a text in Latin script."""
    core = piece.strip(_EDGES)
    if core.isascii() and core.isalpha():
        return [_REPEATS.sub(r"\1", core.lower())]
    if not any(map(str.isalpha, core)):  # numbers are masked, signs and emoji are no words
        return []
    around = "ab " * (3 * len(core)) if latin and not _ASCII_LETTER.search(core) else ""
    read = fold(around + core).text[len(around) :]
    if _TO_MASK.search(read) or (_TO_MASK.search(core) and not read.isalpha()):
        read = fold(around + mask(core)).text[len(around) :]
    found = _WORD.findall(read)
    spelt = len(found) >= _LEAST_SPELT and all(len(one) == 1 and not _UNSPACED.match(one) for one in found)
    return ["".join(found)] if spelt else found


def _composed(text: str) -> str:
    """The text in Unicode's composed form (NFC)."""
    if len(text) <= 2 * _AT_ONCE:
        return unicodedata.normalize("NFC", text)
    parts = (text[at : at + _AT_ONCE] for at in range(0, len(text), _AT_ONCE))
    return "".join([unicodedata.normalize("NFC", part) for part in parts])


def _cut(text: str) -> list[str]:
    """The pieces of a text."""
    if text.isascii() or not _UNSPACED.search(text):
        pieces = text.split()
        if all(map(_LONGEST.__ge__, map(len, pieces))):
            return pieces
    return _PIECE.findall(text)


@dataclass(frozen=True, slots=True)
class Words:
    """Words of texts, one after the other: hashes, whether of a script without spaces; `counts` a text."""

    hashes: NDArray[np.uint64]
    unspaced: NDArray[np.bool_]
    counts: NDArray[np.int64]


class _Pieces(dict[str, int]):
    """Piece -> its number, given when it is first met."""

    def __init__(self, lexicon: Lexicon, latin: bool) -> None:
        super().__init__()
        self._learn, self._latin = lexicon.learn, latin

    def __missing__(self, piece: str) -> int:
        self[piece] = number = self._learn(piece, self._latin)
        return number


class Lexicon:
    """Pieces of text that were met and the words in them."""

    def __init__(self) -> None:
        self._forget()

    def _forget(self) -> None:
        self._latin, self._other = _Pieces(self, True), _Pieces(self, False)
        self._spelt: list[str] = []
        self._counts, self._signs = array("q"), array("b")
        self._hashes, self._unspaced = bytearray(), array("b")
        self._introduce: dict[int, bool] = {}

    def learn(self, piece: str, latin: bool) -> int:
        found = words_of(piece, latin)
        number = len(self._spelt)
        self._spelt.append(piece)
        self._counts.append(len(found))
        for word in found:
            self._hashes += hashed(word)
            self._unspaced.append(not word.isascii() and bool(_UNSPACED.match(word)))
        signs = 0
        if len(piece) > 1:
            signs = _CAPITAL * piece[0].isupper() | _OPEN * (piece[-1].isalpha() or piece[-1] == ":")
        self._signs.append(signs)
        return number

    def read(self, texts: Sequence[str]) -> Words:
        """Words of the texts, in order."""
        import numpy as np

        if len(self._spelt) > _MOST_KNOWN:
            self._forget()
        pieces: list[int] = []
        counts = np.zeros(len(texts), np.int64)
        for at, text in enumerate(texts):
            before = len(pieces)
            pieces.extend(self._pieces(text))
            counts[at] = len(pieces) - before
        numbers = np.array(pieces, np.int64)
        owner = np.repeat(np.arange(len(texts)), counts)
        kept = ~self._names(numbers, owner)
        return self._words(numbers[kept], owner[kept], len(texts))

    def _pieces(self, text: str) -> map[int]:
        if text.isascii():
            return map(self._latin.__getitem__, _cut(text))
        text = _composed(text)
        latin = len(text.encode("ascii", "ignore")) >= _LATIN_SHARE * len(text)
        return map((self._latin if latin else self._other).__getitem__, _cut(text))

    def _names(self, numbers: NDArray[np.int64], owner: NDArray[np.int64]) -> NDArray[np.bool_]:
        """Which pieces are names that the words before them introduce ('my name is Anna Lopez')."""
        import numpy as np

        names = np.zeros(len(numbers), bool)
        if len(numbers) < 2:
            return names
        signs = np.frombuffer(self._signs, np.int8)[numbers]
        capital, open_ = signs & _CAPITAL > 0, signs & _OPEN > 0
        follows = np.concatenate([[False], owner[1:] == owner[:-1]])
        after = np.concatenate([[False], open_[:-1]]) & follows & capital
        places = np.flatnonzero(after & ~np.concatenate([[False], capital[:-1]]))
        keys = np.zeros(len(places), np.int64)
        for back in (3, 2, 1):
            there = np.maximum(places - back, 0)
            keys = keys << 21 | np.where(owner[there] == owner[places], numbers[there] + 1, 0)
        known, inverse = np.unique(keys, return_inverse=True)
        names[places] = np.array([self._introduces(key) for key in known.tolist()], bool)[inverse]
        for _ in range(2):
            names[1:] |= names[:-1] & after[1:]
        return names

    def _introduces(self, key: int) -> bool:
        """Whether a name follows these three pieces."""
        told = self._introduce.get(key)
        if told is None:
            numbers = (key >> 42, key >> 21 & 0x1FFFFF, key & 0x1FFFFF)
            said = " ".join(self._spelt[one - 1] for one in numbers if one)
            told = self._introduce[key] = _STRANGER not in mask(f"{said} {_STRANGER}")
        return told

    def _words(self, numbers: NDArray[np.int64], owner: NDArray[np.int64], texts: int) -> Words:
        import numpy as np

        known = np.frombuffer(self._counts, np.int64) if self._counts else np.zeros(0, np.int64)
        many, first = known[numbers], (np.cumsum(known) - known)[numbers]
        place = np.repeat(first - (np.cumsum(many) - many), many) + np.arange(int(many.sum()))
        counts = np.bincount(owner, many, minlength=texts).astype(np.int64)
        hashes = np.frombuffer(self._hashes, "<u8") if self._hashes else np.zeros(0, np.uint64)
        unspaced = np.frombuffer(self._unspaced, np.int8) if self._unspaced else np.zeros(0, np.int8)
        return Words(hashes[place], unspaced[place] > 0, counts)
