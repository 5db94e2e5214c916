"""Somebody who writes a report without a name, in a real browser of phone size, and who receives it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from io import BytesIO
from typing import Any

import pytest
from PIL import Image
from playwright.sync_api import Browser, BrowserContext, Page, ViewportSize

from manumit.services.support import ReturnCode
from tests.doors.helpline.receiver import Receiver
from tests.doors.helpline.running import AWAY, Helpline
from tests.doors.web.front.conftest import WATCH

PHONE: ViewportSize = {"width": 360, "height": 740}
Opened = Callable[..., Page]


@pytest.fixture
def opened(browser: Browser, helpline: Helpline, ana: Receiver) -> Iterator[Opened]:
    """Opens a page on a phone. What asks a third party, breaks, or is refused by the policy fails the test."""
    contexts: list[BrowserContext] = []
    asked: list[str] = []
    said: list[str] = []

    def open_page(path: str = "/note/write", **context: Any) -> Page:
        made = browser.new_context(**({"viewport": PHONE} | context))
        contexts.append(made)
        made.set_default_timeout(30_000)
        if context.get("java_script_enabled", True):
            made.add_init_script(WATCH)
        made.route(re.compile(r"^http://weather\.example/"), lambda route: route.fulfill(body="Sunny"))
        page = made.new_page()
        page.on("request", lambda one: asked.append(one.url))
        page.on("console", lambda one: said.append(one.text) if "refused" in one.text else None)
        page.on("pageerror", lambda one: said.append(str(one)))
        page.goto(helpline.base + path)
        return page

    yield open_page
    for one in contexts:
        one.close()
    assert [url for url in asked if not url.startswith((helpline.base, "data:", "blob:", AWAY))] == []
    assert said == []


def picture(size: tuple[int, int] = (640, 480), noise: bool = False) -> bytes:
    told = Image.Exif()
    told[0x010E] = "taken at the harbour gate"
    made = BytesIO()
    picture = Image.effect_noise(size, 90).convert("RGB") if noise else Image.new("RGB", size, (90, 120, 140))
    picture.save(made, "JPEG", exif=told, comment=b"harbour comment", quality=95)
    return made.getvalue()


def attach(page: Page, *photos: tuple[str, bytes]) -> None:
    files: Any = [{"name": name, "mimeType": "image/jpeg", "buffer": data} for name, data in photos]
    page.set_input_files("#photos", files)


def code_of(page: Page) -> str:
    """From the words to the code that the page shows."""
    page.click("#compose button.first")
    page.wait_for_selector("#step-code li")
    return " ".join(page.locator("#step-code ol li").all_inner_texts())


def send(page: Page, code: str) -> None:
    page.click("#step-code button.first")
    page.fill("#typed", code)
    page.click("#check button.first")


def report(page: Page, text: str) -> str:
    """A whole report; its code."""
    page.fill("#text", text)
    code = code_of(page)
    send(page, code)
    page.wait_for_selector("#step-done h1:visible")
    return code


def come_back(page: Page, code: str) -> None:
    page.goto(page.evaluate("location.origin") + "/note/back")
    page.fill("#code", code)
    page.click("#enter button.first")


def thread_of(page: Page, code: str, helpline: Helpline) -> str:
    """The name of a report, as the browser makes it."""
    salt = page.evaluate("document.querySelector('[data-salt]').dataset.salt")
    read = ReturnCode.read(code)
    assert read
    return read.opened(bytes.fromhex(salt)).thread
