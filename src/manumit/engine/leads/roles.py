"""Who possibly does what: from the direction of money, bookings and control, never from centrality."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from manumit.engine.leads.group import Group
from manumit.engine.leads.say import claim_of
from manumit.engine.leads.weigh import Weighed

_SAME_HAND = {
    "holds": 0.8,
    "same name": 0.9,
    "same holder": 0.9,
    "judged the same": 0.9,
    "takes wages of": 0.0,
    "books with": 0.5,
    "advertised together": 0.6,
}
"""How much of a role passes along a tie: the account, its holder and its phone are one person's."""
_VICTIM_SHIELD = 0.5
"""A person with at least this share of the votes for possible victim is never shown as controller."""


def estimate_roles(group: Group, weighed: Weighed) -> dict[str, tuple[str, float]]:
    """entity -> (role, probability). Whoever is possibly a victim to a fair degree is shown as that."""
    votes: dict[str, dict[str, float]] = defaultdict(lambda: defaultdict(float))
    for finding in group.findings:
        weight = 0.2 + max(0.0, weighed.shares.get(finding["finding_id"], 0.0))
        for member in finding["members"]:
            if member["role"] != "unknown":
                votes[member["entity"]][member["role"]] += weight
    passed: dict[str, dict[str, float]] = defaultdict(lambda: defaultdict(float))
    for a, b, word, probability in group.ties:
        share = _SAME_HAND.get(word, 0.0) * probability
        for giver, taker in ((a, b), (b, a)):
            for role, weight in votes.get(giver, {}).items():
                passed[taker][role] += share * weight
    return {entity: _decide(votes.get(entity, {}), passed.get(entity, {})) for entity in group.entities}


def reasons(group: Group, weighed: Weighed) -> dict[str, str]:
    """entity -> why it is in the lead: what the finding that says most of it claims, or the tie that brings it in."""
    why: dict[str, str] = {}
    for a, b, word, _ in sorted(group.ties, key=lambda tie: tie[3]):
        why[a] = why[b] = f"tied to another member: {word}"
    for finding in sorted(group.findings, key=lambda f: weighed.shares.get(f["finding_id"], 0.0)):
        for entity in [m["entity"] for m in finding["members"]]:
            why[entity] = claim_of(finding["indicator"])
    return why


def _decide(own: Mapping[str, float], passed: Mapping[str, float]) -> tuple[str, float]:
    total: dict[str, float] = defaultdict(float)
    for source, share in ((own, 1.0), (passed, 0.6)):
        for role, weight in source.items():
            total[role] += share * weight
    whole = sum(total.values())
    if whole <= 0:
        return "unknown", 0.0
    if total.get("possible_victim", 0) / whole >= _VICTIM_SHIELD:
        role = "possible_victim"
    else:
        role = max(sorted(total), key=lambda r: total[r])
    # one unit of evidence on the side of doubt keeps the probability below certainty
    return role, total[role] / (whole + 1.0)
