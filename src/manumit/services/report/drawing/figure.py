"""The frame of a drawing: SVG with title and description, a caption, and the same facts as a table of text."""

from __future__ import annotations

import html
from dataclasses import dataclass

from manumit.services.report import markup


@dataclass(frozen=True, slots=True)
class Drawing:
    """`title` says the finding; `description` says what is drawn; `caption` and `facts` are HTML already."""

    key: str
    title: str
    description: str
    width: float
    height: float
    body: str
    caption: str
    facts: str
    facts_title: str
    css: str = ""


def figure(drawing: Drawing) -> str:
    """A figure with heading, scrollable drawing (small screens), caption and its facts as text."""
    title, described = html.escape(drawing.title), markup.text(drawing.description, 900)
    key = drawing.key
    svg = (
        f'<svg class="{drawing.css}" role="img" aria-labelledby="{key}-t {key}-d" '
        f'viewBox="0 0 {drawing.width:g} {drawing.height:g}" xmlns="http://www.w3.org/2000/svg">'
        f'<title id="{key}-t">{title}</title><desc id="{key}-d">{described}</desc>{drawing.body}</svg>'
    )
    return (
        f'<figure id="{key}"><h4>{title}</h4>'
        f'<div class="draw" role="region" tabindex="0" aria-label="{title}">{svg}</div>'
        f"<figcaption>{drawing.caption}</figcaption>"
        f'<details class="facts"><summary>{html.escape(drawing.facts_title)}</summary>{drawing.facts}</details>'
        f"</figure>"
    )


def words_at(x: float, y: float, words: str, css: str = "", anchor: str = "start", limit: int = 40) -> str:
    """A label from data at a point; `direction` is kept apart so that no script moves its neighbours."""
    return (
        f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" class="{css}" '
        f'unicode-bidi="isolate">{markup.text(words, limit)}</text>'
    )


def width_of(words: str, size: float = 12) -> float:
    """Width of a label in px: wide scripts count double."""
    return sum(size * (1.02 if ord(char) >= 0x2E80 else 0.56) for char in words)
