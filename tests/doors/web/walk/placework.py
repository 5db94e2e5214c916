"""Studies of places as somebody makes them through the forms, each once; and how a page of them is looked at."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from playwright.sync_api import FilePayload, Page

from tests.doors.web.desk.surveys import AREA, events, moved
from tests.doors.web.walk.conftest import Visit
from tests.doors.web.walk.looking import keep, violations, width

PATIENCE = 90_000  # ms
_made: dict[str, str] = {}
LOOKS: dict[str, dict[str, Any]] = {
    "light": {},
    "dark": {"color_scheme": "dark"},
    "phone": {"viewport": {"width": 360, "height": 780}},
    "arabic": {"language": "ar"},
}
"""Light, dark, a telephone, right to left."""
IN_EVERY_LIGHT = pytest.mark.parametrize("look", LOOKS)


def once(make: Callable[[Visit], Page]) -> Callable[[Visit], str]:
    """The address that a way through forms ends at; whoever asks again gets it without going there again."""

    def address(visit: Visit) -> str:
        if make.__qualname__ not in _made:
            _made[make.__qualname__] = "/" + make(visit).url.split("/", 3)[3]
        return _made[make.__qualname__]

    return address


def handed(name: str, data: bytes) -> FilePayload:
    """A file as a person chooses it."""
    return {"name": name, "mimeType": "text/plain", "buffer": data}


def worked_out(visit: Visit, purpose: str, table: bytes, groups: bytes = b"", resolution: str = "8") -> Page:
    """The page of a study that was asked for by the form, with its map."""
    page = visit("ines", "/w/small/places")
    page.check(f"[name=purpose][value={purpose}]")
    page.set_input_files("#events", handed("e.csv", table))
    page.set_input_files("#area", handed("a.geojson", json.dumps(AREA).encode()))
    if groups:
        page.set_input_files("#groups", handed("g.csv", groups))
    page.select_option("#resolution", resolution)
    page.click("main form .primary")
    page.wait_for_selector("m-places", timeout=PATIENCE)
    return page


@once
def study(visit: Visit) -> Page:
    """A study without groups, for which a reason was put on record."""
    page = worked_out(visit, "outreach", events(), resolution="9")
    assert page.locator(".verbs a.primary").count() == 0, "unchecked, nothing is handed on"
    page.fill("#reason", "The town hall asked for it before the census is out.")
    page.click("button:has-text('Put on record')")
    page.wait_for_selector(".verbs a.primary")
    return page


PEOPLE = (
    b"lon,lat,hill,river,edge\n-1.55,53.80,500,500,0\n-1.54,53.79,300,200,0\n-1.50,53.83,90,80,0\n"
    b"-1.485,53.765,10,20,900\n"
)


@once
def grouped(visit: Visit) -> Page:
    """A study with a table of groups, of a table that says who moved, and where from."""
    return worked_out(visit, "inspection", moved(), PEOPLE)


def painted(page: Page) -> Page:
    """With its map drawn."""
    page.wait_for_selector("m-places[data-painted]", state="attached")
    return page


def in_look(visit: Visit, path: str, look: str) -> Page:
    """A page in light, dark, on a telephone, or in Arabic."""
    return visit("ines", path, **LOOKS[look])


def looked_at(page: Page, name: str, folder: Path) -> None:
    """Kept as a picture; no axe violation, nothing wider than the screen."""
    keep(page, name, folder)
    page.evaluate("scrollTo(0, 0)")
    assert violations(page) == []
    assert width(page) <= page.viewport_size["width"]  # type: ignore[index]


def printed(paper: bytes) -> tuple[Image.Image, str]:
    """The picture and the title of a PDF of one page; every entry of its table must point at its object."""
    table = int(re.search(rb"startxref\n(\d+)\n%%EOF\n$", paper)[1])  # type: ignore[index]
    for number, at in enumerate(re.findall(rb"(\d{10}) 00000 n \n", paper[table:]), 1):
        assert paper[int(at) :].startswith(b"%d 0 obj\n" % number)
    length = int(re.search(rb"/DCTDecode/Length (\d+)>>\nstream\n", paper)[1])  # type: ignore[index]
    start = paper.index(b"stream\n", paper.index(b"/DCTDecode")) + len(b"stream\n")
    assert paper[start + length :].startswith(b"\nendstream")
    title = re.search(rb"/Title<FEFF([0-9a-f]+)>", paper)[1]  # type: ignore[index]
    return Image.open(io.BytesIO(paper[start : start + length])), bytes.fromhex(title.decode()).decode(
        "utf-16-be"
    )


ENDS = """(text) => {
  const drawing = new DOMParser().parseFromString(text, "image/svg+xml").documentElement;
  document.body.append(drawing);
  const written = [...drawing.querySelectorAll("text")].map((one) => one.getBBox());
  drawing.remove();
  return written.map(({ x, width }) => x + width);
}"""
"""Where each line of a picture ends, in px of 1600."""
