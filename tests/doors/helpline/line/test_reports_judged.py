"""What becomes of sealed reports at Line in a real browser: judged, handed over, locked, passed on; and who may not."""

from __future__ import annotations

import csv
import io
import re
from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import expect

from tests.doors.helpline.line.holding import PASSPHRASE, have_key, unlock
from tests.doors.helpline.line.house import LineHouse
from tests.doors.helpline.line.test_look import Enter, enter

__all__ = ["enter"]
pytestmark = pytest.mark.browser
CANARY = "kestrel-meadow-93"
UNTIL = (datetime.now(UTC).date() + timedelta(days=30)).isoformat()


@pytest.fixture(autouse=True)
def _nothing_before(house: LineHouse) -> None:
    house.do("no_reports")


def test_judged_in_place_and_a_malicious_report_named_as_such(house: LineHouse, enter: Enter) -> None:
    page = enter()
    have_key(page, house, "ana")
    report = house.do("report", text="my neighbour is bad")
    unlock(page, f"{house.base}/reports/{report['id']}")
    page.get_by_label("Danger").select_option("1")
    page.get_by_label("The source").select_option("E")
    page.get_by_label("What is told").select_option("5")
    page.get_by_label("Possibly malicious").check()
    page.get_by_label("Note").fill("seen before")
    page.get_by_role("button", name="Keep the note").click()  # the part comes anew, and what was chosen stays
    expect(page.locator("[data-asides] [data-text]")).to_contain_text("seen before")
    page.get_by_role("button", name="Keep", exact=True).click()
    expect(page.get_by_text("A possible malicious report")).to_be_visible()
    expect(page.locator("#keep-judged")).to_be_focused()
    expect(page.locator("[data-thread] [data-text]")).to_have_text("my neighbour is bad")
    state = house.do("judged", id=report["id"])
    assert (state["severity"], state["grade"], state["malicious"]) == (1, "E5", True)
    page.goto(f"{house.base}/reports")
    expect(page.locator("li.row")).to_contain_text("possibly malicious")
    expect(page.locator("li.row")).to_contain_text("E5")


def test_confirmed_needs_somebody_else(house: LineHouse, enter: Enter) -> None:
    page = enter()
    have_key(page, house, "ana")
    report = house.do("report", text="x y z")
    page.set_default_timeout(8000)
    unlock(page, f"{house.base}/reports/{report['id']}")
    sue = house.visitor("sue", "line_supervisor")
    sue.get("/reports")
    sue.post(f"/reports/{report['id']}/judge", {"judged": "1", "credibility": "1"})
    assert sue.status == 403
    page.get_by_text("Somebody else says the same").click()
    page.get_by_label("Who", exact=True).fill(f"the baker {CANARY}")
    page.get_by_label("What they say, and how they know").fill("sees them every morning")
    page.get_by_role("button", name="It is corroborated").click()
    expect(page.locator("[data-part=judged]")).to_contain_text("yes: ana")
    expect(page.locator("[data-asides] [data-text]")).to_contain_text("the baker")
    sue.post(f"/reports/{report['id']}/judge", {"judged": "1", "credibility": "1"})
    state = house.do("judged", id=report["id"])
    assert (state["corroborated"], state["grade"], state["asides"]) == (True, "1", 1)
    assert [one["kind"] for one in house.do("answers", code=report["code"])] == ["report"]
    assert not [one for one in house.home.rglob("*") if one.is_file() and CANARY.encode() in one.read_bytes()]
    sue.post(f"/reports/{report['id']}/judge", {"judged": "1", "credibility": "2"})
    sue.post(f"/reports/{report['id']}/judge", {"judged": "1", "credibility": "1", "uncorroborated": "1"})
    state = house.do("judged", id=report["id"])
    assert (state["corroborated"], state["grade"]) == (False, "")


