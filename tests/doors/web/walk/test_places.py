"""A study of places, from the form to the briefing: one choice in map, legend and table; looked at in every light."""

from __future__ import annotations

import io
import json
import re
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from playwright.sync_api import Page, expect

from tests.doors.web.desk.surveys import AREA, LISTS, events, moved
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


def printed(paper: bytes) -> tuple[Image.Image, str]:
    """The picture and the title of a PDF of one page; every entry of its table must point at its object."""
    table = int(re.search(rb"startxref\n(\d+)\n%%EOF\n$", paper)[1])  # type: ignore[index]
    for number, at in enumerate(re.findall(rb"(\d{10}) 00000 n \n", paper[table:]), 1):
        assert paper[int(at) :].startswith(b"%d 0 obj\n" % number)
    length = int(re.search(rb"/DCTDecode/Length (\d+)>>\nstream\n", paper)[1])  # type: ignore[index]
    start = paper.index(b"stream\n", paper.index(b"/DCTDecode")) + len(b"stream\n")
    assert paper[start + length :].startswith(b"\nendstream")
    title = re.search(rb"/Title<FEFF([0-9a-f]+)>", paper)[1]  # type: ignore[index]
    return Image.open(io.BytesIO(paper[start : start + length])), bytes.fromhex(title.decode()).decode(
        "utf-16-be"
    )


ENDS = """(text) => {
  const drawing = new DOMParser().parseFromString(text, "image/svg+xml").documentElement;
  document.body.append(drawing);
  const written = [...drawing.querySelectorAll("text")].map((one) => one.getBBox());
  drawing.remove();
  return written.map(({ x, width }) => x + width);
}"""
"""Where each line of a picture ends, in px of 1600."""


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
    page.set_input_files(
        "input[id^=outcome]", {"name": "o.csv", "mimeType": "text/csv", "buffer": after_the_window()}
    )
    page.click("button:has-text('Score it')")
    for _ in range(60):
        if page.locator(".places-score").count():
            break
        page.wait_for_timeout(1000)
        page.reload()
    expect(page.locator(".places-score")).to_have_count(1)
    assert "A comparison, no test" in page.inner_text("main"), "its window had begun when it was sealed"
    assert "Count of all history" in page.locator(".places-score").inner_text()
    painted(page)
    keep(page, "places-scored", tmp_path)
    page.evaluate("scrollTo(0, 0)")
    assert violations(page) == []


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


def in_look(visit: Visit, path: str, look: str) -> Page:
    """A page in light, dark, on a telephone, or in Arabic."""
    page = visit("ines", path, **LOOKS.get(look, {}))
    if look == "arabic":
        base = page.url.removesuffix(path)
        cookie = {"name": "manumit-language", "value": "ar", "url": base}
        page.context.add_cookies([cookie])  # type: ignore[list-item]
        page.reload()
    return page


def looked_at(page: Page, name: str, folder: Path) -> None:
    """Kept as a picture; no axe violation, nothing wider than the screen."""
    keep(page, name, folder)
    page.evaluate("scrollTo(0, 0)")
    assert violations(page) == []
    assert width(page) <= page.viewport_size["width"]  # type: ignore[index]


PEOPLE = (
    b"lon,lat,hill,river,edge\n-1.55,53.80,500,500,0\n-1.54,53.79,300,200,0\n-1.50,53.83,90,80,0\n"
    b"-1.485,53.765,10,20,900\n"
)


def grouped(visit: Visit) -> str:
    """The address of a study with a table of groups; its worker is done."""
    if "grouped" not in _made:
        page = visit("ines", "/w/small/places")
        page.check("[name=purpose][value=services]")
        page.set_input_files("#events", {"name": "e.csv", "mimeType": "text/csv", "buffer": events()})
        area = json.dumps(AREA).encode()
        page.set_input_files("#area", {"name": "a.geojson", "mimeType": "application/json", "buffer": area})
        page.set_input_files("#groups", {"name": "g.csv", "mimeType": "text/csv", "buffer": PEOPLE})
        page.click("main form .primary")
        page.wait_for_selector("m-places", timeout=90_000)
        _made["grouped"] = "/" + page.url.split("/", 3)[3]
    return _made["grouped"]


