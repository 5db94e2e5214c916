"""From linked rows to entries: one service, with its phones, places, hours and conditions."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from manumit.base.kernel import parse_date
from manumit.engine.signals import country_of
from manumit.services.support.directory.areas import countries_in
from manumit.services.support.directory.conditions import ages_of, children_of, cost_of, gender_of
from manumit.services.support.directory.linking import Linked, link
from manumit.services.support.directory.model import Entry, Origin, Phone, Spot
from manumit.services.support.directory.needs import NEEDS, needs_in
from manumit.services.support.directory.nesting import table_of
from manumit.services.support.directory.numbers import read_phone
from manumit.services.support.directory.reading import Row, Tables
from manumit.services.support.directory.rules import read_rule
from manumit.services.support.directory.scrubbing import scrub
from manumit.services.support.directory.undisclosed import Hidden, coordinates, find_hidden

_ACTIVE = frozenset(("", "active"))
_READ = frozenset(
    "id organization_id program_id name alternate_name description url email status interpretation_services "
    "application_process fees_description eligibility_description minimum_age maximum_age assured_date assurer_email "
    "alert gender represents need needs last_modified".split()
)
"""Columns of a service that an entry says in words of its own; others are kept as `extra`."""


def entries_of(tables: Tables) -> tuple[list[Entry], Hidden]:
    """The entries of a directory, in the order of their ids, and what was hidden of it; problems go to `tables`."""
    _readable_hours(tables)
    linked = link(tables)
    hidden = find_hidden(tables, linked)
    entries = []
    for ident, row in sorted(linked.by_id["service"].items()):
        try:
            entry = _entry(row, linked, hidden)
        except ValueError as error:
            tables.put_aside(row, str(error))
            continue
        entries.append(scrub(entry, hidden.everywhere, hidden.within))
        assert entries[-1].id == ident
    return entries, hidden


def _readable_hours(tables: Tables) -> None:
    readable = []
    for row in tables.of("schedule"):
        try:
            read_rule(row.cells)
            readable.append(row)
        except ValueError as error:
            tables.put_aside(row, str(error))
    if readable:
        tables.rows["schedule"] = readable
    else:
        tables.rows.pop("schedule", None)


def _entry(row: Row, linked: Linked, hidden: Hidden) -> Entry:
    ident = row.get("id")
    organization = linked.by_id["organization"][row.get("organization_id")]
    joins = linked.of("service_at_location", "service", ident)
    places = list(dict.fromkeys(join.get("location_id") for join in joins))
    undisclosed = ident in hidden.services or any(one in hidden.places for one in places)
    spots = tuple(spot for one in places for spot in _spots(one, linked))
    terms = list(_terms(row, organization, joins, linked))
    areas = tuple(dict.fromkeys(_areas(ident, linked)))
    country = next(iter((*(one.country for one in spots if one.country), *countries_in(areas))), "")
    youngest, oldest = ages_of(row)
    zone = _zone(spots)
    fees, cost = cost_of(row, linked)
    return Entry(
        id=ident,
        name=row.get("name"),
        organization=organization.get("name"),
        organization_id=organization.get("id"),
        origin=Origin(row.file, row.sha256, row.number),
        needs=_needs(row, terms),
        also=row.get("alternate_name"),
        says=row.get("description"),
        alert=row.get("alert"),
        active=row.get("status").lower() in _ACTIVE,
        eligibility=row.get("eligibility_description"),
        youngest=youngest,
        oldest=oldest,
        gender=gender_of(row),
        phones=tuple(_phones(ident, joins, [] if undisclosed else places, organization, country, linked)),
        email=row.get("email") or organization.get("email"),
        url=row.get("url"),
        site=organization.get("website"),
        languages=tuple(sorted(_languages(ident, places, linked))),
        interpreters=row.get("interpretation_services"),
        how=row.get("application_process"),
        cost=cost,
        fees=fees,
        papers=tuple(one.get("document") for one in linked.of("required_document", "service", ident)),
        areas=areas,
        spots=spots,
        hours=tuple(
            replace(read_rule(one.cells), zone=_zone_of(one, zone))
            for one in _hours(ident, joins, places, linked)
        ),
        contacts=tuple(_contacts(ident, joins, linked)),
        represents=country_of(row.get("represents")) or _represented(terms) or "",
        undisclosed=undisclosed,
        assured=_day(row, "assured_date"),
        assurer=row.get("assurer_email"),
        extra=_extra(row, organization, terms),
        children=children_of(row),
    )


def _day(row: Row, name: str) -> str:
    if not row.get(name):
        return ""
    try:
        return parse_date(row.get(name)).isoformat()
    except ValueError:
        raise ValueError(f"{name} is no date (YYYY-MM-DD)") from None


def _spots(ident: str, linked: Linked) -> Iterator[Spot]:
    row = linked.by_id["location"][ident]
    addresses = linked.of("address", "location", ident)
    physical = [one for one in addresses if one.get("address_type") != "postal"] or addresses
    address = physical[0] if physical else Row("address", {}, "", "", 0)
    at = coordinates(row)
    yield Spot(
        name=row.get("name"),
        street=", ".join(filter(None, (address.get("address_1"), address.get("address_2")))),
        postcode=address.get("postal_code"),
        city=address.get("city"),
        region=address.get("state_province") or address.get("region"),
        country=country_of(address.get("country")) or "",
        lat=at[0] if at else None,
        lon=at[1] if at else None,
        transport=row.get("transportation"),
        access=tuple(one.get("description") for one in linked.of("accessibility", "location", ident)),
    )


def _areas(ident: str, linked: Linked) -> Iterator[str]:
    """Names of areas; their shapes and addresses on maps are not kept for any service."""
    for row in linked.of("service_area", "service", ident):
        if row.get("name"):
            yield row.get("name")


def _terms(row: Row, organization: Row, joins: list[Row], linked: Linked) -> Iterator[tuple[str, str]]:
    for owner in (row, organization, *joins):
        for one in linked.of("attribute", "", owner.get("id")):
            if table_of(one.get("link_entity")) not in (None, owner.table):
                continue
            term = linked.one("taxonomy_term", one.get("taxonomy_term_id"))
            if term:
                yield term.get("code"), term.get("name")
            if one.get("value") and one.get("link_type") in ("need", "represents"):
                yield one.get("link_type"), one.get("value")


def _needs(row: Row, terms: list[tuple[str, str]]) -> tuple[str, ...]:
    """Said outright in a column or attribute `need`, else read."""
    told = [*re.split(r"[,;| ]+", row.get("need") or row.get("needs")), *(v for k, v in terms if k == "need")]
    closed = {one.lower() for one in told} & set(NEEDS)
    if closed:
        return tuple(one for one in NEEDS if one in closed)
    texts = [row.get(one) for one in ("name", "alternate_name", "description")]
    return needs_in([one for one in terms if one[0] not in ("need", "represents")], texts)


def _represented(terms: list[tuple[str, str]]) -> str | None:
    return next((country_of(value) for kind, value in terms if kind == "represents"), None)


def _phones(
    ident: str, joins: list[Row], places: list[str], organization: Row, country: str, linked: Linked
) -> Iterator[Phone]:
    """The service's own numbers; else those of its places; else of its organisation."""
    own = [*linked.of("phone", "service", ident)]
    own += [one for join in joins for one in linked.of("phone", "service_at_location", join.get("id"))]
    rows = own or [one for place in places for one in linked.of("phone", "location", place)]
    rows = rows or linked.of("phone", "organization", organization.get("id"))
    seen = set()
    for row in rows:
        languages = {_code(one) for one in linked.of("language", "phone", row.get("id"))} - {""}
        phone = read_phone(row.cells, country, tuple(sorted(languages)))
        if phone.number and (key := phone.e164 or phone.number) not in seen:
            seen.add(key)
            yield phone


