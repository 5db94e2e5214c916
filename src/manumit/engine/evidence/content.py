"""What is inside a file: gzip and zip are opened, nested ones too, within limits.

The *decompressed content* of a file is one run of bytes: the file itself; for gzip what it inflates to; for zip its
members one after the other in directory order, each opened in the same way. Every byte offset in records and
quarantine counts in that run, so that (file, offset, length) names the same bytes for ever.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import SpooledTemporaryFile
from typing import Any

from manumit.base.kernel import Settings
from manumit.engine.evidence.encoding import guess_encoding
from manumit.engine.evidence.inflating import BOMB_HINT, CHUNK, Budget, Inflating, Member, Rejoined, Stream
from manumit.engine.evidence.leaf import Leaf
from manumit.engine.evidence.mapping import FileRule
from manumit.engine.evidence.model import Quarantined

HEAD = 1 << 16
DEEPEST = 4
"""Archives inside archives that are opened, at most."""
_MOST_MEMBERS = 1_000_000


@dataclass(slots=True)
class Opening:
    """One file being opened: what all its layers share."""

    file: str
    sha256: str
    settings: Settings
    budget: Budget
    rule: FileRule | None = None
    base: int = 0
    where: Callable[[], int] = int


def leaves(
    path: Path,
    shown: str,
    sha256: str,
    settings: Settings,
    rule: FileRule | None = None,
) -> Iterator[Leaf | Quarantined]:
    """The plain contents of a file, in order. Each leaf must be used before the next is asked for."""
    with open(path, "rb") as raw:
        size = raw.seek(0, io.SEEK_END)
        raw.seek(0)
        opening = Opening(shown, sha256, settings, Budget(size, settings), rule, where=raw.tell)
        yield from open_stream(raw, path.name, opening, "", 0)


def content_of(path: Path, settings: Settings) -> Iterator[bytes]:
    """The decompressed content of a file from its start, in pieces: the run that offsets count in."""
    with open(path, "rb") as raw:
        head = raw.read(4)
        if head[:2] != b"\x1f\x8b" and head not in (b"PK\x03\x04", b"PK\x05\x06"):
            yield head
            while piece := raw.read(CHUNK):
                yield piece
            return
    for leaf in leaves(path, str(path), "", settings):
        if isinstance(leaf, Leaf):
            yield from leaf.chunks()


def open_stream(
    raw: Any,
    name: str,
    opening: Opening,
    member: str = "",
    depth: int = 0,
) -> Iterator[Leaf | Quarantined]:
    """The plain contents of a stream, archives opened; `member` is its path inside them, `depth` how deep it lies."""
    head = _read_exactly(raw, HEAD)
    file = opening.file + (f"!{member}" if member else "")
    packed = head[:2] == b"\x1f\x8b" or head[:4] in (b"PK\x03\x04", b"PK\x05\x06")
    if packed and depth >= DEEPEST:
        yield Quarantined(
            file,
            opening.sha256,
            opening.base,
            0,
            f"archives are nested more than {DEEPEST} deep",
            "Unpack it first.",
        )
        return
    if head[:2] == b"\x1f\x8b":
        if (
            opening.budget.size > 18
            and depth == 0
            and (refusal := _declared(raw, opening.budget, opening.settings))
        ):
            yield Quarantined(file, opening.sha256, opening.base, 0, refusal, BOMB_HINT)
            return
        inner = Inflating(Rejoined(head, raw), opening.budget)
        yield from open_stream(
            inner, name[:-3] if name.lower().endswith(".gz") else name, opening, member, depth + 1
        )
    elif head[:4] in (b"PK\x03\x04", b"PK\x05\x06"):
        yield from _open_zip(raw, head, file, opening, member, depth)
    else:
        complete = len(head) < HEAD
        leaf = Leaf(
            file,
            opening.sha256,
            name,
            opening.base,
            head,
            complete,
            raw,
            opening.settings,
            guess_encoding(head, complete),
            opening.rule,
            where=opening.where,
            member=member,
        )
        if complete:
            leaf.problem = getattr(raw, "problem", None)
        yield leaf
        for _ in leaf.chunks():
            pass
        opening.base += leaf.consumed
        if leaf.problem:
            yield leaf.doubt(leaf.consumed, 0, *leaf.problem)


def _declared(raw: Any, budget: Budget, settings: Settings) -> str:
    """Refuse a gzip whose own trailer (RFC 1952, ISIZE) says that it is a bomb, and which is one: the last bytes of
    a truncated file say anything, so it is inflated once for nothing."""
    here = raw.tell()
    raw.seek(-4, io.SEEK_END)
    size = int.from_bytes(raw.read(4), "little")
    try:
        if size <= budget.limit:
            return ""
        raw.seek(0)
        trial = Inflating(raw, Budget(budget.size, settings))
        while trial.read(CHUNK):
            pass
        return trial.problem[0] if trial.problem and trial.problem[1] == BOMB_HINT else ""
    finally:
        raw.seek(here)


def _open_zip(
    raw: Any,
    head: bytes,
    file: str,
    opening: Opening,
    member: str,
    depth: int,
) -> Iterator[Leaf | Quarantined]:
    spool: Any = None
    try:
        if not (hasattr(raw, "seek") and hasattr(raw, "tell")):
            spool = SpooledTemporaryFile(max_size=64 << 20)  # noqa: SIM115 (closed below)
            spool.write(head)
            while piece := raw.read(CHUNK):
                spool.write(piece)
        source = spool or raw
        source.seek(0)
        try:
            with zipfile.ZipFile(source) as archive:
                yield from _members(archive, file, opening, member, depth)
        except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
            yield Quarantined(
                file,
                opening.sha256,
                opening.base,
                0,
                f"the zip archive is damaged ({error})",
                "Ask for a whole copy.",
            )
    finally:
        if spool is not None:
            spool.close()


def _members(
    archive: zipfile.ZipFile,
    file: str,
    opening: Opening,
    outer: str,
    depth: int,
) -> Iterator[Leaf | Quarantined]:
    infos = [info for info in archive.infolist() if info.filename and not info.filename.endswith("/")]
    if any(info.filename == "[Content_Types].xml" for info in infos):
        yield Quarantined(
            file,
            opening.sha256,
            opening.base,
            0,
            "an office document, which is not read",
            "Save it as CSV or plain text.",
        )
        return
    for info in infos[:_MOST_MEMBERS]:
        inside = f"{outer}!{info.filename}" if outer else info.filename
        shown = f"{opening.file}!{inside}"
        refusal = opening.budget.refuses(info.file_size)
        if refusal or info.flag_bits & 1:
            yield Quarantined(
                shown,
                opening.sha256,
                opening.base,
                0,
                refusal or "the zip member is encrypted",
                BOMB_HINT if refusal else "Decrypt it first.",
            )
            continue
        try:
            source = archive.open(info)
        except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, RuntimeError) as error:
            yield Quarantined(
                shown,
                opening.sha256,
                opening.base,
                0,
                f"the zip member is damaged ({error})",
                "Ask for a whole copy.",
            )
            continue
        with source:
            member = Member(source, opening.budget)
            yield from open_stream(member, Path(info.filename).name, opening, inside, depth + 1)


def _read_exactly(raw: Stream, size: int) -> bytes:
    pieces: list[bytes] = []
    left = size
    while left and (piece := raw.read(left)):
        pieces.append(piece)
        left -= len(piece)
    return b"".join(pieces)
