"""Runs of digits in a text, however they are written: which groups there are and what lies between them."""

from __future__ import annotations

from collections.abc import Iterable

from manumit.engine.signals.number_reader import Reader
from manumit.engine.signals.number_repeats import without_glosses
from manumit.engine.signals.number_signs import over_articles, unsigned
from manumit.engine.signals.number_tokens import Group

_SHORTEST_TWICE = 7  # groups of a run; fewer are told twice in brackets only
_WALL = "\0"  # ends any number (see number_reader)


def blotted(text: str, closed: Iterable[tuple[int, int]]) -> str:
    """The text with spans that belong to something else blotted out: no number runs through them."""
    parts, done = [], 0
    for first, last in sorted(closed):
        if last > done:
            first = max(first, done)
            parts += [text[done:first], _WALL * (last - first)]
            done = last
    return "".join([*parts, text[done:]])


def digit_runs(text: str, parts: Iterable[tuple[int, int]]) -> list[list[Group]]:
    """Runs of neighbouring digit groups in those parts (see `stretches`) of a lower-case surface text."""
    text = unsigned(text)
    parts = list(parts)
    if len(parts) > 1:
        parts = over_articles(text, parts)
    bracketed = "(" in text or "[" in text
    runs = [run for start, end in parts for run in Reader(text, start, end).read()]
    for at, run in enumerate(runs):
        if bracketed or len(run) > _SHORTEST_TWICE:
            runs[at] = without_glosses(run, text, bracketed=bracketed)
    return runs
