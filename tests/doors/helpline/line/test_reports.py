"""Sealed reports at Line in a real browser: opened, answered, seen and heard; and how they look."""

from __future__ import annotations

import base64
import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.doors.helpline.line.holding import PASSPHRASE, have_key, photo, unlock, voice
from tests.doors.helpline.line.house import LineHouse
from tests.doors.helpline.line.test_look import Enter, enter
from tests.doors.web.walk.looking import keep, lights, violations, width

__all__ = ["enter"]
pytestmark = pytest.mark.browser
CANARY = "kestrel-meadow-93"
UNFOLD = "() => document.querySelectorAll('main details').forEach((one) => (one.open = true))"


@pytest.fixture(autouse=True)
def _nothing_before(house: LineHouse) -> None:
    house.do("no_reports")


def test_opened_answered_and_read_by_who_reported(house: LineHouse, enter: Enter) -> None:
    page = enter()
    have_key(page, house, "ana")
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
    have_key(ana, house, "ana")
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
    expect(ana.get_by_role("button", name="Open")).to_be_enabled()
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
    have_key(ana, house, "ana")
    have_key(ben, house, "ben")
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
    have_key(page, house, "ana")
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
    have_key(page, house, "ana")
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
    have_key(page, house, "ana")
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
    page.evaluate(
        "() => { const now = Date.now(); Date.now = () => now + 16 * 60_000;"
        " dispatchEvent(new PointerEvent('pointermove')); }"
    )
    expect(page.locator("[data-idle]")).to_be_visible()
    expect(page.locator("[data-thread] .turn")).to_have_count(0)


def test_pictures_voice_and_the_sealed_original(house: LineHouse, enter: Enter, tmp_path: Path) -> None:
    page = enter()
    have_key(page, house, "ana")
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


@pytest.mark.parametrize("look", ["light", "ar", "narrow"])
def test_how_reports_look(house: LineHouse, enter: Enter, tmp_path: Path, look: str) -> None:
    page = enter("sue", "line_supervisor", wide=360 if look == "narrow" else 1440)
    if look == "ar":
        page.locator("#tongue").select_option("ar")
        expect(page.locator("html")).to_have_attribute("dir", "rtl")
    wrong = {}

    def seen(name: str) -> None:
        for light in lights(page, look):
            keep(page, f"line-{name}-{light}", tmp_path)
            if found := violations(page):
                wrong[f"{name}-{light}"] = found
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
