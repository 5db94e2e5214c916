"""Erasing records from a workspace: rows, notes and names go; what is derived of them is made anew by the next run.

`take_out` removes whatever the marks of `gone` recognise, in an order that lets a kill happen anywhere: first what
tells of the records in words, then the records. Called again, it goes on. It also serves a restored backup, which may
hold what was erased since.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from manumit.base.kernel import Settings, record_kinds, record_schema
from manumit.base.vault import shred, swap, write_whole
from manumit.engine.evidence.decisions import forget_in_outcomes
from manumit.engine.evidence.doubles import note_doubles
from manumit.engine.evidence.gone import Gone, touches
from manumit.engine.evidence.logbook import Logbook
from manumit.engine.evidence.model import Quarantined
from manumit.engine.evidence.words import Words
from manumit.engine.evidence.workspace import Workspace

if TYPE_CHECKING:
    import pyarrow as pa

_NAMING = frozenset(
    "holder_name passenger_name payer_name guest_name debtor_name creditor_name name phone email document "
    "contact_phone contact_email author record_locator ticket_number end_to_end_id".split()
)
"""Columns whose whole cell names somebody: what they hold is looked for in notes and file names."""


@dataclass(frozen=True, slots=True)
class Span:
    """Where an erased record stands in a source file, which is outside the workspace and was not touched."""

    path: str
    sha256: str
    offset: int
    length: int

    def shape(self) -> dict[str, Any]:
        """As JSON."""
        return {"path": self.path, "sha256": self.sha256, "offset": self.offset, "length": self.length}


@dataclass(slots=True)
class TakenOut:
    """What was taken out: records by kind, their ids, where they stand outside, and the values that named them."""

    records: dict[str, int] = field(default_factory=dict)
    ids: set[str] = field(default_factory=set)
    spans: list[Span] = field(default_factory=list)
    values: set[str] = field(default_factory=set)


Forget = Callable[[Path, Collection[str], Words], None]
"""(workspace, record ids, words): what rooms above keep in the workspace is theirs to clean."""


def take_out(
    workspace: Workspace,
    gone: Gone,
    settings: Settings,
    values: Collection[str] = (),
    forget: Forget | None = None,
) -> TakenOut:
    """Take out what is gone. `values` name it besides what the rows say. Only the holder of the lock may."""
    found = find(workspace, gone)
    if not found.ids and not values:
        return found
    words = Words({*found.values, *values})
    if forget is not None:
        forget(workspace.path, found.ids, words)
    _clean_journal(workspace, words)
    _clean_quarantine(workspace, gone, found, words)
    for name in ("reveals.jsonl", "hand-over.jsonl"):
        clean_lines(workspace.path / name, words.out_of)
    forget_in_outcomes(workspace, found.ids)
    Logbook(workspace.path, settings).forget(words.anywhere)
    for kind in found.records:
        for part in workspace.parts(kind):
            _rewrite(workspace, kind, part, gone)
    forget_derived(workspace)
    note_doubles(workspace, settings)
    return found


def find(workspace: Workspace, gone: Gone) -> TakenOut:
    """What of the workspace is gone; nothing is changed."""
    found = TakenOut()
    paths = {source.sha256: source.paths for source in workspace.sources()}
    for kind in record_kinds():
        for part in workspace.parts(kind):
            for batch in _batches(part):
                out = [not keep for keep in gone.kept(kind, batch)]
                if any(out):
                    _note(found, kind, _taken(batch, out), paths)
    return found


def _batches(part: Path) -> Iterator[pa.RecordBatch]:
    import pyarrow.parquet as pq

    with pq.ParquetFile(part) as file:
        yield from file.iter_batches()


def _taken(batch: pa.RecordBatch, mask: list[bool]) -> list[dict[str, Any]]:
    import pyarrow as pa

    rows: list[dict[str, Any]] = batch.filter(pa.array(mask)).to_pylist()
    return rows


def _note(
    found: TakenOut, kind: str, rows: list[dict[str, Any]], paths: Mapping[str, tuple[str, ...]]
) -> None:
    found.records[kind] = found.records.get(kind, 0) + len(rows)
    for row in rows:
        found.ids.add(row["record_id"])
        sha256, offset, length = row["file_sha256"], row["byte_offset"], row["byte_length"]
        found.spans += [Span(path, sha256, offset, length) for path in paths.get(sha256, ("",))]
        found.values.update(str(row[name]) for name in _NAMING & row.keys() if row[name])
        if not str(row["source_id"]).isdigit():
            found.values.add(str(row["source_id"]))


def _clean_journal(workspace: Workspace, words: Words) -> None:
    """Names of files that name what is gone."""

    def clean(line: dict[str, Any]) -> dict[str, Any]:
        for source in line.get("sources", ()):
            source["paths"] = list(dict.fromkeys(map(words.out_of, source["paths"])))
        if "path" in line:
            line["path"] = words.out_of(line["path"])
        for skip in line.get("skips", ()):
            skip.update(words.out_of({"file": skip["file"], "reason": skip["reason"]}))
        return line

    clean_lines(workspace.path / "custody.jsonl", clean)


def _clean_quarantine(workspace: Workspace, gone: Gone, found: TakenOut, words: Words) -> None:
    spans: dict[str, list[tuple[int, int]]] = {}
    for span in found.spans:
        spans.setdefault(span.sha256, []).append((span.offset, span.length))

    def clean(line: dict[str, Any]) -> dict[str, Any] | None:
        entry = Quarantined(**line)
        if touches(entry, spans.get(entry.sha256, [])) or gone.of_note(entry) in gone.marks:
            return None
        cleaned: dict[str, Any] = words.out_of(line)
        return cleaned

    for path in sorted((workspace.path / "quarantine").glob("*.jsonl")):
        if path.name.startswith("doubled-"):
            shred(path)  # made anew
        else:
            clean_lines(path, clean)


def clean_lines(path: Path, clean: Callable[[dict[str, Any]], dict[str, Any] | None]) -> None:
    """Rewrite a file of JSON lines whole, when that changes it; a line that comes to None is left out."""
    if not path.exists():
        return
    before = path.read_bytes()
    after = b""
    for line in before.split(b"\n")[:-1]:
        cleaned = clean(json.loads(line))
        if cleaned is not None:
            after += line + b"\n" if cleaned == json.loads(line) else json.dumps(cleaned).encode() + b"\n"
    if after != before:
        fresh = path.with_name(path.name + ".clean")
        write_whole(fresh, after)
        swap(fresh, path)


def _rewrite(workspace: Workspace, kind: str, part: Path, gone: Gone) -> None:
    """A part file without what is gone, in the old one's place, the old one overwritten."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    if all(all(gone.kept(kind, batch)) for batch in _batches(part)):
        return
    workspace.partial.mkdir(exist_ok=True)
    fresh = workspace.partial / part.name
    with pq.ParquetWriter(fresh, record_schema(kind), compression="zstd", compression_level=1) as writer:
        for batch in _batches(part):
            writer.write_batch(batch.filter(pa.array(gone.kept(kind, batch))))
    with fresh.open("rb") as written:
        os.fsync(written.fileno())
    swap(fresh, part)


def forget_derived(workspace: Workspace) -> None:
    """Remove what the stages and the report made: the next run makes it anew."""
    for name in ("derived", "scratch", "partial"):
        folder = workspace.path / name
        if folder.is_dir():
            for path in sorted(folder.rglob("*")):
                if path.is_file():
                    shred(path)
            shutil.rmtree(folder, ignore_errors=True)
    for path in workspace.path.glob("*.html"):
        shred(path)
