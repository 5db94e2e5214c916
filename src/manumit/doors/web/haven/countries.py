"""Countries by their names in the reader's language: those whose emergency number we know."""

from __future__ import annotations

import unicodedata
from functools import cache, lru_cache

from babel import Locale, localedata
from babel.languages import get_official_languages

from manumit.services.support import LOCALES, emergency_table

_BABEL = {"tl": "fil", "zh-hans": "zh"}


def known(code: str) -> str:
    """The code in capitals when the table has it, else nothing."""
    return code.upper() if code.upper() in emergency_table().countries else ""


def babel_locale(language: str) -> Locale:
    """The locale of a page's language."""
    return Locale.parse(_BABEL.get(language, language))


_SHORT = {
    "uk": "GB",
    "great britain": "GB",
    "britain": "GB",
    "england": "GB",
    "scotland": "GB",
    "wales": "GB",
    "northern ireland": "GB",
    "usa": "US",
    "us": "US",
    "america": "US",
    "uae": "AE",
    "korea": "KR",
    "holland": "NL",
}
"""As people type them, beside the names that the table of languages (CLDR) has."""


def typed(text: str) -> str:
    """The code of the country whose whole name this is, in a language of ours or of its own; else nothing."""
    return _typed().get(_bare(text), "")


@cache
def _typed() -> dict[str, str]:
    codes = emergency_table().countries
    ours = [babel_locale(one).territories for one in LOCALES]
    found: dict[str, str] = {}
    for code in codes:
        own = [Locale.parse(one, sep="_").territories for one in _own(code)]
        found |= {_bare(names[code]): code for names in (*ours, *own) if code in names}
    return found | {_bare(name): code for name, code in _SHORT.items() if code in codes}


def _own(code: str) -> list[str]:
    """The official languages that the table of languages knows."""
    return [one for one in get_official_languages(code, de_facto=True) if localedata.exists(one)]


def _bare(text: str) -> str:
    """Letters alone, without case and accents."""
    apart = unicodedata.normalize("NFKD", text).casefold()
    return "".join(char for char in apart if char.isalpha())


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
