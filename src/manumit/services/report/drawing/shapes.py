"""Roles by shape and letter, colour second; the possible victim's circle with ring is calm on purpose."""

from __future__ import annotations

from math import cos, pi, sin
from typing import Final

LETTER: Final = {
    "controller": "C",
    "recruiter": "R",
    "collector": "M",
    "facilitator": "F",
    "possible_victim": "P",
    "unknown": "?",
}
"""M stands for money: the collector gathers it, and C is taken."""
LETTER_SIZE: Final = 1.05
SHAPE_WORD: Final = {
    "controller": "square",
    "recruiter": "triangle",
    "collector": "diamond",
    "facilitator": "pentagon",
    "possible_victim": "circle with ring",
    "unknown": "dot",
}
DEFINITIONS: Final = (
    '<svg class="defs" width="0" height="0" aria-hidden="true" focusable="false"><defs>'
    '<pattern id="hatch" width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
    '<line x1="0" y1="0" x2="0" y2="5" class="hatch"/></pattern>'
    '<marker id="tip" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="8" markerHeight="8" '
    'markerUnits="userSpaceOnUse" orient="auto"><path d="M0 .8 7.5 4 0 7.2z" class="tip"/></marker>'
    "</defs></svg>"
)


def _polygon(x: float, y: float, radius: float, corners: int, turn: float) -> str:
    points = " ".join(
        f"{x + radius * cos(turn + 2 * pi * i / corners):.1f},{y + radius * sin(turn + 2 * pi * i / corners):.1f}"
        for i in range(corners)
    )
    return f'<polygon points="{points}"/>'


def shape(role: str, x: float, y: float, radius: float = 12) -> str:
    """The role's shape with its letter, centred on a point."""
    down = -pi / 2
    bodies = {
        "controller": _polygon(x, y, radius * 1.28, 4, pi / 4),
        "recruiter": _polygon(x, y, radius * 1.4, 3, down),
        "collector": _polygon(x, y, radius * 1.3, 4, down),
        "facilitator": _polygon(x, y, radius * 1.2, 5, down),
        "possible_victim": f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{radius * 1.18:.1f}" class="ring"/>'
        f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{radius * 0.84:.1f}"/>',
    }
    body = bodies.get(role, f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{radius * 0.68:.1f}"/>')
    name = role if role in LETTER else "unknown"
    drop = radius * (0.46 if name == "recruiter" else 0.34)
    letter = f'<text x="{x:.1f}" y="{y + drop:.1f}" text-anchor="middle">{LETTER[name]}</text>'
    return f'<g class="role {name}" font-size="{radius * LETTER_SIZE:.1f}">{body}{letter}</g>'


def icon(role: str, size: int = 24) -> str:
    """The shape as a small picture in running text; words beside it say the same."""
    half = size / 2
    return (
        f'<svg class="icon" width="{size}" height="{size}" viewBox="0 0 {size} {size}" aria-hidden="true" '
        f'focusable="false">{shape(role, half, half + (1.5 if role == "recruiter" else 0), half * 0.72)}</svg>'
    )
