"""Offers as JSON lines: each line answered or set aside with the reason; none costs its neighbours anything."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, BinaryIO

from manumit.base.kernel import Problem, text_lines
from manumit.engine.offers.judge import check_offer
from manumit.engine.offers.reading import LONGEST_TEXT

_LEAST_LETTERS = 1


def _doubt(text: str) -> tuple[str, str]:
    """What keeps a text from being read whole, and a hint."""
    if len(text) > LONGEST_TEXT:
        return f"only the first {LONGEST_TEXT:,} of {len(text):,} characters were read", "One offer a line."
    if any("\ud800" <= char <= "\udfff" for char in text):
        return "broken characters (lone surrogates)", "Write the file anew as UTF-8."
    if sum(map(str.isalpha, text[:LONGEST_TEXT])) < _LEAST_LETTERS:
        return "no letters", "Give the text of the offer."
    return "", ""


def check_lines(source: BinaryIO) -> Iterator[dict[str, Any] | Problem]:
    """A row for every line with an id and a text; a `Problem` for every line with something wrong."""
    for one in text_lines(source, "One offer a line.", 'Each line needs {"id": ..., "text": ...}.'):
        if isinstance(one, Problem):
            yield one
            continue
        reason, hint = _doubt(one.row["text"])
        if reason:
            yield one.problem(reason, hint, answered=True)
        yield {"id": one.row["id"], **check_offer(one.row["text"], one.row.get("lang")).shape()}
