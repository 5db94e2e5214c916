"""My consents on a phone: with a code and without, scripts or none, by keyboard, leaving, in both lights, in Arabic."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, ViewportSize, expect

from tests.doors.helpline.line.house import LineHouse
from tests.doors.helpline.test_mine import Mira, sent_report
from tests.doors.helpline.visitor import Visitor
from tests.doors.web.walk.looking import keep, lights, violations

pytestmark = pytest.mark.browser
PHONE: ViewportSize = {"width": 360, "height": 740}
Opened = Callable[..., Page]


@pytest.fixture(scope="module")
def mira(line_house: LineHouse) -> Mira:
    return Mira(line_house)


@pytest.fixture
def opened(browser: Browser, line_house: LineHouse) -> Iterator[Opened]:
    """Opens My consents on a phone. What asks a third party or breaks fails the test."""
    contexts: list[BrowserContext] = []
    asked: list[str] = []
    said: list[str] = []

    def open_page(code: str = "", **context: Any) -> Page:
        made = browser.new_context(**({"viewport": PHONE} | context))
        contexts.append(made)
        made.set_default_timeout(30_000)
        made.route(re.compile(r"^https://www\.bbc\.co\.uk/"), lambda route: route.fulfill(body="Sunny"))
        page = made.new_page()
        page.on("request", lambda one: asked.append(one.url))
        page.on("pageerror", lambda one: said.append(str(one)))
        page.goto(f"{line_house.haven}/mine")
        if code:
            page.fill("#code", code)
            page.locator("form[action='/mine/code'] button").click()
            expect(page.locator(".held > li").first).to_be_visible()
        return page

    yield open_page
    for one in contexts:
        one.close()
    away = (line_house.haven, "data:", "https://www.bbc.co.uk/")
    assert [url for url in asked if not url.startswith(away)] == []
    assert said == []


@pytest.mark.parametrize("scripts", [True, False])
def test_taken_back_with_scripts_and_without(opened: Opened, line_house: LineHouse, scripts: bool) -> None:
    mira = Mira(line_house)
    page = opened(mira.code(), java_script_enabled=scripts)
    page.get_by_text("Take it back", exact=True).click()
    expect(page.get_by_text("From now on they get nothing more")).to_be_visible()
    expect(page.get_by_text("We cannot see who looks at it there")).to_be_visible()
    page.get_by_role("button", name="Yes, take it back").click()
    expect(page.get_by_role("status").filter(has_text="Taken back")).to_be_visible()
    assert "recalled</span>" in mira.record()


def test_by_keyboard_and_in_order(opened: Opened, mira: Mira) -> None:
    page = opened()
    page.locator("#code").focus()
    page.keyboard.type(mira.code())
    page.keyboard.press("Enter")
    expect(page.locator(".held > li").first).to_be_visible()
    summary = page.get_by_text("Who looked", exact=True).first
    summary.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_text("to plan or give help").first).to_be_visible()
    told = page.locator("main").aria_snapshot()
    order = [
        "Who holds what about me",
        "Your record",
        "Who has it",
        "Erase it",
        "Casa Alba",
        "Take it back",
        "Close this",
        "Another code",
    ]
    places = [told.index(one) for one in order]
    assert places == sorted(places)


def test_leave_takes_the_pass_and_back_shows_nothing(opened: Opened, mira: Mira) -> None:
    page = opened(mira.code())
    assert page.title() == "Info"
    page.click("a.leave")
    page.wait_for_url("https://www.bbc.co.uk/**")
    for _ in range(50):  # the call that takes it goes out beside the new page
        if "m" not in {one["name"] for one in page.context.cookies()}:
            break
        page.wait_for_timeout(100)
    assert "m" not in {one["name"] for one in page.context.cookies()}
    page.go_back()
    page.wait_for_load_state()
    assert "Casa Alba" not in page.content()


def test_from_a_report_that_was_opened_on_the_phone(opened: Opened, line_house: LineHouse) -> None:
    line_house.do("recipient", name="rita")
    code = sent_report(Visitor(line_house.haven))
    page = opened()
    sent: list[str] = []
    page.on("request", lambda one: sent.append(one.post_data or ""))
    page.get_by_role("link", name="open the report first").click()
    page.fill("#code", code)
    page.get_by_role("button", name="Open", exact=True).click()
    page.get_by_role("button", name="Who holds what about me").click()
    expect(page.get_by_role("heading", name="What you sent us without a name")).to_be_visible()
    digits = code.replace(" ", "")
    assert [one for one in sent if code in one or digits in one] == [], "the code itself goes nowhere"
    assert "secret=" not in page.url


@pytest.mark.parametrize("look", ["light", "ar"])
def test_how_it_looks(opened: Opened, line_house: LineHouse, tmp_path: Path, look: str) -> None:
    mira = Mira(line_house)
    told = {"locale": "ar"} if look == "ar" else {"color_scheme": "light"}
    page = opened(**told)
    wrong = {}

    def seen(name: str) -> None:
        page.evaluate("document.querySelectorAll('details').forEach(one => one.setAttribute('open', ''))")
        for light in lights(page, look):
            keep(page, f"haven-{name}-{light}", tmp_path)
            if found := violations(page):
                wrong[f"{name}-{light}"] = found
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), name

    for light in lights(page, look):
        keep(page, f"haven-mine-empty-{light}", tmp_path)
    page = opened(mira.code(), **told)
    for light in lights(page, look):
        keep(page, f"haven-mine-{light}", tmp_path)
    seen("mine-open")
    page.locator("form:has(input[value=erase]) button").click()
    expect(page.locator("li.going")).to_be_visible()
    seen("mine-going")
    assert wrong == {}
    if look == "ar":
        assert page.evaluate("document.documentElement.dir") == "rtl"
