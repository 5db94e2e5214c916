"""The banks: phrases, names, places and habits the world is made of, as plain tuples.

Seeds 0..499 draw from the development bank, seeds from 500 on from the evaluation bank, whose words, templates, site
formats, cities, names and habit distributions are others: a detector tuned on the first is measured on the second.
`load` is the only way in; modules are imported when a world is written, never on `import manumit.world`.
"""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from typing import Any

EVALUATION_FROM = 500  # first seed of the evaluation bank

__all__ = ["EVALUATION_FROM", "Bank", "load"]


@dataclass(frozen=True)
class Bank:
    """One bank's modules; attributes are the modules' constants (see the *_dev modules for their shapes)."""

    name: str
    words: Any
    stories: Any
    names: Any
    places: Any
    habits: Any


def load(seed: int) -> Bank:
    """The bank a seed draws from."""
    name = "eval" if seed >= EVALUATION_FROM else "dev"
    parts = [
        import_module(f"{__name__}.{part}_{name}")
        for part in ("adverts", "stories", "names", "places", "habits")
    ]
    return Bank(name, *parts)
