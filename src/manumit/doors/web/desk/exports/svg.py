"""A picture: plain SVG without style sheet or script, readable anywhere, with method, date and hash below."""

from __future__ import annotations

from xml.etree.ElementTree import Element, SubElement, tostring

from manumit.doors.web.desk.exports.drawn import (
    INK,
    LETTER,
    LINE,
    MOST_WORDS,
    QUIET,
    RADIUS,
    TEXT,
    Sheet,
    Spot,
    legend,
    short,
)
from manumit.doors.web.desk.exports.graph import Edge, Graph, printable

WIDTH, HEIGHT, FOOT = 1200.0, 800.0, 66.0
_FONT = "system-ui, 'DejaVu Sans', sans-serif"


def svg(graph: Graph) -> bytes:
    """The picture."""
    sheet = Sheet.of(graph, WIDTH, HEIGHT)
    root = Element(
        "svg",
        {
            "xmlns": "http://www.w3.org/2000/svg",
            "viewBox": f"0 0 {WIDTH:.0f} {HEIGHT + FOOT:.0f}",
            "role": "img",
            "font-family": _FONT,
        },
    )
    SubElement(root, "title").text = printable(graph.title)
    SubElement(root, "desc").text = f"{graph.method} {graph.made_at} SHA-256 {graph.sha256}"
    SubElement(root, "rect", {"width": "100%", "height": "100%", "fill": "#ffffff"})
    for edge, a, b in sheet.lines():
        _line(root, edge, a, b, len(graph.edges) <= MOST_WORDS)
    for spot in sheet.spots.values():
        _node(root, spot)
    said = (legend(graph), graph.method, f"{graph.made_at} · SHA-256 {graph.sha256}")
    for number, line in enumerate(said):
        _text(root, 16, HEIGHT + 16 + 18 * number, line, 11, QUIET, "start")
    data: bytes = tostring(root, encoding="utf-8", xml_declaration=True)
    return data


def _line(root: Element, edge: Edge, a: Spot, b: Spot, words: bool) -> None:
    told = {"x1": f"{a.x:.1f}", "y1": f"{a.y:.1f}", "x2": f"{b.x:.1f}", "y2": f"{b.y:.1f}", "stroke": LINE}
    told["stroke-width"] = f"{0.6 + 1.6 * edge.probability:.1f}"
    if edge.probability < 0.5:
        told["stroke-dasharray"] = "4 3"
    SubElement(root, "line", told)
    if words:
        _text(root, (a.x + b.x) / 2, (a.y + b.y) / 2 - 3, short(edge.word), 9, QUIET, "middle")


def _node(root: Element, spot: Spot) -> None:
    node, ink = spot.node, INK.get(spot.node.role, INK["unknown"])
    at = {"cx": f"{spot.x:.1f}", "cy": f"{spot.y:.1f}"}
    if corners := spot.corners():
        SubElement(root, "polygon", {"points": " ".join(f"{x:.1f},{y:.1f}" for x, y in corners), "fill": ink})
    elif node.role == "possible_victim":
        SubElement(
            root,
            "circle",
            at | {"r": f"{RADIUS * 1.25:.1f}", "fill": "#ffffff", "stroke": ink, "stroke-width": "2"},
        )
        SubElement(root, "circle", at | {"r": f"{RADIUS * 0.85:.1f}", "fill": ink})
    else:
        SubElement(root, "circle", at | {"r": f"{RADIUS * 0.7:.1f}", "fill": ink})
    if letter := LETTER.get(node.role):
        _text(root, spot.x, spot.y + 3.5, letter, 10, "#ffffff", "middle")
    _text(root, spot.x, spot.y + RADIUS + 14, short(node.label), 11, TEXT, "middle")


def _text(root: Element, x: float, y: float, said: str, size: int, ink: str, anchor: str) -> None:
    told = {"x": f"{x:.1f}", "y": f"{y:.1f}", "font-size": str(size), "fill": ink, "text-anchor": anchor}
    if ink != "#ffffff":
        told |= {"stroke": "#ffffff", "stroke-width": "3", "paint-order": "stroke"}
    SubElement(root, "text", told).text = printable(said)
