"""Where nodes stand: laid out on the server, the same every time (Fruchterman and Reingold 1991, by igraph)."""

from __future__ import annotations

import random
from collections.abc import Sequence
from threading import Lock

GRID_FROM = 500
"""Nodes from which the grid variant is used."""
_ONE = Lock()
"""igraph draws from one source of chance."""


def positions(count: int, edges: Sequence[tuple[int, int]]) -> list[tuple[float, float]]:
    """x and y of `count` nodes, centred, in about -1..1."""
    if count < 2:
        return [(0.0, 0.0)] * count
    import igraph

    graph = igraph.Graph(n=count, edges=edges)
    with _ONE:
        igraph.set_random_number_generator(random.Random(7))
        start = graph.layout_circle()
        layout = graph.layout_fruchterman_reingold(
            seed=start, niter=300 if count < GRID_FROM else 60, grid="nogrid" if count < GRID_FROM else "grid"
        )
    layout.fit_into((-1, -1, 1, 1), keep_aspect_ratio=True)
    return [(round(x, 4), round(y, 4)) for x, y in layout.coords]
