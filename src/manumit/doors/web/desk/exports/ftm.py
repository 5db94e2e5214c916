"""FollowTheMoney entities, one JSON object a line: nodes first, then links. Schemata and properties are those of
followthemoney 4.11 (https://followthemoney.tech/explorer); `SCHEMATA` is all that is written.
"""

from __future__ import annotations

import json
from typing import Any, Final

from manumit.doors.web.desk.exports.graph import Edge, Graph, Node

_NODE: Final = {
    "person": ("Person", "name"),
    "account": ("BankAccount", "accountNumber"),
    "iban": ("BankAccount", "iban"),
    "phone": ("UserAccount", "phone"),
    "email": ("UserAccount", "email"),
    "handle": ("UserAccount", "username"),
    "wallet": ("CryptoWallet", "publicKey"),
    "address": ("Address", "full"),
    "picture": ("Image", "title"),
}
"""Schema and property of the label by kind; any other kind is a Note."""
SCHEMATA: Final = {
    "Person": {"name", "summary", "notes"},
    "BankAccount": {"name", "accountNumber", "iban", "summary", "notes"},
    "UserAccount": {"name", "phone", "email", "username", "service", "summary", "notes"},
    "CryptoWallet": {"name", "publicKey", "summary", "notes"},
    "Address": {"name", "full", "summary", "notes"},
    "Image": {"name", "title", "summary", "notes"},
    "Note": {"name", "summary", "notes"},
    "Payment": {"payerAccount", "beneficiaryAccount", "startDate", "endDate", "description"},
    "UnknownLink": {"subject", "object", "role", "startDate", "endDate", "description"},
}


def ftm(graph: Graph) -> bytes:
    """The lines. What is covered has no identifier: its name says so."""
    kinds = {node.id: node.kind for node in graph.nodes}
    lines = [_node(node) for node in graph.nodes] + [_edge(edge, kinds) for edge in graph.edges]
    return b"".join(json.dumps(line, ensure_ascii=False).encode("utf-8", "replace") + b"\n" for line in lines)


def _id(id: str) -> str:
    """As FollowTheMoney writes ids: letters, digits, dots and hyphens alone."""
    return id.replace("_", "-")


def _node(node: Node) -> dict[str, Any]:
    schema, field = _NODE.get(node.kind, ("Note", "name"))
    said = {"name": [node.label]}
    if field != "name" and not node.covered:
        said[field] = [node.label]
    if schema == "UserAccount" and node.kind == "handle" and ":" in node.label:
        said["service"], said["username"] = [node.label.split(":", 1)[0]], [node.label.split(":", 1)[1]]
    if node.role != "unknown":
        chance = "" if node.probability is None else f" ({node.probability:.2f})"
        said["summary"] = [f"possible role: {node.role}{chance}; a question for a person, never a verdict"]
    if node.note:
        said["notes"] = [node.note]
    return {"id": _id(node.id), "schema": schema, "properties": said}


def _edge(edge: Edge, kinds: dict[str, str]) -> dict[str, Any]:
    banks = {"account", "iban"}
    paid = edge.way == "paid" and {kinds[edge.source], kinds[edge.target]} <= banks
    ends = ("payerAccount", "beneficiaryAccount") if paid else ("subject", "object")
    said: dict[str, list[str]] = {ends[0]: [_id(edge.source)], ends[1]: [_id(edge.target)]}
    if not paid:
        said["role"] = [edge.word]
    for field, moment in (("startDate", edge.since), ("endDate", edge.until)):
        if moment:
            said[field] = [moment[:10]]
    seen = "observed in records" if edge.observed else f"concluded, probability {edge.probability:.2f}"
    said["description"] = [f"{edge.word}: {seen}"]
    return {"id": _id(edge.id), "schema": "Payment" if paid else "UnknownLink", "properties": said}
