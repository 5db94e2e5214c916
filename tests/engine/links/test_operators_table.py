"""The stage: every advert of a workspace has an operator, and the strongest reason why."""

from __future__ import annotations

from pathlib import Path

from manumit.engine.links import operators_stage
from tests.engine.links.tables import linked, mention, record

TEXT = "Quiet clean flat near the old station with parking, friendly and never in a hurry, please write first"


def test_every_advert_has_an_operator_and_linked_ones_a_reason(tmp_path: Path) -> None:
    ads = [
        record("a1", "2026-03-01T10:00:00", title="Ana", text=TEXT, source="one.example"),
        record("a2", "2026-03-04T10:00:00", title="Bea", text=TEXT, source="one.example"),
        record(
            "a3",
            "2026-03-05T10:00:00",
            title=None,
            text="Red bicycle with a bell",
            source="two.example",
        ),
    ]
    mentions = [mention(name, "ad", "phone", "+447700900123") for name in ("a1", "a2")]
    with linked(tmp_path, mentions, ad=ads) as engine:
        out = tmp_path / "operator.parquet"
        assert operators_stage(engine, out) == 2
        rows = engine.rows(f"SELECT * FROM read_parquet('{out}') ORDER BY record_id")
    (one, other, alone) = rows
    assert one[1] == other[1] != alone[1]
    assert (one[2], alone[2]) == (2, 1)
    assert one[3] > 0.9
    assert "same contact 3 days apart" in one[4]
    assert alone[3:] == (None, None)
