"""GraphML (http://graphml.graphdrawing.org) and GEXF 1.3 (https://gexf.net): as Gephi, yEd and igraph read."""

from __future__ import annotations

from collections.abc import Iterable
from xml.etree.ElementTree import Element, SubElement, tostring

from manumit.doors.web.desk.exports.graph import Edge, Graph, Node, printable

Fields = tuple[tuple[str, str], ...]
_NODE: Fields = (
    *(("label", "string"), ("kind", "string"), ("role", "string"), ("probability", "double")),
    *(("x", "double"), ("y", "double"), ("records", "int"), ("group", "string"), ("note", "string")),
)
_EDGE: Fields = (
    *(("word", "string"), ("probability", "double"), ("observed", "boolean")),
    *(("since", "string"), ("until", "string")),
)
SPREAD = 1000.0
"""Gephi draws in about -1000..1000."""


def graphml(graph: Graph) -> bytes:
    """One undirected graph; method, date and hash are data of it."""
    root = Element("graphml", {"xmlns": "http://graphml.graphdrawing.org/xmlns"})
    for name in ("method", "made_at", "sha256"):
        SubElement(root, "key", {"id": name, "for": "graph", "attr.name": name, "attr.type": "string"})
    for where, fields in (("node", _NODE), ("edge", _EDGE)):
        for name, type in fields:
            told = {"id": f"{where[0]}_{name}", "for": where, "attr.name": name, "attr.type": type}
            SubElement(root, "key", told)
    body = SubElement(root, "graph", {"id": "G", "edgedefault": "directed"})
    for name, value in (("method", graph.method), ("made_at", graph.made_at), ("sha256", graph.sha256)):
        SubElement(body, "data", {"key": name}).text = value
    for node in graph.nodes:
        _data(SubElement(body, "node", {"id": node.id}), "n", node, _NODE)
    for edge in graph.edges:
        ends = {"id": edge.id, "source": edge.source, "target": edge.target}
        _data(SubElement(body, "edge", ends), "e", edge, _EDGE)
    return _bytes(root)


def _data(parent: Element, prefix: str, thing: Node | Edge, fields: Iterable[tuple[str, str]]) -> None:
    for name, _ in fields:
        if (text := _text(getattr(thing, name))) != "":
            SubElement(parent, "data", {"key": f"{prefix}_{name}"}).text = text


def gexf(graph: Graph) -> bytes:
    """With places (viz), and the probability as weight."""
    root = Element(
        "gexf", {"xmlns": "http://gexf.net/1.3", "xmlns:viz": "http://gexf.net/1.3/viz", "version": "1.3"}
    )
    meta = SubElement(root, "meta", {"lastmodifieddate": graph.made_at[:10]})
    SubElement(meta, "creator").text = "Manumit"
    SubElement(meta, "description").text = f"{graph.method} {graph.made_at} SHA-256 {graph.sha256}"
    body = SubElement(root, "graph", {"defaultedgetype": "directed", "mode": "static"})
    fields = {"node": [f for f in _NODE if f[0] not in ("label", "x", "y")], "edge": _EDGE[2:]}
    for where, listed in fields.items():
        told = SubElement(body, "attributes", {"class": where})
        for name, type in listed:
            kind = "integer" if type == "int" else type
            SubElement(told, "attribute", {"id": name, "title": name, "type": kind})
    nodes, edges = SubElement(body, "nodes"), SubElement(body, "edges")
    for node in graph.nodes:
        one = SubElement(nodes, "node", {"id": node.id, "label": printable(node.label)})
        _values(one, node, fields["node"])
        place = {"x": f"{node.x * SPREAD:.1f}", "y": f"{node.y * SPREAD:.1f}", "z": "0.0"}
        SubElement(one, "viz:position", place)
    for edge in graph.edges:
        told_edge = {
            "id": edge.id,
            "source": edge.source,
            "target": edge.target,
            "label": printable(edge.word),
        }
        one = SubElement(edges, "edge", told_edge | {"weight": f"{edge.probability:.4f}"})
        _values(one, edge, fields["edge"])
    return _bytes(root)


def _values(parent: Element, thing: Node | Edge, fields: Iterable[tuple[str, str]]) -> None:
    values = SubElement(parent, "attvalues")
    for name, _ in fields:
        if (text := _text(getattr(thing, name))) != "":
            SubElement(values, "attvalue", {"for": name, "value": text})


def _text(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if value is None:
        return ""
    return printable(str(value))


def _bytes(root: Element) -> bytes:
    data: bytes = tostring(root, encoding="utf-8", xml_declaration=True)
    return data
