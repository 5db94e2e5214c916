"""Findings become ranked leads, kept and read back without a loss."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pyarrow as pa
import pytest

from manumit.base.kernel import DuckEngine, Settings, WorkspaceError, record_schema
from manumit.engine.indicators import finding_schema
from manumit.engine.leads import Lead, build_leads, read_leads
from manumit.engine.leads.group import Finding
from tests.engine.leads.findings import finding

FLAGS: dict[str, dict[str, object]] = {
    name: {"family": "money", "exploitation": {"labour": 1.0}, "source": f"A study of {name} (2020), 1.2"}
    for name in (
        "wage_capture",
        "serial_sponsor",
        "structuring",
        "rooms_for_strangers",
        "lives_on_wages",
        "one_family",
    )
}
EMPTY = {
    "deed": [("entity", pa.string()), ("deed", pa.string()), ("n", pa.int64())],
    "tie": [("a", pa.string()), ("b", pa.string()), ("word", pa.string()), ("probability", pa.float64())],
    "name": [("raw", pa.string()), ("key", pa.string()), ("surname", pa.string())],
    "holder": [(name, pa.string()) for name in ("account", "record_id", "name", "kind", "name_key")],
}


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[DuckEngine]:
    with DuckEngine(Settings(memory_gb=0.5, threads=1), tmp_path / "scratch") as made:
        for name, columns in EMPTY.items():
            made.table(name, pa.schema(columns).empty_table())
        for kind in ("booking", "stay", "missing_person"):
            made.view(kind, [], record_schema(kind))
        yield made


def built(engine: DuckEngine, out: Path, *findings: Finding) -> list[Lead]:
    """Leads of these findings; every cited record is a payment P-<record>."""
    engine.table("finding", pa.Table.from_pylist(list(findings), finding_schema()))
    cited = sorted({record for found in findings for record in found["evidence"]})
    rows = [
        {
            "record_id": record,
            "kind": "payment",
            "source_id": f"P-{record}",
            "observed_at": f"2026-03-{at:02}",
        }
        for at, record in enumerate(cited, 1)
    ]
    index = pa.schema([(name, pa.string()) for name in ("record_id", "kind", "source_id", "observed_at")])
    engine.table("record_index", pa.Table.from_pylist(rows, index))
    return build_leads(engine, out, FLAGS)


BOSS = {"account:GB1": "controller", "phone:+447700900123": "possible_victim", "address:x": "unknown"}


def test_leads_are_read_back_as_they_were(engine: DuckEngine, tmp_path: Path) -> None:
    found = [
        finding("wage_capture", "account:GB1", BOSS, 2 / 3, "r1 r2 r3"),
        finding("lives_on_wages", "account:GB1", strength=0.1, evidence="r9"),
        finding("serial_sponsor", "person:ana|", {"person:zoë|": "possible_victim"}, 0.9, "r4 r5 r6"),
    ]
    leads = built(engine, tmp_path / "lead.parquet", *found)
    assert len(leads) == 2
    assert read_leads(tmp_path / "lead.parquet") == leads


def test_no_findings_are_no_leads_and_no_error(engine: DuckEngine, tmp_path: Path) -> None:
    assert built(engine, tmp_path / "lead.parquet") == []
    assert read_leads(tmp_path / "lead.parquet") == []


def test_leads_that_were_never_made_are_said(tmp_path: Path) -> None:
    with pytest.raises(WorkspaceError, match="no leads"):
        read_leads(tmp_path / "derived" / "lead.parquet")


def test_a_lead_rests_on_three_records(engine: DuckEngine, tmp_path: Path) -> None:
    assert (
        built(engine, tmp_path / "l.parquet", finding("wage_capture", "account:GB1", BOSS, 1.0, "r1 r2"))
        == []
    )


def test_a_flag_without_weights_changes_nothing(engine: DuckEngine, tmp_path: Path) -> None:
    found = [
        finding("wage_capture", "account:GB1", BOSS, 0.9, "r1 r2 r3"),
        finding("serial_sponsor", "person:ana|", {"phone:+447700900124": "possible_victim"}, 0.9, "r4 r5 r6"),
    ]
    new = [
        finding("look_alike_site", "account:GB1", {"phone:+447700900124": "recruiter"}, 1.0, "r1 r7 r8 r9"),
        finding("look_alike_site", "site:a.example", {"phone:+447700900125": "recruiter"}, 1.0, "r5 r7 r8"),
    ]
    before = built(engine, tmp_path / "before.parquet", *found)
    assert built(engine, tmp_path / "after.parquet", *found, *new) == before
    assert built(engine, tmp_path / "alone.parquet", *new) == []


def test_leads_are_ranked_by_score(engine: DuckEngine, tmp_path: Path) -> None:
    found = [
        finding("wage_capture", f"account:{name}", {}, strength, f"{name}1 {name}2 {name}3")
        for name, strength in (("low", 0.3), ("high", 1.0), ("middle", 0.6))
    ]
    leads = built(engine, tmp_path / "l.parquet", *found)
    cited = [sorted(record.record_id for record in lead.records)[0] for lead in leads]
    assert cited == ["high1", "middle1", "low1"]
    assert [lead.rank for lead in leads] == [1, 2, 3]


def test_only_people_accounts_phones_and_handles_are_members(engine: DuckEngine, tmp_path: Path) -> None:
    (lead,) = built(
        engine, tmp_path / "l.parquet", finding("wage_capture", "account:GB1", BOSS, 1.0, "r1 r2 r3")
    )
    shown = {(member.kind, member.ids[0].id, member.role) for member in lead.members}
    assert shown == {("account", "GB1", "controller"), ("phone", "+447700900123", "possible_victim")}


def test_no_entity_id_tells_who_it_is(engine: DuckEngine, tmp_path: Path) -> None:
    """Raw identifiers stand in `ids` alone: entity ids, subjects and drawn lines are hashes that fit one another."""
    engine.table(
        "tie",
        pa.table(
            {
                "a": ["account:GB1"],
                "b": ["phone:+447700900123"],
                "word": ["holds"],
                "probability": [0.9],
            }
        ),
    )
    found = [
        finding("wage_capture", "account:GB1", BOSS, 1.0, "r1 r2 r3"),
        finding("serial_sponsor", "account:GB1", {"address:x": "unknown"}, 1.0, "r4 r5"),
    ]
    (lead,) = built(engine, tmp_path / "l.parquet", *found)
    members = {member.entity_id for member in lead.members}
    named = members | {f.subject for f in lead.findings} | {end for a, b, _, _ in lead.ties for end in (a, b)}
    assert lead.ties
    assert len(members) == len(lead.members) == 2
    assert all(re.fullmatch(r"ent_[a-z2-7]{16}", name) for name in named), named
    assert {f.subject for f in lead.findings} | {end for a, b, _, _ in lead.ties for end in (a, b)} <= members


def test_members_say_why_they_are_in_the_lead(engine: DuckEngine, tmp_path: Path) -> None:
    (lead,) = built(
        engine, tmp_path / "l.parquet", finding("wage_capture", "account:GB1", BOSS, 1.0, "r1 r2 r3")
    )
    assert {member.why for member in lead.members} == {"several people's wages go into one account"}


def test_what_adds_next_to_nothing_is_left_out_with_its_records(engine: DuckEngine, tmp_path: Path) -> None:
    strong = finding("wage_capture", "account:GB1", BOSS, 1.0, "r1 r2 r3")
    weak = finding("structuring", "account:GB1", {}, 0.02, "r7 r8 r9")
    (lead,) = built(engine, tmp_path / "l.parquet", strong, weak)
    assert [f.indicator for f in lead.findings] == ["wage_capture"]
    assert {record.source_id for record in lead.records} == {"P-r1", "P-r2", "P-r3"}


def test_an_explanation_is_shown_beside_what_it_explains(engine: DuckEngine, tmp_path: Path) -> None:
    rooms = finding("rooms_for_strangers", "account:GB1", BOSS, 1.0, "r1 r2 r3")
    (alone,) = built(engine, tmp_path / "l.parquet", rooms)
    family = finding("one_family", "account:GB1", evidence="r9")
    (explained,) = built(engine, tmp_path / "l.parquet", rooms, family)
    assert explained.score < alone.score
    (counter,) = explained.counter
    assert (counter.explanation, counter.fit) == ("one_family", 1.0)
    assert counter.weight < 0
    assert "r9" not in {record.record_id for record in explained.records}


def test_every_claim_cites_its_document(engine: DuckEngine, tmp_path: Path) -> None:
    (lead,) = built(
        engine, tmp_path / "l.parquet", finding("wage_capture", "account:GB1", BOSS, 1.0, "r1 r2 r3")
    )
    assert lead.findings[0].source == "A study of wage_capture (2020), 1.2"


def test_a_lead_keeps_its_id_when_others_come(engine: DuckEngine, tmp_path: Path) -> None:
    one = finding("wage_capture", "account:GB1", BOSS, 0.5, "r1 r2 r3")
    other = finding("serial_sponsor", "person:ana|", {}, 1.0, "r4 r5 r6")
    (before,) = built(engine, tmp_path / "l.parquet", one)
    assert before.lead_id in {lead.lead_id for lead in built(engine, tmp_path / "l.parquet", one, other)}


def test_an_id_stays_when_its_finding_grows_and_cannot_be_guessed_from_a_number(
    engine: DuckEngine, tmp_path: Path
) -> None:
    def of(subject: str, evidence: str) -> str:
        found = finding("wage_capture", subject, BOSS, 0.5, evidence)
        return built(engine, tmp_path / "l.parquet", found)[0].lead_id

    known = of("phone:+447700900123", "r1 r2 r3")
    assert of("phone:+447700900123", "r1 r2 r3 r4 r5") == known
    assert of("phone:+447700900124", "r1 r2 r3") == known, "it is made of records alone"
    assert of("phone:+447700900123", "r2 r3 r4") != known


def test_two_leads_on_the_same_records_have_two_ids(engine: DuckEngine, tmp_path: Path) -> None:
    found = [finding("wage_capture", f"account:GB{n}", {}, 0.9 - n / 10, "r1 r2 r3") for n in range(5)]
    leads = built(engine, tmp_path / "l.parquet", *found)
    assert len({lead.lead_id for lead in leads}) == len(leads) == 5


def test_what_is_hardly_anything_is_no_lead_beside_what_is_something(
    engine: DuckEngine, tmp_path: Path
) -> None:
    known = finding("one_family", "account:weak", evidence="r9")
    weak = finding("structuring", "account:weak", {}, 0.01, "w1 w2 w3")
    strong = finding("wage_capture", "account:GB1", BOSS, 1.0, "r1 r2 r3")
    assert len(built(engine, tmp_path / "l.parquet", strong, weak, known)) == 1
    assert len(built(engine, tmp_path / "l.parquet", weak, known)) == 1
