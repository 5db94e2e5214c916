"""Listening in a real browser: recordings by sound that really plays, voices by a list of made-up ones (headless
browsers have none), of which the remote ones must never speak."""

from __future__ import annotations

import json
import re
import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from manumit.doors.web.building import ASSETS
from manumit.doors.web.haven import guide, recordings
from tests.doors.helpline.phone import PHONE, SMALLEST, TARGETS
from tests.doors.helpline.running import AWAY, Helpline
from tests.doors.helpline.sounds import record

pytestmark = pytest.mark.browser
Opened = Callable[..., Page]
VOICES = """told => {
  window.spoken = [];
  window.cancelled = 0;
  const heard = new EventTarget();
  Object.assign(heard, {
    list: told,
    getVoices: () => heard.list,
    speak: (one) => spoken.push({ text: one.text, voice: one.voice.name, lang: one.lang, one }),
    cancel: () => { window.cancelled += 1; },
  });
  Object.defineProperty(window, "speechSynthesis", { value: heard });
  window.SpeechSynthesisUtterance = class { constructor(text) { this.text = text; } };
  const made = window.Audio;
  window.players = [];
  window.Audio = function (src) { const one = new made(src); players.push(one); return one; };
}"""


def _voice(name: str, lang: str, local: bool, default: bool = False) -> dict[str, Any]:
    return {"name": name, "lang": lang, "localService": local, "default": default}


REMOTE = _voice("far", "en-US", False, True)
NEAR = _voice("near", "en-GB", True)


@pytest.fixture
def opened(browser: Browser, helpline: Helpline) -> Iterator[Opened]:
    """Opens a page on a phone that has these voices. What asks a third party or breaks fails the test."""
    contexts: list[BrowserContext] = []
    asked: list[str] = []
    broken: list[str] = []

    def open_page(path: str, voices: list[dict[str, Any]] | None = None, **context: Any) -> Page:
        made = browser.new_context(**({"viewport": PHONE, "service_workers": "block"} | context))
        contexts.append(made)
        made.set_default_timeout(20_000)
        if context.get("java_script_enabled", True):
            made.add_init_script(f"({VOICES})({json.dumps(voices or [])})")
        made.route(re.compile(r"^http://weather\.example/"), lambda route: route.fulfill(body="Sunny"))
        page = made.new_page()
        page.on("request", lambda one: asked.append(one.url))
        page.on("pageerror", lambda one: broken.append(str(one)))
        page.goto(helpline.base + path)
        return page

    yield open_page
    for one in contexts:
        one.close()
    assert [url for url in asked if not url.startswith((helpline.base, "data:", AWAY))] == []
    assert broken == []


def _spoken(page: Page) -> list[dict[str, str]]:
    told: list[dict[str, str]] = page.evaluate(
        "spoken.map(({ text, voice, lang }) => ({ text, voice, lang }))"
    )
    return told


def _until(page: Page, holds: str) -> None:
    """Until an expression is true: the pages' policy lets no script wait for it inside."""
    until = time.monotonic() + 20
    while not page.evaluate(holds):
        assert time.monotonic() < until, holds
        page.wait_for_timeout(50)


def _button(page: Page) -> Any:
    return page.locator(".listen button:visible").first


def test_without_a_voice_or_a_recording_there_is_no_button(opened: Opened) -> None:
    page = opened("/rights/police")
    expect(page.locator("html.script")).to_be_attached()
    expect(page.locator(".listen")).to_be_hidden()


def test_a_remote_voice_is_never_used(opened: Opened) -> None:
    page = opened("/rights/police", [REMOTE, _voice("odd", "en-US", local=False) | {"localService": "yes"}])
    expect(page.locator("html.script")).to_be_attached()
    expect(page.locator(".listen")).to_be_hidden()
    assert page.locator(".listen button:visible").count() == 0


