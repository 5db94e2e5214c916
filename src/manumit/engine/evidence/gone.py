"""What was erased from a workspace, as a reader recognises it: keyed marks of records, never the records.

A record is recognised by its very bytes (the file's hash and the place in it), and by kind and source id in any other
file. Ids that are ours (texts, pages) or that may be mere numbers in a file are no names: those records are recognised
by their bytes only.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from manumit.base.kernel import WorkspaceError
from manumit.engine.evidence.model import Quarantined
from manumit.engine.evidence.tables import Typed

if TYPE_CHECKING:
    import pyarrow as pa

    from manumit.base.vault import Marker, Tombstones

TOMBSTONES = Path("keys") / "tombstones.jsonl"
ERASED = "[erased]"
_OWN_IDS = re.compile(r"(text|html|warc|picture)/")
_BARE = re.compile(r"[0-9]{1,7}(\.[0-9]+)?")
"""Ids that are likely an ordinal in their file."""


@dataclass(frozen=True, slots=True)
class Gone:
    """The marks of all that was erased, and what makes them."""

    SORT: ClassVar[str] = "evidence"
    """The sort of tombstones that are a workspace's."""
    marks: frozenset[str]
    mark: Marker

    @classmethod
    def of(cls, tombstones: Tombstones) -> Gone:
        """All that was ever erased from a workspace."""
        found = (one for one in tombstones.all() if one.sort == cls.SORT)
        return cls(frozenset(mark for one in found for mark in one.marks), tombstones.marker(cls.SORT))

    def of_record(self, kind: str, source_id: str, record_id: str, reader: str) -> Iterator[str]:
        """The marks by which one record is recognised."""
        yield self.mark("bytes", record_id)
        if not _OWN_IDS.match(reader) and not _BARE.fullmatch(source_id):
            yield self.mark("id", kind, source_id)

    def of_path(self, path: str) -> tuple[str, str]:
        """The marks of a file's path and of its bare name, which may name a person."""
        return self.mark("path", path), self.mark("name", Path(path).name)

    def of_note(self, entry: Quarantined) -> str:
        """The mark of a note in quarantine, which may name a person: what was set aside is no record."""
        return self.mark("note", entry.sha256, str(entry.offset), str(entry.length))

    def shown(self, path: str) -> str:
        """A path as it may be kept."""
        return ERASED if self.marks.intersection(self.of_path(path)) else path

    def kept(self, kind: str, batch: pa.RecordBatch | pa.Table) -> list[bool]:
        """For each row whether it is to be kept."""
        columns = [batch.column(name).to_pylist() for name in ("source_id", "record_id", "reader")]
        return [
            not any(mark in self.marks for mark in self.of_record(kind, source or "", record, reader or ""))
            for source, record, reader in zip(*columns, strict=True)
        ]

    def sift(self, item: Typed) -> tuple[Typed, list[tuple[int, int]]]:
        """A batch without what was erased, and the (offset, length) of what was left out."""
        import pyarrow as pa

        keep = self.kept(item.kind, item.batch)
        if all(keep):
            return item, []
        out = item.batch.filter(pa.array([not one for one in keep]))
        spans = list(
            zip(out.column("byte_offset").to_pylist(), out.column("byte_length").to_pylist(), strict=True)
        )
        return Typed(item.kind, item.batch.filter(pa.array(keep)), item.doubts), spans


def touches(entry: Quarantined, spans: list[tuple[int, int]]) -> bool:
    """Whether a note is about bytes that were erased (of the same file)."""
    return any(
        entry.offset < start + length and start < entry.offset + max(entry.length, 1)
        for start, length in spans
    )


def need_gone(workspace: Path, gone: Any) -> None:
    """WorkspaceError when the workspace holds erasures and nobody brought the key to obey them."""
    if gone is None and (workspace / TOMBSTONES).exists():
        raise WorkspaceError(
            "Something was erased from this workspace; the key is needed to know it when it comes again.",
            "Give --passphrase-file, or answer the question for the passphrase.",
        )