def placing(visit: Visit) -> str:
    """The address of a plan, asked for on the study's page."""
    if "placing" not in _made:
        page = visit("ines", grouped(visit))
        page.click("text=Place teams")
        page.check("[name=what][value=shelter]")
        page.fill("#number", "2")
        page.fill("#reach", "8")
        assert page.locator("[name=fair][value=yes]").is_checked()
        page.click("main form .primary")
        page.wait_for_selector(".hex-sheet", timeout=90_000)
        assert page.locator(".hex-sheet .hex-mark").count() == 2
        assert page.locator("section:has(#chosen) tbody tr").count() == 2
        assert page.locator("section:has(#if) tbody tr.chosen").count() == 1
        _made["placing"] = "/" + page.url.split("/", 3)[3]
    return _made["placing"]


@pytest.mark.parametrize("look", [*LOOKS, "arabic"])
def test_a_plan_in_every_light(visit: Visit, look: str, tmp_path: Path) -> None:
    path = placing(visit)
    for name, address in (("plan", path), ("plans", path.rpartition("/")[0])):
        looked_at(in_look(visit, address, look), f"places-{name}-{look}", tmp_path)


def test_a_plan_leaves_as_a_picture_with_its_method_on_it(visit: Visit, tmp_path: Path) -> None:
    if "reasoned" not in _made:
        page = visit("ines", study(visit))
        page.click("text=Place teams")
        page.fill("#number", "3")
        page.click("main form .primary")
        page.wait_for_selector(".hex-sheet", timeout=90_000)
        _made["reasoned"] = "/" + page.url.split("/", 3)[3]
    for look in ("light", "arabic"):
        page = in_look(visit, _made["reasoned"], look)
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


def fan(visit: Visit) -> str:
    """The address of a fan over models, asked for on its page."""
    if "fan" not in _made:
        page = visit("ines", "/w/small/places")
        page.click("text=How many were never seen")
        page.fill("#about", "A made-up town, 2025")
        page.set_input_files("#lists", {"name": "l.csv", "mimeType": "text/csv", "buffer": LISTS})
        page.click("main form .primary")
        page.wait_for_selector("svg.fan", timeout=90_000)
        assert (
            page.locator("section:has(#models) tbody tr").count()
            == page.locator(".fan g:not(.fan-tick)").count()
        )
        assert page.locator("section:has(#against) li").count() == 4
        _made["fan"] = "/" + page.url.split("/", 3)[3]
    return _made["fan"]


def test_a_plan_by_a_table_of_ways_and_one_that_is_wrong(visit: Visit, tmp_path: Path) -> None:
    page = visit("ines", grouped(visit))
    page.wait_for_selector("m-places[data-painted]", state="attached")
    cells = page.evaluate("document.querySelector('m-places').data.cells")
    page.click("text=Place teams")
    ends = page.url
    rows = [f"{begin},{end},{2 + at % 40}" for begin in cells[:6] for at, end in enumerate(cells)]

    def ask(page: Page, lines: list[str]) -> None:
        table = "\n".join(["from,to,minutes", *lines]).encode()
        page.goto(ends)
        page.fill("#number", "1")
        page.check("[name=fair][value=no]")
        page.set_input_files("#ways", {"name": "by-bus.csv", "mimeType": "text/csv", "buffer": table})
        page.click("main form .primary")

    wrong = visit("ines", ends.partition("/w/")[1] + ends.partition("/w/")[2], expected=409)
    ask(wrong, rows[:-1])
    expect(wrong.locator("main")).to_contain_text("by-bus.csv: 1 way is missing")
    looked_at(wrong, "places-ways-wrong", tmp_path)
    ask(page, rows)
    page.wait_for_selector(".hex-sheet", timeout=90_000)
    assert "Ways are those of the table by-bus.csv" in page.inner_text("main")
    assert page.locator("section:has(#chosen) tbody th + td").inner_text() in cells[:6]
    page.goto(ends)
    assert page.locator("#earlier option").all_text_contents() == ["None", "by-bus.csv"], (
        "no job began by the wrong one"
    )


