"""Where the nodes of a network stand: the same lead gives the same picture, and nothing lies on anything."""

from __future__ import annotations

from math import cos, hypot, pi, sin

Point = tuple[float, float]
APART_X, APART_Y = 92.0, 62.0
WIDEST, HIGHEST = 240.0, 130.0
"""Most px that one more node may add to a part: two people are not drawn a page apart."""
ROUNDS = 160


def place(
    nodes: int, edges: list[tuple[int, int]], width: float, height: float, margin: float
) -> list[Point]:
    """Points for nodes 0..n-1: Kamada-Kawai for each connected part, parts side by side, loose nodes below."""
    import igraph

    graph = igraph.Graph(n=nodes, edges=sorted({(min(e), max(e)) for e in edges if e[0] != e[1]}))
    parts = sorted(
        (sorted(part) for part in graph.connected_components()), key=lambda part: (-len(part), part)
    )
    joined = [part for part in parts if len(part) > 1]
    loose = [part[0] for part in parts if len(part) == 1]
    columns = max(1, int((width - 2 * margin) // APART_X) + 1)
    rows = -(-len(loose) // columns)
    floor = height - rows * APART_Y if joined else (height - rows * APART_Y) / 2
    points: list[Point] = [(width / 2, height / 2)] * nodes
    total = sum(len(part) ** 0.7 for part in joined) or 1.0
    left = 0.0
    for part in joined:
        share = width * len(part) ** 0.7 / total
        wide = min(share - 2 * margin, WIDEST * (len(part) - 1))
        high = min(floor - 2 * margin, HIGHEST * (len(part) - 1))
        fitted = _fit(_part(graph, part), left + (share - wide) / 2, (floor - high) / 2, wide, high)
        for node, point in zip(part, fitted, strict=True):
            points[node] = point
        left += share
    for index, node in enumerate(loose):
        row, column = divmod(index, columns)
        wide = min(columns, len(loose) - row * columns)
        points[node] = (width / 2 + (column - (wide - 1) / 2) * APART_X, floor + (row + 0.5) * APART_Y - 8)
    return _apart(points, width, height, margin)


def _part(graph: object, part: list[int]) -> list[Point]:
    """Coordinates of one connected part, without chance: it starts on a circle."""
    sub = graph.induced_subgraph(part)  # type: ignore[attr-defined]
    circle = [[cos(2 * pi * i / len(part)), sin(2 * pi * i / len(part))] for i in range(len(part))]
    laid = sub.layout_kamada_kawai(seed=circle, maxiter=50 * len(part) + 200)
    return _widest([(float(x), float(y)) for x, y in laid.coords])


def _widest(points: list[Point]) -> list[Point]:
    """Turned so that the longest extent lies level: pages are wider than high."""
    best, spread = points, -1.0
    for turn in range(12):
        c, s = cos(pi * turn / 12), sin(pi * turn / 12)
        turned = [(x * c - y * s, x * s + y * c) for x, y in points]
        xs, ys = [p[0] for p in turned], [p[1] for p in turned]
        ratio = (max(xs) - min(xs) + 1e-6) / (max(ys) - min(ys) + 0.3)
        if ratio > spread + 1e-9:
            best, spread = turned, ratio
    return best


def _fit(points: list[Point], left: float, top: float, width: float, height: float) -> list[Point]:
    xs, ys = [p[0] for p in points], [p[1] for p in points]
    wide, high = max(xs) - min(xs), max(ys) - min(ys)
    sx = width / wide if wide > 1e-6 else 0.0
    sy = height / high if high > 1e-6 else 0.0
    return [
        (left + ((x - min(xs)) * sx if sx else width / 2), top + ((y - min(ys)) * sy if sy else height / 2))
        for x, y in points
    ]


def _apart(points: list[Point], width: float, height: float, margin: float) -> list[Point]:
    """Pushes nodes apart until boxes of APART_X by APART_Y around them are free, or ROUNDS are over."""
    spots = [list(point) for point in points]
    for _ in range(ROUNDS):
        moved = False
        for i in range(len(spots)):
            for j in range(i + 1, len(spots)):
                moved = _push(spots[i], spots[j], i, j) or moved
        for spot in spots:
            spot[0] = min(width - margin, max(margin, spot[0]))
            spot[1] = min(height - margin, max(margin * 0.6, spot[1]))
        if not moved:
            break
    return [(spot[0], spot[1]) for spot in spots]


def _push(one: list[float], other: list[float], i: int, j: int) -> bool:
    dx, dy = other[0] - one[0], other[1] - one[1]
    near = hypot(dx / APART_X, dy / APART_Y)
    if near >= 0.8:
        return False
    if near < 1e-3:
        dx, dy, near = cos(i * 7 + j), sin(i * 7 + j), 0.02
    push = (0.8 - near) * 0.5
    length = hypot(dx, dy) or 1.0
    for spot, sign in ((one, -1), (other, 1)):
        spot[0] += sign * dx / length * push * APART_X
        spot[1] += sign * dy / length * push * APART_Y
    return True
