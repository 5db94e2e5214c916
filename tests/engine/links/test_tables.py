"""Records made comparable: one payment is counted once, cash has no other side, a shared name is no person."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from manumit.engine.links import LINK_TABLES
from tests.engine.links.tables import Row, flight, holder, linked, mention, payment, record


def transfers(folder: Path, *payments: Row, columns: str = "record_id", **records: list[Row]) -> list[Any]:
    with linked(folder, payment=payments, **records) as engine:
        return [
            row[0] if len(row) == 1 else row
            for row in engine.rows(f"SELECT {columns} FROM transfer ORDER BY ALL")
        ]


def ties(
    folder: Path, word: str, mentions: list[Row] | None = None, **records: list[Row]
) -> dict[tuple[str, str], float]:
    """(a, b) -> probability of the ties of one word."""
    with linked(folder, mentions or [], **records) as engine:
        found = engine.rows(f"SELECT a, b, probability FROM tie WHERE word = '{word}'")
        return {(a, b): probability for a, b, probability in found}


def test_nothing_gives_every_table_without_a_row(tmp_path: Path) -> None:
    with linked(tmp_path) as engine:
        assert {
            table: engine.rows(f"SELECT count(*) FROM {table}")[0][0] for table in LINK_TABLES
        } == dict.fromkeys(LINK_TABLES, 0)


# --- payments


def test_one_payment_told_by_two_files_is_one(tmp_path: Path) -> None:
    assert (
        len(transfers(tmp_path, payment("p1", "A", "B", file="one"), payment("q9", "A", "B", file="two")))
        == 1
    )


def test_two_alike_payments_of_one_file_are_two(tmp_path: Path) -> None:
    assert len(transfers(tmp_path, payment("p1", "A", "B"), payment("p2", "A", "B"))) == 2


def test_two_alike_payments_told_by_two_files_are_two(tmp_path: Path) -> None:
    told = [payment(f"{file}{n}", "A", "B", file=file) for file in ("one", "two") for n in range(2)]
    assert len(transfers(tmp_path, *told)) == 2


def test_an_account_number_written_with_spaces_is_the_same(tmp_path: Path) -> None:
    iban = "GB33BUKB20201555555555"
    told = [
        payment("p1", "A", iban, file="one"),
        payment("p2", "A", "gb33 BUKB 2020 1555 5555 55", file="two"),
    ]
    assert transfers(tmp_path, *told, columns="creditor") == [f"account:{iban}"]


def test_of_two_tellings_the_one_that_knows_the_hour_is_kept(tmp_path: Path) -> None:
    dated = payment("p1", "A", "B", when="2026-03-02T00:00:00", file="one")
    timed = payment("p2", "A", "B", when="2026-03-02T21:40:00", file="two")
    assert transfers(tmp_path, dated, timed) == ["p2"]


@pytest.mark.parametrize("other", [{"amount": "50.01"}, {"currency": "EUR"}, {"when": "2026-03-03T12:00:00"}])
def test_what_differs_is_another_payment(tmp_path: Path, other: dict[str, str]) -> None:
    told = [payment("p1", "A", "B", file="one"), payment("p2", "A", "B", **{"file": "two", **other})]
    assert len(transfers(tmp_path, *told)) == 2


@pytest.mark.parametrize("amount", ["0", "-5.00"])
def test_what_moves_no_money_is_no_transfer(tmp_path: Path, amount: str) -> None:
    assert transfers(tmp_path, payment("p1", "A", "B", amount)) == []


def test_cash_has_no_other_side(tmp_path: Path) -> None:
    told = [payment("in", None, "A", channel="cash"), payment("out", "A", None, channel="cash")]
    found = transfers(tmp_path, *told, columns="record_id, debtor, creditor, debtor_kind, creditor_kind")
    assert found == [
        ("in", "cash", "account:A", "cash", "unknown"),
        ("out", "account:A", "cash", "unknown", "cash"),
    ]


def test_two_cash_deposits_of_a_day_are_two(tmp_path: Path) -> None:
    assert len(transfers(tmp_path, payment("p1", None, "A"), payment("p2", None, "A"))) == 2


def test_a_payment_without_any_account_is_none(tmp_path: Path) -> None:
    assert transfers(tmp_path, payment("p1", None, None)) == []


def test_the_clock_on_the_wall_is_the_sources_zone(tmp_path: Path) -> None:
    told = payment("p1", "A", "B", when="2026-03-02T21:30:00", zone_minutes=120)
    assert transfers(tmp_path, told, columns="local_at::VARCHAR") == ["2026-03-02 23:30:00"]


def test_where_the_source_gave_no_zone_the_place_does(tmp_path: Path) -> None:
    told = payment("p1", "A", "B", when="2026-07-02T04:30:00", city="Madrid", country="ES")
    assert transfers(tmp_path, told, columns="local_at::VARCHAR") == ["2026-07-02 06:30:00"]


def test_where_nothing_tells_the_zone_it_is_utc(tmp_path: Path) -> None:
    told = payment("p1", "A", "B", when="2026-07-02T04:30:00")
    assert transfers(tmp_path, told, columns="local_at::VARCHAR") == ["2026-07-02 04:30:00"]


@pytest.mark.parametrize("memo", ["Nómina marzo", "SALARY MAR", "зарплата за март", "wages"])
def test_a_wage_is_known_by_its_memo(tmp_path: Path, memo: str) -> None:
    told = payment("p1", "A", "B", channel="transfer", memo=memo)
    assert transfers(tmp_path, told, columns="channel") == ["payroll"]


def test_a_friend_who_writes_wages_pays_no_wage(tmp_path: Path) -> None:
    told = payment("p1", "A", "B", channel="p2p", memo="my wages, thanks")
    assert transfers(tmp_path, told, columns="channel") == ["p2p"]


def test_an_account_that_very_many_pay_is_a_business(tmp_path: Path) -> None:
    told = [payment(f"p{n}", f"A{n}", "SHOP") for n in range(41)]
    with linked(tmp_path, payment=told) as engine:
        assert engine.rows("SELECT kind, payers FROM party WHERE account = 'account:SHOP'") == [
            ("business", 41)
        ]


def test_what_the_bank_says_of_an_account_goes_first(tmp_path: Path) -> None:
    told = [payment(f"p{n}", f"A{n}", "S") for n in range(41)]
    with linked(tmp_path, payment=told, account=[holder("S", "Ana Corbu")]) as engine:
        assert engine.rows("SELECT kind FROM party WHERE account = 'account:S'") == [("person",)]


# --- names


def wage(memo: str) -> Row:
    return payment("w1", "FIRM", "BOSS", channel="payroll", memo=memo)


@pytest.mark.parametrize("memo", ["Wages Ana Corbu", "Salary March - Ana Corbu", "NET PAY 03/2026 Ana Corbu"])
def test_a_wage_in_another_persons_name_is_tied_to_that_person(tmp_path: Path, memo: str) -> None:
    found = ties(
        tmp_path,
        "takes wages of",
        payment=[wage(memo)],
        account=[holder("BOSS", "Owen Tilling"), holder("A1", "Ana Corbu")],
    )
    assert set(found) == {("account:BOSS", "account:A1")}


def test_a_wage_in_ones_own_name_is_no_tie(tmp_path: Path) -> None:
    memo, accounts = "Wages Owen Tilling", [holder("BOSS", "Owen Tilling"), holder("A2", "Owen Tilling")]
    assert ties(tmp_path, "takes wages of", payment=[wage(memo)], account=accounts) == {}


@pytest.mark.parametrize("memo", ["wages march", "Salary", "REF 12345", "pay for the week"])
def test_a_memo_of_wage_words_names_nobody(tmp_path: Path, memo: str) -> None:
    assert transfers(tmp_path, wage(memo), columns="memo_name") == [None]


def same_name(folder: Path, bearers: int) -> float:
    """The tie of an account to the one traveller of its name, when so many people of that name are known."""
    flights = [flight(f"b{n}", "Maria Garcia", f"19{80 + n}-01-01") for n in range(bearers)]
    found = ties(folder, "same name", account=[holder("A1", "María García")], booking=flights)
    return max(found.values(), default=0.0)


def test_the_same_name_is_weaker_the_more_people_bear_it(tmp_path: Path) -> None:
    strengths = [same_name(tmp_path / str(n), n) for n in (1, 2, 3, 4)]
    assert strengths[0] > strengths[1] > strengths[2] > strengths[3] == 0.0


def test_a_name_is_the_same_in_any_order_of_writing(tmp_path: Path) -> None:
    found = ties(
        tmp_path,
        "same name",
        account=[holder("A1", "María García")],
        booking=[flight("b1", "GARCIA/MARIA MRS", "1990-01-01")],
    )
    assert len(found) == 1


def test_one_word_is_no_name_to_tie_by(tmp_path: Path) -> None:
    assert (
        ties(
            tmp_path,
            "same name",
            account=[holder("A1", "Maria")],
            booking=[flight("b1", "MARIA", "1990-01-01")],
        )
        == {}
    )


# --- shared identifiers


def shared_phone(folder: Path, holders: int) -> float:
    """How strongly the first of so many accounts is tied to their one phone."""
    accounts = [holder(f"A{n}", f"Ana Family{'abcdefghijklmnopqrstuvwxyz'[n % 26]}") for n in range(holders)]
    mentions = [mention(f"acc-A{n}", "account", "phone", "+447700900123") for n in range(holders)]
    return ties(folder, "holds", mentions, account=accounts).get(("account:A0", "phone:+447700900123"), 0.0)


def test_a_phone_on_very_many_accounts_ties_them_little(tmp_path: Path) -> None:
    few, many = shared_phone(tmp_path / "few", 2), shared_phone(tmp_path / "many", 40)
    assert few > 0.9
    assert many < 0.1


def test_accounts_that_share_a_phone_are_kin_both_ways(tmp_path: Path) -> None:
    mentions = [mention(f"acc-A{n}", "account", "phone", "+447700900123") for n in range(2)]
    accounts = [holder("A0", "Ana Corbu"), holder("A1", "Owen Tilling")]
    with linked(tmp_path, mentions, account=accounts) as engine:
        found = engine.rows("SELECT account, other, through FROM kin ORDER BY account")
    phone = "phone:+447700900123"
    assert found == [("account:A0", "account:A1", phone), ("account:A1", "account:A0", phone)]


def test_a_doubtful_mention_is_no_contact(tmp_path: Path) -> None:
    mentions = [mention("acc-A0", "account", "phone", "+447700900123", 0.4)]
    assert ties(tmp_path, "holds", mentions, account=[holder("A0", "Ana Corbu")]) == {}


def test_contacts_of_one_advert_belong_together(tmp_path: Path) -> None:
    mentions = [mention("ad1", "ad", "phone", "+447700900123"), mention("ad1", "ad", "handle", "board:ana")]
    found = ties(
        tmp_path, "advertised together", mentions, ad=[record("ad1", "2026-03-02T12:00:00", text="x")]
    )
    assert set(found) == {("handle:board:ana", "phone:+447700900123")}


# --- journeys


def test_neither_a_journey_with_a_way_home_nor_the_way_home_is_one_way(tmp_path: Path) -> None:
    there = flight(
        "b1", "Ana Corbu", "1990-01-01", origin="OTP", destination="LHR", departs_at="2026-03-10T08:00:00"
    )
    back = flight(
        "b2", "Ana Corbu", "1990-01-01", origin="LHR", destination="OTP", departs_at="2026-03-20T08:00:00"
    )
    rows = [{**row, "departs_at": record("x", row["departs_at"])["observed_at"]} for row in (there, back)]
    with linked(tmp_path, booking=rows) as engine:
        found = engine.rows("SELECT record_id, returns_at::VARCHAR FROM journey ORDER BY record_id")
    assert found == [("b1", "2026-03-20 08:00:00"), ("b2", "2026-03-20 08:00:00")]


def test_travellers_of_one_booking_are_counted(tmp_path: Path) -> None:
    rows = [flight(f"b{n}", f"Ana Family{'abc'[n]}", record_locator="ABC123") for n in range(3)]
    with linked(tmp_path, booking=rows) as engine:
        assert engine.rows("SELECT DISTINCT travellers FROM journey") == [(3,)]


def test_a_stay_without_an_end_is_a_night(tmp_path: Path) -> None:
    rows = [record("s1", "2026-03-02T15:00:00", guest_name="Ana Corbu", property="Inn", paid_by_account="A1")]
    with linked(tmp_path, stay=rows) as engine:
        found = engine.rows("SELECT check_out::VARCHAR, payer, rooms FROM lodging")
    assert found == [("2026-03-03 15:00:00", "account:A1", 1)]


def test_a_stay_that_nobody_paid_by_account_has_no_payer(tmp_path: Path) -> None:
    rows = [record("s1", "2026-03-02T15:00:00", guest_name="Ana Corbu", property="Inn")]
    with linked(tmp_path, stay=rows) as engine:
        assert engine.rows("SELECT payer FROM lodging") == [(None,)]
