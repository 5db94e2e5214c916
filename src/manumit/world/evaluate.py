"""How right the leads are against a known truth. Reads the lead table and the truth files, nothing else.

A lead is real when at least three, and more than half, of its records belong to one operation, which is then found;
a second lead on the same operation is neither hit nor miss and counts under `duplicates`. Intervals are 90 %,
from a bootstrap by operation (over pairs of workspace and truth when there are several).
"""

from __future__ import annotations

import json
import random
import re
import sys
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import fmean, median
from types import ModuleType
from typing import Any

from manumit.base.kernel import UnreadableInput, UsageError, WorkspaceError

Key = tuple[str, str]
DRAWS = 400
_DEPTHS = (60, 100, 200)
TITLES = frozenset(("mr", "mrs", "ms", "miss", "mstr", "chd", "inf", "dr"))  # as bookings append them


@dataclass(frozen=True, slots=True)
class Truth:
    """What was planted: operations and look-alikes, with their records and members by (kind, id)."""

    operations: Mapping[str, Mapping[str, Any]]
    owner: Mapping[Key, str]
    lookalikes: Sequence[tuple[str, frozenset[Key]]]


@dataclass(frozen=True, slots=True)
class Judged:
    """One lead against the truth: the operation it is about (None: not real), and whether that was already found."""

    operation: str | None
    duplicate: bool
    lead: Mapping[str, Any]


def read_truth(folder: Path) -> Truth:
    """operations.jsonl and lookalikes.jsonl of a truth folder."""
    operations = {
        row["operation_id"]: row for row in _lines(folder / "operations.jsonl", "operation_id", "records")
    }
    owner = {
        (r["kind"], str(r["source_id"])): name for name, row in operations.items() for r in row["records"]
    }
    alike = [
        (row["group"], frozenset(_key(member) for member in row.get("members", ())))
        for row in _lines(folder / "lookalikes.jsonl", "group")
    ]
    return Truth(operations, owner, alike)


def _lines(path: Path, *needed: str) -> list[dict[str, Any]]:
    if not path.exists():
        raise UsageError(
            f"{path} is missing.", "Give the folder that holds operations.jsonl and lookalikes.jsonl."
        )
    rows = []
    for number, line in enumerate(path.read_bytes().split(b"\n"), 1):
        if line.strip():
            try:
                row = json.loads(line)
            except ValueError:
                row = None
            if not isinstance(row, dict) or not row.keys() >= set(needed):
                raise UnreadableInput(
                    f"Line {number} of {path} is no JSON object with {' and '.join(needed)}.",
                    "Restore the file, or make the world again.",
                )
            rows.append(row)
    return rows


def _norm(kind: str, name: str) -> str:
    """One way of writing an identifier; a person is the folded name's words in any order, and the birth date."""
    if kind == "handle":
        return name.casefold()
    if kind != "person":
        return name.replace(" ", "")
    written, _, birth = name.partition("|")
    plain = "".join(c for c in unicodedata.normalize("NFKD", written) if not unicodedata.combining(c))
    words = re.findall(r"[^\W_]+", plain.casefold())
    kept = [word for word in words if word not in TITLES] or words
    return f"{' '.join(sorted(kept))}|{birth.strip()}"


def _key(item: Mapping[str, Any]) -> Key:
    """(kind, normal form) of a member or of one of a member's ids."""
    return item["kind"], _norm(item["kind"], str(item["id"]))


def read_lead_table(workspace: Path) -> list[dict[str, Any]]:
    """The lead table of a workspace, in rank order."""
    import pyarrow.parquet as pq

    path = workspace / "derived" / "lead.parquet"
    if not path.exists():
        raise WorkspaceError(f"{workspace} has no leads.", "Run `manumit run INPUT --workspace W` first.")
    rows = [json.loads(body) for body in pq.read_table(path, columns=["body"]).column("body").to_pylist()]
    return sorted(rows, key=lambda row: row["rank"])


def judge(leads: Sequence[Mapping[str, Any]], truth: Truth) -> list[Judged]:
    """Each lead against the truth, in rank order."""
    found: set[str] = set()
    judged = []
    for lead in leads:
        owners = Counter(truth.owner.get((r["kind"], str(r["source_id"]))) for r in lead["records"])
        known = {owner: n for owner, n in owners.items() if owner is not None}
        best: str | None = max(sorted(known), key=lambda owner: known[owner]) if known else None
        if best is not None and (known[best] < 3 or known[best] * 2 <= len(lead["records"])):
            best = None
        judged.append(Judged(best, best in found, lead))
        if best is not None:
            found.add(best)
    return judged


