"""Haven on a phone in a real browser, and hands that use it."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, ViewportSize, expect

from tests.doors.helpline.running import AWAY, Helpline
from tests.doors.web.front.conftest import WATCH

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
SMALLEST = 44
"""Pixels of a target (docs of the look)."""
TARGETS = """least => [...document.querySelectorAll(
    "main a, main button, main input:not([type=hidden], [type=checkbox]), main select, .top a, .foot a, summary")]
  .filter(one => one.checkVisibility() && !one.closest("p:not(.deeds, .more, .links, .call)"))
  .filter(one => ["width", "height"].some(side => one.getBoundingClientRect()[side] < least))
  .map(one => one.outerHTML.slice(0, 80))"""
"""What can be pressed and is smaller; a link within a sentence is none of them."""
Opened = Callable[..., Page]


@pytest.fixture
def opened(browser: Browser, helpline: Helpline) -> Iterator[Opened]:
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
        page.goto(helpline.base + path)
        return page

    yield open_page
    for one in contexts:
        one.close()
    assert [url for url in asked if not url.startswith((helpline.base, "data:", AWAY))] == []
    assert [one for one in said if "404" not in one] == []


def say(page: Page, text: str) -> None:
    """Words, until they stand in the talk."""
    page.fill("#text", text)
    page.click("button[name=send]")
    said = page.locator("li.person:not(.unsent)", has_text=text)
    expect(said).to_have_count(
        1, timeout=60_000
    )  # the first word may wait for the models of a server just begun


def left(page: Page) -> None:
    """They are elsewhere, and their key is gone."""
    page.wait_for_url(AWAY)
    assert page.inner_text("body") == "Sunny"
    until = time.monotonic() + 10  # the page leaves at once, and what takes the key away is on its way
    while held := [one for one in page.context.cookies() if one["name"] == "s"]:
        assert time.monotonic() < until, held
        page.wait_for_timeout(50)
