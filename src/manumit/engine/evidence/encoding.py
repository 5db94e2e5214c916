"""Which encoding bytes are in: a byte order mark, else UTF-8 when it decodes, else a guess from letter habits."""

from __future__ import annotations

import codecs
from typing import NamedTuple

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_UNASSIGNED_1252 = frozenset(b"\x81\x8d\x8f\x90\x9d")
_NO_CHARSETS = frozenset(("idna", "punycode", "undefined", "unicode-escape", "raw-unicode-escape", "utf-7"))
"""Python's codecs that no text is written in; some take quadratic time, some stand for other text than is there."""


class Encoding(NamedTuple):
    """A codec name for the bytes after the mark, and the mark's length."""

    name: str
    mark: int


def _is_utf8(data: bytes, complete: bool) -> bool:
    try:
        codecs.getincrementaldecoder("utf-8")().decode(data, final=complete)
    except UnicodeDecodeError:
        return False
    return True


def _eight_bit(data: bytes) -> str:
    """cp1251 when high bytes come in runs, as Cyrillic words do; cp1252 when they stand alone, as accents do."""
    high = together = 0
    before = False
    for byte in data[: 1 << 16]:
        if byte >= 0xC0:
            high += 1
            together += before
            before = True
        else:
            before = False
    if high and together / high > 0.6:
        return "cp1251"
    return "latin-1" if _UNASSIGNED_1252.intersection(data) else "cp1252"


def guess_encoding(data: bytes, complete: bool) -> Encoding:
    """Encoding of content that starts with `data`; `complete` when nothing follows."""
    for mark, name in _MARKS:
        if data.startswith(mark):
            return Encoding("utf-8" if name == "utf-8-sig" else name, len(mark))
    sample = data[:4096]
    if len(sample) >= 8 and sample.count(0) > len(sample) // 3:
        even, odd = sample[::2].count(0), sample[1::2].count(0)
        if max(even, odd) > 0.8 * (len(sample) // 2) and min(even, odd) < 0.1 * len(sample):
            return Encoding("utf-16-le" if odd > even else "utf-16-be", 0)
    return Encoding("utf-8" if _is_utf8(data, complete) else _eight_bit(data), 0)


def decode(data: bytes, encoding: str) -> tuple[str, str]:
    """Text of `data` and the encoding it really took: the given one, else a guess. Never fails."""
    try:
        return data.decode(encoding), encoding
    except UnicodeDecodeError:
        if encoding.startswith("utf-16"):
            return data.decode(encoding, "replace"), encoding
        other = _eight_bit(data) if encoding == "utf-8" else "latin-1"
        try:
            return data.decode(other), other
        except UnicodeDecodeError:
            return data.decode("latin-1"), "latin-1"


def decode_as(data: bytes, charset: str) -> str | None:
    """Text of `data` in the charset that somebody says it is in; None when it is not, or when that is no charset."""
    try:
        if codecs.lookup(charset).name.replace("_", "-") in _NO_CHARSETS:
            return None
        return data.decode(charset)
    except (LookupError, UnicodeError, ValueError):
        return None
