"""One batch being read: files go in, part files and a quarantine list come out, in a folder of their own."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from manumit.base.kernel import DISK_FULL, Settings, WorkspaceError, record_schema
from manumit.engine.evidence.content import leaves
from manumit.engine.evidence.gone import Gone, touches
from manumit.engine.evidence.mapping import FileRule
from manumit.engine.evidence.model import Quarantined, Source
from manumit.engine.evidence.registry import read_guarded
from manumit.engine.evidence.tables import Typed

if TYPE_CHECKING:
    import pyarrow as pa
    import pyarrow.parquet as pq

ROW_GROUP = 65_536
PART_ROWS = 524_288
_GROUP_BYTES = 64 << 20
_DISTINCT = ("record_id", "source_id", "byte_offset", "text", "memo")
"""Columns whose values seldom repeat: a dictionary would only cost time."""
Tick = Callable[[int, int, str], None]


@dataclass(frozen=True, slots=True)
class FileTask:
    """One file to read. `shown`: the paths, all with these bytes; the first is cited."""

    path: Path
    shown: tuple[str, ...]
    sha256: str
    bytes: int
    modified_ns: int
    rule: FileRule | None = None


@dataclass(slots=True)
class Staged:
    """What a batch came to: part files by kind (in the batch's folder), sources, and the quarantine file or None."""

    parts: dict[str, list[str]] = field(default_factory=dict)
    sources: list[Source] = field(default_factory=list)
    quarantine: bool = False
    left_out: int = 0
    """Records that were erased once, and are not read again."""


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
            raise _full(self.folder, error) from error

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
            raise _full(self.folder, error) from error
        return self.names


def _full(folder: Path, error: OSError) -> WorkspaceError:
    return WorkspaceError(f"the workspace could not be written: {error}", DISK_FULL)


def _sync_file(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


class _Batch:
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
            raise _full(self.folder, error) from error
        self._told += len(self.doubts)
        self.doubts = []

    def finish(self) -> Staged:
        """Close all files."""
        self._tell()
        if self._told:
            try:
                _sync_file(self.folder / "quarantine.jsonl")
            except OSError as error:
                raise _full(self.folder, error) from error
        parts = {kind: writer.finish() for kind, writer in self.kinds.items()}
        named = {kind: names for kind, names in parts.items() if names}
        return Staged(named, quarantine=bool(self._told), left_out=self.left_out)


def read_batch(
    folder: Path, tasks: list[FileTask], settings: Settings, tick: Tick, gone: Gone | None = None
) -> Staged:
    """Read files in order into `folder`, without what is `gone`. WorkspaceError when it cannot be written; a bad file
    costs itself only."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise _full(folder, error) from error
    batch = _Batch(folder)
    sources = [_read_task(task, settings, batch, tick, gone) for task in tasks]
    staged = batch.finish()
    staged.sources = sources
    return staged


def _read_task(task: FileTask, settings: Settings, batch: _Batch, tick: Tick, gone: Gone | None) -> Source:
    counts: dict[str, int] = {}
    tally = {"set aside": 0, "kept": 0}
    formats: dict[str, None] = {}
    encodings: dict[str, None] = {}
    said = 0
    notes: list[Quarantined] = []
    spans: list[tuple[int, int]] = []

    def doubt(entry: Quarantined) -> None:
        if gone is not None:  # what was erased is known only when its row comes
            notes.append(entry)
        else:
            keep(entry)

    def keep(entry: Quarantined) -> None:
        tally["kept" if entry.kept else "set aside"] += 1
        batch.doubt(entry)

    cited = task.shown[0]
    try:
        for leaf in leaves(task.path, cited, task.sha256, settings, task.rule):
            if isinstance(leaf, Quarantined):
                doubt(leaf)
                continue
            for item in read_guarded(leaf):
                if isinstance(item, str):
                    formats[item] = None
                elif isinstance(item, Quarantined):
                    doubt(item)
                else:
                    if gone is not None:
                        item, left_out = gone.sift(item)
                        spans += left_out
                        batch.left_out += len(left_out)
                    batch.add(item)
                    counts[item.kind] = counts.get(item.kind, 0) + item.batch.num_rows
                    where = min(leaf.where(), task.bytes)
                    tick(where - said, item.batch.num_rows, cited)
                    said = where
            encodings.update(dict.fromkeys(leaf.seen_encodings or [leaf.encoding.name]))
        status = os.stat(task.path)
        if (status.st_size, status.st_mtime_ns) != (task.bytes, task.modified_ns):
            doubt(
                Quarantined(
                    cited,
                    task.sha256,
                    0,
                    0,
                    "the file changed while it was read",
                    "Read it again into a new workspace when it is at rest.",
                    kept=True,
                )
            )
    except OSError as error:
        doubt(
            Quarantined(
                cited,
                task.sha256,
                0,
                0,
                f"it cannot be read ({error.strerror or error})",
                "Check the file and its permissions.",
            )
        )
    for note in notes:
        if gone is not None and not touches(note, spans) and gone.of_note(note) not in gone.marks:
            keep(note)
    tick(task.bytes - said, 0, cited)
    readers = list(formats) or ["archive"]
    return Source(
        task.shown,
        task.sha256,
        task.bytes,
        ", ".join(encodings),
        ", ".join(sorted({name.split("/")[0] for name in readers})),
        ", ".join(readers),
        datetime.now(UTC).isoformat(timespec="seconds"),
        counts,
        tally["set aside"],
        tally["kept"],
        task.rule.digest if task.rule else "",
    )


def as_made(
    staged: Staged, folder: Path, workspace: Path, batch: str
) -> tuple[dict[str, Any], dict[Path, Path]]:
    """Final part names by kind, and partial -> final path of every file."""
    made: dict[Path, Path] = {}
    parts: dict[str, tuple[str, ...]] = {}
    for kind, names in staged.parts.items():
        finals = [f"{batch}-{number:04d}.parquet" for number in range(len(names))]
        parts[kind] = tuple(finals)
        for name, final in zip(names, finals, strict=True):
            made[folder / name] = workspace / "records" / kind / final
    if staged.quarantine:
        made[folder / "quarantine.jsonl"] = workspace / "quarantine" / f"{batch}.jsonl"
    return parts, made
