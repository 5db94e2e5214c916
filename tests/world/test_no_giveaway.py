"""No raw column alone may tell planted from innocent: AUC at most 0.75 at medium/medium, split by operation."""

from __future__ import annotations

from pathlib import Path

import pytest

from manumit.world import write_world
from tests.world.giveaway import verdicts

LIMIT = 0.75
FEW = 60  # planted records below which one standard error is granted to chance


@pytest.mark.slow
def test_no_single_column_gives_the_answer_away(tmp_path: Path) -> None:
    write_world(tmp_path / "w", 707, "medium", "medium")
    found = sorted(verdicts(tmp_path / "w"), key=lambda one: -one.auc)
    assert len(found) > 100
    said = [f"{one.auc:.3f} {one.kind}.{one.column} against {one.rivals} ({one.planted})" for one in found]
    print("\n".join(said[:25]))
    too_much = [
        line
        for one, line in zip(found, said, strict=True)
        if one.auc > LIMIT + (one.error if one.planted < FEW else 0.0)
    ]
    assert not too_much
