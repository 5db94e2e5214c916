"""The world as others see it: raw files, truth, numbers; everything is read back independently of the writers."""

from __future__ import annotations

import hashlib
import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from manumit.world import write_world
from tests.world.conftest import Made

ROLES = {"controller", "recruiter", "collector", "facilitator", "possible_victim", "unknown"}
GROUPS = {
    "independent_adult", "massage_franchise", "booking_agency", "night_nurse", "hotel_sales_staff", "tour_leader",
    "sports_team", "family", "migrant_flatmates", "licensed_recruiter", "seasonal_programme", "payroll_firm",
    "resold_number", "relay_number", "name_double", "copied_template",
}  # fmt: skip


def truth(out: Path, name: str) -> list[dict[str, Any]]:
    return [
        json.loads(line)
        for line in (out / "truth" / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
    ]


def digest(folder: Path) -> str:
    whole = hashlib.sha256()
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        whole.update(str(path.relative_to(folder)).encode() + b"\0" + path.read_bytes())
    return whole.hexdigest()


def test_same_seed_same_bytes_whatever_the_hash_seed(tmp_path: Path) -> None:
    code = "import sys, pathlib; from manumit.world import write_world; write_world(pathlib.Path(sys.argv[1]), 11)"
    for turn in ("1", "2"):
        environment = {**os.environ, "PYTHONHASHSEED": turn, "PYTHONPATH": os.pathsep.join(sys.path)}
        subprocess.run([sys.executable, "-c", code, str(tmp_path / turn)], check=True, env=environment)
    assert digest(tmp_path / "1") == digest(tmp_path / "2")


def test_another_seed_is_another_world_and_a_second_call_replaces(tmp_path: Path) -> None:
    write_world(tmp_path / "w", 1)
    first = digest(tmp_path / "w")
    write_world(tmp_path / "w", 2)
    assert digest(tmp_path / "w") != first
    assert [path.name for path in tmp_path.iterdir()] == ["w"]


def test_an_unknown_size_or_a_full_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="scale"):
        write_world(tmp_path / "w", 1, scale="huge")
    with pytest.raises(ValueError, match="difficulty"):
        write_world(tmp_path / "w", 1, difficulty="mean")
    (tmp_path / "w").mkdir()
    (tmp_path / "w" / "thesis.txt").write_text("mine")
    with pytest.raises(ValueError, match="not a world"):
        write_world(tmp_path / "w", 1)
    assert (tmp_path / "w" / "thesis.txt").read_text() == "mine"


def test_progress_rises_to_the_total(tmp_path: Path) -> None:
    seen: list[tuple[int, int]] = []
    write_world(tmp_path / "w", 3, progress=lambda done, total: seen.append((done, total)))
    assert seen == sorted(seen)
    assert seen[-1][0] > 0.97 * seen[-1][1]


def test_counts_and_base_rate(world: Made) -> None:
    out, summary, found = world
    assert summary.records == len(found)
    assert abs(len(found) - 30_000) < 1_000
    operations = truth(out, "operations")
    assert len(operations) == 40
    assert len(truth(out, "lookalikes")) >= 40
    assert 0.008 < sum(len(one["records"]) for one in operations) / len(found) < 0.019
    assert min(len(one["records"]) for one in operations) >= 6
    kinds = {kind for kind, _, _ in found}
    assert kinds == {
        "ad", "page", "post", "offer", "account", "payment", "booking", "stay", "sighting", "report", "missing_person"
    }  # fmt: skip
    assert {columns.get("form") for _, _, columns in found} >= {"camt", "pacs", "pnrgov", "paxlst", "txt"}


def test_truth_points_at_records_and_follows_the_contract(
    world: Made,
) -> None:
    out, _, found = world
    known = {(kind, ident) for kind, ident, _ in found}
    assert len(known) == len(found)
    told: set[tuple[str, str]] = set()
    for one in truth(out, "operations") + truth(out, "lookalikes"):
        records = {(record["kind"], record["source_id"]) for record in one["records"]}
        assert records <= known
        assert not records & told
        told |= records
    operations = truth(out, "operations")
    assert {one["exploitation"] for one in operations} == {"sexual", "labour", "domestic", "forced_crime"}
    assert {m["role"] for one in operations for m in one["members"]} <= ROLES
    assert {m["kind"] for one in operations for m in one["members"]} <= {
        "person",
        "account",
        "phone",
        "handle",
    }
    assert {one["group"] for one in truth(out, "lookalikes")} == GROUPS
    for one in operations:
        assert one["started"] < one["ended"]
        assert {"operation_id", "exploitation", "started", "ended", "members", "records"} == set(one)


def test_members_stand_in_the_files(world: Made) -> None:
    out, _, found = world
    persons, accounts = set(), set()
    for kind, _, columns in found:
        if kind in ("booking", "missing_person"):
            name = columns.get("passenger_name") or columns.get("name") or ""
            birth = columns.get("birth_date") or ""
            persons.add(f"{name}|{birth}")
            persons.add(name)  # airline messages write the birth date in their own way
        accounts |= {
            columns.get("debtor_account"),
            columns.get("creditor_account"),
            columns.get("account_id"),
        }
    for one in truth(out, "operations"):
        for member in one["members"]:
            if member["kind"] == "person":
                assert member["id"] in persons or member["id"].split("|")[0] in persons
            if member["kind"] == "account":
                assert member["id"] in accounts
            if member["kind"] == "handle":
                assert re.fullmatch(r"[a-z]+:[a-z0-9_.]+", member["id"])


def test_hotline_reports_mostly_carry_a_consent(world: Made) -> None:
    hotline = [
        columns for kind, _, columns in world[2] if kind == "report" and columns.get("channel") == "hotline"
    ]
    share = sum(bool(columns["consent_id"]) for columns in hotline) / len(hotline)
    assert 0.8 < share < 1.0


def test_hard_has_more_lookalikes(tmp_path: Path) -> None:
    counts = {
        level: write_world(tmp_path / level, 8, difficulty=level).lookalikes for level in ("easy", "hard")
    }
    assert counts["hard"] > 1.4 * counts["easy"]


def test_the_door_opens_fast() -> None:
    code = "import sys, manumit.world; print([name for name in sys.modules if 'banks' in name or name == 'numpy'])"
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    done = subprocess.run(
        [sys.executable, "-c", code], check=True, env=environment, capture_output=True, text=True
    )
    assert done.stdout.strip() == "[]"
