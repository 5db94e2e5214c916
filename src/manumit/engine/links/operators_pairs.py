"""Which adverts are compared: those that share something rare, each with the next few in time, so that an operator is
followed from one week to the next and nothing grows with the square of the adverts."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    import numpy as np
    from numpy.typing import NDArray

    from manumit.engine.links.operators_evidence import Scene

NEXT = {"contact": 3, "picture": 3, "phrase": 3, "manner": 4, "name": 2}
"""How many adverts on, in time, each is compared with, by what they share."""
RAREST = {"contact": 6, "picture": 8, "phrase": 6, "name": 3}
"""How many of an advert's rarest values of a sort are looked up."""


def candidates(scene: Scene) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Pairs of adverts, the smaller number first, each once."""
    import numpy as np

    codes = [np.zeros(0, np.int64)]
    for keys, adverts, steps in _keys(scene):
        order = np.lexsort((scene.day[adverts], keys))
        keys, adverts = keys[order], adverts[order]
        for step in range(1, steps + 1):
            same = keys[step:] == keys[:-step]
            a, b = adverts[:-step][same], adverts[step:][same]
            codes.append(np.minimum(a, b) << 32 | np.maximum(a, b))
    every = np.sort(np.concatenate(codes))
    every = every[np.concatenate([[True], every[1:] != every[:-1]])] if len(every) else every
    one, other = every >> 32, every & 0xFFFFFFFF
    return one[one != other], other[one != other]


def _keys(scene: Scene) -> Iterator[tuple[NDArray[np.int64], NDArray[np.int64], int]]:
    """(key, advert, steps): contacts, pictures and phrases by themselves; manners and names only together."""
    import numpy as np

    for sort, traits in (("contact", scene.contact), ("picture", scene.picture)):
        adverts, values = traits.pairs(RAREST[sort])
        yield values, adverts, NEXT[sort]
    adverts, values = scene.phrase.leading(RAREST["phrase"])
    yield values, adverts, NEXT["phrase"]
    everyone = np.arange(len(scene.day))
    manner = scene.habit.rows[:, 0].astype(np.int64) + 1
    for beside in (
        scene.form.rows[:, 0].astype(np.int64) + 1,
        (1 << 24) + scene.habit.rows[:, 1],
        (2 << 24) + scene.phrase.rows[:, 0],
    ):
        yield manner << 32 | beside, everyone, NEXT["manner"]
    adverts, names = scene.name.pairs(RAREST["name"])
    yield names << 32 | manner[adverts], adverts, NEXT["name"]
    placed = scene.place[adverts] >= 0
    yield names[placed] << 32 | scene.place[adverts][placed], adverts[placed], NEXT["name"]
