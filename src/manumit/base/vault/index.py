"""Exact search over what is sealed: a blind index holds a keyed hash of a value, never the value.

HMAC-SHA256 under a key of the field, 4 bytes kept. Among a few million records a token meets a stranger's seldom, and
the search looks at the opened record before it says that it found one; but whoever steals the index and its key and
tries all ten thousand million telephone numbers finds two or three that fit, and cannot say which was meant.
"""

from __future__ import annotations

import hmac
import unicodedata
from hashlib import sha256

from manumit.base.vault.sealing import derive

BYTES = 4


def index_value(text: str) -> str:
    """The form that is compared: NFKC, case folded, white space as single spaces."""
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())


def field_key(master: bytes, field: str) -> bytes:
    """The key of one field: the same value in two fields has unlike tokens."""
    return derive(master, "index", field)


def token(key: bytes, value: str) -> bytes:
    """The token of a value under the key of its field."""
    return hmac.digest(key, index_value(value).encode(), sha256)[:BYTES]
