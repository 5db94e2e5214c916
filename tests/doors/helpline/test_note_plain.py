"""The same by forms alone: sealed by the server at once, nothing open on a disk, no cookie, waits instead of work."""

from __future__ import annotations

import re
import urllib.error
import urllib.request
from html import unescape
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from tests.doors.helpline.receiver import Receiver
from tests.doors.helpline.running import Helpline
from tests.doors.helpline.visitor import Answer, Visitor, wait_out
from tests.services.support.reports.sounds import PLACE, opus

PAGES = ("/note", "/note/write", "/note/back", "/note/plain", "/note/plain/back")
MARK = "zanzibarish quokka"


@pytest.fixture
def guest(helpline: Helpline, ana: Receiver) -> Visitor:
    return helpline.visitor()


def _post(
    helpline: Helpline,
    path: str,
    fields: dict[str, str],
    photos: list[tuple[str, bytes]],
    sounds: list[tuple[str, bytes]] | None = None,
) -> tuple[int, str]:
    """A form with files."""
    parts = [
        f'--cut\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'.encode()
        for name, value in fields.items()
    ]
    files = [("photos", "image/jpeg", *one) for one in photos]
    files += [("sounds", "audio/ogg", *one) for one in sounds or []]
    for field, kind, name, data in files:
        head = f'--cut\r\nContent-Disposition: form-data; name="{field}"; filename="{name}"\r\n'
        parts += [head.encode(), f"Content-Type: {kind}\r\n\r\n".encode(), data, b"\r\n"]
    body = b"".join([*parts, b"--cut--\r\n"])
    told = {"Content-Type": "multipart/form-data; boundary=cut"}
    try:
        reply = urllib.request.urlopen(urllib.request.Request(helpline.base + path, body, told), timeout=30)
    except urllib.error.HTTPError as error:
        reply = error
    with reply:
        return reply.status, reply.read().decode()


@pytest.fixture(scope="module", autouse=True)
def _opened_before(helpline: Helpline, ana: Receiver) -> None:
    """Forms that somebody has had open for long enough: one wait for all of them."""
    _OPENED[:] = [helpline.visitor().ask("/note/plain").hidden("wait") for _ in range(30)]
    wait_out(_OPENED[-1])


_OPENED: list[str] = []


def _waiting() -> dict[str, str]:
    return {"wait": _OPENED.pop()}


def _words(page: str) -> list[str]:
    found = re.search(r'<ol class="code">(.*?)</ol>', page, re.S)
    assert found
    return re.findall(r"<li>(.*?)</li>", found[1])


def _photo() -> bytes:
    told = Image.Exif()
    told[0x010E] = "taken at the harbour gate"
    made = BytesIO()
    Image.new("RGB", (640, 480), (90, 120, 140)).save(made, "JPEG", exif=told, comment=b"harbour comment")
    return made.getvalue()


def _write(
    helpline: Helpline, guest: Visitor, text: str, photos: list[tuple[str, bytes]] | None = None
) -> str:
    status, page = _post(helpline, "/note/plain", _waiting() | {"text": text}, photos or [])
    assert status == 200, page
    return " ".join(_words(page))


def _open(guest: Visitor, code: str) -> Answer:
    return guest.ask("/note/plain/back", _waiting() | {"code": code})


@pytest.mark.parametrize("path", PAGES)
def test_the_pages_say_nothing_outside_and_keep_nothing(guest: Visitor, path: str) -> None:
    page = guest.ask(path)
    assert page.status == 200
    assert "<title>Info</title>" in page.text
    assert page.headers["cache-control"] == "no-store"
    assert page.headers["referrer-policy"] == "no-referrer"
    assert "microphone=(self)" in page.headers["permissions-policy"]
    assert "unsafe" not in page.headers["content-security-policy"]
    assert page.set_cookies == []
    assert "microphone=()" in guest.ask("/talk").headers["permissions-policy"]


def test_the_worker_may_compile_and_nothing_else_and_no_page_may(guest: Visitor) -> None:
    page = guest.ask("/note/write").text
    worker = re.search(r'data-worker="([^"]+)"', page)
    assert worker
    answer = guest.ask(worker[1])
    assert answer.headers["content-security-policy"] == "default-src 'none'; script-src 'wasm-unsafe-eval'"
    script = re.search(r'src="(/static/note-[^"]+)"', page)
    assert script
    for path in (worker[1], script[1]):
        assert guest.ask(path).headers["cache-control"] == "no-store"
    assert script[1] not in guest.ask("/").text


