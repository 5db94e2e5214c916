"""A sheet for the file: title, drawing, tables, and on every page method, date and hash."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from manumit.doors.web.desk import words
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
from manumit.doors.web.desk.exports.graph import Graph, printable

if TYPE_CHECKING:
    from fpdf import FPDF

FONTS = (
    "/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf",
    "/usr/share/fonts/dejavu-sans-fonts/DejaVuSans.ttf",
    "/usr/share/fonts/TTF/DejaVuSans.ttf",
    "/Library/Fonts/Arial Unicode.ttf",
    "C:/Windows/Fonts/arial.ttf",
)
"""Fonts with many scripts, where systems keep them. Where none is, letters beyond Latin-1 are named."""
LEFT, TOP, FOOT = 36.0, 64.0, 46.0
MOST_ROWS = 1000


def pdf(graph: Graph) -> bytes:
    """The document; the same graph gives the same bytes with the same font."""
    from fpdf import FPDF

    class Paper(FPDF):
        def footer(self) -> None:
            self.set_y(-FOOT + 6)
            _font(self, 7, QUIET)
            self.multi_cell(0, 9, _said(self, f"{graph.method}"), new_x="LMARGIN", new_y="NEXT")
            line = f"{graph.made_at} · SHA-256 {graph.sha256} · {self.page_no()}"
            self.cell(0, 9, _said(self, line))

    paper = Paper(orientation="landscape", unit="pt", format="A4")
    paper.set_creation_date(datetime.fromisoformat(graph.made_at))
    paper.set_title(graph.title)
    paper.set_creator("Manumit")
    paper.set_margin(LEFT)
    paper.set_auto_page_break(True, margin=FOOT + 6)
    if font := _known_font():
        paper.add_font("Wide", "", font)
    paper.add_page()
    _head(paper, graph)
    _draw(paper, Sheet.of(graph, paper.epw, paper.eph - TOP - 12))
    paper.add_page()
    _tables(paper, graph)
    return bytes(paper.output())


@cache
def _known_font() -> str:
    return next((path for path in FONTS if Path(path).is_file()), "")


def _font(paper: FPDF, size: float, ink: str = TEXT) -> None:
    paper.set_font("Wide" if _known_font() else "Helvetica", size=size)
    paper.set_text_color(ink)


def _said(paper: FPDF, text: str) -> str:
    """The text in letters that the font has."""
    text = printable(text)
    if _known_font():
        return text
    out = []
    for letter in text:
        plain = (
            letter
            if ord(letter) < 256
            else unicodedata.normalize("NFKD", letter).encode("latin-1", "ignore").decode("latin-1")
        )
        out.append(plain or f"[{unicodedata.name(letter, 'sign').lower().rsplit(' ', 1)[-1]}]")
    return "".join(out)


def _head(paper: FPDF, graph: Graph) -> None:
    _font(paper, 14)
    paper.multi_cell(0, 17, _said(paper, short(graph.title, 180)), new_x="LMARGIN", new_y="NEXT")
    _font(paper, 8, QUIET)
    masked = (
        _("Possible victims are masked.")
        if graph.masked
        else _("Possible victims are shown: handle with care.")
    )
    careful = _("A chart is a question for people, never a verdict.")
    paper.cell(0, 12, _said(paper, f"{masked} {careful}"), new_x="LMARGIN", new_y="NEXT")
    paper.cell(0, 12, _said(paper, legend(graph)))


def _draw(paper: FPDF, sheet: Sheet) -> None:
    for edge, a, b in sheet.lines():
        paper.set_draw_color(LINE)
        paper.set_line_width(0.4 + edge.probability)
        paper.set_dash_pattern(3, 2) if edge.probability < 0.5 else paper.set_dash_pattern()
        paper.line(LEFT + a.x, TOP + a.y, LEFT + b.x, TOP + b.y)
        if len(sheet.graph.edges) <= MOST_WORDS:
            _label(paper, (a.x + b.x) / 2, (a.y + b.y) / 2 - 2, short(edge.word), 6, QUIET)
    paper.set_dash_pattern()
    for spot in sheet.spots.values():
        _node(paper, spot)


def _node(paper: FPDF, spot: Spot) -> None:
    ink, x, y = INK.get(spot.node.role, INK["unknown"]), LEFT + spot.x, TOP + spot.y
    paper.set_fill_color(ink)
    paper.set_draw_color(ink)
    paper.set_line_width(1.2)
    if corners := spot.corners():
        paper.polygon([(LEFT + a, TOP + b) for a, b in corners], style="F")
    elif spot.node.role == "possible_victim":
        paper.circle(x, y, RADIUS * 1.2, style="D")
        paper.circle(x, y, RADIUS * 0.85, style="F")
    else:
        paper.circle(x, y, RADIUS * 0.65, style="F")
    if letter := LETTER.get(spot.node.role):
        _label(paper, spot.x, spot.y + 3, letter, 8, "#ffffff")
    _label(paper, spot.x, spot.y + RADIUS + 10, short(spot.node.label), 7, TEXT)


def _label(paper: FPDF, x: float, y: float, text: str, size: float, ink: str) -> None:
    """Centred on x, standing on y."""
    _font(paper, size, ink)
    said = _said(paper, text)
    paper.text(LEFT + x - paper.get_string_width(said) / 2, TOP + y, said)


def _tables(paper: FPDF, graph: Graph) -> None:
    _font(paper, 8)
    paper.set_fill_color("#ffffff")
    paper.set_draw_color(LINE)
    paper.set_line_width(0.3)
    labels = {node.id: node.label for node in graph.nodes}
    heads = (_("Who or what"), _("Kind"), _("Possible role"), _("Of 100"), _("Note"))
    rows = [
        (
            n.label,
            str(words.KIND.get(n.kind, n.kind)),
            str(words.ROLE.get(n.role, n.role)),
            _hundredth(n.probability),
            n.note,
        )
        for n in graph.nodes
    ]
    _table(paper, heads, rows, (30, 12, 16, 6, 36))
    links = [
        (labels[e.source], e.word, labels[e.target], _("seen") if e.observed else _hundredth(e.probability))
        for e in graph.edges
    ]
    _table(paper, (_("From"), _("Link"), _("To"), _("Of 100")), links, (38, 18, 38, 6))


def _hundredth(value: float | None) -> str:
    return "" if value is None else str(min(99, max(1, round(100 * value))))


def _table(
    paper: FPDF, heads: tuple[str, ...], rows: Sequence[tuple[str, ...]], widths: tuple[int, ...]
) -> None:
    paper.ln(8)
    with paper.table(
        col_widths=widths,
        borders_layout="HORIZONTAL_LINES",
        line_height=11,
        first_row_as_headings=False,
        padding=2,
    ) as table:
        for row in [heads, *rows[:MOST_ROWS]]:
            line = table.row()
            for cell in row:
                line.cell(_said(paper, short(cell, 300)))
    if len(rows) > MOST_ROWS:
        paper.cell(
            0,
            12,
            _said(
                paper, _("%(n)s more are in the other forms of this export.") % {"n": len(rows) - MOST_ROWS}
            ),
        )