def evaluate(
    pairs: Sequence[tuple[Sequence[Mapping[str, Any]], Truth]],
    days_to_lead: Sequence[Sequence[float]] | None = None,
) -> dict[str, Any]:
    """All measures over one or several (leads, truth) pairs; keys as in the command-line contract."""
    worlds = [(judge(leads, truth), truth) for leads, truth in pairs]
    report: dict[str, Any] = {}
    for depth in (10, 25, 50):
        report |= _measure(f"precision_at_{depth}", [_hits(judged[:depth]) for judged, _ in worlds])
    doubled = [[float(j.duplicate) for j in judged[:200]] for judged, _ in worlds]
    report |= _measure("duplicates", doubled if any(doubled) else [[0.0]], sum, sum)
    for reach in (*_DEPTHS, None):
        name = f"operation_recall_{reach or '2x'}"
        report |= _measure(
            name, [_found(judged[: reach or 2 * len(truth.operations)], truth) for judged, truth in worlds]
        )
    for name, part in (
        ("victim_recall", _victims),
        ("role_accuracy", _roles),
        ("victim_as_controller", _accused),
    ):
        report |= _measure(name, [part(judged[:100], truth) for judged, truth in worlds])
    report |= _alarms(worlds)
    if days_to_lead is not None:
        report |= _measure("days_to_lead", days_to_lead, median)
    report["operations"] = sum(len(truth.operations) for _, truth in worlds)
    report["leads"] = sum(len(judged) for judged, _ in worlds)
    return report


def _measure(
    name: str,
    worlds: Sequence[Sequence[float]],
    centre: Callable[[Sequence[float]], float] = fmean,
    over: Callable[[Iterable[float]], float] = fmean,
) -> dict[str, Any]:
    """`centre` of units (leads or operations), `over` worlds, with a 90 % bootstrap interval: over worlds and units."""
    filled = [list(units) for units in worlds if units]
    if not filled:
        return {name: None, f"{name}_interval": None}
    chance = random.Random(name)
    draws = []
    for _ in range(DRAWS):
        picked = chance.choices(filled, k=len(filled)) if len(filled) > 1 else filled
        draws.append(over(centre(chance.choices(units, k=len(units))) for units in picked))
    draws.sort()
    return {
        name: round(over(centre(units) for units in filled), 4),
        f"{name}_interval": [round(draws[DRAWS // 20], 4), round(draws[-1 - DRAWS // 20], 4)],
    }


def _hits(judged: Sequence[Judged]) -> list[float]:
    return [float(j.operation is not None) for j in judged if not j.duplicate]


def _found(judged: Sequence[Judged], truth: Truth) -> list[float]:
    seen = {j.operation for j in judged}
    return [float(name in seen) for name in sorted(truth.operations)]


def _shown(lead: Mapping[str, Any]) -> dict[Key, str]:
    return {_key(ident): member["role"] for member in lead["members"] for ident in member["ids"]}


def _pairs(judged: Sequence[Judged], truth: Truth) -> list[tuple[str, str]]:
    """(true role, shown role) of each planted member that a real lead shows."""
    pairs = []
    for j in judged:
        if j.operation is None or j.duplicate:
            continue
        shown = _shown(j.lead)
        for member in truth.operations[j.operation]["members"]:
            role = shown.get(_key(member))
            if role is not None:
                pairs.append((member["role"], role))
    return pairs


def _victims(judged: Sequence[Judged], truth: Truth) -> list[float]:
    """For each possible victim's identifier of every planted operation: is it shown as such by a real lead?"""
    shown: dict[str, set[Key]] = defaultdict(set)
    for j in judged:
        if j.operation is not None:
            shown[j.operation] |= {key for key, role in _shown(j.lead).items() if role == "possible_victim"}
    return [
        float(_key(member) in shown[name])
        for name, row in sorted(truth.operations.items())
        for member in row["members"]
        if member["role"] == "possible_victim"
    ]


def _roles(judged: Sequence[Judged], truth: Truth) -> list[float]:
    return [
        float(true == shown)
        for true, shown in _pairs(judged, truth)
        if true != "unknown" and shown != "unknown"
    ]


def _accused(judged: Sequence[Judged], truth: Truth) -> list[float]:
    """For each real lead: is someone who is a possible victim shown as controller?"""
    accused = []
    for j in judged:
        if j.operation is not None and not j.duplicate:
            accused.append(
                float(any(t == "possible_victim" and s == "controller" for t, s in _pairs([j], truth)))
            )
    return accused


def _alarms(worlds: Sequence[tuple[Sequence[Judged], Truth]]) -> dict[str, Any]:
    """Members of each look-alike group that stand in not-real leads of the first 200, per 1,000 members."""
    units: dict[str, list[float]] = defaultdict(list)
    for judged, truth in worlds:
        accused = {key for j in judged[:200] if j.operation is None for key in _shown(j.lead)}
        for group, members in truth.lookalikes:
            units[group] += [float(member in accused) for member in members]
    rates, bounds = {}, {}
    for group in sorted(units):
        measured = _measure(group, [units[group]])
        rates[group] = round(1000 * measured[group], 1) if units[group] else 0.0
        bounds[group] = [round(1000 * x, 1) for x in measured[f"{group}_interval"] or (0, 0)]
    return {"false_alarms_per_1000": rates, "false_alarms_per_1000_interval": bounds}


class _Verb(ModuleType):
    """This module may be called: the import system binds it over the door's verb of the same name."""

    def __call__(self, *args: Any, **named: Any) -> dict[str, Any]:
        return evaluate(*args, **named)


sys.modules[__name__].__class__ = _Verb
