"""How many were never seen: from the form to the fan, looked at in every light."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.doors.web.desk.surveys import LISTS
from tests.doors.web.walk.conftest import Visit
from tests.doors.web.walk.placework import IN_EVERY_LIGHT, PATIENCE, handed, in_look, looked_at, once

pytestmark = pytest.mark.browser


@once
def fan(visit: Visit) -> Page:
    """The address of a fan over models, asked for on its page."""
    page = visit("ines", "/w/small/places")
    page.click("text=How many were never seen")
    page.fill("#about", "A made-up town, 2025")
    page.set_input_files("#lists", handed("l.csv", LISTS))
    page.click("main form .primary")
    page.wait_for_selector("svg.fan", timeout=PATIENCE)
    assert (
        page.locator("section:has(#models) tbody tr").count() == page.locator(".fan g:not(.fan-tick)").count()
    )
    assert page.locator("section:has(#against) li").count() == 4
    return page


@IN_EVERY_LIGHT
def test_a_fan_in_every_light(visit: Visit, look: str, tmp_path: Path) -> None:
    path = fan(visit)
    for name, address in (("fan", path), ("estimates", path.rpartition("/")[0])):
        looked_at(in_look(visit, address, look), f"places-{name}-{look}", tmp_path)
