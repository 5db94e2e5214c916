"""Nodes and edges as CSV that no spreadsheet runs."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

from manumit.doors.web.desk.exports.graph import Graph
from manumit.services.report import safe_cell

NODE_HEADS = ("id", "kind", "label", "role", "probability", "records", "group", "note")
EDGE_HEADS = ("id", "source", "target", "word", "probability", "observed", "from", "until")


def nodes_csv(graph: Graph) -> bytes:
    """One row a node, then one that says how, when, and the hash."""
    rows = [
        (n.id, n.kind, n.label, n.role, _chance(n.probability), str(n.records), n.group, n.note)
        for n in graph.nodes
    ]
    return _csv(NODE_HEADS, rows, graph)


def edges_csv(graph: Graph) -> bytes:
    """One row an edge, ends by their labels' ids."""
    rows = [
        (
            e.id,
            e.source,
            e.target,
            e.word,
            _chance(e.probability),
            "yes" if e.observed else "no",
            e.since,
            e.until,
        )
        for e in graph.edges
    ]
    return _csv(EDGE_HEADS, rows, graph)


def _chance(value: float | None) -> str:
    return "" if value is None else f"{value:.2f}"


def _csv(heads: Sequence[str], rows: Iterable[Sequence[str]], graph: Graph) -> bytes:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(heads)
    writer.writerows([safe_cell(cell) for cell in row] for row in rows)
    writer.writerow([safe_cell(f"# {graph.method} {graph.made_at} SHA-256 {graph.sha256}")])
    return b"\xef\xbb\xbf" + out.getvalue().encode("utf-8", "replace")
