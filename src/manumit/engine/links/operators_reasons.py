"""Why two adverts are held to be one operator's, in words: the evidence that says most first, then what speaks
against it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from manumit.engine.links.operators_evidence import SORTS, Scene, contacts_of, words_of
from manumit.engine.links.operators_weights import weights

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

LEAST_SAID = 0.4
"""Log-odds from which a sort of evidence is worth a word (odds of 1.5 to 1)."""


def reasons(
    scene: Scene, alike: NDArray[np.float64], one: NDArray[np.int64], other: NDArray[np.int64]
) -> list[tuple[str, ...]]:
    """For each pair the reasons, the weightiest first."""
    import numpy as np

    values = np.concatenate([words_of(scene, one, other), contacts_of(scene, alike, one, other)], axis=1)
    said = values * weights()
    for sort in ("habits", "coherence", "spread"):  # one thing said in two numbers
        whole = {"habits": "likeness"}.get(sort, "contact")
        said[:, SORTS.index(whole)] += said[:, SORTS.index(sort)]
        said[:, SORTS.index(sort)] = 0.0
    said[:, SORTS.index("gap")] = 0.0  # nearness in time is said with what was shared
    phrases = scene.phrase.shared(one, other)[1].tolist()
    manners = scene.habit.shared(one, other)[1].tolist()
    names = scene.name.shared(one, other)[1].tolist()
    pictures = scene.picture.shared(one, other)[1].tolist()
    days = np.abs(scene.day[one] - scene.day[other]).tolist()
    found = []
    for at in range(len(one)):
        words = {
            "contact": f"same contact {_apart(days[at])}",
            "phrases": f"{phrases[at]} rare phrases in common",
            "likeness": f"same way of writing ({manners[at]} habits shared)",
            "form": "numbers written the same way",
            "names": f"{names[at]} rare names or words in common",
            "picture": f"{pictures[at]} picture{'s' * (pictures[at] > 1)} reused",
            "site": "same rarely used site",
            "place": f"same place {_apart(days[at])}",
            "price": "same price",
            "hour": "posted at the same hour",
            "other_form": "but numbers written another way",
            "other_picture": "but other pictures",
            "hop": "but two places within hours",
            "other_price": "but another price",
            "other_contact": "but other contacts",
        }
        order = np.argsort(-np.abs(said[at]))
        told = [SORTS[k] for k in order if abs(said[at, k]) >= LEAST_SAID and SORTS[k] in words]
        found.append(
            tuple(words[sort] for sort in told if not words[sort].startswith("but "))
            + tuple(words[sort] for sort in told if words[sort].startswith("but "))
        )
    return found


def _apart(days: float) -> str:
    """How far apart in time, in words."""
    if days != days:
        return "at times unknown"
    if days < 1:
        return "within a day"
    return f"{days:.0f} day{'s' * (days >= 1.5)} apart"
