"""A graph as shapes on a sheet, for every form that draws: places in points, roles by shape and letter."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from math import cos, pi, sin
from typing import Final

from manumit.doors.web.desk import words
from manumit.doors.web.desk.exports.graph import Edge, Graph, Node

RADIUS = 9.0
MARGIN = 54.0
MOST_WORDS = 60
"""Edges up to which each is labelled with its word: beyond, words cover each other."""
LETTER: Final = {
    "controller": "C",
    "recruiter": "R",
    "collector": "M",
    "facilitator": "F",
    "possible_victim": "P",
}
"""As in the report: M stands for money. Shape and letter tell roles apart, colour comes second."""
CORNERS: Final = {"controller": (4, pi / 4), "recruiter": (3, -pi / 2), "collector": (4, -pi / 2)}
CORNERS["facilitator"] = (5, -pi / 2)
INK: Final = {
    "controller": "#174a73",
    "recruiter": "#2f6a97",
    "collector": "#2f6a97",
    "facilitator": "#5c8fb4",
    "possible_victim": "#0f5f63",
    "unknown": "#8b949b",
}
LINE, TEXT, QUIET = "#8b949b", "#1d2327", "#56616a"


@dataclass(frozen=True, slots=True)
class Spot:
    """A node on the sheet."""

    node: Node
    x: float
    y: float

    def corners(self) -> list[tuple[float, float]]:
        """Corners of its role's shape; none for a circle."""
        if self.node.role not in CORNERS:
            return []
        number, turn = CORNERS[self.node.role]
        return [
            (
                self.x + 1.25 * RADIUS * cos(turn + 2 * pi * i / number),
                self.y + 1.25 * RADIUS * sin(turn + 2 * pi * i / number),
            )
            for i in range(number)
        ]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A graph fitted into width x height."""

    graph: Graph
    width: float
    height: float
    spots: dict[str, Spot]

    @classmethod
    def of(cls, graph: Graph, width: float, height: float) -> Sheet:
        """Fit, keeping proportions; one node stands in the middle."""
        xs, ys = [n.x for n in graph.nodes] or [0.0], [n.y for n in graph.nodes] or [0.0]
        wide, high = max(max(xs) - min(xs), 1e-6), max(max(ys) - min(ys), 1e-6)
        scale = min((width - 2 * MARGIN) / wide, (height - 2 * MARGIN) / high)
        if len(graph.nodes) < 2:
            scale = 0.0
        mid_x, mid_y = (max(xs) + min(xs)) / 2, (max(ys) + min(ys)) / 2
        spots = {
            n.id: Spot(n, width / 2 + (n.x - mid_x) * scale, height / 2 - (n.y - mid_y) * scale)
            for n in graph.nodes
        }
        return cls(graph, width, height, spots)

    def lines(self) -> Iterator[tuple[Edge, Spot, Spot]]:
        """Edges with both ends, loops left out."""
        for edge in self.graph.edges:
            if edge.source != edge.target:
                yield edge, self.spots[edge.source], self.spots[edge.target]


def legend(graph: Graph) -> str:
    """What the letters that are drawn mean."""
    drawn = {node.role for node in graph.nodes}
    return " · ".join(f"{letter} {words.ROLE[role]}" for role, letter in LETTER.items() if role in drawn)


def short(text: str, most: int = 30) -> str:
    """A label that fits."""
    return text if len(text) <= most else text[: most - 1] + "…"
