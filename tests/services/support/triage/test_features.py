"""What the models see: vectors do not depend on company, and meanings reach languages beyond the sentence vectors."""

import numpy as np
import pytest

from manumit.services.support.triage import features
from manumit.services.support.triage.features import VECTOR, vectors


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