def test_written_read_added_to_answered_and_taken_back(
    helpline: Helpline, guest: Visitor, ana: Receiver
) -> None:
    before = set(ana.threads())
    code = _write(helpline, guest, f"{MARK} & <b>bold</b>\nsecond line")
    (thread,) = set(ana.threads()) - before
    assert ana.received(thread)[0].head["text"].splitlines()[0] == f"{MARK} & <b>bold</b>"
    page = _open(guest, code.upper())
    assert "&lt;b&gt;bold" in page.text
    told = {"ticket": page.hidden("ticket"), "wait": wait_out(page.hidden("wait"))}
    added = guest.ask("/note/plain/do", told | {"do": "add", "text": "one thing more"})
    assert "one thing more" in added.text
    ana.answer(thread, "an answer for you")
    assert "an answer for you" in _open(guest, code).text
    gone = guest.ask("/note/plain/do", told | {"do": "gone"})
    assert "You took everything back" in gone.text
    assert list((helpline.home / "reports").glob("*")) == [] or ana.received(thread) == []
    assert guest.kept == {}


def test_the_code_is_typed_again_before_anybody_relies_on_it(guest: Visitor) -> None:
    made = guest.ask("/note/plain", _waiting() | {"text": "mine"})
    code, told = " ".join(_words(made.text)), {"ticket": made.hidden("ticket")}
    asks = guest.ask("/note/plain/code", told)
    assert not set(code.split()) <= set(re.findall(r"\w+", asks.text))
    wrong = guest.ask("/note/plain/code", told | {"code": "apple " * 9})
    assert (wrong.status, "That is not the code" in wrong.text) == (400, True)
    assert " ".join(_words(guest.ask("/note/plain/code", told | {"do": "show"}).text)) == code
    right = guest.ask("/note/plain/code", told | {"code": code.upper()})
    assert "That is the code" in right.text
    assert guest.ask("/note/plain/code", {"ticket": "00", "code": code}).status == 410
    assert asks.hidden("ticket") == told["ticket"], "it is not renewed: a quarter of an hour has an end"
    assert "/language" not in made.text + asks.text, "the page cannot be asked for again"
    assert guest.ask("/note/plain/code").headers["location"] == "/note/plain/back"
    opened = guest.ask("/note/plain/back", _waiting() | {"code": code})
    adds = {"ticket": opened.hidden("ticket")}
    assert guest.ask("/note/plain/code", adds | {"do": "show"}).status == 410, "a ticket to add shows no code"


def test_what_was_being_added_comes_along_when_the_page_grew_too_old(
    helpline: Helpline, guest: Visitor
) -> None:
    code = _write(helpline, guest, "the beginning")
    late = guest.ask("/note/plain/do", {"ticket": "00", "do": "add", "text": "one <thing> more"})
    assert (late.status, "one &lt;thing&gt; more" in late.text) == (410, True)
    told = {"wait": wait_out(late.hidden("wait")), "code": code, "text": "one <thing> more"}
    page = guest.ask("/note/plain/back", told)
    assert "the beginning" in page.text
    assert page.text.count("one &lt;thing&gt; more") == 1, "in the field, and not yet sent"


def test_photos_that_a_browser_forgets_are_asked_for_again(helpline: Helpline, guest: Visitor) -> None:
    told = {"wait": guest.ask("/note/plain").hidden("wait"), "text": "in a hurry"}
    status, page = _post(helpline, "/note/plain", told, [("a.jpg", _photo())])
    assert (status, "Choose the photos and sounds again" in page) == (429, True)


def test_too_soon_waits_and_loses_no_word(guest: Visitor, helpline: Helpline) -> None:
    form = guest.ask("/note/plain")
    soon = guest.ask("/note/plain", {"wait": form.hidden("wait"), "text": "in a hurry"})
    assert soon.status == 429
    assert "in a hurry" in soon.text
    assert soon.hidden("wait") == form.hidden("wait")
    wait_out(form.hidden("wait"))
    assert guest.ask("/note/plain", {"wait": form.hidden("wait"), "text": "in a hurry"}).status == 200
    again = guest.ask("/note/plain", {"wait": form.hidden("wait"), "text": "twice"})
    assert again.status == 429
    assert "twice" in again.text


