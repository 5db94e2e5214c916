"""Texts to be judged, as JSON lines {id, text, lang?, ...}: each an object or set aside with the reason; none costs its
neighbours anything."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Any, BinaryIO

LONGEST_LINE = 16 << 20
"""Bytes of a line that are held in memory; a longer one is set aside unread."""


@dataclass(frozen=True, slots=True)
class Problem:
    """What was wrong with a line that begins at byte `offset`. `answered`: it was judged all the same, as far as it
    could be read."""

    line: int
    offset: int
    reason: str
    hint: str
    answered: bool = False

    def shape(self) -> dict[str, Any]:
        """As it is written out."""
        return asdict(self)


@dataclass(frozen=True, slots=True)
class TextLine:
    """A line that can be judged."""

    line: int
    offset: int
    row: dict[str, Any]

    def problem(self, reason: str, hint: str, answered: bool = False) -> Problem:
        """Something wrong with it."""
        return Problem(self.line, self.offset, reason, hint, answered)


def text_lines(source: BinaryIO, one: str, needs: str) -> Iterator[TextLine | Problem]:
    """Every line that is not blank. Hints: `one` where a line is too long, `needs` where it has not what it needs."""
    for number, offset, raw in _lines(source):
        if raw is None:
            yield Problem(number, offset, f"a line longer than {LONGEST_LINE >> 20} MiB", one)
        elif raw.strip():
            row, wrong = _parsed(raw)
            yield Problem(number, offset, wrong, needs) if wrong else TextLine(number, offset, row)


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
