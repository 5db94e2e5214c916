"""Codes: alike under one key, unrelated under two."""

from __future__ import annotations

import hashlib

import numpy as np
import pytest

from manumit.base.kernel import UsageError
from manumit.engine.biometrics import bits_apart, codes_of, known_to_both
from manumit.engine.biometrics.measures import equal_error
from tests.engine.biometrics.cohorts import pairs_of, people

KEYS = (b"one agency's key", b"another's, longer")


def error(names: list[str], left: np.ndarray, right: np.ndarray) -> float:
    a, b = np.triu_indices(len(names), 1)
    alike = -np.stack([bits_apart(code, right) for code in left])[a, b].astype(np.float64)
    same = np.array(names)[a] == np.array(names)[b]
    return equal_error(alike[same], alike[~same])


def test_one_key_tells_apart_and_two_keys_tell_nothing() -> None:
    names, vectors = people(7, 60, 5)
    one, other = (codes_of(vectors.astype(np.float32), key) for key in KEYS)
    pairs = pairs_of(names, vectors)
    plain = equal_error(pairs.score[pairs.same], pairs.score[~pairs.same])
    assert error(names, one, one) < plain + 0.02
    assert error(names, one, other) > 0.45


def test_a_code_is_renewed_by_another_key() -> None:
    _, vectors = people(8, 1, 1)
    old, new = (codes_of(vectors.astype(np.float32), key)[0] for key in KEYS)
    assert old.nbytes == 64
    assert 180 < bits_apart(old, new[None])[0] < 332
    assert bits_apart(old, old[None])[0] == 0


def test_two_who_share_a_key_find_whom_both_know() -> None:
    _, vectors = people(9, 30, 2, spread=0.03)
    ours, theirs = (codes_of(vectors[side::2].astype(np.float32), KEYS[0]) for side in (0, 1))
    assert [(row, at) for row, at, _ in known_to_both(ours[:10], theirs[5:], 110)] == [
        (n, n - 5) for n in range(5, 10)
    ]


def test_codes_are_the_same_on_every_machine() -> None:
    vector = np.eye(128, dtype=np.float32)[[3]] + np.float32(0.001)
    code = codes_of(vector, b"0123456789abcdef")
    assert hashlib.sha256(code.tobytes()).hexdigest()[:16] == "0b6609f343a71227"


def test_a_short_key_is_refused() -> None:
    with pytest.raises(UsageError):
        codes_of(np.zeros((1, 128), np.float32), b"short")
