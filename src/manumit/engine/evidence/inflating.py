"""Compressed layers as streams that never fill memory: what is damaged or too large ends them and is told."""

from __future__ import annotations

import zipfile
import zlib
from typing import IO, Protocol

from manumit.base.kernel import Settings

CHUNK = 1 << 20
_FREE = 1 << 20
"""Below this size the inflate ratio says nothing."""


class Stream(Protocol):
    """Anything that bytes can be read from."""

    def read(self, size: int, /) -> bytes: ...


class Budget:
    """Bytes that one file may inflate to, over all its layers."""

    def __init__(self, size: int, settings: Settings) -> None:
        self.limit = min(max(size * settings.max_inflate_ratio, _FREE), settings.max_inflate_mb << 20)
        self.ratio = settings.max_inflate_ratio
        self.size = size
        self.produced = 0

    def refuses(self, more: int) -> str:
        """Why `more` bytes are too many, or nothing."""
        if self.produced + more <= self.limit:
            return ""
        return (
            f"inflates to more than {self.limit} bytes from {self.size} (a decompression bomb?); "
            f"{self.ratio} times is the limit"
        )


BOMB_HINT = (
    "If the file is genuine, raise MANUMIT_MAX_INFLATE_RATIO or MANUMIT_MAX_INFLATE_MB, or unpack it first."
)


class Inflating:
    """Reads gzip: several members, within the budget. What is damaged ends the stream and is told in `problem`."""

    def __init__(self, raw: Stream, budget: Budget) -> None:
        self._raw, self._budget = raw, budget
        self._engine = zlib.decompressobj(31)
        self._waiting = b""
        self.problem: tuple[str, str] | None = None
        self._ended = False

    def read(self, size: int, /) -> bytes:
        """Up to `size` bytes, empty at the end."""
        while not self._ended:
            data = self._step(size)
            if data:
                return data
        return b""

    def _step(self, size: int) -> bytes:
        if self._engine.eof and not self._next_member():
            return b""
        if not self._waiting:
            self._waiting = self._raw.read(CHUNK)
            if not self._waiting:
                self._end("the gzip data is cut off", "The part before is kept; ask for the whole file.")
                return b""
        try:
            data = self._engine.decompress(self._waiting, size)
        except zlib.error as error:
            self._end(f"the gzip data is damaged ({error})", "The part before is kept; ask for a whole copy.")
            return b""
        self._waiting = self._engine.unconsumed_tail or self._engine.unused_data
        refusal = self._budget.refuses(len(data))
        if refusal:
            self._end(refusal, BOMB_HINT)
            return b""
        self._budget.produced += len(data)
        return data

    def _next_member(self) -> bool:
        rest = self._waiting or self._raw.read(CHUNK)
        if len(rest) < 2:
            rest += self._raw.read(CHUNK)
        self._waiting = rest
        if rest[:2] == b"\x1f\x8b":
            self._engine = zlib.decompressobj(31)
            return True
        if rest.strip(b"\0"):
            self._end("bytes follow the gzip data", "They are not read; the part before is kept.")
        self._ended = True
        return False

    def _end(self, reason: str, hint: str) -> None:
        self.problem = (reason, hint)
        self._ended = True


class Member:
    """Reads one member of a zip; errors end it."""

    def __init__(self, raw: IO[bytes], budget: Budget) -> None:
        self._raw, self._budget = raw, budget
        self.problem: tuple[str, str] | None = None

    def read(self, size: int, /) -> bytes:
        """Up to `size` bytes, empty at the end or at the first damage."""
        if self.problem:
            return b""
        try:
            data = self._raw.read(size)
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError) as error:
            self.problem = (
                f"the zip member is damaged ({error})",
                "The part before is kept; ask for a whole copy.",
            )
            return b""
        self._budget.produced += len(data)
        return data


class Rejoined:
    """A stream whose first bytes were already taken."""

    def __init__(self, head: bytes, rest: Stream) -> None:
        self._head, self._rest = head, rest

    def read(self, size: int, /) -> bytes:
        """The head first, then the rest."""
        if self._head:
            data, self._head = self._head[:size], self._head[size:]
            return data
        return self._rest.read(size)
