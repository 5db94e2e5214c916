"""What the journals of a workspace say, as claims for its log: the journal wins, and what the log lacks is appended."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from manumit.base.kernel import Settings, WorkspaceError
from manumit.engine.evidence.custody import Batch
from manumit.engine.evidence.events import Claim, tree_key
from manumit.engine.evidence.model import Source
from manumit.engine.evidence.spans import file_tree, record_cuts
from manumit.engine.evidence.workspace import Workspace

if TYPE_CHECKING:
    from manumit.engine.evidence.spans import Cuts

REVEALS = "reveals.jsonl"
Told = Mapping[str, Any]


def read_ident(batch: str, sha256: str) -> str:
    """What the reading of a file goes by."""
    return f"read:{batch}:{sha256}"


def custody_claims(workspace: Workspace, settings: Settings) -> Iterator[Claim]:
    """Each file that was read, with the tree over its records; how much of it, and how many paths, were set aside.

    Paths and names are left to the journal: what stands here may be handed over."""
    for batch in workspace.custody.batches:
        cuts = _cuts_of(workspace, batch)
        for source in batch.sources:
            yield Claim(
                "file_read",
                read_ident(batch.batch, source.sha256),
                _reading(batch, source, cuts, settings),
            )
            if source.quarantined or source.warnings:
                yield _told(
                    "record_quarantined",
                    f"quarantined:{batch.batch}:{source.sha256}",
                    {
                        "batch": batch.batch,
                        "sha256": source.sha256,
                        "quarantined": source.quarantined,
                        "warnings": source.warnings,
                    },
                )
        if batch.skips:
            yield _told(
                "record_quarantined",
                f"skipped:{batch.batch}",
                {"batch": batch.batch, "skipped": len(batch.skips)},
            )


def _told(type: str, ident: str, body: Told) -> Claim:
    return Claim(type, ident, lambda secret: body)


def _reading(
    batch: Batch, source: Source, cuts: Callable[[], Mapping[str, Cuts]], settings: Settings
) -> Callable[[bytes], Told]:
    def body(secret: bytes) -> Told:
        tree = None
        for path in source.paths:
            mine = cuts_in(cuts(), source.sha256)
            if tree := file_tree(Path(path), source.sha256, mine, tree_key(secret), settings):
                break
        return {
            "batch": batch.batch,
            "sha256": source.sha256,
            "bytes": source.bytes,
            "encoding": source.encoding,
            "format": source.format,
            "reader": source.reader,
            "rule": source.rule,
            "read_at": source.read_at,
            "records": dict(source.records),
            "quarantined": source.quarantined,
            "warnings": source.warnings,
            "tree": tree.shape() if tree else None,
        }

    return body


def cuts_in(cuts: Mapping[str, Cuts], sha256: str) -> Cuts:
    """The cuts of a file; none when it gave no record."""
    import numpy as np

    found = cuts.get(sha256)
    return np.empty(0, np.int64) if found is None else found


def _cuts_of(workspace: Workspace, batch: Batch) -> Callable[[], Mapping[str, Cuts]]:
    """The cuts of a batch's files, looked up when the first of them is asked for."""
    return cache(lambda: record_cuts(batch_parts(workspace, batch)))


def batch_parts(workspace: Workspace, batch: Batch) -> list[Path]:
    """The part files of a batch."""
    return [workspace.path / "records" / kind / name for kind, names in batch.parts.items() for name in names]


def reveal_claims(workspace: Workspace) -> Iterator[Claim]:
    """Each time that masked names were revealed."""
    path = workspace.path / REVEALS
    try:
        lines = path.read_bytes().split(b"\n")[:-1] if path.exists() else []
    except OSError as error:
        raise WorkspaceError(f"{path} cannot be read: {error.strerror}", "Check its permissions.") from error
    for number, line in enumerate(lines):
        try:
            told = json.loads(line)
            body = {"at": told["at"], "verb": told["verb"], "purpose": told["purpose"]}
        except (ValueError, KeyError, TypeError) as error:
            raise WorkspaceError(
                f"line {number + 1} of {path} is damaged", "Restore it from a backup."
            ) from error
        yield _told("reveal", f"reveal:{number}:{hashlib.sha256(line).hexdigest()[:16]}", body)
