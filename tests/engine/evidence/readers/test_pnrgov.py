"""PNRGOV: one booking a traveller, one leg a traveller and flight."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from manumit.engine.evidence import Record
from tests.engine.evidence.aids import Outcome, facts, read_bytes

OPEN = """UNA:+.?*'
UNB+IATA:1+XX++260301:1200+1'
UNH+1+PNRGOV:13:1:IA+X'
MSG+:22'
TVL+120326:0915+LIS+LHR+XX+324'
EQN+2'
"""
PNR = """SRC'
RCI+XX:ABC123::010326:1000'
DAT+700:010326:1010+710:020326:1200'
IFT+4:28::XX+CTCE ANA..LEE//MAIL.EXAMPLE'
IFT+4:28::XX+XX CTCP LIS 351 555 0100 A'
ORG+XX:LIS+12345678:LIS+LIS+++A+PT:EUR+D0'
TIF+LEE+ANAMRS:A:1'
SSR+CTCM:HK:1:XX:::::447700900123+::1'
SSR+DOCS:HK:1:XX:::::/P/PRT/A1234567/PRT/12JUL94/F/23AUG29/LEE/ANA MARIA+::1'
SSR+DOCS:HK:1:XX:::::/P/PRT/B7654321/PRT/10AUG25/FI/23AUG29/LEE/ZOE+::1'
TKT+0012120234533:T:1'
FOP+CC:::VI:XXXXXXXX1186:0229'
IFT+4:43+BOB RAY+1 LONG ROAD+5550199'
TIF+DOE+JOHN MR:A:2'
SSR+DOCS:HK:1:XX:::::/P/GBR/C1111111/GBR/01JAN80/M/23AUG29/D
OE/JOHN'
FOP+CA::250.00'
TIF+LEE+ZOE:IN:3'
TVL+120326:0915::1230+LIS+LHR+XX+324:B'
RPI+3+HK'
TVL+120326:1500:120326:1900+LHR+JFK+YY:XX+12:B'
TVL+220326:2000:230326:0800+JFK+LIS+XX+13:B'
SSR+SEAT:HK:1:XX:::LIS:LHR+15A::1'
DAT+2:110326:0915'
TRI++108:::1'
TIF+LEE+ANAMRS:A:1'
SSD+15A++++Y'
EQN+1'
RCI+XX:SPLIT1'
MSG+8'
TVL+121226:1500:151226+YVR:VANCOUVER ARMS++VN+67576:ROH'
ABI+1+:LHRRR+LON++XX'
DAT+ZT:071226:1010'
SAC+++X'
TVL+101226:0915::1230+LIS+AMS+XX+999:B'
TIF+GHOST+OLDMR:A:9'
"""
CLOSE = "UNT+{}+1'\nUNZ+1+1'\n"


def whole(*pnrs: str) -> str:
    body = OPEN + "".join(pnrs)
    return body + CLOSE.format(body.count("'\n") - 1)


def read(folder: Path, text: str) -> Outcome:
    return read_bytes(folder, text.encode())


def test_every_traveller_is_a_booking(tmp_path: Path) -> None:
    out = read(tmp_path, whole(PNR))
    assert out.quarantined == []
    assert out.ids("booking") == ["ABC123/1", "ABC123/2", "ABC123/3"]
    ana, john, zoe = out.kind("booking")
    assert ana["passenger_name"] == "ANA MARIA LEE"
    assert (ana["birth_date"], ana["document"]) == (date(1994, 7, 12), "A1234567")
    assert ana["created_at"] == ana["observed_at"] == datetime(2026, 3, 1, 10, 10, tzinfo=UTC)
    assert ana["zone_minutes"] is None
    assert (ana["contact_phone"], ana["contact_email"]) == ("+447700900123", "ana_lee@mail.example")
    assert json.loads(ana["extra"]) == {"other_contacts": ["351 555 0100"], "card": "VI:XXXXXXXX1186"}
    assert (ana["ticket_number"], ana["payment_form"], ana["payer_name"]) == (
        "0012120234533",
        "CC",
        "BOB RAY",
    )
    assert (ana["record_locator"], ana["agency"]) == ("ABC123", "12345678")
    assert (john["passenger_name"], john["document"], john["payment_form"]) == ("JOHN DOE", "C1111111", "CA")
    assert (john["contact_phone"], john["payer_name"]) == ("351 555 0100", None)
    assert (zoe["passenger_name"], zoe["birth_date"], zoe["document"]) == (
        "ZOE LEE",
        date(2025, 8, 10),
        "B7654321",
    )


def test_a_return_goes_to_its_longest_stay(tmp_path: Path) -> None:
    out = read(tmp_path, whole(PNR))
    one = out.kind("booking")[0]
    assert (one["origin"], one["destination"]) == ("LIS", "JFK")
    assert one["departs_at"] == datetime(2026, 3, 12, 9, 15, tzinfo=UTC)
    there = read(tmp_path, whole(PNR.replace("TVL+220326:2000:230326:0800+JFK+LIS+XX+13:B'\n", "")))
    assert there.kind("booking")[0]["destination"] == "JFK"


def test_legs_of_every_traveller(tmp_path: Path) -> None:
    out = read(tmp_path, whole(PNR))
    assert out.ids("leg") == [f"ABC123/{traveller}/{leg}" for traveller in (1, 2, 3) for leg in (1, 2, 3)]
    two = out.kind("leg")[1]
    assert (two["booking_source_id"], two["origin"], two["destination"]) == ("ABC123/1", "LHR", "JFK")
    assert (two["carrier"], two["flight"]) == ("YY", "YY12")
    assert two["arrives_at"] == datetime(2026, 3, 12, 19, 0, tzinfo=UTC)
    assert {columns["destination"] for columns in out.kind("leg")} == {"LHR", "JFK", "LIS"}


def test_spans_read_again_give_the_same(tmp_path: Path) -> None:
    other = PNR.replace("ABC123", "XYZ987")
    out = read(tmp_path, whole(PNR, other))
    bookings = [record for record in out.records if record.kind == "booking"]
    assert len(bookings) == 6
    for record in bookings:
        assert out.raw(record).decode() == (PNR if record.source_id.startswith("ABC") else other).strip()
        again = read_bytes(tmp_path, whole(out.raw(record).decode() + "\n").encode(), "again")
        same = [one for one in again.records if one.source_id == record.source_id]
        assert [facts(one.columns) for one in same] == [facts(record.columns)]
    leg = next(record for record in out.records if record.kind == "leg")
    assert out.raw(leg) == b"TVL+120326:0915::1230+LIS+LHR+XX+324:B'"


def test_wrong_counts_and_missing_ends_are_only_noted(tmp_path: Path) -> None:
    out = read(tmp_path, OPEN + PNR + "UNT+999+1'\nUNZ+1+1'")
    assert len(out.ids("booking")) == 3
    assert "UNT counts '999'" in out.noted[0].reason
    out = read(tmp_path, OPEN + PNR + "UNH+2+PNRGOV:13:1:IA+X'" + PNR.replace("ABC", "DEF") + CLOSE)
    assert len(out.ids("booking")) == 6
    assert any("no UNT" in entry.reason for entry in out.noted)


@pytest.mark.parametrize("share", [0.35, 0.5, 0.62, 0.75, 0.9, 0.99])
def test_a_cut_message_keeps_complete_travellers(tmp_path: Path, share: float) -> None:
    text = whole(PNR, PNR.replace("ABC123", "XYZ987"))
    part = text[: int(len(text) * share)]
    out = read(tmp_path, part)
    assert out.ids("booking")[:3] == ["ABC123/1", "ABC123/2", "ABC123/3"] or share < 0.5
    complete = part.split("XYZ987")[1].split("TVL")[0].count("TIF+") if "XYZ987" in part else 0
    assert len([name for name in out.ids("booking") if name.startswith("XYZ")]) >= max(0, complete - 1)
    assert any("cut off" in entry.reason for entry in out.lost)


def test_a_bad_segment_never_costs_a_traveller(tmp_path: Path) -> None:
    text = whole(
        PNR.replace("12JUL94", "99XXX94")
        .replace("DAT+700:010326:1010", "DAT+700:999999:9999")
        .replace("TVL+120326:0915::1230+LIS", "TVL+::+LIS")
    )
    out = read(tmp_path, text)
    assert out.ids("booking") == ["ABC123/1", "ABC123/2", "ABC123/3"]
    one = out.kind("booking")[0]
    assert (one["birth_date"], one["created_at"]) == (None, None)
    assert json.loads(one["extra"])["birth_date"] == "99XXX94"
    assert one["observed_at"] == datetime(2026, 3, 1, 12, 0, tzinfo=UTC)
    assert out.lost == []


@pytest.mark.parametrize("year", ["²4", "٩٤", "9²", "--", "  "])
def test_a_birth_year_that_is_no_number_is_unknown(tmp_path: Path, year: str) -> None:
    out = read(tmp_path, whole(PNR.replace("12JUL94", f"12JUL{year}")))
    assert out.ids("booking") == ["ABC123/1", "ABC123/2", "ABC123/3"]
    assert out.kind("booking")[0]["birth_date"] is None
    assert out.lost == []


def test_travellers_without_numbers_get_their_own(tmp_path: Path) -> None:
    text = whole(PNR.replace(":A:1'", "'").replace(":A:2'", ":A:1'").replace(":IN:3'", ":IN:1'"))
    out = read(tmp_path, text)
    assert len(set(out.ids("booking"))) == 3
    assert len({record.columns["record_id"] for record in out.records}) == len(out.records)


def test_an_infant_that_only_a_request_names_is_kept(tmp_path: Path) -> None:
    text = whole(PNR.replace("TIF+LEE+ZOE:IN:3'\n", "SSR+INFT:NN:1:XX:::::LEE/ZOE/10AUG25+::1'\n"))
    zoe = read(tmp_path, text).kind("booking")[2]
    assert (zoe["passenger_name"], zoe["birth_date"]) == ("ZOE LEE", date(2025, 8, 10))


def test_a_traveller_who_is_only_checked_in_is_kept(tmp_path: Path) -> None:
    text = whole(PNR.replace("SSD+15A++++Y'", "SSD+15A++++Y'\nTIF+NEW+MAN:A:7'"))
    out = read(tmp_path, text)
    assert "ABC123/7" in out.ids("booking")
    assert len(out.noted) == 1


@pytest.mark.parametrize("form", ["crlf", "one line", "blanks", "star", "group", "twice"])
def test_forms_of_one_message(tmp_path: Path, form: str) -> None:
    text = whole(PNR)
    plain = read(tmp_path, text)
    lines = text.replace("D\nOE", "DOE")
    formed = {
        "crlf": text.replace("\n", "\r\n"),
        "one line": lines.replace("\n", ""),
        "blanks": "  " + lines.replace("\n", " \n "),
        "star": lines.replace(":", ";").replace("+", "*").replace("UNA;*.?*'", "UNA;*.?+'"),
        "group": text.replace("UNH+1", "UNG+PNRGOV+A+B+260301:1200+1+IA+13:1'\nUNH+1").replace(
            "UNZ", "UNE+1+1'\nUNZ"
        ),
        "twice": text + text.replace("ABC123", "XYZ987"),
    }[form]
    out = read(tmp_path, formed)
    if form != "star":
        assert out.lost == []
    assert [facts(one) for one in out.kind("booking")][:3] == [facts(one) for one in plain.kind("booking")]
    assert len(out.ids("booking")) == (6 if form == "twice" else 3)


def test_records_say_who_read_them(tmp_path: Path) -> None:
    records: list[Record] = read(tmp_path, whole(PNR)).records
    assert {record.columns["reader"] for record in records} == {"pnrgov/1"}
