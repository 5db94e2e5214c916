"""Chunks: nothing changed, taken out, moved or cut off is taken for the content; memory does not grow with it."""

from __future__ import annotations

import io
import tracemalloc
from typing import BinaryIO, cast

import pytest
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from hypothesis import given
from hypothesis import strategies as st

from manumit.base.kernel import VerificationFailed
from manumit.base.vault import ChunkReader, ChunkWriter

CHUNK, SEALED = 64 * 1024, 64 * 1024 + 16
AEAD = AESGCM(b"k" * 32)


def sealed(data: bytes) -> bytes:
    sink = io.BytesIO()
    writer = ChunkWriter(AEAD, sink)
    writer.write(data)
    writer.close()
    return sink.getvalue()


def opened(data: bytes) -> bytes:
    return ChunkReader(AEAD, io.BytesIO(data)).read()


@given(st.lists(st.integers(0, 90_000), max_size=5), st.integers(1, 100_000))
def test_what_is_written_in_pieces_is_read_in_others(sizes: list[int], step: int) -> None:
    sink = io.BytesIO()
    writer = ChunkWriter(AEAD, sink)
    whole = b""
    for number, size in enumerate(sizes):
        piece = bytes([number]) * size
        whole += piece
        writer.write(piece)
    writer.close()
    reader = ChunkReader(AEAD, io.BytesIO(sink.getvalue()))
    pieces = []
    while piece := reader.read(step):
        pieces.append(piece)
    assert b"".join(pieces) == whole
    assert len(sink.getvalue()) == len(whole) + 16 * max(1, -(-len(whole) // CHUNK))


DATA = sealed(b"1" * CHUNK + b"2" * CHUNK + b"3" * 100)
FIRST, SECOND, LAST = DATA[:SEALED], DATA[SEALED : 2 * SEALED], DATA[2 * SEALED :]
LIES = {
    "reordered": SECOND + FIRST + LAST,
    "repeated": FIRST + FIRST + SECOND + LAST,
    "one taken out": FIRST + LAST,
    "the end cut off": FIRST + SECOND,
    "the middle of a chunk cut off": DATA[:-1],
    "something added": DATA + b"x",
    "an end added": DATA + LAST,
    "an empty last chunk": FIRST + AEAD.encrypt((1).to_bytes(11, "big") + b"\x01", b"", None),
    "nothing": b"",
    "another content's end": FIRST + SECOND + sealed(b"3" * 100),
}


@pytest.mark.parametrize("lie", LIES.values(), ids=LIES)
def test_a_lie_is_detected(lie: bytes) -> None:
    with pytest.raises(VerificationFailed):
        opened(lie)


def test_the_truth_is_not() -> None:
    assert opened(DATA) == b"1" * CHUNK + b"2" * CHUNK + b"3" * 100


class Endless:
    """Forty megabytes that nobody holds in memory."""

    def __init__(self) -> None:
        self.left = 40 << 20

    def read(self, size: int) -> bytes:
        take = min(size, self.left)
        self.left -= take
        return bytes(take)


class Count:
    """A sink that counts."""

    size = 0

    def write(self, data: bytes) -> int:
        self.size += len(data)
        return len(data)


def test_memory_does_not_grow_with_the_content() -> None:
    source, sink = Endless(), Count()
    tracemalloc.start()
    writer = ChunkWriter(AEAD, cast(BinaryIO, sink))
    while piece := source.read(1 << 20):
        writer.write(piece)
    writer.close()
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert sink.size == (40 << 20) + 16 * 640
    assert peak < 8 << 20
