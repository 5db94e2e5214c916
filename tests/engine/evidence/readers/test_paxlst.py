"""PAXLST: passengers of a flight."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from tests.engine.evidence.aids import facts, read_bytes

OPEN = """UNA:+.? '
UNB+UNOA:4+AIR1+GOV+260301:1200+1++APIS'
UNG+PAXLST+A+B+260301:1200+1+UN+D:05B'
UNH+REF1+PAXLST:D:05B:UN:IATA'
BGM+745'
NAD+MS+++OPS DESK'
COM+5550100:TE+5550101:FX'
TDT+20+XX123+++XX'
LOC+125+LIS'
DTM+189:2603121540:201'
LOC+87+LHR'
DTM+232:2603121740:201'
TDT+20+XX456+++XX'
LOC+125+LHR'
DTM+189:2603121900:201'
LOC+87+JFK'
DTM+232:202603122300:203'
"""
ANA = """NAD+FL+++LEE:ANA:MARIA+1 ROAD+LISBOA'
ATT+2++F'
DTM+329:940712'
LOC+178+LIS'
LOC+179+JFK'
NAT+2+PRT'
COM+447700900123:TE+ana@mail.example:EM'
RFF+AVF:ABC123'
DOC+V:110:111+VISA1'
DTM+36:290823'
DOC+P:110:111+A1234567'
LOC+91+PRT'
"""
BOB = """NAD+FL+++RAY:BOB'
DTM+329:19800101:102'
LOC+178+LHR'
LOC+179+JFK'
"""
CREW = "NAD+FM+++FLY:CAPTAIN'\n"
CLOSE = "CNT+42:{}'\nUNT+{}+REF1'\nUNE+1+1'\nUNZ+1+1'\n"


def whole(*people: str) -> str:
    body = OPEN + "".join(people)
    return body + CLOSE.format(body.count("NAD+F"), body.count("'\n") - 3 + 2)


def test_passengers_and_their_legs(tmp_path: Path) -> None:
    out = read_bytes(tmp_path, whole(ANA, BOB, CREW).encode())
    assert out.quarantined == []
    assert out.ids("booking") == ["REF1/1", "REF1/2", "REF1/3"]
    ana, bob, crew = out.kind("booking")
    assert (ana["passenger_name"], ana["birth_date"], ana["document"]) == (
        "ANA MARIA LEE",
        date(1994, 7, 12),
        "A1234567",
    )
    assert (ana["origin"], ana["destination"], ana["record_locator"]) == ("LIS", "JFK", "ABC123")
    assert ana["departs_at"] == datetime(2026, 3, 12, 15, 40, tzinfo=UTC)
    assert (ana["contact_phone"], ana["contact_email"]) == ("447700900123", "ana@mail.example")
    assert (ana["created_at"], ana["observed_at"]) == (None, datetime(2026, 3, 1, 12, 0, tzinfo=UTC))
    assert (bob["passenger_name"], bob["birth_date"]) == ("BOB RAY", date(1980, 1, 1))
    assert bob["departs_at"] == datetime(2026, 3, 12, 19, 0, tzinfo=UTC)
    assert crew["extra"] == '{"party": "FM"}'
    assert out.ids("leg") == ["REF1/1/1", "REF1/1/2", "REF1/2/1", "REF1/3/1", "REF1/3/2"]
    leg = out.kind("leg")[1]
    assert (leg["origin"], leg["destination"], leg["flight"], leg["carrier"]) == ("LHR", "JFK", "XX456", "XX")
    assert leg["arrives_at"] == datetime(2026, 3, 12, 23, 0, tzinfo=UTC)


def test_the_span_is_the_person(tmp_path: Path) -> None:
    out = read_bytes(tmp_path, whole(ANA, BOB).encode())
    first = out.records[0]
    assert out.raw(first).decode() == ANA.strip()
    again = read_bytes(tmp_path, whole(out.raw(first).decode() + "\n").encode(), "again")
    assert facts(again.kind("booking")[0]) == facts(first.columns)
    leg = next(record for record in out.records if record.kind == "leg")
    assert out.raw(leg).startswith(b"TDT+20+XX123")


@pytest.mark.parametrize("share", [0.5, 0.7, 0.85, 0.95])
def test_a_cut_list_keeps_complete_passengers(tmp_path: Path, share: float) -> None:
    text = whole(*(ANA.replace("ANA", f"ANA{chr(65 + n)}") for n in range(20)))
    part = text[: int(len(text) * share)]
    out = read_bytes(tmp_path, part.encode())
    assert len(out.ids("booking")) == sum("'" in rest for rest in part.split("NAD+FL+++")[1:])
    assert any("cut off" in entry.reason for entry in out.lost)


def test_wrong_counts_are_noted(tmp_path: Path) -> None:
    out = read_bytes(tmp_path, whole(ANA, BOB).replace("CNT+42:2", "CNT+42:136").encode())
    assert len(out.ids("booking")) == 2
    assert [entry.reason for entry in out.noted] == ["CNT counts '136' passengers, there are 2"]


@pytest.mark.parametrize(
    ("value", "wanted"),
    [
        ("000230", None),
        ("020230", None),
        ("991231", date(1999, 12, 31)),
        ("00000101:102", None),
        ("30", None),
    ],
)
def test_birth_dates_that_cannot_be_are_kept_aside(tmp_path: Path, value: str, wanted: date | None) -> None:
    out = read_bytes(tmp_path, whole(ANA.replace("940712", value)).encode())
    one = out.kind("booking")[0]
    assert (value.split(":")[0] in str(one["extra"])) == (wanted is None)
    assert one["birth_date"] == wanted
