"""The release gate of triage, on messages that the fit never saw."""

import json
import sys
from pathlib import Path

import pytest

from benchmarks import measure_triage


def test_the_gate_is_passed(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """On the first two sets together: 72 imminent messages a language. The third and fourth miss it (model card)."""
    folders = (measure_triage.HERE, measure_triage.HERE.with_name("triage_unseen2"))
    files = [str(file) for folder in folders for file in sorted(folder.glob("*.jsonl"))]
    monkeypatch.setattr(sys, "argv", ["measure_triage", "--gate", *files])
    assert measure_triage.main() == 0, capsys.readouterr().out


def test_a_gate_that_cannot_fail_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "argv", ["measure_triage", "--gate"])
    monkeypatch.setattr(measure_triage, "RECALL", 1.0)
    few = sorted(measure_triage.HERE.glob("zh.jsonl"))
    monkeypatch.setattr(sys, "argv", ["measure_triage", "--gate", *map(str, few)])
    assert measure_triage.main() == 1


def test_another_folder_is_measured(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    row = {"text": "thank you, goodbye", "context": [], "lang": "en", "label": "standard", "kind": "plain"}
    (tmp_path / "en.jsonl").write_text(json.dumps(row | {"intent": "thanks_bye"}), "utf-8")
    monkeypatch.setattr(sys, "argv", ["measure_triage", "--folder", str(tmp_path)])
    assert measure_triage.main() == 0
    assert "macro-F1 1.000" in capsys.readouterr().out
    monkeypatch.setattr(sys, "argv", ["measure_triage", "--folder", str(tmp_path / "empty")])
    with pytest.raises(SystemExit):
        measure_triage.main()


def test_an_interval_holds_its_share() -> None:
    low, high = measure_triage.wilson(48, 50)
    assert low < 0.96 < high
    assert measure_triage.wilson(0, 0) == (0.0, 1.0)
