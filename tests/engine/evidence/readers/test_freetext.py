"""Plain prose."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.engine.evidence.aids import facts, read_bytes

TEXT = "Caller says two women\r\nnever leave the house.\r\n\r\n \r\nSecond report, по-русски.\n\n\nThird 🌙."


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-8-sig"])
def test_each_paragraph_is_a_report(tmp_path: Path, encoding: str) -> None:
    out = read_bytes(tmp_path, TEXT.encode(encoding), "calls.txt")
    assert out.ids("report") == ["calls.txt#1", "calls.txt#2", "calls.txt#3"]
    one = out.kind("report")[0]
    assert one["text"] == "Caller says two women\nnever leave the house."
    assert (one["channel"], one["observed_at"]) == (None, None)
    for record in out.records:
        raw = out.raw(record)
        again = read_bytes(
            tmp_path, raw.decode("utf-16-le").encode() if encoding == "utf-16" else raw, "again.txt"
        )
        assert again.kind("report")[0]["text"] == record.columns["text"]
        assert facts(again.kind("report")[0])["reader"] == "text/1"


@pytest.mark.parametrize("data", [bytes(range(256)) * 20, b"\x7fELF\2\1\1" + b"\0\1\2\3" * 500, b"\0" * 5000])
def test_what_is_no_text_is_not_taken_for_it(tmp_path: Path, data: bytes) -> None:
    out = read_bytes(tmp_path, data)
    assert out.records == []
    assert len(out.lost) == 1
    assert out.lost[0].hint


def test_prose_with_commas_is_no_table(tmp_path: Path) -> None:
    out = read_bytes(
        tmp_path, b"Dear all, we saw, yesterday, a van.\nIt stood there, engine on, for hours.\n"
    )
    assert len(out.kind("report")) == 1
