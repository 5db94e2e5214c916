"""The verbs: rows out, problems aside, exit code 3; the rest goes on."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from manumit.doors.cli.bench import intents
from manumit.doors.cli.triage import triage
from manumit.services.support import INTENTS, LABELS

GOOD = {"id": "a", "text": "he is outside with a knife", "lang": "en", "context": ["hello"]}


def lines(path: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def test_rows_in_order(tmp_path: Path) -> None:
    source, out = tmp_path / "m.jsonl", tmp_path / "p.jsonl"
    source.write_text(
        json.dumps(GOOD) + "\n\n" + json.dumps({"id": 7, "text": "is this free?"}) + "\n", "utf-8"
    )
    assert triage(source, out) == 0
    first, second = lines(out)
    assert set(first) == {"id", "label", "intent", "reasons"}
    assert (first["id"], first["label"], second["id"]) == ("a", "imminent", 7)
    assert second["label"] in LABELS
    assert second["intent"] in INTENTS


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
        (b'{"id": "x", "text": "a", "context": "b"}', False),
        (b'{"id": "x", "text": "a", "context": [{"who": "nobody", "text": "b"}]}', False),
        (b'{"id": true, "text": "a"}', False),
        (json.dumps({"id": "x", "text": "a " * 60_000}).encode(), True),
    ],
)
def test_a_bad_line_costs_nobody_else(
    tmp_path: Path, line: bytes, answered: bool, capsys: pytest.CaptureFixture[str]
) -> None:
    source, out = tmp_path / "m.jsonl", tmp_path / "p.jsonl"
    source.write_bytes(line + b"\n" + json.dumps(GOOD).encode() + b"\n")
    assert triage(source, out) == 3
    assert [row["id"] for row in lines(out)] == (["x", "a"] if answered else ["a"])
    problem = json.loads(capsys.readouterr().err.splitlines()[0])
    assert (problem["line"], problem["answered"]) == (1, answered)


@pytest.mark.parametrize(
    "text", ["", " ", "🆘", "\u0301" * 50, "\ud800", "<script>alert(1)</script>", "\u202egnp.sos"]
)
def test_odd_texts_are_answered(tmp_path: Path, text: str) -> None:
    source, out = tmp_path / "m.jsonl", tmp_path / "p.jsonl"
    source.write_text(json.dumps({"id": "x", "text": text}) + "\n", "utf-8")
    assert triage(source, out) == 0
    assert lines(out)[0]["label"] in LABELS


def test_intents_are_learnt_from_one_set_and_answered_on_another(tmp_path: Path) -> None:
    say = {
        "weather": ["will it rain {}", "how warm is it {}", "is it sunny {}", "do i need an umbrella {}"],
        "music": ["play a song {}", "turn the music up {}", "next track please {}", "stop the music {}"],
        "food": ["order a pizza {}", "what can i cook {}", "is the restaurant open {}", "book a table {}"],
    }
    when = ["today", "tomorrow", "tonight", "on sunday", "now", "this week", "in an hour", "at noon"]
    pairs = [[text.format(one), name] for name, texts in say.items() for text in texts for one in when]
    for folder, name, rows in (
        ("train", "train.json", pairs[::2]),
        ("test", "test.json", [*pairs[1::2], ["qwzx vbnm plok", "oos"]]),
    ):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / name).write_text(json.dumps(rows), "utf-8")
    assert intents(tmp_path / "train", tmp_path / "test", tmp_path / "p.jsonl", quiet=True) == 0
    answers = lines(tmp_path / "p.jsonl")
    assert sum(row["intent"] == row["truth"] for row in answers) > 0.9 * len(answers)
    assert {"text", "truth", "intent", "score"} == set(answers[0])
