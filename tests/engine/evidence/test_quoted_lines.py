"""A quoted cell may hold line breaks, also where its second line alone would have the header's width."""

from __future__ import annotations

from pathlib import Path

from manumit.base.kernel import Settings
from manumit.engine.evidence import Record, iter_file


def test_a_cell_in_front_may_end_on_its_second_line(tmp_path: Path) -> None:
    path = tmp_path / "ads.csv"
    path.write_text(
        "text,posted_at,source,ad_id,location\n"
        '"Walk in or book.\n07700900123",2026-01-02T03:04:05Z,board,a1,Leeds\n'
        "Plain,2026-01-02T03:04:05Z,board,a2,Leeds\n",
        "utf-8",
    )
    found = list(iter_file(path, Settings(), None))
    assert [item.source_id for item in found if isinstance(item, Record)] == ["a1", "a2"]
    assert len(found) == 2
