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
from manumit.engine.leads.value import Explanations, probability

REPEAT = 0.4
"""Each further finding of one flag counts this share of the one before."""
FEWEST_RECORDS = 3
"""A lead rests on at least this many records (the definition of a real lead needs as many)."""
CARRIES = 0.1
CARRIES_SHARE = 0.7
"""A finding is shown when it says this much, and this share of what the strongest says."""
FITTED_AT = 300_000
"""Records in most of the worlds that the weights are fitted on."""
SMALLEST = -1.0
"""Tenfolds below FITTED_AT down to which scores were calibrated: what is smaller still counts as a tenth."""
SAID = ("best", "family_2", "family_3", "flag_2", "flag_3", "flag_4", "sum", "carrying", "records", "mean")
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


def damped(findings: Sequence[Finding]) -> list[tuple[Finding, float]]:
    """Findings with their damping: the strongest of a flag counts whole, each further one a share of the one before."""
    flags: dict[str, list[Finding]] = defaultdict(list)
    for finding in sorted(findings, key=lambda f: (-f["strength"], f["finding_id"])):
        flags[finding["indicator"]].append(finding)
    return [(finding, REPEAT**place) for same in flags.values() for place, finding in enumerate(same)]


def features(group: Group, against: Explanations, values: Mapping[str, float]) -> dict[str, float]:
    """What the score is made of, as log(1 + x): `flag.strength`, `flag.number`, `flag.<count>`, `not.<why>`, and
    `said.<what>` of the values of its findings, as they are."""
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
    found = {name: math.log1p(max(0.0, value)) for name, value in found.items()}
    return found | {f"said.{name}": value for name, value in said(group.findings, values).items()}


def said(findings: Sequence[Finding], values: Mapping[str, float]) -> dict[str, float]:
    """What the findings say together: the best value, the next best of other families and other flags, and how much
    evidence carries it."""
    families, flags = (_best_of(findings, values, key) for key in ("family", "indicator"))
    chosen = carrying_ids(findings, values)
    likely = [probability(values.get(key, 0.0)) for key in sorted(chosen)]
    return {
        "best": flags[0],
        "family_2": families[1],
        "family_3": families[2],
        "flag_2": flags[1],
        "flag_3": flags[2],
        "flag_4": flags[3],
        "sum": math.log1p(sum(probability(values.get(f["finding_id"], 0.0)) for f in findings)),
        "carrying": math.log1p(len(chosen)),
        "records": math.log1p(len({r for f in findings if f["finding_id"] in chosen for r in f["evidence"]})),
        "mean": sum(likely) / len(likely),
    }


def _best_of(findings: Sequence[Finding], values: Mapping[str, float], key: str) -> list[float]:
    """The best value of each family or flag, highest first, at least four."""
    best: dict[str, float] = defaultdict(float)
    for finding in findings:
        best[finding[key]] = max(best[finding[key]], values.get(finding["finding_id"], 0.0))
    return [*sorted(best.values(), reverse=True), 0.0, 0.0, 0.0, 0.0]


def carrying_ids(findings: Sequence[Finding], values: Mapping[str, float]) -> set[str]:
    """Ids of the findings that carry a lead. What says next to nothing is left out: its records may be someone else's;
    but a lead rests on at least FEWEST_RECORDS."""
    ranked = sorted(findings, key=lambda f: (-values.get(f["finding_id"], 0.0), f["finding_id"]))
    least = max(CARRIES, CARRIES_SHARE * values.get(ranked[0]["finding_id"], 0.0))
    chosen: set[str] = set()
    records: set[str] = set()
    for finding in ranked:
        if chosen and values.get(finding["finding_id"], 0.0) < least and len(records) >= FEWEST_RECORDS:
            break
        chosen.add(finding["finding_id"])
        records.update(finding["evidence"])
    return chosen


def _number(value: object) -> float:
    try:
        return float(value)  # type: ignore[arg-type]
    except (TypeError, ValueError):
        return 0.0


def explanations(group: Group, against: Explanations) -> list[tuple[Finding, float]]:
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


def size_of(records: int) -> float:
    """How many tenfolds smaller than FITTED_AT a workspace is: 0 for one as large or larger, at least SMALLEST."""
    return max(SMALLEST, min(0.0, math.log10(max(1, records) / FITTED_AT)))


def weigh(group: Group, against: Explanations, values: Mapping[str, float], size: float = 0.0) -> Weighed:
    """Score one group; `against`: the innocent explanations by the entity they are about; `values`: by finding;
    `size`: of the workspace. In a small one an operation has left less, and all that is found says less."""
    table, found = weights(), features(group, against, values)
    model = table["model"]
    says = 1 + model["size"]["slope"] * size
    flags = {
        flag: says * sum(w * found.get(f"{flag}.{name}", 0.0) for name, w in parts.items())
        for flag, parts in table["flags"].items()
    }
    counters = tuple(
        (f, fit, says * table["against"].get(f["indicator"], 0.0) * math.log1p(fit))
        for f, fit in explanations(group, against)
    )
    value = model["intercept"] + model["families"] * found["families"] + model["findings"] * found["findings"]
    value = says * value + model["size"]["shift"] * size
    together = says * sum(weight * found[f"said.{name}"] for name, weight in model["said"].items())
    value += sum(flags.values()) + together + sum(weight for _, _, weight in counters)
    score, interval = _calibrated(value, model["draws"], model["surest"])
    return Weighed(
        _shares(group, flags, together, values), tuple(c for c in counters if c[2] < -0.01), score, interval
    )


def _shares(
    group: Group, flags: Mapping[str, float], together: float, values: Mapping[str, float]
) -> dict[str, float]:
    """What each finding adds: its part of its flag by strength, and of what all say together by its own value."""
    parts = damped(group.findings)
    whole: dict[str, float] = defaultdict(float)
    for finding, damping in parts:
        whole[finding["indicator"]] += finding["strength"] * damping
    likely = {f["finding_id"]: probability(values.get(f["finding_id"], 0.0)) for f in group.findings}
    every = sum(likely.values())
    return {
        f["finding_id"]: flags.get(f["indicator"], 0.0) * f["strength"] * damping / whole[f["indicator"]]
        + together * likely[f["finding_id"]] / every
        for f, damping in parts
    }


def _calibrated(
    value: float, draws: Sequence[Sequence[float]], surest: float
) -> tuple[float, tuple[float, float]]:
    """Probability of being real, and its 90 % range over bootstrap draws (shift, slope) of the calibration. The curve
    runs on where hardly a lead was: no lower end is above `surest`, what was counted of the surest leads."""
    score = _logistic(value)
    range_ = sorted(_logistic(shift + slope * value) for shift, slope in draws) or [score]
    cut = len(range_) // 20
    return score, (min(score, surest, range_[cut]), max(score, range_[-1 - cut]))


def _logistic(value: float) -> float:
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, value))))
