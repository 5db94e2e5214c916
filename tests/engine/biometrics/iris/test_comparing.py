"""The same drawn eye matches, turned, dilated or half covered; others do not; order and bytes change nothing."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from manumit.base.kernel import UnreadableInput
from manumit.engine.biometrics.iris import (
    Eye,
    compare_eyes,
    eye_from_bytes,
    eye_to_bytes,
    likenesses,
    read_eye,
)
from manumit.engine.biometrics.iris.code import pack
from manumit.engine.biometrics.iris.contours import Circle
from tests.engine.biometrics.iris.drawing import Drawn

PLAIN = Drawn()
STRANGERS = 0.2
"""Likeness that no two different drawn eyes reach and every pair of one eye passes."""


@cache
def eye(drawn: Drawn) -> Eye:
    return read_eye(drawn.picture())


@pytest.mark.parametrize(
    "other",
    [
        replace(PLAIN, x=150, y=125),
        replace(PLAIN, turn=14),
        replace(PLAIN, turn=-22),
        replace(PLAIN, turn=55),
        replace(PLAIN, pupil=28),
        replace(PLAIN, above=0.3, below=0.6, turn=5),
        replace(PLAIN, glint=7, blur=1.5),
        replace(PLAIN, width=640, height=480, x=330, y=236, pupil=44, limbus=110, glint=6, turn=8),
    ],
    ids=["moved", "turned 14", "turned -22", "turned 55", "dilated", "lids", "glint", "twice the size"],
)
def test_one_eye_matches(other: Drawn) -> None:
    assert compare_eyes(eye(PLAIN), eye(other)) > STRANGERS


def test_different_eyes_do_not_match() -> None:
    eyes = [eye(replace(PLAIN, seed=seed)) for seed in range(1, 11)]
    table = np.stack([likenesses(one, eyes) for one in eyes])
    strangers = table[~np.eye(len(eyes), dtype=bool)]
    assert strangers.max() < STRANGERS
    assert np.array_equal(table, table.T)
    assert table[2, 5] == compare_eyes(eyes[2], eyes[5])
    assert np.diag(table).min() > 0.45


def _random(dice: np.random.Generator, trusted: float) -> Eye:
    bits = dice.random((6, 16, 128)) < 0.5
    mask = dice.random((6, 16, 128)) < trusted
    return Eye(pack(bits), pack(mask), 1.0, Circle(0, 0, 1), Circle(0, 0, 2))


def test_few_bits_say_little() -> None:
    """Unrelated codes stay below strangers' likeness however few bits are compared; no bits at all say nothing."""
    dice = np.random.default_rng(8)
    for trusted in (0.9, 0.4, 0.15, 0.05):
        assert (
            likenesses(_random(dice, trusted), [_random(dice, trusted) for _ in range(40)]).max() < STRANGERS
        )
    assert compare_eyes(_random(dice, 0.0), _random(dice, 0.5)) == 0


def test_batches_do_not_matter() -> None:
    dice = np.random.default_rng(9)
    eyes = [_random(dice, 0.5) for _ in range(70)]
    assert likenesses(eyes[0], eyes).tolist() == [compare_eyes(one, eyes[0]) for one in eyes]
    assert likenesses(eyes[0], []).shape == (0,)


def test_bytes_there_and_back() -> None:
    one = eye(PLAIN)
    back = eye_from_bytes(eye_to_bytes(one))
    assert np.array_equal(back.code, one.code)
    assert np.array_equal(back.mask, one.mask)
    assert (back.model, back.version, back.preprocessing) == (one.model, one.version, one.preprocessing)
    assert back.limbus.r == pytest.approx(one.limbus.r, rel=1e-6)
    assert compare_eyes(one, back) == compare_eyes(one, one)


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=64) | st.integers(0, 3113).map(lambda cut: eye_to_bytes(eye(PLAIN))[:cut]))
def test_other_bytes_are_refused(data: bytes) -> None:
    with pytest.raises(UnreadableInput):
        eye_from_bytes(data)


def test_another_preparation_is_refused() -> None:
    data = bytearray(eye_to_bytes(eye(PLAIN)))
    data[8] ^= 1
    with pytest.raises(UnreadableInput, match="prepared"):
        eye_from_bytes(bytes(data))


def test_a_template_of_version_1_is_refused_with_what_to_do() -> None:
    data = bytearray(eye_to_bytes(eye(PLAIN)))
    data[4:6] = (1).to_bytes(2, "little")
    with pytest.raises(UnreadableInput, match=r"of version 1, prepared .* compares version 2") as caught:
        eye_from_bytes(bytes(data))
    assert "from the picture" in caught.value.hint
