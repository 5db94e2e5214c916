"""`manumit find`: answers, masking as in the lists of leads, and unmasking that is written down."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from tests.doors.cli.conftest import Case
from tests.doors.cli.program import manumit


def members(case: Case, role: str) -> list[dict[str, Any]]:
    leads = manumit("leads", case.workspace, "--format", "json").json()
    every = [member for lead in leads for member in lead["members"]]
    roles: dict[str, set[str]] = {}
    for member in every:
        roles.setdefault(member["entity_id"], set()).add(member["role"])
    return [member for member in every if roles[member["entity_id"]] == {role}]


def names(member: dict[str, Any]) -> list[str]:
    return [one["id"].split("|")[0] for one in member["ids"] if one["kind"] == "person"]


def test_json_says_who_what_why_and_where(case: Case) -> None:
    member = members(case, "controller")[0]
    wanted = member["ids"][0]["id"].split("|")[0]
    hits = manumit("find", case.workspace, wanted, "--format", "json").json()
    (found,) = [hit for hit in hits["entities"] if hit["entity"]["entity_id"] == member["entity_id"]]
    assert found["why"] in ("exact", "folded")
    assert member["role"] in {lead["role"] for lead in found["entity"]["leads"]}
    for hit in hits["records"]:
        record = hit["record"]
        assert re.fullmatch("[0-9a-f]{64}", record["sha256"])
        assert all(0 <= start < end <= len(hit["text"]) for start, end in hit["spans"])


def test_an_answer_leads_to_the_bytes_of_the_source(case: Case) -> None:
    hits = manumit("find", case.workspace, "massage", "--kind", "ad", "--format", "json").json()
    record = next(hit["record"] for hit in hits["records"] if hit["record"]["file"].endswith(".jsonl"))
    (path,) = case.input.rglob(record["file"])
    cited = json.loads(path.read_bytes()[record["offset"] : record["offset"] + record["length"]])
    assert cited["ad_id"] == record["source_id"]
    assert cited["text"].startswith(record["body"][:40])


def test_possible_victims_are_masked_on_the_table(case: Case) -> None:
    asked = 0
    for member in members(case, "possible_victim"):
        for name in names(member)[:1]:
            told = manumit("find", case.workspace, name, "--most", "10")
            shown = " ".join(told.out.split())
            assert told.code == 0
            words = re.findall(r"\w+", name)
            for order in (words, words[::-1]):
                assert not re.search(r"\W+".join(order), shown, re.IGNORECASE), (name, shown)
            asked += 1
        if asked == 6:
            break
    assert asked == 6


def test_revealing_needs_a_purpose_and_is_logged(case: Case, copy: Path) -> None:
    name = next(name for member in members(case, "possible_victim") for name in names(member))
    assert manumit("find", copy, name, "--reveal").code == 2
    shown = manumit("find", copy, name, "--reveal", "--purpose", "case 12, safety visit")
    assert shown.code == 0
    assert name.split()[0].casefold() in shown.out.casefold()
    line = json.loads((copy / "reveals.jsonl").read_text().splitlines()[-1])
    assert (line["verb"], line["purpose"]) == ("find", "case 12, safety visit")


def test_nothing_found_is_an_answer(case: Case) -> None:
    told = manumit("find", case.workspace, "zzqxv", "kjwq")
    assert (told.code, told.out.strip()) == (0, "Nothing was found.")


@pytest.mark.parametrize("text", ['"', "AND OR", "*", "' OR 1=1 --", "--", "a" * 3000])
def test_strange_texts_are_answered(case: Case, text: str) -> None:
    assert manumit("find", case.workspace, "--", text).code == 0


def test_wrong_calls_are_named(case: Case) -> None:
    assert manumit("find", case.workspace / "nowhere", "x").code == 2
    assert manumit("find", case.workspace, "x", "--since", "long ago").code == 2
    assert manumit("find", case.workspace).code == 2


def test_a_workspace_without_an_index_is_named(case: Case, tmp_path: Any) -> None:
    ads = tmp_path / "ads.csv"
    ads.write_text("ad_id,posted_at,text\nA-1,2026-03-01T20:00:00Z,Ring 07700 900123\n")
    assert manumit("run", ads, "--workspace", tmp_path / "w").code == 0
    assert "07700" in manumit("find", tmp_path / "w", "900123", "--reveal", "--purpose", "test").out
    (tmp_path / "w" / "derived" / "lookup.sqlite3").unlink()
    told = manumit("find", tmp_path / "w", "900123")
    assert told.code == 1
    assert "manumit run" in told.err
