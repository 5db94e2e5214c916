"""Sealed reports at Line in a real browser: opened, answered, judged, handed over, locked; and what each cannot do."""

from __future__ import annotations

import base64
import csv
import io
import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.doors.helpline.line.conftest import LineHouse
from tests.doors.helpline.line.holding import PASSPHRASE, make_key, photo, unlock, voice
from tests.doors.helpline.line.test_look import Enter, browser, enter
from tests.doors.web.walk.looking import keep, violations, width

__all__ = ["browser", "enter"]
pytestmark = pytest.mark.browser
CANARY = "kestrel-meadow-93"
UNFOLD = "() => document.querySelectorAll('main details').forEach((one) => (one.open = true))"
UNTIL = (datetime.now(UTC).date() + timedelta(days=30)).isoformat()


@pytest.fixture(autouse=True)
def _nothing_before(house: LineHouse) -> None:
    house.do("no_reports")


def _texts(page: Page) -> list[str]:
    return page.locator("[data-thread] [data-text]").all_inner_texts()


def test_opened_answered_and_read_by_who_reported(house: LineHouse, enter: Enter) -> None:
    page = enter()
    make_key(page, house.base)
    report = house.do("report", text=f"Three men sleep in the cellar. {CANARY}", locale="es")
    page.goto(f"{house.base}/reports")
    assert CANARY not in page.content()
    page.get_by_role("link", name=re.compile("not judged yet")).click()
    page.wait_for_url(f"**/reports/{report['id']}")
    assert CANARY not in page.content()
    expect(page.get_by_text("An allegation, not a fact.").first).to_be_in_viewport()
    page.get_by_label("Your passphrase").fill("something else entirely")
    page.get_by_role("button", name="Open").click()
    expect(page.locator("[data-form=unlock] [data-error]")).to_contain_text("not the passphrase")
    expect(page.locator("[data-opened]")).to_be_hidden()
    page.get_by_label("Your passphrase").fill(PASSPHRASE)
    page.keyboard.press("Enter")
    expect(page.locator("[data-thread] [data-text]")).to_have_text(f"Three men sleep in the cellar. {CANARY}")
    expect(page.get_by_text("An allegation, not a fact.").first).to_be_in_viewport()
    assert house.do("judged", id=report["id"])["state"] == "read"
    page.get_by_label("Answer", exact=True).fill("Thank you. Are they there now?")
    page.get_by_role("button", name="Send, and ask for more").click()
    expect(page.locator("[data-thread] .turn")).to_have_count(2)
    expect(page.locator("[data-thread] .turn").last).to_contain_text("ana asked for more")
    expect(page.locator("[data-part=judged]")).to_contain_text("answered")
    told = house.do("answers", code=report["code"])
    assert [(one["who"], one["kind"]) for one in told] == [("person", "report"), ("staff", "answer")]
    assert told[-1]["text"] == "Thank you. Are they there now?"
    assert told[-1]["asks"] is True
    house.do("more", code=report["code"], text="Yes, since Monday.")
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    expect(page.locator("[data-thread] [data-text]").last).to_have_text("Yes, since Monday.")
    state = house.do("judged", id=report["id"])
    assert (state["state"], state["by"]) == ("read", "ana")
    for path in [*house.home.rglob("*"), house.home]:
        assert not path.is_file() or CANARY.encode() not in path.read_bytes(), path


