"""Care records at Line: who may, what for, needs and help, consents, referrals and recalls, the wish to be erased."""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime, timedelta
from html import unescape

import pytest

from tests.doors.helpline.line.house import LineHouse
from tests.doors.helpline.line.visit import Visitor
from tests.services.care.summaries import SUMMARY

CANARY = "plover-cistern-63"
UNTIL = (datetime.now(UTC).date() + timedelta(days=30)).isoformat()


@pytest.fixture
def taken_in(house: LineHouse) -> tuple[Visitor, str]:
    """Mira took somebody in; her page is the record."""
    mira = house.visitor("mira", "case_worker")
    mira.post("/care/new", {"called": f"Ana {CANARY}", "languages": "tr\nen\n", "safe_contact": "after six"})
    assert mira.status == 200
    return mira, mira.url.rpartition("/")[2]


def a_need(mira: Visitor, person: str, note: str = "tonight", token: str = "a" * 32) -> str:
    """The id of a need that was written down."""
    told = {"kind": "need", "what": "shelter", "urgency": "now", "note": note, "token": token}
    mira.post(f"/care/{person}/add", told)
    assert mira.status == 200
    return f"itm_{token}"


def referred(mira: Visitor, person: str, to: str = "Casa Alba", **more: str) -> str:
    """The consent that somebody was referred under."""
    need = a_need(mira, person)
    told = {
        "item": need,
        "kind": "shelter",
        "name": to,
        "purpose": "shelter",
        "until": UNTIL,
        "agreed": "1",
        "refer": "1",
        **more,
    }
    mira.post(f"/care/{person}/consent", told)
    assert mira.status == 200, mira.page
    return str(re.findall(r'name="consent" value="(itm_\w+)"', mira.page)[0])


def test_a_case_worker_begins_with_the_records_and_sees_no_queue(house: LineHouse) -> None:
    talk = house.do("talk", says=[f"a secret {CANARY}"], severity=1)["id"]
    mira = house.visitor("mira", "case_worker")
    assert mira.url.endswith("/care")
    assert "Help the next person" not in mira.page
    for path in (
        f"/talks/{talk}",
        "/news",
        f"/news?talk={talk}",
        "/shift",
        "/numbers",
        "/staffing",
        "/people",
    ):
        assert CANARY not in mira.get(path)
        assert mira.status == 403, path
    for path in ("/next", f"/talks/{talk}/care", f"/talks/{talk}/listen", f"/talks/{talk}/papers"):
        mira.post(path, {"agreed": "1"})
        assert mira.status == 403, path


def test_an_advocate_sees_no_record(house: LineHouse, taken_in: tuple[Visitor, str]) -> None:
    _, person = taken_in
    ana = house.visitor("ana")
    for path in ("/care", f"/care/{person}", f"/care/{person}/history", "/care/recalls"):
        assert CANARY not in ana.get(path)
        assert ana.status == 403, path
    for path in ("open", "add", "consent", "withdraw", "code", "erasing", "package"):
        ana.post(f"/care/{person}/{path}", {"for": "review", "do": "ask"})
        assert ana.status == 403, path


def test_the_list_is_searched_by_name_and_number(house: LineHouse, taken_in: tuple[Visitor, str]) -> None:
    mira, person = taken_in
    mira.post("/care/new", {"called": "Somebody else"})
    for asked in (CANARY.upper(), person[4:10], person):
        page = mira.post("/care", {"q": asked})
        assert person in page
        assert "Somebody else" not in page
        assert asked not in mira.url
    assert "Nobody of that name or number" in mira.post("/care", {"q": "nobody at all"})


def test_every_field_may_stay_empty(house: LineHouse) -> None:
    mira = house.visitor("mira", "case_worker")
    page = mira.post("/care/new")
    assert mira.status == 200
    assert "No name given" in page


