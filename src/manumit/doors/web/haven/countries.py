"""Countries by their names in the reader's language: those whose emergency number we know."""

from __future__ import annotations

from functools import lru_cache

from babel import Locale

from manumit.services.support import emergency_table

_BABEL = {"tl": "fil", "zh-hans": "zh"}


def known(code: str) -> str:
    """The code in capitals when the table has it, else nothing."""
    return code.upper() if code.upper() in emergency_table().countries else ""


def babel_locale(language: str) -> Locale:
    """The locale of a page's language."""
    return Locale.parse(_BABEL.get(language, language))


@lru_cache(maxsize=16)
def named(language: str) -> tuple[tuple[str, str], ...]:
    """(code, name), in the order of the names."""
    names = babel_locale(language).territories
    return tuple(
        sorted(
            ((code, names.get(code, code)) for code in emergency_table().countries),
            key=lambda one: one[1].casefold(),
        )
    )
