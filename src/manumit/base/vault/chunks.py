"""Long contents sealed in chunks, in constant memory: the STREAM construction (Hoang, Reyhanitabar, Rogaway, Vizar,
CRYPTO 2015, 'Online Authenticated-Encryption and its Nonce-Reuse Misuse-Resistance') as age v1 uses it.

Every chunk of 64 KiB has an 11-byte big-endian counter and a last-chunk byte as its nonce: a chunk that is changed,
taken out, repeated or moved is refused, and so is an end that comes too early.
"""

from __future__ import annotations

from typing import BinaryIO, Protocol

from cryptography.exceptions import InvalidTag

from manumit.base.kernel import VerificationFailed

CHUNK = 64 * 1024
TAG = 16


class Aead(Protocol):
    """AES-256-GCM or ChaCha20-Poly1305 under a key that seals one content only."""

    def encrypt(self, nonce: bytes, data: bytes, associated_data: bytes | None, /) -> bytes:
        """Ciphertext and tag."""

    def decrypt(self, nonce: bytes, data: bytes, associated_data: bytes | None, /) -> bytes:
        """The plaintext; InvalidTag."""


def _nonce(counter: int, last: bool) -> bytes:
    return counter.to_bytes(11, "big") + bytes([last])


class ChunkWriter:
    """A file that seals what is written to it. What was not closed has no end, and will not open."""

    def __init__(self, aead: Aead, sink: BinaryIO) -> None:
        self._aead, self._sink = aead, sink
        self._waiting = bytearray()
        self._counter = 0

    def write(self, data: bytes) -> int:
        """Take bytes; whole chunks are sealed, the one that may be the last is kept back."""
        self._waiting += data
        while len(self._waiting) > CHUNK:
            self._put(bytes(self._waiting[:CHUNK]), False)
            del self._waiting[:CHUNK]
        return len(data)

    def _put(self, piece: bytes, last: bool) -> None:
        self._sink.write(self._aead.encrypt(_nonce(self._counter, last), piece, None))
        self._counter += 1

    def close(self) -> None:
        """Seal the last chunk."""
        self._put(bytes(self._waiting), True)
        self._waiting.clear()


class ChunkReader:
    """What a ChunkWriter sealed, as a file to read. Every byte it gives was verified; VerificationFailed otherwise."""

    def __init__(self, aead: Aead, source: BinaryIO) -> None:
        self._aead, self._source = aead, source
        self._ahead = read_fully(source, CHUNK + TAG)
        self._open = b""
        self._at = self._counter = 0
        self._done = False

    def read(self, size: int = -1) -> bytes:
        """Up to `size` bytes, all that is left with -1; fewer only at the end."""
        out = bytearray()
        while size < 0 or len(out) < size:
            if self._at == len(self._open):
                if self._done:
                    break
                self._next()
                continue
            take = (
                len(self._open) - self._at if size < 0 else min(size - len(out), len(self._open) - self._at)
            )
            out += self._open[self._at : self._at + take]
            self._at += take
        return bytes(out)

    def _next(self) -> None:
        sealed = self._ahead
        self._ahead = read_fully(self._source, CHUNK + TAG)
        self._done = not self._ahead
        try:
            self._open = self._aead.decrypt(_nonce(self._counter, self._done), sealed, None)
        except (InvalidTag, ValueError) as error:
            raise VerificationFailed(
                f"Chunk {self._counter + 1} is changed, missing or out of its place, or the end is cut off.",
                "Use another copy.",
            ) from error
        if self._done and self._counter and not self._open:
            raise VerificationFailed("The last chunk is empty, which no writer makes.", "Use another copy.")
        self._at = 0
        self._counter += 1


def read_fully(source: BinaryIO, size: int) -> bytes:
    """`size` bytes, or what there is before the end."""
    pieces: list[bytes] = []
    while size and (piece := source.read(size)):
        pieces.append(piece)
        size -= len(piece)
    return b"".join(pieces)