def test_handed_over_to_somebody_who_came_later(house: LineHouse, enter: Enter) -> None:
    ana, ben = enter("ana"), enter("ben")
    have_key(ana, house, "ana")
    report = house.do("report", text="before ben was here")
    url = f"{house.base}/reports/{report['id']}"
    ben.goto(url)
    expect(ben.get_by_role("heading", name="You have no key")).to_be_visible()
    expect(ben.locator("[data-who-can]")).to_have_text("ana")
    have_key(ben, house, "ben")
    unlock(ben, url)
    expect(ben.locator("[data-thread] [data-text]")).to_contain_text("ana.")
    expect(ben.locator("[data-thread] [data-text]")).not_to_contain_text("before")
    ben.goto(f"{house.base}/reports")
    expect(ben.locator("li.row")).to_contain_text("not sealed to you")
    unlock(ana, url)
    ana.get_by_label("Note").fill("she is afraid of her brother")
    ana.get_by_role("button", name="Keep the note").click()
    expect(ana.locator("[data-asides] .turn")).to_have_count(1)
    ana.get_by_text("Hand over", exact=True).first.click()
    ana.get_by_role("button", name="Hand over").click()
    expect(ana.locator("[data-part=judged]")).to_contain_text("ben")
    unlock(ben, url)
    expect(ben.locator("[data-thread] [data-text]")).to_have_text("before ben was here")
    expect(ben.locator("[data-asides] [data-text]")).to_have_text("she is afraid of her brother")
    ben.goto(f"{house.base}/reports?tray=mine")
    expect(ben.locator("li.row")).to_have_count(1)


def test_locked_after_a_quarter_of_an_hour_and_the_draft_is_kept(house: LineHouse, enter: Enter) -> None:
    page = enter()
    have_key(page, house, "ana")
    report = house.do("report", text=f"secret {CANARY}")
    page.clock.install()
    unlock(page, f"{house.base}/reports/{report['id']}")
    page.get_by_label("Answer", exact=True).fill("half an ans")
    page.clock.fast_forward("14:30")
    expect(page.locator("[data-soon]")).to_be_visible()
    page.keyboard.press("Shift")
    expect(page.locator("[data-soon]")).to_be_hidden()
    page.clock.fast_forward("14:30")
    expect(page.locator("[data-thread]")).to_contain_text(CANARY)
    page.clock.fast_forward("01:00")
    expect(page.get_by_text("Locked after 15 minutes")).to_be_visible()
    assert CANARY not in page.content()
    assert CANARY not in page.evaluate("JSON.stringify(document.querySelector('m-report').told)")
    held = page.evaluate(
        "[...document.querySelectorAll('textarea, input')].map((one) => one.value).join(' ')"
    )
    assert "half an ans" not in held
    page.get_by_label("Your passphrase").fill(PASSPHRASE)
    page.get_by_role("button", name="Open").click()
    expect(page.get_by_label("Answer", exact=True)).to_have_value("half an ans")
    expect(page.locator("[data-thread]")).to_contain_text(CANARY)


