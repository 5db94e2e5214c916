"""A map of a hundred thousand cells: moved without a blank, answers in map, table and histogram, drawn round."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.chromium import of_the_driver
from tests.doors.web.front.cells import MOVE
from tests.doors.web.front.conftest import WATCH

pytestmark = pytest.mark.browser
MANY = 100_000


@pytest.fixture(scope="module")
def page(browser: Browser, address: str) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1200, "height": 900}, reduced_motion="reduce")
    context.set_default_timeout(120_000)
    context.add_init_script(WATCH)
    said: list[str] = []
    page = context.new_page()
    page.on(
        "console",
        lambda one: (
            said.append(one.text)
            if one.type in ("error", "warning") and not of_the_driver(one.text)
            else None
        ),
    )
    page.on("pageerror", lambda one: said.append(str(one)))
    page.goto(f"{address}/cells?cells={MANY}")
    page.wait_for_selector("m-places[data-painted]", state="attached")
    yield page
    context.close()
    assert said == []


@pytest.mark.parametrize("zoom", [0, 2.8])
def test_it_is_moved_without_a_blank(page: Page, zoom: float) -> None:
    page.evaluate("document.querySelector('m-places').dataset.look = '1'")
    told = page.evaluate(MOVE, {"steps": 12, "zoom": zoom})
    page.evaluate("delete document.querySelector('m-places').dataset.look")
    page.evaluate("document.querySelector('m-places').map.fit()")
    assert told["renders"] >= 12
    assert told["asked"] > 150
    assert told["empty"] <= told["asked"] / 1000, (
        "a point may fall into the seam of two cells; no tile may be missing"
    )


def test_what_is_asked_of_a_map_without_cells_would_be_blank(page: Page) -> None:
    """The test above can fail."""
    page.evaluate("document.querySelector('m-places').dataset.look = '1'")
    page.evaluate("document.querySelector('m-places').map.map.removeLayer('cells')")
    told = page.evaluate(MOVE, {"steps": 3, "zoom": 0})
    page.evaluate("delete document.querySelector('m-places').dataset.look")
    page.evaluate("document.querySelector('m-places').map.dress(document.querySelector('m-places').inks)")
    page.wait_for_function("document.querySelector('m-places').map.map.getLayer('cells')")
    page.evaluate("document.querySelector('m-places').show()")
    assert told["empty"] > 0.8 * told["asked"] > 0


def test_a_stroke_round_some_chooses_them_and_sums_them(page: Page) -> None:
    page.evaluate("document.querySelector('m-places').map.fit()")
    page.click("m-places .corner button[title='Choose by drawing round']")
    frame = page.locator("m-places .canvas").bounding_box()
    assert frame
    x, y = frame["x"] + frame["width"] / 2, frame["y"] + frame["height"] / 2
    page.mouse.move(x - 40, y - 40)
    page.mouse.down()
    for at in ((40, -40), (40, 40), (-40, 40), (-40, -40)):
        page.mouse.move(x + at[0], y + at[1], steps=4)
    page.mouse.up()
    chosen = page.evaluate("document.querySelector('m-places').chosen.size")
    assert 500 < chosen < 20_000
    told = page.locator(".places-cohort p").inner_text()
    assert told.startswith(f"Cells chosen: {chosen:,}.")
    total = page.evaluate(
        "(() => { const p = document.querySelector('m-places');"
        " return [...p.chosen].reduce((sum, i) => sum + p.data.seen[i], 0); })()"
    )
    assert f"Events seen: {total:,}." in told
    expect(page.locator(".places-table tbody tr")).to_have_count(100)
    cells = page.locator(".places-cohort input[name=cells]").input_value().split(",")
    assert len(cells) == chosen
    page.click(".places-cohort button:has-text('Choose none')")
    expect(page.locator(".places-cohort")).to_be_hidden()


def test_a_point_of_the_map_is_the_cell_that_lies_there(page: Page) -> None:
    page.evaluate("document.querySelector('m-places').map.map.jumpTo({ center: [-1.55, 53.8], zoom: 12 })")
    page.wait_for_timeout(300)
    page.locator("m-places .canvas").click(position={"x": 90, "y": 200})
    at = page.evaluate(
        "(({ lat, lng }) => [lat, lng])(document.querySelector('m-places').map.map.unproject([90, 200]))"
    )
    chosen = page.evaluate(
        "(({ chosen, data }) => [...chosen].map((i) => data.cells[i]))(document.querySelector('m-places'))"
    )
    import h3

    assert len(chosen) == 1
    assert chosen == [h3.latlng_to_cell(at[0], at[1], 8)]
    page.locator("m-places").evaluate("(places) => places.choose([])")


def test_its_towns_are_named(page: Page) -> None:
    page.evaluate("document.querySelector('m-places').map.fit()")
    page.wait_for_function("() => document.querySelector('m-places').map.labels.written?.length")
    written = page.evaluate("document.querySelector('m-places').map.labels.written.map((one) => one.text)")
    assert "Middleton" in written
