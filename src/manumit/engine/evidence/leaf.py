"""One run of plain content, as readers take it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from manumit.base.kernel import Settings
from manumit.engine.evidence.encoding import Encoding
from manumit.engine.evidence.inflating import CHUNK, Stream
from manumit.engine.evidence.mapping import FileRule
from manumit.engine.evidence.model import Quarantined


@dataclass(slots=True)
class Leaf:
    """One run of plain content and what a reader needs to know about it. Offsets inside count from `base`."""

    file: str
    sha256: str
    name: str
    base: int
    head: bytes
    complete: bool
    """Whether `head` is all there is."""
    stream: Stream
    settings: Settings
    encoding: Encoding
    rule: FileRule | None = None
    problem: tuple[str, str] | None = None
    consumed: int = 0
    seen_encodings: list[str] = field(default_factory=list)
    where: Callable[[], int] = int
    """How many bytes of the file as given were taken so far."""
    member: str = ""
    """Its path inside the archive."""
    _chunks: Iterator[bytes] | None = None

    def chunks(self) -> Iterator[bytes]:
        """The content from its start, in pieces; ends early where it is damaged, which `problem` then says."""
        if self._chunks is None:
            self._chunks = self._pieces()
        return self._chunks

    def _pieces(self) -> Iterator[bytes]:
        if self.head:
            self.consumed += len(self.head)
            yield self.head
        while not self.complete:
            data = self.stream.read(CHUNK)
            if not data:
                break
            self.consumed += len(data)
            yield data
        self.problem = getattr(self.stream, "problem", None)

    def whole(self, limit: int) -> bytes | None:
        """All content, or None when it is longer than `limit` bytes."""
        pieces: list[bytes] = []
        for piece in self.chunks():
            pieces.append(piece)
            if self.consumed > limit:
                return None
        return b"".join(pieces)

    def saw(self, encoding: str) -> None:
        """Note an encoding that was really used."""
        if encoding not in self.seen_encodings:
            self.seen_encodings.append(encoding)

    def doubt(self, offset: int, length: int, reason: str, hint: str = "", kept: bool = False) -> Quarantined:
        """A quarantine entry for a span of this content; the file itself is cited when the span is empty."""
        return Quarantined(self.file, self.sha256, self.base + offset, length, reason, hint, kept)
