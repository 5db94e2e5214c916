"""Operators: which adverts one hand posts, though numbers change and texts are reworded.

Adverts with a contact in common are one *face*, unless the contact is a hub (a relay or an agency stands on adverts of
many templates). Two faces may be one operator's when their texts share much information: the bits of the shingles that
both have, log2(N / df) each, so that stock phrases, which many write, weigh next to nothing. Communities (Leiden,
constant Potts model) keep one chance likeness from chaining operators together.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from manumit.base.kernel import content_id
from manumit.engine.links.templates import Clusters, Compared
from manumit.engine.links.templates_bags import Bags

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

HUB_TEMPLATES = 12
"""A contact on adverts of more templates joins nobody (as `power` in ties.sql: half at twelve)."""
LEAST_BITS, EVEN_BITS, SPREAD_BITS = 100.0, 130.0, 15.0
"""Shared information from which two faces are compared at all, at which they are as likely one operator's as not, and
the scale of the logistic between; chosen on worlds 1 and 2 of `manumit world` and 1 of benchmarks/other_hands."""
RESOLUTION = 0.1
_MOST_COPIES = 30
_SEED = 20260101
_AT_ONCE = 20_000


def operators_of(
    compared: Compared, clusters: Clusters, contacts: Mapping[str, Sequence[str]]
) -> dict[str, str]:
    """advert id -> operator id. `contacts`: the identifiers that stand on each advert, as `kind:value`."""
    faces = _faces(compared.ids, clusters, contacts)
    wearers: list[list[int]] = [[] for _ in compared.texts.sets]
    for name, index in zip(compared.ids, compared.texts.of_text, strict=True):
        if faces[name] not in wearers[index]:
            wearers[index].append(faces[name])
    likeness = _between_faces(compared, wearers)
    label = _communities(max(faces.values(), default=-1) + 1, likeness)
    first: dict[int, str] = {}
    for name in compared.ids:
        first.setdefault(label[faces[name]], name)
    return {name: content_id("opr", first[label[faces[name]]]) for name in compared.ids}


def _faces(ids: Sequence[str], clusters: Clusters, contacts: Mapping[str, Sequence[str]]) -> dict[str, int]:
    """advert id -> face: adverts joined by contacts that are no hubs."""
    templates: dict[str, set[str]] = {}
    for name in ids:
        for contact in contacts.get(name, ()):
            templates.setdefault(contact, set()).add(clusters.template_of[name])
    parent = list(range(len(ids)))

    def root(at: int) -> int:
        while parent[at] != at:
            parent[at] = at = parent[parent[at]]
        return at

    holder: dict[str, int] = {}
    for at, name in enumerate(ids):
        for contact in contacts.get(name, ()):
            if len(templates[contact]) <= HUB_TEMPLATES:
                a, b = root(at), root(holder.setdefault(contact, at))
                parent[max(a, b)] = min(a, b)
    number: dict[int, int] = {}
    return {name: number.setdefault(root(at), len(number)) for at, name in enumerate(ids)}


def _between_faces(compared: Compared, wearers: Sequence[Sequence[int]]) -> dict[tuple[int, int], float]:
    """Most bits that any text of one face shares with one of the other."""
    import numpy as np

    best: dict[tuple[int, int], float] = {}

    def keep(one: int, other: int, bits: float) -> None:
        if one != other:
            pair = (min(one, other), max(one, other))
            best[pair] = max(best.get(pair, 0.0), bits)

    bags = Bags(compared.texts.numbered())
    rarity = bags.rarity()
    own = bags.weigh(rarity)
    pairs = np.array([(a, b) for a, b, _ in compared.edges], np.int64).reshape(-1, 2)
    for first in range(0, len(pairs), _AT_ONCE):
        block = pairs[first : first + _AT_ONCE]
        bits = _shared(bags, rarity, block)
        for (a, b), value in zip(
            block[bits >= LEAST_BITS].tolist(), bits[bits >= LEAST_BITS].tolist(), strict=True
        ):
            for one in wearers[a][:_MOST_COPIES]:
                for other in wearers[b][:_MOST_COPIES]:
                    keep(one, other, value)
    for index in np.flatnonzero(own >= LEAST_BITS).tolist():
        for one, other in zip(wearers[index], wearers[index][1:], strict=False):
            keep(one, other, float(own[index]))
    return best


def _shared(bags: Bags, rarity: NDArray[np.float64], pairs: NDArray[np.int64]) -> NDArray[np.float64]:
    import numpy as np

    pair, shingle = bags.shared(pairs[:, 0], pairs[:, 1])
    return np.asarray(np.bincount(pair, rarity[shingle], minlength=len(pairs)), np.float64)


def _communities(count: int, likeness: Mapping[tuple[int, int], float]) -> list[int]:
    import random
    from math import exp

    import igraph

    pairs = sorted(likeness)
    weights = [1 / (1 + exp(-(likeness[pair] - EVEN_BITS) / SPREAD_BITS)) for pair in pairs]
    graph = igraph.Graph(count, pairs)
    igraph.set_random_number_generator(random.Random(_SEED))
    found = graph.community_leiden(
        objective_function="CPM", weights=weights, resolution=RESOLUTION, n_iterations=10
    )
    return list(found.membership)
