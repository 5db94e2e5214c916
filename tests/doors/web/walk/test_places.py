"""A study of places, from the form to the briefing: one choice in map, legend and table; looked at in every light."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.doors.web.desk.surveys import AREA, events
from tests.doors.web.walk.conftest import Visit, Watched
from tests.doors.web.walk.looking import keep, shots, violations, width

pytestmark = pytest.mark.browser
_made: dict[str, str] = {}


def study(visit: Visit) -> str:
    """The address of a study that the worker worked out: made once, through the form."""
    if not _made:
        page = visit("ines", "/w/small/places")
        page.check("[name=purpose][value=outreach]")
        page.set_input_files("#events", {"name": "e.csv", "mimeType": "text/csv", "buffer": events()})
        area = json.dumps(AREA).encode()
        page.set_input_files("#area", {"name": "a.geojson", "mimeType": "application/json", "buffer": area})
        page.select_option("#resolution", "9")
        page.click("main form .primary")
        page.wait_for_selector("m-places", timeout=90_000)
        assert page.locator(".verbs a.primary").count() == 0, "unchecked, nothing is handed on"
        page.fill("#reason", "The town hall asked for it before the census is out.")
        page.click("button:has-text('Put on record')")
        page.wait_for_selector(".verbs a.primary")
        _made["path"] = "/" + page.url.split("/", 3)[3]
    return _made["path"]


def painted(page: Page) -> Page:
    page.wait_for_selector("m-places[data-painted]", state="attached")
    return page


def test_one_choice_in_legend_table_and_map(visit: Visit, tmp_path: Path) -> None:
    page = painted(visit("ines", study(visit)))
    expect(page.locator(".places-table tbody tr")).to_have_count(100)
    page.locator(".places-class").nth(4).press("Enter")
    chosen = page.evaluate("document.querySelector('m-places').chosen.size")
    assert chosen
    expect(page.locator(".places-table tbody tr")).to_have_count(min(100, chosen))
    lit = page.evaluate(
        "document.querySelector('m-places').map.drawn.hexagons.filter((one) => one.properties.lit).length"
    )
    assert lit == chosen
    page.locator(".places-table th button.sort").first.press("Enter")
    ids = page.locator(".places-table tbody bdi").all_text_contents()
    assert ids == sorted(ids)
    page.locator(".places-table tbody button").first.press("Enter")
    assert page.evaluate("document.querySelector('m-places').chosen.size") == chosen - 1
    page.locator("m-places").evaluate("(places) => places.choose([])")
    for kind in ("SVG", "PNG"):
        page.click("m-places .corner button[title=More]")
        with page.expect_download() as given:
            page.click(f".menu-item:has-text('{kind}')")
        given.value.save_as(shots(tmp_path) / f"places-map.{kind.lower()}")
    assert (shots(tmp_path) / "places-map.png").read_bytes().startswith(b"\x89PNG")
    text = re.sub(
        r"</text><text[^>]*>", " ", (shots(tmp_path) / "places-map.svg").read_text("utf-8")
    )  # lines as one
    for said in (
        "595 events",
        "resolution 9",
        "Nobody has checked it for trafficking",
        "Evidence thin",
        "Gi*",
    ):
        assert said in text


def test_time_is_moved_by_keys_played_and_two_dates_are_compared(visit: Visit, tmp_path: Path) -> None:
    page = painted(visit("ines", study(visit)))
    slider = page.locator(".places-time input").first
    slider.focus()
    slider.press("Home")
    expect(page.locator("m-places [data-layer=seen]")).to_have_attribute("aria-pressed", "true")
    first = slider.get_attribute("aria-valuetext")
    slider.press("ArrowRight")
    assert slider.get_attribute("aria-valuetext") != first
    total = "(at) => document.querySelector('m-places').data.periods[1].filter((one) => one === at).length"
    shown = "document.querySelector('m-places').shown().values.filter((one) => one > 0).length"
    assert page.evaluate(shown) == page.evaluate(total, 1)
    page.click("text=Play")
    expect(page.locator(".places-time button").first).to_have_text("Pause")
    expect(slider).to_have_value("3")
    page.click("text=Pause")
    page.click("text=Two dates side by side")
    expect(page.locator(".places-class").first).to_contain_text("/")
    page.locator(".places-bars button:not([disabled])").last.press("Enter")
    assert page.evaluate("document.querySelector('m-places').chosen.size") > 0
    both = "[...document.querySelectorAll('m-places .canvas')].map((one) => one.getBoundingClientRect().top)"
    tops = page.evaluate(both)
    assert tops[0] == tops[1]
    keep(page, "places-compared", tmp_path)
    page.evaluate("scrollTo(0, 0)")  # what lies under the bar at the top is no target
    assert violations(page) == []
    page.click("text=Two dates side by side")
    expect(page.locator("m-places .canvas")).to_have_count(1)


def test_what_is_drawn_round_leaves_as_a_table(visit: Visit) -> None:
    page = painted(visit("ines", study(visit)))
    page.click("m-places [data-layer=visit]")
    expect(page.locator(".places-class").nth(1)).to_contain_text("By chance")
    page.click("m-places .corner button[title='Choose by drawing round']")
    frame = page.locator("m-places .canvas").bounding_box()
    assert frame
    x, y = frame["x"] + frame["width"] / 2, frame["y"] + frame["height"] / 2
    page.mouse.move(x - 60, y - 60)
    page.mouse.down()
    for at in ((60, -60), (60, 60), (-60, 60), (-60, -60)):
        page.mouse.move(x + at[0], y + at[1], steps=4)
    page.mouse.up()
    chosen = page.evaluate("document.querySelector('m-places').chosen.size")
    assert chosen > 10
    expect(page.locator(".places-cohort")).to_contain_text(f"Cells chosen: {chosen}.")
    with page.expect_download() as given:
        page.click("text=These cells as CSV")
    rows = Path(given.value.path()).read_text("utf-8").splitlines()
    assert sum(not row.startswith(("cell,", "# ", '"# ')) for row in rows) == chosen


LOOKS: dict[str, dict[str, Any]] = {
    "light": {},
    "dark": {"color_scheme": "dark"},
    "phone": {"viewport": {"width": 360, "height": 780}},
}


@pytest.mark.parametrize("look", [*LOOKS, "arabic"])
def test_study_and_briefing_in_every_light(visit: Visit, watched: Watched, look: str, tmp_path: Path) -> None:
    path = study(visit)
    page = visit("ines", path, **LOOKS.get(look, {}))
    if look == "arabic":
        base = page.url.removesuffix(path)
        cookie = {"name": "manumit-language", "value": "ar", "url": base}
        page.context.add_cookies([cookie])  # type: ignore[list-item]
        page.reload()
    for name, address in (("study", path), ("briefing", f"{path}/briefing"), ("form", "/w/small/places")):
        if name != "study":
            page.goto(page.url.partition("/w/")[0] + address)
        else:
            painted(page)
        keep(page, f"places-{name}-{look}", tmp_path)
        assert violations(page) == []
        assert width(page) <= page.viewport_size["width"]  # type: ignore[index]


def test_who_is_no_investigator_sees_coarse_cells_and_a_partner_gets_no_more(
    visit: Visit, tmp_path: Path
) -> None:
    path = study(visit)
    page = painted(visit("sara", path))
    assert page.evaluate("document.querySelector('m-places').data.resolution") == 8
    expect(page.locator(".places-class", has_text="Hidden")).to_be_visible()
    page.click("text=Briefing for a partner")
    page.emulate_media(media="print")
    assert "Gi*" in page.inner_text("main")
    assert not page.locator("nav.rail").is_visible()
    page.pdf(path=tmp_path / "briefing.pdf")
    assert (tmp_path / "briefing.pdf").stat().st_size > 10_000
