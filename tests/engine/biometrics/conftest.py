"""A gallery of nobody, empty, and how its pictures are read."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from manumit.base.vault import PassphraseHolder
from manumit.engine.biometrics import Gallery
from tests.engine.biometrics.cohorts import WORD, card_of


@pytest.fixture
def card(tmp_path: Path) -> Path:
    """The calibration of made-up people."""
    (tmp_path / "card.json").write_text(card_of(1).to_json())
    return tmp_path / "card.json"


@pytest.fixture
def gallery(tmp_path: Path) -> Iterator[Gallery]:
    """Of missing people."""
    with Gallery.open(tmp_path / "G", "missing", PassphraseHolder(WORD), make=True) as opened:
        yield opened
