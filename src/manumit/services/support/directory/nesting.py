"""HSDS's JSON, where services hold their phones and places, is laid out as the tables it stands for."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from typing import Any

TABLES = (
    "organization program service service_at_location location phone contact address schedule language service_area "
    "required_document accessibility cost_option attribute taxonomy_term taxonomy metadata funding "
    "organization_identifier meta_table_description url unit"
).split()
"""The tables of HSDS 3.0, and two of 3.1."""
_PLURALS = {
    **{f"{name}s": name for name in TABLES},
    "addresses": "address", "addresss": "address", "accessibilities": "accessibility", "taxonomies": "taxonomy",
    "services_at_location": "service_at_location", "additional_urls": "url", "taxonomy_detail": "taxonomy",
    "meta_table_description": "meta_table_description",
}  # fmt: skip
_MARKS = {
    "service": ("organization", "organization_id", "service_at_locations", "status", "program"),
    "service_at_location": ("service", "location", "service_id"),
    "location": ("location_type", "latitude", "addresses"),
    "taxonomy_term": ("taxonomy_detail", "taxonomy", "term_uri"),
    "organization": ("services", "legal_status", "year_incorporated", "website", "description"),
}
"""Keys by which a nameless object at the top of a file shows what it is, in order."""
_OWNED = {
    "phone": ("service", "location", "organization", "contact", "service_at_location"),
    "schedule": ("service", "location", "service_at_location"),
    "language": ("service", "location", "phone"),
    "contact": ("service", "location", "organization", "service_at_location"),
    "address": ("location",),
    "accessibility": ("location",),
    "service_area": ("service", "service_at_location"),
    "cost_option": ("service",),
    "required_document": ("service",),
    "service_at_location": ("service",),
    "service": ("organization", "program"),
    "location": ("organization",),
}  # fmt: skip
"""child -> the owners whose id it carries as `<owner>_id`."""


def table_of(name: str) -> str | None:
    """The table that a file or a key is called by; None for none."""
    name = name.strip().lower().replace("-", "_").removesuffix(".csv")
    return name if name in TABLES else _PLURALS.get(name)


def flatten(document: Any) -> Iterator[tuple[str, dict[str, str]]]:
    """(table, cells) of all that a JSON document holds, owners before what they own. ValueError when it is no object
    or list of objects."""
    if isinstance(document, dict) and isinstance(document.get("contents"), list):
        document = document["contents"]
    if isinstance(document, list):
        for one in document:
            yield from flatten(one)
    elif not isinstance(document, dict):
        raise ValueError("neither an object nor a list of objects")
    elif named := [key for key in document if key.endswith(".csv") and table_of(key)]:
        for key in named:
            for one in document[key] or ():
                if isinstance(one, dict):
                    yield from _walk(str(table_of(key)), one, {})
    elif table := _kind(document):
        yield from _walk(table, document, {})


def _kind(item: Mapping[str, Any]) -> str | None:
    if "id" not in item and "name" not in item:
        return None  # the version of an interface, a data package's description
    return next((table for table, keys in _MARKS.items() if any(key in item for key in keys)), None)


def _walk(
    table: str, item: dict[str, Any], owners: Mapping[str, str]
) -> Iterator[tuple[str, dict[str, str]]]:
    cells = {key.lower(): text for key, value in item.items() if (text := _text(value))}
    ident = cells.setdefault("id", _made_up(item))
    for owner in _OWNED.get(table, ()):
        if owner in owners:
            cells.setdefault(f"{owner}_id", owners[owner])
    if table == "attribute":
        _link(cells, item, owners)
    inner = {"organization": "organization_id", "location": "location_id", "service": "service_id"}
    for key, column in inner.items():
        if isinstance(item.get(key), dict) and (other := _text(item[key].get("id"))):
            cells.setdefault(column, other)
    yield table, cells
    below = {table: ident, "": table}
    for key, value in item.items():
        child = table_of(key)
        if child and isinstance(value, dict | list):
            for one in value if isinstance(value, list) else [value]:
                if isinstance(one, dict):
                    yield from _walk(child, one, {} if child in ("organization", "taxonomy") else below)


def _link(cells: dict[str, str], item: Mapping[str, Any], owners: Mapping[str, str]) -> None:
    nearest = owners.get("", "")
    if nearest:
        cells.setdefault("link_entity", nearest)
        cells.setdefault("link_id", owners[nearest])
    if isinstance(term := item.get("taxonomy_term"), dict) and _text(term.get("id")):
        cells.setdefault("taxonomy_term_id", _text(term["id"]))


def _text(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if not isinstance(value, str | int | float):
        return ""
    return str(value).encode("utf-8", "replace").decode().strip()  # half of a surrogate pair is no text


def _made_up(item: Mapping[str, Any]) -> str:
    return "made-" + hashlib.sha256(json.dumps(item, sort_keys=True).encode()).hexdigest()[:16]
