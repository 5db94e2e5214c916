"""Shelters whose address nobody may learn from us: which they are, and what of them never gets into an entry.

In doubt a place is undisclosed. Of an undisclosed one stay its name, its needs, the town, intake phones, hours and whom
it takes; streets, postcodes, coordinates, shapes and other texts do not, and a text that repeats one is left out,
wherever it stands.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from manumit.services.support.directory.linking import Linked
from manumit.services.support.directory.model import Entry, Spot
from manumit.services.support.directory.needs import needs_in
from manumit.services.support.directory.phrases import phrases, plain, word_list
from manumit.services.support.directory.reading import Row

_NO = frozenset(("", "0", "no", "n", "false", "none", "null", "public"))
_TELLING = ("address_1", "address_2", "attention", "postal_code", "external_identifier")
_PLACE_TEXTS = ("name", "alternate_name", "description", "transportation", "url")
_SHORTEST = 4
"""A shorter text is a house number or a word that stands everywhere."""
_NUMBER = re.compile(r"^\d+[a-z]?\b|\b\d+[a-z]?$")


@dataclass(frozen=True, slots=True)
class Hidden:
    """Ids of undisclosed services and places, and plain texts that would give a place away: `everywhere` its full
    address, `within` also the street and the name of the house, in entries of undisclosed services."""

    services: frozenset[str]
    places: frozenset[str]
    everywhere: frozenset[str]
    within: frozenset[str]


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    lists = word_list("undisclosed")
    return phrases(lists["place"]), phrases([*lists["place"], *lists["line"]])


def says_hidden(rows: Iterable[Row | None], attribute: bool = False) -> bool:
    """Whether any of the rows says that a place is not to be known: by a column, a line of an address, a phrase."""
    place, line = _patterns()
    columns = frozenset(word_list("undisclosed")["columns"])
    for row in rows:
        for name, value in row.cells.items() if row else ():
            if name in columns and value.lower() not in _NO:
                return True
            short = attribute or name in (
                "address_1",
                "address_2",
                "attention",
                "address_type",
                "location_type",
            )
            if (line if short else place).search(plain(value)):
                return True
    return False


def find_hidden(linked: Linked) -> Hidden:
    """What of a directory is undisclosed: what says so itself, its attributes or its organisation (shelters of it),
    every place of an undisclosed service, every service at such a place, and the same place under another id."""
    marked = {
        ident
        for (table, _, ident), rows in linked.below.items()
        if table == "attribute" and _mark(rows, linked)
    }
    services = {
        ident for ident in linked.by_id["service"] if ident in marked or _service_says(ident, marked, linked)
    }
    places = {
        ident for ident in linked.by_id["location"] if ident in marked or _place_says(ident, marked, linked)
    }
    for join in linked.by_id["service_at_location"].values():
        if join.get("id") in marked or says_hidden([join]):
            services.add(join.get("service_id"))
    addresses: dict[str, set[str]] = {}
    for ident in linked.by_id["location"]:
        for key in _same(ident, linked):
            addresses.setdefault(key, set()).add(ident)
    while True:
        more = set(places)
        for join in linked.by_id["service_at_location"].values():
            if join.get("service_id") in services:
                more.add(join.get("location_id"))
        for ident in list(more):
            for key in _same(ident, linked):
                more |= addresses[key]
        for join in linked.by_id["service_at_location"].values():
            if join.get("location_id") in more:
                services.add(join.get("service_id"))
        if more == places:
            break
        places = more
    everywhere, within = _secrets(places, linked)
    return Hidden(frozenset(services), frozenset(places), everywhere, within)


def _mark(rows: Iterable[Row], linked: Linked) -> bool:
    return any(
        row.get("value").lower() not in _NO - {""}
        and says_hidden([row, linked.one("taxonomy_term", row.get("taxonomy_term_id"))], attribute=True)
        for row in rows
    )


def _service_says(ident: str, marked: set[str], linked: Linked) -> bool:
    row = linked.by_id["service"][ident]
    if says_hidden([row]):
        return True
    organization = linked.one("organization", row.get("organization_id"))
    told = row.get("organization_id") in marked or says_hidden([organization])
    return told and "shelter" in needs_in(
        [], [row.get("name"), row.get("alternate_name"), row.get("description")]
    )


def _place_says(ident: str, marked: set[str], linked: Linked) -> bool:
    rows = linked.of("address", "location", ident)
    return says_hidden([linked.one("location", ident), *rows]) or any(row.get("id") in marked for row in rows)


def _same(ident: str, linked: Linked) -> Iterator[str]:
    """What two rows of one place have in common: street and town, coordinates to about ten metres."""
    row = linked.one("location", ident)
    if row and (at := coordinates(row)):
        yield f"{at[0]:.4f} {at[1]:.4f}"
    for address in linked.of("address", "location", ident):
        if any(one.isdigit() for one in address.get("address_1")):
            yield plain(f"{address.get('address_1')} {address.get('city')}")


def coordinates(row: Row) -> tuple[float, float] | None:
    """Latitude and longitude of a place, if they are on the globe."""
    try:
        lat, lon = float(row.get("latitude")), float(row.get("longitude"))
    except ValueError:
        return None
    return (lat, lon) if -90 <= lat <= 90 and -180 <= lon <= 180 and (lat, lon) != (0, 0) else None


def _secrets(places: Iterable[str], linked: Linked) -> tuple[frozenset[str], frozenset[str]]:
    everywhere, within, public = set(), set(), {""}
    for ident in places:
        row = linked.one("location", ident)
        addresses = linked.of("address", "location", ident)
        for one in addresses:
            public |= {plain(one.get(name)) for name in ("city", "region", "state_province", "country")}
            street = plain(one.get("address_1"))
            everywhere.add(street if any(letter.isdigit() for letter in street) else "")
            within |= {plain(one.get(name)) for name in _TELLING} | {_NUMBER.sub("", street).strip()}
        if row:
            everywhere |= {plain(row.get("external_identifier"))}
            within |= {
                plain(row.get(name)) for name in ("name", "alternate_name", "external_identifier", "url")
            }
            for column in ("latitude", "longitude"):
                within.add(plain(row.get(column)) if "." in row.get(column) else "")
    worth = {text for text in everywhere | within if len(text) >= _SHORTEST} - public
    telling = {text for text in worth if not _patterns()[1].fullmatch(text)}
    return frozenset(telling & everywhere), frozenset(telling)


def scrub(entry: Entry, everywhere: frozenset[str], within: frozenset[str] = frozenset()) -> Entry:
    """The entry without what would give a place away."""
    if entry.undisclosed:
        entry = _bare(entry)
    secrets = tuple(everywhere | within) if entry.undisclosed else tuple(everywhere)
    if not secrets:
        return entry
    pattern = re.compile(r"\b(?:" + "|".join(re.escape(one) for one in sorted(secrets)) + r")\b")

    def clean(text: str) -> str:
        return "" if text and pattern.search(plain(text)) else text

    texts: dict[str, Any] = {
        name: clean(getattr(entry, name))
        for name in "also says alert eligibility interpreters how fees email url site represents".split()
    }
    return replace(
        entry,
        **texts,
        name=clean(entry.name) or entry.needs[0].replace("_", " ").capitalize(),
        organization=clean(entry.organization) or "-",
        areas=tuple(one for one in entry.areas if clean(one)),
        papers=tuple(one for one in entry.papers if clean(one)),
        contacts=tuple(one for one in entry.contacts if clean(one)),
        phones=tuple(replace(one, says=clean(one.says)) for one in entry.phones),
        hours=tuple(replace(one, says=clean(one.says)) for one in entry.hours),
        spots=tuple(dict.fromkeys(_clean_spot(one, pattern) for one in entry.spots)),
        extra={name: value for name, value in entry.extra.items() if clean(value)},
    )


def _clean_spot(spot: Spot, pattern: re.Pattern[str]) -> Spot:
    told = " / ".join((spot.name, spot.street, spot.transport, *spot.access))
    return _area(spot) if pattern.search(plain(told)) else spot


def _area(spot: Spot) -> Spot:
    return Spot(city=spot.city, region=spot.region, country=spot.country)


def _bare(entry: Entry) -> Entry:
    return replace(
        entry,
        says="",
        alert="",
        how="",
        url="",
        fees="",
        contacts=(),
        extra={},
        phones=tuple(replace(one, says="") for one in entry.phones),
        hours=tuple(replace(one, says="") for one in entry.hours),
        spots=tuple(dict.fromkeys(_area(one) for one in entry.spots)),
    )
