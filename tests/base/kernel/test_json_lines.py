"""JSON lines of texts: what is whole is given, what is not is said, and a bad line costs its neighbours nothing."""

from __future__ import annotations

import io
import json

from hypothesis import given
from hypothesis import strategies as st

from manumit.base.kernel import Problem, TextLine, text_lines
from manumit.base.kernel.json_lines import LONGEST_LINE

GOOD = b'{"id": "a", "text": "x"}\n'


def read(raw: bytes) -> list[TextLine | Problem]:
    return list(text_lines(io.BytesIO(raw), "one", "needs"))


def test_each_wrong_line_is_said_with_its_place() -> None:
    wrong = {
        b"\xff\n": "not UTF-8",
        b"{\n": "not JSON",
        b"[1]\n": "not a JSON object",
        b'{"text": "x"}\n': "no id (text or whole number)",
        b'{"id": true, "text": "x"}\n': "no id (text or whole number)",
        b'{"id": 1}\n': "no text",
        b'{"id": 1, "text": "x", "lang": 3}\n': "lang is no text",
    }
    found = read(b"".join(GOOD + one for one in wrong) + GOOD)
    problems = [one for one in found if isinstance(one, Problem)]
    assert [one.reason for one in problems] == list(wrong.values())
    assert [one.line for one in problems] == list(range(2, 2 * len(wrong) + 1, 2))
    assert problems[0].offset == len(GOOD)
    assert sum(isinstance(one, TextLine) for one in found) == len(wrong) + 1


def test_a_line_too_long_to_hold_is_passed_over() -> None:
    found = read(GOOD + b'{"id": 1, "text": "' + b"x" * (2 * LONGEST_LINE) + b'"}\n' + GOOD)
    assert [type(one) for one in found] == [TextLine, Problem, TextLine]
    assert isinstance(found[2], TextLine)
    assert found[2].line == 3


@given(st.lists(st.dictionaries(st.sampled_from(["id", "text", "lang", "x"]), st.text() | st.integers())))
def test_every_line_is_answered_once(rows: list[dict[str, object]]) -> None:
    raw = b"".join(json.dumps(row).encode() + b"\n" for row in rows)
    found = read(raw)
    assert [one.line for one in found] == list(range(1, len(rows) + 1))
    for one, row in zip(found, rows, strict=True):
        if isinstance(one, TextLine):
            assert one.row == row


@given(st.binary(max_size=200))
def test_no_bytes_break_it(raw: bytes) -> None:
    read(raw)
