"""Shelters whose address nobody may learn from us: which they are, and which texts would give them away.

In doubt a place is undisclosed.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from manumit.services.support.directory.linking import Linked
from manumit.services.support.directory.needs import needs_in
from manumit.services.support.directory.nesting import table_of
from manumit.services.support.directory.phrases import phrases, plain, word_list
from manumit.services.support.directory.reading import Row, Tables

_NO = frozenset(("", "0", "no", "n", "false", "none", "null", "public"))
_TELLING = ("address_1", "address_2", "attention", "postal_code", "external_identifier")
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


def find_hidden(tables: Tables, linked: Linked) -> Hidden:
    """What of a directory is undisclosed: what says so itself, its attributes or its organisation (shelters of it),
    every place of an undisclosed service, every service at such a place, and the same place under another id. Rows
    that were set aside count here too."""
    marks = set(_marks(tables, linked))

    def told(table: str, ident: str) -> bool:
        return (table, ident) in marks or ("", ident) in marks

    joins = [(one.get("service_id"), one.get("location_id"), one.get("id")) for one in linked.joins()]
    services = {service for service, _, ident in joins if told("service_at_location", ident)}
    for ident, row in linked.by_id["service"].items():
        if told("service", ident) or (told("organization", row.get("organization_id")) and _is_shelter(row)):
            services.add(ident)
    places, addresses = set(), defaultdict(set)
    for ident in linked.by_id["location"]:
        rows = linked.of("address", "location", ident)
        if told("location", ident) or any(told("address", row.get("id")) for row in rows):
            places.add(ident)
        for key in _same(ident, linked):
            addresses[key].add(ident)
    known = -1
    while known < len(services) + len(places):
        known = len(services) + len(places)
        places |= {place for service, place, _ in joins if service in services}
        places |= {other for place in places for key in _same(place, linked) for other in addresses[key]}
        services |= {service for service, place, _ in joins if place in places}
    everywhere, within = _secrets(places, linked)
    return Hidden(frozenset(services), frozenset(places), everywhere, within)


def _marks(tables: Tables, linked: Linked) -> Iterator[tuple[str, str]]:
    """(table, id) of all that says it of itself or of what it belongs to; table '' where that is not told."""
    for row in tables.of("attribute"):
        term = linked.one("taxonomy_term", row.get("taxonomy_term_id"))
        if row.get("value").lower() not in _NO - {""} and says_hidden([row, term], attribute=True):
            yield table_of(row.get("link_entity")) or "", row.get("link_id")
    for table in ("organization", "service", "service_at_location", "location", "address"):
        for row in tables.of(table):
            if says_hidden([row]):
                yield table, row.get("id")
                if table == "address":
                    yield "location", row.get("location_id")
    for row in tables.broken:
        if says_hidden([row], attribute=row.table == "attribute"):
            yield from (("", value) for value in row.cells.values())


def _is_shelter(row: Row) -> bool:
    return "shelter" in needs_in([], [row.get(name) for name in ("name", "alternate_name", "description")])


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
