"""PDQ against the slow way of the paper, against another implementation, and under mirroring."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray
from PIL import Image

from manumit.engine.pictures import FORMS, distance, luminance, pdq
from manumit.engine.pictures.pdq import flipped


def pattern(width: int = 200, height: int = 150) -> NDArray[np.uint8]:
    y, x = np.mgrid[:height, :width]
    layers = [(x * x // 37 + y * 3) % 256, (y * y // 23 + x * 2) % 256, (x * y // 11) % 256]
    return np.stack(layers, axis=2).astype(np.uint8)


def slowly(grey: NDArray[np.float32]) -> tuple[str, int]:
    """The hash as the paper tells it, step by step in plain numbers."""

    def averaged(row: list[float], window: int) -> list[float]:
        ahead = (window + 2) // 2
        behind = window - ahead
        parts = [row[max(at - behind, 0) : at + ahead] for at in range(len(row))]
        return [sum(part) / len(part) for part in parts]

    rows = [[float(one) for one in row] for row in grey]
    for _ in range(2):
        for _axis in range(2):
            window = math.ceil(len(rows[0]) / 128)
            rows = [list(one) for one in zip(*(averaged(row, window) for row in rows), strict=True)]
    high, wide = len(rows), len(rows[0])
    small = [
        [rows[int((i + 0.5) * high / 64)][int((j + 0.5) * wide / 64)] for j in range(64)] for i in range(64)
    ]
    steps = sum(abs(int((small[i][j] - small[i + 1][j]) * 100 / 255)) for i in range(63) for j in range(64))
    steps += sum(abs(int((small[i][j] - small[i][j + 1]) * 100 / 255)) for i in range(64) for j in range(63))
    wave = [[math.cos(math.pi / 128 * k * (2 * x + 1)) for x in range(64)] for k in range(1, 17)]
    half = [[sum(wave[k][i] * small[i][j] for i in range(64)) for j in range(64)] for k in range(16)]
    block = [sum(half[k][j] * wave[m][j] for j in range(64)) for k in range(16) for m in range(16)]
    median = sorted(block)[127]
    number = sum(1 << at for at, value in enumerate(block) if value > median)
    return f"{number:064x}", min(int(steps / 90), 100)


@pytest.mark.parametrize("size", [(200, 150), (64, 64), (131, 300), (40, 90)])
def test_it_is_what_the_paper_says(size: tuple[int, int]) -> None:
    grey = luminance(pattern(*size))
    ours, (theirs, quality) = pdq(grey), slowly(grey)
    assert distance(ours.forms[0], bytes.fromhex(theirs)) <= 2  # single precision at the median
    assert ours.quality == quality


def test_it_is_what_another_implementation_gives() -> None:
    """pdqhash 0.2.8 on the same pixels."""
    theirs = "21496a17fe3d6c62cccdc9d81917db3d983931e2c3462ecf5b1c5678a6c85658"
    assert distance(pdq(luminance(pattern())).forms[0], bytes.fromhex(theirs)) <= 2


@pytest.mark.parametrize("form", range(8), ids=FORMS)
def test_the_eight_forms_are_hashes_of_the_turned_picture(form: int, rooms: list[Image.Image]) -> None:
    """To within what sampling at other places changes."""
    pixels = np.asarray(rooms[0].convert("L"))
    forms = pdq(pixels.astype(np.float32)).forms
    told = pdq(np.ascontiguousarray(flipped(pixels, form)).astype(np.float32)).forms[0]
    apart = [distance(told, one) for one in forms]
    assert apart[form] == min(apart)
    assert apart[form] <= 31


def test_a_plain_surface_has_no_quality() -> None:
    assert pdq(np.full((100, 100), 128, np.float32)).quality == 0


@given(st.binary(min_size=32, max_size=32), st.binary(min_size=32, max_size=32))
def test_distance_counts_bits(one: bytes, other: bytes) -> None:
    assert distance(one, one) == 0
    assert distance(one, other) == distance(other, one)
    assert distance(one, bytes(255 - byte for byte in one)) == 256
