"""Operators: which adverts one hand posts, though numbers change and texts are reworded.

Adverts that share something rare (a contact, a picture, a phrase, a name, a manner of writing) are compared, each with
the next few in time; evidence of every sort is added, hubs weigh little, and what is probable enough becomes a link.
Communities of links (Leiden, constant Potts model) are the operators: a chain from week to week holds when every step
has its evidence, one chance likeness does not join two operators.
"""

from __future__ import annotations

import random
from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from manumit.base.kernel import content_id
from manumit.engine.links.operators_evidence import Scene, scene
from manumit.engine.links.operators_franchise import apart
from manumit.engine.links.operators_notices import Notices
from manumit.engine.links.operators_pairs import candidates
from manumit.engine.links.operators_reasons import reasons
from manumit.engine.links.operators_seen import seen_in
from manumit.engine.links.operators_traits import Shown
from manumit.engine.links.operators_weights import judged
from manumit.engine.links.templates import Compared
from manumit.engine.links.templates_shingles import Shingled

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

LEAST_PROBABILITY = 0.05
"""A pair less probable than that is no link."""
RESOLUTION = 0.02
"""Mean probability between its adverts, unlinked pairs counted as 0, from which a group is one operator's. Both were
chosen on development worlds; see docs/benchmarks.md."""
JOIN_LINKS, JOIN_MEAN = 4.0, 0.4
"""Two groups are one operator's after all when the pairs compared across their border are as probable as that on the
average, and weigh that much together: the constant Potts model cuts those who post for hundreds of adverts."""
_SEED, _ROUNDS = 20260101, 4
_AT_ONCE = 50_000


