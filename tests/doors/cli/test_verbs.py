"""`read`, `extract`, `flags`, `world`, `evaluate`, `demo`: what goes in and what comes out."""

from __future__ import annotations

import csv
import hashlib
import json
import re
import shutil
from pathlib import Path

import pytest

from tests.doors.cli.conftest import Case
from tests.doors.cli.program import manumit


def test_read_prints_records_as_json_lines(ads: Path) -> None:
    ended = manumit("read", ads)
    assert (ended.code, ended.err) == (0, "")
    assert [(row["kind"], row["ad_id"], row["posted_at"]) for row in ended.lines()] == [
        ("ad", "A-1", "2026-03-01T20:00:00Z"),
        ("ad", "A-2", "2026-03-02T21:00:00Z"),
    ]


def test_read_says_problems_as_json_lines_on_stderr(ads: Path) -> None:
    strange = ads.parent / "strange.bin"
    strange.write_bytes(b"\0\1\2 no format \xff")
    ended = manumit("read", strange, ads)
    assert ended.code == 3
    (problem,) = [json.loads(line) for line in ended.err.splitlines()]
    assert problem["file"] == str(strange)
    assert problem["reason"]
    assert len(ended.lines()) == 2


def test_a_record_points_at_its_very_bytes(ads: Path) -> None:
    for row in manumit("read", ads).lines():
        raw = ads.read_bytes()
        assert row["file_sha256"] == hashlib.sha256(raw).hexdigest()
        span = raw[row["byte_offset"] : row["byte_offset"] + row["byte_length"]]
        assert span.startswith(row["ad_id"].encode())


def test_read_writes_to_a_file_on_request(ads: Path) -> None:
    ended = manumit("read", ads, "--out", ads.parent / "o.jsonl")
    assert ended.out == ""
    assert (ads.parent / "o.jsonl").read_text("utf-8") == manumit("read", ads).out


def extracted(ads: Path, *options: str) -> list[dict[str, str]]:
    ended = manumit("extract", ads, "--out", ads.parent / "o.csv", *options)
    assert (ended.code, ended.out) == (0, "")
    with (ads.parent / "o.csv").open(encoding="utf-8", newline="") as stream:
        rows = csv.DictReader(stream)
        assert rows.fieldnames == ["ad_id", "field", "kind", "value", "start", "end", "confidence"]
        return list(rows)


def test_extract_writes_a_row_a_mention(ads: Path) -> None:
    found = {
        (row["ad_id"], row["field"], row["kind"], row["value"]) for row in extracted(ads, "--region", "GB")
    }
    assert found >= {
        ("A-1", "text", "phone", "+447700900123"),
        ("A-2", "contact", "phone", "+447700900456"),
        ("A-2", "text", "email", "lettings@example.org"),
    }
    assert any(kind == "handle" and value.endswith(":leeds_lets") for _, _, kind, value in found)


def test_offsets_count_code_points_of_the_field(tmp_path: Path) -> None:
    text = "😀😀 Žanna: 07700 900123 😀"
    (tmp_path / "ads.csv").write_text(
        f"ad_id,posted_at,title,text\nA,2026-03-01T20:00:00Z,x,{text}\n", "utf-8"
    )
    (phone,) = [r for r in extracted(tmp_path / "ads.csv", "--region", "GB") if r["kind"] == "phone"]
    assert text[int(phone["start"]) : int(phone["end"])] == "07700 900123"


def test_a_region_column_goes_before_the_place(tmp_path: Path) -> None:
    rows = "ad_id,posted_at,text,location,region\nA,2026-03-01T20:00:00Z,ring 07700 900123,Madrid,GB\n"
    (tmp_path / "ads.csv").write_text(rows, "utf-8")
    assert [row["value"] for row in extracted(tmp_path / "ads.csv")] == ["+447700900123"]


