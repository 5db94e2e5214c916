"""Markup from plain strings. All text from data passes `text` or `value`: escaped, without control characters."""

from __future__ import annotations

import html
import re
import unicodedata

_UNSEEN = {"Cc", "Cs", "Co", "Cn"}
_BIDI = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_SPACE = re.compile(r"[\s\u2028\u2029]+")
_MARKS_IN_A_ROW = 4
"""More combining marks than this on one letter is a wall of ink, not a script."""


def clean(raw: str, limit: int = 600) -> str:
    """One line of printable text: direction overrides and control characters shown as �, stacked marks thinned."""
    line = _BIDI.sub("�", _SPACE.sub(" ", raw[: limit * 4])).strip()
    if line.isascii() and line.isprintable():
        return _cut(line, limit)
    out: list[str] = []
    marks = 0
    for char in line:
        category = unicodedata.category(char)
        marks = marks + 1 if category in {"Mn", "Me"} else 0
        if marks <= _MARKS_IN_A_ROW:
            out.append("�" if category in _UNSEEN else char)
    return _cut("".join(out), limit)


def _cut(line: str, limit: int) -> str:
    return line if len(line) <= limit else line[: limit - 1].rstrip() + "…"


def text(raw: str, limit: int = 600) -> str:
    """Text from data as HTML."""
    return html.escape(clean(raw, limit), quote=True)


def value(raw: str, limit: int = 200) -> str:
    """A value from data, kept apart from the direction of what surrounds it."""
    return f"<bdi>{text(raw, limit)}</bdi>"


def attribute(raw: str, limit: int = 200) -> str:
    """Text from data for use inside a double-quoted attribute."""
    return text(raw, limit)


def anchor(*parts: str) -> str:
    """An id for a fragment link from any strings: letters, digits and hyphens only."""
    return "-".join(re.sub(r"[^A-Za-z0-9]+", "-", part).strip("-") or "x" for part in parts)


def table(caption: str, heads: list[str], rows: list[list[str]], css: str = "") -> str:
    """A table with a caption, column heads and row heads; cells are HTML already, `#` before a head = figures."""
    figures = [head.startswith("#") for head in heads]
    top = "".join(
        f'<th scope="col"{_figure(number)}>{html.escape(head.lstrip("#"))}</th>'
        for head, number in zip(heads, figures, strict=True)
    )
    body = "".join(f"<tr>{_cells(row, figures)}</tr>" for row in rows)
    name = f' class="{css}"' if css else ""
    return (
        f'<div class="scroll" role="region" tabindex="0" aria-label="{html.escape(caption, quote=True)}">'
        f"<table{name}><caption>{html.escape(caption)}</caption>"
        f"<thead><tr>{top}</tr></thead><tbody>{body}</tbody></table></div>"
    )


def _figure(number: bool) -> str:
    return ' class="n"' if number else ""


def _cells(row: list[str], figures: list[bool]) -> str:
    first, rest = row[0], row[1:]
    head = f'<th scope="row"{_figure(figures[0])}>{first}</th>'
    return head + "".join(f"<td{_figure(n)}>{cell}</td>" for cell, n in zip(rest, figures[1:], strict=True))
