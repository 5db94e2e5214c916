"""Templates on a terminal: constants plain, slots in the colour of their type and in brackets; what an advert adds
stands in {+ +}, what it leaves out in [- -], so that they can be told apart without colour."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from manumit.engine.links import Mark, Shape, TemplateView
from manumit.services.report.markup import clean
from manumit.services.report.templates_page import GROUPS, facts, veiled
from manumit.services.report.words import count

if TYPE_CHECKING:
    from rich.console import Console
    from rich.text import Text

COLOURS = {"contact": "magenta", "price": "green", "place": "cyan", "name": "yellow", "free": "bold"}
ADVERTS = 2
"""Adverts that are shown below each template."""
_VALUES = 3
LEGEND = (
    "Plain words stand in every advert, [SLOTS] change. Below: what fills them, then the first adverts, "
    "with {+added+} and [-left out-] words. That texts are alike is no proof of one hand."
)


def print_templates(console: Console, views: Sequence[TemplateView], adverts: int, templates: int) -> None:
    """Print the strongest templates, what fills their slots, and how the first adverts depart from them."""
    from rich.padding import Padding
    from rich.text import Text

    console.print(Text(f"{count(templates, 'template')} in {count(adverts, 'advert')}", style="bold"))
    if views:
        console.print(Text(LEGEND, style="dim"))
    for number, view in enumerate(views, 1):
        console.print()
        console.print(Text(f"{number}. {' · '.join(facts(view))}", style="bold"))
        console.print(Padding(Text(view.template_id, style="dim"), (0, 0, 0, 3)))
        console.print(Padding(_said(view.shape), (0, 0, 0, 3)))
        for line in _values(view.shape):
            console.print(Padding(line, (0, 0, 0, 5)))
        for reading in view.readings[:ADVERTS]:
            head = Text(f"{clean(reading.ad_id, 60)} {reading.day}".rstrip() + "  ", style="dim")
            for mark in reading.marks:
                head.append_text(_marked(mark))
            console.print(Padding(head, (0, 0, 0, 3)))


def _colour(slot: str) -> str:
    return COLOURS[GROUPS.get(slot, "free")]


def _lead(raw: str) -> str:
    inside = clean(raw, 80)
    if not inside:
        return " " if raw else ""
    return f"{' ' if raw[0].isspace() else ''}{inside}{' ' if raw[-1].isspace() else ''}"


def _said(shape: Shape) -> Text:
    from rich.text import Text

    said = Text()
    for piece in shape.pieces:
        said.append(_lead(piece.lead) if said else clean(piece.lead, 80))
        if piece.slot:
            said.append(f"[{piece.slot}]", style=_colour(piece.slot))
        else:
            said.append(clean(piece.text))
    return said


def _values(shape: Shape) -> list[Text]:
    from rich.text import Text

    return [
        Text.assemble(
            (f"[{piece.slot}]", _colour(piece.slot)),
            (" " + " · ".join(clean(veiled(piece.slot, one), 60) for one in piece.values[:_VALUES]), "dim"),
        )
        for piece in shape.pieces
        if piece.slot and piece.values
    ]


def _marked(mark: Mark) -> Text:
    from rich.text import Text

    text, lead = clean(veiled(mark.slot, mark.text), 200), _lead(mark.lead)
    if mark.how == "slot":
        return Text.assemble(lead, (text, _colour(mark.slot)))
    if mark.how == "inserted":
        return Text.assemble(lead, (f"{{+{text}+}}", "blue underline"))
    if mark.how == "deleted":
        return Text.assemble(lead, (f"[-{text}-]", "red strike"))
    return Text(lead + text)
