"""The fourth hand's world: the same again for a seed, and a truth that speaks of records that are there."""

from __future__ import annotations

import csv
import json
import subprocess
import sys
import xml.etree.ElementTree as ElementTree
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from benchmarks.fourth_hand import live, write_world
from benchmarks.fourth_hand.lookalikes import LOOKALIKES

SCALE = 0.1
EXPLOITATIONS = {"sexual", "labour", "domestic", "forced_crime"}
ROLES = {"controller", "recruiter", "collector", "facilitator", "possible_victim", "unknown"}
KINDS = {
    "ad",
    "post",
    "offer",
    "account",
    "payment",
    "booking",
    "stay",
    "report",
    "sighting",
    "missing_person",
}


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("fourth hand")
    write_world(out, 11, SCALE)
    return out


def lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def records(world: Path) -> Iterator[tuple[str, str]]:
    """(kind, source id) of every record as it stands in the files."""
    for path in sorted((world / "input").rglob("*")):
        if path.suffix == ".xml":
            for entry in ElementTree.parse(path).iter():
                if entry.tag.endswith("}NtryRef"):
                    yield "payment", entry.text or ""
        elif path.is_file():
            with path.open(encoding="utf-8", newline="") as file:
                rows = csv.DictReader(file) if path.suffix == ".csv" else map(json.loads, file)
                for row in rows:
                    column = next(iter(row))
                    missing = path.stem == "missing"
                    yield "missing_person" if missing else column.removesuffix("_id"), row[column]


def test_a_seed_gives_its_world_again_and_another_seed_another_one(world: Path, tmp_path: Path) -> None:
    script = Path(__file__).parents[2] / "benchmarks" / "fourth_hand"
    command = [sys.executable, str(script), str(tmp_path / "again"), "--seed", "11", "--scale", str(SCALE)]
    subprocess.run(command, check=True, capture_output=True)
    first, again = (
        {p.relative_to(w): p.read_bytes() for p in w.rglob("*") if p.is_file()}
        for w in (world, tmp_path / "again")
    )
    assert first == again
    assert live(12, 0.02).makers[0].records != live(11, 0.02).makers[0].records


def test_ids_are_unique_and_every_kind_is_there(world: Path) -> None:
    counted = Counter(records(world))
    assert max(counted.values()) == 1
    assert {kind for kind, _ in counted} == KINDS
    assert 25_000 < len(counted) < 60_000


def test_truth_speaks_of_records_that_are_there_and_each_has_one_maker(world: Path) -> None:
    there = set(records(world))
    planted = lines(world / "truth" / "operations.jsonl")
    innocent = lines(world / "truth" / "lookalikes.jsonl")
    made = [(r["kind"], r["source_id"]) for one in planted + innocent for r in one["records"]]
    assert set(made) <= there
    assert len(made) == len(set(made))
    assert {one["group"] for one in innocent} <= set(LOOKALIKES)
    assert {one["exploitation"] for one in planted} <= EXPLOITATIONS
    roles = {m["role"] for one in planted for m in one["members"]}
    assert roles <= ROLES
    share = sum(len(one["records"]) for one in planted) / len(there)
    assert 0.005 < share < 0.02


def test_operations_and_lookalikes_are_of_one_size(world: Path) -> None:
    """Neither the number of records nor the number of look-alikes gives an operation away."""
    sizes = [
        sorted(len(one["records"]) for one in lines(world / "truth" / f"{name}.jsonl"))
        for name in ("operations", "lookalikes")
    ]
    assert len(sizes[1]) >= len(sizes[0])
    middles = [size[len(size) // 2] for size in sizes]
    assert all(15 <= middle <= 60 for middle in middles)
    assert max(middles) < 2 * min(middles)


def test_members_are_named_in_the_files(world: Path) -> None:
    text = "\n".join(
        p.read_text(encoding="utf-8")
        for p in sorted((world / "input").rglob("*"))
        if p.suffix in (".csv", ".jsonl", ".xml")
    )
    for one in lines(world / "truth" / "operations.jsonl"):
        for member in one["members"]:
            if member["kind"] == "account":
                assert member["id"] in text
            elif member["kind"] == "person":
                assert member["id"].split("|")[0] in text
