"""Messages as JSON lines: each judged or set aside with the reason; none costs its neighbours anything."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Any, BinaryIO

from manumit.services.support.triage.judge import Second, judge
from manumit.services.support.triage.turns import LONGEST

LONGEST_LINE = 16 << 20
"""Bytes of a line that are held in memory; a longer one is set aside unread."""


@dataclass(frozen=True, slots=True)
class Problem:
    """What was wrong with a line. `answered`: it was judged all the same, as far as it could be read."""

    line: int
    reason: str
    hint: str
    answered: bool = False

    def shape(self) -> dict[str, Any]:
        """As it is written out."""
        return asdict(self)


def triage_lines(source: BinaryIO, second: Second | None = None) -> Iterator[dict[str, Any] | Problem]:
    """A row {id, label, intent, reasons} for every line with an id and a text; a `Problem` for every line with
    something wrong."""
    number = 0
    while piece := source.readline(LONGEST_LINE):
        number += 1
        if len(piece) == LONGEST_LINE and not piece.endswith(b"\n"):
            while (more := source.readline(LONGEST_LINE)) and not more.endswith(b"\n"):
                pass
            yield Problem(number, f"a line longer than {LONGEST_LINE >> 20} MiB", "One message a line.")
            continue
        if not piece.strip():
            continue
        row, wrong = _parsed(piece)
        if wrong:
            yield Problem(number, wrong, 'Each line needs {"id": ..., "text": ..., "context": [...]}.')
            continue
        if len(row["text"]) > LONGEST:
            yield Problem(
                number,
                f"only the first and last {LONGEST // 2:,} of {len(row['text']):,} characters were read",
                "One message a line.",
                answered=True,
            )
        try:
            found = judge(row["text"], row.get("context") or (), row.get("lang"), second)
        except ValueError as error:
            yield Problem(number, str(error), 'A turn is a text, or {"who": "service", "text": ...}.')
            continue
        yield {"id": row["id"], **found.shape()}


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
    if not isinstance(row.get("context") or [], list):
        return {}, "context is no list"
    return row, ""
