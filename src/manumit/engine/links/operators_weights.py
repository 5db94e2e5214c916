"""What each sort of evidence weighs, fitted on development worlds (`benchmarks/fit_operators.py`): a ridge logistic
regression over pairs of adverts, weights of agreement never negative, of disagreement never positive."""

from __future__ import annotations

from typing import TYPE_CHECKING

from manumit.engine.links.operators_evidence import (
    AT_ONCE,
    CONTACTLESS,
    SORTS,
    Scene,
    coherence,
    contacts_of,
    words_of,
)

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

BIAS = -6.95
WEIGHTS = {
    "phrases": 0.524, "habits": 0.02, "likeness": 2.8, "form": 0.441, "other_form": -0.267, "names": 0.419,
    "picture": 9.485, "other_picture": -0.89, "site": 0.064, "place": 0.165, "hop": -2.0, "gap": -0.736,
    "price": 0.0, "other_price": -0.304, "hour": -0.123, "contact": 12.157, "other_contact": -0.619,
    "coherence": 0.673, "spread": -0.645,
}  # fmt: skip
"""Log-odds for each unit of evidence; BIAS for a pair that was found worth comparing and shows nothing."""


def weights() -> NDArray[np.float32]:
    """WEIGHTS in the order of SORTS."""
    import numpy as np

    return np.array([WEIGHTS[sort] for sort in SORTS], np.float32)


def judged(
    scene: Scene, one: NDArray[np.int64], other: NDArray[np.int64]
) -> tuple[NDArray[np.float32], NDArray[np.float64]]:
    """Log-odds that the two adverts of each pair are one operator's, and how alike each contact's adverts are."""
    import numpy as np

    given = weights()
    odds = np.full(len(one), BIAS, np.float32)
    parts = [slice(at, at + AT_ONCE) for at in range(0, len(one), AT_ONCE)]
    for part in parts:
        odds[part] += words_of(scene, one[part], other[part]) @ given[:CONTACTLESS]
    alike = coherence(scene, one, other, odds)
    for part in parts:
        odds[part] += contacts_of(scene, alike, one[part], other[part]) @ given[CONTACTLESS:]
    return odds, alike
