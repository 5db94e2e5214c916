"""A report without a name in a real browser of phone size: written, sealed, sent over a bad line, come back to."""

from __future__ import annotations

import re
from io import BytesIO
from typing import Any

import pytest
from PIL import Image
from playwright.sync_api import Route, expect

from manumit.services.support import ReturnCode
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

__all__ = ["opened"]
pytestmark = pytest.mark.browser
PIECE = re.compile(r"/note/item/[0-9a-f]{32}/\d+$")


def test_written_checked_sealed_and_read_by_the_receiver(
    opened: Opened, ana: Receiver, helpline: Helpline
) -> None:
    page = opened("/")
    page.get_by_role("link", name="Tell us, no name").click()
    page.get_by_role("link", name="Write", exact=True).click()
    expect(page).to_have_title("Info")
    page.fill("#text", "words of mine")
    attach(page, ("IMG_0001.jpg", picture()), ("none.jpg", b"<script>alert(1)</script>"))
    expect(page.locator("#compose-says")).to_contain_text("none.jpg")
    expect(page.locator("#added img")).to_have_count(1)
    page.click("#record")
    expect(page.locator("#record")).to_have_text("Stop recording")
    page.wait_for_timeout(1200)
    page.click("#record")
    expect(page.locator("#added audio")).to_have_count(1)
    code = code_of(page)
    page.click("#step-code button.first")
    page.fill("#typed", "apple " * 9)
    page.click("#check button.first")
    expect(page.locator("#check-says")).to_contain_text("That is not the code")
    page.get_by_role("button", name="Show the code again").click()
    send(page, code.upper())
    page.wait_for_selector("#step-done h1:visible")
    assert " ".join(page.locator("#step-done ol li").all_inner_texts()) == code
    (got,) = ana.received(thread_of(page, code, helpline))
    assert got.head["text"] == "words of mine"
    assert [(one.name.partition(".")[0], one.original) for one in got.files] == [
        ("photo-1", False),
        ("voice-1", False),
    ]
    assert b"harbour" not in got.files[0].data
    assert Image.open(BytesIO(got.files[0].data)).size == (640, 480)
    assert len(got.files[1].data) > 500


def test_a_voice_that_is_still_recorded_goes_along_and_the_microphone_is_off(
    opened: Opened, ana: Receiver, helpline: Helpline
) -> None:
    page = opened()
    page.evaluate(
        "() => { const ask = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);"
        " self.streams = []; navigator.mediaDevices.getUserMedia = async (told) => {"
        " const made = await ask(told); self.streams.push(made); return made; } }"
    )
    page.evaluate("() => { const one = document.getElementById('record'); one.click(); one.click(); }")
    expect(page.locator("#record")).to_have_text("Stop recording")
    page.wait_for_timeout(1200)
    code = code_of(page)
    tracks = page.evaluate(
        "() => self.streams.flatMap(one => one.getTracks().map(track => track.readyState))"
    )
    assert tracks == ["ended"], "two presses are one microphone"
    send(page, code)
    page.wait_for_selector("#step-done h1:visible")
    (got,) = ana.received(thread_of(page, code, helpline))
    assert [one.name.partition(".")[0] for one in got.files] == ["voice-1"]


def test_words_are_not_lost_by_a_link(opened: Opened) -> None:
    page = opened()
    page.fill("#text", "half a sentence")
    code_of(page)
    page.click("a.back")
    expect(page.locator("#step-write h1")).to_be_visible()
    expect(page.locator("#text")).to_have_value("half a sentence")
    page.get_by_role("link", name="Talk", exact=True).click()
    expect(page.locator("#loses")).to_be_in_viewport()
    expect(page.locator("#text")).to_have_value("half a sentence")
    page.get_by_role("link", name="Talk", exact=True).click()
    page.wait_for_url("**/talk")


def test_the_first_picture_goes_along_only_when_it_is_wanted(
    opened: Opened, ana: Receiver, helpline: Helpline
) -> None:
    page = opened()
    expect(page.locator("#originals")).to_be_hidden()
    photo = picture()
    attach(page, ("IMG_0001.jpg", photo))
    page.check("#originals")
    code = code_of(page)
    send(page, code)
    page.wait_for_selector("#step-done h1:visible")
    (got,) = ana.received(thread_of(page, code, helpline))
    assert [(one.name, one.original) for one in got.files] == [
        ("photo-1.jpg", False),
        ("photo-1-original", True),
    ]
    assert got.files[1].data == photo


