"""Components of verified pairs, with a guard: a giant one is split where its links are thin."""

from __future__ import annotations

from typing import TYPE_CHECKING

from manumit.engine.links.templates_edges import Edges, joined

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_GIANT, _GIANT_SHARE = 200, 0.01
"""Members from which a component is looked at again: max(200, 1 % of all) (notes/adverts.md, section 5.4)."""
TIE = 0.02
"""Constant Potts model: resolution = TIE / members. One text stays with a group to which its links weigh this much
in sum; two halves part when the links between them are fewer than TIE a text of the smaller one, roughly."""
_SEED = 7


def giant(count: int) -> int:
    """Members above which a group among so many texts is looked at again."""
    return max(_GIANT, int(_GIANT_SHARE * count))


def _split(members: NDArray[np.int64], edges: Edges) -> NDArray[np.int64]:
    """Labels (the smallest member) of the parts of one component: Leiden with the constant Potts model on the
    verified weights (Traag, Waltman, van Eck 2019)."""
    import random

    import igraph
    import numpy as np

    graph = igraph.Graph(len(members), np.searchsorted(members, edges.pairs))
    igraph.set_random_number_generator(random.Random(_SEED))
    parts = graph.community_leiden(
        objective_function="CPM",
        weights=edges.near.tolist(),
        resolution=TIE / len(members),
        n_iterations=10,
    )
    part = np.array(parts.membership)
    first = np.full(len(parts), len(members))
    np.minimum.at(first, part, np.arange(len(members)))
    return np.asarray(members[first[part]])


def components(count: int, edges: Edges) -> NDArray[np.int64]:
    """For 0..count-1 the smallest member of the group it is in: groups joined by the edges, giant ones split."""
    import numpy as np

    label = joined(np.arange(count), edges.pairs)
    of_edge = label[edges.pairs[:, 0]]
    for root in np.flatnonzero(np.bincount(label, minlength=count) > giant(count)).tolist():
        members, inside = np.flatnonzero(label == root), of_edge == root
        label[members] = _split(members, Edges(edges.pairs[inside], edges.near[inside]))
    return label
