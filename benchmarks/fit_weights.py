"""Fit the weights of leads on development worlds:
`python benchmarks/fit_weights.py GENERATOR:W=TRUTH [GENERATOR:W=TRUTH ...] [--hold GENERATOR] [--write]`.

Two logistic regressions, ridge-penalised so that few worlds cannot teach a habit of their generator: (1) of 'most of
this finding's records belong to one operation' on what the finding counted, on the innocent explanations of its subject
and members and on what these do otherwise (values.yaml); (2) of 'this group is real' on what its findings say together
(weights.yaml). For (2), the findings of a world get their values twice: from the worlds of the other generators, so
that they are trusted no more than they deserve in a world by a new hand, and from half of all worlds; every generator
counts as much as any other, our own as two. `--hold` leaves one generator out and says how right the leads of its
worlds would be. Draws for the interval come from a bootstrap over generators, worlds and groups. Give only development
worlds: seeds below 500 of `manumit world`, odd seeds of benchmarks/other_hands, third_hand and fourth_hand.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from types import ModuleType
from typing import Any

import numpy as np
import yaml
from scipy.optimize import minimize
from scipy.sparse import csr_matrix, diags

from manumit.base.kernel import DuckEngine, load_settings, record_schema
from manumit.engine.evidence import Workspace
from manumit.engine.job import view_records
from manumit.engine.leads import value as says
from manumit.engine.leads import weigh as room
from manumit.engine.leads.group import group_findings, load_findings, load_ties
from manumit.engine.leads.model import RecordRef
from manumit.world.evaluate import Truth, read_truth

RIDGE, RIDGE_OF_VALUES = 20.0, 1.0
"""Pull of the weights (of groups: standardised; of values: for columns of at most 1) towards nothing."""
OWN = 2.0
"""Our own world's habits and phrases change most from seed to seed, so it needs more of them."""
SHARED = ("not.", "does.", "members.not.", "members.does.")
Features = Mapping[str, float]
Row = tuple[Features, float]
"""Features, and whether it is real."""
Table = dict[str, dict[str, float]]


@dataclass(frozen=True)
class World:
    """One development world: who made it, its findings, ties, what surrounds them, records, and the truth."""

    generator: str
    findings: list[Any]
    ties: list[Any]
    scene: says.Scene
    refs: Mapping[str, RecordRef]
    truth: Truth

    def real(self, records: Iterable[str], least: int) -> float:
        """1.0 when more than half of the records, and at least so many, belong to one operation."""
        known = [self.refs[r] for r in records if r in self.refs]
        owners = Counter(self.truth.owner.get((ref.kind, ref.source_id)) for ref in known)
        most = max((n for name, n in owners.items() if name), default=0)
        return float(most >= least and most * 2 > len(known))


def load(generator: str, workspace: Path, truth: Truth) -> World:
    """What the engine found in a workspace."""
    home = Workspace.open(workspace)
    with TemporaryDirectory() as scratch, DuckEngine(load_settings(), Path(scratch)) as engine:
        view_records(engine, home, None, datetime.now(UTC))
        for table in ("finding", "tie", "deed"):
            engine.view(table, [home.derived(table)], record_schema("report"))
        rows = engine.rows("SELECT record_id, kind, source_id FROM record_index")
        refs = {row[0]: RecordRef(*row) for row in rows}
        findings = load_findings(engine)
        scene = says.Scene.of(findings, says.load_deeds(engine))
        return World(generator, findings, load_ties(engine), scene, refs, truth)


def findings_of(world: World) -> list[Row]:
    """A row for each finding: features named `flag.what`, and `what` where all flags share a weight as well."""
    rows: list[Row] = []
    for finding in world.findings:
        if not finding["against"]:
            found = says.value_features(finding, world.scene)
            named = {f"{finding['indicator']}.{name}": x for name, x in found.items()}
            named |= {name: x for name, x in found.items() if name.startswith(SHARED)}
            rows.append((named, world.real(finding["evidence"], 1)))
    return rows


def groups_of(world: World, table: Table) -> list[Row]:
    """A row for each candidate group, its findings valued with the table."""
    values = says.values_of(world.findings, world.scene, table)
    rows: list[Row] = []
    for group in group_findings([f for f in world.findings if not f["against"]], world.ties, values):
        chosen = room.carrying_ids(group.findings, values)
        evidence = {r for f in group.findings if f["finding_id"] in chosen for r in f["evidence"]}
        if len({r for f in group.findings for r in f["evidence"]}) >= room.FEWEST_RECORDS:
            rows.append((room.features(group, world.scene.against, values), world.real(evidence, 3)))
    return rows


