"""Pictures as files: one `image` record each, with the hash of its bytes and nothing of what it shows. It is not
unpacked here: lists of what must not be looked at are asked first, where pictures are compared (engine.pictures)."""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import sha256

from manumit.engine.evidence.leaf import Leaf
from manumit.engine.evidence.readers.protocol import Head
from manumit.engine.evidence.rows import Draft, Found

NAME, VERSION = "picture", "1"
_MARKS = (
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"GIF87a", "image/gif"),
    (b"GIF89a", "image/gif"),
    (b"II*\0", "image/tiff"),
    (b"MM\0*", "image/tiff"),
)
_BRANDS = {b"avif": "image/avif", b"heic": "image/heic", b"heix": "image/heic", b"mif1": "image/heic"}
"""ISO/IEC 23008-12, file brands."""
_BMP_HEADS = (12, 40, 52, 56, 64, 108, 124)
"""Bytes of the header that follows a bitmap's first 14; 'BM' alone begins words."""


def media_of(data: bytes) -> str:
    """The media type by the first bytes of a picture; empty for what is none."""
    for mark, media in _MARKS:
        if data.startswith(mark):
            return media
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "image/webp"
    if data[4:8] == b"ftyp":
        return _BRANDS.get(data[8:12], "")
    if data[:2] == b"BM" and data[6:10] == bytes(4) and int.from_bytes(data[14:18], "little") in _BMP_HEADS:
        return "image/bmp"
    return ""


def drafted(name: str, offset: int, length: int, body: str, media: str, **more: str | None) -> Draft:
    """The record of a picture whose bytes have the SHA-256 `body`."""
    return Draft("image", name, offset, length, {"media": media, "content_sha256": body, **more})


def claims(head: Head) -> bool:
    """The first bytes of a picture."""
    return media_of(head.data) != ""


def read(leaf: Leaf) -> Iterator[Found]:
    """One record; none when what it lies in is damaged."""
    told = sha256()
    for piece in leaf.chunks():
        told.update(piece)
    if leaf.problem is None:
        media = media_of(leaf.head)
        yield drafted(leaf.name, 0, leaf.consumed, told.hexdigest(), media, member=leaf.member or None)
