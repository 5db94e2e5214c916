"""A report without a name on phones of every sort: a wrong clock, no scripts, Arabic, dark, small, large letters."""

from __future__ import annotations

import re
from base64 import b64encode
from typing import Any
from urllib.parse import urljoin

import pytest
from playwright.sync_api import Route, expect

from manumit.services.support import ReturnCode, bare_sound
from tests.doors.helpline.receiver import Receiver
from tests.doors.helpline.running import AWAY, Helpline
from tests.doors.helpline.writing import (
    Opened,
    attach,
    code_of,
    come_back,
    opened,
    picture,
    report,
    send,
    thread_of,
)
from tests.doors.web.walk.looking import violations
from tests.services.support.reports.sounds import mp3, opus, wav

__all__ = ["opened"]
pytestmark = pytest.mark.browser
DECODED = """async (text) => (await new OfflineAudioContext(1, 48000, 48000).decodeAudioData(
    Uint8Array.from(atob(text), (one) => one.charCodeAt(0)).buffer)).duration"""
COMPILES = "WebAssembly.compile(new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0])).then(() => true, () => false)"


def test_a_phone_whose_clock_is_wrong(opened: Opened, ana: Receiver, helpline: Helpline) -> None:
    page = opened("/")
    page.clock.set_fixed_time("2031-05-05T05:05:05Z")
    page.goto(page.url + "note/write")
    code = report(page, "from another time")
    (got,) = ana.received(thread_of(page, code, helpline))
    assert got.head["made_at"] == "2031-05-05T05:00Z"


def test_without_webassembly_it_is_slower_and_the_same(opened: Opened) -> None:
    page = opened()
    code = report(page, "with it")
    come_back(page, code)
    page.wait_for_selector("#items li")
    assert page.workers[0].evaluate(COMPILES) is True
    bare = opened("/", service_workers="block")

    def forbid(route: Route) -> None:
        answer = route.fetch()
        told = answer.headers | {"content-security-policy": "default-src 'none'; script-src 'self'"}
        route.fulfill(response=answer, headers=told)

    bare.context.route(re.compile(r"/sealed-worker-"), forbid)
    come_back(bare, code)
    expect(bare.locator("#items li")).to_contain_text("with it", timeout=30_000)
    assert bare.workers[0].evaluate(COMPILES) is False


def test_without_scripts_the_plain_form_is_shown_the_way_to(opened: Opened) -> None:
    page = opened("/note", java_script_enabled=False)
    assert page.locator("a[href='/note/write']:visible").count() == 0
    page.goto(page.url + "/write")
    expect(page.locator("main")).to_contain_text("That needs JavaScript, and it is off")
    assert page.locator("main form:visible").count() == 0
    page.get_by_role("link", name="Write on a page without JavaScript").click()
    expect(page.locator("main")).to_contain_text("for a moment they lie open in its memory")
    page.fill("#text", "by forms alone")
    sound: Any = {"name": "a.ogg", "mimeType": "audio/ogg", "buffer": opus(2)}
    page.set_input_files("#sounds", [sound])
    page.wait_for_timeout(3200)
    with page.expect_navigation():
        page.get_by_role("button", name="Lock and send").click()
    code = " ".join(page.locator("ol.code li").all_inner_texts())
    page.get_by_role("button", name="I have written it down: check it").click()
    page.fill("#code", code)
    page.get_by_role("button", name="Check it").click()
    expect(page.locator("h1")).to_have_text("That is the code")
    page.goto(urljoin(page.url, "/note/plain/back"))
    page.fill("#code", code)
    page.wait_for_timeout(3200)
    page.get_by_role("button", name="Open").click()
    expect(page.locator(".turns li")).to_contain_text("by forms alone")
    expect(page.locator(".turns li")).to_contain_text("voice-1.ogg")
    with page.expect_request(AWAY):
        page.click("a.leave")


def test_a_browser_plays_what_is_left_of_a_sound(opened: Opened) -> None:
    page = opened("/")
    for made, seconds in ((opus(2), 2.0), (wav(), 1.0), (mp3(), 20 * 1152 / 44_100)):
        left = bare_sound(made)[2]
        assert page.evaluate(DECODED, b64encode(left).decode()) == pytest.approx(seconds, abs=0.05)


def test_in_arabic_it_is_mirrored_and_the_code_is_arabic(
    opened: Opened, ana: Receiver, helpline: Helpline
) -> None:
    page = opened("/note/write", locale="ar")
    assert page.evaluate("document.documentElement.dir") == "rtl"
    code = report(page, "كلمات")
    read = ReturnCode.read(code, "ar")
    assert read
    assert read.words("ar") == code.split()
    first, sixth = (page.locator("#step-done ol li").nth(one).bounding_box() for one in (0, 5))
    assert first
    assert sixth
    assert first["x"] > sixth["x"]
    come_back(page, code)
    expect(page.locator("#items li")).to_contain_text("كلمات")
    assert page.locator("#items p").first.get_attribute("dir") == "auto"


@pytest.mark.parametrize(("scheme", "language"), [("light", "en"), ("dark", "ar")])
def test_axe_finds_nothing_on_any_step(opened: Opened, scheme: str, language: str) -> None:
    page = opened("/note", color_scheme=scheme, locale=language)
    found = violations(page)
    page.goto(page.url + "/write")
    page.fill("#text", "words")
    attach(page, ("a.jpg", picture()))
    page.wait_for_selector("#added img")
    found += violations(page)
    code = code_of(page)
    found += violations(page)
    send(page, code)
    page.wait_for_selector("#step-done h1:visible")
    found += violations(page)
    come_back(page, code)
    page.wait_for_selector("#items li")
    found += violations(page)
    page.goto(page.evaluate("location.origin") + "/note/plain")
    found += violations(page)
    assert found == []


@pytest.mark.parametrize("language", ["en", "ru", "vi"])
def test_it_fits_a_small_phone_with_large_text(opened: Opened, language: str) -> None:
    page = opened("/note", viewport={"width": 320, "height": 560}, locale=language)
    wide = []
    for path in ("/note", "/note/write", "/note/back", "/note/plain", "/note/plain/back"):
        page.goto(page.evaluate("location.origin") + path)
        for size in ("100%", "200%"):
            page.evaluate("size => document.documentElement.style.fontSize = size", size)
            if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
                wide.append((path, size))
    page.goto(page.evaluate("location.origin") + "/note/write")
    page.fill("#text", "words")
    code_of(page)
    assert not page.evaluate("document.documentElement.scrollWidth > innerWidth")
    assert wide == []
