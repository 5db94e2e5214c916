"""Patterns over concepts: 'HOLD DOC ~6 -OWNHOLD'. They know no language; the lexicon does.

Parts parted by spaces are concepts (with '|' for either) that all stand in one sentence. `A > B` keeps an order, `~6`
allows so many words from the first to the last (default 8), `-C` forbids a concept inside those words or within two
words of them, `!C` forbids it anywhere in the sentence, `?` lets the pattern stand though it is negated. A pattern with
NEG among its parts ('NEG LEAVE') speaks of the negation itself and is never taken back by it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from manumit.engine.offers.reading import Reading, Sentence, Span

WIDTH = 8
_NEAR = 2
_REACH_BEFORE, _REACH_AFTER = 3, 3
_FORM = re.compile(r"[A-Z]+(?:\|[A-Z]+)*|>|~\d+|[-!][A-Z]+(?:\|[A-Z]+)*|\?")
Choices = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Pattern:
    """Concepts that stand together. `ordered[i]`: part i comes after part i-1."""

    parts: tuple[Choices, ...]
    ordered: tuple[bool, ...]
    width: int
    near: Choices
    nowhere: Choices
    negatable: bool


@lru_cache(maxsize=4096)
def pattern(text: str) -> Pattern:
    """Read one pattern; ValueError when it makes no sense."""
    parts: list[Choices] = []
    ordered: list[bool] = []
    near: list[str] = []
    nowhere: list[str] = []
    width, after, negatable = WIDTH, False, True
    for piece in text.split():
        if not _FORM.fullmatch(piece):
            raise ValueError(f"{piece!r} in pattern {text!r}")
        if piece == ">":
            after = True
        elif piece == "?":
            negatable = False
        elif piece[0] == "~":
            width = int(piece[1:])
        elif piece[0] in "-!":
            (near if piece[0] == "-" else nowhere).extend(piece[1:].split("|"))
        else:
            parts.append(tuple(piece.split("|")))
            ordered.append(after)
            after = False
    if not parts:
        raise ValueError(f"pattern {text!r} is empty")
    negatable = negatable and not any("NEG" in part for part in parts)
    return Pattern(tuple(parts), tuple(ordered), width, tuple(near), tuple(nowhere), negatable)


def _places(sentence: Sentence, choices: Choices) -> list[Span]:
    return [span for name in choices for span in sentence.concepts.get(name, ())]


def _joined(sentence: Sentence, shape: Pattern) -> Iterator[tuple[int, int]]:
    """Where all parts stand together (first token, one past the last); one match for each place of part one."""
    options = [_places(sentence, part) for part in shape.parts]
    for anchor in options[0]:
        first, end, last = anchor[0], anchor[1], anchor
        used = [anchor]
        for spans, after in zip(options[1:], shape.ordered[1:], strict=True):
            best: Span | None = None
            cost = shape.width + 1
            for span in spans:
                if (after and span[0] < last[1]) or any(span[0] < u[1] and u[0] < span[1] for u in used):
                    continue
                size = max(end, span[1]) - min(first, span[0])
                if size < cost:
                    best, cost = span, size
            if best is None:
                break
            first, end, last = min(first, best[0]), max(end, best[1]), best
            used.append(best)
        else:
            yield first, end


def negated(reading: Reading, sentence: Sentence, first: int, end: int) -> bool:
    """Whether a negation before, inside or just behind these tokens takes back what they say. Inside, it counts in the
    clause of the first or the last token: 'the fee, without an exam: 900 dollars' is a fee."""
    ends = (reading.clause[first], reading.clause[end - 1])
    for start, stop in sentence.concepts.get("NEG", ()):
        if first <= start < end and reading.clause[start] in ends:
            return True
        if stop <= first and first - stop < _REACH_BEFORE and reading.clause[start] == reading.clause[first]:
            return True
        if (
            start >= end
            and start - end < _REACH_AFTER - 1
            and reading.clause[start] == reading.clause[end - 1]
        ):
            return True
    return False


def find(reading: Reading, sentence: Sentence, shape: Pattern) -> list[tuple[int, int, bool]]:
    """(first token, one past the last, negated) of every place where the pattern stands in a sentence."""
    concepts = sentence.concepts
    for part in shape.parts:
        if not any(name in concepts for name in part):
            return []
    if shape.nowhere and any(name in concepts for name in shape.nowhere):
        return []
    found = []
    for first, end in _joined(sentence, shape):
        if end - first > shape.width:
            continue
        blocked = any(
            span[0] < end + _NEAR and span[1] > first - _NEAR for span in _places(sentence, shape.near)
        )
        if not blocked:
            found.append((first, end, shape.negatable and negated(reading, sentence, first, end)))
    return found
