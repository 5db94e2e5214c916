"""Fit the weights of leads on development worlds: `python benchmarks/fit_weights.py W=TRUTH [W=TRUTH ...] [--write]`.

A logistic regression of 'this group is real' on what each red flag adds to the group (strength after innocent
explanations and damping), weights kept non-negative and small (ridge), so that
few worlds cannot teach a habit of their generator. Draws for the interval come from a bootstrap over operations and worlds.
Give only development worlds: seeds below 500 of `manumit world`, odd seeds of benchmarks/other_hands.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections import Counter, defaultdict
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
from scipy.optimize import minimize

from manumit.base.kernel import DuckEngine, load_settings, record_schema
from manumit.engine.evidence import Workspace
from manumit.engine.job import view_records
from manumit.engine.leads import weigh as room
from manumit.engine.leads.build import FEWEST_RECORDS
from manumit.engine.leads.group import group_findings, load_findings, load_ties
from manumit.world.evaluate import Truth, read_truth

RIDGE = 15.0
HEAVIEST = 8.0
"""Log-odds that one flag at full strength may add at most: few worlds cannot make anything near certain."""


Row = tuple[np.ndarray, float, list[tuple[Any, float]]]


def samples(workspace: Path, truth: Truth, flags: list[str], against_kinds: list[str]) -> list[Row]:
    """(features, is it real, damped findings) a group; features: one a flag, one (negative) an explanation, breadth."""
    home = Workspace.open(workspace)
    with TemporaryDirectory() as scratch, DuckEngine(load_settings(), Path(scratch)) as engine:
        view_records(engine, home, None, datetime.now(UTC))
        for table in ("finding", "tie"):
            engine.view(table, [home.derived(table)], record_schema("report"))
        keys = {row[0]: (row[1], row[2]) for row in engine.rows("SELECT * FROM record_index")}
        findings, ties = load_findings(engine), load_ties(engine)
    against: dict[str, list[Any]] = defaultdict(list)
    for finding in findings:
        if finding["against"]:
            for entity in {finding["subject"]} | {m["entity"] for m in finding["members"]}:
                against[entity].append(finding)
    rows = []
    for group in group_findings([f for f in findings if not f["against"]], ties, room.value_of):
        weighed = room.weigh(group, against)
        evidence = carrying(group.findings, weighed.shares)
        if len(evidence) < FEWEST_RECORDS:
            continue
        owners = Counter(truth.owner.get(keys[r]) for r in evidence if r in keys)
        name, most = max(((k, n) for k, n in owners.items() if k), key=lambda pair: pair[1], default=("", 0))
        real = most >= 3 and most * 2 > len(evidence)
        features = np.zeros(len(flags) + len(against_kinds) + 1)
        for finding, damping in room.damped(group):
            features[flags.index(finding["indicator"])] += damping * finding["strength"]
        for finding, fits in room.explanations(group, against):
            features[len(flags) + against_kinds.index(finding["indicator"])] = -fits
        features[-1] = room.breadth(group)
        rows.append((features, float(real), [(f, damping * f["strength"]) for f, damping in room.damped(group)]))
    return rows


def carrying(findings: list[Any], shares: Any) -> set[str]:
    """The records a lead of these findings would rest on (as leads/build.py chooses them)."""
    from manumit.engine.leads.build import carrying_ids

    chosen = carrying_ids({f["finding_id"]: (shares[f["finding_id"]], tuple(f["evidence"])) for f in findings})
    return {r for f in findings if f["finding_id"] in chosen for r in f["evidence"]}


def fit(x: np.ndarray, y: np.ndarray, ridge: float = RIDGE) -> np.ndarray:
    """Intercept, then a non-negative weight a feature: maximum likelihood with a ridge on standardised weights."""
    scale = x.std(axis=0) + 1e-9
    design = np.hstack([np.ones((len(x), 1)), x / scale])

    def loss(w: np.ndarray) -> tuple[float, np.ndarray]:
        z = design @ w
        pull = ridge * np.concatenate([[0.0], w[1:]])
        value = np.sum(np.logaddexp(0, z) - y * z) + 0.5 * pull @ w
        return float(value), design.T @ (1 / (1 + np.exp(-z)) - y) + pull

    bounds = [(None, None)] + [(0.0, None)] * x.shape[1]
    found = minimize(loss, np.zeros(x.shape[1] + 1), jac=True, method="L-BFGS-B", bounds=bounds).x
    return np.concatenate([found[:1], np.minimum(found[1:] / scale, HEAVIEST)])


def recalibrate(z: np.ndarray, y: np.ndarray) -> list[float]:
    """(shift, slope) that calibrate given log-odds to outcomes."""
    def loss(w: np.ndarray) -> float:
        value = w[0] + w[1] * z
        return float(np.sum(np.logaddexp(0, value) - y * value))

    return [round(float(v), 3) for v in minimize(loss, np.array([0.0, 1.0])).x]


def main() -> None:
    """Fit, print the weights beside the old ones, and write them when asked."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("pairs", nargs="+", metavar="W=TRUTH")
    parser.add_argument("--write", action="store_true")
    chosen = parser.parse_args()
    flags, kinds = sorted(room.weights()["flags"]), sorted(room.weights()["against"])
    worlds = [samples(Path(w), read_truth(Path(t)), flags, kinds) for w, t in (pair.split("=", 1) for pair in chosen.pairs)]
    rows = [row for world in worlds for row in world]
    x, y = np.array([r[0] for r in rows]), np.array([r[1] for r in rows])
    fitted = fit(x, y)
    weight = dict(zip(flags, fitted[1:], strict=False))
    tail = fitted[1 + len(flags):]
    values = np.array([sum(room.saturated([(f, weight[f["indicator"]] * v) for f, v in found]).values())
                       + float(features[len(flags):] @ tail) for features, _, found in rows])
    calibration = recalibrate(values, y)
    owner = np.repeat(np.arange(len(worlds)), [len(world) for world in worlds])
    chance = np.random.default_rng(1)
    draws = []
    for _ in range(40):
        index = np.concatenate([chance.choice(np.flatnonzero(owner == w), size=int((owner == w).sum()))
                                for w in chance.integers(len(worlds), size=len(worlds))])
        draws.append(recalibrate(values[index], y[index]))
    old = [0.0, *(room.weights()["flags"][f] for f in flags),
           *(room.weights()["against"][k] for k in kinds), room.weights()["model"]["families"]]
    for name, before, after in zip(["intercept", *flags, *kinds, "families"], old, fitted, strict=True):
        print(f"{name:26s} {before:7.3f} -> {after:7.3f}")
    order = np.argsort(-values)
    print(json.dumps({"groups": len(y), "real": int(y.sum()), "real_in_first_50_a_world": round(float(y[order[: 50 * len(worlds)]].mean()), 3)}))
    if chosen.write:
        weights = dict(zip([*flags, *kinds], fitted[1:-1], strict=True))
        write(weights, float(fitted[-1]), calibration, draws, float(y.mean()))


def write(flags: dict[str, float], families: float, calibration: list[float], draws: list[list[float]], base: float) -> None:
    """Put the fitted numbers into weights.yaml, leaving all else as it stands."""
    path = Path(sys.modules[room.__name__].__file__ or "").with_name("weights.yaml")
    text = path.read_text("utf-8")
    for name, value in flags.items():
        text = re.sub(rf"^  {name}: [\d.]+$", f"  {name}: {value:.3f}", text, flags=re.M)
    text = re.sub(r"^  calibration: .*$", f"  calibration: {json.dumps(calibration)}", text, flags=re.M)
    text = re.sub(r"^  families: [\d.]+", f"  families: {families:.3f}", text, flags=re.M)
    text = re.sub(r"^  draws: .*$", f"  draws: {json.dumps(draws)}", text, flags=re.M)
    text = re.sub(r"^base_rate: .*$", f"base_rate: {base:.4f}", text, flags=re.M)
    path.write_text(text, "utf-8")


if __name__ == "__main__":
    main()
