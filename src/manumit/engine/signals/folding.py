"""Folding: texts that people read alike become alike, with a map back to the original offsets.

Two depths. `surface`: NFKC, any script's digits as 0-9, zero-width characters and needless marks gone, UTS-39
look-alikes inside mixed-script words. `fold`: also lower case, leet inside alphabetic words, repeats collapsed.
Neither deletes a digit or a non-Latin letter: those carry the phones and the languages.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence, Set
from dataclasses import dataclass
from functools import cache

from manumit.engine.signals.characters import CharacterMap, cyrillic_lookalikes, latin_lookalikes
from manumit.engine.signals.digit_words import digits_of
from manumit.engine.signals.markup import REFERENCE, as_seen, may_hold
from manumit.engine.signals.offsets import Offsets

_MARKS = "\u0300-\u036f\u0900-\u0963\u0966-\u109f\u1780-\u17d3"
WORD = re.compile(rf"(?:[^\W_]|[{_MARKS}])+(?:'(?:[^\W\d_]|[{_MARKS}])+)*")
_LETTERS = re.compile(r"[^\W\d_]+")
_FOREIGN_LETTERS = re.compile(r"[^\x00-\x7f\W\d_]{2,}")
_SEAM = re.compile(r"[A-Za-z](?:(?=[^\x00-\x7f\W\d_])|(?<=[^\x00-\x7f\W\d_].))")
"""A Latin letter beside another one. Few letters of most texts with others are Latin, so they are looked for."""
_LATIN = re.compile(r"[A-Za-z]")
_REPEATS = re.compile(r"([^\W\d_])\1{2,}|([!?.,*~_=-])\2+")
_LEET = {"0": "o", "1": "i", "3": "e", "4": "a", "5": "s", "7": "t", "@": "a", "$": "s", "!": "i"}
LEET_WORD = re.compile(r"(?<![\w@])[a-z]+(?:[013457@$!][a-z]+)+(?![\w@]|\.[a-z])")
_LEET_SIGN = re.compile(r"[013457@$!]")
_TRAILING = re.compile(f"(?:(?<=&){REFERENCE})?[\u0300-\u036f\u200b-\u200f\u20d0-\u20ff\ufe00-\ufe0f]*")
_MIXED_SHARE = 0.8  # a wholly look-alike word is read as Latin only in a text whose letters are this Latin
_PLAIN = (
    (0x0000, 0x007F),  # ASCII
    (0x0430, 0x044F),  # Russian, small letters
    (0x0E01, 0x0E32),  # Thai without the vowel that is written as two
    (0x0E34, 0x0E3A),
    (0x0E40, 0x0E4E),
    (0x3001, 0x3002),
    (0x3041, 0x3096),  # kana
    (0x30A1, 0x30FC),
    (0x3400, 0x4DBF),  # ideographs
    (0x4E00, 0x9FFF),
    (0xAC00, 0xD7A3),  # Hangul
    (0x1F300, 0x1F51E),  # pictures
    (0x1F525, 0x1F64F),
)
"""Characters that stay as they are; those that look Latin are taken out (see `_odd`)."""
_FEW = 24  # kinds of characters that are replaced one after another rather than all in one pass
_map = CharacterMap()
_unchanged = set(map(chr, range(128)))  # characters that are known to stay as they are


@dataclass(frozen=True, slots=True)
class Folded:
    """Folded text; `offsets[i]` is where its i-th character began in the original (non-decreasing)."""

    text: str
    offsets: Sequence[int]
    original: str

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Half-open span of the folded text, as a half-open span of the original."""
        if end <= start:
            return (
                (self.offsets[start], self.offsets[start])
                if start < len(self.text)
                else (len(self.original),) * 2
            )
        last = self.offsets[end - 1] + 1
        if self.original[last : last + 1].isascii() and self.original[last - 1] != "&":
            return self.offsets[start], last  # nothing trails
        trailing = _TRAILING.match(self.original, last)
        return self.offsets[start], trailing.end() if trailing else last


def _clusters(text: str) -> tuple[list[str], list[int]]:
    """Text that is not composed yet, cut into base + marks, each composed."""
    pieces: list[str] = []
    starts: list[int] = []
    for at, char in enumerate(text):
        joins = pieces and (unicodedata.combining(char) or "\u1160" <= char <= "\u11ff")
        if joins and len(pieces[-1]) < 4:
            pieces[-1] += char
        elif not (joins and unicodedata.combining(char)):
            pieces.append(char)
            starts.append(at)
    return [unicodedata.normalize("NFC", piece) for piece in pieces], starts


def _spread(pieces: Sequence[str], starts: Sequence[int]) -> tuple[str, list[int]]:
    mapped = ["".join([_map[char] for char in piece]) if len(piece) > 1 else _map[piece] for piece in pieces]
    offsets = [start for start, form in zip(starts, mapped, strict=True) for _ in form]
    return "".join(mapped), offsets


@cache
def _foreign() -> frozenset[str]:
    return frozenset(latin_lookalikes())


