"""Pictures inside texts and bytes: found by what they begin with, never bundled, whatever they show; their hash is."""

from __future__ import annotations

import base64
import binascii
import hashlib
import re

_RAW = rb"\x89PNG\r\n|\xff\xd8\xff|GIF8[79]a|RIFF....WEBP|ftyp(?:heic|avif|mif1)"
"""PNG, JPEG, GIF, WebP, HEIF as they lie in a file."""
_BASE64 = r"(?<![A-Za-z0-9+/])(?:/9j/|iVBORw0KGgo|R0lGOD[dl]h|UklGR)[A-Za-z0-9+/\r\n]{16,}={0,2}"
_ADDRESS = r"data:image/[^,\s]{0,200},[^\s\"'<>)]*"
_IN_BYTES = re.compile(rb"data:image/|" + _RAW + rb"|" + _BASE64.encode(), re.DOTALL)
_IN_TEXT = re.compile(f"{_ADDRESS}|{_BASE64}")


def holds_picture(data: bytes) -> bool:
    """Whether a picture lies in these bytes, raw, in base64 or in a data: address."""
    return _IN_BYTES.search(data) is not None


def without_pictures(text: str) -> str:
    """The text with the hash of each picture in place of it."""
    return _IN_TEXT.sub(lambda found: f"(picture, sha256 {_hash(found[0])})", text)


def _hash(found: str) -> str:
    """sha256 of the picture's own bytes; of the text where it cannot be decoded."""
    body = found.partition(",")[2] if found.startswith("data:") else found
    try:
        data = base64.b64decode(body, validate=True)
    except (binascii.Error, ValueError):
        data = found.encode("utf-8", "replace")
    return hashlib.sha256(data).hexdigest()