def matrix(rows: Sequence[Row], names: Sequence[str]) -> csr_matrix:
    """The named columns of rows."""
    place = {name: at for at, name in enumerate(names)}
    cells = [(i, place[k], v) for i, (row, _) in enumerate(rows) for k, v in row.items() if v and k in place]
    i, j, v = (np.array(part) for part in zip(*cells, strict=True))
    return csr_matrix((v.astype(float), (i, j)), shape=(len(rows), len(names)))


def evenly(owners: Sequence[str]) -> np.ndarray:
    """The weight of each row, so that every generator counts as much as any other, and `own` as OWN of them; one on
    average."""
    sizes = Counter(owners)
    shares = {owner: OWN if owner == "own" else 1.0 for owner in sizes}
    whole = sum(shares.values())
    return np.array([len(owners) * shares[owner] / whole / sizes[owner] for owner in owners])


def fit(
    x: csr_matrix, y: np.ndarray, counts: np.ndarray, scale: np.ndarray, ridge: float, signs: Sequence[int]
) -> np.ndarray:
    """Intercept and a weight a column: ridge-penalised maximum likelihood over rows that count as much as `counts`
    says; a sign +1 or -1 binds a weight."""
    design = (x @ diags(1 / scale)).tocsr()

    def loss(w: np.ndarray) -> tuple[float, np.ndarray]:
        z = w[0] + design @ w[1:]
        error = counts * (1 / (1 + np.exp(-z)) - y)
        value = np.sum(counts * (np.logaddexp(0, z) - y * z)) + 0.5 * ridge * w[1:] @ w[1:]
        return float(value), np.concatenate([[error.sum()], design.T @ error + ridge * w[1:]])

    bounds = [(None, None)] + [(0.0 if s > 0 else None, 0.0 if s < 0 else None) for s in signs]
    options = {"maxiter": 2000, "maxfun": 4000}
    found = minimize(
        loss, np.zeros(x.shape[1] + 1), jac=True, method="L-BFGS-B", bounds=bounds, options=options
    ).x
    return np.concatenate([found[:1], found[1:] / scale])


def fit_values(told: Sequence[tuple[str, Sequence[Row]]]) -> Table:
    """From (generator, rows) of worlds: flag -> feature -> weight; the intercept and what all flags share are added to
    each flag's own."""
    rows = [row for _, part in told for row in part]
    counts = evenly([generator for generator, part in told for _ in part])
    names = sorted({name for found, _ in rows for name in found})
    x, y = matrix(rows, names), np.array([real for _, real in rows])
    scale = np.maximum(abs(x).max(axis=0).toarray().ravel(), 1e-9)
    intercept, *fitted = fit(x, y, counts, scale, RIDGE_OF_VALUES, [sign_of(name) for name in names])
    weight = dict(zip(names, fitted, strict=True))
    shared = {name: w for name, w in weight.items() if name.startswith(SHARED)}
    table: Table = {}
    for flag in sorted(room.weights()["flags"]):
        own = {name.removeprefix(f"{flag}."): w for name, w in weight.items() if name.startswith(f"{flag}.")}
        if not own:  # no world has shown it: it stays unfitted
            table[flag] = {"one": says.ZERO}
            continue
        every = {name: own.get(name, 0.0) + shared.get(name, 0.0) for name in sorted({*own, *shared})}
        every["one"] = own.get("one", 0.0) + intercept
        table[flag] = {name: round(float(w), 3) for name, w in every.items() if abs(w) >= 0.005}
    return table


def recalibrate(z: np.ndarray, y: np.ndarray) -> list[float]:
    """(shift, slope) that calibrate given log-odds to outcomes."""

    def loss(w: np.ndarray) -> float:
        value = w[0] + w[1] * z
        return float(np.sum(np.logaddexp(0, value) - y * value))

    return [round(float(v), 3) for v in minimize(loss, np.array([0.0, 1.0])).x]


def bootstrap(
    values: np.ndarray, y: np.ndarray, makers: Sequence[str], sizes: Sequence[int]
) -> list[list[float]]:
    """Forty calibrations, each on generators, their worlds, and these worlds' groups drawn with replacement: how far
    the scores may be off in a world by somebody else."""
    ends = np.cumsum(sizes)
    chance = np.random.default_rng(1)
    draws = []
    for _ in range(40):
        picked = []
        for maker in chance.choice(sorted(set(makers)), size=len(set(makers))):
            own = [at for at, name in enumerate(makers) if name == maker]
            for at in chance.choice(own, size=len(own)):
                picked.append(chance.integers(ends[at] - sizes[at], ends[at], size=sizes[at]))
        index = np.concatenate(picked)
        draws.append(recalibrate(values[index], y[index]))
    return draws


