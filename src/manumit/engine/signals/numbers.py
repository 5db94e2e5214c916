"""Runs of digits in a text, however they are written: which groups there are and what lies between them."""

from __future__ import annotations

import re
from collections.abc import Iterable

from manumit.engine.signals.number_reader import Reader
from manumit.engine.signals.number_signs import over_articles, summed
from manumit.engine.signals.number_tokens import Group

_SIGNED_ROW = re.compile(r"(?<![\d=<>#])\d{1,5}([=<>#]{1,2})\d{1,5}(?:\1\d{1,5})+(?![\d=<>#])")
"""'0=7=7=0', '07700<>900<>123': the same sign between all groups is a disguise and ends nothing."""
_ROW_SIGNS = "=<>#"
_BRACKETED_ROW = re.compile(r"(?:[\[({<]\s?\d{1,4}\s?[\])}>][ .-]?){4,}")
"""'(6)[4]{6}<5>': groups in brackets of any kind, one behind the other."""
_UNBRACKETED = str.maketrans("[]{}<>()", "        ")
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
    if any(sign in text for sign in _ROW_SIGNS):
        text = _SIGNED_ROW.sub(lambda row: row.group().replace(row[1], "-" * len(row[1])), text)
    if "+" in text or "0xx" in text:
        text = summed(text)
    parts = list(parts)
    if len(parts) > 1:
        parts = over_articles(text, parts)
    if any(sign in text for sign in "]})>"):
        text = _BRACKETED_ROW.sub(lambda row: row.group().translate(_UNBRACKETED), text)
    return [run for start, end in parts for run in Reader(text, start, end).read()]
