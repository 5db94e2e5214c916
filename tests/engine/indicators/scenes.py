"""Small scenes told in rows of the documented columns, carried through the real readers and stages to one indicator."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from manumit.base.kernel import DuckEngine, Settings, TableEngine, record_kinds
from manumit.engine.evidence import Workspace, load_mapping, read_sources
from manumit.engine.indicators import Indicator, findings_of
from manumit.engine.job import stages, view_records

Rows = Mapping[str, Sequence[Mapping[str, str]]]
"""Raw rows by kind, values as text, as they stand in a file."""

SETTINGS = Settings(memory_gb=1.0, threads=1)


def rows_of(example: Mapping[str, Any]) -> Rows:
    """The rows of one example of the catalogue, without what it says."""
    return {kind: rows for kind, rows in example.items() if kind != "says"}


def read_rows(rows: Rows, folder: Path) -> Workspace:
    """A workspace read from one JSON-lines file a kind; nothing may end in quarantine."""
    inputs = folder / "input"
    inputs.mkdir(parents=True)
    for kind, told in rows.items():
        lines = [json.dumps(row, ensure_ascii=False) for row in told]
        (inputs / f"{kind}.jsonl").write_text("\n".join(lines) + "\n", "utf-8")
    (mapping := folder / "map.yaml").write_text(
        "files: {page.jsonl: {kind: page}}\n"
    )  # else no table is of pages
    workspace = Workspace.open(folder / "workspace", create=True)
    summary = read_sources(workspace, [inputs], SETTINGS, load_mapping(mapping))
    refused = [f"{entry.reason} ({entry.hint})" for entry in workspace.quarantine()]
    assert not refused, f"rows that the readers refuse: {refused}"
    assert dict(summary.records) == {kind: len(told) for kind, told in rows.items()}
    return workspace


@contextmanager
def link_tables(rows: Rows, folder: Path) -> Iterator[TableEngine]:
    """An engine with the link tables of these rows, made by the stages that come before the indicators."""
    workspace = read_rows(rows, folder)
    with DuckEngine(SETTINGS, workspace.scratch) as engine:
        view_records(engine, workspace, None, datetime.now(UTC))
        for stage in stages():
            if stage.name == "indicators":
                break
            stage.make(engine, workspace, lambda what, done, total: None)
            for table in stage.tables:
                path = str(workspace.derived(table)).replace("'", "''")
                engine.run(f"CREATE OR REPLACE VIEW {table} AS SELECT * FROM read_parquet('{path}')")
        yield engine


def record_ids(engine: TableEngine) -> set[str]:
    """Every record of the scene."""
    union = " UNION ALL ".join(f"SELECT record_id FROM {kind}" for kind in record_kinds())
    return {row[0] for row in engine.rows(union)}


def told_by(indicator: Indicator, rows: Rows, folder: Path) -> tuple[list[dict[str, Any]], set[str]]:
    """The findings of one indicator over a scene, and the ids of the scene's records."""
    with link_tables(rows, folder) as engine:
        return list(findings_of(engine, indicator)), record_ids(engine)
