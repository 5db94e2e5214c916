"""What is exported: nodes with places, edges, and how it was made."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from functools import cached_property
from typing import Any

MOST_NOTE = 2000
"""Characters of a note on a node."""


@dataclass(frozen=True, slots=True)
class Node:
    """An entity as it may be seen, at x and y (about -1..1, y upwards, as the browser draws it)."""

    id: str
    kind: str
    label: str
    role: str
    probability: float | None
    x: float
    y: float
    records: int
    covered: bool = False
    """The label stands for somebody who is masked."""
    group: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Edge:
    """A link between two nodes; `probability` that both are one actor's, 1 where it was observed."""

    id: str
    source: str
    target: str
    word: str
    """As people read it."""
    way: str
    """As the engine says it."""
    probability: float
    observed: bool
    since: str
    until: str


@dataclass(frozen=True)
class Graph:
    """A chart or a lead. `made_at` is UTC, ISO, whole seconds; `masked`: possible victims are covered."""

    title: str
    method: str
    made_at: str
    masked: bool
    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]

    @cached_property
    def sha256(self) -> str:
        """Of nodes and edges as canonical JSON (keys sorted, no spaces): the same in every form of one export."""
        told = {"nodes": [asdict(one) for one in self.nodes], "edges": [asdict(one) for one in self.edges]}
        text = json.dumps(told, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
        return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()

    @classmethod
    def of_scene(
        cls, scene: Mapping[str, Any], title: str, method: str, state: Mapping[str, Any] | None = None
    ) -> Graph:
        """A scene as it is, or as a chart's state changes it: moved, hidden, grouped, noted."""
        state = state or {}
        hidden, places = set(state.get("hidden", ())), state.get("positions", {})
        groups = {m: group["label"] for group in state.get("groups", ()) for m in group["members"]}
        notes = state.get("notes", {})
        nodes = tuple(
            Node(
                id=one["id"],
                kind=one["kind"],
                label=_line(one["label"]),
                role=one["role"],
                probability=one["probability"],
                x=float(places.get(one["id"], (one["x"], one["y"]))[0]),
                y=float(places.get(one["id"], (one["x"], one["y"]))[1]),
                records=one["records"],
                covered=bool(one["protected"]),
                group=_line(groups.get(one["id"], "")),
                note=str(notes.get(one["id"], ""))[:MOST_NOTE],
            )
            for one in scene["nodes"]
            if one["id"] not in hidden
        )
        shown = {one.id for one in nodes}
        edges = tuple(
            Edge(
                id=one["id"],
                source=one["source"],
                target=one["target"],
                word=_line(one["word"]),
                way=str(one.get("way", "")),
                probability=round(float(one["probability"]), 4),
                observed=bool(one.get("observed")),
                since=one["from"] or "",
                until=one["until"] or "",
            )
            for one in scene["edges"]
            if one["source"] in shown and one["target"] in shown
        )
        made_at = scene["made_at"][:19] + "Z"
        return cls(_line(title), method, made_at, bool(scene["masked"]), nodes, edges)


def printable(text: str) -> str:
    """Text without what no XML or PDF may hold (control characters but for the end of a line)."""
    return "".join(c if c.isprintable() or c == "\n" else " " for c in text)


def _line(text: object) -> str:
    """One such line."""
    return " ".join(printable(str(text)).split())
