"""Ids that stand for different content: both records are kept, each later one is noted for a person to look at."""

from __future__ import annotations

import json
import os
from typing import Any

from manumit.base.kernel import DISK_FULL, DuckEngine, Settings, WorkspaceError, record_kinds, record_schema
from manumit.engine.evidence.model import Quarantined
from manumit.engine.evidence.workspace import Workspace

MOST = 10_000
"""Notes kept; beyond that a number says it better than a list."""
_HINT = "Both are kept. Which one is right?"


def note_doubles(workspace: Workspace, settings: Settings) -> None:
    """Write the notes for all records of the workspace; the same records give the same notes."""
    path = workspace.doubled
    if path.exists():
        return
    entries = list(_find(workspace, settings))
    try:
        path.parent.mkdir(exist_ok=True)
        partial = path.with_name(f"{path.name}.partial")
        partial.write_text("".join(json.dumps(entry.shape()) + "\n" for entry in entries), "ascii")
        os.replace(partial, path)
    except OSError as error:
        raise WorkspaceError(f"{path} could not be written: {error}", DISK_FULL) from error


def _find(workspace: Workspace, settings: Settings) -> list[Quarantined]:
    order = {source.sha256: number for number, source in enumerate(workspace.sources())}
    paths = {source.sha256: source.paths[0] for source in workspace.sources()}
    found: list[Quarantined] = []
    parts = {kind: workspace.parts(kind) for kind in record_kinds()}
    if not any(parts.values()):
        return found
    with DuckEngine(settings, workspace.scratch / "doubles") as engine:
        for kind, files in parts.items():
            if files:
                engine.view("seen", files, record_schema(kind))
                found += _entries(kind, engine.rows(_sql(kind)), order, paths)
    if len(found) > MOST:
        more = len(found) - MOST
        found = [
            *found[:MOST],
            Quarantined("", "", 0, 0, f"{more} more ids stand for different content", _HINT, True),
        ]
    return found


def _sql(kind: str) -> str:
    """Rows whose id stands for more than one content, provenance left out of the comparison."""
    names = [name for name in record_schema(kind).names if name in record_kinds()[kind].columns]
    content = ", ".join(f'"{name}"' for name in names)
    own = (  # the others' ids are ours (those of mails that have none, too); a page changes
        "NOT regexp_matches(reader, '^(text|html|warc|picture)/') "
        "AND NOT (reader LIKE 'mail/%' AND regexp_matches(source_id, '#[0-9]+$'))"
    )
    return (
        f"WITH doubled AS (SELECT source_id FROM seen WHERE {own} GROUP BY source_id "
        f"HAVING count(*) > 1 AND count(DISTINCT hash({content})) > 1) "
        f"SELECT source_id, file_sha256, byte_offset, byte_length, hash({content}) FROM seen "
        f"WHERE {own} AND source_id IN (SELECT source_id FROM doubled)"
    )


def _entries(
    kind: str, rows: list[tuple[Any, ...]], order: dict[str, int], paths: dict[str, str]
) -> list[Quarantined]:
    rows.sort(key=lambda row: (order.get(row[1], 0), row[2], row[0]))
    first: dict[str, Any] = {}
    out: list[Quarantined] = []
    for source_id, sha256, offset, length, content in rows:
        before = first.setdefault(source_id, content)
        if before != content:
            out.append(
                Quarantined(
                    paths.get(sha256, ""),
                    sha256,
                    offset,
                    length,
                    f"{kind} {source_id!r} was seen before with other content",
                    _HINT,
                    kept=True,
                )
            )
    return out