def test_from_haven_to_line_and_back(
    house: LineHouse, enter: Enter, browser: Browser, tmp_path: Path
) -> None:
    """Both doors, both browsers: written at Haven, opened and answered at Line, read at Haven with the code."""
    ana = enter()
    make_key(ana, house.base)
    (tmp_path / "door.jpg").write_bytes(base64.b64decode(photo()["data"]))
    context = browser.new_context(viewport={"width": 390, "height": 844}, locale="en")
    context.set_default_timeout(20_000)
    person = context.new_page()
    person.goto(f"{house.haven}/note/write")
    person.locator("#text").fill(f"They sleep behind the ovens. {CANARY}")
    person.locator("#photos").set_input_files(tmp_path / "door.jpg")
    expect(person.locator("#added li")).to_have_count(1)
    person.get_by_role("button", name="Go on").click()
    shown = person.locator("#step-code ol.code li")
    expect(shown).to_have_count(9)
    code = " ".join(shown.all_inner_texts())
    person.get_by_role("button", name="I have written it down").click()
    person.locator("#typed").fill(code)
    person.get_by_role("button", name="Check and send").click()
    expect(person.get_by_role("heading", name="It has arrived")).to_be_visible()
    ana.goto(f"{house.base}/reports")
    ana.get_by_role("link", name=re.compile("not judged yet")).click()
    ana.get_by_label("Your passphrase").fill(PASSPHRASE)
    ana.keyboard.press("Enter")
    expect(ana.locator("[data-thread] [data-text]")).to_have_text(f"They sleep behind the ovens. {CANARY}")
    ana.get_by_role("button", name="Look at the picture").click()
    picture = ana.locator("dialog canvas")
    expect(picture).to_have_js_property("width", 60)
    expect(picture).to_have_js_property("height", 40)
    ana.keyboard.press("Escape")
    ana.get_by_label("Answer", exact=True).fill("We believe you. Can you be reached?")
    ana.get_by_role("button", name="Send, and ask for more").click()
    expect(ana.locator("[data-thread] .turn")).to_have_count(2)
    person.goto(f"{house.haven}/note/back")
    person.locator("#code").fill(code)
    person.get_by_role("button", name="Open").click()
    expect(person.locator("#items li.staff")).to_contain_text("We believe you. Can you be reached?")
    context.close()


def test_an_answer_is_not_sealed_to_a_key_revoked_while_it_was_written(
    house: LineHouse, enter: Enter
) -> None:
    ana, ben = enter("ana"), enter("ben")
    make_key(ana, house.base)
    make_key(ben, house.base)
    report = house.do("report", text="x y z")
    url = f"{house.base}/reports/{report['id']}"
    unlock(ana, url)
    tab = ana.context.new_page()
    unlock(tab, url)
    stale = tab.request.get(f"{url}/news?after=1").text()
    tab.route("**/news?*", lambda route: route.fulfill(body=stale, content_type="application/json"))
    ben.goto(f"{house.base}/keys")
    ben.get_by_text("Revoke this key").first.click()
    ben.get_by_label("I have understood this").check()
    ben.get_by_role("button", name="Revoke this key").click()
    expect(ben.get_by_text("Your key was revoked on")).to_be_visible()
    for page in (tab, ana):
        page.get_by_label("Answer", exact=True).fill("I read you.")
        page.get_by_role("button", name="Send the answer").click()
    expect(tab.locator("[data-form=answer] [data-error]")).to_contain_text("revoked just now")
    expect(ana.locator("[data-thread] .turn")).to_have_count(2)
    first, second = house.do("judged", id=report["id"])["keys"]
    his = house.do("key", name="ben")["id"]
    assert his in first
    assert his not in second
    unlock(ben, url)
    parts = ben.locator("[data-thread] [data-text]")
    expect(parts.first).to_have_text("x y z")
    expect(parts.last).to_contain_text("You cannot open this part")


def test_sent_twice_is_said_once(house: LineHouse, enter: Enter) -> None:
    page = enter()
    make_key(page, house.base)
    report = house.do("report", text="x y z")
    unlock(page, f"{house.base}/reports/{report['id']}")
    page.route("**/answer", lambda route: (route.fetch(), route.abort()))  # it arrives; the page never hears
    page.get_by_label("Answer", exact=True).fill("I read you.")
    page.get_by_role("button", name="Send the answer").click()
    expect(page.locator("[data-form=answer] [data-error]")).to_contain_text("connection is lost")
    expect(page.get_by_label("Answer", exact=True)).to_have_value("I read you.")
    page.unroute("**/answer")
    page.get_by_role("button", name="Send the answer").click()
    expect(page.locator("[data-thread] .turn")).to_have_count(2)
    assert len(house.do("answers", code=report["code"])) == 2


