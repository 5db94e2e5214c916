"""What a name names: a town, a country or neither, by how it stands in a text, in the case of a sentence as well."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from manumit.engine.signals.countries import SPACES, english, named, plain_name
from manumit.engine.signals.folding import surface
from manumit.engine.signals.given_names import given_names
from manumit.engine.signals.inflections import nominatives
from manumit.engine.signals.places import WORLD_CITY, gazetteer, states

_TAIL = re.compile(r"['’]\w{1,5}$")
"""What is hung on a name: Kıbrıs'ta, London's."""
_FAMOUS, _LARGER, _SEEN = 500_000, 100_000, 15_000
"""Inhabitants of a town for its name alone, behind a word that may announce a place, behind one that does."""
_LONGEST = 60
"""Letters of a name."""
_REGIONS = frozenset({"new south wales", "new england", "new britain", "nova scotia"})
"""They hold the name of a country that they are not in."""
_LONG_ENOUGH = 5
"""Letters of a name that is looked up in other cases though no word announces it."""
_WORDS = frozenset(
    "of van bar best mobile reading nice split bath man most data university police spring young new "
    "call open hot lady love date central west east north south sun santa maria san angel same may "
    "june march sunday monday friday tuesday thursday saturday victoria sofia jackson isa anim "
    "orange barista anna carolina charlotte diana florence elena rosa linda monica nancy sandy salem".split()
)
"""Names of towns that are words or given names: taken only after a word that announces a place."""


class Manner(NamedTuple):
    """How a name stands in a text: the fewest inhabitants of a town that it may mean, and whether a word before it
    gives Latin names Slavic endings."""

    least: int
    slavic: bool = False

    @property
    def sure(self) -> bool:
        """Whether a word before it announces a place."""
        return self.least == _SEEN


ALONE, MAYBE, SURE = Manner(_FAMOUS), Manner(_LARGER), Manner(_SEEN)


class Spot(NamedTuple):
    """A town (`at`: its number in the gazetteer) or a country (`at` is -1); `code`: ISO 3166-1 alpha-2."""

    at: int
    code: str

    @property
    def found(self) -> tuple[str, str]:
        """What a mention says of it, and who told: a country by itself has an extractor of its own."""
        if self.at < 0:
            return f"{english()[self.code][0]}, {self.code}", "country/1"
        return f"{gazetteer()[0][self.at][0]}, {self.code}", "place/1"


Told = tuple[int, int, Spot, float]
"""(start, end, what is there, confidence)"""


def read_name(
    text: str, start: int, end: int, country: str | None, manner: Manner
) -> tuple[Spot | None, int]:
    """What capitalised words name, and where the name ends."""
    written = text[start:end]
    if len(written) > _LONGEST:
        return None, end
    letters = named().letters.get(plain_name(written)) if end - start < 7 and written.isupper() else None
    if letters and not text.startswith("$", end):  # HK$ and US$ are money
        return Spot(-1, letters), end
    lowered = written.lower()
    if lowered in _WORDS and not manner.sure:
        return None, end
    spot = known_spot(lowered, country, manner)
    if spot is None and (tail := _TAIL.search(lowered)):
        spot, end = known_spot(lowered[: tail.start()], country, manner), start + tail.start()
    return spot, end


def is_state(written: str) -> bool:
    """Whether a name of several words is a state's or a region's: in New Mexico no country is named."""
    if " " not in written or len(written) > _LONGEST:
        return False
    name = plain_name(written)
    return name in states() or name in _REGIONS


@lru_cache(maxsize=65536)
def known_spot(phrase: str, country: str | None, manner: Manner) -> Spot | None:
    """The town or country of a name in small letters: as it is listed, or else in another case."""
    if len(phrase) < (3 if phrase < "\u0590" else 2):
        return None
    written, phrase = phrase, SPACES.sub(" ", phrase)
    as_listed = [phrase] if written.isascii() or written == phrase else [phrase, written]  # ባሕር-ዳር
    found = _spot(as_listed, country, manner)
    if found or (manner == ALONE and len(phrase) < _LONG_ENOUGH):
        return found
    if phrase.isascii():
        manner = manner._replace(least=max(manner.least, _LARGER))
    return _spot(_cases(phrase, manner), country, manner)


def _cases(phrase: str, manner: Manner) -> list[str]:
    return [form for form in nominatives(phrase, manner.slavic) if form not in given_names()]


def _spot(forms: list[str], country: str | None, manner: Manner) -> Spot | None:
    town, nation = _town(forms, country, manner), _nation(forms, country, manner)
    if town is None or nation is None:
        return town or nation
    name, population = gazetteer()[0][town.at][0], gazetteer()[0][town.at][5]
    if town.code == nation.code:  # Singapore is a town; Kuwait is the country before it is Kuwait City
        return town if plain_name(name) in forms else nation
    if population > WORLD_CITY and plain_name(name) in forms:  # Salvador is a town, and short for El Salvador
        short = plain_name(english()[nation.code][0]) not in forms
        population = population if not short else english()[nation.code][1] + 1
    return town if population > english()[nation.code][1] or town.code == country else nation


def _nation(forms: list[str], country: str | None, manner: Manner) -> Spot | None:
    table = named()
    for form in forms:
        if form not in table.names or (country in _OF_STATES and form in states()):  # Georgia, told in the US
            continue
        if manner != ALONE or not (form in table.words or form in given_names()):
            return Spot(-1, table.names[form])
    return None


_OF_STATES = ("US", "CA")


def _town(forms: list[str], country: str | None, manner: Manner) -> Spot | None:
    """The largest town of any of these names, or one of the country that is told."""
    cities, index = gazetteer()
    found = [(at, form) for form in forms for at in index.get(form, ())]  # of one name proper ones come first
    if len(forms) > 1:
        found.sort()
    for wanted in (country, None) if country else (None,):
        for at, form in found:
            name, code, _, _, _, population, _ = cities[at]
            home = wanted is not None and code == wanted
            other = not form.isascii() or (population > WORLD_CITY and manner != ALONE and len(form) > 3)
            part = manner != ALONE and len(form) > 3 and plain_name(name).startswith(f"{form} ")
            other = other or (part and population >= _LARGER)  # Cluj-Napoca is Cluj
            proper = plain_name(name) == form or (other and form not in given_names())
            if (wanted is None or home) and proper and population >= (_SEEN if home else manner.least):
                return Spot(at, code)
    return None


def by_its_own_name(spot: Spot, written: str) -> bool:
    """Whether a place is called by the name it is listed under, or by a part of it, or in other letters than Latin."""
    name = plain_name(spot.found[0].rpartition(", ")[0])
    return written.lower() > "\u024f" or f"{name} ".startswith(f"{plain_name(written)} ")


def namesake(name: str, code: str) -> Spot | None:
    """The town of that name in a country."""
    cities, index = gazetteer()
    key = plain_name(name)
    numbers = index.get(key) or sorted({at for form in _cases(key, SURE) for at in index.get(form, ())})
    found = next((at for at in numbers if cities[at][1] == code), None)
    return None if found is None else Spot(found, code)


_LONGEST_NAME = 40
_NICKNAME = re.compile("(?:[阿小老][\u4e00-\u9fff]{1,2}|([\u4e00-\u9fff])\\1|[\u4e00-\u9fff]{1,2}[姐妹哥儿])")
"""How people are called in Chinese: 阿玲, 小美, 婷婷, 红姐."""
_NO_NICKNAME = frozenset(
    "小时 小吃 小姐 小心 小费 老师 老板 老家 女儿 这儿 那儿 哪儿 一会儿 点儿 天天 慢慢 常常 好好 刚刚 谢谢".split()
)
"""Words that are made in the same way."""


def country_named(written: str) -> tuple[str, str] | None:
    """Name and ISO 3166-1 alpha-2 of the country that a few words name and that are no town's name as well."""
    name = surface(written[:_LONGEST_NAME]).text.strip()
    spot = read_name(name, 0, len(name), None, SURE)[0] if name else None
    return (english()[spot.code][0], spot.code) if spot and spot.at < 0 else None


def kind_of_name(written: str) -> str:
    """'name' or 'place' when a few words by themselves are a given name, or a town or country; else ''."""
    name = surface(written[:_LONGEST_NAME]).text.strip()
    lowered = name.lower()
    if not name or name[0].islower() or len(written) > _LONGEST_NAME:
        return ""
    if lowered in given_names() or (_NICKNAME.fullmatch(name) and name not in _NO_NICKNAME):
        return "name"
    return "place" if lowered not in _WORDS and known_spot(lowered, None, SURE) else ""
