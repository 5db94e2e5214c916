"""What is drawn round is chosen: by hand, by corners, by finger, by keys; Escape leaves all as it was."""

from __future__ import annotations

import math
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.doors.web.front.conftest import Open

pytestmark = pytest.mark.browser

TOOL = "m-map .corner button[title='Choose by drawing round']"
RECORDS = "[...document.querySelector('m-stage').selection.records].sort()"
SPOT = """(name) => {
  const { drawn, box } = document.querySelector('m-map');
  const place = drawn.places.find((one) => one.name === name);
  const [at, frame] = [drawn.map.project([place.lon, place.lat]), box.getBoundingClientRect()];
  return [frame.left + at.x, frame.top + at.y];
}"""
OF = """(names) => [...new Set(document.querySelector('m-map').drawn.places
  .filter((one) => names.includes(one.name)).flatMap((one) => one.events.map((event) => event.id)))].sort()"""
CENTRE = "JSON.stringify(document.querySelector('m-map').drawn.map.getCenter())"
EAST = ["Bucharest", "Chisinau", "Sofia"]


@pytest.fixture
def page(opened: Open) -> Page:
    page = opened("nodes=40&view=map", width=1440, height=800)
    page.wait_for_selector("m-map[data-painted]")
    return page


def round_the_east(page: Page) -> list[tuple[float, float]]:
    """Points of a circle round the three eastern places, away from all others."""
    spots = [page.evaluate(SPOT, name) for name in EAST]
    x, y = (sum(axis) / 3 for axis in zip(*spots, strict=True))
    reach = 24 + max(math.hypot(a - x, b - y) for a, b in spots)
    turns = [2 * math.pi * i / 24 for i in range(24)]
    return [(x + reach * math.cos(turn), y + reach * math.sin(turn)) for turn in turns]


def the_east(page: Page) -> list[str]:
    found: list[str] = page.evaluate(OF, EAST)
    assert found
    return found


def test_by_hand(page: Page) -> None:
    before = page.evaluate(CENTRE)
    page.click(TOOL)
    path = round_the_east(page)
    page.mouse.move(*path[0])
    page.mouse.down()
    for point in path[1:]:
        page.mouse.move(*point)
    assert page.locator(".lasso polygon").get_attribute("points")
    page.mouse.up()
    assert page.evaluate(RECORDS) == the_east(page)
    expect(page.locator(TOOL)).to_have_attribute("aria-pressed", "false")
    assert page.evaluate(CENTRE) == before, "the map was drawn on, not pulled"


def test_by_corners_without_dragging(page: Page) -> None:
    page.click(TOOL)
    corners = round_the_east(page)[::4]
    for corner in [*corners, corners[0]]:
        page.mouse.click(*corner)
    assert page.evaluate(RECORDS) == the_east(page)


def test_by_finger(page: Page) -> None:
    page.click(TOOL)
    session = page.context.new_cdp_session(page)
    before = page.evaluate(CENTRE)

    def touch(kind: str, points: Iterator[tuple[float, float]] | list[tuple[float, float]]) -> None:
        for x, y in points:
            session.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": [{"x": x, "y": y}]})

    path = round_the_east(page)
    touch("touchStart", path[:1])
    touch("touchMove", path[1:])
    session.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
    assert page.evaluate(RECORDS) == the_east(page)
    assert page.evaluate(CENTRE) == before


def test_by_keys(page: Page) -> None:
    """The whole map by four corners: every event that has a place."""
    page.focus(TOOL)
    page.keyboard.press("Enter")
    for arrow, times in (("ArrowUp", 12), ("ArrowLeft", 16)):
        for _ in range(times):
            page.keyboard.press(f"Shift+{arrow}")
    page.keyboard.press("Space")
    for arrow in ("ArrowRight", "ArrowDown", "ArrowLeft"):
        for _ in range(30):
            page.keyboard.press(f"Shift+{arrow}")
        page.keyboard.press("Space")
    expect(page.locator(".tool-how")).to_contain_text("Corners: 4")
    page.keyboard.press("Space")
    page.keyboard.press("Backspace")
    page.keyboard.press("Enter")
    names = page.evaluate("document.querySelector('m-map').drawn.places.map((one) => one.name)")
    assert page.evaluate(RECORDS) == page.evaluate(OF, names)


def test_escape_leaves_the_choice(page: Page) -> None:
    page.click(".map-list button >> nth=0")
    chosen = page.evaluate(RECORDS)
    assert chosen
    page.click(TOOL)
    for corner in round_the_east(page)[::8]:
        page.mouse.click(*corner)
    page.keyboard.press("Escape")
    expect(page.locator(TOOL)).to_have_attribute("aria-pressed", "false")
    expect(page.locator(".lasso")).to_be_hidden()
    assert page.evaluate(RECORDS) == chosen


def test_one_tool_at_a_time_and_more_with_shift(page: Page) -> None:
    page.click(".map-list button >> nth=0")
    chosen = page.evaluate(RECORDS)
    page.click("m-map .corner button[title='Choose by area']")
    page.click(TOOL)
    expect(page.locator("m-map .corner button[title='Choose by area']")).to_have_attribute(
        "aria-pressed", "false"
    )
    path = round_the_east(page)
    page.mouse.move(*path[0])
    page.keyboard.down("Shift")
    page.mouse.down()
    for point in path[1:]:
        page.mouse.move(*point)
    page.mouse.up()
    page.keyboard.up("Shift")
    assert page.evaluate(RECORDS) == sorted({*chosen, *the_east(page)})


def test_hexagons_are_caught_by_their_middle(page: Page) -> None:
    page.click("[data-layer=hexagons]")
    page.wait_for_function("() => document.querySelector('m-map').drawn.hexagons")
    path = round_the_east(page)
    page.click(TOOL)
    for corner in [*path[::4], path[0]]:
        page.mouse.click(*corner)
    assert page.evaluate(RECORDS) == the_east(page)