def test_by_keyboard_alone(house: LineHouse, enter: Enter) -> None:
    page = enter()
    make_key(page, house.base)
    report = house.do("report", text="x y z", files=[photo()])
    page.goto(f"{house.base}/reports/{report['id']}")
    expect(page.locator("#passphrase")).to_be_focused()
    page.keyboard.type(PASSPHRASE)
    page.keyboard.press("Enter")
    expect(page.locator("#thread-head")).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.locator("[data-do=lock]")).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator(".picture-frame")).to_be_focused()
    page.keyboard.press("Escape")
    page.keyboard.press("Tab")
    expect(page.locator("#answer")).to_be_focused()
    page.keyboard.type("I read you.")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("[data-thread] .turn")).to_have_count(2)
    page.locator("[data-do=lock]").focus()
    page.keyboard.press("Enter")
    expect(page.locator("#passphrase")).to_be_focused()
    expect(page.locator("[data-thread] .turn")).to_have_count(0)


def test_two_tabs(house: LineHouse, enter: Enter) -> None:
    page = enter()
    make_key(page, house.base)
    report = house.do("report", text="x y z")
    url = f"{house.base}/reports/{report['id']}"
    unlock(page, url)
    tab = page.context.new_page()
    unlock(tab, url)
    for one, said in ((page, "from the first"), (tab, "from the second")):
        one.get_by_label("Answer", exact=True).fill(said)
        one.get_by_role("button", name="Send the answer").click()
        expect(one.locator("[data-thread]")).to_contain_text(said)
    page.bring_to_front()
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    for one in (page, tab):
        expect(one.locator("[data-thread] [data-text]")).to_have_text(
            ["x y z", "from the first", "from the second"]
        )


def test_pictures_voice_and_the_sealed_original(house: LineHouse, enter: Enter, tmp_path: Path) -> None:
    page = enter()
    make_key(page, house.base)
    original = photo((120, 60, 60)) | {"name": "original.jpg", "original": "1"}
    broken = photo() | {"name": "broken.jpg", "data": "bm90IGEgcGljdHVyZQ=="}
    report = house.do("report", text="look", files=[photo(), voice(), original, broken])
    unlock(page, f"{house.base}/reports/{report['id']}")
    page.get_by_role("button", name="Look at the picture").first.click()
    dialog = page.locator("dialog.picture")
    canvas = dialog.locator("canvas")
    expect(dialog).to_be_visible()
    width = "(one) => one.getBoundingClientRect().width"
    expect(canvas).to_have_js_property("width", 60)
    expect(canvas).to_have_js_property("height", 40)
    colour = canvas.evaluate("(one) => [...one.getContext('2d').getImageData(30, 20, 1, 1).data]")
    assert all(abs(got - put) < 12 for got, put in zip(colour, (70, 110, 150, 255), strict=True))
    before = canvas.evaluate(width)
    page.keyboard.press("+")
    assert canvas.evaluate(width) > before
    page.keyboard.press("r")
    expect(canvas).to_have_js_property("width", 40)
    expect(canvas).to_have_js_property("height", 60)
    page.evaluate("window.print = () => { window.printed = document.querySelector('dialog').open }")
    page.get_by_role("button", name="Print").click()
    assert page.evaluate("window.printed") is True
    page.emulate_media(media="print")
    expect(canvas).to_be_visible()
    expect(page.locator("[data-thread]")).to_be_hidden()
    keep(page, "line-picture-print", tmp_path)
    page.emulate_media(media="screen")
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    expect(canvas).to_have_js_property("width", 0)  # nothing of a closed picture stays
    page.get_by_role("button", name="Look at the picture").last.click()
    expect(page.get_by_text("This cannot be shown as a picture.")).to_be_visible()
    audio = page.locator("[data-thread] audio")
    length = (
        "(one) => new Promise((done) => { one.onloadedmetadata = () => done(one.duration); one.load(); })"
    )
    assert audio.evaluate("(one) => one.src").startswith("blob:")
    assert audio.evaluate(length) == pytest.approx(1.0, abs=0.05)
    with page.expect_download() as told:
        page.get_by_role("link", name="Save the sealed original").click()
    told.value.save_as(tmp_path / "o.jpg")
    assert (tmp_path / "o.jpg").read_bytes()[:2] == b"\xff\xd8"


