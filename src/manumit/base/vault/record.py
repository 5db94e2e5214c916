"""How one record is sealed under a person's data key, and what proves it to a log."""

from __future__ import annotations

import hmac
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import sha256

from manumit.base.kernel import VerificationFailed
from manumit.base.vault.epoch import Key
from manumit.base.vault.sealing import bound, derive, pad, seal, unpad, unseal
from manumit.base.vault.store import SealedRow

_FORM = "manumit record 1"


@dataclass(frozen=True, slots=True)
class Item:
    """A record to be sealed: whose it is, its id and version, its bytes, its sort (which says how long it is kept), and
    the values it can be found by."""

    person: str
    record: str
    version: int
    data: bytes = field(repr=False)
    sort: str = "record"
    index: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Opened:
    """A record, opened."""

    person: str
    record: str
    version: int
    sort: str
    sealed_at: int
    data: bytes = field(repr=False)
    index: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Receipt:
    """What a log may hold of a sealed record: HMAC-SHA256 of the ciphertext under a key that dies with the person's,
    and the id of that key."""

    mac: str
    key: str


def receipt(key: Key, sealed: bytes) -> Receipt:
    """Of a ciphertext sealed under a data key."""
    return Receipt(hmac.digest(derive(key.secret, "receipt"), sealed, sha256).hex(), f"key_{key.id}")


def _context(ring: str, row: SealedRow) -> bytes:
    return bound(_FORM, ring, row.record, row.version, row.person, row.sort, row.sealed_at, row.file)


def seal_row(key: Key, ring: str, row: SealedRow, item: Item, file_key: bytes = b"") -> SealedRow:
    """The row with its body: names and values inside, and the whole padded."""
    head = {"person": item.person, "record": item.record, "index": dict(item.index), "file": file_key.hex()}
    text = json.dumps(head, ensure_ascii=False, separators=(",", ":")).encode()
    body = len(text).to_bytes(4, "big") + text + item.data
    return with_body(row, key.id, seal(key.secret, pad(body), _context(ring, row)))


def with_body(row: SealedRow, key: str, body: bytes) -> SealedRow:
    """The same row with another body under another key."""
    return SealedRow(row.record, row.version, row.person, key, row.sort, row.sealed_at, body, row.file)


def open_row(key: Key, ring: str, row: SealedRow) -> tuple[Opened, bytes]:
    """The record and the key of its file (empty without one). VerificationFailed when anything of it was changed."""
    body = unpad(unseal(key.secret, row.body, _context(ring, row)))
    size = int.from_bytes(body[:4], "big")
    try:
        head = json.loads(body[4 : 4 + size])
        opened = Opened(
            head["person"],
            head["record"],
            row.version,
            row.sort,
            row.sealed_at,
            body[4 + size :],
            head["index"],
        )
        return opened, bytes.fromhex(head["file"])
    except (ValueError, KeyError, TypeError) as error:
        raise VerificationFailed("The sealed record is not of the form this program writes.") from error


def reseal(row: SealedRow, old: Key, new: Key, ring: str) -> SealedRow:
    """The same content under another data key."""
    context = _context(ring, row)
    return with_body(row, new.id, seal(new.secret, unseal(old.secret, row.body, context), context))
