"""Small folders of files, and what of them a stage sees."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from pathlib import Path

import pyarrow.parquet as pq

from manumit.base.kernel import DuckEngine, Settings
from manumit.engine.evidence import Workspace
from manumit.engine.job import JobSummary, run_job, run_stages, view_records

SETTINGS = Settings(memory_gb=1.0, threads=1)
NOW = datetime(2026, 6, 15, 12, tzinfo=UTC)


class Silent:
    """Nobody watches; the stages that were begun are kept."""

    def __init__(self) -> None:
        self.begun: list[str] = []

    def start(self, total_bytes: int, total_files: int) -> None: ...

    def advance(self, size: int, records: int, file: str) -> None: ...

    def finish(self) -> None: ...

    def stage(self, name: str, done: int, total: int) -> None:
        if name.split(":")[0] not in self.begun:
            self.begun.append(name.split(":")[0])


def write(folder: Path, files: Mapping[str, str]) -> Path:
    """Files by name."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in files.items():
        (folder / name).write_text(text, "utf-8")
    return folder


def job(source: Path, folder: Path, as_of: datetime | None = None) -> JobSummary:
    """The main job, watched by nobody."""
    return run_job([source], folder, SETTINGS, Silent(), None, as_of)


def seen(workspace: Workspace, kind: str, now: datetime = NOW, as_of: datetime | None = None) -> list[str]:
    """Source ids of the records of a kind that stages see."""
    with DuckEngine(SETTINGS, workspace.scratch) as engine:
        view_records(engine, workspace, as_of, now)
        return sorted(row[0] for row in engine.rows(f"SELECT source_id FROM {kind}"))


def staged(workspace: Workspace, now: datetime = NOW) -> None:
    """All stages at a moment."""
    with DuckEngine(SETTINGS, workspace.scratch) as engine:
        run_stages(engine, workspace, None, now, lambda what, done, total: None)


def mentioned(workspace: Workspace) -> set[str]:
    """Every value of the mention table."""
    return set(pq.read_table(workspace.derived("mention")).column("value").to_pylist())


def made_at(workspace: Workspace, tables: Iterable[str]) -> dict[str, int]:
    """When each derived table was last written."""
    return {table: workspace.derived(table).stat().st_mtime_ns for table in tables}
