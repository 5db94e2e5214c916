"""Countries by their names in the reader's language: those whose emergency number we know."""

from __future__ import annotations

import unicodedata
from functools import cache, lru_cache
from threading import Lock

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
    "uae": "AE",
    "korea": "KR",
    "holland": "NL",
    "საქართველო": "GE",
    "грузия": "GE",
    "грузія": "GE",
    "sultanate of oman": "OM",
    "سلطنة عمان": "OM",
    "oman": "OM",
    "omán": "OM",
    "omã": "OM",
    "оман": "OM",
    "阿曼": "OM",
    "el salvador": "SV",
    "السلفادور": "SV",
    "հայաստան": "AM",
}
"""As people type them, beside the names that the table of languages (CLDR) has."""
_SHARED = {"AM", "GE", "OM", "SV"}
"""Countries whose name is, in a language of ours, that of a place with another number: Armenia in Colombia, Georgia of
the United States, Amman (written as Oman is, without its marks), Salvador in Brazil. Only their names above count."""
_LEAST = 4
"""Latin letters under which a name says too little: without its accents that of Italy is a "y" in Vietnamese."""


def typed(text: str) -> str:
    """The code of the country whose whole name this is, in a language of ours or of its own; nothing where it is none,
    or might be another place, which has another number."""
    with _READING:
        names = _typed()
    return names.get(_bare(text), "")


_READING = Lock()
"""The names of all countries in seventy languages are read once a process, while others wait for it."""


@cache
def _typed() -> dict[str, str]:
    codes = emergency_table().countries
    languages = [babel_locale(one) for one in LOCALES]
    languages += [Locale.parse(one, sep="_") for one in sorted({one for code in codes for one in _own(code)})]
    found: dict[str, set[str]] = {}
    for language in languages:
        for code, name in language.territories.items():
            found.setdefault(_bare(name), set()).add(code)
    sure = {name: next(iter(of)) for name, of in found.items() if len(of) == 1 and _says_enough(name)}
    told = {name: code for name, code in sure.items() if code in codes and code not in _SHARED}
    return told | {_bare(name): code for name, code in _SHORT.items() if code in codes}


def _says_enough(name: str) -> bool:
    return len(name) >= _LEAST or not name.isascii()


def _own(code: str) -> list[str]:
    """The official languages that the table of languages knows."""
    return [one for one in get_official_languages(code, de_facto=True) if localedata.exists(one)]


def _bare(text: str) -> str:
    """Letters alone, without case and accents; vowels that are written as marks (of India, Burma, the Khmer) stay."""
    apart = unicodedata.normalize("NFKD", text).casefold()
    return "".join(
        char
        for char in apart
        if char.isalpha() or (unicodedata.category(char)[0] == "M" and not unicodedata.combining(char))
    )


def name_of(code: str, language: str) -> str:
    """The country's name in the page's language; empty for none."""
    name: str = babel_locale(language).territories.get(code, code)
    return name


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
