"""AES-256-GCM for one record, bound to what it is, its length blurred."""

from __future__ import annotations

import os

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from manumit.base.kernel import VerificationFailed

NONCE = 12
SMALLEST = 256
"""Bytes of the smallest padded record."""


def bound(*parts: str | int | bytes) -> bytes:
    """Associated data: parts with their lengths before them, so that no two lists of parts are the same bytes."""
    out = bytearray()
    for part in parts:
        raw = part if isinstance(part, bytes) else str(part).encode("utf-8", "surrogatepass")
        out += len(raw).to_bytes(4, "big")
        out += raw
    return bytes(out)


def seal(key: bytes, data: bytes, context: bytes) -> bytes:
    """nonce (96 random bits: good for 2^32 records under one key, SP 800-38D), ciphertext, tag."""
    nonce = os.urandom(NONCE)
    return nonce + AESGCM(key).encrypt(nonce, data, context)


def unseal(key: bytes, sealed: bytes, context: bytes, what: str = "The record") -> bytes:
    """VerificationFailed when it was changed, is another's, or of another version."""
    try:
        return AESGCM(key).decrypt(sealed[:NONCE], sealed[NONCE:], context)
    except (InvalidTag, ValueError) as error:
        raise VerificationFailed(
            f"{what} does not open: it was changed, or is not what it is said to be.",
            "Restore it from a backup.",
        ) from error


def derive(key: bytes, *purpose: str | int | bytes) -> bytes:
    """Another key of 32 bytes for one purpose (HKDF-SHA256)."""
    return HKDF(SHA256(), 32, None, bound(*purpose)).derive(key)


def padded_size(size: int) -> int:
    """PADME (Nikitin and others, 'Reducing Metadata Leakage from Encrypted Files', PETS 2019): at most 12 % more, and a
    length tells O(log log) bits."""
    if size <= SMALLEST:
        return SMALLEST
    exponent = size.bit_length() - 1
    mask = (1 << (exponent - exponent.bit_length())) - 1
    return (size + mask) & ~mask


def pad(data: bytes) -> bytes:
    """A one bit, then zeros (ISO/IEC 7816-4), up to the padded size."""
    return data + b"\x80" + bytes(padded_size(len(data) + 1) - len(data) - 1)


def unpad(data: bytes) -> bytes:
    """Without the padding; VerificationFailed when there is none."""
    bare = data.rstrip(b"\0")
    if not bare.endswith(b"\x80"):
        raise VerificationFailed("The sealed content is not padded as it should be.")
    return bare[:-1]
