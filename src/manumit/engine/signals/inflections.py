"""Names of towns and countries in the cases of a sentence, back in the form in which they are listed: endings of the
languages whose nouns change, tried one after the other and looked up."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from itertools import product

_CYRILLIC, _GREEK = re.compile("[\u0400-\u04ff]"), re.compile("[\u0370-\u03ff]")
_GEORGIAN = re.compile("[\u10d0-\u10ff]")
Endings = tuple[tuple[str, str], ...]


def _pairs(text: str) -> Endings:
    """'ending>nominative' words as pairs."""
    return tuple(
        (ending, nominative) for ending, _, nominative in (one.partition(">") for one in text.split())
    )


_OF_CYRILLIC = _pairs(
    "рі>ро ске>ск ску>ск ска>ск ове>ов ові>ів єві>їв еві>ів єва>їв ова>ів ии>ия ии>ий и>ь и>ы и>а е> е>а і>а і> у>а у> "
    "ю>ь а> ы>а я>ь ах>ы ов>ы ой>ая ом> е>й ю>й я>й ю>я ию>ия ії>ія ию>ий ої>а ій>а ині>ина ині>їна ини>ина їни>їна "
    "їні>їна щі>ща щу>ща чині>ччина ові> е>я и>я ой>а ой>я ом>о у>о ии>ија ији>ија ију>ија ој>а у>ар ых>ые их>ие "
    "ів>и ах>и ках>ки цы>ца це>ца"
)
"""Endings of a town in 'in X', 'to X', 'from X', and of its name: Russian, Ukrainian, Serbian."""
_OF_GREEK = _pairs("ο>οσ ο>ος ου>οσ ου>ος ασ>α ας>α ησ>η ης>η ων>α εσ>α")
"""Greek."""
_OF_LATIN = _pairs(
    "iji>ija iju>ija ije>ija ji>ja je>ja ii>ia ie>ia sce>ska ski>ska ske>ska sku>sko czech>cy miec>mcy rze>r wie>wa "
    "wie>w nie>n cie>t dze>ga ach>y szech>chy rzech>ry ze>ha zi>ga oj>a ou>a ii>ie owa>ow y>a u> u>o u>a a> a>o e>a "
    "e> e>o i>a i> o>a em> iu> ej>a iej>ia om> ech>y ich>y"
)
"""Polish, Czech, Slovak, Croatian, Slovene: behind their prepositions only."""
_SUFFIXES = _pairs(
    "orszagban>orszag orszagba>orszag orszagbol>orszag aban>a aba>a abol>a ban> ben> bol> ssa> sta> essa>i esta>i "
    "en> on> een>i aan>a iin>i ista> issa> sse> oje>a iuje>ius yje>as iai>ia ayi>a aya>a adan>a ada>a dan> "
    "den> tan> ten> "
    "ում> ից> անում>ան անից>ան"
)
"""Hungarian, Finnish, Estonian, Lithuanian, Latvian, Turkish, Armenian: no word before announces a place."""
_OF_GEORGIAN = _pairs("ში>ი სკენ>ი თან>ი ზე>ი ამდე>ი ს>ი მა>ი იდან>ა ისკენ>ა ის>ა ით>ა")
"""Endings before which Georgian leaves the last vowel of a name away; before others it stays (see place_runs.py)."""
_SHORTEST = 4  # letters that are left of a name behind whose ending no word announces it
_MOST_WORDS, _MOST_FORMS = 3, 12


@cache
def _by_ending(table: Endings) -> dict[str, list[tuple[str, str]]]:
    found: dict[str, list[tuple[str, str]]] = {}
    for ending, nominative in table:
        found.setdefault(ending[-1], []).append((ending, nominative))
    return found


def _forms(word: str, table: Endings, least: int) -> Iterator[str]:
    for ending, nominative in _by_ending(table).get(word[-1:], ()):
        if word.endswith(ending) and len(word) - len(ending) >= least:
            yield word[: len(word) - len(ending)] + nominative


def nominatives(phrase: str, slavic: bool) -> Iterator[str]:
    """Names that a phrase in small letters may be a case of; `slavic`: Latin letters may have Slavic endings."""
    if _CYRILLIC.match(phrase):
        yield from _of_words(phrase, _OF_CYRILLIC, 2)
    elif _GREEK.match(phrase):
        yield from _of_words(phrase, _OF_GREEK, 2)
    elif _GEORGIAN.match(phrase):
        yield from _of_words(phrase, _OF_GEORGIAN, 3)
    elif phrase < "\u0590":
        if slavic:
            yield from _of_words(phrase, _OF_LATIN, 3)
        yield from _forms(phrase, _SUFFIXES, _SHORTEST)


def _of_words(phrase: str, table: Endings, least: int) -> Iterator[str]:
    """Every word of a name may have an ending of its own."""
    words = phrase.split(" ")
    if len(words) > _MOST_WORDS:
        return
    choices = [[word, *_forms(word, table, least)][:_MOST_FORMS] for word in words]
    for forms in product(*choices):
        name = " ".join(forms)
        if name != phrase:
            yield name