def test_judged_in_place_and_a_malicious_report_named_as_such(house: LineHouse, enter: Enter) -> None:
    page = enter()
    make_key(page, house.base)
    report = house.do("report", text="my neighbour is bad")
    unlock(page, f"{house.base}/reports/{report['id']}")
    page.get_by_label("Danger").select_option("1")
    page.get_by_label("The source").select_option("E")
    page.get_by_label("What is told").select_option("5")
    page.get_by_label("Possibly malicious").check()
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
    make_key(page, house.base)
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
    make_key(ana, house.base)
    report = house.do("report", text="before ben was here")
    url = f"{house.base}/reports/{report['id']}"
    ben.goto(url)
    expect(ben.get_by_role("heading", name="You have no key")).to_be_visible()
    expect(ben.locator("[data-who-can]")).to_have_text("ana")
    make_key(ben, house.base)
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
    make_key(page, house.base)
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
    make_key(page, house.base)
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
    page.get_by_label("To whom").fill("clinic:St Anna")
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
    make_key(page, house.base)
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
    make_key(enter(), house.base)
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


@pytest.mark.parametrize("look", ["light", "dark", "ar", "narrow"])
def test_how_reports_look(house: LineHouse, enter: Enter, tmp_path: Path, look: str) -> None:
    page = enter("sue", "line_supervisor", scheme=look, wide=360 if look == "narrow" else 1440)
    if look == "ar":
        page.locator("#tongue").select_option("ar")
        expect(page.locator("html")).to_have_attribute("dir", "rtl")
    wrong = {}

    def seen(name: str) -> None:
        keep(page, f"line-{name}-{look}", tmp_path)
        if found := violations(page):
            wrong[name] = found
        assert width(page) <= page.viewport_size["width"], name  # type: ignore[index]

    page.goto(f"{house.base}/reports")
    seen("reports-empty")
    page.goto(f"{house.base}/keys")
    seen("keys-none")
    for one in ("chosen", "again"):
        page.locator(f"[data-form=make] [name={one}]").fill(PASSPHRASE)
    page.locator("[data-form=make] button").click()
    for number in (1, 2, 3):
        expect(page.locator("[data-number]")).to_have_text(str(number))
        expect(page.locator("[data-share]")).not_to_be_empty()
        if number == 1:
            seen("share")
        groups = page.locator("[data-share]").inner_text().split()
        page.locator("[data-do=kept]").click()
        if number == 1:
            seen("share-tried")
        for place, name in enumerate(("first", "second")):
            asked = int(page.locator("[data-group]").nth(place).inner_text())
            page.locator(f"[name={name}]").fill(groups[asked - 1])
        page.locator("[data-form=try] button").click()
    expect(page.locator("[data-step=done]")).to_be_visible()
    page.goto(f"{house.base}/keys")
    page.evaluate(UNFOLD)
    seen("keys")
    long = "They work in the laundry behind the station, from five in the morning until night. " * 4
    report = house.do("report", text=long, locale="ar", files=[photo(), voice()], days=3)
    house.do("more", code=report["code"], text="رأيتهم مرة أخرى اليوم")
    for days, severity in ((1, "2"), (6, "1"), (2, "0")):
        other = house.do("report", text="x", days=days, locale="es")
        house.visitor("sue", "line_supervisor").get("/reports")
        sue = house.visitor("sue", "line_supervisor")
        sue.get("/reports")
        told = {"severity": severity, "reliability": "F", "credibility": "3", "judged": "1"}
        sue.post(f"/reports/{other['id']}/judge", told | ({"malicious": "1"} if severity == "0" else {}))
    page.goto(f"{house.base}/reports")
    seen("reports")
    page.goto(f"{house.base}/reports/{report['id']}")
    seen("report-locked")
    page.locator("#passphrase").fill(PASSPHRASE)
    page.keyboard.press("Enter")
    expect(page.locator("[data-opened]")).to_be_visible()
    page.locator("#malicious").check()
    page.locator("#keep-judged").click()
    expect(page.locator("[data-part=judged] .message")).to_be_visible()
    page.locator("#answer").fill("Thank you for telling us.")
    page.locator("[data-form=answer] button").first.click()
    expect(page.locator("[data-thread] .turn")).to_have_count(3)
    seen("report")
    page.evaluate(UNFOLD)
    seen("report-all")
    page.locator("[data-show]").first.click()
    expect(page.locator("dialog.picture")).to_be_visible()
    seen("picture")
    assert wrong == {}
