"""Components of verified pairs, with a guard: a giant one is split where its links are thin."""

from __future__ import annotations

from collections.abc import Sequence

_GIANT, _GIANT_SHARE = 200, 0.01
"""Members from which a component is looked at again: max(200, 1 % of all) (notes/adverts.md, section 5.4)."""
_TIE = 0.3
"""Constant Potts model: resolution = _TIE / members. One text stays with a group to which its links weigh this much
in sum; two halves part when the links between them are fewer than _TIE a text of the smaller one, roughly."""
_SEED = 7

Edge = tuple[int, int, float]


def _roots(count: int, edges: Sequence[Edge]) -> list[int]:
    parent = list(range(count))

    def root(at: int) -> int:
        while parent[at] != at:
            parent[at] = parent[parent[at]]
            at = parent[at]
        return at

    for one, other, _ in edges:
        a, b = root(one), root(other)
        if a != b:
            parent[max(a, b)] = min(a, b)
    return [root(at) for at in range(count)]


def _split(members: Sequence[int], edges: Sequence[Edge]) -> list[list[int]]:
    """Leiden with the constant Potts model on the verified weights (Traag, Waltman, van Eck 2019)."""
    import random

    import igraph

    place = {member: at for at, member in enumerate(members)}
    graph = igraph.Graph(len(members), [(place[a], place[b]) for a, b, _ in edges])
    random.seed(_SEED)
    igraph.set_random_number_generator(random)
    parts = graph.community_leiden(
        objective_function="CPM",
        weights=[weight for _, _, weight in edges],
        resolution=_TIE / len(members),
        n_iterations=10,
    )
    return [sorted(members[at] for at in part) for part in parts]


def components(count: int, edges: Sequence[Edge]) -> list[list[int]]:
    """Groups of 0..count-1 joined by the edges, giant ones split; each sorted, in order of its first member."""
    roots = _roots(count, edges)
    groups: dict[int, list[int]] = {}
    for at, root in enumerate(roots):
        groups.setdefault(root, []).append(at)
    giant = max(_GIANT, int(_GIANT_SHARE * count))
    inside: dict[int, list[Edge]] = {root: [] for root, group in groups.items() if len(group) > giant}
    for edge in edges:
        if roots[edge[0]] in inside:
            inside[roots[edge[0]]].append(edge)
    found = [
        part
        for root, group in groups.items()
        for part in (_split(group, inside[root]) if root in inside else [group])
    ]
    return sorted(found)
