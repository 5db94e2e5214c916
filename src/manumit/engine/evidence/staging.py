"""One batch being read: files go in, part files and a quarantine list come out, in a folder of their own."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from manumit.base.kernel import Settings
from manumit.engine.evidence.content import leaves
from manumit.engine.evidence.gone import Gone, touches
from manumit.engine.evidence.leaf import Leaf
from manumit.engine.evidence.mapping import FileRule
from manumit.engine.evidence.model import Quarantined, Source
from manumit.engine.evidence.parts import Batch, full
from manumit.engine.evidence.registry import read_guarded
from manumit.engine.evidence.tables import Typed

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


def read_batch(
    folder: Path, tasks: list[FileTask], settings: Settings, tick: Tick, gone: Gone | None = None
) -> Staged:
    """Read files in order into `folder`, without what is `gone`. WorkspaceError when it cannot be written; a bad file
    costs itself only."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise full(folder, error) from error
    batch = Batch(folder)
    sources = [_OneFile(task, batch, tick, gone).read(settings) for task in tasks]
    return Staged(batch.finish(), sources, batch.told, batch.left_out)


@dataclass(slots=True)
class _OneFile:
    """A file as it is read: what came of it so far. `spans`: (offset, length) of what was erased once; `notes`: doubts
    that wait until all of that is known."""

    task: FileTask
    batch: Batch
    tick: Tick
    gone: Gone | None
    counts: dict[str, int] = field(default_factory=dict)
    formats: dict[str, None] = field(default_factory=dict)
    encodings: dict[str, None] = field(default_factory=dict)
    notes: list[Quarantined] = field(default_factory=list)
    spans: list[tuple[int, int]] = field(default_factory=list)
    aside: int = 0
    kept: int = 0
    said: int = 0

    def read(self, settings: Settings) -> Source:
        """All of it into the batch."""
        task = self.task
        try:
            for leaf in leaves(task.path, task.shown[0], task.sha256, settings, task.rule):
                if isinstance(leaf, Quarantined):
                    self._doubt(leaf)
                else:
                    self._read_leaf(leaf)
            status = os.stat(task.path)
            if (status.st_size, status.st_mtime_ns) != (task.bytes, task.modified_ns):
                hint = "Read it again into a new workspace when it is at rest."
                self._doubt_whole("the file changed while it was read", hint, kept=True)
        except OSError as error:
            hint = "Check the file and its permissions."
            self._doubt_whole(f"it cannot be read ({error.strerror or error})", hint)
        for note in self.notes:
            if (
                self.gone is not None
                and not touches(note, self.spans)
                and self.gone.of_note(note) not in self.gone.marks
            ):
                self._keep(note)
        self.tick(task.bytes - self.said, 0, task.shown[0])
        return self._source()

    def _read_leaf(self, leaf: Leaf) -> None:
        for item in read_guarded(leaf):
            if isinstance(item, str):
                self.formats[item] = None
            elif isinstance(item, Quarantined):
                self._doubt(item)
            else:
                self._take(item, min(leaf.where(), self.task.bytes))
        self.encodings.update(dict.fromkeys(leaf.seen_encodings or [leaf.encoding.name]))

    def _take(self, item: Typed, where: int) -> None:
        """Records, read up to `where`; without those that were erased once."""
        if self.gone is not None:
            item, left_out = self.gone.sift(item)
            self.spans += left_out
            self.batch.left_out += len(left_out)
        self.batch.add(item)
        rows = item.batch.num_rows
        self.counts[item.kind] = self.counts.get(item.kind, 0) + rows
        self.tick(where - self.said, rows, self.task.shown[0])
        self.said = where

    def _doubt_whole(self, reason: str, hint: str, *, kept: bool = False) -> None:
        self._doubt(Quarantined(self.task.shown[0], self.task.sha256, 0, 0, reason, hint, kept=kept))

    def _doubt(self, entry: Quarantined) -> None:
        if self.gone is not None:  # what was erased is known only when its row comes
            self.notes.append(entry)
        else:
            self._keep(entry)

    def _keep(self, entry: Quarantined) -> None:
        if entry.kept:
            self.kept += 1
        else:
            self.aside += 1
        self.batch.doubt(entry)

    def _source(self) -> Source:
        task, readers = self.task, list(self.formats) or ["archive"]
        return Source(
            task.shown,
            task.sha256,
            task.bytes,
            ", ".join(self.encodings),
            ", ".join(sorted({name.split("/")[0] for name in readers})),
            ", ".join(readers),
            datetime.now(UTC).isoformat(timespec="seconds"),
            self.counts,
            self.aside,
            self.kept,
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
