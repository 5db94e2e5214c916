"""Revocable codes: 512 bits of a face under a key, so that two who share a key can ask 'do we both know this person?'.

The key turns the space of faces (three rounds of keyed signs and a Walsh-Hadamard transform: Andoni and others,
'Practical and optimal LSH for angular distance', NIPS 2015), and each turned number is kept as one of a few levels
(Lloyd, 'Least squares quantization in PCM', IEEE Trans. Inf. Theory 28, 1982). Under another key the same face gives
unrelated levels (unlinkable), and a code that leaked is replaced by one under a new key (renewable): both as ISO/IEC
24745 means them. Not irreversible: whoever has code and key has nearly the template; and who holds many thousands of
codes of one key may guess at it from how faces are spread. Codes are personal data, like templates.
"""

from __future__ import annotations

import hashlib
import hmac
from functools import cache
from math import erf

import numpy as np
import numpy.typing as npt

from manumit.base.kernel import UsageError
from manumit.engine.biometrics.measures import Floats

BITS = 512
SHORTEST_KEY = 16
WIDTH = 128
"""Numbers of a face."""
_ROUNDS = 3
_LLOYD_STEPS = 400
Codes = npt.NDArray[np.uint8]
"""Templates x 64 bytes."""


def turned(vectors: npt.NDArray[np.float32], key: bytes) -> Floats:
    """Vectors in the space that the key turned: lengths and angles stay, the width becomes a power of two. The signs
    are SHAKE-256 under the key, the rest is sums: the same on every machine. UsageError for a short key."""
    if len(key) < SHORTEST_KEY:
        raise UsageError(f"A key of codes has {SHORTEST_KEY} bytes or more.", "Draw it at random.")
    width = 1 << max(3, (vectors.shape[1] - 1).bit_length())
    seed = hmac.digest(key, f"manumit face codes 2 {BITS} {width}".encode(), "sha256")
    stream = np.frombuffer(hashlib.shake_256(seed).digest(_ROUNDS * width // 8), np.uint8)
    signs = np.unpackbits(stream).reshape(_ROUNDS, width) * 2.0 - 1
    rows = np.zeros((len(vectors), width))
    rows[:, : vectors.shape[1]] = vectors
    for one in signs:
        rows = _hadamard(rows * one) / np.sqrt(width)
    return rows


def _hadamard(rows: Floats) -> Floats:
    """Walsh-Hadamard transform of each row, by sums and differences."""
    width, step = rows.shape[1], 1
    while step < width:
        pairs = rows.reshape(len(rows), -1, 2, step)
        rows = np.stack([pairs[:, :, 0] + pairs[:, :, 1], pairs[:, :, 0] - pairs[:, :, 1]], axis=2)
        rows, step = rows.reshape(-1, width), 2 * step
    return rows


@cache
def levels(bits: int) -> tuple[Floats, Floats]:
    """(cuts, values) of the best 2**bits levels of a normal variable: each cut is midway between the means of what lies
    on its two sides."""
    many = 1 << bits
    values = np.linspace(-2, 2, many) if many > 2 else np.array([-0.8, 0.8])
    for _ in range(_LLOYD_STEPS):
        cuts = (values[1:] + values[:-1]) / 2
        edges = np.concatenate([[-np.inf], cuts, [np.inf]])
        below = np.array([(1 + erf(edge / np.sqrt(2))) / 2 for edge in edges])
        density = np.exp(-(edges**2) / 2) / np.sqrt(2 * np.pi)
        values = (density[:-1] - density[1:]) / (below[1:] - below[:-1])
    return cuts, values


def codes_of(vectors: npt.NDArray[np.float32], key: bytes) -> Codes:
    """Codes of centred vectors, whatever their length: 512 bits, spread evenly over their numbers."""
    length = np.linalg.norm(vectors, axis=1, keepdims=True)
    rows = turned(np.asarray(vectors / np.maximum(length, 1e-9), np.float32), key)
    each = _bits_each(rows.shape[1])
    level = np.searchsorted(levels(each)[0], rows * np.sqrt(rows.shape[1])).astype(np.uint8)
    bits = np.unpackbits(level[..., None], axis=2)[..., -each:]
    return np.packbits(bits.reshape(len(rows), BITS), axis=1)


def _bits_each(width: int) -> int:
    if not BITS // 8 <= width <= BITS:
        raise UsageError(f"Codes of {BITS} bits are made of 64 to {BITS} numbers, not {width}.")
    return BITS // width


def _opened(codes: Codes, width: int) -> Floats:
    """The values that the levels stand for, each code of length 1."""
    each = _bits_each(width)
    bits = np.unpackbits(codes, axis=1).reshape(len(codes), width, each)
    level = bits @ (1 << np.arange(each - 1, -1, -1))
    rows = levels(each)[1][level]
    return np.asarray(rows / np.linalg.norm(rows, axis=1, keepdims=True))


def codes_alike(ours: Codes, theirs: Codes, width: int = WIDTH) -> Floats:
    """Our codes x their codes, -1..1: nearly the score of the templates under one key, about 0 under two. `width` is
    that of the templates, as a power of two."""
    return np.asarray(_opened(ours, width) @ _opened(theirs, width).T)


def known_to_both(
    ours: Codes, theirs: Codes, least: float, width: int = WIDTH
) -> list[tuple[int, int, float]]:
    """(our row, their row, how alike) of every pair at least so alike: questions for people, as any match. A card's
    `threshold` says how alike, for so many comparisons."""
    found = codes_alike(ours, theirs, width)
    return [(int(a), int(b), float(found[a, b])) for a, b in np.argwhere(found >= least)]
