"""Places for a few teams: asked for on a study's page, looked at in every light, and as a picture that leaves."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.doors.web.walk.conftest import Visit
from tests.doors.web.walk.looking import shots, violations
from tests.doors.web.walk.placework import (
    ENDS,
    IN_EVERY_LIGHT,
    PATIENCE,
    grouped,
    handed,
    in_look,
    looked_at,
    once,
    painted,
    printed,
    study,
)

pytestmark = pytest.mark.browser


@once
def placing(visit: Visit) -> Page:
    """The address of a plan, asked for on the study's page."""
    page = visit("ines", grouped(visit))
    page.click("text=Place teams")
    page.check("[name=what][value=shelter]")
    page.fill("#number", "2")
    page.fill("#reach", "8")
    assert page.locator("[name=fair][value=yes]").is_checked()
    page.click("main form .primary")
    page.wait_for_selector(".hex-sheet", timeout=PATIENCE)
    assert page.locator(".hex-sheet .hex-mark").count() == 2
    assert page.locator("section:has(#chosen) tbody tr").count() == 2
    assert page.locator("section:has(#if) tbody tr.chosen").count() == 1
    return page


@IN_EVERY_LIGHT
def test_a_plan_in_every_light(visit: Visit, look: str, tmp_path: Path) -> None:
    path = placing(visit)
    for name, address in (("plan", path), ("plans", path.rpartition("/")[0])):
        looked_at(in_look(visit, address, look), f"places-{name}-{look}", tmp_path)


def test_a_plan_leaves_as_a_picture_with_its_method_on_it(visit: Visit, tmp_path: Path) -> None:
    page = visit("ines", study(visit))
    page.click("text=Place teams")
    page.fill("#number", "3")
    page.click("main form .primary")
    page.wait_for_selector(".hex-sheet", timeout=PATIENCE)
    path = "/" + page.url.split("/", 3)[3]
    for look in ("light", "arabic"):
        page = in_look(visit, path, look)
        for kind in ("SVG", "PNG", "PDF"):
            page.click("m-plan > p button")
            with page.expect_download() as given:
                page.click(f".menu-item:has-text('{kind}')")
            given.value.save_as(shots(tmp_path) / f"plan-{look}.{kind.lower()}")
        ends = page.evaluate(ENDS, (shots(tmp_path) / f"plan-{look}.svg").read_text("utf-8"))
        assert max(ends) <= 1542, "a line runs into the margin (letters of some scripts overhang by a pixel)"
        assert violations(page) == []
    drawn = (shots(tmp_path) / "plan-light.svg").read_text("utf-8")
    said = re.sub(r"</text><text[^>]*>", " ", drawn)
    assert drawn.count("<circle") == 4, "three places, and one in the legend"
    assert "var(" not in drawn, "a file has no style sheet"
    assert re.search(r'paint-order="stroke[^>]*>Leeds<', drawn), "its edge would lie on the letters"
    for line in (
        "of 100 of the need lie within",
        "straight lines",
        "Never for stops",
        "Partners: small counts",
    ):
        assert line in said
    held, title = printed((shots(tmp_path) / "plan-light.pdf").read_bytes())
    assert held.size[0] == 3200
    assert title.endswith("Outreach teams, 3")


def test_a_plan_by_a_table_of_ways_and_one_that_is_wrong(visit: Visit, tmp_path: Path) -> None:
    page = visit("ines", grouped(visit))
    painted(page)
    cells = page.evaluate("document.querySelector('m-places').data.cells")
    page.click("text=Place teams")
    ends = page.url
    rows = [f"{begin},{end},{2 + at % 40}" for begin in cells[:6] for at, end in enumerate(cells)]

    def ask(page: Page, lines: list[str]) -> None:
        table = "\n".join(["from,to,minutes", *lines]).encode()
        page.goto(ends)
        page.fill("#number", "1")
        page.check("[name=fair][value=no]")
        page.set_input_files("#ways", handed("by-bus.csv", table))
        page.click("main form .primary")

    wrong = visit("ines", ends.partition("/w/")[1] + ends.partition("/w/")[2], expected=409)
    ask(wrong, rows[:-1])
    expect(wrong.locator("main")).to_contain_text("by-bus.csv: 1 way is missing")
    looked_at(wrong, "places-ways-wrong", tmp_path)
    ask(page, rows)
    page.wait_for_selector(".hex-sheet", timeout=PATIENCE)
    assert "Ways are those of the table by-bus.csv" in page.inner_text("main")
    assert page.locator("section:has(#chosen) tbody th + td").inner_text() in cells[:6]
    page.goto(ends)
    assert page.locator("#earlier option").all_text_contents() == ["None", "by-bus.csv"], (
        "no job began by the wrong one"
    )


def test_a_job_leads_to_what_it_made_and_back_again(visit: Visit, tmp_path: Path) -> None:
    path = placing(visit)
    page = visit("ines", "/w/small/jobs")
    page.locator(".row", has_text="Place teams").last.locator("a").click()
    looked_at(page, "places-job", tmp_path)
    page.click("text=To the plan")
    assert page.url.endswith(path) or "/placings/" in page.url
