"""The scene: nodes, edges and events that graph, map, timeline, table and evidence show together. One shape for a lead,
an entity, what somebody expands, and a way between two.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import urlencode

from manumit.base.kernel import vocabulary
from manumit.doors.web.desk import words
from manumit.doors.web.desk.sights.cover import Cover
from manumit.doors.web.desk.sights.layout import positions
from manumit.engine.lookup import Entity, Event, Link, Lookup

MOST_EVENTS, MOST_AROUND = 2000, 400
"""Events of a lead, a path or a chart; and around one entity, which may be a bank's till: the page says how many there
are, and a window of time shows the others."""
MOST_NODES = 2000
MOST_COUNTED = 300
"""Nodes up to which each says what expanding would bring; an overview of more is not expanded node by node."""
Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Window:
    """From when to when; None: no bound."""

    since: datetime | None = None
    until: datetime | None = None

    @classmethod
    def parse(cls, asked: Mapping[str, str]) -> Window:
        """From `since` and `until` of an address; what is no time is no bound."""
        return cls(_moment(asked.get("since", "")), _moment(asked.get("until", "")))

    @classmethod
    def days(cls, asked: Mapping[str, str]) -> Window:
        """As `parse`; a day without a time as `until` is still inside."""
        window = cls.parse(asked)
        whole = window.until is not None and len(asked.get("until", "")) == len("2026-03-31")
        return cls(window.since, window.until + timedelta(days=1)) if whole and window.until else window

    @property
    def address(self) -> str:
        """As the query of an address; empty without a bound."""
        ends = {"since": _iso(self.since), "until": _iso(self.until)}
        return urlencode({name: end for name, end in ends.items() if end})


def _moment(text: str) -> datetime | None:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def lead_scene(found: Lookup, cover: Cover, lead_id: str, window: Window) -> Json:
    """A lead's members, what ties them, and what happened."""
    lead = cover.shelf.find(lead_id, cover.open)
    ids = [member.entity_id for member in lead.members]
    entities = found.entities(ids)
    links = found.links_between(ids)
    seen = {frozenset((link.a, link.b)) for link in links}
    links += [
        Link(a, b, word, p, False, None, None, 0)
        for a, b, word, p in lead.ties
        if frozenset((a, b)) not in seen and a in entities and b in entities
    ]
    return scene(found, cover, [entities[i] for i in ids if i in entities], links, window, lead.says)


def entity_scene(found: Lookup, cover: Cover, entity: Entity, window: Window, kind: str = "") -> Json:
    """An entity and its nearest neighbours (of one kind)."""
    around = found.expand(entity.entity_id, kind or None)
    nodes = [entity, *around.nodes]
    links = found.links_between(node.entity_id for node in nodes)
    return scene(found, cover, nodes, links, window, cover.label(entity), entity.entity_id)


def path_scene(found: Lookup, cover: Cover, a: str, b: str) -> Json:
    """A way from one to another, or word that none was found."""
    way = found.path(a, b)
    nodes = found.entities(way.entities)
    told = scene(found, cover, [nodes[i] for i in way.entities if i in nodes], way.links or (), Window(), "")
    return told | {
        "path": list(way.entities),
        "not_walked": way.not_walked,
        "complete": way.complete,
    }


