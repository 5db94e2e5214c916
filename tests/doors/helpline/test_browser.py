"""Haven in a real browser of phone size: leaving, the live talk, the plan, no network, no scripts, Arabic, keys."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, ViewportSize, expect

from manumit.doors.web.building import ASSETS
from tests.doors.helpline.conftest import Begin, Helpline
from tests.doors.web.front.conftest import WATCH

pytestmark = pytest.mark.browser
PHONE: ViewportSize = {"width": 360, "height": 740}
PAGES = (
    "/",
    "/talk",
    "/find",
    "/numbers",
    "/away",
    "/rights",
    "/rights/basics",
    "/signs",
    "/offer",
    "/plan",
    "/phone",
    "/mine",
    "/language",
    "/nope",
)
AWAY = "http://weather.example/today"
SMALLEST = 44
"""Pixels of a target (docs of the look)."""
TARGETS = """least => [...document.querySelectorAll(
    "main a, main button, main input:not([type=hidden], [type=checkbox]), main select, .top a, .foot a, summary")]
  .filter(one => one.checkVisibility() && !one.closest("p:not(.deeds, .more, .links, .call)"))
  .filter(one => ["width", "height"].some(side => one.getBoundingClientRect()[side] < least))
  .map(one => one.outerHTML.slice(0, 80))"""
"""What can be pressed and is smaller; a link within a sentence is none of them."""
Opened = Callable[..., Page]


@pytest.fixture(scope="module")
def line(begin: Begin) -> Helpline:
    return begin(made_up="1", leave=AWAY)


@pytest.fixture
def opened(browser: Browser, line: Helpline) -> Iterator[Opened]:
    """Opens a page on a phone. What asks a third party, breaks, or is refused by the policy fails the test."""
    contexts: list[BrowserContext] = []
    asked: list[str] = []
    said: list[str] = []

    def open_page(path: str = "/", quiet: bool = True, **context: Any) -> Page:
        made = browser.new_context(**({"viewport": PHONE} | context))
        contexts.append(made)
        made.set_default_timeout(30_000)
        if context.get("java_script_enabled", True):
            made.add_init_script(WATCH)
        made.route(re.compile(r"^http://weather\.example/"), lambda route: route.fulfill(body="Sunny"))
        page = made.new_page()
        page.on("request", lambda one: asked.append(one.url))
        if quiet:
            page.on(
                "console", lambda one: said.append(one.text) if one.type in ("error", "warning") else None
            )
        page.on("pageerror", lambda one: said.append(str(one)))
        page.goto(line.base + path)
        return page

    yield open_page
    for one in contexts:
        one.close()
    assert [url for url in asked if not url.startswith((line.base, "data:", AWAY))] == []
    assert [one for one in said if "404" not in one] == []


def _say(page: Page, text: str) -> None:
    page.fill("#text", text)
    page.click("button[name=send]")
    said = page.locator("li.person:not(.unsent)", has_text=text)
    expect(said).to_have_count(
        1, timeout=60_000
    )  # the first word may wait for the models of a server just begun


def _left(page: Page) -> None:
    page.wait_for_url(AWAY)
    assert page.inner_text("body") == "Sunny"
    assert [one for one in page.context.cookies() if one["name"] == "s"] == []


def test_leave_shows_another_page_and_back_shows_no_talk(opened: Opened, line: Helpline) -> None:
    page = opened("/talk")
    _say(page, "something secret")
    page.evaluate("sessionStorage.setItem('a', 'b')")
    page.click("a.leave")
    _left(page)
    page.go_back()
    page.wait_for_load_state()
    assert "something secret" not in page.content()
    page.goto(line.base)
    assert page.evaluate("sessionStorage.length") == 0


def test_danger_is_answered_in_view_and_words_outlive_the_end(opened: Opened) -> None:
    page = opened("/talk")
    _say(page, "he locked me in and he has a knife")
    panel = page.locator("li.danger").first
    expect(panel).to_be_in_viewport(ratio=0.99)
    expect(page.locator("#where")).to_have_attribute("open", "")
    _say(page, "Germany")
    expect(page.locator("li.danger a[href='tel:112']").last).to_be_in_viewport()
    page.fill("#text", "wait, I")
    page.evaluate(
        "() => fetch('/talk/close', {method: 'POST', body: new URLSearchParams({do: 'end',"
        " csrfmiddlewaretoken: document.querySelector('[name=csrfmiddlewaretoken]').value})})"
    )
    expect(page.locator("#anew")).to_be_visible()
    expect(page.locator("#text")).to_have_value("wait, I")
    page.click("button[name=send]")
    expect(page.locator("li.person")).to_have_count(1)
    expect(page.locator("li.person")).to_contain_text("wait, I")


def test_leaving_in_one_tab_leaves_in_all(opened: Opened) -> None:
    page = opened("/talk")
    _say(page, "something secret")
    other = page.context.new_page()
    other.goto(page.url)
    expect(other.locator("li.person")).to_contain_text("something secret")
    page.click("a.leave")
    _left(page)
    other.wait_for_url(AWAY)


def test_who_leaves_while_the_line_is_away_leaves_no_open_talk(opened: Opened, line: Helpline) -> None:
    page = opened("/talk", quiet=False)
    _say(page, "something secret")
    page.context.set_offline(True)
    page.click("a.leave")
    page.wait_for_url(AWAY)
    assert "s" in {one["name"] for one in page.context.cookies()}, "nothing could be told"
    page.context.set_offline(False)
    page.goto(line.base + "/talk")
    assert "something secret" not in page.content()
    assert {"s", "x"} & {one["name"] for one in page.context.cookies()} == set()
    _say(page, "a new beginning")


def test_shift_three_times_leaves_and_counts_aloud(opened: Opened) -> None:
    page = opened("/rights/basics")
    counter = page.get_by_role("status")
    page.keyboard.press("Shift")
    expect(counter).to_have_text("Press Shift two more times to leave")
    page.keyboard.press("Shift")
    expect(counter).to_have_text("Press Shift once more to leave")
    assert counter.evaluate("one => getComputedStyle(one).opacity") == "1"
    page.keyboard.press("Shift")
    _left(page)


def test_capital_letters_do_not_leave(opened: Opened) -> None:
    page = opened("/talk")
    page.focus("#text")
    for letter in "ABCDE":
        page.keyboard.press(f"Shift+{letter}")
    expect(page.get_by_role("status").last).to_have_text("")
    assert page.url.endswith("/talk")


def test_the_page_is_blank_at_once(opened: Opened) -> None:
    page = opened("/talk")
    seen = page.evaluate("() => (document.querySelector('a.leave').click(), document.body.innerText)")
    assert seen == ""
    _left(page)


def test_the_keyboard_finds_leave_first(opened: Opened) -> None:
    page = opened("/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to the text"
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Leave this page at once"
    assert page.evaluate("document.activeElement.getBoundingClientRect().top") >= 0
    page.keyboard.press("Enter")
    _left(page)


def test_without_scripts_the_talk_works(opened: Opened) -> None:
    page = opened("/talk", java_script_enabled=False)
    page.click("button[value=safe_unsure]")
    page.fill("#text", "by forms alone")
    page.click("button[name=send]")
    expect(page.locator("li.person").last).to_contain_text("by forms alone")
    page.get_by_text("Look for an answer every 20 seconds").click()
    expect(page.locator("meta[http-equiv=refresh]")).to_have_count(1)
    page.get_by_text("Stop looking, and write").click()
    expect(page.locator("#text")).to_be_visible()
    with page.expect_request(AWAY):
        page.click("a.leave")
    assert [one for one in page.context.cookies() if one["name"] == "s"] == []


def test_a_button_does_not_lose_words_that_were_being_written(opened: Opened) -> None:
    for scripts in (True, False):
        page = opened("/talk", java_script_enabled=scripts)
        page.fill("#text", "half a sentence")
        page.click("button[value=safe_yes]")
        expect(page.locator("li.person")).to_contain_text("Yes")
        expect(page.locator("#text")).to_have_value("half a sentence")


def test_two_tabs_hear_each_other(opened: Opened) -> None:
    page = opened("/talk")
    _say(page, "from one tab")
    other = page.context.new_page()
    other.goto(page.url)
    _say(other, "from the other")
    expect(page.locator("li.person", has_text="from the other")).to_have_count(1)
    _say(page, "and back")
    expect(other.locator("li.person", has_text="and back")).to_have_count(1)
    numbers = page.eval_on_selector_all("#turns li", "all => all.map(one => Number(one.dataset.n))")
    assert numbers == sorted(set(numbers))


def test_a_lost_line_keeps_the_words_and_sends_them_once(opened: Opened) -> None:
    page = opened("/talk", quiet=False)
    _say(page, "before")
    page.context.set_offline(True)
    page.fill("#text", "while the line was away")
    page.click("button[name=send]")
    expect(page.locator("#problem")).to_contain_text("The line is lost")
    expect(page.locator("li.unsent")).to_contain_text("while the line was away")
    page.context.set_offline(False)
    expect(page.locator("li.person:not(.unsent)", has_text="while the line was away")).to_have_count(1)
    expect(page.locator("#problem")).to_be_hidden()
    page.reload()
    expect(page.locator("li.person", has_text="while the line was away")).to_have_count(1)


def test_a_killed_server_is_waited_for(begin: Begin, browser: Browser) -> None:
    own = begin(made_up="1")
    context = browser.new_context(viewport=PHONE)
    page = context.new_page()
    page.goto(own.base + "/talk")
    _say(page, "before")
    own.kill()
    page.fill("#text", "into the dark")
    page.click("button[name=send]")
    expect(page.locator("#problem")).to_contain_text("The line is lost")
    own.start()
    expect(page.locator("li.person:not(.unsent)", has_text="into the dark")).to_have_count(1, timeout=40_000)
    context.close()


def test_erasing_closes_the_other_tab_too(opened: Opened) -> None:
    page = opened("/talk", quiet=False)
    _say(page, "to be gone")
    other = page.context.new_page()
    other.goto(page.url)
    page.get_by_role("button", name="Erase the talk now").click()
    other.wait_for_url(re.compile(r"/phone"))
    assert "to be gone" not in other.content()


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


def test_another_page_can_stand_first_and_goes_with_all_the_rest(opened: Opened, line: Helpline) -> None:
    page = opened("/phone", quiet=False)
    page.get_by_text("Show another page first").click()
    expect(page.locator("main")).to_contain_text("helps against a glance, and nothing else")
    page.get_by_role("button", name="Show the table first").click()
    page.goto(line.base)
    expect(page.get_by_role("heading")).to_have_text("Measures")
    assert page.locator("a").count() == 1
    assert page.title() == "Info"
    page.get_by_role("link", name="More").click()
    expect(page.get_by_role("heading")).to_have_text("What do you need?")
    page.goto(line.base + "/phone")
    assert page.locator("a.back").get_attribute("href") == "/start"
    _keep(page)
    page.context.set_offline(True)
    page.goto(line.base)
    expect(page.get_by_role("heading")).to_have_text("Measures")
    page.context.set_offline(False)
    page.goto(line.base + "/phone")
    page.click("[data-erase-all]")
    _left(page)
    for _ in range(100):  # a busy server's answer may come when the page is gone already
        if "v" not in {one["name"] for one in page.context.cookies()}:
            break
        page.wait_for_timeout(100)
    page.goto(line.base)
    expect(page.get_by_role("heading")).to_have_text("What do you need?")


def test_leave_and_erase_all_leaves_nothing_of_ours(opened: Opened, line: Helpline) -> None:
    page = opened("/phone")
    _keep(page)
    page.click("[data-erase-all]")
    _left(page)
    page.context.route(f"{line.base}/bare", lambda route: route.fulfill(body="", content_type="text/html"))
    page.goto(f"{line.base}/bare")
    assert page.evaluate("localStorage.length") == 0
    assert page.evaluate("caches.keys()") == []
    assert page.evaluate("navigator.serviceWorker.getRegistrations().then(all => all.length)") == 0


def test_rights_and_the_directory_work_without_a_network(opened: Opened) -> None:
    page = opened("/talk", quiet=False)
    _say(page, "what a phone keeps does not show that somebody talked")
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


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path", PAGES)
def test_axe_finds_nothing(path: str, scheme: str, opened: Opened) -> None:
    page = opened(path, color_scheme=scheme)
    if path == "/talk":
        page.click("button[value=safe_no]")
        page.wait_for_selector("li.danger")
    page.evaluate(Path(ASSETS / "node_modules/axe-core/axe.min.js").read_text("utf-8"))
    found = page.evaluate(
        "axe.run(document, {runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']})"
    )
    assert [(one["id"], [node["html"] for node in one["nodes"]]) for one in found["violations"]] == []


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
