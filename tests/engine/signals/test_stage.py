"""The stage: mentions of every kind of record, one Parquet file, whole or not at all, the same every time."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from manumit.base.kernel import DuckEngine, Settings, record_kinds, record_schema
from manumit.engine.signals import build_mentions


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[DuckEngine]:
    with DuckEngine(Settings(threads=1), tmp_path / "scratch") as opened:
        for kind in record_kinds():
            opened.view(kind, [], record_schema(kind))
        yield opened


def fill(engine: DuckEngine, kind: str, rows: list[dict[str, Any]]) -> None:
    names = record_schema(kind).names
    engine.table(
        kind,
        pa.Table.from_pylist([{**dict.fromkeys(names), **row} for row in rows], schema=record_schema(kind)),
    )


def values(path: Path) -> set[tuple[str, str, str, str]]:
    return {
        (row["record_id"], row["field"], row["kind"], row["value"]) for row in pq.read_table(path).to_pylist()
    }


def test_empty_inputs_give_an_empty_table(engine: DuckEngine, tmp_path: Path) -> None:
    assert build_mentions(engine, tmp_path / "mention.parquet") == 0
    assert pq.read_table(tmp_path / "mention.parquet").num_rows == 0
    assert not list(tmp_path.glob("*.partial"))


def test_records_of_every_kind_are_read(engine: DuckEngine, tmp_path: Path) -> None:
    fill(
        engine,
        "ad",
        [
            {
                "record_id": "a1",
                "text": "call o77oo 900123",
                "location": "Leeds, UK",
                "contact": "07700 900456",
            }
        ],
    )
    fill(engine, "post", [{"record_id": "s1", "platform": "Telegram", "author": "@Anna_K", "text": "hi"}])
    fill(
        engine,
        "account",
        [
            {
                "record_id": "c1",
                "phone": "202 555 0142",
                "country": "US",
                "email": "A@B.example",
                "holder_name": "Ann Lee",
            }
        ],
    )
    fill(
        engine,
        "booking",
        [{"record_id": "b1", "contact_phone": "+44 7700 900789", "document": "ab 123-456", "origin": "LHR"}],
    )
    fill(
        engine,
        "payment",
        [
            {"record_id": "p1", "memo": "rent may"},
            {"record_id": "p2", "memo": "tel 07700900123", "country": "GB"},
        ],
    )
    build_mentions(engine, tmp_path / "mention.parquet")
    found = values(tmp_path / "mention.parquet")
    assert found >= {
        ("a1", "text", "phone", "+447700900123"),
        ("a1", "contact", "phone", "+447700900456"),
        ("s1", "author", "handle", "telegram:anna_k"),
        ("c1", "phone", "phone", "+12025550142"),
        ("c1", "email", "email", "a@b.example"),
        ("c1", "holder_name", "name", "Ann Lee"),
        ("b1", "contact_phone", "phone", "+447700900789"),
        ("b1", "document", "document", "AB123456"),
        ("p2", "memo", "phone", "+447700900123"),
    }
    assert not [row for row in found if row[0] == "p1"]


def test_workers_change_nothing(engine: DuckEngine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("manumit.engine.signals.stage.POOL_FROM", 10)
    monkeypatch.setattr("manumit.engine.signals.stage.CHUNK", 20)
    fill(
        engine,
        "ad",
        [
            {
                "record_id": f"a{at:03d}",
                "text": f"call 07700 900{at:03d} or snap: lady{at}",
                "location": "Leeds",
            }
            for at in range(90)
        ],
    )
    build_mentions(engine, tmp_path / "one.parquet", workers=1)
    seen: list[tuple[int, int]] = []
    build_mentions(
        engine, tmp_path / "two.parquet", progress=lambda done, total: seen.append((done, total)), workers=2
    )
    assert pq.read_table(tmp_path / "one.parquet").equals(pq.read_table(tmp_path / "two.parquet"))
    assert seen[-1] == (90, 90)
