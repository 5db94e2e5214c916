"""A picture that leaves says what it is, from which data and how to handle it, and it leaves only once it is logged."""

from __future__ import annotations

import hashlib
import json
import re
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from playwright.sync_api import Page, expect

from tests.doors.web.front import scenes
from tests.doors.web.front.conftest import Open

pytestmark = pytest.mark.browser

SCENE = scenes.made(40)
VIEWS = {"graph": "nodes=40", "map": "nodes=40&view=map", "hexagons": "nodes=40&view=map&layer=hexagons"}


def opened_at(opened: Open, view: str, more: str = "") -> Page:
    page = opened(VIEWS[view] + more, width=1440, height=800)
    if view != "graph":
        page.wait_for_selector("m-map[data-painted]")
    return page


def take(page: Page, view: str, kind: str, file: Path) -> dict[str, Any]:
    """Saves the picture in `file`; what the server was told."""
    place = "m-graph" if view == "graph" else "m-map"
    page.click(f"{place} .corner button[title=More]")
    with page.expect_download() as given, page.expect_request("**/picture") as sent:
        page.click(f".menu-item:has-text('{kind.upper()}')")
    given.value.save_as(file)
    told: dict[str, Any] = json.loads(sent.value.post_data or "")
    return told


@pytest.mark.parametrize("view", VIEWS)
def test_a_drawing_says_what_it_is(opened: Open, view: str, tmp_path: Path) -> None:
    page = opened_at(opened, view)
    told = take(page, view, "svg", tmp_path / "a.svg")
    text = (tmp_path / "a.svg").read_text("utf-8")
    assert told["sha256"] == hashlib.sha256((tmp_path / "a.svg").read_bytes()).hexdigest()
    assert (told["view"], told["form"], told["masked"]) == (
        "graph" if view == "graph" else "map",
        "svg",
        True,
    )
    assert re.findall(r"SHA-256 ([0-9a-f]{64})", text) == [told["content_sha256"]]
    for said in (SCENE["title"], "names masked", "TLP:AMBER", "never a verdict", "Made "):
        assert said in text
    assert "style=" not in text
    assert "href" not in text
    if view == "graph":
        assert text.count("<path") == 40
        assert "positions laid out by the server" in text
    else:
        assert "Natural Earth" in text
        assert "Bucharest" in text
        assert ("H3 hexagons of resolution" in text) == (view == "hexagons")


@pytest.mark.parametrize("view", VIEWS)
def test_a_painting_is_not_blank_and_has_its_footer(opened: Open, view: str, tmp_path: Path) -> None:
    page = opened_at(opened, view, "&theme=dark")
    told = take(page, view, "png", tmp_path / "a.png")
    assert told["sha256"] == hashlib.sha256((tmp_path / "a.png").read_bytes()).hexdigest()
    with Image.open(tmp_path / "a.png") as image:
        wide, high = image.size
        assert wide == 3200
        foot = image.convert("L").crop((0, high - 250, wide, high))
        drawing = image.convert("RGB").crop((0, 0, wide, high - 300))
        assert len(drawing.getcolors(1 << 24) or []) > 50, "the drawing is blank"
        low, top = foot.getextrema()
        assert top - low > 100, "nothing is written in the footer"  # type: ignore[operator]


def test_the_hash_is_of_the_data_alone(opened: Open, tmp_path: Path) -> None:
    page = opened_at(opened, "map")
    first = take(page, "map", "svg", tmp_path / "a.svg")
    page.click("m-map .corner button[title=Closer]")
    page.click(".map-list button >> nth=0")
    second = take(page, "map", "svg", tmp_path / "b.svg")
    assert first["sha256"] != second["sha256"]
    assert first["content_sha256"] == second["content_sha256"]


def test_in_arabic_the_footer_begins_on_the_right(opened: Open, tmp_path: Path) -> None:
    page = opened_at(opened, "hexagons", "&lang=ar")
    take(page, "hexagons", "svg", tmp_path / "a.svg")
    text = (tmp_path / "a.svg").read_text("utf-8")
    assert text.count('text-anchor="end"') + text.count('direction="rtl"') >= 4


@pytest.mark.parametrize("view", ["graph", "map"])
def test_what_may_not_leave_stays(opened: Open, view: str) -> None:
    page = opened_at(opened, view)
    refusal = {"code": "forbidden", "sentence": "This may not leave.", "hint": "Ask the head of the case."}
    page.evaluate(
        """(said) => { const { fetch } = window; window.fetch = (url, asked) => String(url).endsWith('/picture')
          ? Promise.resolve(new Response(JSON.stringify(said), { status: 403 })) : fetch(url, asked); }""",
        refusal,
    )
    left: list[str] = []
    page.on("download", lambda one: left.append(one.suggested_filename))
    page.click(f"m-{view} .corner button[title=More]")
    page.click(".menu-item:has-text('SVG')")
    expect(page.locator(".telling")).to_have_text("This may not leave. Ask the head of the case.")
    assert left == []


@pytest.mark.parametrize("view", ["graph", "map"])
def test_who_may_not_export_is_not_offered_it(opened: Open, view: str) -> None:
    page = opened_at(opened, view)
    page.evaluate("document.querySelector('m-stage').removeAttribute('picture-url')")
    page.evaluate(
        "(tag) => document.querySelector(tag).replaceWith(document.createElement(tag))", f"m-{view}"
    )
    page.wait_for_selector(f"m-{view}[data-painted]")
    if view == "graph":
        page.click("m-graph .corner button[title=More]")
        assert not [one for one in page.locator(".menu-item").all_inner_texts() if "Picture" in one]
    else:
        assert page.locator("m-map .corner button[title=More]").count() == 0
