"""The colours of the visual language can be read: WCAG 2.2, 1.4.3 (text, 4.5:1) and 1.4.11 (marks and edges, 3:1)."""

from __future__ import annotations

import re

import pytest

from manumit.doors.web.building import ASSETS

SHEET = (ASSETS / "css" / "tokens.css").read_text("utf-8")
TEXT = [
    *((ink, ground) for ink in ("ink", "ink-2", "accent") for ground in ("paper", "surface", "sunk")),
    ("ink", "accent-soft"),
    ("ink-2", "accent-soft"),
    ("accent", "accent-soft"),
    ("on-accent", "accent"),
    ("on-danger", "danger"),
    ("danger", "paper"),
    ("ink", "danger-soft"),
    ("caution", "caution-soft"),
    ("ink", "caution-soft"),
    ("caution", "paper"),
    ("done", "paper"),
]
ROLES = ["controller", "recruiter", "collector", "facilitator", "possible-victim", "unknown"]
MARKS = [
    *((f"role-{role}", "paper") for role in ROLES),
    ("line-2", "paper"),
    ("line-2", "surface"),
    ("thing-edge", "paper"),
    ("evidence-5", "paper"),
    ("evidence-5", "land"),
    ("accent", "land"),
    ("accent", "sea"),
]


def colours(theme: str) -> dict[str, str]:
    blocks = re.findall(r"color-scheme: (light|dark);(.*?)\}", SHEET, re.DOTALL)
    body = next(body for name, body in blocks if name == theme)
    return dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", body))


def brightness(colour: str) -> float:
    """Relative luminance as WCAG 2.2 defines it."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (one / 12.92 if one <= 0.04045 else ((one + 0.055) / 1.055) ** 2.4 for one in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, two: str) -> float:
    low, high = sorted((brightness(one), brightness(two)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize(("pairs", "least"), [(TEXT, 4.5), (MARKS, 3.0)], ids=["text", "marks"])
def test_every_pair_can_be_told_apart(theme: str, pairs: list[tuple[str, str]], least: float) -> None:
    told = colours(theme)
    weak = {f"{a} on {b}": round(contrast(told[a], told[b]), 2) for a, b in pairs}
    assert {pair: ratio for pair, ratio in weak.items() if ratio < least} == {}


def test_dark_stands_twice_alike() -> None:
    dark = [part.split("}")[0].split() for part in SHEET.split("color-scheme: dark;")[1:]]
    assert len(dark) == 2
    assert dark[0] == dark[1]