def test_a_record_is_opened_for_something_and_that_stands_in_it(
    house: LineHouse, taken_in: tuple[Visitor, str]
) -> None:
    mira, person = taken_in
    sue = house.visitor("sue", "line_supervisor")
    assert CANARY not in sue.get(f"/care/{person}")
    assert "What do you open this record for?" in sue.page
    assert CANARY not in sue.get(f"/care/{person}/history")
    sue.post(f"/care/{person}/add", {"kind": "note", "text": "without looking"})
    assert sue.status == 403
    sue.post(f"/care/{person}/open", {"for": "because"})
    assert sue.status == 400
    assert CANARY in sue.post(f"/care/{person}/open", {"for": "review"})
    sue.get(f"/care/{person}")
    page = mira.get(f"/care/{person}/history")
    told = re.findall(r"<bdi>(\w+)</bdi></td><td>([^<]+)</td><td>([^<]+)</td></tr>", page.split("Changes")[0])
    assert told.count(("sue", "to review the record", "the record")) == 1
    assert sue.get("/care/per_" + "0" * 31 + "1") is not None
    assert sue.status == 404


def test_needs_help_and_notes(house: LineHouse, taken_in: tuple[Visitor, str]) -> None:
    mira, person = taken_in
    need = a_need(mira, person)
    a_need(mira, person)
    assert mira.page.count("tonight</dd>") == 1, "sent twice, it is there once"
    mira.post(f"/care/{person}/add", {"kind": "service", "what": "legal_aid", "provider": "Ms Okoro"})
    mira.post(f"/care/{person}/add", {"kind": "note", "text": "first line\r\nsecond"})
    assert "first line<br>second" in mira.page
    assert "Ms Okoro" in mira.page
    mira.post(f"/care/{person}/add", {"kind": "need"})
    assert mira.status == 400
    mira.post(f"/care/{person}/add", {"kind": "consent", "purpose": "court"})
    assert mira.status == 400
    mira.post(f"/care/{person}/add", {"kind": "need", "what": "a pony"})
    assert mira.status == 400
    mira.post(f"/care/{person}/items/{need}", {"state": "met", "was.state": ""})
    assert "met</dd>" in mira.page
    assert "tonight</dd>" in mira.page, "what was not in the form stays"
    mira.post(f"/care/{person}/items/itm_{'9' * 32}", {"state": "met"})
    assert mira.status == 404


def test_two_who_change_the_same_lose_nothing(house: LineHouse, taken_in: tuple[Visitor, str]) -> None:
    mira, person = taken_in
    need = a_need(mira, person)
    seen = re.findall(rf'id="{need}-urgency".*?name="seen.urgency" value="([^"]+)"', mira.page, re.S)[0]
    for value in ("soon", "later"):
        told = {"urgency": value, "was.urgency": "now", "seen.urgency": seen}
        mira.post(f"/care/{person}/items/{need}", told)
        assert mira.status == 200
    assert "Two people wrote this apart" in mira.page
    mira.post(f"/care/{person}/items/{need}/resolve", {"field": "urgency", "value": '"later"'})
    assert "Two people wrote this apart" not in mira.page
    assert "later</dd>" in mira.page


def test_nothing_is_referred_without_consent(taken_in: tuple[Visitor, str]) -> None:
    mira, person = taken_in
    need = a_need(mira, person)
    told = {
        "item": need,
        "kind": "shelter",
        "name": "Casa Alba",
        "purpose": "shelter",
        "until": UNTIL,
        "refer": "1",
    }
    mira.post(f"/care/{person}/consent", told)
    assert mira.status == 400
    for wrong in (
        {"until": ""},
        {"until": "2031-01-01"},
        {"name": ""},
        {"purpose": "anything"},
        {"item": "itm_x"},
    ):
        mira.post(f"/care/{person}/consent", told | {"agreed": "1"} | wrong)
        assert mira.status == 400, wrong
    mira.post(f"/care/{person}/consent", told | {"agreed": "1", "kind": "police", "item": "person"})
    assert mira.status == 400, "behind the wall goes a single item, never a kind"
    assert "Nothing was passed on, and nothing may be." in mira.get(f"/care/{person}")


