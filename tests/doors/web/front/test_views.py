"""Select in one view, and the others answer; the address keeps it."""

from __future__ import annotations

import json
from itertools import pairwise
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Page, expect

from tests.doors.web.front import scenes
from tests.doors.web.front.conftest import Open

pytestmark = pytest.mark.browser

SCENE = scenes.made(40)
FIRST = SCENE["nodes"][0]
PLACE = """(id) => {
  const view = document.querySelector('m-graph');
  const box = view.canvas.getBoundingClientRect();
  const at = view.renderer.graphToViewport(view.graph.getNodeAttributes(id));
  return [box.left + at.x, box.top + at.y];
}"""


def click_node(page: Page, ident: str, shift: bool = False) -> None:
    x, y = page.evaluate(PLACE, ident)
    if shift:
        page.keyboard.down("Shift")
    page.mouse.move(x, y)
    page.mouse.click(x, y)
    if shift:
        page.keyboard.up("Shift")


def chosen(page: Page) -> set[str]:
    return set(page.evaluate("[...document.querySelector('m-stage').selection.ids]"))


def asked(page: Page) -> dict[str, str]:
    return {name: values[0] for name, values in parse_qs(urlsplit(page.url).query).items()}


def test_graph_map_timeline_table_and_evidence_follow(opened: Open) -> None:
    page = opened("nodes=40&view=both")
    page.wait_for_selector("m-map[data-painted]")
    click_node(page, FIRST["id"])
    page.wait_for_function("() => new URLSearchParams(location.search).get('sel')")
    assert asked(page)["sel"] == FIRST["id"]
    assert page.inner_text(".evidence-head h2") == FIRST["label"]
    assert page.inner_text(".lane-names .chosen") == FIRST["label"]
    own = {one["place"] for one in SCENE["events"] if FIRST["id"] in one["lanes"] and one["lat"]}
    lit = page.evaluate(
        "document.querySelector('m-map').drawn.places.filter((one) => one.lit).map((one) => one.name)"
    )
    assert own
    assert own <= set(lit)
    page.click("[data-view=table]")
    assert page.inner_text("m-table tr.chosen th") == FIRST["label"]
    page.click("[data-kind=events]")
    mine = [one["id"] for one in SCENE["events"] if FIRST["id"] in one["lanes"]]
    rows = page.eval_on_selector_all("m-table tr.chosen", "(rows) => rows.map((row) => row.dataset.id)")
    assert sorted(rows) == sorted(mine)


def test_a_place_on_the_map_lights_people(opened: Open) -> None:
    page = opened("nodes=40&view=map")
    page.wait_for_selector("m-map[data-painted]")
    where = """() => {
      const { drawn, box } = document.querySelector('m-map');
      const at = drawn.map.project([drawn.places.at(-1).lon, drawn.places.at(-1).lat]);
      const frame = box.getBoundingClientRect();
      return [frame.left + at.x, frame.top + at.y];
    }"""
    page.mouse.click(*page.evaluate(where))
    page.wait_for_function("() => document.querySelector('m-stage').selection.records.size > 0")
    busiest = page.evaluate("document.querySelector('m-map').drawn.places.at(-1).events.map((one) => one.id)")
    assert set(busiest) == set(page.evaluate("[...document.querySelector('m-stage').selection.records]"))
    assert page.locator("m-evidence li").count() > 0


def test_an_area_by_two_clicks_or_one_drag(opened: Open) -> None:
    page = opened()
    frame = page.locator("m-graph .canvas").bounding_box()
    assert frame
    corners = [
        (frame["x"] + 8, frame["y"] + 60),
        (frame["x"] + frame["width"] - 60, frame["y"] + frame["height"] - 8),
    ]
    page.click("m-graph .corner button[title='Choose by area']")
    for x, y in corners:
        page.mouse.click(x, y)
    by_clicks = chosen(page)
    assert len(by_clicks) > 20
    page.keyboard.press("Escape")
    assert chosen(page) == set()
    page.click("m-graph .corner button[title='Choose by area']")
    page.mouse.move(*corners[0])
    page.mouse.down()
    page.mouse.move(*corners[1], steps=4)
    page.mouse.up()
    assert chosen(page) == by_clicks


