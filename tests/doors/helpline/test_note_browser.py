"""A report without a name in a real browser of phone size: written, sealed, sent over a bad line, come back to."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from playwright.sync_api import (
    Browser,
    BrowserContext,
    Page,
    Playwright,
    Route,
    ViewportSize,
    expect,
    sync_playwright,
)

from manumit.doors.web.building import ASSETS
from manumit.services.support import ReturnCode
from tests.doors.helpline.conftest import Begin, Helpline
from tests.doors.helpline.receiver import Receiver
from tests.doors.web.front.conftest import CHROMIUM, WATCH

pytestmark = pytest.mark.browser
PHONE: ViewportSize = {"width": 360, "height": 740}
AWAY = "http://weather.example/today"
FLAGS = ["--no-sandbox", "--use-fake-ui-for-media-stream", "--use-fake-device-for-media-stream"]
RULES = "{runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']}"
PIECE = re.compile(r"/note/item/[0-9a-f]{32}/\d+$")
Opened = Callable[..., Page]


@pytest.fixture(scope="module")
def line(begin: Begin) -> Helpline:
    return begin(made_up="1", leave=AWAY)


@pytest.fixture(scope="module")
def ana(line: Helpline) -> Receiver:
    return Receiver(line).publish()


@pytest.fixture(scope="module")
def playwright() -> Iterator[Playwright]:
    if CHROMIUM is None:
        pytest.skip("no chromium; Debian's package is `chromium`")
    with sync_playwright() as running:
        yield running


@pytest.fixture(scope="module")
def browser(playwright: Playwright) -> Iterator[Browser]:
    browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
    yield browser
    browser.close()


@pytest.fixture
def opened(browser: Browser, line: Helpline, ana: Receiver) -> Iterator[Opened]:
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
        page.goto(line.base + path)
        return page

    yield open_page
    for one in contexts:
        one.close()
    assert [url for url in asked if not url.startswith((line.base, "data:", "blob:", AWAY))] == []
    assert said == []


def _photo(size: tuple[int, int] = (640, 480), noise: bool = False) -> bytes:
    told = Image.Exif()
    told[0x010E] = "taken at the harbour gate"
    made = BytesIO()
    picture = Image.effect_noise(size, 90).convert("RGB") if noise else Image.new("RGB", size, (90, 120, 140))
    picture.save(made, "JPEG", exif=told, comment=b"harbour comment", quality=95)
    return made.getvalue()


def _attach(page: Page, *photos: tuple[str, bytes]) -> None:
    files: Any = [{"name": name, "mimeType": "image/jpeg", "buffer": data} for name, data in photos]
    page.set_input_files("#photos", files)


def _code(page: Page) -> str:
    """From the words to the code that the page shows."""
    page.click("#compose button.first")
    page.wait_for_selector("#step-code li")
    return " ".join(page.locator("#step-code ol li").all_inner_texts())


def _send(page: Page, code: str) -> None:
    page.click("#step-code button.first")
    page.fill("#typed", code)
    page.click("#check button.first")


def _report(page: Page, text: str) -> str:
    """A whole report; its code."""
    page.fill("#text", text)
    code = _code(page)
    _send(page, code)
    page.wait_for_selector("#step-done h1:visible")
    return code


def _come_back(page: Page, code: str) -> None:
    page.goto(page.evaluate("location.origin") + "/note/back")
    page.fill("#code", code)
    page.click("#enter button.first")


def _thread(page: Page, code: str, line: Helpline) -> str:
    """The name of a report, as the browser makes it."""
    salt = page.evaluate("document.querySelector('[data-salt]').dataset.salt")
    read = ReturnCode.read(code)
    assert read
    return read.opened(bytes.fromhex(salt)).thread


def test_written_checked_sealed_and_read_by_the_receiver(
    opened: Opened, ana: Receiver, line: Helpline
) -> None:
    page = opened("/")
    page.get_by_role("link", name="Tell us, no name").click()
    page.get_by_role("link", name="Write", exact=True).click()
    expect(page).to_have_title("Info")
    page.fill("#text", "words of mine")
    _attach(page, ("IMG_0001.jpg", _photo()), ("none.jpg", b"<script>alert(1)</script>"))
    expect(page.locator("#compose-says")).to_contain_text("none.jpg")
    expect(page.locator("#added img")).to_have_count(1)
    page.click("#record")
    expect(page.locator("#record")).to_have_text("Stop recording")
    page.wait_for_timeout(1200)
    page.click("#record")
    expect(page.locator("#added audio")).to_have_count(1)
    code = _code(page)
    page.click("#step-code button.first")
    page.fill("#typed", "apple " * 9)
    page.click("#check button.first")
    expect(page.locator("#check-says")).to_contain_text("That is not the code")
    page.get_by_role("button", name="Show the code again").click()
    _send(page, code.upper())
    page.wait_for_selector("#step-done h1:visible")
    assert " ".join(page.locator("#step-done ol li").all_inner_texts()) == code
    (got,) = ana.received(_thread(page, code, line))
    assert got.head["text"] == "words of mine"
    assert [(one.name.partition(".")[0], one.original) for one in got.files] == [
        ("photo-1", False),
        ("voice-1", False),
    ]
    assert b"harbour" not in got.files[0].data
    assert Image.open(BytesIO(got.files[0].data)).size == (640, 480)
    assert len(got.files[1].data) > 500


def test_the_first_picture_goes_along_only_when_it_is_wanted(
    opened: Opened, ana: Receiver, line: Helpline
) -> None:
    page = opened()
    expect(page.locator("#originals")).to_be_hidden()
    photo = _photo()
    _attach(page, ("IMG_0001.jpg", photo))
    page.check("#originals")
    code = _code(page)
    _send(page, code)
    page.wait_for_selector("#step-done h1:visible")
    (got,) = ana.received(_thread(page, code, line))
    assert [(one.name, one.original) for one in got.files] == [
        ("photo-1.jpg", False),
        ("photo-1-original", True),
    ]
    assert got.files[1].data == photo


def test_a_sound_file_keeps_its_sound_alone(opened: Opened, ana: Receiver, line: Helpline) -> None:
    page = opened()
    samples = b"\x00\x10" * 16000
    length = len(samples).to_bytes(4, "little")
    note = b"LIST\x12\x00\x00\x00INFOIART\x06\x00\x00\x00secret"
    head = (
        b"WAVEfmt \x10\0\0\0\x01\0\x01\0\x80\x3e\0\0\0\x7d\0\0\x02\0\x10\0"
        + note
        + b"data"
        + length
        + samples
    )
    sound = b"RIFF" + len(head).to_bytes(4, "little") + head
    files: Any = [
        {"name": "Ana calling.wav", "mimeType": "audio/wav", "buffer": sound},
        {"name": "none.mp3", "mimeType": "audio/mpeg", "buffer": b"no sound"},
    ]
    page.set_input_files("#sounds", files)
    expect(page.locator("#compose-says")).to_contain_text("none.mp3")
    code = _code(page)
    _send(page, code)
    page.wait_for_selector("#step-done h1:visible")
    (got,) = ana.received(_thread(page, code, line))
    assert [one.name for one in got.files] == ["voice-1.wav"]
    assert b"secret" not in got.files[0].data
    assert 30_000 < len(got.files[0].data) < 34_000


def test_a_broken_line_goes_on_from_where_it_was(opened: Opened, ana: Receiver, line: Helpline) -> None:
    page = opened()
    photo = _photo((2400, 1800), noise=True)
    _attach(page, ("a.jpg", photo))
    page.wait_for_selector("#added img")
    pieces: list[int] = []

    def broken(route: Route) -> None:
        pieces.append(int(route.request.url.rpartition("/")[2]))
        if len(pieces) in (2, 3):
            route.abort("internetdisconnected")
        elif len(pieces) == 5:
            route.fetch()  # it arrives, and the answer is lost
            route.abort("connectionreset")
        else:
            route.continue_()

    page.route(PIECE, broken)
    code = _code(page)
    _send(page, code)
    expect(page.locator("#send-says")).to_contain_text("The line is lost")
    page.wait_for_selector("#step-done h1:visible", timeout=60_000)
    assert pieces.count(0) == 1
    assert len(pieces) > 6
    (got,) = ana.received(_thread(page, code, line))
    assert Image.open(BytesIO(got.files[0].data)).size == (2400, 1800)


def test_leave_works_in_the_middle_of_sending(opened: Opened, ana: Receiver, line: Helpline) -> None:
    page = opened()
    page.fill("#text", "unsent words " * 60_000)
    later: list[str] = []
    page.route(PIECE, lambda route: later.append(route.request.url))
    code = _code(page)
    thread = _thread(page, code, line)
    _send(page, code)
    page.wait_for_timeout(300)
    with page.expect_request(PIECE):
        pass
    seen = page.evaluate("() => (document.querySelector('a.leave').click(), document.body.innerText)")
    assert seen == ""
    page.wait_for_url(AWAY)
    sent = len(later)
    page.wait_for_timeout(2500)
    assert len(later) == sent
    assert ana.received(thread) == []
    page.go_back()
    page.wait_for_load_state()
    assert "unsent words" not in page.content()


def test_nothing_is_kept_on_the_phone(opened: Opened) -> None:
    page = opened("/phone")
    page.click("[data-do=keep]")
    expect(page.locator("#keep [role=status]")).to_contain_text("Kept on this phone")
    box = page.evaluate("localStorage.getItem('n')")
    page.goto(page.evaluate("location.origin") + "/note/write")
    code = _report(page, "nowhere to be found")
    kept = page.evaluate(
        """async () => ({
          local: Object.entries(localStorage), session: sessionStorage.length, cookies: document.cookie,
          bases: (await indexedDB.databases()).length,
          pages: (await Promise.all((await caches.keys()).map(async one =>
            (await (await caches.open(one)).keys()).map(asked => asked.url)))).flat() })"""
    )
    assert kept["local"] == [["n", box]]
    assert (kept["session"], kept["cookies"], kept["bases"]) == (0, "", 0)
    assert [url for url in kept["pages"] if "note" in url] == []
    assert page.context.cookies() == []
    page.reload()
    page.wait_for_selector("#step-write h1:visible")
    assert page.input_value("#text") == ""
    assert code.split()[0] not in page.content()


def test_come_back_read_add_in_two_tabs_and_take_back(opened: Opened, ana: Receiver, line: Helpline) -> None:
    page = opened()
    code = _report(page, "the beginning")
    thread = _thread(page, code, line)
    ana.answer(thread, "an answer\nin two lines")
    other = page.context.new_page()
    other.goto(page.url)
    _come_back(page, code.lower())
    expect(page.locator("#items li.staff")).to_contain_text("in two lines")
    _come_back(other, " ".join(word[:3] for word in code.split()))
    for tab, text in ((page, "from one"), (other, "from the other")):
        tab.fill("#text", text)
        tab.click("#compose button.first")
        expect(tab.locator("#items li", has_text=text)).to_have_count(1)
    assert [one.head["text"] for one in ana.received(thread)][2:] == ["from one", "from the other"]
    assert ana.received(thread)[3].head["kind"] == "more"
    page.click("#more summary")
    page.click("#take-back")
    expect(page.locator("#withdrawn")).to_be_visible()
    expect(page.locator("#items li")).to_have_count(0)
    assert ana.received(thread) == []
    _come_back(other, code)
    expect(other.locator("#withdrawn")).to_be_visible()


def test_a_code_that_opens_nothing_can_be_tried_again(opened: Opened) -> None:
    page = opened()
    code = _report(page, "mine")
    _come_back(page, "these are not words of a code at all")
    expect(page.locator("#back-says")).to_contain_text("not the nine words")
    page.fill("#code", " ".join(ReturnCode.new().words("ru")))
    page.click("#enter button.first")
    expect(page.locator("#back-says")).to_contain_text("opens nothing")
    page.fill("#code", code)
    page.click("#enter button.first")
    expect(page.locator("#items li")).to_contain_text("mine")


def test_figures_open_it_too(opened: Opened) -> None:
    page = opened()
    page.fill("#text", "in figures")
    code = _code(page)
    page.click("#step-code summary")
    figures = page.locator("#step-code .figures").inner_text()
    page.click("#step-code button.first")
    page.click("#unchecked")
    page.wait_for_selector("#step-done h1:visible")
    _come_back(page, figures.replace(" ", "-"))
    expect(page.locator("#items li")).to_contain_text("in figures")
    read = ReturnCode.read(code)
    assert read
    assert read.digits() == figures.split()


def test_a_hundred_thousand_characters(opened: Opened, ana: Receiver, line: Helpline) -> None:
    page = opened()
    code = _report(page, "ж" * 100_000)
    assert ana.received(_thread(page, code, line))[0].head["text"] == "ж" * 100_000


def test_a_phone_whose_clock_is_wrong(opened: Opened, ana: Receiver, line: Helpline) -> None:
    page = opened("/")
    page.clock.set_fixed_time("2031-05-05T05:05:05Z")
    page.goto(page.url + "note/write")
    code = _report(page, "from another time")
    (got,) = ana.received(_thread(page, code, line))
    assert got.head["made_at"] == "2031-05-05T05:00Z"


COMPILES = "WebAssembly.compile(new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0])).then(() => true, () => false)"


def test_without_webassembly_it_is_slower_and_the_same(opened: Opened) -> None:
    page = opened()
    code = _report(page, "with it")
    _come_back(page, code)
    page.wait_for_selector("#items li")
    assert page.workers[0].evaluate(COMPILES) is True
    bare = opened("/", service_workers="block")

    def forbid(route: Route) -> None:
        answer = route.fetch()
        told = answer.headers | {"content-security-policy": "default-src 'none'; script-src 'self'"}
        route.fulfill(response=answer, headers=told)

    bare.context.route(re.compile(r"/sealed-worker-"), forbid)
    _come_back(bare, code)
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
    page.wait_for_timeout(3200)
    page.get_by_role("button", name="Lock and send").click()
    code = " ".join(page.locator("ol.code li").all_inner_texts())
    page.get_by_role("link", name="I have written it down: check it").click()
    page.fill("#code", code)
    page.wait_for_timeout(3200)
    page.get_by_role("button", name="Open").click()
    expect(page.locator(".turns li")).to_contain_text("by forms alone")
    page.click("a.leave")
    page.wait_for_url(AWAY)


def test_in_arabic_it_is_mirrored_and_the_code_is_arabic(
    opened: Opened, ana: Receiver, line: Helpline
) -> None:
    page = opened("/note/write", locale="ar")
    assert page.evaluate("document.documentElement.dir") == "rtl"
    code = _report(page, "كلمات")
    read = ReturnCode.read(code, "ar")
    assert read
    assert read.words("ar") == code.split()
    first, sixth = (page.locator("#step-done ol li").nth(one).bounding_box() for one in (0, 5))
    assert first
    assert sixth
    assert first["x"] > sixth["x"]
    _come_back(page, code)
    expect(page.locator("#items li")).to_contain_text("كلمات")
    assert page.locator("#items p").first.get_attribute("dir") == "auto"


def _axe(page: Page) -> list[Any]:
    page.evaluate(Path(ASSETS / "node_modules/axe-core/axe.min.js").read_text("utf-8"))
    found = page.evaluate(f"axe.run(document, {RULES})")["violations"]
    return [(one["id"], [node["html"] for node in one["nodes"]]) for one in found]


@pytest.mark.parametrize(("scheme", "language"), [("light", "en"), ("dark", "ar")])
def test_axe_finds_nothing_on_any_step(opened: Opened, scheme: str, language: str, tmp_path: Path) -> None:
    page = opened("/note", color_scheme=scheme, locale=language)
    found = _axe(page)
    page.goto(page.url + "/write")
    page.fill("#text", "words")
    _attach(page, ("a.jpg", _photo()))
    page.wait_for_selector("#added img")
    found += _axe(page)
    code = _code(page)
    found += _axe(page)
    _send(page, code)
    page.wait_for_selector("#step-done h1:visible")
    found += _axe(page)
    _come_back(page, code)
    page.wait_for_selector("#items li")
    found += _axe(page)
    page.goto(page.evaluate("location.origin") + "/note/plain")
    found += _axe(page)
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
    _code(page)
    assert not page.evaluate("document.documentElement.scrollWidth > innerWidth")
    assert wide == []
