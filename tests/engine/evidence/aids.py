"""What the tests of this room share: read bytes, sort what came out, compare workspaces."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from manumit.base.kernel import Settings, record_kinds
from manumit.engine.evidence import FileMap, Quarantined, Record, Workspace, iter_file, raw_bytes

SETTINGS = Settings(max_line_mb=4)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What reading one file gave."""

    path: Path
    records: list[Record]
    quarantined: list[Quarantined]

    @property
    def lost(self) -> list[Quarantined]:
        """Entries whose content is not in the records."""
        return [entry for entry in self.quarantined if not entry.kept]

    @property
    def noted(self) -> list[Quarantined]:
        """Entries that are only doubts."""
        return [entry for entry in self.quarantined if entry.kept]

    def kind(self, kind: str) -> list[Mapping[str, Any]]:
        """Columns of all records of a kind."""
        return [record.columns for record in self.records if record.kind == kind]

    def ids(self, kind: str) -> list[str]:
        """Source ids of a kind."""
        return [str(columns["source_id"]) for columns in self.kind(kind)]

    def raw(self, record: Record) -> bytes:
        """A record's bytes."""
        return raw_bytes(self.path, record, SETTINGS)


def read_bytes(
    folder: Path,
    data: bytes,
    name: str = "given",
    settings: Settings = SETTINGS,
    mapping: FileMap | None = None,
) -> Outcome:
    """Write `data` to a file and read it."""
    path = folder / name
    path.write_bytes(data)
    items = list(iter_file(path, settings, mapping))
    return Outcome(
        path,
        [item for item in items if isinstance(item, Record)],
        [item for item in items if isinstance(item, Quarantined)],
    )


def facts(columns: Mapping[str, Any]) -> dict[str, Any]:
    """A record without its provenance: what two readings of the same span have in common."""
    away = {"record_id", "file_sha256", "byte_offset", "byte_length"}
    return {name: value for name, value in columns.items() if name not in away and value is not None}


def tables(workspace: Workspace) -> dict[str, list[dict[str, Any]]]:
    """All records by kind, sorted."""
    found: dict[str, list[dict[str, Any]]] = {}
    for kind in record_kinds():
        if parts := workspace.parts(kind):
            table: pa.Table = pa.concat_tables([pq.read_table(part) for part in parts])
            found[kind] = sorted(table.to_pylist(), key=lambda row: str(row["record_id"]))
    return found


def story(workspace: Workspace) -> tuple[object, object, object]:
    """Everything that must be equal between an interrupted and an uninterrupted run."""
    sources = sorted(
        (
            source.sha256,
            source.paths,
            source.format,
            source.encoding,
            dict(source.records),
            source.quarantined,
            source.warnings,
        )
        for source in workspace.sources()
    )
    doubts = sorted((entry.file, entry.offset, entry.reason) for entry in workspace.quarantine())
    return tables(workspace), sources, doubts
