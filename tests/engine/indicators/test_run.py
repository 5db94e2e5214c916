"""The runner: findings as rows, the same ones every time, with evidence that is capped and says so."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest

from manumit.base.kernel import DuckEngine, Settings
from manumit.engine.indicators import Indicator, catalogue, finding_schema, findings_of, run_indicators
from manumit.engine.indicators.run import MOST_EVIDENCE
from tests.engine.indicators.scenes import link_tables, rows_of

MEMBERS = "[{'entity': 'account:A', 'role': 'unknown'}, {'entity': NULL, 'role': 'unknown'}, NULL] AS members"
TIMES = "TIMESTAMP '2026-03-02 10:00:00' AS start_at, NULL::TIMESTAMP AS end_at"


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[DuckEngine]:
    with DuckEngine(Settings(memory_gb=1.0, threads=1), tmp_path / "scratch") as duck:
        yield duck


def flag(sql: str, sentence: str = "Something.") -> Indicator:
    """An indicator of one query."""
    return replace(
        catalogue()[0], id="probe", version=1, sql=sql, sentence=sentence, parameters={}, against=False
    )


def one(engine: DuckEngine, sql: str, sentence: str = "Something.") -> dict[str, Any]:
    """The only finding of a query."""
    (found,) = findings_of(engine, flag(sql, sentence))
    return found


def query(
    subject: str = "'account:A'", strength: str = "0.5", evidence: str = "['r1']", more: str = ""
) -> str:
    """One row as an indicator gives it."""
    return f"SELECT {subject} AS subject, {strength} AS strength, {TIMES}, {evidence} AS evidence, {MEMBERS} {more}"


def test_evidence_is_capped_and_says_so(engine: DuckEngine) -> None:
    many = MOST_EVIDENCE + 200
    told = "list_transform(range({}), lambda x: 'r' || lpad(x::VARCHAR, 6, '0'))"
    hub = one(engine, query(evidence=told.format(many)))
    assert hub["evidence"] == [f"r{number:06d}" for number in range(MOST_EVIDENCE)]
    assert json.loads(hub["facts"])["capped"] is True
    other = one(engine, query(evidence=told.format(many + 1)))
    assert other["finding_id"] != hub["finding_id"], "the id is made of all evidence, not of what is listed"
    assert json.loads(one(engine, query())["facts"])["capped"] is False


def test_evidence_is_a_set_in_order(engine: DuckEngine) -> None:
    found = one(engine, query(evidence="['r3', 'r1', NULL, 'r3', 'r2']"))
    assert found["evidence"] == ["r1", "r2", "r3"]
    assert found["finding_id"] == one(engine, query(evidence="['r2', 'r3', 'r1']"))["finding_id"]


@pytest.mark.parametrize(
    ("subject", "strength"), [("NULL", "0.5"), ("'a'", "0"), ("'a'", "NULL::DOUBLE"), ("'a'", "-0.2")]
)
def test_what_says_nothing_is_no_finding(engine: DuckEngine, subject: str, strength: str) -> None:
    assert list(findings_of(engine, flag(query(subject, strength)))) == []


def test_strength_and_members_are_put_in_order(engine: DuckEngine) -> None:
    found = one(engine, query(strength="1.7"))
    assert found["strength"] == 1.0
    assert found["members"] == [{"entity": "account:A", "role": "unknown"}]


def test_cash_is_nobody(engine: DuckEngine) -> None:
    """Where a payment has no account on its other side, that side is `cash`: it must join no strangers."""
    assert list(findings_of(engine, flag(query("'cash'")))) == []
    with_cash = query().replace("'entity': NULL", "'entity': 'cash'")
    assert [m["entity"] for m in one(engine, with_cash)["members"]] == ["account:A"]


def test_the_sentence_is_said_in_words_and_round_numbers(engine: DuckEngine) -> None:
    more = ", 1234567.8::DOUBLE AS sum, 0.25::DOUBLE AS part, 3::BIGINT AS n, NULL AS gap"
    more += ", TIMESTAMP '2026-03-02' AS day, '{x}' AS odd"
    found = one(engine, query(more=more), "{sum} {part} {n}{gap} {day} {odd}.")
    assert found["sentence"] == "1,234,568 0.2 3 2 Mar 2026 {x}."
    assert json.loads(found["facts"])["n"] == 3


def test_findings_are_written_in_order_and_once(engine: DuckEngine, tmp_path: Path) -> None:
    told: list[tuple[str, int, int]] = []
    twice = flag(f"{query()} UNION ALL {query()} UNION ALL {query(subject=chr(39) + 'account:B' + chr(39))}")
    out = tmp_path / "finding.parquet"
    assert run_indicators(engine, out, [twice], lambda *step: told.append(step)) == 2
    table = pq.read_table(out)
    assert table.schema.names == finding_schema().names
    assert table.column("finding_id").to_pylist() == sorted(table.column("finding_id").to_pylist())
    assert told == [("probe", 0, 1)]


def test_no_findings_make_an_empty_table(engine: DuckEngine, tmp_path: Path) -> None:
    for only in ([], [flag(query(subject="NULL"))]):
        out = tmp_path / "finding.parquet"
        assert run_indicators(engine, out, only) == 0
        assert pq.read_table(out).num_rows == 0


def test_the_whole_catalogue_is_the_same_in_two_runs(tmp_path: Path) -> None:
    scene = next(flag for flag in catalogue() if flag.id == "wage_drain").examples["fires"][0]
    runs = []
    for name in ("one", "two"):
        with link_tables(rows_of(scene), tmp_path / name) as engine:
            out = tmp_path / f"{name}.parquet"
            assert run_indicators(engine, out) >= 1
            runs.append(pq.read_table(out).to_pylist())
    assert runs[0] == runs[1]


def test_the_whole_catalogue_runs_over_nothing(tmp_path: Path) -> None:
    with link_tables({}, tmp_path) as engine:
        assert run_indicators(engine, tmp_path / "finding.parquet") == 0
