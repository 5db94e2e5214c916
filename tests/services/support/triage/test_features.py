"""What the models see: vectors do not depend on company, and meanings reach languages beyond the sentence vectors."""

import os

import numpy as np
import pytest

from manumit.services.support.triage import features
from manumit.services.support.triage.features import MEANING, VECTOR, meaning, vectors


def test_a_sentence_vector_is_the_same_alone_and_among_others() -> None:
    texts = ["I need a lawyer", "necesito comida", "I need a lawyer", "他拿走了我的护照"]
    together = vectors(texts)
    assert together.shape == (4, VECTOR)
    assert np.array_equal(together[0], together[2])
    features._kept.clear()
    assert np.allclose(together, np.concatenate([vectors([text]) for text in texts]), atol=1e-5)


def test_few_vectors_are_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(features, "MOST_KEPT", 3)
    vectors([f"text {number}" for number in range(8)])
    assert len(features._kept) == 3


@pytest.mark.parametrize(
    ("text", "near", "far"),
    [
        ("потрібен безоплатний адвокат", "I need a free lawyer", "I am hungry and have no money"),
        ("wala akong pera pang pagkain", "I am hungry and have no money", "I need a free lawyer"),
        ("em đói quá không có tiền", "I am hungry and have no money", "I need a free lawyer"),
        ("am nevoie de un avocat gratuit", "I need a free lawyer", "I am hungry and have no money"),
    ],
)
def test_a_meaning_is_near_in_another_language(text: str, near: str, far: str) -> None:
    assert meaning(text) @ meaning(near) > meaning(text) @ meaning(far)


@pytest.mark.parametrize("text", ["", "\0", "\ufdfa" * 400, "a" * 4000, "😀" * 300, "\U000e0001" * 50])
def test_any_text_has_a_meaning(text: str) -> None:
    found = meaning(text)
    assert found.shape == (MEANING,)
    assert np.linalg.norm(found) == pytest.approx(1, abs=1e-3)


def test_the_environment_is_as_before() -> None:
    before = dict(os.environ)
    features._e5.cache_clear()
    meaning("a text that was not read before")
    assert dict(os.environ) == before
