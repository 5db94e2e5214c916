"""Link tables of a handful of records, told as rows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, date, datetime
from decimal import Decimal
from itertools import count
from pathlib import Path
from typing import Any

import pyarrow as pa

from manumit.base.kernel import DuckEngine, Settings, record_kinds, record_schema
from manumit.engine.links import build_links
from manumit.engine.links.templates import template_schema
from manumit.engine.signals.stage import mention_schema

Row = Mapping[str, Any]
_OFFSETS = count()


def at(text: str) -> datetime:
    """A UTC time."""
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def record(name: str, when: str, file: str = "f", **columns: Any) -> Row:
    """One record: `name` is its record id and its source id."""
    return {
        "record_id": name,
        "source_id": name,
        "file_sha256": file,
        "byte_offset": next(_OFFSETS),
        "observed_at": at(when),
        "reader": "csv/1",
        **columns,
    }


def payment(
    name: str, debtor: str | None, creditor: str | None, amount: str = "50.00", when: str = "", **more: Any
) -> Row:
    """One payment in pounds."""
    columns = {
        "debtor_account": debtor,
        "creditor_account": creditor,
        "amount": Decimal(amount).scaleb(2),
        "amount_exponent": 2,
        "currency": "GBP",
    }
    return record(name, when or "2026-03-02T12:00:00", **{**columns, **more})


def holder(account: str, name: str, **more: Any) -> Row:
    """One account of a person."""
    columns = {"record_id": f"acc-{account}", "kind": "person", "holder_name": name}
    return {**record(account, "2025-06-02T09:00:00"), **columns, **more}


def flight(name: str, passenger: str, born: str | None = None, **more: Any) -> Row:
    """One booking."""
    columns = {"passenger_name": passenger, "birth_date": date.fromisoformat(born) if born else None}
    return record(name, "2026-03-02T12:00:00", **{**columns, **more})


def mention(record_id: str, record_kind: str, kind: str, value: str, confidence: float = 0.9) -> Row:
    """What a record mentions."""
    return {
        "mention_id": f"{record_id}/{kind}/{value}",
        "record_id": record_id,
        "record_kind": record_kind,
        "field": "contact",
        "kind": kind,
        "value": value,
        "start": 0,
        "end": 1,
        "confidence": confidence,
        "extractor": "test/1",
    }


@contextmanager
def linked(folder: Path, mentions: Sequence[Row] = (), **records: Sequence[Row]) -> Iterator[DuckEngine]:
    """An engine with the link tables of these records; listings have templates of their own."""
    with DuckEngine(Settings(memory_gb=0.5, threads=1), folder / "scratch") as engine:
        for kind in record_kinds():
            rows = [dict(row) for row in records.get(kind, ())]
            engine.table(kind, pa.Table.from_pylist(rows, record_schema(kind)))
        engine.table("mention", pa.Table.from_pylist([dict(row) for row in mentions], mention_schema()))
        listed = [
            {
                "record_id": row["record_id"],
                "record_kind": kind,
                "template_id": f"t-{row['record_id']}",
                "size": 1,
            }
            for kind in ("ad", "page", "post", "offer")
            for row in records.get(kind, ())
        ]
        engine.table("template", pa.Table.from_pylist(listed, template_schema()))
        build_links(engine, folder / "derived")
        yield engine
