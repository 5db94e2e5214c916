"""Which forms there are: what each is called, its type, and what makes it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from django.utils.translation import gettext_lazy as _

from manumit.doors.web.desk.exports.ftm import ftm
from manumit.doors.web.desk.exports.graph import Graph
from manumit.doors.web.desk.exports.markup import gexf, graphml
from manumit.doors.web.desk.exports.pdf import pdf
from manumit.doors.web.desk.exports.svg import svg
from manumit.doors.web.desk.exports.table import edges_csv, nodes_csv
from manumit.doors.web.desk.words import Word


@dataclass(frozen=True, slots=True)
class Form:
    """A form of export."""

    label: Word
    ending: str
    media: str
    make: Callable[[Graph], bytes]


FORMS: Final[dict[str, Form]] = {
    "ftm": Form(_("FollowTheMoney entities (JSON lines)"), "ftm.json", "application/x-ndjson", ftm),
    "graphml": Form(_("GraphML"), "graphml", "application/graphml+xml", graphml),
    "gexf": Form(_("GEXF (Gephi)"), "gexf", "application/gexf+xml", gexf),
    "svg": Form(_("SVG picture"), "svg", "image/svg+xml", svg),
    "nodes": Form(_("Table of who and what (CSV)"), "nodes.csv", "text/csv; charset=utf-8", nodes_csv),
    "edges": Form(_("Table of links (CSV)"), "edges.csv", "text/csv; charset=utf-8", edges_csv),
    "pdf": Form(_("PDF with method, date and hash"), "pdf", "application/pdf", pdf),
}
