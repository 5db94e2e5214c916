"""Offers as JSON lines: each line answered or set aside with the reason; none costs its neighbours anything."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Any, BinaryIO

from manumit.engine.offers.judge import check_offer
from manumit.engine.offers.reading import LONGEST_TEXT

LONGEST_LINE = 16 << 20
"""Bytes of a line that are held in memory; a longer one is set aside unread."""
_LEAST_LETTERS = 1


@dataclass(frozen=True, slots=True)
class Problem:
    """What was wrong with a line. `answered`: it was judged all the same, as far as it could be read."""

    line: int
    offset: int
    reason: str
    hint: str
    answered: bool = False

    def shape(self) -> dict[str, Any]:
        """As it is written out."""
        return asdict(self)


def _lines(source: BinaryIO) -> Iterator[tuple[int, int, bytes | None]]:
    """(number, byte offset, line), None for a line too long to hold."""
    number = offset = 0
    while piece := source.readline(LONGEST_LINE):
        number, start = number + 1, offset
        offset += len(piece)
        whole = len(piece) < LONGEST_LINE or piece.endswith(b"\n")
        while not whole and (more := source.readline(LONGEST_LINE)):
            offset += len(more)
            if more.endswith(b"\n"):
                break
        yield number, start, piece if whole else None


def _parsed(raw: bytes) -> tuple[dict[str, Any], str]:
    """The object on a line, or what is wrong with it."""
    try:
        row = json.loads(raw.decode("utf-8-sig"))
    except UnicodeDecodeError:
        return {}, "not UTF-8"
    except (ValueError, RecursionError):
        return {}, "not JSON"
    if not isinstance(row, dict):
        return {}, "not a JSON object"
    known = row.get("id")
    if isinstance(known, bool) or not isinstance(known, str | int) or known == "":
        return {}, "no id (text or whole number)"
    if not isinstance(row.get("text"), str):
        return {}, "no text"
    if row.get("lang") is not None and not isinstance(row["lang"], str):
        return {}, "lang is no text"
    return row, ""


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
    for number, offset, raw in _lines(source):
        if raw is None:
            yield Problem(number, offset, f"a line longer than {LONGEST_LINE >> 20} MiB", "One offer a line.")
            continue
        if not raw.strip():
            continue
        row, wrong = _parsed(raw)
        if wrong:
            yield Problem(number, offset, wrong, 'Each line needs {"id": ..., "text": ...}.')
            continue
        reason, hint = _doubt(row["text"])
        if reason:
            yield Problem(number, offset, reason, hint, answered=True)
        yield {"id": row["id"], **check_offer(row["text"], row.get("lang")).shape()}
