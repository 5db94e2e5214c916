"""Line in a real browser, against real processes: live, by keyboard, in both lights, in Arabic; axe finds nothing."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.doors.helpline.line.house import LineHouse
from tests.doors.web.walk.looking import keep, lights, violations, width

pytestmark = pytest.mark.browser
Enter = Callable[..., Page]


@pytest.fixture
def enter(browser: Browser, house: LineHouse) -> Iterator[Enter]:
    """Somebody comes in by a link. Errors on a page, and requests that leave our own origin, fail the test."""
    said: list[str] = []
    asked: list[str] = []
    contexts: list[BrowserContext] = []

    def make(
        name: str = "ana",
        role: str = "advocate",
        scheme: str = "light",
        script: bool = True,
        wide: int = 1440,
    ) -> Page:
        context = browser.new_context(
            viewport={"width": wide, "height": 900},
            color_scheme="dark" if scheme == "dark" else "light",
            java_script_enabled=script,
        )
        contexts.append(context)
        context.set_default_timeout(20_000)
        page = context.new_page()
        page.on("console", lambda one: said.append(one.text) if one.type == "error" else None)
        page.on("pageerror", lambda one: said.append(str(one)))
        page.on("request", lambda one: asked.append(one.url))
        page.goto(f"{house.base}/open/{house.do('link', name=name, role=role)}")
        page.get_by_role("button", name="Open Line").click()
        page.wait_for_url(f"{house.base}/")
        return page

    yield make
    for context in contexts:
        context.close()
    assert [
        one for one in asked if not one.startswith((f"{house.base}/", "data:", f"blob:{house.base}/"))
    ] == []
    assert [one for one in said if "ERR_FAILED" not in one] == [], "what a test itself broke aside"


def test_the_queue_is_live_and_in_its_order(house: LineHouse, enter: Enter) -> None:
    page = enter()
    expect(page.get_by_text("Nobody waits.")).to_be_visible()
    house.do("talk", says=["x"], severity=0, minutes=2)
    expect(page.locator(".waiter")).to_have_count(1)
    bell = page.locator("[data-bell]")
    bell.locator("input").check()
    expect(bell).to_have_attribute("data-rung", "1")
    house.do("talk", says=["x"], severity=2, reasons=["weapon"])
    expect(page.locator(".waiter")).to_have_count(2)
    expect(page.locator(".waiter").first).to_contain_text("danger now")
    expect(page.locator("[data-say]")).to_have_text("Somebody in danger waits.")
    expect(bell).to_have_attribute("data-rung", "2")
    page.reload()
    expect(bell.locator("input")).to_be_checked()


def test_a_talk_by_keyboard(house: LineHouse, enter: Enter) -> None:
    talk = house.do("talk", says=["please help"], severity=2, reasons=["weapon"])["id"]
    page = enter()
    page.get_by_role("button", name="Help the next person").focus()
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/talks/{talk}")
    expect(page.locator("#text")).to_be_focused()
    page.keyboard.type("I am with you.")
    page.keyboard.press("Control+Enter")
    expect(page.locator(".turn.staff .turn-text").last).to_have_text("I am with you.")
    expect(page.locator("#text")).to_have_value("")
    page.keyboard.press("/")
    search = page.get_by_role("searchbox", name="Search")
    expect(search).to_be_focused()
    page.keyboard.type("nobody is looking")
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    expect(page.locator(".turn.staff.ready")).to_have_count(1)
    turns = house.do("state", id=talk)["turns"]
    assert [one[2] for one in turns][-1] == "if_unsure"
    house.do("said", id=talk, text="thank you, he is asleep", token="t1")
    expect(page.locator(".turn.person").last).to_contain_text("he is asleep")


def test_two_advocates_and_one_person(house: LineHouse, enter: Enter) -> None:
    talk = house.do("talk", says=["x"], severity=1)["id"]
    ana, ben = enter("ana"), enter("ben")
    for page in (ana, ben):
        expect(page.locator(".waiter")).to_have_count(1)
    ana.get_by_role("button", name="Help the next person").click()
    ana.wait_for_url(f"**/talks/{talk}")
    expect(ben.locator(".waiter")).to_have_count(0)
    ben.get_by_role("button", name="Help the next person").click()
    expect(ben.get_by_text("Nobody waits now.")).to_be_visible()


def test_judged_otherwise_and_handed_over(house: LineHouse, enter: Enter) -> None:
    talk = house.do("talk", says=["my battery is dying"], severity=2, reasons=["unsafe"])["id"]
    ben = enter("ben")
    ana = enter("ana")
    expect(ben.locator(".waiter")).to_have_count(1)
    ana.get_by_role("button", name="Help the next person").click()
    ana.wait_for_url(f"**/talks/{talk}")
    expect(ben.locator(".waiter")).to_have_count(0)
    ana.get_by_label("Your judgement").select_option("0")
    ana.locator("#severity ~ *, form:has(#severity) button").first.click()
    expect(ana.locator(".talk-head h1")).to_contain_text("can wait")
    assert house.do("state", id=talk)["overrides"] == [[2, 0]]
    ana.get_by_text("Hand over", exact=True).first.click()
    ana.get_by_label("To", exact=True).select_option("ben")
    ana.get_by_role("button", name="Hand over").click()
    expect(ana.get_by_text("Handed over.")).to_be_visible()
    expect(ben.locator(".talks a")).to_contain_text("waits for your answer")
    expect(ben).to_have_title(re.compile(r"^\(1\)"))
    ben.reload()
    expect(ben.locator(".talks a")).to_have_count(1)


def test_what_was_not_sent_stays(house: LineHouse, enter: Enter) -> None:
    house.do("talk", says=["x"], severity=1)
    page = enter()
    page.get_by_role("button", name="Help the next person").click()
    expect(page.locator("#text")).to_be_focused()
    page.route("**/say", lambda route: route.abort())
    page.locator("#text").fill("are you there")
    page.get_by_role("button", name="Send").click()
    expect(page.locator("[data-unsent]")).to_be_visible()
    expect(page.locator("#text")).to_have_value("are you there")
    page.unroute("**/say")
    page.evaluate("console.clear()")
    page.get_by_role("button", name="Send").click()
    expect(page.locator(".turn.staff")).to_have_count(1)


def test_what_is_kept_beside_a_talk_takes_nothing_half_written_away(house: LineHouse, enter: Enter) -> None:
    talk = house.do("talk", says=["x"], severity=1)["id"]
    page = enter()
    page.locator("#next").click()
    page.wait_for_url(f"**/talks/{talk}")
    page.locator("#text").fill("half an answer")
    for head in ("Safety plan", "Note", "Consent"):
        page.locator("aside summary", has_text=head).first.click()
    page.locator("[id^=plan-]").first.fill("half a plan")
    note = page.locator("form:has([id^=note-])")
    note.locator("textarea").fill("he works nights")
    note.get_by_role("button").click()
    expect(note.locator("[data-says]")).to_have_text("Kept, sealed.")
    expect(page.locator("[data-fresh=written]")).to_contain_text("he works nights")
    consent = page.locator("form:has(#agree-text)")
    for name, value in (
        ("text", "my words"),
        ("name", "St Anna"),
        ("until", f"{datetime.now(UTC).date() + timedelta(days=30)}"),
    ):
        consent.locator(f"#agree-{name}").fill(value)
    page.route("**/consent", lambda route: route.abort())
    consent.get_by_role("button").click()
    expect(consent.locator("[data-says]")).to_have_attribute("role", "alert")
    expect(page.locator("#agree-text")).to_have_value("my words")
    page.unroute("**/consent")
    consent.get_by_role("button").click()
    expect(page.locator("[data-fresh=written]")).to_contain_text("clinic: St Anna · to be treated")
    page.get_by_role("link", name="Shift", exact=True).click()
    expect(page.locator("[data-going]")).to_be_visible()
    expect(page.locator("#text")).to_have_value("half an answer")
    expect(page.locator("[id^=plan-]").first).to_have_value("half a plan")
    page.locator("form:has([id^=plan-])").get_by_role("button").click()
    expect(page.locator("[data-fresh=written]")).to_contain_text("half a plan")
    expect(page.locator("[data-fresh=written]")).to_contain_text("he works nights")
    page.get_by_role("link", name="Shift", exact=True).click()
    page.get_by_role("link", name="Shift", exact=True).click()
    page.wait_for_url("**/shift")


def test_without_scripts(house: LineHouse, enter: Enter) -> None:
    talk = house.do("talk", says=["x"], severity=1)["id"]
    page = enter(script=False)
    page.get_by_role("button", name="Help the next person").click()
    page.wait_for_url(f"**/talks/{talk}")
    page.locator("#text").fill("I am here")
    page.get_by_role("button", name="Send").click()
    expect(page.locator(".turn.staff .turn-text")).to_have_text("I am here")


@pytest.mark.parametrize("look", ["light", "ar", "narrow"])
def test_how_it_looks(house: LineHouse, enter: Enter, tmp_path: Path, look: str) -> None:
    for severity, minutes, locale in ((2, 1, "ar"), (1, 9, "es"), (0, 44, "tl"), (0, 3, "en")):
        reasons = [[], ["threat", "watched"], ["weapon", "hit"]][severity]
        house.do("talk", says=["x"], severity=severity, minutes=minutes, locale=locale, reasons=reasons)
    house.do("contacts", counts={"en": 60, "es": 31, "ar": 4}, month="2026-01")
    page = enter("sue", "line_supervisor", wide=360 if look == "narrow" else 1440)
    if look == "ar":
        page.locator("#tongue").select_option("ar")
        expect(page.locator("html")).to_have_attribute("dir", "rtl")
    page.locator("#next").click()
    talk = page.url.rpartition("/")[2]
    house.do("said", id=talk, text="هو خارج الباب الآن، ومعه سكين", token="one")
    house.do("said", id=talk, text="I think he went down the stairs. What should I do?", token="two")
    page.locator("#text").fill("Can you lock the door?")
    page.keyboard.press("Control+Enter")
    expect(page.locator(".turn.staff")).to_have_count(1)
    wrong = {}
    places = ["", f"talks/{talk}", "breath", "shift", "numbers", "staffing", "passing", "people"]
    for place in places:
        page.goto(f"{house.base}/{place}")
        name = place.partition("/")[0] or "queue"
        for light in lights(page, look):
            keep(page, f"line-{name}-{light}", tmp_path)
            if found := violations(page):
                wrong[f"{name}-{light}"] = found
        assert width(page) <= page.viewport_size["width"], name  # type: ignore[index]
    page.goto(f"{house.base}/talks/{talk}")
    page.locator("[data-open-ready]").click()
    for light in lights(page, look):
        keep(page, f"line-ready-{light}", tmp_path)
        if found := violations(page):
            wrong[f"ready-{light}"] = found
    assert wrong == {}


def test_arabic_reasons_have_the_arabic_comma(house: LineHouse, enter: Enter) -> None:
    house.do("talk", says=["x"], severity=2, reasons=["weapon", "threat"])
    page = enter()
    page.context.set_extra_http_headers({"Accept-Language": "ar"})
    page.reload()
    assert page.evaluate("document.documentElement.dir") == "rtl"
    why = page.locator(".waiter-why")
    expect(why).to_contain_text("، ")
    expect(why).not_to_contain_text(", ")
    page.locator("#next").click()
    page.wait_for_url("**/talks/*")
    expect(page.locator(".talk-head")).to_contain_text("، ")
