"""The verb: rows out, problems aside, exit code 3; the rest goes on."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from manumit.doors.cli.check_offers import check_offers

GOOD = {"id": "a", "text": "Your passport is kept by the manager until the contract ends."}


def lines(path: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def test_rows_in_order(tmp_path: Path) -> None:
    source, out = tmp_path / "offers.jsonl", tmp_path / "checked.jsonl"
    source.write_text(json.dumps(GOOD) + "\n\n" + json.dumps({**GOOD, "id": 7, "lang": "en"}) + "\n", "utf-8")
    assert check_offers(source, out) == 0
    first, second = lines(out)
    assert (first["id"], second["id"], first["label"]) == ("a", 7, "deceptive")
    assert {"score", "indicators", "genuine_signs", "cannot_tell", "lang"} <= set(first)


@pytest.mark.parametrize(
    ("line", "answered"),
    [
        (b"{not json", False),
        (b"[]", False),
        (b"\xff\xfe", False),
        (b'{"text": "no id here"}', False),
        (b'{"id": "x"}', False),
        (b'{"id": "x", "text": 5}', False),
        (b'{"id": "x", "text": "a", "lang": 3}', False),
        (b'{"id": true, "text": "a"}', False),
        (b'{"id": "x", "text": "passport \\ud800 kept"}', True),
        (json.dumps({"id": "x", "text": "\u0301" * 50}).encode(), True),
        (json.dumps({"id": "x", "text": "job " * 250_000}).encode(), True),
        (b"[" * 100_000, False),
    ],
)
def test_a_bad_line_is_named_and_the_rest_goes_on(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], line: bytes, answered: bool
) -> None:
    source, out = tmp_path / "offers.jsonl", tmp_path / "checked.jsonl"
    source.write_bytes(line + b"\n" + json.dumps(GOOD).encode() + b"\n")
    assert check_offers(source, out) == 3
    assert [row["id"] for row in lines(out)] == (["x", "a"] if answered else ["a"])
    (problem,) = [json.loads(text) for text in capsys.readouterr().err.splitlines()]
    assert problem["line"] == 1
    assert problem["reason"]
    assert problem["answered"] is answered