@dataclass(frozen=True, slots=True)
class Link:
    """Two adverts of one operator: how probable, and why, in words."""

    one: str
    other: str
    probability: float
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Operators:
    """advert id -> operator id, and the links that hold each operator together."""

    operator_of: dict[str, str]
    _scene: Scene | None = field(repr=False)
    _alike: NDArray[np.float64] = field(repr=False)
    _ids: tuple[str, ...] = field(repr=False)
    _one: NDArray[np.int64] = field(repr=False)
    _other: NDArray[np.int64] = field(repr=False)
    _probability: NDArray[np.float32] = field(repr=False)

    def links(self, among: Container[str] | None = None) -> Iterator[Link]:
        """Every link inside an operator, the most probable of each operator's first; `among`: those that lead to one of
        these adverts, when others were judged with them."""
        if among is None:
            yield from self._say(range(len(self._one)))
            return
        mine = [one in among for one in self._ids]
        ends = zip(self._one.tolist(), self._other.tolist(), strict=True)
        yield from self._say([at for at, (one, other) in enumerate(ends) if mine[one] or mine[other]])

    def why(self, operator_id: str) -> list[Link]:
        """The links that hold one operator together."""
        mine = [
            at for at, one in enumerate(self._one.tolist()) if self.operator_of[self._ids[one]] == operator_id
        ]
        return list(self._say(mine))

    def strongest(self) -> dict[str, Link]:
        """Each linked advert's most probable link."""
        import numpy as np

        order = np.argsort(-self._probability, kind="stable")
        ends = np.stack([self._one[order], self._other[order]], axis=1).ravel()
        linked, first = np.unique(ends, return_index=True)
        best = order[first // 2]
        said = dict(zip(sorted(set(best.tolist())), self._say(sorted(set(best.tolist()))), strict=True))
        return {self._ids[ad]: said[at] for ad, at in zip(linked.tolist(), best.tolist(), strict=True)}

    def _say(self, chosen: range | list[int]) -> Iterator[Link]:
        import numpy as np

        if self._scene is None:
            return
        for first in range(0, len(chosen), _AT_ONCE):
            at = np.array(chosen[first : first + _AT_ONCE], np.int64)
            one, other = self._one[at], self._other[at]
            said = reasons(self._scene, self._alike, one, other)
            for a, b, near, words in zip(
                one.tolist(), other.tolist(), self._probability[at].tolist(), said, strict=True
            ):
                yield Link(self._ids[a], self._ids[b], round(near, 4), words)


def operators_of(compared: Compared, notices: Notices) -> Operators:
    """Who posts the adverts that were compared; `notices` of the same adverts, in any order."""
    return operators_among(compared.ids, compared.texts, notices)


def operators_among(ids: Sequence[str], texts: Shingled, notices: Notices) -> Operators:
    """The same from shingled texts in the order of their ids, which is the order of the smallest first."""
    import numpy as np

    if not ids:
        none = np.zeros(0)
        return Operators(
            {}, None, none, (), none.astype(np.int64), none.astype(np.int64), none.astype(np.float32)
        )
    return operators_seen(ids, scene_of(ids, texts, notices))


def operators_seen(ids: Sequence[str], seen: Scene) -> Operators:
    """The same of adverts whose traits are known, in the order of their ids."""
    import numpy as np

    one, other = candidates(seen)
    odds, alike = judged(seen, one, other)
    near = (1 / (1 + np.exp(-odds))).astype(np.float32)
    kept = near >= LEAST_PROBABILITY
    label = _communities(len(ids), one[kept], other[kept], near[kept])
    label = apart(seen, _rejoined(label, one, other, near), one, other, near)
    one, other, near = one[kept], other[kept], near[kept]
    inside = np.flatnonzero(label[one] == label[other])
    inside = inside[np.lexsort((-near[inside], label[one[inside]]))]
    names: dict[int, str] = {}
    for ad_id, group in zip(ids, label.tolist(), strict=True):
        if group not in names:
            names[group] = content_id("opr", ad_id)
    operator_of = {ad_id: names[group] for ad_id, group in zip(ids, label.tolist(), strict=True)}
    return Operators(operator_of, seen, alike, tuple(ids), one[inside], other[inside], near[inside])


def scene_of(ids: Sequence[str], texts: Shingled, notices: Notices) -> Scene:
    """The adverts in the order of their ids."""
    import numpy as np

    sets = texts.numbered()
    of_text = np.array(texts.of_text, np.int64)
    place = {ad_id: at for at, ad_id in enumerate(notices.ids)}
    order = np.array([place[ad_id] for ad_id in ids], np.int64)
    return scene(seen_in(notices), order, Shown(sets.flat, sets.starts[of_text], sets.sizes[of_text]))


def _communities(
    count: int, one: NDArray[np.int64], other: NDArray[np.int64], near: NDArray[np.float32]
) -> NDArray[np.int64]:
    """A number for every advert; one without a link is alone."""
    import igraph
    import numpy as np

    linked, ends = np.unique(np.concatenate([one, other]), return_inverse=True)
    graph = igraph.Graph(len(linked), ends.reshape(2, -1).T)
    igraph.set_random_number_generator(random.Random(_SEED))
    found = graph.community_leiden(
        objective_function="CPM", weights=near.tolist(), resolution=RESOLUTION, n_iterations=_ROUNDS
    )
    label = len(linked) + np.arange(count)
    label[linked] = found.membership
    return label


def _rejoined(
    label: NDArray[np.int64], one: NDArray[np.int64], other: NDArray[np.int64], near: NDArray[np.float32]
) -> NDArray[np.int64]:
    """Groups with those joined whose border is no border; all compared pairs count, those that are no links as well."""
    import igraph
    import numpy as np

    label = np.unique(label, return_inverse=True)[1]
    for _ in range(_ROUNDS):
        count = int(label.max()) + 1
        a, b = label[one], label[other]
        across = a != b
        codes = np.minimum(a, b)[across] * count + np.maximum(a, b)[across]
        order = np.argsort(codes, kind="stable")
        borders, start, pairs = np.unique(codes[order], return_index=True, return_counts=True)
        weight = np.add.reduceat(near[across][order].astype(np.float64), start) if len(start) else np.zeros(0)
        open_ = borders[(weight >= JOIN_LINKS) & (weight >= JOIN_MEAN * pairs)]
        if not len(open_):
            break
        graph = igraph.Graph(count, np.stack([open_ // count, open_ % count], axis=1))
        label = np.array(graph.connected_components().membership, np.int64)[label]
    return label
