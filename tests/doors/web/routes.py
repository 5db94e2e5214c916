"""Every route of the Desk, found and not listed; and addresses filled with things that are there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver, reverse

from manumit.doors.web.desk.models import Workspace
from manumit.doors.web.desk.sights.leads import shelf

NO_GATE = {"root", "open_link", "set_language"}
"""Ours, and open to whoever comes; what allauth serves has its own gates (tests/doors/web/accounts)."""


def desk_routes() -> Iterator[tuple[str, URLPattern]]:
    """Those with a gate: the Desk's own."""
    for entry in get_resolver().url_patterns:
        if isinstance(entry, URLResolver):
            if entry.app_name == "desk":
                yield from ((f"desk:{p.name}", p) for p in entry.url_patterns if isinstance(p, URLPattern))
        elif entry.name not in NO_GATE:
            yield str(entry.name), entry


def every_route(
    entries: Any = None, spaces: tuple[str, ...] = (), above: tuple[str, ...] = ()
) -> Iterator[tuple[str, tuple[str, ...]]]:
    """All that the resolver knows (the Desk, the interface, sign-in, language), each with the parts of its address."""
    for entry in get_resolver().url_patterns if entries is None else entries:
        parts = (*above, *entry.pattern.regex.groupindex)
        if isinstance(entry, URLResolver):
            inner = (*spaces, entry.namespace) if entry.namespace else spaces
            yield from every_route(entry.url_patterns, inner, parts)
        elif entry.name:
            yield ":".join((*spaces, entry.name)), parts


def things(workspace: Workspace) -> dict[str, Any]:
    """What the addresses of a workspace are filled with: its first lead with a person, that person, a record."""
    lead = next(one for one in shelf(workspace).plain if any(m.kind == "person" for m in one.members))
    return {
        "ws": workspace.slug,
        "lead_id": lead.lead_id,
        "entity_id": next(m.entity_id for m in lead.members if m.kind == "person"),
        "record_id": lead.records[0].record_id,
        "token": "invented",
        "path": "x",
    }


def address_of(name: str, parts: Iterable[str], known: Mapping[str, Any]) -> str:
    """The address of a route; a part is 1 unless it is known."""
    return reverse(name, kwargs={part: known.get(part, 1) for part in parts})
