"""Findings told in a line, for tests of what is made of them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from manumit.engine.leads.group import Finding, Group, Tie
from manumit.engine.leads.value import ZERO, value_weights
from manumit.engine.leads.weigh import SAID, weights

FAMILY = {
    "wage_capture": "money",
    "collector_star": "money",
    "night_senders": "money",
    "structuring": "money",
    "serial_sponsor": "travel",
    "rooms_for_strangers": "housing",
    "shared_contact": "identity",
    "one_family": "identity",
    "lives_on_wages": "money",
    "look_alike_site": "offer",
}
SHIPPED, SHIPPED_VALUES = weights(), value_weights()
TABLE: Mapping[str, Any] = {
    "flags": {
        "wage_capture": {"strength": 2.0, "number": 0.5, "people": 1.0},
        "collector_star": {"strength": 1.5, "number": 0.5, "sources": -0.5},
        "night_senders": {"strength": 2.0, "number": 0.5},
        "serial_sponsor": {"strength": 2.0, "number": 0.5},
        "rooms_for_strangers": {"strength": 2.0, "number": 0.5},
        "shared_contact": {"strength": 0.5, "number": 0.0},
    },
    "against": {"lives_on_wages": -1.5, "one_family": -1.0},
    "model": {
        "intercept": -4.0,
        "families": 0.7,
        "findings": 0.2,
        "said": dict.fromkeys(SAID, 0.0),
        "size": {"shift": 0.4, "slope": 0.25},
        "draws": [[-0.1, 1.0], [0.1, 0.9], [0.0, 1.1]],
        "surest": 0.93,
    },
    "base_rate": 0.05,
}
"""Weights of the tests of this room, so that they say what weighing does and not what it was last fitted to."""
VALUES: Mapping[str, Mapping[str, float]] = {
    flag: {"one": ZERO, "strength": says}
    for flag, says in {
        "wage_capture": 6.0,
        "collector_star": 4.5,
        "night_senders": 3.0,
        "serial_sponsor": 6.0,
        "rooms_for_strangers": 3.0,
        "shared_contact": 1.5,
    }.items()
} | {"look_alike_site": {"one": ZERO}}
"""What a finding says in these tests: so much times log(1 + strength)."""
AGAINST = {"one_family", "lives_on_wages"}


def finding(
    indicator: str,
    subject: str,
    members: Mapping[str, str] | None = None,
    strength: float = 1.0,
    evidence: str = "",
    facts: Mapping[str, object] | None = None,
) -> Finding:
    """A row of the finding table; `members` entity -> role; `evidence` record ids in words; `facts` its counts."""
    whole: dict[str, Any] = {
        "finding_id": f"{indicator}/{subject}/{evidence}",
        "indicator": indicator,
        "version": 1,
        "family": FAMILY[indicator],
        "against": indicator in AGAINST,
        "subject": subject,
        "strength": strength,
        "start_at": datetime(2026, 3, 1),
        "end_at": datetime(2026, 3, 8),
        "evidence": evidence.split(),
        "members": [{"entity": entity, "role": role} for entity, role in (members or {}).items()],
        "sentence": f"{indicator} says something of {subject}.",
        "facts": json.dumps(facts or {}),
    }
    return whole


def group_of(*findings: Finding, ties: list[Tie] | None = None) -> Group:
    """A group of these findings and all they speak of."""
    entities = {f["subject"] for f in findings} | {m["entity"] for f in findings for m in f["members"]}
    entities |= {end for a, b, _, _ in ties or [] for end in (a, b)}
    return Group(list(findings), entities, list(ties or []))
