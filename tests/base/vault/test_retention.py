"""The policy file: spans in words, mistakes told."""

from __future__ import annotations

from pathlib import Path

import pytest

from manumit.base.kernel import UsageError
from manumit.base.vault import load_policy


def write(folder: Path, text: str) -> Path:
    (folder / "policy.yaml").write_text(text)
    return folder / "policy.yaml"


def test_spans_are_seconds(tmp_path: Path) -> None:
    policy = load_policy(write(tmp_path, "keep:\n  chat: 24h\n  report: 730d\n  care: 10y\n"))
    assert policy == {"chat": 86_400, "report": 730 * 86_400, "care": 315_576_000}


@pytest.mark.parametrize(
    "text",
    [
        "",
        "keep: 3",
        "keep: {a: 0d}",
        "keep: {a: 5}",
        "keep: {a: -1d}",
        "other: {}",
        "keep: {a: 24h}\nkept: {}",
        "keep: [",
        "keep: {a: 1w}",
    ],
)
def test_a_mistake_is_told(tmp_path: Path, text: str) -> None:
    with pytest.raises(UsageError):
        load_policy(write(tmp_path, text))
