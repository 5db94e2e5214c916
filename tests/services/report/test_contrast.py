"""Colours of the page: every pair of text and ground reaches 4.5 to 1, what is drawn 3 to 1, in light and dark."""

from __future__ import annotations

import re
from importlib.resources import files

import pytest

STYLE = files("manumit.services.report").joinpath("style.css").read_text("utf-8")
LIGHT, DARK, *_ = re.findall(r":root \{(.*?)\}", STYLE, flags=re.DOTALL)


def tokens(block: str) -> dict[str, str]:
    return {
        name: color if len(color) == 7 else "#" + "".join(c * 2 for c in color[1:])
        for name, color in re.findall(r"--([\w-]+): (#[0-9a-f]{3,6});", block)
    }


THEMES = {"light": tokens(LIGHT), "dark": tokens(LIGHT) | tokens(DARK)}
TEXT = [
    ("ink", "paper"),
    ("ink", "surface"),
    ("ink-2", "paper"),
    ("ink-2", "surface"),
    ("accent", "paper"),
    ("accent", "surface"),
    ("ink", "caution-soft"),
    ("ink", "accent-soft"),
    ("ink", "land"),
    ("ink-2", "land"),
    ("ink-2", "sea"),
    ("ink-2", "accent-soft"),
    ("on-light", "e0"),
    ("on-light", "e1"),
    ("on-light", "e2"),
    ("on-dark", "e4"),
    ("on-dark", "e5"),
    *(("ink", slot) for slot in ("contact", "price", "place", "name", "number", "other")),
]
EDGES = [(f"{slot}-edge", "surface") for slot in ("contact", "price", "place", "name", "number", "other")]
DRAWN = {
    "light": [("e4", "surface"), ("e4", "land"), ("stroke", "surface"), *EDGES],
    "dark": [("e2", "surface"), ("e2", "land"), ("stroke", "surface"), *EDGES],
}


def luminance(color: str) -> float:
    """WCAG 2.2, relative luminance."""
    parts = [int(color[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    r, g, b = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * r + 0.7152 * g + 0.0722 * b


def contrast(one: str, other: str) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("theme", THEMES)
def test_text_can_be_read(theme: str) -> None:
    colors = THEMES[theme]
    assert [(a, b) for a, b in TEXT if contrast(colors[a], colors[b]) < 4.5] == []
    assert contrast("#10161a", colors["e3"]) >= 4.5


@pytest.mark.parametrize("theme", THEMES)
def test_drawings_can_be_seen(theme: str) -> None:
    colors = THEMES[theme]
    assert [(a, b) for a, b in DRAWN[theme] if contrast(colors[a], colors[b]) < 3] == []