def scene(
    found: Lookup,
    cover: Cover,
    nodes: Sequence[Entity],
    links: Iterable[Link],
    window: Window,
    title: str,
    around: str = "",
) -> Json:
    """The contract's shape. `around`: the entity that it is about, whose events come before others'."""
    nodes = nodes[:MOST_NODES]
    at = {node.entity_id: place for place, node in enumerate(nodes)}
    drawn = [link for link in links if link.a in at and link.b in at]
    spots = positions(len(nodes), [(at[link.a], at[link.b]) for link in drawn])
    roles = _roles(cover)
    more = _not_shown(found, nodes, drawn)
    most = MOST_AROUND if around else MOST_EVENTS
    happened = found.events_of(list(at), window.since, window.until, most, around)
    events = happened.events
    return {
        "title": title,
        "window": {"since": _iso(window.since), "until": _iso(window.until)},
        "made_at": _iso(datetime.now(UTC)),
        "masked": not cover.open,
        "handling": _handling(events),
        "nodes": [
            _node(cover, node, spot, roles.get(node.entity_id)) | {"more": more.get(node.entity_id, {})}
            for node, spot in zip(nodes, spots, strict=True)
        ],
        "edges": [_edge(number, link) for number, link in enumerate(drawn)],
        "events": [_event(cover, event) for event in events],
        "happened": {"shown": len(events), "of": happened.of, "complete": happened.complete},
        "words": {
            "kind": {key: str(word) for key, word in words.KIND.items()},
            "role": {key: str(word) for key, word in words.ROLE.items()},
        },
    }


def _handling(events: Iterable[Event]) -> str:
    """The strictest label of its records, and never less than what files without one get."""
    known = vocabulary()
    labels = (event.record.tlp for event in events if event.record.tlp in known.tlp)
    return min((known.default_tlp, *labels), key=known.tlp.index)


def _roles(cover: Cover) -> dict[str, tuple[str, float]]:
    """Role and chance by entity in the lead of the page."""
    if not cover.lead_id:
        return {}
    lead = cover.shelf.find(cover.lead_id)
    return {member.entity_id: (member.role, member.probability) for member in lead.members}


def _not_shown(found: Lookup, nodes: Sequence[Entity], drawn: Sequence[Link]) -> dict[str, dict[str, int]]:
    """Neighbours that are not among the nodes, by entity and kind: what expanding would bring."""
    if len(nodes) > MOST_COUNTED:
        return {}
    kinds = {node.entity_id: node.kind for node in nodes}
    beside: dict[str, set[str]] = {node.entity_id: set() for node in nodes}
    for link in drawn:
        beside[link.a].add(link.b)
        beside[link.b].add(link.a)
    left: dict[str, dict[str, int]] = {}
    for entity, shown in beside.items():
        counts = dict(found.neighbours(entity))
        for other in shown:
            counts[kinds[other]] = counts.get(kinds[other], 0) - 1
        left[entity] = {kind: n for kind, n in counts.items() if n > 0}
    return left


def _node(cover: Cover, entity: Entity, spot: tuple[float, float], role: tuple[str, float] | None) -> Json:
    word, chance = role or ("unknown", None)
    return {
        "id": entity.entity_id,
        "kind": entity.kind,
        "label": cover.label(entity),
        "role": word,
        "role_words": words.role_deed(word, chance) if role and chance is not None else "",
        "probability": chance,
        "x": spot[0],
        "y": spot[1],
        "protected": cover.hides(entity.entity_id),
        "records": entity.records,
        "members": 1,
    }


def _edge(number: int, link: Link) -> Json:
    return {
        "id": f"e{number}-{link.a[-6:]}-{link.b[-6:]}",
        "source": link.a,
        "target": link.b,
        "word": str(words.tie(link.word)),
        "way": link.word,
        "probability": link.probability,
        "observed": link.observed,
        "from": _iso(link.since),
        "until": _iso(link.until),
        "records": [],
        "count": link.records,
    }


def _event(cover: Cover, event: Event) -> Json:
    record = event.record
    told = (cover.said(record, part) for part in (record.title, record.summary))
    return {
        "id": record.record_id,
        "kind": record.kind,
        "at": _iso(event.at),
        "end": _iso(event.end),
        "zone_minutes": record.zone_minutes,
        "place": cover.text(event.where.place),
        "lat": event.where.lat,
        "lon": event.where.lon,
        "precision_km": event.precision_km,
        "to": {"place": event.to.place, "lat": event.to.lat, "lon": event.to.lon} if event.to else None,
        "lanes": list(event.lanes),
        "summary": " · ".join(part for part in told if part)[:200],
        "night": bool(event.night),
        "source": {"file": record.file, "offset": record.offset, "length": record.length},
    }


def _iso(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None
