"""What leaves Line: items that a person agreed to, each with its consent; and months in numbers."""

from __future__ import annotations

import csv
import io
import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from manumit.base.kernel import Settings
from manumit.engine.evidence import Record, iter_file
from tests.doors.helpline.line.house import LineHouse
from tests.doors.helpline.line.visit import Visitor

UNTIL = (datetime.now(UTC).date() + timedelta(days=30)).isoformat()


@pytest.fixture
def agreed(house: LineHouse) -> tuple[Visitor, str]:
    """Ana wrote down that one sentence may go to the police; another stays."""
    talk = house.do("talk", says=["he holds our papers, and my sister is ill"], severity=1)["id"]
    ana = house.visitor("ana")
    ana.post("/next")
    ana.post(
        f"/talks/{talk}/consent",
        {
            "text": "He holds our papers.",
            "recipient": "police:Unit 4",
            "purpose": "police_report",
            "until": UNTIL,
            "token": "d" * 32,
        },
    )
    assert ana.status == 200
    return ana, talk


def test_only_what_was_agreed_leaves_and_with_its_consent(
    house: LineHouse, agreed: tuple[Visitor, str], tmp_path: Path
) -> None:
    sue = house.visitor("sue", "line_supervisor")
    assert "police:Unit 4" in sue.get("/passing")
    told = sue.post("/passing/file", {"way": "police:Unit 4|police_report"})
    (row,) = csv.DictReader(io.StringIO(told))
    assert row["text"] == "He holds our papers."
    assert row["channel"] == "hotline"
    assert row["consent_id"] == "cst_" + "d" * 32
    assert row["expires_at"].startswith(UNTIL)
    assert "sister" not in told


def test_the_engine_takes_such_a_file(house: LineHouse, agreed: tuple[Visitor, str], tmp_path: Path) -> None:
    sue = house.visitor("sue", "line_supervisor")
    sue.get("/passing")
    path = tmp_path / "reports.csv"
    path.write_text(sue.post("/passing/file", {"way": "police:Unit 4|police_report"}), "utf-8")
    (record,) = list(iter_file(path, Settings()))
    assert isinstance(record, Record)
    assert record.kind == "report"


@pytest.mark.parametrize("way", ["police:Unit 9|police_report", "police:Unit 4|court", "", "nonsense"])
def test_nothing_leaves_for_another_recipient_or_purpose(
    house: LineHouse, agreed: tuple[Visitor, str], way: str
) -> None:
    sue = house.visitor("sue", "line_supervisor")
    sue.get("/passing")
    page = sue.post("/passing/file", {"way": way})
    assert sue.status == 403
    assert "holds our papers" not in page


def test_a_consent_that_was_taken_back_counts_no_more(house: LineHouse, agreed: tuple[Visitor, str]) -> None:
    sue = house.visitor("sue", "line_supervisor")
    number = re.findall(r"/passing/(\d+)/withdraw", sue.get("/passing"))[0]
    sue.post(f"/passing/{number}/withdraw")
    assert "taken back" in sue.page
    sue.post("/passing/file", {"way": "police:Unit 4|police_report"})
    assert sue.status == 403


@pytest.mark.parametrize(
    ("field", "value"),
    [("recipient", "everybody"), ("purpose", "fame"), ("until", ""), ("text", " "), ("until", "2199-01-01")],
)
def test_what_is_no_consent(house: LineHouse, agreed: tuple[Visitor, str], field: str, value: str) -> None:
    ana, talk = agreed
    told = {
        "text": "a",
        "recipient": "clinic:St Anna",
        "purpose": "health_care",
        "until": UNTIL,
        field: value,
    }
    ana.post(f"/talks/{talk}/consent", told)
    assert ana.status == 400


def test_an_advocate_passes_nothing_on(house: LineHouse, agreed: tuple[Visitor, str]) -> None:
    ana, _ = agreed
    ana.post("/passing/file", {"way": "police:Unit 4|police_report"})
    assert ana.status == 403


def test_months_in_numbers_hide_small_ones(house: LineHouse) -> None:
    house.do("contacts", counts={"en": 60, "es": 31, "ar": 4}, month="2025-03")
    sue = house.visitor("sue", "line_supervisor")
    rows = [one for one in csv.DictReader(io.StringIO(sue.get("/numbers.csv"))) if one["month"] == "2025-03"]
    told = {(one["what"], one["category"]): one["count"] for one in rows}
    assert told["signals", "all"] == "95"
    assert told["language", "en"] == "60"
    assert told["language", "ar"] == ""
    assert told["language", "fr"] == ""
    assert all(not one or int(one) >= 10 for key, one in told.items() if key[0] != "wait")
    assert "March 2025" in sue.get("/numbers")
    this_month = f"{datetime.now(UTC):%Y-%m}"
    assert this_month not in sue.get("/numbers.csv"), "a month that runs would tell of single people"


def test_the_staffing_page_answers(house: LineHouse) -> None:
    house.do("contacts", counts={"en": 60}, month="2025-04")
    sue = house.visitor("sue", "line_supervisor")
    page = sue.get("/staffing?arrivals=200&talk=25&patience=20")
    assert sue.status == 200
    assert "<svg" in page
    assert re.search(r"<h1>With \d+ advocates? nearly everybody in danger", page), (
        "it looks until it is enough"
    )
    assert len(re.findall(r'<th scope="row"', page)) == 6
    few = sue.get("/staffing?arrivals=4001&talk=600&patience=600")
    assert re.search(
        r"<h1>Of these numbers none surely .* The best, \d+, brings \d+ \(\d+ to \d+\) of 100", few
    )
    sue.get("/staffing?talk=nan")
    assert sue.status == 400
    sue.get("/staffing?arrivals=1e9")
    assert sue.status == 400
