"""What a reader is, and the beginning of a content that it judges by."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol

from manumit.engine.evidence.encoding import Encoding, decode
from manumit.engine.evidence.leaf import Leaf
from manumit.engine.evidence.mapping import FileRule
from manumit.engine.evidence.rows import Found

_PEEK = 1 << 14
_MARK = 32


@dataclass(frozen=True, slots=True)
class Head:
    """The first 16 KiB, decoded; `complete` when there is no more."""

    text: str
    complete: bool
    rule: FileRule | None
    data: bytes = b""
    """Its first bytes as they are."""

    @property
    def lines(self) -> list[str]:
        """Whole lines of it (all of them when complete)."""
        lines = self.text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
        return lines if self.complete or len(lines) == 1 else lines[:-1]


class Reader(Protocol):
    """One format."""

    NAME: str
    VERSION: str

    def claims(self, head: Head) -> bool:
        """Whether the content is of this format."""

    def read(self, leaf: Leaf) -> Iterator[Found]:
        """All that it holds, in order. Offsets count from the leaf's start. Raises nothing for bad content."""


def head_of(leaf: Leaf) -> Head:
    """The head of a leaf, without its byte order mark."""
    encoding: Encoding = leaf.encoding
    data = leaf.head[encoding.mark : _PEEK]
    if encoding.name.startswith("utf-16"):
        data = data[: len(data) & ~1]
    text = (
        data.decode(encoding.name, "ignore") if encoding.name == "utf-8" else decode(data, encoding.name)[0]
    )
    return Head(text, leaf.complete and len(leaf.head) <= _PEEK, leaf.rule, leaf.head[:_MARK])
