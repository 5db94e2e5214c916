"""An operator's classifier as a file: real ONNX models, built here. It raises, it is pinned, nothing rests on it."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from benchmarks import measure_triage
from manumit.base.kernel import ManumitError, UnreadableInput, UsageError, VerificationFailed
from manumit.doors.cli.triage import triage
from manumit.services.support import judge, pin_of, second_from
from manumit.services.support.triage.turns import turns_of
from tests.services.support.triage.tiny import classifier

PLAIN = "can I ask a question about an umbrella"
ALARM = (0.0, 0.0, 9.0)


@pytest.fixture
def model(tmp_path: Path) -> Path:
    """One word means danger, another an urgent matter."""
    return classifier(tmp_path, {"umbrella": ALARM, "kettle": (0.0, 9.0, 0.0)})


def test_it_raises_and_says_so(model: Path) -> None:
    assert judge(PLAIN).label == "standard"
    found = judge(PLAIN, second=second_from(str(model)))
    assert (found.label, found.reasons) == ("imminent", ("second_model",))
    assert judge("can I ask about a kettle", second=second_from(str(model))).label == "urgent"


def test_it_never_lowers(tmp_path: Path) -> None:
    calm = classifier(tmp_path, {"knife": (99.0, 0.0, 0.0)}, always=(99.0, 0.0, 0.0))
    text = "he is outside the door with a knife"
    assert judge(text).label == judge(text, second=second_from(str(calm))).label == "imminent"


def test_it_reads_every_turn_of_the_person_and_no_other(model: Path) -> None:
    second = second_from(str(model))
    assert second(turns_of("ok", [PLAIN, {"who": "service", "text": "hello"}])) == "imminent"
    assert second(turns_of("ok", [{"who": "staff", "text": PLAIN}])) == "standard"


def test_of_what_is_too_long_the_newest_words_stay(model: Path) -> None:
    second = second_from(str(model))
    assert second(turns_of("umbrella " + "x " * 40)) == "standard"
    assert second(turns_of("x " * 40 + "umbrella")) == "imminent"


def test_limits_and_probabilities_are_those_of_the_card(tmp_path: Path) -> None:
    card = {
        "labels": ["standard", "imminent"],
        "limits": {"imminent": 0.3, "urgent": 0.2},
        "scores": "probabilities",
    }
    made = classifier(
        tmp_path, {"umbrella": (0.0, 0.31), "kettle": (0.0, 0.25)}, always=(0.0, 0.0), card=card
    )
    second = second_from(str(made))
    texts = PLAIN, "can I ask about a kettle", "can I ask about the hall"
    assert [judge(one, second=second).label for one in texts] == ["imminent", "urgent", "standard"]


def test_three_inputs_are_served(tmp_path: Path) -> None:
    made = classifier(tmp_path, {"umbrella": ALARM}, inputs=("input_ids", "attention_mask", "token_type_ids"))
    assert judge(PLAIN, second=second_from(str(made))).label == "imminent"


def test_the_pin_is_what_the_shell_counts(model: Path) -> None:
    told = "sha256sum model.onnx tokenizer.json classifier.json | cut -c1-64 | sha256sum | cut -c1-64"
    counted = subprocess.run(told, shell=True, cwd=model.parent, capture_output=True, text=True, check=True)
    assert counted.stdout.strip() == pin_of(model)
    assert judge(PLAIN, second=second_from(str(model), pin_of(model))).label == "imminent"


@pytest.mark.parametrize("name", ["model.onnx", "tokenizer.json", "classifier.json"])
def test_a_changed_file_is_not_the_pinned_one(model: Path, name: str) -> None:
    pin = pin_of(model)
    path = model.with_name(name)
    path.write_bytes(path.read_bytes() + b" ")
    with pytest.raises(VerificationFailed):
        second_from(str(model), pin)


def test_an_installation_needs_a_pin(model: Path) -> None:
    with pytest.raises(UsageError, match="SHA-256"):
        second_from(str(model), "")


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("model.onnx", b"no model"),
        ("tokenizer.json", b"{}"),
        ("classifier.json", b"[]"),
        ("classifier.json", b'{"labels": ["calm", "imminent"]}'),
        ("classifier.json", b'{"labels": ["standard", "imminent"]}'),
        ("classifier.json", b'{"labels": ["standard", "urgent", "imminent"], "longest": 0}'),
    ],
)
def test_what_is_no_classifier_is_refused_at_once(model: Path, name: str, content: bytes) -> None:
    model.with_name(name).write_bytes(content)
    with pytest.raises(UnreadableInput):
        second_from(str(model))


def test_a_missing_file_and_another_input_are_told(model: Path, tmp_path: Path) -> None:
    odd = classifier(tmp_path / "odd", {"a": ALARM}, inputs=("input_ids", "pixels"))
    with pytest.raises(ManumitError, match="pixels"):
        second_from(str(odd))
    model.with_name("classifier.json").unlink()
    with pytest.raises(UsageError, match=r"classifier\.json"):
        second_from(str(model))


def test_the_verb_uses_it_and_tells_its_pin(
    model: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    source, out = tmp_path / "m.jsonl", tmp_path / "p.jsonl"
    source.write_text(json.dumps({"id": "a", "text": PLAIN}) + "\n", "utf-8")
    assert triage(source, out, str(model)) == 0
    assert json.loads(out.read_text("utf-8"))["label"] == "imminent"
    assert pin_of(model) in capsys.readouterr().err


def test_one_that_always_cries_does_not_pass_the_gate(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The release gate, on one language: with our own judgement alone it is passed but for nothing, and a classifier
    that finds danger everywhere fails it by its alarms."""
    few = str(measure_triage.HERE / "en.jsonl")
    quiet = classifier(tmp_path / "quiet", {}, always=(9.0, 0.0, 0.0))
    loud = classifier(tmp_path / "loud", {}, always=ALARM)
    monkeypatch.setattr(measure_triage, "RECALL", 0.0)
    monkeypatch.setattr(measure_triage, "RECALL_OF_EACH", 0.0)
    passed = []
    for model in (quiet, loud):
        monkeypatch.setattr(sys, "argv", ["measure_triage", few, "--second", str(model), "--gate"])
        passed.append(measure_triage.main())
    assert passed == [0, 1]
