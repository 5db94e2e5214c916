"""An event of a workspace: a claim that something happened, and the line and leaf that it became."""

from __future__ import annotations

import hmac
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from manumit.base.ledger import Leaf


def canonical_json(body: Mapping[str, Any]) -> bytes:
    """JSON with sorted keys and no spaces, in ASCII: the bytes that are hashed."""
    return json.dumps(body, sort_keys=True, separators=(",", ":"), ensure_ascii=True).encode("ascii")


@dataclass(frozen=True, slots=True)
class Claim:
    """Something that is to stand in the log once. `body` is made only when it does not yet, from the event's own
    secret. With `latest`, only the newest event of its type counts: it is logged again when another came between."""

    type: str
    ident: str
    body: Callable[[bytes], Mapping[str, Any]]
    latest: bool = False


@dataclass(frozen=True, slots=True)
class Event:
    """A line of the logbook. `secret` never leaves the workspace; the key of the record made from it can. Of an event
    that was erased only the leaf is left: `secret` and `body` are empty."""

    index: int
    ident: str
    leaf: bytes
    secret: bytes
    body: Mapping[str, Any]

    @classmethod
    def parse(cls, line: bytes) -> Event:
        """A line of the file; ValueError, KeyError or TypeError when it is none."""
        told = json.loads(line)
        leaf = told["leaf"].encode("ascii")
        secret, body = told.get("secret", ""), told.get("body", {})
        return cls(int(told["index"]), told["ident"], leaf, bytes.fromhex(secret), body)

    def line(self) -> bytes:
        """As it stands in the file, without the end of the line."""
        told: dict[str, Any] = {"index": self.index, "ident": self.ident, "leaf": self.leaf.decode("ascii")}
        if self.secret:
            told |= {"secret": self.secret.hex(), "body": self.body}
        return canonical_json(told)

    @property
    def parsed(self) -> Leaf:
        """The leaf."""
        from manumit.base.ledger import Leaf

        return Leaf.parse(self.leaf)

    @property
    def type(self) -> str:
        """The leaf's type, as it stands there."""
        return str(json.loads(self.leaf)["type"])

    @property
    def record_key(self) -> bytes:
        """Shows that body and leaf belong together; handed over with the body."""
        return record_key(self.secret)

    @property
    def tree_key(self) -> bytes:
        """Salts the tree of the file that was read; stays here."""
        return tree_key(self.secret)


def record_key(secret: bytes) -> bytes:
    """The key of an event's record."""
    return _derived(secret, b"record")


def tree_key(secret: bytes) -> bytes:
    """The key of a file's tree."""
    return _derived(secret, b"tree")


def kept_hash(secret: bytes, data: bytes) -> str:
    """What a body commits to without saying it: a hash under a key that stays here, so that nobody who is handed the
    body can test a guess. Hex."""
    return hmac.digest(_derived(secret, b"kept"), data, "sha256").hex()


def _derived(secret: bytes, use: bytes) -> bytes:
    return hmac.digest(secret, b"manumit event v1\0" + use, "sha256")
