"""Rows of the tables find each other: what belongs to a service, to its places and to its organisation."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field

from manumit.services.support.directory.reading import Row, Tables

OWNERS = {
    "phone": ("service_at_location", "service", "location", "organization"),
    "schedule": ("service_at_location", "service", "location"),
    "language": ("service", "location", "phone"),
    "contact": ("service_at_location", "service", "location", "organization"),
    "address": ("location",),
    "accessibility": ("location",),
    "service_area": ("service", "service_at_location"),
    "cost_option": ("service",),
    "required_document": ("service",),
}
"""table -> whose it can be, by the columns `<owner>_id`."""
_KEYED = ("taxonomy_term", "organization", "location", "service", "service_at_location", "phone")
"""Tables whose rows others point at: one row an id."""
_JOIN = "service_at_location"
_UNREAD = frozenset("external_identifier external_identifier_type last_modified logo uri".split())
"""Columns that no entry says: two rows may differ in them."""


@dataclass(slots=True)
class Linked:
    """Rows by id, and rows by (table, owner's table, owner's id)."""

    by_id: dict[str, dict[str, Row]] = field(default_factory=lambda: defaultdict(dict))
    below: dict[tuple[str, str, str], list[Row]] = field(default_factory=lambda: defaultdict(list))

    def of(self, table: str, owner: str, ident: str) -> list[Row]:
        """The rows of `table` that belong to one owner, in the order of the file."""
        return self.below.get((table, owner, ident), [])

    def joins(self) -> list[Row]:
        """Which services are at which places."""
        return [row for key, rows in self.below.items() if key[:2] == (_JOIN, "service") for row in rows]

    def one(self, table: str, ident: str) -> Row | None:
        """The row with that id."""
        return self.by_id[table].get(ident)


def link(tables: Tables) -> Linked:
    """Everything in its place; what cannot be placed is put aside in `tables`."""
    linked = Linked()
    for table in _KEYED:
        for row in tables.of(table):
            _keep(row, linked, tables)
    for ident, row in list(linked.by_id["service"].items()):
        if row.get("organization_id") not in linked.by_id["organization"]:
            tables.put_aside(row, "its organisation is not there (organization_id)")
            del linked.by_id["service"][ident]
    for row in linked.by_id["service_at_location"].values():
        _join(row, linked, tables)
    _join_the_rest(linked)
    for table, owners in OWNERS.items():
        for row in tables.of(table):
            _place(row, owners, linked, tables)
    for row in tables.of("attribute"):
        linked.below["attribute", "", row.get("link_id")].append(row)
    return linked


def _keep(row: Row, linked: Linked, tables: Tables) -> None:
    ident, named = row.get("id"), row.table in ("organization", "service")
    if not ident and row.table == "phone":
        return  # nobody points at it
    if not ident or (named and not row.get("name")):
        tables.put_aside(row, "without a name" if ident else "without an id")
        return
    before = linked.by_id[row.table].get(ident)
    if before is None:
        linked.by_id[row.table][ident] = row
    elif clash := [
        name for name, value in row.cells.items() if _differ(row, name, before.cells.get(name, value))
    ]:
        tables.put_aside(row, f"an id that stands elsewhere with another {', '.join(sorted(clash))}")
    else:
        cells = {**row.cells, **before.cells}
        linked.by_id[row.table][ident] = Row(row.table, cells, before.file, before.sha256, before.number)


def _differ(row: Row, name: str, before: str) -> bool:
    """Whether two rows of one id contradict each other; whose they are may be said in several rows."""
    whose = name.endswith("_id") and row.table != "service"
    return row.get(name) != before and not whose and name not in _UNREAD


def _join(row: Row, linked: Linked, tables: Tables) -> None:
    service, location = row.get("service_id"), row.get("location_id")
    if service not in linked.by_id["service"] or location not in linked.by_id["location"]:
        tables.put_aside(row, "its service or its place is not there (service_id, location_id)")
        return
    linked.below[_JOIN, "service", service].append(row)


def _join_the_rest(linked: Linked) -> None:
    """A publisher without the joining table: a service is at the place of its organisation, where that has one only."""
    own: dict[str, list[str]] = defaultdict(list)
    for ident, place in linked.by_id["location"].items():
        own[place.get("organization_id")].append(ident)
    for ident, row in linked.by_id["service"].items():
        places = own.get(row.get("organization_id"), [])
        if len(places) == 1 and not linked.of(_JOIN, "service", ident):
            cells = {"id": f"{ident} {places[0]}", "service_id": ident, "location_id": places[0]}
            linked.below[_JOIN, "service", ident].append(Row(_JOIN, cells, row.file, row.sha256, row.number))


def _place(row: Row, owners: tuple[str, ...], linked: Linked, tables: Tables) -> None:
    named = [(owner, row.get(f"{owner}_id")) for owner in owners if row.get(f"{owner}_id")]
    found = [(owner, ident) for owner, ident in named if ident in linked.by_id[owner]]
    if not found and not row.get("contact_id"):
        tables.put_aside(row, "what it belongs to is not there" if named else "it belongs to nothing")
    for owner, ident in found:
        known = linked.below[row.table, owner, ident]
        if row.cells not in [one.cells for one in known]:
            known.append(row)
