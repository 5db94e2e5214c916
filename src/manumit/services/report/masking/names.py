"""Finding a hidden person's name in text: any order of its words, any case, glued or apart, or one word alone."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

from manumit.services.report.masking.fold import TITLES, WORD, Folded, plain

GAP = 3
"""Most characters that may stand between two words of one name ('Cruz, Ana', 'CRUZ/ANA')."""
PARTICLES = frozenset(
    "de da do dos das del la las los di du van von der den bin bint ibn al el abu san y e".split()
)
COMMON = frozenset(
    "grace young angel price brown white green black house light night march april august faith honey happy lucky "
    "summer holiday little power money friend street garden flower silver golden".split()
)
"""Words that, written small and alone, are words and not someone's name."""
DATES = frozenset(
    "may mai mayo maio march mart april abril june junio july julio august jan april sun dawn".split()
)
SMALL_ALONE = 5
"""A name's word written small and alone is covered from this many letters on."""

Span = tuple[int, int, str]


def name_words(name: str) -> tuple[str, ...]:
    """The folded words of a name."""
    return tuple(WORD.findall(plain(name)))


@dataclass(slots=True)
class NameIndex:
    """Names to cover and names to leave: `alone` also covers single words of a name (the text is about them)."""

    alone: bool
    hidden: list[tuple[frozenset[str], tuple[str, ...], str]] = field(default_factory=list)
    shown: list[frozenset[str]] = field(default_factory=list)
    by_word: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))
    shown_by_word: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))
    glued: dict[str, str] = field(default_factory=dict)

    def hide(self, name: str, cover: str) -> None:
        """Cover this name with `cover`."""
        words = name_words(name)
        if not words:
            return
        parts = set(words)
        for start in range(len(words)):
            for end in range(start + 2, min(len(words), start + 4) + 1):
                parts.add("".join(words[start:end]))
        for whole in ("".join(words), "".join(words[-1:] + words[:-1])):
            self.glued[whole] = cover if self.glued.get(whole, cover) == cover else "someone"
        number = len(self.hidden)
        self.hidden.append((frozenset(parts), words, cover))
        for part in parts:
            self.by_word[part].append(number)

    def show(self, name: str) -> None:
        """Leave this whole name readable, although it may share a word with a hidden one."""
        words = frozenset(name_words(name))
        if len(words) > 1:
            for word in words:
                self.shown_by_word[word].append(len(self.shown))
            self.shown.append(words)

    def spans(self, folded: Folded) -> Iterator[Span]:
        """Spans of the folded text to cover."""
        forms = folded.word_forms
        if self.by_word.keys().isdisjoint(forms) and self.glued.keys().isdisjoint(forms):
            return
        words = folded.words
        at = 0
        while at < len(words):
            length, cover = self._name_at(words, at)
            if cover:
                yield words[at][1], words[at + length - 1][2], cover
            elif not length and self.alone and self._covers_alone(folded, words[at]):
                yield words[at][1], words[at][2], self._owner(words[at][0])
            at += max(1, length)

    def _name_at(self, words: list[tuple[str, int, int]], at: int) -> tuple[int, str]:
        """(words taken, cover) of the longest name that starts here; cover '' = a name that may be read."""
        best, cover = 0, ""
        for number in self.by_word.get(_untitled(words[at][0], self.by_word), ()):
            parts, whole, mine = self.hidden[number]
            length = _run(words, at, parts, self.by_word)
            if length > best and self._enough(words, at, length, whole):
                best, cover = length, mine
        for number in self.shown_by_word.get(words[at][0], ()):
            length = _run(words, at, self.shown[number], self.shown_by_word)
            seen = {word for word, _, _ in words[at : at + length]}
            if length > best and seen == self.shown[number]:
                best, cover = length, ""
        if not best and words[at][0] in self.glued:
            return 1, self.glued[words[at][0]]
        return best, cover

    def _enough(
        self, words: list[tuple[str, int, int]], at: int, length: int, whole: tuple[str, ...]
    ) -> bool:
        """Two words of the name where the text is about them; first and last word where it is not."""
        if len(whole) == 1:
            return length == 1 and len(whole[0]) > 1
        seen = {_untitled(word, self.by_word) for word, _, _ in words[at : at + length]}
        together = "".join(sorted(seen))
        if self.alone:
            return length > 1 and len(seen) > 1
        ends = {whole[0], whole[-1]} <= seen or sum(map(len, seen)) >= sum(map(len, whole))
        return length > 1 and (ends or len(together) >= sum(map(len, set(whole))))

    def _covers_alone(self, folded: Folded, word: tuple[str, int, int]) -> bool:
        name = _untitled(word[0], self.by_word)
        if name not in self.by_word or name in PARTICLES or len(name) < 2:
            return False
        if name in DATES and re.search(
            r"\d[\s.,/-]{0,2}$|^[\s.,/-]{0,2}\d",
            folded.text[max(0, word[1] - 3) : word[1]] + "\0" + folded.text[word[2] : word[2] + 3],
        ):
            return False
        first = folded.raw[folded.origin[word[1]]]
        return not first.islower() or (len(name) >= SMALL_ALONE and name not in COMMON)

    def _owner(self, word: str) -> str:
        covers = {self.hidden[n][2] for n in self.by_word[_untitled(word, self.by_word)]}
        return covers.pop() if len(covers) == 1 and word not in self.shown_by_word else "someone"


def _untitled(word: str, known: dict[str, list[int]]) -> str:
    """'anamariams' is 'anamaria' with the title that passenger names end in."""
    if word in known or not word.endswith(TITLES):
        return word
    return next((word[: -len(t)] for t in TITLES if word.endswith(t) and word[: -len(t)] in known), word)


def _run(
    words: list[tuple[str, int, int]], at: int, parts: frozenset[str], known: dict[str, list[int]]
) -> int:
    """How many words from here on belong to one name and stand together."""
    end = at
    while end < len(words) and _untitled(words[end][0], known) in parts:
        if end > at and words[end][1] - words[end - 1][2] > GAP:
            break
        end += 1
    return end - at
