"""Anchors: the hash of a checkpoint put where the log's keeper cannot take it back, with the time at which it was
there.

Optional, beside witnesses: a contract on an EVM chain, or a time-stamp authority (RFC 3161). Both see a hash and a
size, no entry. A receipt is kept with the checkpoint and verified with `verify`, which gives the time.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Protocol

from manumit.base.kernel import VerificationFailed
from manumit.base.ledger.checkpoint import Checkpoint
from manumit.base.ledger.note import b64, unb64


@dataclass(frozen=True)
class Receipt:
    """What an anchor gave: its kind, and bytes that only that kind reads."""

    kind: str
    data: bytes

    @classmethod
    def parse(cls, text: str) -> Receipt:
        """From the line that `str` writes; VerificationFailed when it is none."""
        try:
            shape = json.loads(text)
            return cls(str(shape["kind"]), unb64(shape["data"]))
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise VerificationFailed("This is not a receipt of an anchor.") from error

    def __str__(self) -> str:
        return json.dumps({"kind": self.kind, "data": b64(self.data)})


class Anchor(Protocol):
    """A place outside the log's reach."""

    def anchor(self, checkpoint: Checkpoint) -> Receipt:
        """Put the checkpoint's hash there."""

    def verify(self, receipt: Receipt, checkpoint: Checkpoint) -> datetime:
        """When this checkpoint was there (UTC); VerificationFailed when it was not."""


def anchored_hash(checkpoint: Checkpoint) -> bytes:
    """SHA-256 of the checkpoint's text without signatures: origin, size, root."""
    return sha256(str(checkpoint).encode()).digest()
