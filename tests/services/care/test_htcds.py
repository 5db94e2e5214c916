"""Cases in IOM's HTCDS, in and out."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Mapping
from contextlib import suppress
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from manumit.base.kernel import UnreadableInput, UsageError
from manumit.services.care import Book, cases_for, columns, give_consent, read_cases, take_in, write_csv
from tests.services.care.conftest import ORG, Clock

CSV = (
    "start,con_Consent,prs_First_Name,prs_Birthdate,prs_Gender,prs_Citizenship,vic_Methods_of_Control,"
    "vic_TypeOfExploitation,vic_TraffickingStatus,cas_Status,prs_MobilePhone\n"
    '2026-01-01,TRUE,Ana,1999-01-02,Feminine,NA,"DebtBondage  WithholdsDocuments",'
    "ForcedLabour;Servitude,PossibleVictimOfTrafficking,Active,'+44 7700 900123\n"
    "x,FALSE,,,,NO,,,,,\n"
)


def test_a_table_becomes_people(book: Book) -> None:
    found = read_cases(CSV.encode(), "cases.csv")
    assert (found.problems, found.strange) == ([], ["start"])
    people = take_in(book, found.cases, "mira")
    record = book.record(people[0])
    assert record.item("person").get("citizenship") == "NA"
    assert record.item("person").get("mobile_phone") == "+44 7700 900123"
    assert record.item("exploitation").get("controlled") == ["DebtBondage", "WithholdsDocuments"]
    assert record.item("exploitation").get("exploited") == ["ForcedLabour", "Servitude"]
    assert record.of_kind("identification")[0].get("status") == "PossibleVictimOfTrafficking"
    assert record.item("case").get("record_consent") is True
    assert book.record(people[1]).item("case").get("record_consent") is False


def test_what_comes_out_goes_in_again(book: Book) -> None:
    take_in(book, read_cases(CSV.encode(), "cases.csv").cases, "mira")
    leaving = cases_for(book, ORG, "moving house", "mira")
    assert (len(leaving.rows), leaving.withheld) == (2, 0)
    by_csv = read_cases(write_csv(leaving.rows).encode(), "it")
    by_json = read_cases(json.dumps(leaving.rows).encode(), "it")
    assert by_csv.problems == by_json.problems == []
    assert by_csv.cases == by_json.cases
    assert by_csv.strange == by_json.strange == []
    assert {json.dumps(one.items, sort_keys=True) for one in by_csv.cases} == {
        json.dumps(one.items, sort_keys=True) for one in read_cases(CSV.encode(), "it").cases
    }
    assert book.record(book.people()[0]).of_kind("access")[0].get("what") == f"HTCDS for {ORG}"


VALUES = st.fixed_dictionaries(
    {},
    optional={
        name: {
            "text": st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1)
            .map(str.strip)
            .filter(bool),
            "date": st.dates(min_value=date(1900, 1, 1), max_value=date(2200, 12, 31)).map(str),
            "yes_no": st.booleans(),
            "choice": st.sampled_from(spec.values or ("",)),
            "choices": st.lists(st.sampled_from(spec.values or ("",)), min_size=1, unique=True),
        }[spec.type]
        for name, (_, spec) in columns().items()
    },
).filter(bool)


@given(st.lists(VALUES, min_size=1, max_size=3))
def test_every_case_survives_csv_and_json(rows: list[dict[str, Any]]) -> None:
    by_json = read_cases(json.dumps(rows).encode(), "it")
    by_csv = read_cases(write_csv(rows).encode(), "it")
    assert by_json.problems == by_csv.problems == []
    told = [{columns()[name][1].htcds: value for name, value in row.items()} for row in rows]
    for cases in (by_json.cases, by_csv.cases):
        flat = [
            {
                name: case.items[kind][spec.name]
                for name, (kind, spec) in columns().items()
                if spec.name in case.items.get(kind, {})
            }
            for case in cases
        ]
        assert [_plain(one) for one in flat] == [_plain(one) for one in told]


def _plain(row: Mapping[Any, Any]) -> dict[str, Any]:
    """Without the apostrophe that may stand before what looks like a formula."""
    return {
        name: value[1:]
        if isinstance(value, str) and value[:1] == "'" and value[1:2] in tuple("=+-@")
        else value
        for name, value in row.items()
    }


@pytest.mark.parametrize(
    ("field", "value", "says"),
    [
        ("prs_Gender", "Woman", "prs_Gender: 'Woman' is not allowed. Allowed: Feminine, Masculine"),
        ("prs_Birthdate", "2.1.1999", "prs_Birthdate: '2.1.1999' is not"),
        ("con_Consent", "perhaps", "con_Consent: 'perhaps' is not true or false"),
        (
            "vic_TypeOfExploitation",
            "ForcedLabour Slavery",
            "vic_TypeOfExploitation: 'Slavery' is not allowed",
        ),
        ("prs_Citizenship", "Atlantis", "prs_Citizenship: 'Atlantis' is not allowed"),
    ],
)
def test_an_error_says_which_field_and_what_is_allowed(field: str, value: str, says: str) -> None:
    for data in (f"{field}\n{value}\nx\n".encode(), json.dumps([{field: value}]).encode()):
        found = read_cases(data, "it")
        assert found.cases == []
        (row, name, what) = found.problems[0]
        assert (row, name) == (1, field)
        assert what.startswith(says)


def test_good_rows_come_in_beside_bad_ones() -> None:
    found = read_cases(b"prs_Gender,prs_First_Name\nWoman,Ana\nFeminine,Eva\n,\n", "it")
    assert [(one.number, one.items) for one in found.cases] == [
        (2, {"person": {"gender": "Feminine", "first_name": "Eva"}})
    ]
    assert [(row, name) for row, name, _ in found.problems] == [(1, "prs_Gender"), (3, "")]


def test_names_of_the_definitions_are_understood() -> None:
    found = read_cases(
        b"vic_Methods_of_Control\nThreatOfLawEnforcement PsychoactiveSubstances RestrictsMovement\n", "it"
    )
    assert found.cases[0].items["exploitation"]["controlled"] == [
        "ThreatsLawEnforcement",
        "PsychoactiveSubstance",
        "RestrictsMovement",
    ]


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"a,b\n1,2\n",
        b"\xff\xfe",
        b"[1, 2]",
        b"[{]",
        b"{",
        b"prs_Gender,prs_Gender\nFeminine,Feminine\n",
        b"prs_Gender,prs_Title\nFeminine\n",
        b"prs_Gender\nFeminine,x\n",
        b'prs_Title\n"open\n',
        b"prs_Title\nA\0B\n",
        b"[" * 100_000,
        b"[]",
    ],
)
def test_what_is_no_table_of_cases_is_said(data: bytes) -> None:
    with pytest.raises(UnreadableInput):
        read_cases(data, "it")


@given(st.binary(max_size=200))
def test_no_bytes_break_the_reader(data: bytes) -> None:
    for head in (b"", b"prs_Title,prs_Gender\n", b"["):
        with suppress(UnreadableInput):
            assert read_cases(head + data, "it").cases is not None


def test_wrong_types_in_json_are_problems() -> None:
    rows = [
        {"prs_Title": 3},
        {"vic_TypeOfExploitation": [1]},
        {"con_Consent": "TRUE"},
        {"prs_Gender": ["Feminine"]},
    ]
    found = read_cases(json.dumps(rows).encode(), "it")
    assert [row for row, _, _ in found.problems] == [1, 2, 4]


def test_only_who_agreed_leaves_and_only_with_what_they_agreed_to(book: Book, clock: Clock) -> None:
    people = take_in(book, read_cases(CSV.encode(), "cases.csv").cases, "mira")
    to = "researcher:Example Institute"
    until = clock.now + timedelta(days=5)
    consent = give_consent(book, people[0], "research", to, ["exploitation"], until, "mira")
    leaving = cases_for(book, to, "research", "mira")
    assert leaving.withheld == 1
    assert leaving.rows == [
        {
            "consent_id": consent.consent_id,
            "vic_Methods_of_Control": ["DebtBondage", "WithholdsDocuments"],
            "vic_TypeOfExploitation": ["ForcedLabour", "Servitude"],
        }
    ]
    assert cases_for(book, to, "court", "mira").rows == []
    clock.forward(days=6)
    assert cases_for(book, to, "research", "mira").rows == []
    for recipient, purpose in (("Example Institute", "research"), (to, "curiosity")):
        with pytest.raises(UsageError):
            cases_for(book, recipient, purpose, "mira")


def test_a_cell_is_no_formula() -> None:
    text = write_csv([{"prs_Title": "=1+1", "prs_First_Name": "-x", "prs_Email": "@a"}])
    (row,) = csv.DictReader(io.StringIO(text))
    assert (row["prs_Title"], row["prs_First_Name"], row["prs_Email"]) == ("'=1+1", "'-x", "'@a")


def test_the_latest_identification_counts(book: Book, ana: str) -> None:
    for day, status in (
        ("2026-02-01", "ActualVictimOfTrafficking"),
        ("2026-01-01", "PossibleVictimOfTrafficking"),
    ):
        book.change(ana, "identification", {"date": day, "status": status}, "mira")
    (row,) = cases_for(book, ORG, "x", "mira").rows
    assert row["vic_TraffickingStatus"] == "ActualVictimOfTrafficking"


def test_the_standard_has_its_31_fields() -> None:
    assert len(columns()) == 31
    assert {name[:4] for name in columns()} == {"con_", "prs_", "vic_", "cas_"}
