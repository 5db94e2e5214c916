"""Findings weighed into one score: independent families count more than repeats, innocent explanations lower it visibly.

The score is a logistic sum, so that every part of it can be shown: what each finding adds, what agreement between
families adds, what each innocent explanation takes off. Weights are fitted by benchmarks/fit_weights.py.
"""

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


FAMILY_CAP = 8.0
"""Log-odds that one family of evidence can add: with the calibration, about even odds for a lead that rests on one alone."""


@dataclass(frozen=True, slots=True)
class Weighed:
    """A group's score: what each finding and each explanation adds (log-odds), the probability and its interval."""

    shares: Mapping[str, float]
    counters: tuple[tuple[Finding, float, float], ...]
    """(explanation, fit 0..1, log-odds it takes off), best fit first."""
    breadth: float
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
    shares = saturated([(f, value_of(f) * damping) for f, damping in damped(group)])
    spread = breadth(group)
    counters = tuple((f, fit, -fit * weights()["against"].get(f["indicator"], 0.0)) for f, fit in explanations(group, against))
    model = weights()["model"]
    value = sum(shares.values()) + model["families"] * spread + sum(weight for _, _, weight in counters)
    score, interval = _calibrated(value, model["calibration"], model["draws"])
    return Weighed(shares, tuple(c for c in counters if c[2] < -0.01), spread, score, interval)


def damped(group: Group) -> list[tuple[Finding, float]]:
    """Findings with their damping: the strongest of a flag counts whole, each further one a share of the one before."""
    repeat = weights()["repeat"]
    flags: dict[str, list[Finding]] = defaultdict(list)
    for finding in sorted(group.findings, key=lambda f: (-f["strength"], f["finding_id"])):
        flags[finding["indicator"]].append(finding)
    return [(finding, repeat**place) for same in flags.values() for place, finding in enumerate(same)]


def saturated(values: Sequence[tuple[Finding, float]]) -> dict[str, float]:
    """Shares by finding id: what one family says together approaches FAMILY_CAP, so that no family alone decides."""
    totals: dict[str, float] = defaultdict(float)
    for finding, value in values:
        totals[finding["family"]] += value
    scale = {family: FAMILY_CAP * (1 - math.exp(-total / FAMILY_CAP)) / total if total > 0 else 0.0 for family, total in totals.items()}
    return {finding["finding_id"]: value * scale[finding["family"]] for finding, value in values}


def breadth(group: Group) -> float:
    """Independent families beyond the first, each counted by its strongest finding (whole from half strength on)."""
    best: dict[str, float] = defaultdict(float)
    for finding in group.findings:
        best[finding["family"]] = max(best[finding["family"]], finding["strength"])
    return sum(sorted((min(1.0, 2 * strength) for strength in best.values()), reverse=True)[1:])


def explanations(group: Group, against: Mapping[str, Sequence[Finding]]) -> list[tuple[Finding, float]]:
    """The best-fitting innocent explanation of each kind: whole if it is about a finding's subject, half if about a member."""
    subjects = {f["subject"] for f in group.findings}
    best: dict[str, tuple[float, Finding]] = {}
    for entity in sorted(group.entities):
        for finding in against.get(entity, ()):
            fit = finding["strength"] * (1.0 if finding["subject"] in subjects else 0.5)
            known = best.get(finding["indicator"])
            if known is None or (fit, finding["finding_id"]) > (known[0], known[1]["finding_id"]):
                best[finding["indicator"]] = (fit, finding)
    return sorted(((finding, fit) for fit, finding in best.values()), key=lambda pair: (-pair[1], pair[0]["finding_id"]))


def _calibrated(value: float, calibration: Sequence[float], draws: Sequence[Sequence[float]]) -> tuple[float, tuple[float, float]]:
    """Probability of being real, and its 90 % range over bootstrap draws of the calibration (shift, slope)."""
    score = _logistic(calibration[0] + calibration[1] * value)
    range_ = sorted(_logistic(shift + slope * value) for shift, slope in draws) or [score]
    cut = len(range_) // 20
    return score, (min(score, range_[cut]), max(score, range_[-1 - cut]))


def _logistic(value: float) -> float:
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, value))))
