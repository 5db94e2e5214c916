"""The header of an item: who can open it. It is not secret, and says nothing of what is inside."""

from __future__ import annotations

import re
from base64 import b64decode
from binascii import Error as NotBase64
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Any, Self

from manumit.base.kernel import UsageError

VERSION = 1
POINT = 65
"""Bytes of a point of P-256, uncompressed (SEC1 2.3.3): a public key, and what HPKE encapsulates."""
SEALED_KEY = 48
"""A content key of 32 bytes with its tag."""
MOST_KEYS = 200
_NAME = re.compile(r"[0-9a-f]{32}")
_KEY = re.compile(r"[0-9a-f]{16}")


def key_id(public_key: bytes) -> str:
    """The first 16 hexadecimal digits of the SHA-256 of a public key; UsageError for what is none."""
    if len(public_key) != POINT or public_key[0] != 4:
        raise UsageError("This is not a public key of P-256.")
    return sha256(public_key).hexdigest()[:16]


def is_name(text: str) -> bool:
    """Whether this may be the id of a thread or the token of an item: 32 hexadecimal digits."""
    return bool(_NAME.fullmatch(text))


@dataclass(frozen=True, slots=True)
class SealedKey:
    """The content key, sealed to one public key."""

    key: str
    enc: str
    """Base64 of 65 bytes."""
    ct: str
    """Base64 of 48 bytes."""

    @classmethod
    def read(cls, told: object) -> Self:
        """From its JSON; UsageError when it is not one."""
        if not isinstance(told, Mapping) or set(told) != {"key", "enc", "ct"}:
            raise _bad()
        key, enc, ct = told["key"], told["enc"], told["ct"]
        if not (isinstance(key, str) and isinstance(enc, str) and isinstance(ct, str)):
            raise _bad()
        if not _KEY.fullmatch(key) or _length(enc) != POINT or _length(ct) != SEALED_KEY:
            raise _bad()
        return cls(key, enc, ct)

    def shape(self) -> dict[str, str]:
        """Its JSON."""
        return {"key": self.key, "enc": self.enc, "ct": self.ct}


@dataclass(frozen=True, slots=True)
class ItemHeader:
    """{v, item, thread, sealed: [{key, enc, ct}], size}; `size` is the bucket."""

    item: str
    thread: str
    sealed: tuple[SealedKey, ...]
    size: int

    @classmethod
    def read(cls, told: object) -> Self:
        """From its JSON; UsageError when anything is missing, wrong or too much."""
        if not isinstance(told, Mapping) or set(told) != {"v", "item", "thread", "sealed", "size"}:
            raise _bad()
        item, thread, sealed, size = told["item"], told["thread"], told["sealed"], told["size"]
        if told["v"] != VERSION or not (isinstance(item, str) and isinstance(thread, str)):
            raise _bad()
        if not is_name(item) or not is_name(thread) or type(size) is not int:
            raise _bad()
        if not isinstance(sealed, list) or not 0 < len(sealed) <= MOST_KEYS:
            raise _bad()
        keys = tuple(SealedKey.read(one) for one in sealed)
        if len({one.key for one in keys}) != len(keys):
            raise _bad()
        return cls(item, thread, keys, size)

    def shape(self) -> dict[str, Any]:
        """Its JSON."""
        return {
            "v": VERSION,
            "item": self.item,
            "thread": self.thread,
            "sealed": [one.shape() for one in self.sealed],
            "size": self.size,
        }

    def keys(self) -> set[str]:
        """Ids of the keys that open it."""
        return {one.key for one in self.sealed}


def _length(text: str) -> int:
    try:
        return len(b64decode(text, validate=True)) if len(text) < 200 else -1
    except (NotBase64, ValueError):
        return -1


def _bad() -> UsageError:
    return UsageError("This is not the header of a sealed item.")
