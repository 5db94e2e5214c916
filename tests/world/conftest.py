"""One small world of the evaluation bank for the tests that read it back."""

from __future__ import annotations

from pathlib import Path

import pytest

from manumit.world import WorldSummary, write_world
from tests.world.raw_columns import Row, rows

Made = tuple[Path, WorldSummary, list[Row]]


@pytest.fixture(scope="session")
def world(tmp_path_factory: pytest.TempPathFactory) -> Made:
    """One small world of the evaluation bank, with its raw rows."""
    out = tmp_path_factory.mktemp("world") / "w"
    summary = write_world(out, 507)
    return out, summary, list(rows(out / "input"))
