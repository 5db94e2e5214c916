"""After a sealed report through a real browser the server's memory, disk, log and database hold none of its words, in
raw bytes. Something that must be there is looked for in the same way, so that the search is known to find."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from manumit.services.support import ReturnCode
from tests.chromium import chromium
from tests.doors.helpline.databases import POSTGRES, written
from tests.doors.helpline.line.house import LineHouse
from tests.doors.helpline.receiver import Receiver
from tests.doors.helpline.running import Helpline

pytestmark = pytest.mark.browser
WORD, MORE, ANSWER = "quokkamarkerone", "wombatmarkertwo", "numbatmarkerthree"
NOTE = "bilbymarkerfour"


def _processes(parent: int) -> list[int]:
    """A process and all that it started."""
    found = [parent]
    for task in Path(f"/proc/{parent}/task").glob("*"):
        for child in (task / "children").read_text().split():
            found += _processes(int(child))
    return found


def _memory(pid: int) -> Iterator[bytes]:
    """Everything that a process has written to its memory."""
    with Path(f"/proc/{pid}/maps").open() as maps, Path(f"/proc/{pid}/mem").open("rb", 0) as memory:
        for row in maps:
            span, rights, *_ = row.split()
            if not rights.startswith("rw"):
                continue
            start, end = (int(one, 16) for one in span.split("-"))
            try:
                memory.seek(start)
                yield memory.read(end - start)
            except (OSError, ValueError, OverflowError):
                continue


def _in(data: bytes, marks: dict[str, list[bytes]]) -> set[str]:
    """Those that are found, in one byte a letter, in two or in four: without their zeros they are all the same."""
    bare = data.translate(None, b"\0")
    return {name for name, forms in marks.items() if any(one.replace(b"\0", b"") in bare for one in forms)}


def _holding(line: Helpline, marks: dict[str, list[bytes]]) -> set[tuple[str, str]]:
    """(mark, where) of every mark that is found."""
    found = set()
    for pid in _processes(line.pid):
        told = Path(f"/proc/{pid}/cmdline").read_bytes().split(b"\0")
        place = next((one.decode() for one in told if one in (b"haven", b"line", b"keeper")), "parent")
        for data in _memory(pid):
            found |= {(name, place) for name in _in(data, marks)}
    for path in [line.said, *line.home.rglob("*"), *written(line.settings)]:
        if path.is_file():
            data = path.read_bytes()
            found |= {(name, path.name) for name in _in(data, marks)}
    return found


def _photo() -> bytes:
    told = Image.Exif()
    told[0x010E] = NOTE
    made = BytesIO()
    Image.new("RGB", (64, 48)).save(made, "JPEG", exif=told)
    return made.getvalue()


def test_none_of_its_words_are_anywhere(line_house: LineHouse) -> None:
    line = line_house.served
    nora = Receiver(line, "nora").publish()
    before = set(nora.threads())
    with chromium() as browser:
        page = browser.new_page()
        page.goto(line.base + "/note/write")
        page.fill("#text", f"{WORD} {WORD}")
        photo: Any = {"name": "a.jpg", "mimeType": "image/jpeg", "buffer": _photo()}
        page.set_input_files("#photos", [photo])
        page.check("#originals")
        page.click("#compose button.first")
        page.wait_for_selector("#step-code li")
        code = " ".join(page.locator("#step-code ol li").all_inner_texts())
        salt = bytes.fromhex(page.evaluate("document.querySelector('[data-salt]').dataset.salt"))
        page.click("#step-code button.first")
        page.fill("#typed", code)
        page.click("#check button.first")
        page.wait_for_selector("#step-done h1:visible")
        (thread,) = set(nora.threads()) - before
        nora.answer(thread, ANSWER)
        page.goto(line.base + "/note/back")
        page.fill("#code", code)
        page.click("#enter button.first")
        page.get_by_text(ANSWER).wait_for()
        page.fill("#text", MORE)
        page.click("#compose button.first")
        page.get_by_text(MORE).last.wait_for()
    read = nora.received(thread)
    assert WORD in read[0].head["text"]
    assert [NOTE.encode() in one.data for one in read[0].files] == [False, True]
    assert [one.head["text"] for one in read[1:]] == [ANSWER, MORE]
    made = ReturnCode.read(code)
    assert made
    pair = made.opened(salt).pair
    marks = {name: [name.encode()] for name in (WORD, MORE, ANSWER, NOTE, code)}
    marks["figures"] = [" ".join(made.digits()).encode(), "".join(made.digits()).encode()]
    marks["code"] = [made.secret]
    marks["private key"] = [pair.private_key.to_private_bytes()]
    marks["known to the server"] = [thread.encode()]
    marks["in memory for certain"] = [(line.home / "keys" / "haven.secret").read_text().encode()]
    found = _holding(line, marks)
    assert ("in memory for certain", "haven") in found
    place = {place for name, place in found if name == "known to the server"}
    assert POSTGRES or place & {"helpline.sqlite3", "helpline.sqlite3-wal"}
    assert {name for name, _ in found} == {"known to the server", "in memory for certain"}
    assert len(_processes(line.pid)) >= 4
