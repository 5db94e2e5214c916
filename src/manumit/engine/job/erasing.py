"""Erasing somebody from a workspace, from the search to the proof that nothing is left."""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Collection, Iterator, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

from manumit.base.kernel import Settings, VaultError, VerificationFailed
from manumit.base.vault import (
    Erasure,
    Keyring,
    Log,
    Tombstones,
    bound,
    event_of,
    seal,
    shred,
    unseal,
    write_whole,
)
from manumit.engine.evidence import Claim, Gone, Logbook, Span, TakenOut, Words, Workspace, take_out
from manumit.engine.job.seeking import Sought
from manumit.engine.watch import forget

_PENDING = "erasing"
_CONTEXT = bound("manumit erasing 1")


def gone_from(folder: Path, ring: Keyring | None) -> Gone | None:
    """What was ever erased from a workspace; None when nothing was, or nobody opened the keys."""
    return Gone.of(Tombstones(ring)) if ring is not None and (folder / "keys").exists() else None


def erase(
    workspace: Workspace,
    ring: Keyring,
    sought: Sought,
    reason: str,
    settings: Settings,
    log: Log | None = None,
) -> Erasure:
    """Mark, then take out what was sought. Killed anywhere, `finish_erasures` goes on with it. The stages have to be
    run again afterwards: their tables are removed. The workspace's log holds a tombstone; `log` is told of it, too."""
    with workspace.lock():
        tombstones = Tombstones(ring)
        gone = Gone.of(tombstones)
        pending = {"values": sorted(sought.values), "spans": [span.shape() for span in sought.spans]}
        sealed = seal(ring.need("tombstone").secret, json.dumps(pending).encode(), _CONTEXT)
        write_whole(ring.path / _PENDING, sealed)
        tombstones.begin(Gone.SORT, sought.marks(gone, workspace), reason)
        return _finish(workspace, ring, settings, log)[-1]


def finish_erasures(
    workspace: Workspace, ring: Keyring, settings: Settings, log: Log | None = None
) -> tuple[list[Erasure], list[Span]]:
    """Go on with erasures that were broken off: those that were, and where the records stand outside."""
    with workspace.lock():
        _, spans = _left(ring)
        return _finish(workspace, ring, settings, log), spans


def _finish(workspace: Workspace, ring: Keyring, settings: Settings, log: Log | None) -> list[Erasure]:
    tombstones = Tombstones(ring)
    begun = tombstones.pending(Gone.SORT)
    if begun:
        values, _ = _left(ring)
        take_out(workspace, Gone.of(tombstones), settings, values, forget)
        book = Logbook(workspace.path, settings)
        for erasure in begun:
            book.ensure([_tombstone(erasure.id)])
            if log is not None:
                log(event_of(ring, "tombstone", erasure.id))
            tombstones.finish(erasure)
    shred(ring.path / _PENDING)
    return begun


def _tombstone(id: str) -> Claim:
    return Claim("tombstone", f"tombstone:{id}", lambda secret: {"erasure": id})


def _left(ring: Keyring) -> tuple[list[str], list[Span]]:
    """What an erasure that was begun wanted to be nowhere, and where it stands outside."""
    path = ring.path / _PENDING
    if not path.exists():
        return [], []
    key = ring.need("tombstone").secret
    told: dict[str, Any] = json.loads(unseal(key, path.read_bytes(), _CONTEXT, "The note of an erasure"))
    return told["values"], [Span(**span) for span in told["spans"]]


def obey(workspace: Workspace, ring: Keyring, settings: Settings) -> TakenOut:
    """Take out of a restored workspace what was erased since the backup."""
    with workspace.lock():
        gone = gone_from(workspace.path, ring)
        if gone is None:
            raise VaultError(f"There are no keys in {workspace.path}.", "Restore with --keys.")
        return take_out(workspace, gone, settings, (), forget)


def residue(workspace: Path, values: Collection[str]) -> Iterator[tuple[Path, str]]:
    """(file, where) wherever one of these values still stands in the workspace: raw bytes of every file, every cell and
    dictionary entry of every table. The proof of an erasure, not a part of it."""
    words = Words(values)
    raw = [_needle(value) for value in values if len(value) >= 5]
    for path in sorted(workspace.rglob("*")):
        if not path.is_file() or path.is_relative_to(workspace / "keys"):
            continue
        if words.within(path.name):
            yield path, "its name"
        if path.suffix == ".parquet":
            yield from ((path, column) for column in _columns_with(path, words))
        elif path.suffix == ".sqlite3":
            yield from ((path, column) for column in _cells_with(path, words))
        elif any(needle.search(path.read_bytes()) for needle in raw) or any(map(words.within, _texts(path))):
            yield path, "its text"


def _needle(value: str) -> re.Pattern[bytes]:
    """The value's bytes; what could be a part of a hash is looked for outside of hashes only."""
    inside = re.fullmatch("[0-9a-f]{1,15}", value)
    exact = re.escape(value.encode())
    return re.compile(rb"(?<![0-9a-f])" + exact + rb"(?![0-9a-f])" if inside else exact)


def _texts(path: Path) -> Iterator[str]:
    """The text of a file; JSON lines without their escapes."""
    text = path.read_bytes().decode("utf-8", "replace")
    if path.suffix == ".jsonl":
        yield from (str(json.loads(line)) for line in text.splitlines())
    else:
        yield text


def _cells_with(path: Path, words: Words) -> Iterator[str]:
    """Columns of the index. Nothing was ever taken out of the file (it is made anew), so what no cell holds is nowhere
    in it; its bytes are not searched, where digits of one number and the next make up others."""
    with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)) as db:
        tables = db.execute(
            "SELECT name FROM sqlite_master WHERE type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL%'"
        )
        for (table,) in tables.fetchall():
            for row in db.execute(f"PRAGMA table_info('{table}')").fetchall():
                if row[2] == "TEXT":
                    cells = db.execute(f'SELECT DISTINCT "{row[1]}" FROM "{table}"')
                    if any(value is not None and words.within(value) for (value,) in cells):
                        yield f"{table}.{row[1]}"


def _columns_with(path: Path, words: Words) -> Iterator[str]:
    import pyarrow as pa
    import pyarrow.parquet as pq

    schema = pq.read_schema(path)
    text = [one.name for one in schema if pa.types.is_string(one.type) or pa.types.is_nested(one.type)]
    with pq.ParquetFile(
        path, read_dictionary=[one for one in text if pa.types.is_string(schema.field(one).type)]
    ) as file:
        for batch in file.iter_batches(columns=text):
            for name, column in zip(batch.schema.names, batch.columns, strict=True):
                cells = column.dictionary if pa.types.is_dictionary(column.type) else column
                if any(value is not None and words.within(str(value)) for value in cells.to_pylist()):
                    yield name


def prove_erased(workspace: Path, values: Sequence[str]) -> None:
    """VerificationFailed when one of the values still stands somewhere."""
    found = sorted({f"{path.relative_to(workspace)} ({where})" for path, where in residue(workspace, values)})
    if found:
        raise VerificationFailed(
            f"Something of it still stands in {', '.join(found[:5])}.",
            "Run the same command again; if that does not help, report it.",
        )