def test_referred_answered_taken_back_and_recalled(house: LineHouse, taken_in: tuple[Visitor, str]) -> None:
    mira, person = taken_in
    consent = referred(mira, person)
    assert "shelter: Casa Alba" in mira.page
    referral = re.findall(r'name="referral" value="(itm_\w+)"', mira.page)[0]
    package = json.loads(mira.post(f"/care/{person}/package", {"referral": referral}))
    assert (package["to"], [one["kind"] for one in package["items"]]) == ("shelter:Casa Alba", ["need"])
    assert CANARY not in json.dumps(package), "the name was not agreed to"
    assert "accepted</span>" in mira.post(
        f"/care/{person}/answer", {"referral": referral, "state": "accepted"}
    )
    mira.post(f"/care/{person}/withdraw", {"consent": consent})
    assert 'badge caution">recalled' in mira.page
    mira.post(f"/care/{person}/package", {"referral": referral})
    assert mira.status == 403
    mira.post(f"/care/{person}/withdraw", {"consent": consent})
    assert mira.status == 403
    page = mira.get("/care/recalls")
    assert "shelter: Casa Alba" in page
    assert CANARY not in page
    number = re.findall(r"/care/recalls/(\d+)", page)[-1]
    notice = json.loads(mira.post(f"/care/recalls/{number}"))
    assert (notice["recall"], notice["reason"]) == (referral, "withdrawn")
    assert person not in json.dumps(notice)
    assert f"/care/recalls/{number}" not in mira.post(f"/care/recalls/{number}", {"told": "1"})


def test_a_line_that_breaks_and_a_form_sent_twice_make_nothing_twice(house: LineHouse) -> None:
    mira = house.visitor("mira", "case_worker")
    told = {"called": "Robin of the bad line", "token": "7" * 32}
    places = {mira.post("/care/new", told) and mira.url for _ in range(2)}
    assert len(places) == 1
    assert mira.get("/care").count("Robin of the bad line") == 1
    assert "with this form already" in mira.post("/care/new", told | {"called": "Wren of another"})
    assert "Wren of another" not in mira.get("/care")
    person = places.pop().rpartition("/")[2]
    told = {
        "item": a_need(mira, person),
        "kind": "clinic",
        "name": "St Anna",
        "purpose": "health_care",
        "until": UNTIL,
    }
    for refer in ({}, {"refer": "1"}, {"refer": "1"}):
        mira.post(f"/care/{person}/consent", told | {"agreed": "1", "token": "8" * 32} | refer)
        assert mira.status == 200
    assert mira.page.count("clinic: St Anna") == 1
    assert mira.page.count("referred on") == 1
    narrower = told | {"agreed": "1", "token": "8" * 32, "purpose": "legal_help"}
    assert "said something else" in mira.post(f"/care/{person}/consent", narrower)
    mira.get(f"/care/{person}")
    mira.post(f"/care/{person}/refer", {"consent": "itm_" + "8" * 32})
    assert mira.page.count("referred on") == 1


def test_a_consent_kept_for_later_is_used_later(taken_in: tuple[Visitor, str]) -> None:
    mira, person = taken_in
    need = a_need(mira, person)
    told = {"item": need, "kind": "clinic", "name": "St Anna", "purpose": "health_care", "until": UNTIL}
    mira.post(f"/care/{person}/consent", told | {"agreed": "1"})
    consent = re.findall(r'name="consent" value="(itm_\w+)"', mira.page)[0]
    assert "referred on" not in mira.page
    assert "referred on" in mira.post(f"/care/{person}/refer", {"consent": consent})


def test_a_consent_that_ends_is_recalled_by_itself(house: LineHouse, taken_in: tuple[Visitor, str]) -> None:
    mira, person = taken_in
    referred(mira, person, to="Casa Breve", until=(datetime.now(UTC).date() + timedelta(days=1)).isoformat())
    house.do("pass_time", hours=72)
    assert "shelter: Casa Breve" in mira.get("/care/recalls")


