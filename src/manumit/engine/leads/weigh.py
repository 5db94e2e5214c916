"""Findings weighed into one score: independent families count more than repeats, innocent explanations lower it.

The score is a logistic sum, so that every part of it can be shown: what each red flag adds (its strength, how often
it was found, and the counts in its strongest finding), what agreement between families adds, and what each innocent
explanation takes off. Weights are fitted by benchmarks/fit_weights.py on development worlds.
"""

from __future__ import annotations

import json
import math
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from manumit.engine.leads.group import Finding, Group

REPEAT = 0.4
"""Each further finding of one flag counts this share of the one before."""
MOST_COUNTED = 10.0
"""Findings of one flag that are counted: repeats without end prove nothing more."""


@dataclass(frozen=True, slots=True)
class Weighed:
    """A group's score: what each finding and each explanation adds (log-odds), the probability and its interval."""

    shares: Mapping[str, float]
    counters: tuple[tuple[Finding, float, float], ...]
    """(explanation, fit 0..1, log-odds it takes off), best fit first."""
    score: float
    interval: tuple[float, float]


@cache
def weights() -> Mapping[str, Any]:
    """The shipped weights (weights.yaml)."""
    text = files("manumit.engine.leads").joinpath("weights.yaml").read_text("utf-8")
    loaded: Mapping[str, Any] = yaml.safe_load(text)
    return loaded


def value_of(finding: Finding) -> float:
    """What a finding says by itself (log-odds): founds groups, and chooses the evidence a lead shows."""
    value: float = weights()["pull"].get(finding["indicator"], 0.0) * finding["strength"]
    return value


def damped(findings: Sequence[Finding]) -> list[tuple[Finding, float]]:
    """Findings with their damping: the strongest of a flag counts whole, each further one a share of the one before."""
    flags: dict[str, list[Finding]] = defaultdict(list)
    for finding in sorted(findings, key=lambda f: (-f["strength"], f["finding_id"])):
        flags[finding["indicator"]].append(finding)
    return [(finding, REPEAT**place) for same in flags.values() for place, finding in enumerate(same)]


def features(group: Group, against: Mapping[str, Sequence[Finding]]) -> dict[str, float]:
    """What the score is made of, as log(1 + x): `flag.strength`, `flag.number`, `flag.<count>`, `not.<why>`."""
    found: dict[str, float] = {
        "families": len({f["family"] for f in group.findings}),
        "findings": len(group.findings),
    }
    flags = weights()["flags"]
    for finding, damping in damped(group.findings):
        flag = finding["indicator"]
        if damping == 1.0:
            facts = json.loads(finding["facts"])
            found[f"{flag}.strength"] = finding["strength"]
            found |= {
                f"{flag}.{name}": _number(facts.get(name))
                for name in flags.get(flag, {})
                if name not in ("strength", "number")
            }
        found[f"{flag}.number"] = min(MOST_COUNTED, found.get(f"{flag}.number", 0.0) + 1)
    found |= {f"not.{finding['indicator']}": fit for finding, fit in explanations(group, against)}
    return {name: math.log1p(max(0.0, value)) for name, value in found.items()}


def _number(value: object) -> float:
    try:
        return float(value)  # type: ignore[arg-type]
    except (TypeError, ValueError):
        return 0.0


def explanations(group: Group, against: Mapping[str, Sequence[Finding]]) -> list[tuple[Finding, float]]:
    """The best-fitting innocent explanation of each kind: whole if about a finding's subject, half if a member."""
    subjects = {f["subject"] for f in group.findings}
    best: dict[str, tuple[float, Finding]] = {}
    for entity in sorted(group.entities):
        for finding in against.get(entity, ()):
            fit = finding["strength"] * (1.0 if finding["subject"] in subjects else 0.5)
            known = best.get(finding["indicator"])
            if known is None or (fit, finding["finding_id"]) > (known[0], known[1]["finding_id"]):
                best[finding["indicator"]] = (fit, finding)
    return sorted(
        ((finding, fit) for fit, finding in best.values()), key=lambda pair: (-pair[1], pair[0]["finding_id"])
    )


def weigh(group: Group, against: Mapping[str, Sequence[Finding]]) -> Weighed:
    """Score one group; `against` holds the innocent explanations by the entity they are about."""
    table, found = weights(), features(group, against)
    flags = {
        flag: sum(w * found.get(f"{flag}.{name}", 0.0) for name, w in parts.items())
        for flag, parts in table["flags"].items()
    }
    counters = tuple(
        (f, fit, table["against"].get(f["indicator"], 0.0) * math.log1p(fit))
        for f, fit in explanations(group, against)
    )
    model = table["model"]
    value = model["intercept"] + model["families"] * found["families"] + model["findings"] * found["findings"]
    value += sum(flags.values()) + sum(weight for _, _, weight in counters)
    score, interval = _calibrated(value, model["draws"])
    return Weighed(_shares(group, flags), tuple(c for c in counters if c[2] < -0.01), score, interval)


def _shares(group: Group, flags: Mapping[str, float]) -> dict[str, float]:
    """What each flag adds, divided among its findings by strength."""
    parts = damped(group.findings)
    whole: dict[str, float] = defaultdict(float)
    for finding, damping in parts:
        whole[finding["indicator"]] += finding["strength"] * damping
    return {
        f["finding_id"]: flags.get(f["indicator"], 0.0) * f["strength"] * damping / whole[f["indicator"]]
        for f, damping in parts
    }


def _calibrated(value: float, draws: Sequence[Sequence[float]]) -> tuple[float, tuple[float, float]]:
    """Probability of being real, and its 90 % range over bootstrap draws (shift, slope) of the calibration."""
    score = _logistic(value)
    range_ = sorted(_logistic(shift + slope * value) for shift, slope in draws) or [score]
    cut = len(range_) // 20
    return score, (min(score, range_[cut]), max(score, range_[-1 - cut]))


def _logistic(value: float) -> float:
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, value))))
