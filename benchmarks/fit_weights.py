"""Fit the weights of leads on development worlds:
`python -m benchmarks.fit_weights GENERATOR:W=TRUTH [GENERATOR:W=TRUTH ...] [--hold GENERATOR] [--write]`.

Two logistic regressions, ridge-penalised so that few worlds cannot teach a habit of their generator: (1) of 'most of
this finding's records belong to one operation' on what the finding counted, on the innocent explanations of its subject
and members and on what these do otherwise (values.yaml); (2) of 'this group is real' on what its findings say together
(weights.yaml). For (2), the findings of a world get their values twice: from the worlds of the other generators, so
that they are trusted no more than they deserve in a world by a new hand, and from half of all worlds; every generator
counts as much as any other, our own as two. Scores are calibrated on groups of worlds that their weights were not
fitted on, small workspaces apart from large ones (what is found in a small one says less). `--hold` leaves one
generator out and says how right the leads of its worlds would be. Draws for the interval come from a bootstrap over
generators, worlds and groups. Give only development worlds: seeds below 500 of `manumit world`, odd seeds of
benchmarks/other_hands, third_hand and fourth_hand. `surest` is kept: benchmarks/surest_leads.py counts it anew.
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
from scipy.sparse import csr_matrix  # type: ignore[import-untyped]

from benchmarks.regression import Features, Row, bootstrap, calibrate, evenly, fit, matrix
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
KEPT = 3
"""Of the findings that are about no operation every third is kept, and counts as three: a third of the time."""
SHARED = ("not.", "does.", "members.not.", "members.does.")
Table = dict[str, dict[str, float]]


@dataclass(frozen=True)
class World:
    """One development world: who made it, how large it is (weigh.size_of), its findings, ties, what surrounds them,
    records, and the truth."""

    generator: str
    size: float
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
        return World(generator, room.size_of(len(rows)), findings, load_ties(engine), scene, refs, truth)


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


@dataclass(frozen=True)
class Told:
    """Findings of many worlds as one matrix: names of the columns, whether each row is real, how many rows it stands
    for, and the place of its world."""

    names: Sequence[str]
    x: csr_matrix
    y: np.ndarray
    times: np.ndarray
    world: np.ndarray
    makers: Sequence[str]

    @classmethod
    def of(cls, worlds: Sequence[World]) -> Told:
        """The findings of worlds; of those that are about no operation every KEPTth."""
        rows: list[Row] = []
        owners: list[int] = []
        for at, world in enumerate(worlds):
            found = findings_of(world)
            idle = [row for row in found if not row[1]][::KEPT]
            kept = [row for row in found if row[1]] + idle
            rows += kept
            owners += [at] * len(kept)
        names = sorted({name for found, _ in rows for name in found})
        y = np.array([real for _, real in rows])
        makers = [world.generator for world in worlds]
        return cls(names, matrix(rows, names), y, np.where(y > 0, 1.0, KEPT), np.array(owners), makers)


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


def fit_values(told: Told, worlds: Sequence[int]) -> Table:
    """From the findings of some worlds: flag -> feature -> weight; the intercept and what all flags share are added to
    each flag's own."""
    picked = np.isin(told.world, worlds)
    x, y = told.x[picked], told.y[picked]
    widest = abs(x).max(axis=0).toarray().ravel()
    used = np.flatnonzero(widest)
    names = [told.names[at] for at in used]
    counts = evenly([told.makers[at] for at in told.world[picked]], told.times[picked])
    signs = [sign_of(name) for name in names]
    intercept, *fitted = fit(x[:, used], y, counts, widest[used], RIDGE_OF_VALUES, signs)
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
    """The two regressions; what a tenfold smaller workspace changes (shift, slope), the calibration's draws and the
    share of real groups that go with them."""

    table: Table
    weights: Features
    intercept: float
    size: tuple[float, float]
    draws: list[list[float]]
    base: float

    def score(self, row: Features) -> float:
        """Log-odds that a group of a workspace that is not small is real."""
        return self.intercept + sum(w * row.get(name, 0.0) for name, w in self.weights.items())


def halved(worlds: Sequence[World]) -> list[int]:
    """0 or 1 for each world: every other one of a generator and size."""
    seen: Counter[tuple[str, int]] = Counter()
    halves = []
    for world in worlds:
        sort = (world.generator, round(world.size))
        halves.append(seen[sort] % 2)
        seen[sort] += 1
    return halves


def learn(worlds: Sequence[World]) -> Learnt:
    """Both regressions; worlds of at least two generators."""
    told, half = Told.of(worlds), halved(worlds)
    tables = tables_of(told, half)
    return weighed(
        [
            Judged(world.generator, world.size, half[at], groups_of(world, tables[name]))
            for at, name, world in uses(worlds, half)
        ],
        tables["every"],
    )


def tables_of(told: Told, half: Sequence[int]) -> dict[str, Table]:
    """Values from the worlds of all generators but one, from either half of all worlds, and from every world."""
    every = range(len(half))
    chosen = {maker: [at for at in every if told.makers[at] != maker] for maker in sorted(set(told.makers))}
    chosen |= {f"half {n}": [at for at in every if half[at] == n] for n in (0, 1)}
    return {name: fit_values(told, worlds) for name, worlds in {**chosen, "every": every}.items()}


def uses(worlds: Sequence[World], half: Sequence[int]) -> list[tuple[int, str, World]]:
    """Which values the findings of each world get: those of other generators, and those of the other half."""
    found = [(at, world.generator, world) for at, world in enumerate(worlds)]
    return found + [(at, f"half {1 - half[at]}", world) for at, world in enumerate(worlds)]


@dataclass(frozen=True)
class Judged:
    """The candidate groups of a world, valued by others: features, and whether each is real."""

    maker: str
    size: float
    half: int
    rows: list[Row]


def weighed(judged: Sequence[Judged], table: Table) -> Learnt:
    """The second regression, its calibration and its draws."""
    rows, names = [row for part in judged for row in part.rows], names_of_groups()
    whose = [part for part in judged for _ in part.rows]
    makers, side = [part.maker for part in whose], np.array([part.half for part in whose])
    size, y = np.array([part.size for part in whose]), np.array([real for _, real in rows])
    x = matrix(rows, names)
    scale = np.sqrt(x.power(2).mean(axis=0).A1 - np.square(x.mean(axis=0).A1)) + 1e-9
    signs = [sign_of(name) for name in names]

    def fitted(chosen: np.ndarray) -> np.ndarray:
        counts = evenly([makers[row] for row in np.flatnonzero(chosen)])
        return fit(x[chosen], y[chosen], counts, scale, RIDGE, signs)

    z = np.zeros(len(y))
    for n in (0, 1):  # of each half by weights of the other
        w = fitted(side == n)
        z[side != n] = (w[0] + x @ w[1:])[side != n]
    a, b, c, d = calibrate(z, y, size, makers)
    weights = fitted(np.ones(len(y), dtype=bool))
    z = a + b * z + size * (c + d * z)
    return Learnt(
        table,
        dict(zip(names, b * weights[1:], strict=True)),
        a + b * weights[0],
        (c - a * d / b, d / b),
        bootstrap(z, y, [part.maker for part in judged], [len(part.rows) for part in judged]),
        float(y @ evenly(makers) / len(y)),
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
            "size": dict(zip(("shift", "slope"), (round(float(v), 3) for v in learnt.size), strict=True)),
            "draws": learnt.draws,
            "surest": old["model"]["surest"],
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