def test_a_voice_of_the_device_reads_the_page_line_by_line(opened: Opened) -> None:
    page = opened("/rights/police", [REMOTE, _voice("german", "de-DE", local=True), NEAR])
    assert _spoken(page) == []  # nothing speaks by itself
    expect(page.locator(".listen")).to_contain_text("Others may hear it.")
    _button(page).click()
    told, shown = _spoken(page), guide.page("police", "en")
    assert shown
    assert [one["text"] for one in told] == recordings.of_page(shown).text.split("\n")
    assert {one["voice"] for one in told} == {"near"}
    expect(_button(page)).to_have_text("Stop")
    before = page.evaluate("cancelled")
    _button(page).click()
    expect(_button(page)).to_have_text("Listen")
    assert page.evaluate("cancelled") > before


def test_at_its_end_the_button_is_as_before(opened: Opened) -> None:
    page = opened("/rights/police", [NEAR])
    _button(page).click()
    page.evaluate("spoken.at(-1).one.onend()")
    expect(_button(page)).to_have_text("Listen")


def test_voices_that_come_late_bring_the_button(opened: Opened) -> None:
    page = opened("/signs", [])
    page.locator("details#wages summary").click()
    expect(page.locator("details#wages .listen")).to_be_hidden()
    page.evaluate(
        "one => { speechSynthesis.list = [one]; speechSynthesis.dispatchEvent(new Event('voiceschanged')); }",
        NEAR,
    )
    expect(page.locator("details#wages .listen button")).to_be_visible()
    page.locator("details#wages .listen button").click()
    sign = next(one for one in guide.signs("en") if one.id == "wages")
    assert [one["text"] for one in _spoken(page)] == [sign.says, sign.means]


@pytest.mark.parametrize(
    ("locale", "tag", "speaks"),
    [
        ("tl", "fil-PH", True),
        ("zh-CN", "zh_CN", True),
        ("zh-CN", "zh-HK", False),
        ("pt", "pt-BR", True),
        ("uk", "ru-RU", False),
        ("ar", "ar-EG", True),
    ],
)
def test_the_voice_speaks_the_language_of_the_text(
    locale: str, tag: str, speaks: bool, opened: Opened
) -> None:
    page = opened("/rights/work", [NEAR, _voice("it", tag, local=True)], locale=locale)
    expect(page.locator("html.script")).to_be_attached()
    assert page.locator(".listen button:visible").count() == int(speaks)
    if speaks:
        _button(page).click()
        assert {one["voice"] for one in _spoken(page)} == {"it"}


def test_a_safety_phrase_of_the_talk_is_read(opened: Opened) -> None:
    page = opened("/talk", [NEAR])
    count = page.locator(".listen button:visible").count()
    assert count >= 2
    page.locator(".listen button:visible").last.click()
    assert _spoken(page)[0]["text"].startswith("Are you safe")
    page.click("button[value=safe_no]")
    page.wait_for_selector("li.danger .listen button")
    danger = page.locator("li.danger").first
    danger.locator(".listen button").click()
    assert _spoken(page)[-1]["text"] == danger.locator("p").first.inner_text()


def test_leaving_and_hiding_stop_it_at_once(opened: Opened) -> None:
    page = opened("/rights/police", [NEAR])
    _button(page).click()
    stopped = page.evaluate(
        "() => { const before = cancelled; document.querySelector('a.leave').click(); return cancelled > before; }"
    )
    assert stopped
    page.wait_for_url(AWAY)
    page = opened("/rights/police", [NEAR])
    _button(page).click()
    page.evaluate(
        "() => { Object.defineProperty(document, 'hidden', { value: true });"
        " document.dispatchEvent(new Event('visibilitychange')); }"
    )
    expect(_button(page)).to_have_text("Listen")


