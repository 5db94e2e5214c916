"""What joins a study of places: covariates, months by region, a help line's months; handed in and looked at."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.doors.web.desk.surveys import AREA, by_region, surroundings
from tests.doors.web.walk.conftest import Visit
from tests.doors.web.walk.looking import keep
from tests.doors.web.walk.placework import LOOKS, PATIENCE, handed, looked_at, painted
from tests.engine.places.test_ahead import line

pytestmark = pytest.mark.browser
_made: dict[str, str] = {}


def study(visit: Visit, folder: Path) -> str:
    """The address of a study with all of it: made once, through the forms."""
    if _made:
        return _made["path"]
    page = visit("ines", "/w/small/places")
    page.check("[name=purpose][value=services]")
    page.set_input_files("#events", handed("e.csv", by_region(grown=90)))
    page.set_input_files("#area", handed("a.geojson", json.dumps(AREA).encode()))
    page.select_option("#resolution", "9")
    page.fill("#origin", "2026-01-01")
    page.click("main form summary")
    page.set_input_files("#covariates", handed("rents.csv", surroundings()))
    page.click("main form .primary")
    page.wait_for_selector("m-places", timeout=PATIENCE)
    _made["path"] = "/" + page.url.split("/", 3)[3]
    page.click("text=Months by region, or of a help line")
    page.check("[name=by][value=country]")
    page.check("[name=by][value=region]")
    months, _ = line(folder / "months.csv", 30)
    page.set_input_files("#line-file", str(months))
    page.click("main form .primary")
    page.wait_for_selector("text=Months, region by region", timeout=PATIENCE)
    page.goto(page.url.partition("/w/")[0] + _made["path"])
    return _made["path"]


def test_from_all_to_a_region_and_the_rise_is_seen(visit: Visit, tmp_path: Path) -> None:
    page = visit("ines", f"{study(visit, tmp_path)}/months")
    expect(page.locator(".message.caution")).to_contain_text("Hill / Hill west")
    assert drawn(page) == 3
    page.click("#here ~ .months-grid >> text=Hill")
    expect(page.locator("h2#here")).to_have_text("Hill")
    assert drawn(page) == 3
    page.click("#here ~ .months-grid >> text=Hill west")
    expect(page.locator("h2#here")).to_have_text("Hill / Hill west")
    assert page.locator(".months path.rose").count()
    table = page.locator("#same + .months-table")
    assert "rose" in table.inner_text()
    assert "expected (" in table.inner_text()
    with page.expect_download() as given:
        page.click("text=Months as CSV, for investigators alone")
    assert "Hill west,2026-01,," in Path(given.value.path()).read_text("utf-8")


def drawn(page: Page) -> int:
    """Drawings of the study's own months that are really there: as wide as their place."""
    boxes = page.evaluate(
        "[...document.querySelectorAll('#here ~ .months svg, #here ~ .months-grid svg')]"
        ".map((one) => one.getBoundingClientRect()).filter((one) => one.width > 100 && one.height > 40).length"
    )
    return int(boxes)


def test_a_line_that_tells_too_much_is_turned_away_in_words(visit: Visit, tmp_path: Path) -> None:
    page = visit("ines", f"{study(visit, tmp_path)}/months", expected=403)
    small = (
        b"month,what,category,count\n2026-01,signals,all,40\n2026-01,severity,1,38\n2026-01,severity,2,2\n"
    )
    page.set_input_files("#line-file", handed("line.csv", small))
    page.click("main form .primary")
    expect(page.locator("main")).to_contain_text("line.csv: a count below 10 is told (2026-01, severity)")


@pytest.mark.parametrize("look", [*LOOKS, "arabic-phone"])
def test_in_every_light(visit: Visit, look: str, tmp_path: Path) -> None:
    path = study(visit, tmp_path)
    settings = LOOKS["arabic"] | LOOKS["phone"] if look == "arabic-phone" else LOOKS[look]
    page = painted(visit("ines", path, **settings))
    for name, address in (("study", path), ("months", f"{path}/months"), ("form", "/w/small/places")):
        if name != "study":
            page.goto(page.url.partition("/w/")[0] + address)
        for one in page.locator("main details:not([open]) > summary").all():
            one.click()
        looked_at(page, f"more-{name}-{look}", tmp_path)


def test_who_is_no_investigator_sees_no_small_count(visit: Visit, tmp_path: Path) -> None:
    page = visit("sara", f"{study(visit, tmp_path)}/months")
    expect(page.locator("#same + .months-table")).to_contain_text("hidden")
    assert page.locator(".months path.gone").count()
    assert page.locator("text=Months as CSV, for investigators alone").count() == 0
    keep(page, "more-months-analyst", tmp_path)
