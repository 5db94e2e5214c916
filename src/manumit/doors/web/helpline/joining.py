"""Words put in a row, with the comma of the language (Unicode CLDR, list patterns of units)."""

from __future__ import annotations

from collections.abc import Iterable

COMMA = {"ar": "، ", "zh": "、"}
"""Where it is another than a comma and a space."""


def joined(words: Iterable[object], language: str) -> str:
    """'a, b, c', as `language` ('ar', 'zh-hans') writes it."""
    return COMMA.get(language.partition("-")[0], ", ").join(str(one) for one in words)