def test_a_recording_plays_before_any_voice_and_stops(opened: Opened, helpline: Helpline) -> None:
    page = guide.page("work", "es")
    assert page
    record(helpline.home / "recordings", recordings.of_page(page), seconds=20)
    seen = opened("/rights/work", [_voice("es", "es-ES", local=True)], locale="es")
    assert seen.evaluate("players.length") == 0
    _button(seen).click()
    _until(seen, "players[0].currentTime > 0.2")
    assert _spoken(seen) == []
    stopped = seen.evaluate("() => (document.querySelector('a.leave').click(), players[0].paused)")
    assert stopped
    seen.wait_for_url(AWAY)


def test_a_recording_that_cannot_be_played_gives_way_to_a_voice(opened: Opened, helpline: Helpline) -> None:
    page = guide.page("work", "pt")
    assert page
    path = record(helpline.home / "recordings", recordings.of_page(page))
    seen = opened("/rights/work", [_voice("pt", "pt-BR", local=True)], locale="pt")
    path.write_bytes(b"no sound at all")
    _button(seen).click()
    _until(seen, "spoken.length > 5")
    assert {one["voice"] for one in _spoken(seen)} == {"pt"}
    other = opened("/rights/work", [], locale="pt")
    _button(other).click()
    expect(other.locator(".listen")).to_be_hidden()


def test_without_scripts_a_recording_has_its_player(opened: Opened, helpline: Helpline) -> None:
    page = guide.page("work", "ar")
    assert page
    record(helpline.home / "recordings", recordings.of_page(page))
    seen = opened("/rights/work", java_script_enabled=False, locale="ar")
    expect(seen.locator("audio")).to_be_visible()
    expect(seen.locator(".listen button")).to_be_hidden()
    assert seen.locator("audio").get_attribute("autoplay") is None
    assert seen.evaluate("document.documentElement.scrollWidth <= innerWidth")


@pytest.mark.parametrize("language", ["en", "ar", "vi"])
def test_it_fits_a_small_phone(language: str, opened: Opened) -> None:
    voices = [_voice("it", language, local=True)]
    page = opened("/rights/papers", voices, viewport={"width": 320, "height": 560}, locale=language)
    for path in ("/rights/papers", "/rights/free", "/signs", "/offer"):
        page.goto(page.evaluate("location.origin") + path)
        assert page.evaluate(TARGETS, SMALLEST) == []
        page.evaluate("document.documentElement.style.fontSize = '200%'")
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), path


@pytest.mark.parametrize(("path", "scheme"), [("/rights/papers", "dark"), ("/signs", "light")])
def test_axe_finds_nothing_where_one_can_listen(path: str, scheme: str, opened: Opened) -> None:
    page = opened(path, [_voice("it", "ar", local=True)], locale="ar", color_scheme=scheme)
    if path == "/signs":
        page.locator("details#wages summary").click()
    assert page.locator(".listen button:visible").count() == 1
    page.evaluate((ASSETS / "node_modules/axe-core/axe.min.js").read_text("utf-8"))
    found = page.evaluate("axe.run(document, {runOnly: ['wcag2a', 'wcag2aa', 'wcag22aa', 'best-practice']})")
    assert [(one["id"], [node["html"] for node in one["nodes"]]) for one in found["violations"]] == []


def test_the_offer_check_answers_in_arabic(opened: Opened) -> None:
    page = opened("/offer", locale="ar")
    page.fill(
        "#text",
        "Hostess abroad, 5000 a month, pay 800 dollars for the visa first, we keep your passport, tell nobody.",
    )
    page.click("form button.first")
    held = guide.reasons("ar")["documents_held"]
    expect(page.locator("main")).to_contain_text(held.says)
    expect(page.locator("main .original", has_text=held.original)).to_have_attribute("dir", "ltr")
    page.fill(
        "#text",
        "Keresünk megbízható munkatársakat raktári munkára, heti öt nap, bejelentett állás",
    )
    page.click("form button.first")
    expect(page.locator(".verdict.cannot_tell")).to_contain_text("Bahasa Indonesia")
    expect(page.locator(".verdict.cannot_tell bdi")).to_contain_text("، ")
