"""A chart's scene: its leads together, and what was expanded on it, as they may be seen."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from manumit.doors.web.desk import words
from manumit.doors.web.desk.sights.cover import Cover
from manumit.doors.web.desk.sights.scene import Window, scene
from manumit.engine.leads import Lead
from manumit.engine.lookup import Link, Lookup

Json = dict[str, Any]


def chart_scene(found: Lookup, cover: Cover, content: Mapping[str, Any], window: Window) -> Json:
    """Members of the chart's leads and the entities that were expanded, with the links between all of them."""
    leads = [cover.shelf.find(one, True) for one in content["leads"] if one in cover.shelf.at]
    ids = list(
        dict.fromkeys([m.entity_id for lead in leads for m in lead.members] + list(content["entities"]))
    )
    entities = found.entities(ids)
    links = found.links_between(ids)
    seen = {frozenset((link.a, link.b)) for link in links}
    links += [
        Link(a, b, word, p, False, None, None, 0)
        for a, b, word, p in dict.fromkeys(tie for lead in leads for tie in lead.ties)
        if frozenset((a, b)) not in seen and a in entities and b in entities
    ]
    nodes = [entities[one] for one in ids if one in entities]
    told = scene(found, cover, nodes, links, window, str(content["title"]))
    roles = _roles(leads)
    for node in told["nodes"]:
        if node["id"] in roles:
            role, chance = roles[node["id"]]
            node |= {"role": role, "probability": chance, "role_words": words.role_deed(role, chance)}
    return told


def _roles(leads: list[Lead]) -> dict[str, tuple[str, float]]:
    """The likeliest role of each; whoever is possibly a victim in one lead is shown as that."""
    roles: dict[str, tuple[str, float]] = {}
    for lead in leads:
        for member in lead.members:
            known = roles.get(member.entity_id)
            victim = member.role == "possible_victim"
            if known is None or (known[0] != "possible_victim" and (victim or member.probability > known[1])):
                roles[member.entity_id] = (member.role, member.probability)
    return roles


def method() -> str:
    """How charts are made, in one sentence."""
    return _(
        "Entities and links as Manumit concluded them from the records; positions by Fruchterman and Reingold (igraph)"
        " and by hand."
    )
