"""PDQ: 256 bits that stay nearly the same when a picture is recompressed, resized or brightened.

After "The TMK+PDQF Video-Hashing Algorithm and the PDQ Image-Hashing Algorithm" (Facebook, 2019, chapter 4): luminance,
a tent filter (two box averages) sampled 64 x 64, a cosine transform of which the 16 x 16 lowest frequencies are kept,
and a bit for each that is above their median. Tent and samples are one here: a few weighted rows and columns for each
sample. All eight mirrorings and turnings come from one transform: they change signs and swap axes.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import cast

import numpy as np
from numpy.typing import NDArray

Grey = NDArray[np.float32]
"""[height, width], luminance 0 to 255."""

SAMPLES = 64
FREQUENCIES = 16
BITS = 256
GOOD_QUALITY = 50
"""Below it a picture is too plain for its hash to mean anything (the paper, 4.6)."""
RADIUS = 31
"""Bits by which two hashes of one picture differ at most (the paper, 4.7)."""

FORMS = (
    "as it is",
    "mirrored",
    "upside down mirrored",
    "turned 180",
    "transposed",
    "turned 90",
    "turned 270",
    "transposed turned 180",
)
"""In this order everywhere: the last three bits of the place say transpose, then flip rows, then flip columns."""


@dataclass(frozen=True)
class Pdq:
    """`forms`: the hash (32 bytes, most significant first, as its hexadecimal is written) of the picture and of its
    seven mirrorings and turnings, in the order of FORMS. `quality`: 0 to 100."""

    forms: tuple[bytes, ...]
    quality: int


def luminance(rgb: NDArray[np.uint8]) -> Grey:
    """ITU-R BT.601 luma."""
    return rgb.astype(np.float32) @ np.array([0.299, 0.587, 0.114], np.float32)


def pdq(grey: Grey) -> Pdq:
    """The hash of a picture of any size."""
    place, weight = _tent(grey.shape[0])
    high = np.einsum(
        "tk,tkx->tx", weight, grey[place]
    )  # few rows count for a sample: 64 of a product's 1,024
    place, weight = _tent(grey.shape[1])
    small = np.einsum("tk,ytk->yt", weight, high[:, place])
    transform = _cosines()
    block = transform @ small @ transform.T
    return Pdq(tuple(_bits(turned(block, form)) for form in range(len(FORMS))), _quality(small))


def turned(block: NDArray[np.floating], form: int) -> NDArray[np.floating]:
    """The transform of the picture that is transposed (4), then flipped top to bottom (2) and left to right (1): a
    flip negates the odd frequencies of its axis."""
    transposed, rows, columns = form & 4, form & 2, form & 1
    block = block.T if transposed else block
    signs = np.where(np.arange(FREQUENCIES) % 2 == 0, -1.0, 1.0).astype(np.float32)  # frequency is place + 1
    block = block * signs[:, None] if rows else block
    return block * signs if columns else block


def flipped(pixels: NDArray[np.uint8], form: int) -> NDArray[np.uint8]:
    """The picture itself in that form."""
    pixels = pixels.swapaxes(0, 1) if form & 4 else pixels
    return pixels[:: -1 if form & 2 else 1, :: -1 if form & 1 else 1]


def forms_of(known: bytes) -> tuple[bytes, ...]:
    """The hashes of the eight forms when only that of the picture as it is, is there. A flip moves the median a little,
    so a few bits may differ from those that `pdq` makes of the picture itself."""
    bits = np.unpackbits(np.frombuffer(known, np.uint8))[::-1].reshape(FREQUENCIES, FREQUENCIES)
    block = bits.astype(np.float32) * 2 - 1
    every = (turned(block, form) > 0 for form in range(len(FORMS)))
    return tuple(np.packbits(one.ravel()[::-1]).tobytes() for one in every)


def distance(one: bytes, other: bytes) -> int:
    """Bits by which two hashes differ."""
    return (int.from_bytes(one) ^ int.from_bytes(other)).bit_count()


def _bits(block: NDArray[np.floating]) -> bytes:
    """Bit 16 i + j is that of row i, column j; the last comes first in the hexadecimal. The median is the 128th of the
    256 values, as Torben's method gives it."""
    flat = block.ravel()
    median = np.partition(flat, BITS // 2 - 1)[BITS // 2 - 1]
    return np.packbits((flat > median)[::-1]).tobytes()


def _quality(small: NDArray[np.floating]) -> int:
    """How much the samples change from each to the next, in whole percents of the range (the paper, 4.6)."""
    steps = sum(
        float(np.abs(np.trunc(np.diff(small, axis=axis).astype(np.float64) * 100 / 255)).sum())
        for axis in (0, 1)
    )
    return min(int(steps / 90), 100)


@lru_cache(maxsize=1)
def _cosines() -> Grey:
    """[16, 64]: the orthonormal cosine transform (type II) of frequencies 1 to 16."""
    frequency, place = np.arange(1, FREQUENCIES + 1)[:, None], np.arange(SAMPLES)[None, :]
    return cast(
        Grey,
        (np.sqrt(2 / SAMPLES) * np.cos(np.pi / (2 * SAMPLES) * frequency * (2 * place + 1))).astype(
            np.float32
        ),
    )


@lru_cache(maxsize=256)
def _tent(size: int) -> tuple[NDArray[np.int64], Grey]:
    """[64, k] twice: the places of a side that each sample takes, and what it takes of each: two averages over a window
    of a 128th of the side, cut at the edges. Where the window is cut short the rest has no weight."""
    window = -(-size // (2 * SAMPLES))
    ahead = (window + 2) // 2  # an even window reaches one further forward than back
    taken = ((np.arange(SAMPLES) + 0.5) * size / SAMPLES).astype(int)
    inner, inner_weight = _window(taken, window - ahead, ahead, size)
    outer, outer_weight = _window(inner, window - ahead, ahead, size)
    dense = np.zeros((SAMPLES, size), np.float32)
    sample = np.broadcast_to(np.arange(SAMPLES)[:, None, None], outer.shape)
    np.add.at(dense, (sample, outer), inner_weight[..., None] * outer_weight)
    most = int((dense > 0).sum(axis=1).max())
    first = np.minimum((dense > 0).argmax(axis=1), size - most)
    place = first[:, None] + np.arange(most)
    return place, np.ascontiguousarray(np.take_along_axis(dense, place, axis=1))


def _window(
    at: NDArray[np.int64], behind: int, ahead: int, size: int
) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
    """Around each place its window's places and their equal weights, 0 outside of the side."""
    place = at[..., None] + np.arange(-behind, ahead)
    inside = (place >= 0) & (place < size)
    weight = inside / inside.sum(axis=-1, keepdims=True)
    return np.clip(place, 0, size - 1), weight.astype(np.float32)