def test_the_wish_to_be_erased_takes_two_or_a_week(house: LineHouse) -> None:
    mira = house.visitor("mira", "case_worker")
    mira.post("/care/new", {"called": "Wren of the wish"})
    person = mira.url.rpartition("/")[2]
    referred(mira, person)
    mira.post(f"/care/{person}/erasing", {"do": "now"})
    assert mira.status == 403
    page = mira.post(f"/care/{person}/erasing", {"do": "ask"})
    assert "They want to be erased" in page
    assert 'badge caution">recalled' in page
    mira.post(f"/care/{person}/erasing", {"do": "now"})
    assert mira.status == 403, "who wrote the wish down does not carry it out"
    ben = house.visitor("ben-care", "case_worker")
    ben.post(f"/care/{person}/open", {"for": "review"})
    ben.post(f"/care/{person}/erasing", {"do": "now"})
    assert ben.url.endswith("/care/recalls")
    ben.get(f"/care/{person}")
    assert ben.status == 404
    assert "Wren of the wish" not in ben.get("/care")


def test_the_week_passes_and_the_keeper_erases(house: LineHouse, taken_in: tuple[Visitor, str]) -> None:
    mira, person = taken_in
    mira.post(f"/care/{person}/erasing", {"do": "ask"})
    mira.post(f"/care/{person}/erasing", {"do": "back"})
    house.do("pass_time", hours=24 * 8)
    assert mira.get(f"/care/{person}")
    assert mira.status == 200, "they changed their mind"
    mira.post(f"/care/{person}/erasing", {"do": "ask"})
    house.do("pass_time", hours=24 * 16)
    mira.get(f"/care/{person}")
    assert mira.status == 404


def test_a_health_summary_is_taken_in_and_read(house: LineHouse, taken_in: tuple[Visitor, str]) -> None:
    mira, person = taken_in
    page = mira.upload(f"/care/{person}/health", "file", SUMMARY.encode())
    assert mira.status == 200, page
    for words in ("Allergies", "Penicillin", "Broken wrist", "Nothing is written there."):
        assert words in page
    mira.upload(f"/care/{person}/health", "file", b'{"resourceType": "Patient"}')
    assert mira.status >= 400


def test_handed_over_by_an_advocate_with_agreement_and_no_word_more(house: LineHouse) -> None:
    talk = house.do("talk", says=[f"he keeps the door shut {CANARY}"], severity=1)["id"]
    ana = house.visitor("ana")
    ana.post("/next")
    ana.post(f"/talks/{talk}/papers", {"kind": "plan", "places": "aunt\nchurch", "token": "1" * 32})
    ana.post(f"/talks/{talk}/papers", {"kind": "note", "text": "not to be handed on", "token": "2" * 32})
    told = {"called": "Bird", "text": "needs a bed", "paper": "itm_" + "1" * 32, "token": "3" * 32}
    ana.post(f"/talks/{talk}/care", told)
    assert ana.status == 400, "not without agreement"
    for _ in range(2):
        page = ana.post(f"/talks/{talk}/care", told | {"agreed": "1"})
        assert ana.status == 200
    assert "A case worker keeps a record" in page
    mira = house.visitor("mira", "case_worker")
    found = re.findall(r'href="/care/(per_\w+)">\s*<bdi>Bird', mira.get("/care"))
    assert len(found) == 1, "sent twice, it is one record"
    page = mira.post(f"/care/{found[0]}/open", {"for": "plan_help"})
    for words in ("needs a bed", "aunt<br>church"):
        assert words in page
    for words in (CANARY, "not to be handed on"):
        assert words not in page
    mira.get(f"/talks/{talk}")
    assert mira.status == 403


def test_nothing_of_a_record_lies_in_the_house_in_plain(
    house: LineHouse, taken_in: tuple[Visitor, str]
) -> None:
    mira, person = taken_in
    referred(mira, person, to=f"Casa {CANARY}")
    mira.post(f"/care/{person}/erasing", {"do": "ask"})
    mira.post(f"/care/{person}/code")
    code = re.findall(r"care-code[^>]*>([\d ]+)<", mira.page)[0]
    files = [one for one in house.home.rglob("*") if one.is_file()]
    for text in (CANARY, code, code.replace(" ", "")):
        assert not [one for one in files if text.encode() in one.read_bytes()], text
    assert unescape(mira.page)
