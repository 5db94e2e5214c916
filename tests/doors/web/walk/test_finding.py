"""From Home to the reasons; one selection in all views; who is covered and when; search; down to the bytes."""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Page, expect

from tests.doors.web.walk.conftest import Visit
from tests.doors.web.walk.looking import settled

pytestmark = pytest.mark.browser

SCENE = "document.querySelector('m-stage').scene"
PLACE = """(id) => {
  const view = document.querySelector('m-graph');
  const box = view.canvas.getBoundingClientRect();
  const at = view.renderer.graphToViewport(view.graph.getNodeAttributes(id));
  return [box.left + at.x, box.top + at.y];
}"""
PURPOSE = "Find the six people and the flat they may be held in"


def asked(page: Page) -> dict[str, str]:
    return {name: values[0] for name, values in parse_qs(urlsplit(page.url).query).items()}


def first_lead(visit: Visit, who: str) -> Page:
    page = visit(who, "/w/small/leads")
    page.click(".list .row-title a >> nth=0")
    return settled(page)


def test_three_clicks_to_the_first_reason(visit: Visit) -> None:
    page = visit("ivo")
    clicks = 0

    def click(selector: str) -> None:
        nonlocal clicks
        page.locator(selector).first.click()
        clicks += 1

    click("section .list .row-title a")
    page.wait_for_url("**/leads/lead_*")
    click(".reasons summary")
    source = page.locator(".reasons details[open] cite").first
    expect(source).to_be_visible()
    assert source.inner_text()
    click(".reasons details[open] [data-record]")
    page.wait_for_url("**/records/rec_*")
    expect(page.locator("pre.bytes")).to_be_visible()
    assert clicks == 3


def test_one_selection_in_every_view(visit: Visit) -> None:
    page = first_lead(visit, "ivo")
    person = page.evaluate(
        f"[...{SCENE}.nodes.values()].find((one) => one.kind === 'person' && {SCENE}.eventsOf.get(one.id)?.length).id"
    )
    label = page.evaluate(f"{SCENE}.nodes.get('{person}').label")
    page.locator("m-graph .canvas").first.scroll_into_view_if_needed()
    page.mouse.click(*page.evaluate(PLACE, person))
    page.wait_for_url(f"**sel={person}*")
    assert page.inner_text(".evidence-head h2") == label
    assert page.inner_text(".lane-names .chosen") == label
    page.click("[data-view=table]")
    assert page.inner_text("m-table tr.chosen th") == label
    page.click("[data-kind=events]")
    mine = page.evaluate(f"{SCENE}.eventsOf.get('{person}').map((one) => one.id)")
    rows = page.eval_on_selector_all("m-table tr.chosen", "(all) => all.map((one) => one.dataset.id)")
    assert rows
    assert set(rows) <= set(mine)
    page.click("[data-view=map]")
    page.wait_for_selector("m-map[data-painted]")
    lit = page.evaluate(
        "document.querySelector('m-map').drawn.places.filter((one) => one.lit).map((one) => one.name)"
    )
    seen = page.evaluate(
        f"{SCENE}.eventsOf.get('{person}').filter((one) => one.lat != null && !one.to).map((one) => one.place)"
    )
    assert set(seen) <= set(lit)
    assert asked(page) | {"sel": person, "view": "map"} == asked(page)


def test_a_view_can_be_cited(visit: Visit) -> None:
    page = first_lead(visit, "ivo")
    page.keyboard.press("]")
    page.click("[data-view=table]")
    page.locator("m-table tbody tr").first.click()
    chosen = asked(page)
    assert {"sel", "from", "to", "view"} <= set(chosen)
    other = settled(visit("ida", page.url.removeprefix(page.url.partition("/w/")[0])))
    assert asked(other) == chosen
    expect(other.locator("m-table tr.chosen")).to_have_count(1)
    assert other.inner_text(".evidence-head h2") == page.inner_text(".evidence-head h2")


def test_names_for_a_purpose(visit: Visit) -> None:
    page = first_lead(visit, "ida")
    covered = page.locator("tr[data-entity]", has_text="Possible victim").first
    ident = covered.get_attribute("data-entity")
    assert covered.locator("th a").inner_text().startswith("someone")
    expect(page.locator(".top .purpose")).to_have_text("Possible victims are masked")
    page.click("summary:has-text('Show unmasked')")
    page.fill("#purpose", PURPOSE)
    page.click("button:has-text('Show') >> visible=true")
    expect(page.locator(".top .purpose strong")).to_have_text(PURPOSE)
    row = page.locator(f"tr[data-entity={ident}] th a")
    name = row.inner_text()
    assert not name.startswith("someone")
    settled(page)
    assert page.evaluate(f"{SCENE}.nodes.get('{ident}').label") == name
    row.click()
    expect(page.locator("h1")).to_contain_text(name, ignore_case=True)
    page.go_back()
    page.click("button:has-text('Mask again')")
    assert page.locator(f"tr[data-entity={ident}] th a").inner_text().startswith("someone")
    assert name not in page.content()
    page.goto(page.url.partition("/w/")[0] + "/me")
    expect(page.locator("tr", has_text="unmasked").first).to_contain_text(PURPOSE)


def test_search_in_any_script_and_by_a_piece(visit: Visit) -> None:
    page = visit("ivo", "/w/small/leads")
    page.keyboard.press("/")
    page.keyboard.type("Мария")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search?q=*")
    found = page.locator("section[aria-labelledby=people] .row")
    assert found.count() > 0
    assert any("maria" in one.lower() or "maría" in one.lower() for one in found.all_inner_texts())
    page.fill("#q", "+44")
    phone = page.locator(".row", has_text="Phone")
    page.click("main button.primary")
    number = phone.locator(".row-title").first.inner_text()
    page.fill("#q", number[-6:])
    page.click("main button.primary")
    expect(page.locator(".row-title", has_text=number).first).to_be_visible()
    page.fill("#name", "that number")
    page.click("main button:has-text('Keep')")
    page.goto(page.url.partition("?")[0])
    page.click("a:has-text('that number')")
    expect(page.locator("#q")).to_have_value(number[-6:])
    page.fill("#q", "qqxzzkv")
    page.click("main button.primary")
    expect(page.locator(".state[data-state=empty]")).to_contain_text("Nothing found")


def test_from_a_person_down_to_the_bytes(visit: Visit) -> None:
    page = first_lead(visit, "ivo")
    page.locator("tr[data-entity]", has_text="Person").locator("th a").first.click()
    page.wait_for_url("**/entities/ent_*")
    settled(page)
    record = page.locator("section[aria-labelledby=records] .row-title a").first
    record.click()
    page.wait_for_url("**/records/rec_*")
    number = page.inner_text(".facts code")
    assert number in page.inner_text("pre.bytes")
    assert len(page.inner_text("p.source code")) == 64
    page.click("section[aria-labelledby=within] .row-title a >> nth=0")
    page.wait_for_url("**/entities/ent_*")
