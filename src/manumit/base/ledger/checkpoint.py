"""A checkpoint (C2SP tlog-checkpoint): origin, size and root of a log at a moment, as the text of a signed note."""

from __future__ import annotations

import re
from dataclasses import dataclass

from manumit.base.kernel import VerificationFailed
from manumit.base.ledger.note import b64, unb64
from manumit.base.ledger.tree import EMPTY_ROOT, HASH_SIZE

_DECIMAL = re.compile(r"0|[1-9][0-9]{0,18}")


def parse_decimal(text: str, what: str) -> int:
    """A size or index: ASCII decimal without leading zeroes, below 2**63. VerificationFailed otherwise."""
    if not _DECIMAL.fullmatch(text) or int(text) >= 2**63:
        raise VerificationFailed(f"{what} is not a number as the format wants it: {text[:40]!r}.")
    return int(text)


def parse_hash(text: str, what: str) -> bytes:
    """A SHA-256 hash in base64. VerificationFailed otherwise."""
    try:
        value = unb64(text)
    except ValueError as error:
        raise VerificationFailed(f"{what} is not base64.") from error
    if len(value) != HASH_SIZE:
        raise VerificationFailed(f"{what} has {len(value)} bytes, not {HASH_SIZE}.")
    return value


@dataclass(frozen=True)
class Checkpoint:
    """What a log says of itself: `size` entries under `root` (32 bytes)."""

    origin: str
    size: int
    root: bytes
    extensions: tuple[str, ...] = ()

    @classmethod
    def parse(cls, text: str) -> Checkpoint:
        """The text of a note, without signatures; VerificationFailed when it is no checkpoint."""
        if not text.endswith("\n"):
            raise VerificationFailed("A checkpoint ends in a newline; this one does not.")
        lines = text[:-1].split("\n")
        if len(lines) < 3 or not all(lines):
            raise VerificationFailed("A checkpoint has an origin, a size and a root, and no empty line.")
        size = parse_decimal(lines[1], "The size in the checkpoint")
        root = parse_hash(lines[2], "The root in the checkpoint")
        if size == 0 and root != EMPTY_ROOT:
            raise VerificationFailed("The checkpoint of an empty log has the root of another.")
        return cls(lines[0], size, root, tuple(lines[3:]))

    def __str__(self) -> str:
        return "".join(
            f"{line}\n" for line in (self.origin, str(self.size), b64(self.root), *self.extensions)
        )
