"""The custody journal: one line of JSON for each committed batch, appended and synced after its files are in place.

A line names the batch's parts, its quarantine file and its sources. What no line names does not exist: a torn last
line and files of a batch that was never committed are removed by the next writer.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any

from manumit.base.kernel import WorkspaceError, append_lines
from manumit.engine.evidence.model import Quarantined, Source


@dataclass(frozen=True, slots=True)
class Batch:
    """One committed batch: part file names by kind, its quarantine file (empty: none), sources, skipped paths."""

    batch: str
    parts: Mapping[str, tuple[str, ...]]
    quarantine: str
    sources: tuple[Source, ...]
    skips: tuple[Quarantined, ...] = ()


@dataclass(slots=True)
class Custody:
    """All that the journal says."""

    batches: list[Batch] = field(default_factory=list)
    sources: dict[str, Source] = field(default_factory=dict)
    """By sha256; a later reading of the same bytes replaces an earlier one."""
    read_in: dict[str, str] = field(default_factory=dict)
    """The batch that counts for a sha256."""
    size: int = 0
    """Bytes of whole lines."""

    def take(self, line: Mapping[str, Any]) -> None:
        """One line of the journal."""
        if "also" in line:
            source = self.sources[line["also"]]
            if line["path"] not in source.paths:
                self.sources[source.sha256] = replace(source, paths=(*source.paths, line["path"]))
            return
        sources = tuple(Source(**{**each, "paths": tuple(each["paths"])}) for each in line["sources"])
        batch = Batch(
            line["batch"],
            {kind: tuple(names) for kind, names in line["parts"].items()},
            line["quarantine"],
            sources,
            tuple(Quarantined(**each) for each in line.get("skips", ())),
        )
        self.batches.append(batch)
        for source in sources:
            before = self.sources.get(source.sha256)
            paths = tuple(dict.fromkeys((*(before.paths if before else ()), *source.paths)))
            self.sources[source.sha256] = replace(source, paths=paths)
            self.read_in[source.sha256] = batch.batch

    def skipped(self) -> Iterator[Quarantined]:
        """Paths that were never read, each once, and none that was read later."""
        read = {path for source in self.sources.values() for path in source.paths}
        seen: set[tuple[str, str]] = set()
        for batch in self.batches:
            for skip in batch.skips:
                if skip.file not in read and (skip.file, skip.reason) not in seen:
                    seen.add((skip.file, skip.reason))
                    yield skip


def as_line(batch: Batch) -> dict[str, Any]:
    """A batch as JSON."""
    return {
        "batch": batch.batch,
        "parts": {kind: list(names) for kind, names in batch.parts.items()},
        "quarantine": batch.quarantine,
        "sources": [asdict(source) for source in batch.sources],
        "skips": [skip.shape() for skip in batch.skips],
    }


def load(path: Path) -> Custody:
    """Read the journal; a torn last line is left out. WorkspaceError when a whole line is damaged."""
    custody = Custody()
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        return custody
    except OSError as error:
        raise WorkspaceError(f"{path} cannot be read: {error}") from error
    for number, line in enumerate(data.split(b"\n")[:-1], 1):
        try:
            custody.take(json.loads(line))
        except (ValueError, KeyError, TypeError) as error:
            raise WorkspaceError(
                f"line {number} of {path} is damaged ({type(error).__name__})",
                "Restore the workspace from a backup, or read the files into a new one.",
            ) from error
        custody.size += len(line) + 1
    return custody


def append(path: Path, size: int, lines: list[dict[str, Any]]) -> int:
    """Append whole lines after `size` bytes and sync; returns the new size. On failure nothing is appended."""
    return append_lines(path, lines, after=size, mode=0o644)