def test_photos_lose_their_notes_and_what_is_none_is_said(
    helpline: Helpline, guest: Visitor, ana: Receiver
) -> None:
    before = set(ana.threads())
    photo = _photo()
    assert b"harbour" in photo
    photos = [("a.jpg", photo), ("evil.jpg", b"\x89PNG not really"), ("b.jpg", photo[: len(photo) // 2])]
    fields = _waiting() | {"text": ""}
    status, page = _post(helpline, "/note/plain", fields, photos)
    assert status == 200
    assert "evil.jpg" in page
    (thread,) = set(ana.threads()) - before
    files = ana.received(thread)[0].files
    assert [one.name for one in files] == ["photo-1.jpg"]
    assert b"harbour" not in files[0].data
    assert Image.open(BytesIO(files[0].data)).size == (640, 480)


def test_a_voice_loses_its_notes_and_what_is_none_is_said(
    helpline: Helpline, guest: Visitor, ana: Receiver
) -> None:
    before = set(ana.threads())
    sounds = [("calling Ana.ogg", opus()), ("evil<i>.mp3", b"no sound")]
    status, page = _post(helpline, "/note/plain", _waiting() | {"text": ""}, [], sounds)
    assert (status, "evil&lt;i&gt;.mp3" in page, len(_words(page))) == (200, True, 9)
    (thread,) = set(ana.threads()) - before
    (file,) = ana.received(thread)[0].files
    assert (file.name, file.type, len(file.data)) == ("voice-1.ogg", "audio/ogg", len(opus()))
    assert PLACE not in file.data
    assert "voice-1.ogg" in _open(guest, " ".join(_words(page))).text


def test_only_what_is_no_picture_is_nothing(helpline: Helpline, guest: Visitor) -> None:
    fields = _waiting() | {"text": ""}
    _, page = _post(helpline, "/note/plain", fields, [("evil<i>.jpg", b"no")])
    assert "evil&lt;i&gt;.jpg" in page
    assert 'class="code"' not in page


def test_a_hundred_thousand_characters_fit(helpline: Helpline, guest: Visitor, ana: Receiver) -> None:
    before = set(ana.threads())
    _write(helpline, guest, "й" * 100_000)
    (thread,) = set(ana.threads()) - before
    assert ana.received(thread)[0].head["text"] == "й" * 100_000


def test_codes_that_are_none_or_nobodys_can_be_tried_as_often_as_one_likes(
    helpline: Helpline, guest: Visitor
) -> None:
    code = _write(helpline, guest, "kept")
    wrong = _open(guest, "apple " * 9)
    assert (wrong.status, "not the nine words" in wrong.text) == (400, True)
    other = _open(guest, "0000 0000 0000 0000 0000 " + "5021")
    assert other.status in (400, 404)
    assert "kept" in _open(guest, code).text


def test_a_ticket_that_is_none_asks_for_the_code(guest: Visitor) -> None:
    for ticket in ("", "00", "zz", "ab" * 60):
        assert guest.ask("/note/plain/do", {"ticket": ticket, "do": "gone"}).status == 410


def test_nothing_open_is_left_on_the_disk(helpline: Helpline, guest: Visitor) -> None:
    photos = [("a.jpg", _photo() + b"harbour" * 500_000)]
    code = _write(helpline, guest, f"{MARK} {MARK}", photos)
    assert MARK in unescape(_open(guest, code).text)
    marks = [MARK.encode(), b"harbour", code.encode()]
    for path in [helpline.said, *helpline.home.rglob("*"), *Path("/tmp").glob("*.upload*")]:
        if path.is_file():
            data = path.read_bytes()
            assert not [mark for mark in marks if mark in data], path


def test_where_nobody_can_receive_nobody_is_led_astray(stocked: Helpline) -> None:
    guest = stocked.visitor()
    for path in ("/note", "/note/write", "/note/plain"):
        page = guest.ask(path).text
        assert "Nobody can receive this at the moment" in page
        assert 'name="text"' not in page


def test_the_talk_leads_there(guest: Visitor) -> None:
    guest.say(choice="safe_yes")
    guest.say("I want to read the answer to my report")
    assert 'href="/note/back"' in guest.ask("/talk").text
    assert 'href="/note"' in guest.ask("/").text