def test_the_address_restores(opened: Open) -> None:
    ids = [one["id"] for one in SCENE["nodes"][:2]]
    query = f"nodes=40&sel={','.join(ids)}&from=2026-03-01&to=2026-04-01&view=table&hide=ent-0-9&pin=ent-0-3"
    page = opened(query)
    page.wait_for_selector("m-table tr.chosen")
    assert chosen(page) == set(ids)
    assert page.input_value("m-timeline input >> nth=0") == "2026-03-01"
    assert page.locator("m-table tbody tr[data-id='ent-0-9']").count() == 0
    page.click("[data-kind=events]")
    days = page.eval_on_selector_all("m-table tbody tr", "(rows) => rows.map((row) => row.dataset.id)")
    inside = {
        one["id"]
        for one in SCENE["events"]
        if one["at"] <= "2026-04-01" and (one["end"] or one["at"]) >= "2026-03-01"
    }
    assert set(days) == inside
    page.keyboard.press("Escape")
    assert {"from", "to", "view", "hide", "pin"} <= set(asked(page))
    assert "sel" not in asked(page)


def test_hide_group_note_undo_redo_and_save(opened: Open) -> None:
    page = opened()
    order = "document.querySelector('m-graph').graph.order"
    click_node(page, "ent-0-2")
    page.click("m-graph [data-act=hide]")
    page.wait_for_function(f"() => {order} === 39")
    page.click("m-graph .corner button[title=Undo]")
    page.wait_for_function(f"() => {order} === 40")
    page.click("m-graph .corner button[title=Redo]")
    page.wait_for_function(f"() => {order} === 39")
    click_node(page, "ent-0-1")
    click_node(page, "ent-0-3", shift=True)
    page.click("m-graph [data-act=group]")
    page.fill("dialog[open] input", "Drivers")
    page.keyboard.press("Enter")
    page.wait_for_function(f"() => {order} === 38")
    click_node(page, "ent-0-0")
    page.click("m-graph [data-act=note]")
    page.fill("dialog[open] textarea", "Seen twice")
    page.click("dialog[open] .primary")
    expect(page.locator("m-evidence")).to_contain_text("Seen twice")
    with page.expect_request("**/chart") as sent:
        page.click("m-graph .corner button[title=More]")
        page.click(".menu-item:has-text('Save chart')")
    state = json.loads(sent.value.post_data or "")["state"]
    assert state["hidden"] == ["ent-0-2"]
    assert state["notes"] == {"ent-0-0": "Seen twice"}
    assert [one["label"] for one in state["groups"]] == ["Drivers"]
    page.wait_for_function("() => document.querySelector('.telling').textContent === 'Chart saved'")


def test_counts_come_before_neighbours(opened: Open) -> None:
    page = opened("nodes=40&sel=ent-0-0")
    page.click("m-graph [data-act=expand]")
    assert page.locator(".menu-item").all_inner_texts() == ["Phone\n3", "Account\n1", "All\n4"]
    with page.expect_request("**/entities/ent-0-0/scene.json?kind=phone"):
        page.click(".menu-item >> nth=0")
    page.wait_for_function("() => document.querySelector('m-graph').graph.order === 43")
    page.click("m-graph [data-act=expand]")
    assert page.locator(".menu-item").all_inner_texts() == ["Account\n1"]


def test_a_path_is_found_and_lit(opened: Open) -> None:
    page = opened("nodes=40&sel=ent-0-0,ent-0-39")
    page.click("m-graph [data-act=path]")
    page.wait_for_function("() => document.querySelector('m-stage').selection.ids.size > 2")
    way = page.evaluate("[...document.querySelector('m-stage').selection.ids]")
    pairs = {frozenset((one["source"], one["target"])) for one in SCENE["edges"]}
    assert (way[0], way[-1]) == ("ent-0-0", "ent-0-39")
    assert all(frozenset(pair) in pairs for pair in pairwise(way))


def test_many_come_grouped_and_open(opened: Open) -> None:
    page = opened("nodes=2400")
    drawn = page.evaluate("document.querySelector('m-graph').graph.order")
    assert drawn < 500
    group = page.evaluate("[...document.querySelector('m-graph').model.groups.keys()][0]")
    members = page.evaluate("(id) => document.querySelector('m-graph').model.groups.get(id).length", group)
    page.evaluate("(id) => document.querySelector('m-stage').chart.open(id)", group)
    page.wait_for_function(f"() => document.querySelector('m-graph').graph.order === {drawn - 1 + members}")
    page.click("m-graph .foot button:has-text('overview')")
    page.wait_for_function("() => document.querySelector('m-graph').graph.order === 2400")