@pytest.mark.parametrize("look", [*LOOKS, "arabic"])
def test_a_fan_in_every_light(visit: Visit, look: str, tmp_path: Path) -> None:
    path = fan(visit)
    for name, address in (("fan", path), ("estimates", path.rpartition("/")[0])):
        looked_at(in_look(visit, address, look), f"places-{name}-{look}", tmp_path)


def patterns(visit: Visit) -> str:
    """The address of a study's patterns, asked for on its page."""
    if "patterns" not in _made:
        page = visit("ines", grouped(visit))
        page.click("button:has-text('Look for patterns')")
        page.wait_for_selector("#clusters", timeout=90_000)
        assert page.locator("section:has(#near) tbody tr").count() == 4
        _made["patterns"] = "/" + page.url.split("/", 3)[3]
    return _made["patterns"]


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


def test_a_job_leads_to_what_it_made_and_back_again(visit: Visit, tmp_path: Path) -> None:
    path = placing(visit)
    page = visit("ines", "/w/small/jobs")
    page.locator(".row", has_text="Place teams").last.locator("a").click()
    looked_at(page, "places-job", tmp_path)
    page.click("text=To the plan")
    assert page.url.endswith(path) or "/placings/" in page.url


@pytest.mark.parametrize("look", [*LOOKS, "arabic"])
def test_patterns_in_every_light(visit: Visit, look: str, tmp_path: Path) -> None:
    looked_at(in_look(visit, patterns(visit), look), f"places-patterns-{look}", tmp_path)


def movements(visit: Visit) -> str:
    """The address of patterns of a table that says who moved, and where from."""
    if "movements" not in _made:
        page = visit("ines", "/w/small/places")
        page.check("[name=purpose][value=inspection]")
        page.set_input_files("#events", {"name": "m.csv", "mimeType": "text/csv", "buffer": moved()})
        area = json.dumps(AREA).encode()
        page.set_input_files("#area", {"name": "a.geojson", "mimeType": "application/json", "buffer": area})
        page.click("main form .primary")
        page.wait_for_selector("m-places", timeout=90_000)
        page.click("button:has-text('Look for patterns')")
        page.wait_for_selector("#routes", timeout=90_000)
        flows, routes = page.locator("section:has(#flows)"), page.locator("section:has(#routes)")
        assert "more move than size and distance explain" in flows.inner_text()
        assert flows.locator("tbody tr").count() >= 1
        assert "where from: a coordinate is missing or no number" in flows.inner_text()
        assert routes.locator("tbody th").first.inner_text() == "Circuit"
        assert routes.locator("tbody td").nth(1).inner_text() == "10"
        assert "share more legs than chance brings: 2." in routes.inner_text()
        _made["movements"] = "/" + page.url.split("/", 3)[3]
    return _made["movements"]


@pytest.mark.parametrize("look", [*LOOKS, "arabic"])
def test_flows_and_routes_in_every_light(visit: Visit, look: str, tmp_path: Path) -> None:
    looked_at(in_look(visit, movements(visit), look), f"places-routes-{look}", tmp_path)


def test_routes_outside_the_investigator_s_role(visit: Visit) -> None:
    page = visit("sara", movements(visit))
    routes = page.locator("section:has(#routes)")
    assert "about 10" in routes.inner_text()
    assert "Chance brings" not in routes.inner_text()
