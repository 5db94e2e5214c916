"""Thousands of phrases looked for in one pass over a text: a trie of words, walked from every word of the text.

A phrase in order is one path; a phrase in any order is as many paths of one word, tried only where its rarest word
stands. Time grows with the text and with what is found in it, not with the number of phrases.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from manumit.engine.watch.disguise import hidden_words
from manumit.engine.watch.tokens import Text, is_dense, is_emoji

SCORES = {"plain": 1.0, "stretched": 0.95, "signs": 0.95, "apart": 0.9, "glued": 0.7}
"""By how a phrase was written: a judgement, ordered by how easily chance writes the same."""
ANY_ORDER = 0.9
"""What the words of a phrase in any order are worth beside the phrase itself."""
SAID = {
    "plain": "",
    "stretched": ", its letters stretched",
    "signs": ", with signs for letters",
    "apart": ", its letters set apart",
    "glued": ", written as one word",
}
_END = ""
_RUN = re.compile(r"(.)\1+")


@dataclass(frozen=True, slots=True)
class Phrase:
    """What is looked for: folded words, in order or (within so many words) in any."""

    entry: str
    words: tuple[str, ...]
    ordered: bool
    within: int


class Found(NamedTuple):
    """A phrase in a text: its span in the folded text, how it was written."""

    entry: str
    start: int
    end: int
    how: str
    score: float


class _Place(NamedTuple):
    first: int
    start: int
    end: int
    how: str


class PhraseIndex:
    """All phrases of a watchlist."""

    def __init__(self, phrases: Sequence[Phrase]) -> None:
        self._root: dict[str, Any] = {}
        self._dense: dict[str, dict[int, dict[str, list[int]]]] = defaultdict(lambda: defaultdict(dict))
        self._units: dict[tuple[str, ...], int] = {}
        self._whole: dict[int, list[Phrase]] = defaultdict(list)
        self._parts: dict[int, list[tuple[Phrase, tuple[int, ...]]]] = defaultdict(list)
        loose = []
        for phrase in phrases:
            if phrase.ordered or len(phrase.words) == 1:
                self._whole[self._unit(phrase.words)].append(phrase)
            else:
                loose.append((phrase, tuple(self._unit((word,)) for word in dict.fromkeys(phrase.words))))
        shared = Counter(unit for _, units in loose for unit in units)
        names = list(self._units)
        for phrase, units in loose:
            trigger = min(units, key=lambda unit: (shared[unit], -len(names[unit][0]), unit))
            self._parts[trigger].append((phrase, units))
        self._emoji = any(is_emoji(word) for words in self._units for word in words)
        self._watched = {word for words in self._units for word in words}
        self._glued = {"".join(words): unit for words, unit in self._units.items() if len(words) > 1}
        self._longest = max(map(len, self._watched), default=0)
        self._stretched = {
            _RUN.sub(r"\1", word): word for word in sorted(self._watched) if not is_emoji(word)
        }

    def __bool__(self) -> bool:
        return bool(self._units)

    def _unit(self, words: tuple[str, ...]) -> int:
        """The number of a path, which is laid when it is new."""
        if words not in self._units:
            unit = self._units[words] = len(self._units)
            node = self._root
            for word in words:
                node = node.setdefault(word, {})
            node[_END] = unit
            joined = "".join(words)
            if is_dense(joined):
                self._dense[joined[0]][len(joined)].setdefault(joined, []).append(unit)
        return self._units[words]

    def find(self, text: Text) -> Iterator[Found]:
        """Every entry that stands in the text, once, where it is written most plainly (then first)."""
        places: dict[int, list[_Place]] = defaultdict(list)
        for unit, place in self._places(text if self._emoji else text.without_emoji()):
            places[unit].append(place)
        best: dict[str, Found] = {}
        for found in self._entries(places):
            known = best.get(found.entry)
            if known is None or (-found.score, found.start) < (-known.score, known.start):
                best[found.entry] = found
        yield from best.values()

    def _places(self, text: Text) -> Iterator[tuple[int, _Place]]:
        hidden: dict[int, list[tuple[str, int, str]]] = defaultdict(list)
        tokens, spans = text.tokens, text.spans
        for one in hidden_words(text, self._watched, self._longest, self._stretched):
            hidden[one.first].append((one.word, one.after, one.how))
        walked = bool(hidden) or (self._emoji and not text.plain)
        for at, token in enumerate(tokens):
            if not walked:
                node, after = self._root.get(token), at + 1
                while node is not None:  # the plain path, which is nearly every one
                    if _END in node:
                        yield node[_END], _Place(at, spans[at][0], spans[after - 1][1], "plain")
                    node, after = node.get(tokens[after]) if after < len(tokens) else None, after + 1
            elif token in self._root or at in hidden:
                yield from self._walk(text, at, hidden)
            if token in self._glued:
                yield self._glued[token], _Place(at, *spans[at], "glued")
            if text.dense and is_dense(token):
                yield from self._inside(token, at, text.spans[at][0])

    def _walk(
        self, text: Text, first: int, hidden: dict[int, list[tuple[str, int, str]]]
    ) -> Iterator[tuple[int, _Place]]:
        """Every path of the trie that starts at this token; emoji between words are stepped over."""
        start = text.spans[first][0]
        todo: list[tuple[int, dict[str, Any], str]] = [(first, self._root, "plain")]
        while todo:
            at, node, how = todo.pop()
            if _END in node:
                yield node[_END], _Place(first, start, text.spans[at - 1][1], how)
            if at >= len(text.tokens):
                continue
            token = text.tokens[at]
            if token in node:
                todo.append((at + 1, node[token], how))
            elif node is not self._root and is_emoji(token):
                todo.append((at + 1, _without_end(node), how))
            for word, after, disguise in hidden.get(at, ()):
                if word in node:
                    todo.append((after, node[word], min(how, disguise, key=SCORES.__getitem__)))

    def _inside(self, token: str, at: int, start: int) -> Iterator[tuple[int, _Place]]:
        """Phrases within a run of a script that writes no spaces."""
        for offset, char in enumerate(token):
            for length, known in self._dense.get(char, {}).items():
                for unit in known.get(token[offset : offset + length], ()):
                    yield unit, _Place(at, start + offset, start + offset + length, "plain")

    def _entries(self, places: dict[int, list[_Place]]) -> Iterator[Found]:
        for unit, found in places.items():
            for phrase in self._whole.get(unit, ()):
                for place in found:
                    yield Found(phrase.entry, place.start, place.end, place.how, SCORES[place.how])
            for phrase, units in self._parts.get(unit, ()):
                if all(other in places for other in units):
                    yield from _together(phrase, found, [places[other] for other in units])


def _without_end(node: dict[str, Any]) -> dict[str, Any]:
    """A node that was stepped over an emoji: its own end has been told already."""
    return {word: after for word, after in node.items() if word != _END} if _END in node else node


def _nearest(places: Sequence[_Place], to: int) -> _Place:
    """Of places in the order of the text, the one whose first word is nearest."""
    at = bisect_left(places, to, key=lambda one: one.first)
    return min(places[max(0, at - 1) : at + 1], key=lambda one: abs(one.first - to))


def _together(
    phrase: Phrase, triggers: Iterable[_Place], others: Sequence[Sequence[_Place]]
) -> Iterator[Found]:
    """The words of a phrase in any order, each at its nearest to the rarest one, all within reach."""
    for trigger in triggers:
        chosen = [_nearest(places, trigger.first) for places in others]
        firsts = [one.first for one in chosen]
        if max(firsts) - min(firsts) < phrase.within:
            how = min((one.how for one in chosen), key=SCORES.__getitem__)
            start, end = min(one.start for one in chosen), max(one.end for one in chosen)
            yield Found(phrase.entry, start, end, how, SCORES[how] * ANY_ORDER)
