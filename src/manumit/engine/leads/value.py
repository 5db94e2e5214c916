"""What one finding says by itself: the log-odds that it is about an operation.

A linear sum over what the finding counted and over the innocent explanations of its subject and members, with weights
per red flag (values.yaml), fitted by benchmarks/fit_weights.py on development worlds. It founds groups, chooses the
evidence that a lead shows, and is what the lead's score adds up.
"""

from __future__ import annotations

import json
import math
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from manumit.base.kernel import TableEngine
from manumit.engine.leads.group import Finding

ZERO = -4.0
"""Log-odds of a finding that says nothing (about one in fifty-five)."""
ABOUT_MEMBER = 0.5
"""An explanation fits a member of its finding half as well as the subject."""
Explanations = Mapping[str, Sequence[Finding]]
PerEntity = Mapping[str, Mapping[str, float]]


@dataclass(frozen=True, slots=True)
class Scene:
    """What is known of the entities around a finding: the innocent explanations about each, how well they fit (0..1),
    and what each does (log(1 + number) of every sort of deed)."""

    against: Explanations
    fits: PerEntity
    deeds: PerEntity

    @classmethod
    def of(cls, findings: Sequence[Finding], deeds: PerEntity | None = None) -> Scene:
        """The scene of all findings, the explanations among them."""
        against = explanations_by_entity(findings)
        return cls(against, _fits(against), deeds or {})


@cache
def value_weights() -> PerEntity:
    """The shipped weights: red flag -> feature -> weight."""
    text = files("manumit.engine.leads").joinpath("values.yaml").read_text("utf-8")
    loaded: PerEntity = yaml.safe_load(text)
    return loaded


def unfitted() -> frozenset[str]:
    """Red flags that no development world has taught weights yet: all they have is the constant of a finding that says
    nothing. `manumit flags` tells them; leads are made without them."""
    return frozenset(flag for flag, row in value_weights().items() if dict(row) == {"one": ZERO})


def explanations_by_entity(findings: Sequence[Finding]) -> Explanations:
    """The innocent explanations about each entity."""
    against: dict[str, list[Finding]] = defaultdict(list)
    for finding in findings:
        if finding["against"]:
            for entity in {finding["subject"]} | {m["entity"] for m in finding["members"]}:
                against[entity].append(finding)
    return against


def load_deeds(engine: TableEngine) -> dict[str, dict[str, float]]:
    """entity -> deed -> log(1 + number), of every entity that a finding speaks of."""
    rows = engine.rows("""
        SELECT entity, deed, ln(1 + n) FROM deed SEMI JOIN (
            SELECT subject AS entity FROM finding WHERE NOT against
            UNION SELECT unnest(members).entity FROM finding WHERE NOT against) USING (entity)
        ORDER BY entity, deed""")
    found: dict[str, dict[str, float]] = defaultdict(dict)
    for entity, deed, number in rows:
        found[entity][deed] = number
    return found


def values_of(findings: Sequence[Finding], scene: Scene, table: PerEntity | None = None) -> dict[str, float]:
    """finding_id -> log-odds above ZERO, never below 0. `table`: other weights than the shipped ones."""
    table = value_weights() if table is None else table
    return {
        finding["finding_id"]: max(0.0, _sum(table.get(finding["indicator"], {}), finding, scene) - ZERO)
        for finding in findings
        if not finding["against"]
    }


def probability(value: float) -> float:
    """Of a finding with this value, by itself."""
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, value + ZERO))))


def value_features(finding: Finding, scene: Scene) -> dict[str, float]:
    """What the value is made of: log(1 + x) of every count; how well each explanation fits and what is done, by the
    subject and, on average, by the members."""
    found = {
        "one": 1.0,
        "strength": math.log1p(finding["strength"]),
        "evidence": math.log1p(len(finding["evidence"])),
        "members": math.log1p(len(finding["members"])),
    }
    found |= {name: math.log1p(max(0.0, value)) for name, value in _numbers(json.loads(finding["facts"]))}
    subject = finding["subject"]
    members = [m["entity"] for m in finding["members"]]
    for word, about, those in (
        ("not", scene.fits, members),
        ("does", scene.deeds, [entity for entity in members if entity != subject]),
    ):
        found |= {f"{word}.{what}": x for what, x in about.get(subject, {}).items()}
        for entity in those:
            for what, x in about.get(entity, {}).items():
                name = f"members.{word}.{what}"
                found[name] = found.get(name, 0.0) + x / len(those)
    return found


def _fits(against: Explanations) -> dict[str, dict[str, float]]:
    """entity -> explanation -> how well it fits, 0..1."""
    found: dict[str, dict[str, float]] = {}
    for entity, told in against.items():
        best = found[entity] = {}
        for finding in told:
            fit = finding["strength"] * (1.0 if finding["subject"] == entity else ABOUT_MEMBER)
            best[finding["indicator"]] = max(fit, best.get(finding["indicator"], 0.0))
    return found


def _sum(weights: Mapping[str, float], finding: Finding, scene: Scene) -> float:
    if not weights:
        return ZERO
    found = value_features(finding, scene)
    return round(
        sum(weights.get(name, 0.0) * found[name] for name in sorted(found)), 9
    )  # in any order the same


def _numbers(facts: Mapping[str, Any]) -> Iterator[tuple[str, float]]:
    for name, value in facts.items():
        try:
            yield name, float(value)
        except (TypeError, ValueError):
            continue
