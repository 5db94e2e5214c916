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

BIAS = -7.55
WEIGHTS = {
    "phrases": 0.627, "habits": 0.101, "likeness": 3.407, "form": 0.224, "other_form": -0.474, "names": 0.254,
    "picture": 12.158, "other_picture": -0.522, "site": 0.078, "place": 0.212, "hop": -2.0, "gap": -0.72,
    "price": 0.73, "other_price": -0.221, "hour": -0.272, "contact": 12.735, "other_contact": -0.548,
    "coherence": 0.9, "spread": -0.504,
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
