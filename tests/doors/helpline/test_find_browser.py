"""Find help in a real browser of phone size: the map and its list, no network and what is kept for it, no scripts,
Arabic, one's own place."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, ViewportSize, expect

from tests.doors.helpline.running import Helpline
from tests.doors.web.front.conftest import WATCH
from tests.doors.web.walk.looking import in_both_lights

pytestmark = pytest.mark.browser
PHONE: ViewportSize = {"width": 360, "height": 740}
SECRET = "Night refuge"
Opened = Callable[..., Page]


@pytest.fixture
def opened(browser: Browser, stocked: Helpline) -> Iterator[Opened]:
    """Opens /find on a phone. What asks a third party or breaks fails the test."""
    contexts: list[BrowserContext] = []
    asked: list[str] = []
    said: list[str] = []

    def open_page(path: str = "/find", **context: Any) -> Page:
        made = browser.new_context(**({"viewport": PHONE} | context))
        contexts.append(made)
        made.set_default_timeout(30_000)
        if context.get("java_script_enabled", True):
            made.add_init_script(WATCH)
        page = made.new_page()
        page.on("request", lambda one: asked.append(one.url))
        page.on("pageerror", lambda one: said.append(str(one)))
        page.on("console", lambda one: said.append(one.text) if "Content Security" in one.text else None)
        page.goto(stocked.base + path)
        return page

    yield open_page
    for one in contexts:
        one.close()
    assert [url for url in asked if not url.startswith((stocked.base, "data:"))] == []
    assert said == []


def _names(page: Page) -> list[str]:
    return page.locator(".cards [data-f=name]").all_inner_texts()


def _look(page: Page, need: str = "any") -> None:
    with page.expect_response(re.compile("/find|/pack.json")):
        page.click(f"button[value={need}]")
    expect(page.locator("#found")).not_to_have_attribute("aria-busy", "true")
    page.wait_for_selector(".cards li")


def _keep(page: Page) -> None:
    page.goto(page.evaluate("location.origin") + "/phone")
    page.click("[data-do=keep]")
    expect(page.locator("#keep [role=status]")).to_contain_text("20")
    page.wait_for_function("navigator.serviceWorker.controller")


def _draw(page: Page) -> None:
    page.click(".map summary")
    page.wait_for_selector(".map .mark")


def test_one_press_finds_and_no_address_says_what(opened: Opened) -> None:
    page = opened()
    page.fill("#town", "Leeds")
    _look(page, "shelter")
    assert page.url.endswith("/find")
    assert page.evaluate("history.length") <= 2
    assert page.evaluate("document.activeElement.id") == "found"
    assert page.locator("button[value=shelter]").get_attribute("aria-pressed") == "true"
    page.get_by_text("Some places are only for").click()
    page.select_option("#gender", "men")
    page.get_by_role("button", name="Look", exact=True).click()
    expect(page.locator(".out summary")).to_have_text("Not for you, and why (2)")
    assert page.locator(".out ul").is_hidden()
    page.click(".out summary")
    expect(page.locator(".out")).to_contain_text("Night refuge: it is for women")


def test_the_map_has_the_numbers_of_the_list_and_no_secret_place(opened: Opened) -> None:
    page = opened()
    _look(page)
    _draw(page)
    page.wait_for_selector(".map .land")
    named = page.eval_on_selector_all(".map .mark", "all => all.map(one => one.getAttribute('aria-label'))")
    told = ", ".join(one.partition(": ")[2] or one for one in named).split(", ")
    listed = {f"{at} {name}" for at, name in enumerate(_names(page), 1)}
    assert set(told) <= listed
    assert len(told) == 11  # the others are reached by telephone, or are secret
    assert SECRET in _names(page)
    assert not [one for one in told if SECRET in one or "Harbour Line" in one]
    assert page.locator(f".cards li:has-text('{SECRET}')").get_attribute("data-at") == ""
    assert "53.81" not in page.content()


def test_list_and_map_choose_together_by_keys(opened: Opened) -> None:
    page = opened()
    page.fill("#town", "Manchester")
    _look(page, "food")
    page.click(".map summary")
    mark = page.locator(".map .mark").first
    mark.focus()
    number = mark.get_attribute("data-numbers")
    assert number
    chosen = page.locator(".cards li.chosen")
    expect(chosen).to_have_count(1)
    expect(chosen.locator("[data-f=number]")).to_have_text(number.split()[0])
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.closest('li.chosen') !== null")
    page.locator(".cards li .phone").last.focus()
    last = page.locator(".cards > li").count()
    expect(page.locator(".cards li.chosen [data-f=number]")).to_have_text(str(last))
    before = page.locator(".map svg").inner_html()
    page.locator(".map .mark").first.focus()
    for key in ("-", "-", "ArrowLeft", "+"):
        page.keyboard.press(key)
        after = page.locator(".map svg").inner_html()
        assert after != before, key
        before = after
    assert page.locator(".map .mark").count() >= 1


def test_marks_of_one_house_are_reached_one_after_the_other(opened: Opened) -> None:
    page = opened()
    page.fill("#town", "Leeds")
    _look(page, "shelter")
    page.click(".map summary")
    seen = set()
    for _ in range(12):
        page.locator(".map .mark").first.click()
        focused = page.evaluate(
            "document.activeElement.closest('.cards li')?.querySelector('[data-f=number]').innerText"
        )
        seen |= {focused} - {None}
    assert len(seen) == 3  # three have the office's address; the refuge has none


def test_without_a_network_the_phone_filters_and_draws(opened: Opened) -> None:
    page = opened()
    page.fill("#town", "Leeds")
    page.check("[name=open]")
    _look(page)
    online = _names(page)
    _keep(page)
    page.context.set_offline(True)
    page.goto(page.evaluate("location.origin") + "/find")
    page.fill("#town", "leeds")
    page.check("[name=open]")
    _look(page)
    assert _names(page) == online
    expect(page.locator("#found .note").first).to_contain_text(
        f"Kept on this phone on \u2066{date.today().isoformat()}"
    )
    assert page.locator(".cards").inner_text().count("Checked on") == len(online)
    expect(page.locator(f".cards li:has-text('{SECRET}')").or_(page.locator(".out"))).not_to_have_count(0)
    assert page.locator("#call").is_hidden()
    page.select_option("#country", "GB")
    _look(page)
    expect(page.locator("#call a")).to_have_attribute("href", "tel:999")
    _draw(page)
    page.click("[data-zoom='2']")
    assert page.locator(".map .mark").count() >= 1
    page.get_by_text("Some places are only for").click()
    page.fill("#age", "15")
    _look(page, "shelter")
    expect(page.locator(".out")).to_contain_text("it is for ages 18+")


def test_nothing_is_kept_on_a_phone_that_was_not_asked(opened: Opened) -> None:
    page = opened("/")
    for path in ("/find", "/rights/basics", "/plan", "/phone"):
        page.goto(page.evaluate("location.origin") + path)
    page.wait_for_timeout(500)
    assert page.evaluate("caches.keys()") == []
    assert page.evaluate("navigator.serviceWorker.getRegistrations().then(all => all.length)") == 0


def test_what_was_kept_is_taken_off_again(opened: Opened) -> None:
    page = opened("/phone")
    _keep(page)
    assert len(page.evaluate("caches.keys()")) == 1
    page.click("[data-do=bring]")
    expect(page.locator("#keep")).not_to_have_attribute("aria-busy", "true")
    page.click("[data-do=drop]")
    expect(page.locator("#keep [role=status]")).to_have_text("They are no longer on this phone.")
    assert page.evaluate("caches.keys()") == []
    assert page.evaluate("navigator.serviceWorker.getRegistrations().then(all => all.length)") == 0
    expect(page.locator("[data-do=keep]")).to_be_visible()


def test_a_pack_that_is_old_shows_what_still_counts_and_no_more(opened: Opened) -> None:
    page = opened("/phone")
    _keep(page)
    page.context.set_offline(True)
    page.goto(page.evaluate("location.origin") + "/find")
    kept = json.loads(page.evaluate("fetch('/pack.json').then(one => one.text())"))
    until = date.fromisoformat(kept["expires"])

    def look_on(day: date) -> None:
        page.clock.set_fixed_time(f"{day.isoformat()}T12:00:00Z")
        page.click("button[value=any]")
        expect(page.locator("#found")).not_to_have_attribute("aria-busy", "true")

    look_on(until)
    page.wait_for_selector(".cards li")
    look_on(until + timedelta(days=1))
    expect(page.locator("#found")).to_have_text("What this phone kept is too old to be shown.")
    assert page.locator(".cards li").count() == 0


def test_the_own_place_stays_on_the_phone(opened: Opened) -> None:
    page = opened(
        "/find", geolocation={"latitude": 53.79512, "longitude": -1.54987}, permissions=["geolocation"]
    )
    asked: list[str] = []
    page.on("request", lambda one: asked.append(f"{one.method} {one.url} {one.post_data}"))
    page.click("#here")
    page.wait_for_selector(".cards li")
    expect(page.locator("#here")).to_have_attribute("aria-pressed", "true")
    expect(page.locator(".cards li:has-text('Walk-in clinic')")).to_contain_text("near: on foot")
    assert page.locator("#found").get_attribute("data-near") == "53.8,-1.55"
    told = [one.rsplit("/", 1)[1] for one in asked]
    assert [one for one in told if not one.startswith("icon.svg")] == ["pack.json None"]
    page.click("#here")
    expect(page.locator("#here")).to_have_attribute("aria-pressed", "false")


def test_a_phone_that_does_not_tell_its_place_is_not_pressed(opened: Opened) -> None:
    page = opened()
    page.click("#here")
    expect(page.locator("#found")).to_contain_text("You can write a town")


def test_without_scripts_every_choice_works(opened: Opened) -> None:
    page = opened("/find", java_script_enabled=False)
    expect(page.locator("#here")).to_be_hidden()
    page.get_by_text("More choices").click()
    page.check("[name=calls]")
    page.click("button[value=any]")
    assert set(_names(page)) >= {"Harbour Line"}
    assert "Walk-in clinic" not in _names(page)
    assert page.locator("[name=calls]").is_checked()
    page.click(".out summary")
    expect(page.locator(".out")).to_contain_text("Walk-in clinic: you have to go there")
    page.get_by_role("button", name="Look", exact=True).click()
    expect(page.locator("button[name=need]")).to_have_count(12)


@pytest.mark.parametrize("offline", [False, True])
def test_axe_finds_nothing_in_answers(offline: bool, opened: Opened) -> None:
    page = opened(color_scheme="light")
    if offline:
        _keep(page)
        page.context.set_offline(True)
        page.goto(page.evaluate("location.origin") + "/find")
    page.fill("#town", "Leeds")
    _look(page)
    _draw(page)
    page.click(".cards li h2 >> nth=0")
    assert in_both_lights(page) == []


@pytest.mark.parametrize("language", ["ar", "ru", "tl"])
def test_answers_fit_a_small_phone_with_large_text(language: str, opened: Opened) -> None:
    page = opened("/find", viewport={"width": 320, "height": 560}, locale=language)
    page.fill("#town", "Leeds")
    _look(page)
    page.click(".map summary")
    for size in ("100%", "200%"):
        page.evaluate("size => document.documentElement.style.fontSize = size", size)
        assert not page.evaluate("document.documentElement.scrollWidth > innerWidth"), size
    assert page.locator(".cards .phone").first.get_attribute("dir") == "ltr"