def _languages(ident: str, places: list[str], linked: Linked) -> set[str]:
    rows = [*linked.of("language", "service", ident)]
    rows += [one for place in places for one in linked.of("language", "location", place)]
    return {_code(one) for one in rows} - {""}


def _code(row: Row) -> str:
    return (row.get("code") or row.get("name")).lower().replace("_", "-").split("-")[0]


def _hours(ident: str, joins: list[Row], places: list[str], linked: Linked) -> list[Row]:
    """The most particular ones: of the service at its place, else of the service, else of the place."""
    rows = [one for join in joins for one in linked.of("schedule", "service_at_location", join.get("id"))]
    rows = rows or linked.of("schedule", "service", ident)
    return rows or [one for place in places for one in linked.of("schedule", "location", place)]


def _zone(spots: tuple[Spot, ...]) -> str:
    from manumit.engine.signals import place_of

    named = next((place_of(one.city, one.country or None) for one in spots if one.city), None)
    return named.timezone if named else ""


def _zone_of(row: Row, local: str) -> str:
    """What the schedule says; where it says nothing the town's own time (HSDS would have UTC, which nobody means)."""
    return read_rule(row.cells).zone or local or "UTC"


def _contacts(ident: str, joins: list[Row], linked: Linked) -> Iterator[str]:
    rows = [*linked.of("contact", "service", ident)]
    rows += [one for join in joins for one in linked.of("contact", "service_at_location", join.get("id"))]
    for row in rows:
        yield ", ".join(filter(None, (row.get(name) for name in ("name", "title", "department", "email"))))


def _extra(row: Row, organization: Row, terms: list[tuple[str, str]]) -> dict[str, str]:
    extra = {name: value for name, value in row.cells.items() if name not in _READ}
    known = ("id", "name", "email", "website")
    extra |= {
        f"organization.{name}": value for name, value in organization.cells.items() if name not in known
    }
    if terms:
        extra["terms"] = "; ".join(dict.fromkeys(" ".join(filter(None, one)) for one in terms))
    return extra