@cache
def _odd() -> re.Pattern[str]:
    """A character that may not stay as it is, or that looks Latin and is not."""
    spans = []
    for first, last in _PLAIN:
        for hole in sorted(ord(char) for char in _foreign() if first <= ord(char) <= last):
            spans.append((first, hole - 1))
            first = hole + 1
        spans.append((first, last))
    plain = "".join(f"{re.escape(chr(a))}-{re.escape(chr(b))}" for a, b in spans if a <= b)
    return re.compile(f"[^{plain}]")


def _unmask(text: str, alphabet: Set[str]) -> str:
    """UTS-39 skeleton of words that mix scripts, towards the script most of the word (or text) is in. `alphabet`: the
    characters of the text, those that are ASCII or look like none may be missing."""
    foreign = _foreign() & alphabet
    if not foreign or not _LATIN.search(text):
        return text
    pieces: list[str] = []
    done = 0
    for seam in _SEAM.finditer(text):
        if seam.start() < done:
            continue
        start = seam.start()
        while start > done and text[start - 1].isalpha():
            start -= 1
        word = _LETTERS.match(text, start)
        if word:
            pieces += (text[done:start], _unmixed(word.group()))
            done = word.end()
    if done:
        text = "".join(pieces) + text[done:]
    return _posing(text, foreign)


def _unmixed(word: str) -> str:
    """A word of two scripts in the one that most of it is in."""
    to_latin, to_cyrillic = latin_lookalikes(), cyrillic_lookalikes()
    own = len(_LATIN.findall(word))
    rest = [char for char in word if not char.isascii()]
    foreign = own < len(word) / 2 or (own < len(word) and not all(char in to_latin for char in rest))
    if foreign and all(char in to_cyrillic for char in word if char.isascii()):
        return "".join(to_cyrillic.get(char, char) for char in word)
    return "".join(to_latin.get(char, char) for char in word)


def _posing(text: str, foreign: frozenset[str]) -> str:
    """Words that are look-alikes from end to end, read as Latin where the text is mostly Latin."""
    poses = [
        match.span()
        for match in _FOREIGN_LETTERS.finditer(text)
        if foreign.issuperset(match.group())
        and not text[match.start() - 1 : match.start()].isalpha()
        and not text[match.end() : match.end() + 1].isalpha()
    ]
    if not poses or len(_LATIN.findall(text)) < _MIXED_SHARE * sum(map(str.isalpha, text)):
        return text
    pieces: list[str] = []
    done = 0
    for start, end in poses:
        pieces += (text[done:start], "".join(map(latin_lookalikes().__getitem__, text[start:end])))
        done = end
    return "".join(pieces) + text[done:]


def surface(text: str) -> Folded:
    """The text as it is read aloud: case kept, characters canonical; see the module's docstring."""
    if may_hold(text) and (seen := as_seen(text)):
        read, starts = _read(seen[0]), seen[1]
        return Folded(read.text, [starts[at] for at in read.offsets], text)
    return _read(text)


def _read(text: str) -> Folded:
    if text.isascii():
        return Folded(text, range(len(text)), text)
    if not unicodedata.is_normalized("NFC", text):
        read, offsets = _spread(*_clusters(text))
        return Folded(_unmask(read, set(read)), offsets, text)
    chars = set(_odd().findall(text))
    read, alphabet = text, chars
    uneven: dict[str, str] = {}
    changed = {char: _map[char] for char in chars - _unchanged}
    if changed:
        _unchanged.update(char for char, form in changed.items() if form == char)
        changed = {char: form for char, form in changed.items() if form != char}
    if changed:
        forms = set("".join(changed.values()))
        alphabet = (chars - changed.keys()) | forms
        if forms.isdisjoint(changed) and len(changed) <= _FEW:
            for char, form in changed.items():
                read = read.replace(char, form)
        else:
            read = "".join(map(_map.__getitem__, text))
        uneven = {char: form for char, form in changed.items() if len(form) != 1}
    moved = Offsets(text, len(read), uneven) if uneven else range(len(text))
    return Folded(_unmask(read, alphabet), moved, text)


def _read_leet(match: re.Match[str]) -> str:
    word = match.group()
    if digits_of(word):
        return word
    return _LEET_SIGN.sub(lambda sign: _LEET[sign.group()], word)


def _collapse(text: str, offsets: Sequence[int]) -> tuple[str, Sequence[int]]:
    kept: list[int] = []
    pieces: list[str] = []
    done = 0
    for match in _REPEATS.finditer(text):
        end = match.start() + 1
        pieces.append(text[done:end])
        kept.extend(offsets[done:end])
        done = match.end()
    if not done:
        return text, offsets
    pieces.append(text[done:])
    kept.extend(offsets[done:])
    return "".join(pieces), kept


def fold(text: str) -> Folded:
    """Folded for comparison: lower case, leet read inside words, runs of three letters or more as one."""
    read = surface(text)
    lowered = LEET_WORD.sub(_read_leet, read.text.lower())
    folded, offsets = _collapse(lowered, read.offsets)
    return Folded(folded, offsets, text)


def words(folded: Folded) -> list[str]:
    """Words of a folded text, in order (a script without spaces gives its whole runs)."""
    return WORD.findall(folded.text)
