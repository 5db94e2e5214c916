"""`manumit leads` and `manumit report`: the contract's keys, masking, and unmasking that is written down."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import re
from datetime import datetime
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from manumit.base.kernel import vocabulary
from tests.doors.cli.conftest import Case
from tests.doors.cli.program import manumit

# DESIGN 6. What stands after these in an object is ours to add; these are what programs rely on.
LEAD = (
    "lead_id rank score score_interval base_rate exploitation says members findings counter records".split()
)
PART = {
    "members": ["entity_id", "kind", "ids", "role", "probability"],
    "findings": ["indicator", "strength", "says", "evidence"],
    "records": ["record_id", "kind", "source_id"],
}
OURS = {
    "lead": {"ties", "score_shipped", "earlier"},
    "members": {"why"},
    "findings": {"family", "subject", "start", "end", "source", "weight"},
    "records": set(),
}


@pytest.fixture(scope="session")
def leads(case: Case) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = manumit("leads", case.workspace, "--format", "json").json()
    assert len(found) > 20
    return found


def test_a_lead_has_the_documented_keys_in_their_order(leads: list[dict[str, Any]]) -> None:
    for lead in leads:
        assert [key for key in lead if key in LEAD] == LEAD
        assert set(lead) - set(LEAD) <= OURS["lead"]


@pytest.mark.parametrize("part", PART)
def test_the_parts_of_a_lead_have_the_documented_keys(leads: list[dict[str, Any]], part: str) -> None:
    for item in (item for lead in leads for item in lead[part]):
        assert [key for key in item if key in PART[part]] == PART[part]
        assert set(item) - set(PART[part]) <= OURS[part]


def test_leads_stand_in_rank_order(leads: list[dict[str, Any]]) -> None:
    assert [lead["rank"] for lead in leads] == list(range(1, len(leads) + 1))
    assert [lead["score"] for lead in leads] == sorted((lead["score"] for lead in leads), reverse=True)


def test_scores_are_probabilities_inside_their_interval(leads: list[dict[str, Any]]) -> None:
    for lead in leads:
        low, high = lead["score_interval"]
        assert 0 <= low <= lead["score"] <= high <= 1
        assert 0 < lead["base_rate"] < 1


def test_the_vocabularies_are_closed(leads: list[dict[str, Any]]) -> None:
    words = vocabulary()
    assert {lead["exploitation"] for lead in leads} <= set(words.exploitations)
    members = [member for lead in leads for member in lead["members"]]
    assert {member["role"] for member in members} <= set(words.roles)
    assert {member["kind"] for member in members} <= set(words.member_kinds)
    assert {i["kind"] for member in members for i in member["ids"]} <= set(words.member_kinds)


def test_every_member_has_an_identifier_that_a_source_gave(leads: list[dict[str, Any]]) -> None:
    for identifier in (i for lead in leads for member in lead["members"] for i in member["ids"]):
        if identifier["kind"] == "phone":
            assert re.fullmatch(r"\+\??[0-9]+", identifier["id"])
        if identifier["kind"] == "handle":
            assert re.fullmatch(r"[a-z0-9_]+:.+", identifier["id"])
        if identifier["kind"] == "person":
            assert re.fullmatch(r"[^|]+\|(\d{4}-\d{2}-\d{2})?", identifier["id"])
    assert all(member["ids"] for lead in leads for member in lead["members"])


def test_the_records_of_a_lead_are_the_evidence_of_its_findings(leads: list[dict[str, Any]]) -> None:
    for lead in leads:
        evidence = {record for finding in lead["findings"] for record in finding["evidence"]}
        assert {record["record_id"] for record in lead["records"]} == evidence
        assert len(evidence) >= 3


def test_csv_has_a_row_a_lead(case: Case, leads: list[dict[str, Any]]) -> None:
    rows = list(csv.DictReader(io.StringIO(manumit("leads", case.workspace, "--format", "csv").out)))
    assert [row["lead_id"] for row in rows] == [lead["lead_id"] for lead in leads]


@pytest.mark.parametrize("form", ["table", "csv"])
def test_possible_victims_are_masked(case: Case, leads: list[dict[str, Any]], form: str) -> None:
    text = manumit("leads", case.workspace, "--format", form).out
    victims = [m for lead in leads for m in lead["members"] if m["role"] == "possible_victim"]
    numbers = {i["id"] for m in victims for i in m["ids"] if i["kind"] in ("phone", "account")}
    names = {i["id"].split("|")[0] for m in victims for i in m["ids"] if i["kind"] == "person"}
    assert numbers
    assert [known for known in numbers | names if known in text] == []


@pytest.mark.parametrize("form", ["table", "json", "csv"])
def test_an_unmasking_is_written_down(copy: Path, form: str) -> None:
    revealed = manumit("leads", copy, "--format", form, "--reveal", "--purpose", "case 12, safety visit")
    assert revealed.code == 0
    (line,) = (copy / "reveals.jsonl").read_text("utf-8").splitlines()
    noted = json.loads(line)
    assert noted["purpose"] == "case 12, safety visit"
    assert noted["verb"] == "leads"
    assert datetime.fromisoformat(noted["at"]).tzinfo is not None


def logged(workspace: Path, kind: str) -> list[dict[str, Any]]:
    """The bodies of events of a type."""
    lines = [json.loads(line) for line in (workspace / "events.jsonl").read_text("ascii").splitlines()]
    return [line["body"] for line in lines if json.loads(line["leaf"])["type"] == kind]


def test_an_unmasking_is_logged_once(copy: Path) -> None:
    for purpose in ("case 12", "case 12"):
        manumit("leads", copy, "--reveal", "--purpose", purpose)
    assert [body["purpose"] for body in logged(copy, "reveal")] == ["case 12", "case 12"]
    manumit("run", copy / "manifest.json", "--workspace", copy, "--quiet")
    assert len(logged(copy, "reveal")) == 2


@pytest.mark.parametrize("name", ["events.jsonl", "ledger.vkey"])
def test_what_cannot_be_logged_is_not_revealed_but_read(copy: Path, name: str) -> None:
    (copy / name).unlink()
    (copy / name).mkdir()
    refused = manumit("leads", copy, "--format", "json", "--reveal", "--purpose", "case 12")
    assert (refused.code, refused.out) == (1, "")
    read = manumit("leads", copy, "--format", "json")
    assert read.code == 0
    assert len(read.json()) > 20
    assert "not logged" in read.err


def test_an_export_is_logged_with_its_digest(copy: Path) -> None:
    before = len(logged(copy, "export_made"))
    out = manumit("leads", copy, "--format", "csv").out
    manumit("leads", copy)
    manumit("report", copy, "--out", copy / "r.html")
    table, page = logged(copy, "export_made")[before:]
    assert (table["format"], table["revealed"]) == ("csv", False)
    assert table["sha256"] == hashlib.sha256(out.encode()).hexdigest()
    assert page["sha256"] == hashlib.sha256((copy / "r.html").read_bytes()).hexdigest()


def test_every_unmasking_is_a_line(copy: Path) -> None:
    manumit("leads", copy, "--reveal", "--purpose", "one")
    manumit("report", copy, "--out", copy / "r.html", "--reveal", "--purpose", "two\nlines")
    noted = [json.loads(line) for line in (copy / "reveals.jsonl").read_text("utf-8").splitlines()]
    assert [line["purpose"] for line in noted] == ["one", "two\nlines"]


def test_what_cannot_be_written_down_is_not_shown(copy: Path) -> None:
    (copy / "reveals.jsonl").mkdir()
    refused = manumit("leads", copy, "--reveal", "--purpose", "case 12")
    assert refused.code == 1
    assert refused.out == ""


def test_without_reveal_nothing_is_noted(copy: Path) -> None:
    manumit("leads", copy, "--purpose", "curious")
    assert not (copy / "reveals.jsonl").exists()


def test_a_spreadsheet_runs_nothing(copy: Path) -> None:
    """A name or a text that a stranger wrote never stands at the start of a cell as a formula."""
    path = copy / "derived" / "lead.parquet"
    rows = pq.read_table(path).to_pylist()
    body = json.loads(rows[0]["body"])
    body["lead_id"], body["says"] = "=HYPERLINK(1)", "+cmd|' /C calc'!A0"
    rows[0]["body"] = json.dumps(body)
    pq.write_table(pa.Table.from_pylist(rows, pq.read_schema(path)), path)
    first = next(csv.reader(io.StringIO(manumit("leads", copy, "--format", "csv").out.split("\n", 1)[1])))
    assert [cell for cell in first if cell.startswith(("=", "+", "@", "\t"))] == []


def test_the_report_is_one_page_that_needs_nobody_else(case: Case, tmp_path: Path) -> None:
    ended = manumit("report", case.workspace, "--out", tmp_path / "page.html")
    assert ended.out.strip() == str(tmp_path / "page.html")
    page = (tmp_path / "page.html").read_text("utf-8")
    assert page.startswith("<!doctype html>") or page.startswith("<!DOCTYPE html>")
    assert re.search(r"""(src|href)=["']?(https?:)?//""", page) is None
