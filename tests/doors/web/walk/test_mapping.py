"""The map of a lead: counted in hexagons, picked, taken away as a picture; and the auditor sees that it left."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.doors.web.walk.conftest import Visit
from tests.doors.web.walk.test_finding import first_lead

pytestmark = pytest.mark.browser


def test_hexagons_are_picked_and_the_picture_is_logged(visit: Visit, tmp_path: Path) -> None:
    page = first_lead(visit, "ivo")
    page.goto(f"{page.url.partition('?')[0]}?view=map&layer=hexagons")
    page.locator("m-map").scroll_into_view_if_needed()
    page.wait_for_selector("m-map[data-painted]")
    first = page.locator(".map-list button").first
    first.press("Enter")
    expect(first).to_have_attribute("aria-pressed", "true")
    chosen = page.evaluate("[...document.querySelector('m-stage').selection.records]")
    assert chosen
    stays = (
        "[...document.querySelector('m-stage').scene.events.values()].filter((one) => one.kind === 'stay')"
    )
    assert not set(chosen) & set(page.evaluate(f"{stays}.map((one) => one.id)"))
    page.click("m-map .corner button[title=More]")
    with page.expect_download() as given:
        page.click(".menu-item:has-text('SVG')")
    given.value.save_as(tmp_path / "map.svg")
    text = (tmp_path / "map.svg").read_text("utf-8")
    assert all(
        said in text for said in ("names masked", "TLP:AMBER", "never a verdict", "H3 hexagons of resolution")
    )
    page.click("[data-view=table]")
    page.click("[data-kind=events]")
    rows = page.eval_on_selector_all("m-table tr.chosen", "(rows) => rows.map((row) => row.dataset.id)")
    assert rows
    assert set(rows) <= set(chosen), "the first hundred rows are made; more come by scrolling"
    audit = visit("olga", "/audit")
    left = audit.locator("tr", has_text="exported").first
    expect(left).to_contain_text("ivo")
