"""What a phone keeps of Haven, in a real browser, and how its pages look there: the plan, no network, both lights,
large letters, Arabic, a screen reader."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.doors.helpline.phone import PAGES, PHONE, SMALLEST, TARGETS, Opened, left, opened, say
from tests.doors.helpline.running import Helpline
from tests.doors.web.walk.looking import in_both_lights

__all__ = ["opened"]
pytestmark = pytest.mark.browser


def test_the_plan_stays_on_the_phone_in_a_box_of_one_size(opened: Opened) -> None:
    page = opened("/plan")
    sent: list[str] = []
    page.on("request", lambda one: sent.append(one.post_data or "") if one.method == "POST" else None)
    empty = page.evaluate("localStorage.getItem('n')")
    page.fill("#pin", "482913")
    page.click("#fresh")
    page.fill("#call", "my sister, blue house")
    page.get_by_role("button", name="Lock and save").click()
    expect(page.locator("#plan-says")).to_have_text("Locked on this phone.")
    full = page.evaluate("localStorage.getItem('n')")
    assert len(full) == len(empty)
    assert full != empty
    page.reload()
    page.fill("#pin", "000000")
    page.get_by_role("button", name="Open my plan").click()
    expect(page.locator("#plan-says")).to_have_text("This PIN opens nothing.")
    page.fill("#pin", "482913")
    page.get_by_role("button", name="Open my plan").click()
    expect(page.locator("#call")).to_have_value("my sister, blue house")
    assert sent == []
    page.evaluate("() => (Storage.prototype.setItem = () => { throw new Error('closed') })")
    page.get_by_role("button", name="Lock and save").click()
    expect(page.locator("#plan-says")).to_contain_text("This did not work")
    expect(page.locator("#call")).to_have_value("my sister, blue house")


def _keep(page: Page) -> None:
    """Agree to keep the pages on this phone."""
    page.goto(page.evaluate("location.origin") + "/phone")
    page.click("[data-do=keep]")
    expect(page.locator("#keep [role=status]")).to_contain_text("Kept on this phone")
    page.wait_for_function("navigator.serviceWorker.controller")


def test_another_page_can_stand_first_and_goes_with_all_the_rest(opened: Opened, helpline: Helpline) -> None:
    page = opened("/phone", quiet=False)
    page.get_by_text("Show another page first").click()
    expect(page.locator("main")).to_contain_text("helps against a glance, and nothing else")
    page.get_by_role("button", name="Show the table first").click()
    page.goto(helpline.base)
    expect(page.get_by_role("heading")).to_have_text("Measures")
    assert page.locator("a").count() == 1
    assert page.title() == "Info"
    page.get_by_role("link", name="More").click()
    expect(page.get_by_role("heading")).to_have_text("What do you need?")
    page.goto(helpline.base + "/phone")
    assert page.locator("a.back").get_attribute("href") == "/start"
    _keep(page)
    page.context.set_offline(True)
    page.goto(helpline.base)
    expect(page.get_by_role("heading")).to_have_text("Measures")
    page.context.set_offline(False)
    page.goto(helpline.base + "/phone")
    page.click("[data-erase-all]")
    left(page)
    for _ in range(100):  # a busy server's answer may come when the page is gone already
        if "v" not in {one["name"] for one in page.context.cookies()}:
            break
        page.wait_for_timeout(100)
    page.goto(helpline.base)
    expect(page.get_by_role("heading")).to_have_text("What do you need?")


def test_leave_and_erase_all_leaves_nothing_of_ours(opened: Opened, helpline: Helpline) -> None:
    page = opened("/phone")
    _keep(page)
    page.click("[data-erase-all]")
    left(page)
    page.context.route(
        f"{helpline.base}/bare", lambda route: route.fulfill(body="", content_type="text/html")
    )
    page.goto(f"{helpline.base}/bare")
    assert page.evaluate("localStorage.length") == 0
    assert page.evaluate("caches.keys()") == []
    assert page.evaluate("navigator.serviceWorker.getRegistrations().then(all => all.length)") == 0


def test_rights_and_the_directory_work_without_a_network(opened: Opened) -> None:
    page = opened("/talk", quiet=False)
    say(page, "what a phone keeps does not show that somebody talked")
    _keep(page)
    expect(page.get_by_role("button", name="Erase the talk now")).to_be_visible()
    page.context.set_offline(True)
    for path, words in (
        ("/start", "What do you need?"),
        ("/plan", "PIN"),
        ("/phone", "On this phone"),
        ("/numbers", "Romania"),
        ("/talk", "There is no network"),
        ("/rights/basics", "This is not your fault"),
        ("/signs", "I get no pay"),
        ("/find", "Town"),
    ):
        page.goto(page.evaluate("location.origin") + path)
        assert words in page.inner_text("main")
        assert page.get_by_role("button", name="Erase the talk now").count() == 0
    page.get_by_role("button", name="Look", exact=True).click()
    expect(page.locator("#found")).to_contain_text(re.compile("Kept on this phone|too old"))
    kept = page.evaluate(
        "caches.keys().then(all => Promise.all(all.map(one => caches.open(one).then(s => s.keys()))))"
    )
    assert len(kept) == 1


@pytest.mark.parametrize("path", PAGES)
def test_axe_finds_nothing(path: str, opened: Opened) -> None:
    page = opened(path, color_scheme="light")
    if path == "/talk":
        page.click("button[value=safe_no]")
        page.wait_for_selector("li.danger")
    assert in_both_lights(page) == []


@pytest.mark.parametrize("language", ["en", "ru", "ar", "vi", "tl"])
def test_it_fits_a_small_phone_with_large_text(language: str, opened: Opened) -> None:
    page = opened("/", viewport={"width": 320, "height": 560}, locale=language)
    wide, small = [], []
    for path in PAGES:
        page.goto(page.evaluate("location.origin") + path)
        small += page.evaluate(TARGETS, SMALLEST)
        for size in ("100%", "200%"):
            page.evaluate("size => document.documentElement.style.fontSize = size", size)
            if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
                wide.append((path, size))
    assert wide == []
    assert small == []


def test_arabic_is_mirrored_and_numbers_are_not(opened: Opened) -> None:
    page = opened("/talk?c=GB", locale="ar")
    assert page.evaluate("document.documentElement.dir") == "rtl"
    leave = page.locator("a.leave").bounding_box()
    assert leave
    assert leave["x"] < PHONE["width"] / 2
    number = page.locator("a[href='tel:999']").first
    assert number.get_attribute("dir") == "ltr"
    assert number.inner_text() == "999"


def test_a_screen_reader_hears_the_page_in_order(opened: Opened) -> None:
    page = opened("/talk")
    told = page.locator("body").aria_snapshot()
    order = [
        "Skip to the text",
        "Leave this page at once",
        "- main:",
        'heading "Talk"',
        "What was said",
        "Your words",
        "Send",
    ]
    assert [told.index(one) for one in order] == sorted(told.index(one) for one in order)
    assert page.locator("#turns").get_attribute("aria-live") == "polite"


def test_pictures_are_made_to_be_looked_at(opened: Opened, tmp_path: Path) -> None:
    for scheme in ("light", "dark"):
        page = opened("/", color_scheme=scheme)
        assert len(page.screenshot(path=tmp_path / f"home-{scheme}.png", full_page=True)) > 5_000
