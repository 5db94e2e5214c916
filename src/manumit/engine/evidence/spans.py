"""A file as a Merkle tree over its records: a span can be shown to be of the file whose root was logged when it was
read, and its neighbours stay unseen.

The content is cut where records begin and end (and every MiB), each piece is a leaf: head, salt, place, bytes. The salt
comes from a key of this file alone, so that nobody can guess a neighbour from its hash.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import file_digest
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

from manumit.base.kernel import Settings
from manumit.engine.evidence.content import content_of

if TYPE_CHECKING:
    import numpy as np

    Cuts = np.ndarray[Any, np.dtype[np.int64]]

HEAD = b"manumit span v1\0"
SALT = 16
BLOCK = 1 << 20
"""Bytes of a piece at most; no more of a file than this is in memory at once."""
_LINE_END = 2
"""Bytes between records that go with the one before."""


@dataclass(frozen=True, slots=True)
class FileTree:
    """What is logged of a file's tree: root, number of leaves, bytes of the content."""

    root: bytes
    leaves: int
    bytes: int

    def shape(self) -> dict[str, Any]:
        """As JSON."""
        return {"root": self.root.hex(), "leaves": self.leaves, "bytes": self.bytes}


@dataclass(frozen=True, slots=True)
class Piece:
    """One leaf: its place among the leaves, where its bytes begin, its salt, its bytes."""

    index: int
    start: int
    salt: bytes
    data: bytes

    @property
    def entry(self) -> bytes:
        """What is hashed."""
        return entry_of(self.salt, self.start, self.data)


def entry_of(salt: bytes, start: int, data: bytes) -> bytes:
    """The leaf over a piece of content that begins at byte `start`."""
    return HEAD + salt + start.to_bytes(8) + data


def record_cuts(parts: Sequence[Path]) -> dict[str, Cuts]:
    """Where the records of each file begin and end, by the file's sha256; from the part files of a batch."""
    import numpy as np
    import pyarrow as pa
    import pyarrow.parquet as pq

    found: dict[str, tuple[list[Cuts], list[Cuts]]] = {}
    for part in parts:
        table = pq.read_table(part, columns=["file_sha256", "byte_offset", "byte_length"]).combine_chunks()
        if not table.num_rows:
            continue
        names = table["file_sha256"].chunk(0)
        if not isinstance(names, pa.DictionaryArray):
            names = names.dictionary_encode()
        which = np.asarray(names.indices)
        start = table["byte_offset"].to_numpy()
        end = start + table["byte_length"].to_numpy()
        order = np.argsort(which, kind="stable")
        edges = np.searchsorted(which[order], np.arange(len(names.dictionary) + 1))
        for number, sha256 in enumerate(names.dictionary.to_pylist()):
            mine = order[edges[number] : edges[number + 1]]
            starts, ends = found.setdefault(sha256, ([], []))
            starts.append(start[mine])
            ends.append(end[mine])
    return {
        sha256: _cuts(np.concatenate(starts), np.concatenate(ends))
        for sha256, (starts, ends) in found.items()
    }


def _cuts(starts: Cuts, ends: Cuts) -> Cuts:
    """Starts, and those ends after which more than the end of a line stands before the next start."""
    import numpy as np

    if len(starts) == 1:
        return np.append(starts, ends)
    starts, ends = np.unique(starts), np.unique(ends)
    after = np.append(starts, np.iinfo(np.int64).max)[starts.searchsorted(ends)]
    return np.union1d(starts, ends[after - ends > _LINE_END])


def pieces(path: Path, cuts: Cuts, key: bytes, settings: Settings) -> Iterator[list[Piece]]:
    """All pieces of a file's content, those of a MiB together."""
    index = 0
    for number, block in enumerate(_blocks(content_of(path, settings))):
        base = number * BLOCK
        bounds = _bounds(cuts, base, len(block))
        salts = _salts(key, number, len(bounds) - 1)
        found = [
            Piece(index + at, base + a, salts[at * SALT : (at + 1) * SALT], block[a:b])
            for at, (a, b) in enumerate(pairwise(bounds))
        ]
        yield found
        index += len(found)


def file_tree(path: Path, sha256: str, cuts: Cuts, key: bytes, settings: Settings) -> FileTree | None:
    """The tree of a file; None when it is not there any more, or not what was read."""
    from manumit.base.ledger import RootOf

    if not is_file(path, sha256):
        return None
    tree, total, head, hashing = RootOf(), 0, b"\0" + HEAD, hashlib.sha256
    try:
        for number, block in enumerate(_blocks(content_of(path, settings))):
            base = number * BLOCK
            bounds = _bounds(cuts, base, len(block))
            salts = _salts(key, number, len(bounds) - 1)
            tree.add(  # `leaf_hash(piece.entry)` of every piece, written out: there may be millions
                [
                    hashing(
                        head + salts[at * SALT : (at + 1) * SALT] + (base + a).to_bytes(8) + block[a:b]
                    ).digest()
                    for at, (a, b) in enumerate(pairwise(bounds))
                ]
            )
            total += len(block)
    except OSError:
        return None
    return FileTree(tree.root(), tree.size, total)


def is_file(path: Path, sha256: str) -> bool:
    """Whether these bytes are still where they were read."""
    try:
        if not os.path.isfile(path):
            return False
        with open(path, "rb") as raw:
            return file_digest(raw, "sha256").hexdigest() == sha256
    except OSError:
        return False


def _bounds(cuts: Cuts, base: int, length: int) -> list[int]:
    """Where the pieces of a block begin, and its end; counted from the block's start."""
    first, last = cuts.searchsorted((base + 1, base + length))
    return [0, *(cuts[first:last] - base).tolist(), length]


def _salts(key: bytes, block: int, count: int) -> bytes:
    return hashlib.shake_256(key + block.to_bytes(8)).digest(count * SALT)


def _blocks(content: Iterator[bytes]) -> Iterator[bytes]:
    """The content in pieces of exactly BLOCK bytes, the last one shorter; nothing for no content."""
    rest = bytearray()
    for piece in content:
        rest += piece
        while len(rest) >= BLOCK:
            yield bytes(rest[:BLOCK])
            del rest[:BLOCK]
    if rest:
        yield bytes(rest)
