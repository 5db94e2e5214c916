"""Events counted in hexagons: all of them, once each, never more precisely than they are known; and what is chosen
there is chosen everywhere."""

from __future__ import annotations

import math
from itertools import pairwise
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Page, expect

from tests.doors.web.front import scenes
from tests.doors.web.front.conftest import Open

pytestmark = pytest.mark.browser

EVENTS = {one["id"]: one for one in scenes.made(40)["events"]}
EDGE_KM = {0: 1281.256, 1: 483.057, 2: 182.513, 3: 68.979, 4: 26.072, 5: 9.854, 6: 3.725, 7: 1.406, 8: 0.531}
"""Average edge of a hexagon by resolution (h3geo.org, Tables of cell statistics)."""
HEXAGONS = """() => document.querySelector('m-map').drawn.hexagons.map((one) =>
  ({ ...one, events: one.events.map((event) => event.id) }))"""
RECORDS = "[...document.querySelector('m-stage').selection.records]"
TIMELINE = "document.querySelector('m-timeline .lane-canvas canvas').toDataURL()"
LEEDS = (53.80, -1.55)


def shown(page: Page) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = page.evaluate(HEXAGONS)
    return found


def look_at(page: Page, zoom: float, at: tuple[float, float] = LEEDS) -> list[dict[str, Any]]:
    """What is counted after looking there."""
    page.evaluate(
        """([lat, lon, zoom]) => {
          const { drawn } = document.querySelector('m-map');
          drawn.map.jumpTo({ center: [lon, lat], zoom });
          return new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
        }""",
        [*at, zoom],
    )
    return shown(page)


def with_hexagons(opened: Open, query: str = "nodes=40&view=map&layer=hexagons") -> Page:
    page = opened(query, width=1440, height=800)
    page.wait_for_selector("m-map[data-painted]")
    return page


def reach(resolution: int) -> float:
    """km from the middle of a hexagon to its side."""
    return EDGE_KM[resolution] * math.sqrt(3) / 2


def holds(ring: list[list[float]], lat: float, lon: float) -> bool:
    """The hexagon holds the place, give or take the bend of its sides."""
    within = False
    for (x1, y1), (x2, y2) in pairwise(ring):
        if (y1 > lat) != (y2 > lat) and lon < (x2 - x1) * (lat - y1) / (y2 - y1) + x1:
            within = not within
    return within


def places_of(event: dict[str, Any]) -> list[tuple[float, float]]:
    ends = [event, event["to"] or {}]
    return [(one["lat"], one["lon"]) for one in ends if one.get("lat") is not None]


def test_every_event_is_counted_and_none_more_precisely_than_it_is_known(opened: Open) -> None:
    page = with_hexagons(opened)
    wanted = {one["id"] for one in EVENTS.values() if places_of(one)}
    sizes = []
    for zoom in (0.5, 3.4, 5.2, 6.6, 8.1, 9.6, 14.0):
        found = look_at(page, zoom)
        drawn = page.evaluate("document.querySelector('m-map').drawn.resolution")
        sizes.append(drawn)
        assert {ident for one in found for ident in one["events"]} == wanted
        for one in found:
            assert len(one["events"]) == len(set(one["events"]))
            for event in (EVENTS[ident] for ident in one["events"]):
                assert any(holds(one["ring"], *place) for place in places_of(event))
                honest = max([0, *(r for r in EDGE_KM if reach(r) >= event["precision_km"])])
                assert one["resolution"] == min(drawn, honest)
                assert one["unsure"] == (honest < drawn)
    assert sizes == sorted(sizes), "the closer one looks, the finer"
    assert (sizes[0], sizes[-1]) == (0, 8), "and none finer than the eighth"


def test_classes_hold_every_count_once_and_the_legend_says_them(opened: Open) -> None:
    page = with_hexagons(opened, "nodes=400&view=map&layer=hexagons")
    classes = page.evaluate("document.querySelector('m-map').drawn.classes")
    counts = [len(one["events"]) for one in shown(page) if not one["unsure"]]
    assert 1 < len(classes) <= 5
    assert all(low <= high for low, high in (one["limits"] for one in classes))
    assert all(a["limits"][1] < b["limits"][0] for a, b in pairwise(classes))
    assert all(sum(low <= n <= high for low, high in (one["limits"] for one in classes)) == 1 for n in counts)
    said = page.locator("m-map .legend li").all_inner_texts()
    ends = [one["limits"] for one in classes]
    assert said[: len(ends)] == [str(a) if a == b else f"{a} to {b}" for a, b in ends]
    look_at(page, 13.0)
    unsure = sum(len(one["events"]) for one in shown(page) if one["unsure"])
    assert unsure > 0
    expect(page.locator("m-map .legend li").last).to_have_text(f"Place known less precisely: {unsure}")


