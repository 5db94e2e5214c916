"""A study of places, from the form to the briefing: one choice in map, legend and table; looked at in every light."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.doors.web.desk.surveys import events
from tests.doors.web.walk.conftest import Visit
from tests.doors.web.walk.looking import keep, shots, violations
from tests.doors.web.walk.placework import (
    ENDS,
    IN_EVERY_LIGHT,
    handed,
    in_look,
    looked_at,
    painted,
    printed,
    study,
)

pytestmark = pytest.mark.browser


def test_one_choice_in_legend_table_and_map(visit: Visit, tmp_path: Path) -> None:
    page = painted(visit("ines", study(visit), expected=404))
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
    for kind in ("SVG", "PNG", "PDF"):
        page.click("m-places .corner button[title=More]")
        with page.expect_download() as given:
            page.click(f".menu-item:has-text('{kind}')")
        given.value.save_as(shots(tmp_path) / f"places-map.{kind.lower()}")
    page.locator("m-places").evaluate(
        "(places) => places.setAttribute('picture-url', '/w/small/places/0/picture')"
    )
    page.click("m-places .corner button[title=More]")
    page.click(".menu-item:has-text('SVG')")
    expect(page.locator("m-places .telling")).to_contain_text("Start from Home.")  # the server's own hint
    assert (shots(tmp_path) / "places-map.png").read_bytes().startswith(b"\x89PNG")
    ends = page.evaluate(ENDS, (shots(tmp_path) / "places-map.svg").read_text("utf-8"))
    assert ends, "nothing was written"
    assert max(ends) <= 1540, "a line runs into the margin"
    held, title = printed((shots(tmp_path) / "places-map.pdf").read_bytes())
    assert held.size[0] == 3200
    assert title == "All kinds of event, for Outreach"
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
    assert re.fullmatch(r"\d{1,2}( [A-Z][a-z]{2} )?–( )?\d{1,2} [A-Z][a-z]{2} \d{4}", str(first)), (
        "as pages do"
    )
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
    whens = page.locator("m-places .places-when").all_text_contents()
    assert len(set(whens)) == 2
    for kind in ("SVG", "PNG"):
        page.click("m-places .corner button[title=More]")
        with page.expect_download() as given:
            page.click(f".menu-item:has-text('{kind}')")
        given.value.save_as(shots(tmp_path) / f"places-two-dates.{kind.lower()}")
    both_dates = (shots(tmp_path) / "places-two-dates.svg").read_text("utf-8")
    assert all(f">{one}</text>" in both_dates for one in whens), "one picture, each map with its date"
    assert both_dates.count('clip-path="url(#frame)"') == 2
    page.evaluate("scrollTo(0, 0)")  # what lies under the bar at the top is no target
    assert violations(page) == []
    page.click("text=Two dates side by side")
    expect(page.locator("m-places .canvas")).to_have_count(1)


def test_what_is_drawn_round_leaves_as_a_table(visit: Visit) -> None:
    page = painted(visit("ines", study(visit)))
    page.click("m-places [data-layer=visit]")
    expect(page.locator(".places-class").nth(1)).to_contain_text("By chance")
    page.click("m-places .corner button[title='Choose by drawing round']")
    expect(page.locator(".tool-how")).to_contain_text("Draw round what you want")
    frame, how = (page.locator(f"m-places {one}").bounding_box() for one in (".canvas", ".tool-how"))
    assert frame
    assert how
    assert how["y"] >= frame["y"] + frame["height"], "what the tool wants covers nothing of the map"
    x, y = frame["x"] + frame["width"] / 2, frame["y"] + frame["height"] / 2
    page.mouse.move(x - 60, y - 60)
    page.mouse.down()
    for at in ((60, -60), (60, 60), (-60, 60), (-60, -60)):
        page.mouse.move(x + at[0], y + at[1], steps=4)
    page.mouse.up()
    chosen = page.evaluate("document.querySelector('m-places').chosen.size")
    assert chosen > 10
    expect(page.locator(".tool-how")).to_have_text("")
    expect(page.locator(".places-cohort")).to_contain_text(f"Cells chosen: {chosen}.")
    with page.expect_download() as given:
        page.click("text=These cells as CSV")
    rows = Path(given.value.path()).read_text("utf-8").splitlines()
    assert sum(not row.startswith(("cell,", "# ", '"# ')) for row in rows) == chosen


def after_the_window() -> bytes:
    """What happened in the thirty days after the last event, round the same point."""
    head, *rows = events(seed=8, size=90).decode().split()
    days = [f"2026-01-{1 + at % 27:02}" for at in range(len(rows))]
    moved = [
        ",".join((row.split(",")[0], day, *row.split(",")[2:])) for row, day in zip(rows, days, strict=True)
    ]
    return "\n".join([head, *moved, ""]).encode()


def test_a_forecast_is_scored_beside_the_count(visit: Visit, tmp_path: Path) -> None:
    page = visit("ines", study(visit))
    page.set_input_files("input[id^=outcome]", handed("o.csv", after_the_window()))
    page.click("button:has-text('Score it')")
    for _ in range(60):
        if page.locator(".places-score").count():
            break
        page.wait_for_timeout(1000)
        page.reload()
    expect(page.locator(".places-score")).to_have_count(1)
    assert "A comparison, no test" in page.inner_text("main"), "its window had begun when it was sealed"
    assert "Count of all history" in page.locator(".places-score").inner_text()
    looked_at(painted(page), "places-scored", tmp_path)


@IN_EVERY_LIGHT
def test_study_and_briefing_in_every_light(visit: Visit, look: str, tmp_path: Path) -> None:
    path = study(visit)
    page = painted(in_look(visit, path, look))
    looked_at(page, f"places-study-{look}", tmp_path)
    for name, address in (("briefing", f"{path}/briefing"), ("form", "/w/small/places")):
        page.goto(page.url.partition("/w/")[0] + address)
        looked_at(page, f"places-{name}-{look}", tmp_path)


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