def test_an_abstract_leaves_only_of_a_corroborated_report_and_with_consent(
    house: LineHouse, enter: Enter
) -> None:
    page = enter()
    have_key(page, house, "ana")
    text = "Three men sleep in the cellar of the laundry and may not go out"
    report = house.do("report", text=text)
    yes = house.do("more", code=report["code"], text="Yes, you may tell the clinic.")
    url = f"/reports/{report['id']}"
    form = {
        "text": "Several men may be held where laundry is washed.",
        "recipient": "clinic:St Anna",
        "purpose": "health_care",
        "until": UNTIL,
        "rests_on": yes,
        "token": "e" * 32,
    }
    ana = house.visitor("ana")
    ana.get("/reports")
    ana.post(f"{url}/abstract", form)
    assert ana.status == 403, "not corroborated"
    unlock(page, f"{house.base}{url}")
    page.get_by_text("Somebody else says the same").click()
    page.get_by_label("Who", exact=True).fill("the baker")
    page.get_by_label("What they say, and how they know").fill("sees them")
    page.get_by_role("button", name="It is corroborated").click()
    expect(page.locator("[data-part=judged]")).to_contain_text("yes: ana")
    for bad in ({"rests_on": ""}, {"rests_on": "f" * 32}, {"text": " "}, {"recipient": "all"}, {"until": ""}):
        ana.post(f"{url}/abstract", form | bad)
        assert ana.status == 400, bad
    page.get_by_text("Pass on an abstract").click()
    page.get_by_label("The abstract").fill(f"They say: {text}.")
    page.get_by_label("They agreed in").select_option(index=1)
    page.get_by_label("To whom").select_option("clinic")
    page.get_by_label("Its name").fill("St Anna")
    page.get_by_label("What for").select_option("health_care")
    page.get_by_label("Until").fill(UNTIL)
    page.get_by_role("button", name="They agreed to exactly this").click()
    expect(page.locator("[data-form=abstract] [data-error]")).to_contain_text("word for word")
    page.get_by_label("The abstract").fill(form["text"])
    page.get_by_role("button", name="They agreed to exactly this").click()
    expect(page.get_by_label("The abstract")).to_have_value("")
    sue = house.visitor("sue", "line_supervisor")
    assert "abstract of a report" in sue.get("/passing")
    told = sue.post("/passing/file", {"way": "clinic:St Anna|health_care"})
    (row,) = csv.DictReader(io.StringIO(told))
    assert row["text"] == form["text"]
    assert row["consent_id"].startswith("cst_")
    assert "cellar" not in told
    sue.post(f"{url}/judge", {"judged": "1", "uncorroborated": "1"})
    assert "held back" in sue.get("/passing")
    sue.post("/passing/file", {"way": "clinic:St Anna|health_care"})
    assert sue.status == 403
    house.do("withdraw", code=report["code"])
    assert "St Anna" not in sue.get("/passing"), "withdrawn with the report"
    assert "The person withdrew this report" in sue.get(url)
    assert house.do("judged", id=report["id"])["asides"] == 0


def test_the_trays_and_their_order(house: LineHouse, enter: Enter) -> None:
    page = enter("sue", "line_supervisor")
    have_key(page, house, "sue")
    ids = [house.do("report", text=str(days), days=days)["id"] for days in (2, 9, 1, 4, 6)]
    sue = house.visitor("sue", "line_supervisor")
    sue.get("/reports")
    for place, severity in ((0, "2"), (2, "1"), (3, "0")):
        sue.post(f"/reports/{ids[place]}/judge", {"severity": severity})
    listed = re.findall(r'href="/reports/([0-9a-f]{32})"', sue.get("/reports"))
    assert listed == [ids[0], ids[1], ids[4], ids[2], ids[3]], "danger, not judged, urgent, can wait"
    assert "waits 9 days" in sue.page
    sue.post(f"/reports/{ids[1]}/take")
    sue.post(f"/reports/{ids[2]}/close")
    mine = re.findall(r'href="/reports/([0-9a-f]{32})"', sue.get("/reports?tray=mine"))
    assert mine == [ids[1]]
    assert ids[2] in sue.get("/reports?tray=closed")
    assert ids[2] not in sue.get("/reports")
    sue.get("/reports?tray=nonsense")
    assert sue.status == 404
    for severity in ("3", "x", "9" * 5000):
        sue.post(f"/reports/{ids[1]}/judge", {"severity": severity})
        assert sue.status == 400


def test_who_may_not(house: LineHouse, enter: Enter) -> None:
    have_key(enter(), house, "ana")
    report = house.do("report", text="x y z")
    token = house.do("tokens", id=report["id"])[0]
    paths = ["", "/news", "/judged", f"/items/{token}"]
    for name, role in (("cas", "case_worker"), ("ivo", "investigator"), ("ada", "administrator")):
        other = house.visitor(name, role)
        for path in paths:
            other.get(f"/reports/{report['id']}{path}")
            assert other.status == 403, (role, path)
        for act in ("answer", "aside", "judge", "hand-over", "take", "close", "abstract"):
            other.post(f"/reports/{report['id']}/{act}")
            assert other.status == 403, (role, act)
    ana = house.visitor("ana")
    ana.get("/reports")
    for act in ("answer", "aside", "hand-over", "abstract"):
        ana.post(f"/reports/{report['id']}/{act}", {"header": "{}", "sealed": "1", "to": "x"})
        assert ana.status == 400, act
    ana.get(f"/reports/{'0' * 32}")
    assert ana.status == 404
