"""Files become records in the workspace: planned, read batch by batch, committed in the order of the files.

A batch is many small files or one large one. Its parts are made apart, moved into place and only then named in the
custody journal, so a run that is killed anywhere and started again ends with the same tables as one that was not.
"""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Iterator, Sequence, Set
from dataclasses import replace
from pathlib import Path

from manumit.base.kernel import Settings
from manumit.engine.evidence.content import leaves
from manumit.engine.evidence.custody import Batch
from manumit.engine.evidence.doubles import note_doubles
from manumit.engine.evidence.gone import Gone, need_gone
from manumit.engine.evidence.inputs import Given, digest, walk
from manumit.engine.evidence.leaf import Leaf
from manumit.engine.evidence.mapping import FileMap
from manumit.engine.evidence.model import Progress, Quarantined, ReadSummary, Record
from manumit.engine.evidence.registry import read_guarded
from manumit.engine.evidence.staging import FileTask, Staged, as_made
from manumit.engine.evidence.tables import Typed
from manumit.engine.evidence.workers import Crew
from manumit.engine.evidence.workspace import Workspace

BATCH_BYTES = 32 << 20
BATCH_FILES = 2000
PARALLEL_BYTES = 24 << 20
"""Below this, starting more processes costs more than it gives."""
MOST_WORKERS = 2


class _Quiet:
    """Progress that nobody watches."""

    def start(self, total_bytes: int, total_files: int) -> None: ...

    def advance(self, bytes: int, records: int, file: str) -> None: ...

    def finish(self) -> None: ...


class _Plan:
    """What is new among the given files."""

    def __init__(self, gone: Gone | None = None) -> None:
        self.gone = gone
        self.tasks: dict[str, FileTask] = {}
        self.known: dict[str, None] = {}
        self.also: list[dict[str, str]] = []
        self.skips: list[Quarantined] = []
        self.seen = 0

    def add(self, given: Given, workspace: Workspace, mapping: FileMap | None) -> None:
        """Judge one file by its bytes."""
        sha256 = digest(given)
        if isinstance(sha256, Quarantined):
            self.skips.append(sha256)
            return
        self.seen += 1
        if self.gone is not None:
            given = replace(given, shown=self._without_names(given, self.gone))
        rule = mapping.rule_for(given.path) if mapping else None
        source = workspace.custody.sources.get(sha256)
        if sha256 in self.tasks:
            task = self.tasks[sha256]
            self.tasks[sha256] = FileTask(
                task.path,
                tuple(dict.fromkeys((*task.shown, given.shown))),
                sha256,
                task.bytes,
                task.modified_ns,
                task.rule or rule,
            )
        elif source is not None and (
            any(source.records.values()) or source.rule == (rule.digest if rule else "")
        ):
            self.known[sha256] = None
            if given.shown not in source.paths:
                self.also.append({"also": sha256, "path": given.shown})
        else:
            self.tasks[sha256] = FileTask(
                given.path, (given.shown,), sha256, given.bytes, given.modified_ns, rule
            )

    def _without_names(self, given: Given, gone: Gone) -> str:
        """Its path as it may be kept; what was erased may have been noted under the path as given."""
        shown = gone.shown(str(given.path))
        return gone.shown(given.shown) if shown == str(given.path) else shown

    def batches(self) -> list[list[FileTask]]:
        """New files in order, small ones together."""
        batches: list[list[FileTask]] = []
        size = 0
        for task in self.tasks.values():
            if not batches or size + task.bytes > BATCH_BYTES or len(batches[-1]) >= BATCH_FILES:
                batches.append([])
                size = 0
            batches[-1].append(task)
            size += task.bytes
        return batches


def read_sources(
    workspace: Workspace,
    inputs: Sequence[Path],
    settings: Settings,
    mapping: FileMap | None = None,
    progress: Progress | None = None,
    gone: Gone | None = None,
) -> ReadSummary:
    """Read what is new among files and folders, without what is `gone`. UsageError for a path that is not there;
    WorkspaceError when the workspace is busy, damaged or full, or holds erasures that nobody brought the key of. What
    cannot be read goes to quarantine and the rest goes on."""
    need_gone(workspace.path, gone)
    begun = time.monotonic()
    watch: Progress = progress or _Quiet()
    with workspace.lock():
        plan = _Plan(gone)
        for given in walk(inputs, workspace.path):
            if isinstance(given, Quarantined):
                plan.skips.append(given)
            else:
                plan.add(given, workspace, mapping)
        total = sum(task.bytes for task in plan.tasks.values())
        watch.start(total, len(plan.tasks))
        try:
            left_out = _run(workspace, plan, settings, watch, total)
        finally:
            watch.finish()
            shutil.rmtree(workspace.partial, ignore_errors=True)
        note_doubles(workspace, settings)
        summary = _summary(workspace, plan, total, time.monotonic() - begun)
        summary.left_out = left_out
        return summary


