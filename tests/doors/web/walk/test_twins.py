"""Pictures that adverts of both sides of a pair show, in a Desk of their own: looked at in every light, then shown."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import expect

from manumit.doors.web.building import build_assets
from tests.chromium import needed
from tests.doors.web.desk.twins import read_twins
from tests.doors.web.walk.conftest import State, Visit
from tests.doors.web.walk.looking import keep, violations, width
from tests.doors.web.walk.serving import Desk, served
from tests.doors.web.walk.test_identify import LOOKS

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """A real server over two adverts with one picture."""
    needed()
    build_assets()
    folder = tmp_path_factory.mktemp("twins")
    with served(folder / "home", read_twins(folder) / "w") as running:
        yield running


@pytest.fixture(scope="module")
def sessions() -> dict[str, State]:
    """Of this server."""
    return {}


def test_a_pair_with_pictures_in_every_light(visit: Visit, tmp_path: Path) -> None:
    for look, settings in LOOKS.items():
        page = visit("ida", "/w/small/pairs", **settings)
        base = page.url.partition("/w/")[0]
        if look == "arabic":
            page.context.add_cookies([{"name": "manumit-language", "value": "ar", "url": base}])
        for at in range(10):  # the pair whose adverts share it
            page.goto(f"{base}/w/small/pairs?at={at}")
            if page.locator(".twins").count():
                break
        expect(page.locator(".twins .sensitive")).to_have_count(2)
        expect(page.locator(".twins .sensitive.shown")).to_have_count(0)
        page.locator(".twins").scroll_into_view_if_needed()
        page.wait_for_function(
            "() => [...document.querySelectorAll('.twins img')].every((one) => one.naturalWidth > 0)"
        )
        keep(page, f"twins-{look}", tmp_path)
        assert violations(page) == [], look
        assert width(page) <= page.viewport_size["width"], look  # type: ignore[index]
    with page.expect_response(lambda one: one.url.endswith("/seen")) as told:
        page.locator(".twins [data-show]").first.click()
    assert told.value.status == 204
    expect(page.locator(".twins .sensitive.shown")).to_have_count(1)
