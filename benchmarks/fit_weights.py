"""Fit the weights of leads on development worlds: `python benchmarks/fit_weights.py W=TRUTH [W=TRUTH ...] [--write]`.

A logistic regression of 'this group is real' on what each red flag adds to the group (strength after innocent
explanations and damping), strengths kept non-negative and all weights small (ridge), so that few worlds cannot
teach a habit of their generator. Draws for the interval come from a bootstrap over groups and worlds.
Give only development worlds: seeds below 500 of `manumit world`, odd seeds of benchmarks/other_hands.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter, defaultdict
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
import yaml
from scipy.optimize import minimize

from manumit.base.kernel import DuckEngine, load_settings, record_schema
from manumit.engine.evidence import Workspace
from manumit.engine.job import view_records
from manumit.engine.leads import weigh as room
from manumit.engine.leads.build import FEWEST_RECORDS, carrying_ids
from manumit.engine.leads.group import group_findings, load_findings, load_ties
from manumit.world.evaluate import Truth, read_truth

RIDGE = 12.0
"""Pull of the standardised weights towards nothing, in groups: few worlds cannot teach a habit of their generator."""
HEAVIEST = 8.0
"""Log-odds that one flag at full strength may have as `pull` at most."""
Row = tuple[dict[str, float], dict[str, float], float]
"""Features, damped strengths by flag, and whether the group is real."""


def samples(workspace: Path, truth: Truth) -> list[Row]:
    """A row for each candidate group of a workspace."""
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
    rows: list[Row] = []
    for group in group_findings([f for f in findings if not f["against"]], ties, room.value_of):
        chosen = carrying_ids(group.findings)
        evidence = {r for f in group.findings if f["finding_id"] in chosen for r in f["evidence"]}
        if len(evidence) < FEWEST_RECORDS:
            continue
        owners = Counter(truth.owner.get(keys[r]) for r in evidence if r in keys)
        most = max((n for name, n in owners.items() if name), default=0)
        strengths: dict[str, float] = defaultdict(float)
        for finding, damping in room.damped(group.findings):
            strengths[finding["indicator"]] += damping * finding["strength"]
        rows.append((room.features(group, against), strengths, float(most >= 3 and most * 2 > len(evidence))))
    return rows


def fit(x: np.ndarray, y: np.ndarray, signs: list[int]) -> np.ndarray:
    """Intercept and a weight a feature: ridge-penalised maximum likelihood; sign +1 or -1 binds a weight."""
    scale = x.std(axis=0) + 1e-9
    design = np.hstack([np.ones((len(x), 1)), x / scale])

    def loss(w: np.ndarray) -> tuple[float, np.ndarray]:
        z = design @ w
        pull = RIDGE * np.concatenate([[0.0], w[1:]])
        value = np.sum(np.logaddexp(0, z) - y * z) + 0.5 * pull @ w
        return float(value), design.T @ (1 / (1 + np.exp(-z)) - y) + pull

    bounds = [(None, None)] + [(0.0 if s > 0 else None, 0.0 if s < 0 else None) for s in signs]
    found = minimize(loss, np.zeros(x.shape[1] + 1), jac=True, method="L-BFGS-B", bounds=bounds).x
    return np.concatenate([found[:1], found[1:] / scale])


def recalibrate(z: np.ndarray, y: np.ndarray) -> list[float]:
    """(shift, slope) that calibrate given log-odds to outcomes."""

    def loss(w: np.ndarray) -> float:
        value = w[0] + w[1] * z
        return float(np.sum(np.logaddexp(0, value) - y * value))

    return [round(float(v), 3) for v in minimize(loss, np.array([0.0, 1.0])).x]


def matrix(rows: list[Row], names: list[str], part: int) -> np.ndarray:
    """Rows to an array with the named columns; part 0 = features, 1 = damped strengths."""
    return np.array([[row[part].get(name, 0.0) for name in names] for row in rows])  # type: ignore[union-attr]


def main() -> None:
    """Fit, print, and write the weights when asked."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("pairs", nargs="+", metavar="W=TRUTH")
    parser.add_argument("--write", action="store_true")
    chosen = parser.parse_args()
    worlds = [samples(Path(w), read_truth(Path(t))) for w, t in (pair.split("=", 1) for pair in chosen.pairs)]
    rows = [row for world in worlds for row in world]
    y = np.array([row[2] for row in rows])
    old = room.weights()
    kinds = sorted(old["pull"])
    pull = np.minimum(fit(matrix(rows, kinds, 1), y, [1] * len(kinds))[1:], HEAVIEST)
    names = [f"{flag}.{name}" for flag, parts in old["flags"].items() for name in parts] + [
        f"not.{k}" for k in old["against"]
    ]
    names += ["families", "findings"]
    x = matrix(rows, names, 0)
    signs = [
        1 if n.endswith(".strength") or n == "families" else -1 if n.startswith("not.") else 0 for n in names
    ]
    fitted = fit(x, y, signs)
    values = fitted[0] + x @ fitted[1:]
    order = np.argsort(-values)
    print(
        json.dumps(
            {
                "groups": len(y),
                "real": int(y.sum()),
                "real_in_first_50_a_world": round(float(y[order[: 50 * len(worlds)]].mean()), 3),
            }
        )
    )
    if chosen.write:
        write(
            dict(zip(kinds, pull, strict=True)),
            dict(zip(names, fitted[1:], strict=True)),
            float(fitted[0]),
            bootstrap(values, y, [len(world) for world in worlds]),
            float(y.mean()),
        )


def bootstrap(values: np.ndarray, y: np.ndarray, sizes: list[int]) -> list[list[float]]:
    """Forty calibrations, each on worlds and groups drawn with replacement."""
    owner = np.repeat(np.arange(len(sizes)), sizes)
    chance = np.random.default_rng(1)
    draws = []
    for _ in range(40):
        picked = [
            chance.choice(np.flatnonzero(owner == w), size=sizes[w])
            for w in chance.integers(len(sizes), size=len(sizes))
        ]
        index = np.concatenate(picked)
        draws.append(recalibrate(values[index], y[index]))
    return draws


def write(
    pull: dict[str, float], fitted: dict[str, float], intercept: float, draws: list[list[float]], base: float
) -> None:
    """weights.yaml anew, its head kept."""
    path = Path(sys.modules[room.__name__].__file__ or "").with_name("weights.yaml")
    head = "".join(line for line in path.read_text("utf-8").splitlines(True) if line.startswith("#"))
    old = room.weights()
    body = {
        "pull": {flag: round(float(value), 3) for flag, value in pull.items()},
        "flags": {
            flag: {name: round(float(fitted[f"{flag}.{name}"]), 3) for name in parts}
            for flag, parts in old["flags"].items()
        },
        "against": {kind: round(float(fitted[f"not.{kind}"]), 3) for kind in old["against"]},
        "model": {
            "intercept": round(intercept, 3),
            "families": round(float(fitted["families"]), 3),
            "findings": round(float(fitted["findings"]), 3),
            "draws": draws,
        },
        "base_rate": round(base, 4),
    }
    path.write_text(head + yaml.safe_dump(body, sort_keys=False, width=160, default_flow_style=None), "utf-8")


if __name__ == "__main__":
    main()
