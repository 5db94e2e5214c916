"""How hard a text is to read: the Flesch-Kincaid grade of English (Kincaid, Fishburne, Rogers and Chissom 1975); for
other languages the length of sentences and the share of long words, which say less: they know no rare word."""

from __future__ import annotations

import re
from collections.abc import Iterable

WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
SENTENCE = re.compile(r"[.!?:;。！？：；؟]+")
_VOWELS = re.compile(r"[aeiouy]+")
_SILENT = re.compile(r"(?:[^aeiouylr]e|[^td]ed|[^aeiouysxzcg]es)$")


def syllables(word: str) -> int:
    """Syllables of an English word: groups of vowels without a silent ending. Within one of the dictionary's count."""
    word = word.lower()
    count = len(_VOWELS.findall(word))
    return max(count - bool(_SILENT.search(word)), 1)


def sentences(lines: Iterable[str]) -> list[list[str]]:
    """Words, sentence by sentence; a line ends a sentence."""
    cut = (WORD.findall(part) for line in lines for part in SENTENCE.split(line))
    return [words for words in cut if words]


def grade(lines: Iterable[str]) -> float:
    """Flesch-Kincaid grade of English lines: 6 is a reader of about 11."""
    cut = sentences(lines)
    words = [word for one in cut for word in one]
    return 0.39 * len(words) / len(cut) + 11.8 * sum(map(syllables, words)) / len(words) - 15.59


def length(lines: Iterable[str]) -> float:
    """Mean words in a sentence."""
    cut = sentences(lines)
    return sum(map(len, cut)) / len(cut)


def long_share(lines: Iterable[str], letters: int) -> float:
    """Share of words with more letters than that."""
    words = [word for one in sentences(lines) for word in one]
    return sum(len(word) > letters for word in words) / len(words)