def _run(workspace: Workspace, plan: _Plan, settings: Settings, watch: Progress, total: int) -> int:
    if plan.also:
        workspace.note(list(plan.also))
    batches = plan.batches()
    first = 1 + max((int(batch.batch) for batch in workspace.custody.batches), default=0)
    names = [f"{first + number:06d}" for number in range(len(batches))]
    many = total >= PARALLEL_BYTES and len(batches) > 1 and settings.threads != 1
    workers = min(MOST_WORKERS, len(batches), os.cpu_count() or 1) if many else 0
    left_out = 0
    with Crew(workers, settings, watch, plan.gone) as crew:
        folders = [workspace.partial / name for name in names]
        for name, folder, staged in zip(names, folders, crew.read(folders, batches), strict=True):
            _commit(workspace, name, folder, staged)
            left_out += staged.left_out
    skips = [skip for skip in plan.skips if skip not in set(workspace.custody.skipped())]
    if skips:
        workspace.commit(Batch(f"{first + len(batches):06d}", {}, "", (), tuple(skips)), {})
    return left_out


def _commit(workspace: Workspace, name: str, folder: Path, staged: Staged) -> None:
    parts, made = as_made(staged, folder, workspace.path, name)
    quarantine = f"{name}.jsonl" if staged.quarantine else ""
    workspace.commit(Batch(name, parts, quarantine, tuple(staged.sources)), made)


def _summary(workspace: Workspace, plan: _Plan, total: int, seconds: float) -> ReadSummary:
    sources = workspace.custody.sources
    summary = ReadSummary(
        plan.seen + len(plan.skips),
        len(plan.tasks),
        len(plan.known),
        len(plan.skips),
        bytes=total,
        seconds=seconds,
    )
    for sha256 in plan.tasks:
        for kind, count in sources[sha256].records.items():
            summary.records[kind] = summary.records.get(kind, 0) + count
    for sha256 in (*plan.tasks, *plan.known):
        summary.quarantined += sources[sha256].quarantined
        summary.warnings += sources[sha256].warnings
    summary.quarantined += len(plan.skips)
    return summary


def iter_file(
    path: Path, settings: Settings, mapping: FileMap | None = None, columns: Set[str] | None = None
) -> Iterator[Record | Quarantined]:
    """Records of one file as they are read, without a workspace; of their columns only some, if these are named.
    UsageError when there is no such file."""
    rule = mapping.rule_for(Path(path)) if mapping else None
    for given in walk([Path(path)]):
        if isinstance(given, Quarantined):
            yield given
            continue
        sha256 = digest(given)
        if isinstance(sha256, Quarantined):
            yield sha256
            continue
        try:
            for leaf in leaves(
                given.path,
                given.shown,
                sha256,
                settings,
                rule or (mapping.rule_for(given.path) if mapping else None),
            ):
                if isinstance(leaf, Leaf):
                    yield from _records(leaf, columns)
                else:
                    yield leaf
        except OSError as error:
            yield Quarantined(given.shown, sha256, 0, 0, f"it cannot be read ({error.strerror or error})", "")


def _records(leaf: Leaf, columns: Set[str] | None) -> Iterator[Record | Quarantined]:
    for item in read_guarded(leaf):
        if isinstance(item, Typed):
            names = item.batch.schema.names
            wanted = names if columns is None else [name for name in names if name in columns]
            for row in item.batch.select(wanted).to_pylist():
                yield Record(item.kind, row)
        elif isinstance(item, Quarantined):
            yield item


def raw_bytes(path: Path, record: Record, settings: Settings | None = None) -> bytes:
    """The very bytes that a record was read from, out of the file it was read from (archives are opened again)."""
    start = record.columns["byte_offset"]
    end = start + record.columns["byte_length"]
    out = bytearray()
    for leaf in leaves(Path(path), str(path), "", settings or Settings()):
        if not isinstance(leaf, Leaf):
            continue
        at = leaf.base
        for piece in leaf.chunks():
            out += piece[max(start - at, 0) : max(end - at, 0)]
            at += len(piece)
            if at >= end:
                return bytes(out)
    return bytes(out)
