"""The third hand's world: the same for a seed, true to its truth, mostly ordinary life, nobody's number."""

from __future__ import annotations

import csv
import hashlib
import json
import random
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import phonenumbers
import pytest

from benchmarks.third_hand.files import ID_COLUMN
from benchmarks.third_hand.making import INNOCENT, PLANTED, make, write
from benchmarks.third_hand.parties import account_number, phone_for, printed
from benchmarks.third_hand.places import COUNTRIES

ROOT = Path(__file__).resolve().parents[2]
SCALE = 0.2
ROLES = {"controller", "recruiter", "collector", "facilitator", "possible_victim", "unknown"}


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("third")
    write(out, seed=5, scale=SCALE)
    return out


def truth(world: Path, name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (world / "truth" / f"{name}.jsonl").read_text("utf-8").splitlines()]


def rows(world: Path) -> Iterator[tuple[str, dict[str, str]]]:
    """Every record of the files as (kind, columns)."""
    for path in sorted((world / "input").iterdir()):
        if path.suffix == ".xml":
            space = {"c": "urn:iso:std:iso:20022:tech:xsd:camt.053.001.02"}
            for ref in ElementTree.parse(path).iterfind(".//c:NtryRef", space):
                yield "payment", {"payment_id": ref.text or ""}
            continue
        kind = next(kind for kind in ID_COLUMN if path.name.startswith(kind + "_"))
        with path.open(encoding="utf-8", newline="") as lines:
            for row in csv.DictReader(lines) if path.suffix == ".csv" else map(json.loads, lines):
                yield kind, row


def ids(world: Path) -> list[tuple[str, str]]:
    return [(kind, row[ID_COLUMN[kind]]) for kind, row in rows(world)]


def digest(folder: Path) -> dict[str, str]:
    files = (path for path in sorted(folder.rglob("*")) if path.is_file())
    return {str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def test_the_command_writes_the_same_world_for_a_seed_and_another_for_another(
    world: Path, tmp_path: Path
) -> None:
    for seed in (5, 6):
        command = [sys.executable, "benchmarks/third_hand", str(tmp_path / str(seed)), "--seed", str(seed)]
        subprocess.run([*command, "--scale", str(SCALE)], cwd=ROOT, check=True, capture_output=True)
    assert digest(tmp_path / "5") == digest(world)
    assert not set(digest(tmp_path / "6").values()) & set(digest(world).values())


def test_ids_are_unique_and_the_truth_refers_to_records_that_exist(world: Path) -> None:
    found = Counter(ids(world))
    assert max(found.values()) == 1
    for group in truth(world, "operations") + truth(world, "lookalikes"):
        assert group["records"]
        assert {(record["kind"], record["source_id"]) for record in group["records"]} <= set(found)


def test_members_are_written_somewhere(world: Path) -> None:
    """Every identifier of an operation stands in some record, as it is written there."""
    written: set[tuple[str, str]] = set()
    text = []
    for kind, row in rows(world):
        text.append(" ".join(str(value) for value in row.values()))
        written |= {("account", row[key]) for key in row if key.endswith("account") or key == "account_id"}
        if kind in ("booking", "missing_person"):
            written.add(("person", f"{row.get('passenger_name', row.get('name'))}|{row['birth_date']}"))
        if kind == "post":
            written.add(("handle", f"{row['platform']}:{row['author']}"))
    statements = "".join(path.read_text("utf-8") for path in (world / "input").glob("*.xml"))
    everything = "\n".join(text) + statements
    for group in truth(world, "operations"):
        for member in group["members"]:
            assert member["role"] in ROLES
            if member["kind"] == "phone":
                assert any(printed(member["id"], style) in everything for style in range(5))
            else:
                assert (member["kind"], member["id"]) in written or member["id"] in statements


def test_planted_records_are_rare_and_operations_have_every_type(world: Path) -> None:
    operations, lookalikes = truth(world, "operations"), truth(world, "lookalikes")
    planted = [(record["kind"], record["source_id"]) for group in operations for record in group["records"]]
    assert len(planted) == len(set(planted))
    assert 0.002 < len(planted) / len(ids(world)) < 0.02
    assert {group["exploitation"] for group in operations} == set(PLANTED)
    assert len(lookalikes) >= len(operations)
    assert {group["group"] for group in lookalikes} == set(INNOCENT)
    assert all(len(group["records"]) >= 10 for group in operations)
    assert all(
        {"controller", "possible_victim"} <= {m["role"] for m in group["members"]} for group in operations
    )


def test_a_seed_changes_the_mix_of_ways() -> None:
    mixes = [Counter(group.label for group in make(seed, 0.4).operations) for seed in (1, 2)]
    assert mixes[0] != mixes[1]


@pytest.mark.parametrize("code", sorted(COUNTRIES))
def test_no_phone_can_be_anybodys(code: str) -> None:
    rng = random.Random(code)
    for _ in range(200):
        number = phonenumbers.parse(phone_for(rng, code))
        assert phonenumbers.is_possible_number(number)
        assert not phonenumbers.is_valid_number(number)


@pytest.mark.parametrize("code", sorted(code for code, land in COUNTRIES.items() if land.iban))
def test_an_iban_has_remainder_one(code: str) -> None:
    iban = account_number(random.Random(code), code, ("123456789012",))
    assert int("".join(str(int(letter, 36)) for letter in iban[4:] + iban[:4])) % 97 == 1
