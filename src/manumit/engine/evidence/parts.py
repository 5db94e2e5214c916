"""The part files of a batch, one series a kind, and its list of what was set aside, as they are written."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import TYPE_CHECKING

from manumit.base.kernel import DISK_FULL, WorkspaceError, record_schema
from manumit.engine.evidence.model import Quarantined
from manumit.engine.evidence.tables import Typed

if TYPE_CHECKING:
    import pyarrow as pa
    import pyarrow.parquet as pq

ROW_GROUP = 65_536
PART_ROWS = 524_288
_GROUP_BYTES = 64 << 20
_DISTINCT = ("record_id", "source_id", "byte_offset", "text", "memo")
"""Columns whose values seldom repeat: a dictionary would only cost time."""


class _Kind:
    """The part files of one kind."""

    def __init__(self, folder: Path, kind: str) -> None:
        self.folder, self.kind = folder, kind
        self.names: list[str] = []
        self._waiting: list[pa.RecordBatch] = []
        self._rows = self._bytes = self._written = 0
        self._writer: pq.ParquetWriter | None = None

    def add(self, batch: pa.RecordBatch) -> None:
        """Take rows; whole row groups are written."""
        self._waiting.append(batch)
        self._rows += batch.num_rows
        self._bytes += batch.nbytes
        if self._rows >= ROW_GROUP or self._bytes >= _GROUP_BYTES:
            self._flush()

    def _flush(self) -> None:
        import pyarrow as pa
        import pyarrow.parquet as pq

        if not self._waiting:
            return
        table = pa.Table.from_batches(self._waiting)
        self._waiting, self._rows, self._bytes = [], 0, 0
        try:
            if self._writer is None:
                self.names.append(f"{self.kind}-{len(self.names)}.parquet")
                schema = record_schema(self.kind)
                self._writer = pq.ParquetWriter(
                    self.folder / self.names[-1],
                    schema,
                    compression="zstd",
                    compression_level=1,
                    use_dictionary=[name for name in schema.names if name not in _DISTINCT],
                    write_statistics=True,
                )
            self._writer.write_table(table, row_group_size=ROW_GROUP * 2)
            self._written += table.num_rows
            if self._written >= PART_ROWS:
                self._close()
        except OSError as error:
            raise full(self.folder, error) from error

    def _close(self) -> None:
        if self._writer is not None:
            self._writer.close()
            _sync_file(self.folder / self.names[-1])
        self._writer, self._written = None, 0

    def finish(self) -> list[str]:
        """Write the rest; names of the files."""
        self._flush()
        try:
            self._close()
        except OSError as error:
            raise full(self.folder, error) from error
        return self.names


def full(folder: Path, error: OSError) -> WorkspaceError:
    """Why a folder could not be written."""
    return WorkspaceError(f"the workspace could not be written: {error}", DISK_FULL)


def _sync_file(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


class Batch:
    """Collects what readers find."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.kinds: dict[str, _Kind] = {}
        self.doubts: list[Quarantined] = []
        self.left_out = 0
        self._told = 0

    def add(self, typed: Typed) -> None:
        """Records of one kind."""
        self.kinds.setdefault(typed.kind, _Kind(self.folder, typed.kind)).add(typed.batch)

    def doubt(self, entry: Quarantined) -> None:
        """One entry; long lists go to the file at once."""
        self.doubts.append(entry)
        if len(self.doubts) >= 10_000:
            self._tell()

    def _tell(self) -> None:
        if not self.doubts:
            return
        try:
            with open(self.folder / "quarantine.jsonl", "a", encoding="utf-8") as out:
                for entry in self.doubts:
                    out.write(json.dumps(entry.shape(), ensure_ascii=True) + "\n")
        except OSError as error:
            raise full(self.folder, error) from error
        self._told += len(self.doubts)
        self.doubts = []

    def finish(self) -> dict[str, list[str]]:
        """Close all files; names of the part files by kind."""
        self._tell()
        if self._told:
            try:
                _sync_file(self.folder / "quarantine.jsonl")
            except OSError as error:
                raise full(self.folder, error) from error
        parts = {kind: writer.finish() for kind, writer in self.kinds.items()}
        return {kind: names for kind, names in parts.items() if names}

    @property
    def told(self) -> bool:
        """Whether there is a quarantine file."""
        return bool(self._told)
