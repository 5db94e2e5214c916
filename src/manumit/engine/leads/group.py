"""Findings about one operation are brought together: communities of the entities they speak of.

Edges: a finding ties its subject to its members; `tie` ties entities that may be one hand's. A hub guard divides
the power of an entity that many findings share. Communities are Leiden-CPM (Traag et al. 2011), which has no
resolution limit, so that small cells survive and long weak chains are cut.
"""

from __future__ import annotations

from collections import Counter as Tally
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from manumit.base.kernel import TableEngine

RESOLUTION = 0.02
"""CPM resolution: a group may hold about strength / resolution people around one hand (about 35)."""
HUB = 6
"""Findings of different subjects that may share an entity before it loses power."""
Finding = Mapping[str, Any]
Tie = tuple[str, str, str, float]


@dataclass
class Group:
    """One candidate: its findings, the entities they speak of, and the ties between those."""

    findings: list[Finding]
    entities: set[str]
    ties: list[Tie] = field(default_factory=list)


def load_findings(engine: TableEngine) -> list[Finding]:
    """All rows of `finding`, in a fixed order."""
    return engine.arrow("SELECT * FROM finding ORDER BY indicator, finding_id").to_pylist()


def load_ties(engine: TableEngine, least: float = 0.1) -> list[Tie]:
    """Ties that touch an entity some finding speaks of, and one step further where that joins two of them."""
    return [tuple(row) for row in engine.rows(f"""
        WITH spoken AS (SELECT DISTINCT entity FROM (
            SELECT subject AS entity FROM finding WHERE NOT against
            UNION ALL SELECT unnest(members).entity FROM finding WHERE NOT against)),
        near AS (
            SELECT t.*, a IN (SELECT entity FROM spoken) AS a_in, b IN (SELECT entity FROM spoken) AS b_in
            FROM tie t WHERE probability >= {least} AND (a IN (SELECT entity FROM spoken) OR b IN (SELECT entity FROM spoken))),
        outside AS (
            SELECT entity FROM (SELECT a AS entity FROM near WHERE NOT a_in UNION ALL SELECT b FROM near WHERE NOT b_in)
            GROUP BY entity HAVING count(*) BETWEEN 2 AND 12)
        SELECT a, b, word, probability FROM near
        WHERE (a_in OR a IN (SELECT entity FROM outside)) AND (b_in OR b IN (SELECT entity FROM outside))
        ORDER BY a, b, word""")]  # type: ignore[misc]


def group_findings(findings: Sequence[Finding], ties: Sequence[Tie], resolution: float = RESOLUTION) -> list[Group]:
    """Findings (none `against`) and ties to groups, largest first."""
    shared = _sharing(findings)
    weights: dict[tuple[str, str], float] = defaultdict(float)
    for finding in findings:
        subject, strength = finding["subject"], finding["strength"]
        for member in finding["members"]:
            if member["entity"] != subject:
                _add(weights, subject, member["entity"], (0.5 + 0.5 * strength) / _crowd(shared, member["entity"], subject))
    for a, b, _, probability in ties:
        _add(weights, a, b, probability / _crowd(shared, a, b))
    label = _communities({f["subject"] for f in findings} | {e for pair in weights for e in pair}, weights, resolution)
    return _collect(findings, ties, label)


def _add(weights: dict[tuple[str, str], float], a: str, b: str, weight: float) -> None:
    pair = (a, b) if a < b else (b, a)
    weights[pair] = 1 - (1 - weights[pair]) * (1 - min(weight, 0.99))


def _sharing(findings: Sequence[Finding]) -> Mapping[str, int]:
    subjects: dict[str, set[str]] = defaultdict(set)
    for finding in findings:
        for member in finding["members"]:
            subjects[member["entity"]].add(finding["subject"])
    return Tally({entity: len(names) for entity, names in subjects.items()})


def _crowd(shared: Mapping[str, int], a: str, b: str) -> float:
    return max(1.0, (shared.get(a, 0) / HUB) ** 2, (shared.get(b, 0) / HUB) ** 2)


def _communities(nodes: set[str], weights: Mapping[tuple[str, str], float], resolution: float) -> dict[str, int]:
    import random

    import igraph

    names = sorted(nodes)
    index = {name: i for i, name in enumerate(names)}
    pairs = sorted(weights)
    graph = igraph.Graph(n=len(names), edges=[(index[a], index[b]) for a, b in pairs])
    igraph.set_random_number_generator(random.Random(20260101))
    found = graph.community_leiden(objective_function="CPM", weights=[weights[p] for p in pairs], resolution=resolution,
                                   n_iterations=-1)
    return {name: found.membership[i] for name, i in index.items()}


def _collect(findings: Sequence[Finding], ties: Sequence[Tie], label: Mapping[str, int]) -> list[Group]:
    groups: dict[int, Group] = {}
    for finding in findings:
        group = groups.setdefault(label[finding["subject"]], Group([], set()))
        group.findings.append(finding)
        group.entities.add(finding["subject"])
        group.entities.update(m["entity"] for m in finding["members"])
    for a, b, word, probability in ties:
        for number in {label.get(a), label.get(b)}:
            if number in groups and {a, b} & groups[number].entities and label.get(a) == label.get(b):
                groups[number].ties.append((a, b, word, probability))
                groups[number].entities |= {a, b}
    return sorted(groups.values(), key=lambda g: (-len(g.findings), g.findings[0]["finding_id"]))
