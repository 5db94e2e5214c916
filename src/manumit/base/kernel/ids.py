"""Content-derived ids: the same thing gets the same id in every run, on every machine."""

from __future__ import annotations

import hashlib
from base64 import b32encode

_BYTES = 10  # 80 bits: below one collision in a million among 1e9 ids (birthday bound n^2 / 2^81)


def content_id(prefix: str, *parts: str) -> str:
    """`prefix_` + 16 base32 characters over the parts; a separator that text cannot contain keeps them apart."""
    digest = hashlib.blake2b("\x1f".join(parts).encode("utf-8", "surrogatepass"), digest_size=_BYTES).digest()
    return f"{prefix}_{b32encode(digest).decode().lower()}"