def names_of_groups() -> list[str]:
    """The features of a group that have a weight."""
    old = room.weights()
    names = [f"{flag}.{name}" for flag, parts in old["flags"].items() for name in parts]
    names += [f"not.{why}" for why in old["against"]]
    return [*names, "families", "findings", *(f"said.{name}" for name in room.SAID)]


def sign_of(name: str) -> int:
    """What a weight may be: strengths and families speak in favour, explanations against."""
    return 1 if name.endswith((".strength", "families", "said.best")) else -1 if "not." in name else 0


@dataclass(frozen=True)
class Learnt:
    """The two regressions, and the calibration's draws and the share of real groups that go with them."""

    table: Table
    weights: Features
    intercept: float
    draws: list[list[float]]
    base: float

    def score(self, row: Features) -> float:
        """Log-odds that a group is real."""
        return self.intercept + sum(w * row.get(name, 0.0) for name, w in self.weights.items())


def learn(worlds: Sequence[World]) -> Learnt:
    """Both regressions; worlds of at least two generators."""
    told = [(world.generator, findings_of(world)) for world in worlds]
    others = {
        maker: fit_values([pair for pair in told if pair[0] != maker])
        for maker in sorted({world.generator for world in worlds})
    }
    halves = [fit_values(told[half::2]) for half in (0, 1)]
    makers = [world.generator for world in worlds] * 2
    groups = [groups_of(world, others[world.generator]) for world in worlds]
    groups += [groups_of(world, halves[1 - at % 2]) for at, world in enumerate(worlds)]
    rows, names = [row for group in groups for row in group], names_of_groups()
    counts = evenly([maker for maker, group in zip(makers, groups, strict=True) for _ in group])
    x, y = matrix(rows, names), np.array([real for _, real in rows])
    scale = np.sqrt(x.power(2).mean(axis=0).A1 - np.square(x.mean(axis=0).A1)) + 1e-9
    fitted = fit(x, y, counts, scale, RIDGE, [sign_of(name) for name in names])
    draws = bootstrap(fitted[0] + x @ fitted[1:], y, makers, [len(group) for group in groups])
    return Learnt(
        fit_values(told),
        dict(zip(names, fitted[1:], strict=True)),
        fitted[0],
        draws,
        float(y @ counts / counts.sum()),
    )


def first_fifty(world: World, learnt: Learnt) -> float:
    """The share of real ones among the fifty groups of a world that score highest."""
    rows = groups_of(world, learnt.table)
    ranked = sorted(rows, key=lambda row: -learnt.score(row[0]))[:50]
    return sum(real for _, real in ranked) / max(1, len(ranked))


def main() -> None:
    """Fit, print, and write the weights when asked."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("worlds", nargs="+", metavar="GENERATOR:W=TRUTH")
    parser.add_argument("--hold", metavar="GENERATOR")
    parser.add_argument("--write", action="store_true")
    chosen = parser.parse_args()
    worlds = []
    for given in chosen.worlds:
        generator, _, pair = given.partition(":")
        workspace, _, truth = pair.partition("=")
        worlds.append(load(generator, Path(workspace), read_truth(Path(truth))))
    learnt = learn([world for world in worlds if world.generator != chosen.hold])
    for world in worlds:
        if world.generator == chosen.hold:
            print(json.dumps({"held": chosen.hold, "real_in_first_50": first_fifty(world, learnt)}))
    if chosen.write and not chosen.hold:
        write(learnt)


def write(learnt: Learnt) -> None:
    """values.yaml and weights.yaml anew, their heads kept."""
    old, fitted = room.weights(), learnt.weights
    body = {
        "flags": {
            flag: {name: round(float(fitted[f"{flag}.{name}"]), 3) for name in parts}
            for flag, parts in old["flags"].items()
        },
        "against": {kind: round(float(fitted[f"not.{kind}"]), 3) for kind in old["against"]},
        "model": {
            "intercept": round(float(learnt.intercept), 3),
            "families": round(float(fitted["families"]), 3),
            "findings": round(float(fitted["findings"]), 3),
            "said": {name: round(float(fitted[f"said.{name}"]), 3) for name in room.SAID},
            "draws": learnt.draws,
        },
        "base_rate": round(learnt.base, 4),
    }
    _save(room, "weights.yaml", body)
    _save(says, "values.yaml", learnt.table)


def _save(module: ModuleType, name: str, body: Mapping[str, Any]) -> None:
    path = Path(module.__file__ or "").with_name(name)
    head = "".join(line for line in path.read_text("utf-8").splitlines(True) if line.startswith("#"))
    path.write_text(head + yaml.safe_dump(body, sort_keys=False, width=160, default_flow_style=None), "utf-8")


if __name__ == "__main__":
    main()