def test_columns_of_other_names_are_mapped_and_a_region_may_be_a_name(tmp_path: Path) -> None:
    ads, names = tmp_path / "anzeigen.csv", tmp_path / "map.yaml"
    ads.write_bytes("\ufeffNr;Datum;Text\r\n7;01.03.2026;Ruf an: 0171 555 01 23\r\n".encode())
    names.write_text(
        "files: {'*.csv': {kind: ad, columns: {ad_id: Nr, posted_at: Datum, text: Text}, time: {format: '%d.%m.%Y'}}}"
    )
    assert [row["value"] for row in extracted(ads, "--map", str(names), "--region", "Deutschland")] == [
        "+491715550123"
    ]
    told = manumit("extract", ads, "--out", tmp_path / "o.csv", "--map", names)
    assert "1 phone without a country" in told.err
    shown = manumit("templates", ads, "--out", tmp_path / "t.csv", "--map", names)
    assert "1 advert: no two are copies of one text" in shown.err


def test_flags_writes_a_row_a_finding(case: Case, tmp_path: Path) -> None:
    shutil.copytree(case.input / "accounts", tmp_path / "some" / "accounts")
    shutil.copytree(case.input / "payments", tmp_path / "some" / "payments")
    ended = manumit("flags", tmp_path / "some", "--out", tmp_path / "f.csv", "--quiet")
    assert (ended.code, ended.out, ended.err) == (0, "", "")
    with (tmp_path / "f.csv").open(encoding="utf-8", newline="") as stream:
        rows = csv.DictReader(stream)
        assert rows.fieldnames == ["subject", "indicator", "strength", "start", "end", "evidence"]
        found = list(rows)
    assert found
    for row in found:
        assert re.fullmatch(r"[a-z_]+:.+", row["subject"])
        assert 0 < float(row["strength"]) <= 1
        evidence = json.loads(row["evidence"])
        assert evidence
        assert all(record.startswith("rec_") for record in evidence)


def digests(folder: Path) -> dict[str, str]:
    files = [path for path in folder.rglob("*") if path.is_file()]
    return {str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def test_a_world_is_raw_files_and_the_truth(world: Path) -> None:
    assert {path.name for path in world.iterdir()} == {"input", "truth"}
    assert {"operations.jsonl", "lookalikes.jsonl"} <= {path.name for path in (world / "truth").iterdir()}


def test_a_seed_always_makes_the_same_world(world: Path, tmp_path: Path) -> None:
    manumit("world", tmp_path / "again", "--seed", "3", "--quiet")
    assert digests(tmp_path / "again") == digests(world)


def test_another_seed_makes_another_world(world: Path, tmp_path: Path) -> None:
    manumit("world", tmp_path / "other", "--seed", "4", "--quiet")
    assert digests(tmp_path / "other") != digests(world)


# DESIGN 6
MEASURES = (
    "precision_at_10 precision_at_25 precision_at_50 duplicates operation_recall_60 operation_recall_100"
    " operation_recall_200 operation_recall_2x victim_recall role_accuracy victim_as_controller false_alarms_per_1000"
).split()


@pytest.fixture(scope="module")
def measured(case: Case) -> dict[str, object]:
    ended = manumit("evaluate", case.workspace, "--truth", case.world / "truth", "--json")
    assert (ended.code, ended.err) == (0, "")
    found: dict[str, object] = ended.json()
    return found


def test_evaluate_gives_the_documented_keys(measured: dict[str, object]) -> None:
    assert [key for key in MEASURES if key not in measured] == []
    assert set(measured) <= {*MEASURES, *(f"{key}_interval" for key in MEASURES), "operations", "leads"}


@pytest.mark.parametrize("key", MEASURES)
def test_evaluate_gives_every_measure_an_interval(measured: dict[str, object], key: str) -> None:
    assert f"{key}_interval" in measured


def test_the_leads_are_better_than_chance(measured: dict[str, object]) -> None:
    found = measured["precision_at_50"]
    assert isinstance(found, float)
    assert found > 0.02  # the base rate is well under 2 % of records


def test_evaluate_has_a_table_for_people(case: Case) -> None:
    ended = manumit("evaluate", case.workspace, "--truth", case.world / "truth")
    assert (ended.code, ended.err) == (0, "")
    assert "precision at 10" in ended.out


@pytest.mark.slow
def test_the_demo_shows_leads_and_how_right_they_are(tmp_path: Path) -> None:
    ended = manumit("demo", "--no-serve", "--quiet", cwd=tmp_path)
    assert (ended.code, ended.err) == (0, "")
    assert "leads" in ended.out
    page = re.search(r"Report: (.+)", ended.out)
    assert page
    assert (tmp_path / page[1].strip()).exists()
