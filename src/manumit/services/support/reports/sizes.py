"""How long a sealed body is. All that a length may say is one of a few sizes: 4, 16, 64, 256 KiB, then whole
MiB."""

from __future__ import annotations

from manumit.base.kernel import UsageError

KIB, MIB = 1 << 10, 1 << 20
SMALL = (4 * KIB, 16 * KIB, 64 * KIB, 256 * KIB)
MOST = 64 * MIB
"""The largest plaintext: a text, some photographs, a few minutes of voice."""
SEGMENT = 64 * KIB
"""Bytes of plaintext that are sealed at a time."""
TAG = 16
"""Bytes that AES-GCM adds to a segment."""


def bucket(length: int) -> int:
    """The bytes that a plaintext of `length` is padded to; UsageError when it is too long."""
    for size in SMALL:
        if length <= size:
            return size
    if length > MOST:
        raise UsageError(
            f"A part of a report has at most {MOST // MIB} MiB.", "Send it in two or more parts."
        )
    return -(-length // MIB) * MIB


def sealed_size(padded: int) -> int:
    """Bytes of the body that `padded` bytes of plaintext become."""
    return padded + TAG * -(-padded // SEGMENT)


def padded_size(sealed: int) -> int:
    """The other way; UsageError when no body has `sealed` bytes."""
    padded = sealed - TAG * -(-sealed // (SEGMENT + TAG))
    if (
        sealed <= 0
        or padded <= 0
        or padded > MOST
        or bucket(padded) != padded
        or sealed_size(padded) != sealed
    ):
        raise UsageError("This is not the size of a sealed body.")
    return padded
