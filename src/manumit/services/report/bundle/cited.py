"""Cited spans: the bytes that each record was read from, proven to be of the file whose tree was logged.

A span is handed over as the whole pieces it is made of, each with its path to the root of the file's tree. What may not
go out is committed to all the same: the hash of each piece, without its salt, so that nobody can guess it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain
from typing import Any

from manumit.base.kernel import Settings, VerificationFailed
from manumit.base.ledger import HashTree, leaf_hash
from manumit.engine.evidence import (
    Event,
    Piece,
    Workspace,
    cuts_in,
    is_file,
    logged_cuts,
    pieces,
)
from manumit.services.report.bundle.pictures import holds_picture
from manumit.services.report.bundle.shown import Cover, Shown, may_be_read

GIVEN, MASKED, IMAGE, WHOLE, LONG, GONE, NO_TREE = (
    "given",
    "withheld: possible victims are masked",
    "withheld: it holds a picture",
    "withheld: it is the whole original",
    "withheld: it is longer than 1 MiB",
    "withheld: the original is not where it was read",
    "withheld: no tree of the file was logged",
)
"""What became of a span. The strings stand in the bundle."""
PROVEN = (GIVEN, MASKED, IMAGE, WHOLE, LONG)
"""Those that come with a proof."""
_LONGEST = 1 << 20


@dataclass(slots=True)
class Span:
    """What a bundle says of the bytes of a record. `event`: index of the event of the file's reading."""

    record: Shown
    state: str
    event: int
    pieces: list[dict[str, Any]] = field(default_factory=list)
    data: bytes = b""

    @property
    def offset(self) -> int:
        """Where the record begins, in bytes of the decompressed content."""
        return int(self.record.fields["byte_offset"])

    @property
    def length(self) -> int:
        """How many bytes the record has."""
        return int(self.record.fields["byte_length"])


def cite(
    workspace: Workspace,
    records: Sequence[Shown],
    readings: Mapping[str, Event],
    cover: Cover | None,
    settings: Settings,
) -> list[Span]:
    """The spans of records, in their order; `readings`: the event of each file's reading, by sha256."""
    by_file: dict[str, list[Shown]] = {}
    for record in records:
        by_file.setdefault(record.fields["file_sha256"], []).append(record)
    found: dict[str, Span] = {}
    for sha256, mine in by_file.items():
        for span in _of_file(workspace, sha256, mine, readings[sha256], cover, settings):
            found[span.record.record_id] = span
    return [found[record.record_id] for record in records]


def _of_file(
    workspace: Workspace,
    sha256: str,
    records: Sequence[Shown],
    event: Event,
    cover: Cover | None,
    settings: Settings,
) -> Iterator[Span]:
    path = next((one for one in workspace.originals(sha256) if is_file(one, sha256)), None)
    if path is None or event.body["tree"] is None:
        yield from (Span(record, GONE if path is None else NO_TREE, event.index) for record in records)
        return
    cuts = cuts_in(logged_cuts(workspace, event.body["batch"]), sha256)
    spans = [Span(record, GIVEN, event.index) for record in records]
    hashes: list[bytes] = []
    kept: dict[str, list[Piece]] = {span.record.record_id: [] for span in spans}
    waiting = sorted(spans, key=lambda span: span.offset, reverse=True)
    within: list[Span] = []
    for piece in chain.from_iterable(pieces(path, cuts, event.tree_key, settings)):
        hashes.append(leaf_hash(piece.entry))
        while waiting and waiting[-1].offset <= piece.start:
            within.append(waiting.pop())
        within = [span for span in within if piece.start < span.offset + span.length]
        for span in within:
            kept[span.record.record_id].append(piece)
    tree = HashTree(hashes)
    firsts = [(span.offset, kept[span.record.record_id]) for span in spans if span.length]
    placed = all(mine and mine[0].start == offset for offset, mine in firsts)
    if tree.root().hex() != event.body["tree"]["root"] or not placed:
        raise VerificationFailed(
            f"The records of the file {sha256[:12]}… are not where they were when it was logged.",
            "Tables of the workspace were changed. Restore it from a backup.",
        )
    for span in spans:
        _fill(span, kept[span.record.record_id], tree, cover)
        yield span


def _fill(span: Span, mine: list[Piece], tree: HashTree, cover: Cover | None) -> None:
    data = b"".join(piece.data for piece in mine)
    span.state = _state(data, mine, tree, span.record, cover)
    span.data = data if span.state == GIVEN else b""
    for piece in mine:
        told: dict[str, Any] = {
            "index": piece.index,
            "start": piece.start,
            "length": len(piece.data),
            "leaf": leaf_hash(piece.entry).hex(),
            "path": [one.hex() for one in tree.inclusion(piece.index)],
        }
        span.pieces.append(told | ({"salt": piece.salt.hex()} if span.state == GIVEN else {}))


def _state(data: bytes, mine: list[Piece], tree: HashTree, record: Shown, cover: Cover | None) -> str:
    if not may_be_read(data, record, cover):
        return MASKED
    if holds_picture(data):
        return IMAGE
    if len(mine) == tree.size:
        return WHOLE
    return LONG if len(data) > _LONGEST else GIVEN
