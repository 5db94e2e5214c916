"""Findings weighed into one score: independent families count more than repeats, innocent explanations lower it visibly."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from manumit.engine.leads.group import Finding, Group


@dataclass(frozen=True, slots=True)
class Weighed:
    """A group's score: what each finding and each explanation adds (log-odds), the probability and its interval."""

    shares: Mapping[str, float]
    counters: tuple[tuple[Finding, float, float], ...]
    evidence: float
    breadth: float
    families: tuple[str, ...]
    score: float
    interval: tuple[float, float]


@cache
def weights() -> Mapping[str, Any]:
    """The shipped weights (weights.yaml)."""
    text = files("manumit.engine.leads").joinpath("weights.yaml").read_text("utf-8")
    loaded: Mapping[str, Any] = yaml.safe_load(text)
    return loaded


def value_of(finding: Finding) -> float:
    """What a finding says by itself: its flag's weight times its strength (log-odds)."""
    weight: float = weights()["flags"].get(finding["indicator"], 0.5)
    return weight * finding["strength"]


def weigh(group: Group, against: Mapping[str, Sequence[Finding]]) -> Weighed:
    """Score one group; `against` holds the innocent explanations by the entity they are about."""
    table = weights()
    explanations = sorted((f for entity in sorted(group.entities) for f in against.get(entity, ())),
                          key=lambda f: (-f["strength"], f["finding_id"]))
    raw = {f["finding_id"]: value_of(f) for f in group.findings}
    kept = {f["finding_id"]: 1.0 for f in group.findings}
    taken: dict[str, float] = defaultdict(float)
    for explanation in explanations:
        rule = table["against"].get(explanation["indicator"])
        for finding in group.findings:
            if rule and finding["indicator"] in rule["flags"]:
                fit = explanation["strength"] * rule["power"] * _reach(explanation["subject"], finding)
                key = finding["finding_id"]
                taken[explanation["finding_id"]] += raw[key] * kept[key] * fit
                kept[key] *= 1 - fit
    return _sum(group, {key: raw[key] * kept[key] for key in raw}, explanations, taken)


def _reach(entity: str, finding: Finding) -> float:
    """How much of a finding an explanation about one entity concerns: all if it is the subject, else its share."""
    if entity == finding["subject"]:
        return 1.0
    others = [m["entity"] for m in finding["members"] if m["entity"] != finding["subject"]]
    return 1.0 / len(others) if entity in others else 0.0


def _sum(group: Group, left: Mapping[str, float], explanations: Sequence[Finding], taken: Mapping[str, float]) -> Weighed:
    repeat = weights()["repeat"]
    families: dict[str, list[tuple[float, str]]] = defaultdict(list)
    for finding in group.findings:
        families[finding["family"]].append((left[finding["finding_id"]], finding["finding_id"]))
    shares: dict[str, float] = {}
    for members in families.values():
        for place, (value, key) in enumerate(sorted(members, reverse=True)):
            shares[key] = value * repeat**place
    totals = {family: sum(shares[key] for _, key in members) for family, members in families.items()}
    strong = tuple(sorted(f for f, total in totals.items() if total >= 0.25))
    evidence = sum(totals.values())
    breadth = _breadth(totals)
    score, interval = _calibrated(evidence, breadth)
    counters = tuple((f, f["strength"], -taken[f["finding_id"]]) for f in explanations if taken.get(f["finding_id"], 0) >= 0.02)
    return Weighed(shares, counters, evidence, breadth, strong, score, interval)


def _breadth(totals: Mapping[str, float]) -> float:
    """Independent families beyond the first, each counted by how much it says (full at one unit of log-odds)."""
    full = sorted((min(1.0, total) for total in totals.values()), reverse=True)
    return sum(full[1:])


def _calibrated(evidence: float, breadth: float) -> tuple[float, tuple[float, float]]:
    """Probability of being real, and the 90 % range over bootstrap draws of the calibration (intercept, slope)."""
    model = weights()["model"]
    value = evidence + model["families"] * breadth
    score = _logistic(model["intercept"] + value)
    draws = sorted(_logistic(intercept + slope * value) for intercept, slope in model["draws"])
    if not draws:
        return score, (score, score)
    return score, (min(score, draws[len(draws) // 20]), max(score, draws[-1 - len(draws) // 20]))


def _logistic(value: float) -> float:
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, value))))
