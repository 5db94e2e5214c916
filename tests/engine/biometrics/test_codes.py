"""Codes: alike under one key, unrelated under two."""

from __future__ import annotations

import hashlib

import numpy as np
import pytest

from manumit.base.kernel import UsageError
from manumit.engine.biometrics import codes_alike, codes_of, known_to_both
from manumit.engine.biometrics.codes import levels, turned
from manumit.engine.biometrics.measures import equal_error
from tests.engine.biometrics.cohorts import pairs_of, people

KEYS = (b"one agency's key", b"another's, longer")


def error(names: list[str], left: np.ndarray, right: np.ndarray) -> float:
    a, b = np.triu_indices(len(names), 1)
    alike = codes_alike(left, right, 64)[a, b]
    same = np.array(names)[a] == np.array(names)[b]
    return equal_error(alike[same], alike[~same])


def made_up(seed: int, subjects: int, each: int, spread: float = 0.12) -> tuple[list[str], np.ndarray]:
    """People of 64 numbers: twice 32, so that codes of 512 bits can be made of them."""
    names, left = people(seed, subjects, each, spread)
    _, right = people(seed + 1000, subjects, each, spread)
    return names, (np.hstack([left, right]) / np.sqrt(2)).astype(np.float32)


def test_one_key_tells_apart_and_two_keys_tell_nothing() -> None:
    names, vectors = made_up(7, 60, 5, 0.25)
    one, other = (codes_of(vectors, key) for key in KEYS)
    pairs = pairs_of(names, vectors.astype(np.float64))
    plain = equal_error(pairs.score[pairs.same], pairs.score[~pairs.same])
    assert error(names, one, one) < plain + 0.002
    assert error(names, one, other) > 0.45


def test_a_code_is_nearly_as_good_as_the_template() -> None:
    _, vectors = made_up(3, 40, 2)
    codes = codes_of(vectors, KEYS[0])
    assert codes.shape == (80, 64)
    assert np.abs(codes_alike(codes, codes, 64) - vectors @ vectors.T).max() < 0.03


def test_a_code_is_renewed_by_another_key() -> None:
    _, vectors = made_up(8, 1, 1)
    old, new = (codes_of(vectors, key) for key in KEYS)
    assert abs(codes_alike(old, new, 64)[0, 0]) < 0.4
    assert codes_alike(old, old, 64)[0, 0] == pytest.approx(1)


def test_two_who_share_a_key_find_whom_both_know() -> None:
    _, vectors = made_up(9, 30, 2, spread=0.03)
    ours, theirs = (codes_of(vectors[side::2], KEYS[0]) for side in (0, 1))
    assert [(row, at) for row, at, _ in known_to_both(ours[:10], theirs[5:], 0.8, 64)] == [
        (n, n - 5) for n in range(5, 10)
    ]


@pytest.mark.parametrize("width", [65, 128, 192, 512])
def test_turning_keeps_lengths_and_angles_of_any_width(width: int) -> None:
    vectors = np.random.default_rng(width).standard_normal((6, width)).astype(np.float32)
    rows = turned(vectors, KEYS[0])
    assert rows.shape[1] & (rows.shape[1] - 1) == 0
    assert np.allclose(rows @ rows.T, vectors @ vectors.T, atol=1e-4)
    assert not np.allclose(rows, turned(vectors, KEYS[1]))
    codes = codes_of(vectors, KEYS[0])
    assert codes.shape == (6, 64)
    assert np.allclose(np.diag(codes_alike(codes, codes, rows.shape[1])), 1)


@pytest.mark.parametrize("width", [20, 600])
def test_what_does_not_fit_into_512_bits_is_refused(width: int) -> None:
    with pytest.raises(UsageError, match="512"):
        codes_of(np.zeros((1, width), np.float32), KEYS[0])


def test_levels_are_those_of_the_table() -> None:
    """Max, 'Quantizing for minimum distortion' (IRE Trans. Inf. Theory 6, 1960), table I: 4 and 8 levels."""
    cuts, values = levels(2)
    assert cuts == pytest.approx([-0.9816, 0, 0.9816], abs=2e-4)
    assert values == pytest.approx([-1.510, -0.4528, 0.4528, 1.510], abs=5e-4)
    assert levels(3)[1][-1] == pytest.approx(2.152, abs=1e-3)


def test_codes_are_the_same_on_every_machine() -> None:
    vector = np.eye(128, dtype=np.float32)[[3]] + np.float32(0.001)
    code = codes_of(vector, b"0123456789abcdef")
    assert hashlib.sha256(code.tobytes()).hexdigest()[:16] == "6952fd818e47c100"


def test_a_short_key_is_refused() -> None:
    with pytest.raises(UsageError):
        codes_of(np.zeros((1, 128), np.float32), b"short")