def test_a_sound_file_keeps_its_sound_alone(opened: Opened, ana: Receiver, helpline: Helpline) -> None:
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
    code = code_of(page)
    send(page, code)
    page.wait_for_selector("#step-done h1:visible")
    (got,) = ana.received(thread_of(page, code, helpline))
    assert [one.name for one in got.files] == ["voice-1.wav"]
    assert b"secret" not in got.files[0].data
    assert 30_000 < len(got.files[0].data) < 34_000


def test_a_broken_line_goes_on_from_where_it_was(opened: Opened, ana: Receiver, helpline: Helpline) -> None:
    page = opened()
    photo = picture((1600, 1200), noise=True)
    attach(page, ("a.jpg", photo))
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
    code = code_of(page)
    send(page, code)
    expect(page.locator("#send-says")).to_contain_text("The line is lost")
    page.wait_for_selector("#step-done h1:visible", timeout=60_000)
    assert pieces.count(0) == 1
    assert len(pieces) > 6
    (got,) = ana.received(thread_of(page, code, helpline))
    assert Image.open(BytesIO(got.files[0].data)).size == (1600, 1200)


def test_leave_works_in_the_middle_of_sending(opened: Opened, ana: Receiver, helpline: Helpline) -> None:
    page = opened()
    page.fill("#text", "unsent words " * 60_000)
    later: list[str] = []
    page.route(PIECE, lambda route: later.append(route.request.url))
    code = code_of(page)
    thread = thread_of(page, code, helpline)
    send(page, code)
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
    code = report(page, "nowhere to be found")
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
    assert not set(code.split()) <= set(re.findall(r"\w+", page.content())), (
        "one word may stand there by chance"
    )


def test_come_back_read_add_in_two_tabs_and_take_back(
    opened: Opened, ana: Receiver, helpline: Helpline
) -> None:
    page = opened()
    code = report(page, "the beginning")
    thread = thread_of(page, code, helpline)
    ana.answer(thread, "an answer\nin two lines")
    other = page.context.new_page()
    other.goto(page.url)
    come_back(page, code.lower())
    expect(page.locator("#items li.staff")).to_contain_text("in two lines")
    come_back(other, " ".join(word[:3] for word in code.split()))
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
    come_back(other, code)
    expect(other.locator("#withdrawn")).to_be_visible()


def test_on_a_bad_line_words_come_first_and_nothing_comes_twice(
    opened: Opened, ana: Receiver, helpline: Helpline
) -> None:
    page = opened()
    page.fill("#text", "see the picture")
    attach(page, ("a.jpg", picture((1200, 900), noise=True)))
    page.wait_for_selector("#added img")
    code = code_of(page)
    send(page, code)
    page.wait_for_selector("#step-done h1:visible")
    ana.answer(thread_of(page, code, helpline), "we have seen it")
    asked: list[str] = []
    page.on("request", lambda one: asked.append(one.url) if "/note/body/" in one.url else None)
    come_back(page, code)
    expect(page.locator("#items li.staff")).to_contain_text("we have seen it")
    expect(page.locator("#items li.person")).to_contain_text("see the picture")
    assert page.locator("#items img").count() == 0
    page.fill("#text", "thank you")
    page.click("#compose button.first")
    expect(page.locator("#items li", has_text="thank you")).to_have_count(1)
    assert len(asked) == len(set(asked)) == 3
    page.get_by_role("button", name="Show the photos and sounds").click()
    expect(page.locator("#items img")).to_have_count(1)
    assert page.locator("#items img").evaluate("one => one.decode().then(() => one.naturalWidth)") == 1200


def test_a_code_that_opens_nothing_can_be_tried_again(opened: Opened) -> None:
    page = opened()
    code = report(page, "mine")
    come_back(page, "these are not words of a code at all")
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
    code = code_of(page)
    page.click("#step-code summary")
    figures = page.locator("#step-code .figures").inner_text()
    page.click("#step-code button.first")
    page.click("#unchecked")
    page.wait_for_selector("#step-done h1:visible")
    come_back(page, figures.replace(" ", "-"))
    expect(page.locator("#items li")).to_contain_text("in figures")
    read = ReturnCode.read(code)
    assert read
    assert read.digits() == figures.split()


def test_a_hundred_thousand_characters(opened: Opened, ana: Receiver, helpline: Helpline) -> None:
    page = opened()
    code = report(page, "ж" * 100_000)
    assert ana.received(thread_of(page, code, helpline))[0].head["text"] == "ж" * 100_000
