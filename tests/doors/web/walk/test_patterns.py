"""Patterns of a study: asked for on its page, looked at in every light, and as tables that leave."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.doors.web.walk.conftest import Visit
from tests.doors.web.walk.placework import IN_EVERY_LIGHT, PATIENCE, grouped, in_look, looked_at, once

pytestmark = pytest.mark.browser


@once
def patterns(visit: Visit) -> Page:
    """Patterns of a table that says who moved, and where from; asked for on the study's page."""
    page = visit("ines", grouped(visit))
    page.click("button:has-text('Look for patterns')")
    page.wait_for_selector("#routes", timeout=PATIENCE)
    assert page.locator("section:has(#near) tbody tr").count() == 4
    flows, routes = page.locator("section:has(#flows)"), page.locator("section:has(#routes)")
    assert "more move than size and distance explain" in flows.inner_text()
    assert flows.locator("tbody tr").count() >= 1
    assert "where from: a coordinate is missing or no number" in flows.inner_text()
    assert routes.locator("tbody th").first.inner_text() == "Circuit"
    assert routes.locator("tbody td").nth(1).inner_text() == "10"
    assert "share more legs than chance brings: 2." in routes.inner_text()
    return page


def test_patterns_leave_as_tables(visit: Visit) -> None:
    page = visit("ines", patterns(visit))
    row = page.locator("section:has(#files) tbody tr").first
    with page.expect_download() as given:
        row.locator("text=GeoJSON").last.click()
    told = json.loads(Path(given.value.path()).read_text("utf-8"))
    assert told["handling"] == "Investigators alone: not to be handed on"
    with page.expect_download() as given:
        page.locator("section:has(#files) tbody tr").nth(2).locator("text=CSV").last.click()
    assert (
        Path(given.value.path()).read_text("utf-8").startswith("since,until,seen_least,seen_most,alarm,usual")
    )


@IN_EVERY_LIGHT
def test_patterns_in_every_light(visit: Visit, look: str, tmp_path: Path) -> None:
    looked_at(in_look(visit, patterns(visit), look), f"places-patterns-{look}", tmp_path)


def test_routes_outside_the_investigator_s_role(visit: Visit) -> None:
    page = visit("sara", patterns(visit))
    routes = page.locator("section:has(#routes)")
    assert "about 10" in routes.inner_text()
    assert "Chance brings" not in routes.inner_text()
