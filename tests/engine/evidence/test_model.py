"""Records as JSON."""

from __future__ import annotations

import json
from pathlib import Path

from manumit.engine.evidence import to_json
from tests.engine.evidence.aids import facts, read_bytes


def test_money_times_and_extra(tmp_path: Path) -> None:
    data = (
        b"payment_id,time,amount,currency,note\nP1,2026-01-02T03:04:05+01:00,-12.50,EUR,x\n"
        b"P2,2026-01-02T03:04:05.250Z,5,JPY,\n"
    )
    one, two = (json.loads(to_json(record)) for record in read_bytes(tmp_path, data).records)
    assert (one["kind"], one["payment_id"], one["source_id"]) == ("payment", "P1", "P1")
    assert (one["amount"], one["currency"], one["time"], one["zone_minutes"]) == (
        "-12.50",
        "EUR",
        "2026-01-02T02:04:05Z",
        60,
    )
    assert one["extra"] == {"note": "x"}
    assert "memo" not in one
    assert "amount_exponent" not in one
    assert (two["amount"], two["time"]) == ("5", "2026-01-02T03:04:05.250000Z")


def test_an_accounts_own_kind_has_its_own_name(tmp_path: Path) -> None:
    data = b"account_id,kind,holder_name\nA1,business,Firm\n"
    one = json.loads(to_json(read_bytes(tmp_path, data).records[0]))
    assert (one["kind"], one["account_kind"]) == ("account", "business")


def test_what_is_written_can_be_read(tmp_path: Path) -> None:
    data = b"offer_id,posted_at,title,pay,currency,country\nO1,2026-01-02T03:04:05Z,Picker,1200,GBP,GB\n"
    first = read_bytes(tmp_path, data).records[0]
    again = read_bytes(tmp_path, to_json(first).encode(), "again").records[0]
    assert {**facts(again.columns), "extra": None, "reader": None} == {
        **facts(first.columns),
        "extra": None,
        "reader": None,
    }