def test_a_hexagon_is_chosen_in_graph_timeline_and_table(opened: Open) -> None:
    page = with_hexagons(opened, "nodes=40&view=both&layer=hexagons")
    busiest = shown(page)[-1]
    where = page.evaluate(
        """([lon, lat]) => {
          const { drawn, box } = document.querySelector('m-map');
          const [at, frame] = [drawn.map.project([lon, lat]), box.getBoundingClientRect()];
          return [frame.left + at.x, frame.top + at.y];
        }""",
        [busiest["lon"], busiest["lat"]],
    )
    before = page.evaluate(TIMELINE)
    page.mouse.click(*where)
    page.wait_for_function(f"() => {RECORDS}.length > 0")
    assert set(page.evaluate(RECORDS)) == set(busiest["events"])
    people = {ident for one in busiest["events"] for ident in EVENTS[one]["lanes"]}
    lit = """() => { const { scene, selection } = document.querySelector('m-stage');
      return [...scene.lit(selection).nodes]; }"""
    assert people <= set(page.evaluate(lit))
    halo = """(ids) => { const { renderer } = document.querySelector('m-graph');
      return ids.every((id) => renderer.getNodeDisplayData(id).halo); }"""
    page.wait_for_function(halo, arg=sorted(people))
    assert page.evaluate(TIMELINE) != before, "the timeline is drawn anew"
    page.click("[data-view=table]")
    page.click("[data-kind=events]")
    rows = page.eval_on_selector_all("m-table tr.chosen", "(rows) => rows.map((row) => row.dataset.id)")
    assert set(rows) == set(busiest["events"])
    address = parse_qs(urlsplit(page.url).query)
    assert address["layer"] == ["hexagons"]
    assert set(address["rec"][0].split(",")) == set(busiest["events"])


def test_the_list_is_read_and_picked_by_keys(opened: Open) -> None:
    page = with_hexagons(opened)
    entries = page.locator(".map-list button")
    by_count = sorted(shown(page), key=lambda one: -len(one["events"]))
    assert entries.count() == len(by_count)
    first = by_count[0]
    name = f"{first['name']} +{first['others']}" if first["others"] else first["name"]
    expect(entries.first).to_have_accessible_name(f"{name} , Events {len(first['events'])}")
    page.focus(".map-list summary")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert set(page.evaluate(RECORDS)) == set(first["events"])
    expect(entries.first).to_have_attribute("aria-pressed", "true")
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    both = set(first["events"]) | set(by_count[1]["events"])
    assert set(page.evaluate(RECORDS)) == both
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Space")
    assert set(page.evaluate(RECORDS)) == both - set(first["events"])
    expect(entries.first).to_have_attribute("aria-pressed", "false")


def test_the_layer_turns_and_the_window_of_time_counts_anew(opened: Open) -> None:
    page = with_hexagons(opened, "nodes=40&view=map")
    assert page.evaluate("document.querySelector('m-map').drawn.hexagons") is None
    page.click("[data-layer=hexagons]")
    page.wait_for_function("() => document.querySelector('m-map').drawn.hexagons")
    before = sum(len(one["events"]) for one in shown(page))
    page.evaluate(
        "document.querySelector('m-stage').selection.window(Date.parse('2026-03-01'), Date.parse('2026-04-01'))"
    )
    page.wait_for_function(
        "(n) => document.querySelector('m-map').drawn.hexagons.reduce((sum, one) => sum + one.events.length, 0) < n",
        arg=before,
    )
    inside = {
        one["id"]
        for one in EVENTS.values()
        if places_of(one) and one["at"] <= "2026-04-01" and (one["end"] or one["at"]) >= "2026-03-01"
    }
    assert {ident for one in shown(page) for ident in one["events"]} == inside
    page.click("[data-layer=places]")
    page.wait_for_function("() => !document.querySelector('m-map').drawn.hexagons")
    assert "layer" not in parse_qs(urlsplit(page.url).query)


def test_stays_are_in_no_hexagon(opened: Open) -> None:
    stays = {one["id"] for one in EVENTS.values() if one["kind"] == "stay"}
    counted = {ident for one in shown(with_hexagons(opened)) for ident in one["events"]}
    assert stays
    assert not stays & counted


def test_colours_follow_the_theme(opened: Open) -> None:
    page = with_hexagons(opened)
    swatch = page.locator("m-map .legend .swatch").first
    light = swatch.get_attribute("fill")
    page.emulate_media(color_scheme="dark")
    expect(swatch).not_to_have_attribute("fill", light or "")
    drawn = page.evaluate("document.querySelector('m-map').drawn.classes[0].colour")
    assert swatch.get_attribute("fill") == drawn
