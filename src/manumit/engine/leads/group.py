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
SEED = 2.5
"""Value (log-odds above that of a finding which says nothing) from which a finding makes a group of its own."""
CLOSE = 0.4
"""Pull from which a finding joins a group."""
SAME_PERSON = frozenset({"same name", "same holder", "takes wages of", "judged the same"})
"""Ties that bring in a further identity of someone who is in a group."""
MOST_TIES = 12
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
    rows: list[Finding] = engine.arrow("SELECT * FROM finding ORDER BY indicator, finding_id").to_pylist()
    return rows


def load_ties(engine: TableEngine, least: float = 0.1) -> list[Tie]:
    """Ties that touch an entity some finding speaks of."""
    return [
        tuple(row)
        for row in engine.rows(f"""
        WITH spoken AS (SELECT DISTINCT entity FROM (
            SELECT subject AS entity FROM finding WHERE NOT against
            UNION ALL SELECT unnest(members).entity FROM finding WHERE NOT against))
        SELECT a, b, word, probability FROM tie
        WHERE probability >= {least} AND (a IN (SELECT entity FROM spoken) OR b IN (SELECT entity FROM spoken))
        ORDER BY a, b, word""")
    ]


def group_findings(
    findings: Sequence[Finding], ties: Sequence[Tie], values: Mapping[str, float]
) -> list[Group]:
    """Findings (none `against`) and ties to groups. `values` is what each says by itself: those that say much are
    seeds and make the groups; the others join the group they speak of, without chaining it on. What joins none is
    grouped among itself, so that adverts alone, say, still give leads."""
    seeds = [f for f in findings if values[f["finding_id"]] >= SEED]
    groups = _joined(seeds, ties)
    spare = _attach(groups, [f for f in findings if values[f["finding_id"]] < SEED], ties)
    return groups + _joined(spare, ties)


def _joined(findings: Sequence[Finding], ties: Sequence[Tie]) -> list[Group]:
    """Communities of findings through the entities they name and the ties between those."""
    shared = _sharing(findings)
    spoken = {f["subject"] for f in findings} | {m["entity"] for f in findings for m in f["members"]}
    weights: dict[tuple[str, str], float] = defaultdict(float)
    for finding in findings:
        subject, strength = finding["subject"], finding["strength"]
        for member in finding["members"]:
            if member["entity"] != subject:
                _add(
                    weights,
                    subject,
                    member["entity"],
                    (0.5 + 0.5 * strength) / _crowd(shared, member["entity"], subject),
                )
    near = _between(spoken, ties)
    for a, b, _, probability in near:
        _add(weights, a, b, probability / _crowd(shared, a, b))
    label = _communities(spoken | {e for pair in weights for e in pair}, weights, RESOLUTION)
    return _collect(findings, near, label)


def _between(spoken: set[str], ties: Sequence[Tie]) -> list[Tie]:
    """Ties between spoken entities, and through one unspoken entity that joins two to twelve of them."""
    bridges = Tally(
        end for a, b, _, _ in ties if (a in spoken) != (b in spoken) for end in (a, b) if end not in spoken
    )
    known = spoken | {e for e, n in bridges.items() if 2 <= n <= 12}
    return [t for t in ties if t[0] in known and t[1] in known]


def _attach(groups: Sequence[Group], findings: Sequence[Finding], ties: Sequence[Tie]) -> list[Finding]:
    """Put each finding into the group whose entities (or their close ties) it speaks of most; the rest is returned."""
    home: dict[str, dict[int, float]] = defaultdict(dict)
    for number, group in enumerate(groups):
        for entity in group.entities:
            home[entity][number] = 1.0
    for a, b, _, probability in ties:
        if probability >= CLOSE:
            for giver, taker in ((a, b), (b, a)):
                for number in [n for n, p in home.get(giver, {}).items() if p == 1.0]:
                    home[taker][number] = max(home[taker].get(number, 0.0), probability * 0.9)
    spare = []
    for finding in findings:
        entities = {finding["subject"]} | {m["entity"] for m in finding["members"]}
        pull: dict[int, float] = defaultdict(float)
        for entity in entities:
            for number, p in home.get(entity, {}).items():
                pull[number] += p * (1.0 if entity == finding["subject"] else 1.0 / len(entities))
        best = max(sorted(pull), key=lambda n: pull[n], default=None)
        if best is None or pull[best] < CLOSE:
            spare.append(finding)
        else:
            groups[best].findings.append(finding)
    return spare


def widen(group: Group, ties: Mapping[str, Sequence[Tie]]) -> None:
    """Add what is probably the same person's: the account behind a traveller, the traveller behind a guest."""
    for entity in sorted(group.entities):
        for tie in ties.get(entity, ()):
            if tie[2] in SAME_PERSON and tie[3] >= CLOSE and len(ties.get(entity, ())) <= MOST_TIES:
                group.ties.append(tie)
                group.entities |= {tie[0], tie[1]}


def ties_by_entity(ties: Sequence[Tie]) -> Mapping[str, Sequence[Tie]]:
    """Each entity's ties."""
    found: dict[str, list[Tie]] = defaultdict(list)
    for tie in ties:
        found[tie[0]].append(tie)
        found[tie[1]].append(tie)
    return found


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


def _communities(
    nodes: set[str], weights: Mapping[tuple[str, str], float], resolution: float
) -> dict[str, int]:
    import random

    import igraph

    names = sorted(nodes)
    index = {name: i for i, name in enumerate(names)}
    pairs = sorted(weights)
    graph = igraph.Graph(n=len(names), edges=[(index[a], index[b]) for a, b in pairs])
    igraph.set_random_number_generator(random.Random(20260101))
    found = graph.community_leiden(
        objective_function="CPM", weights=[weights[p] for p in pairs], resolution=resolution, n_iterations=-1
    )
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
