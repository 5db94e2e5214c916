"""Without a mouse: everything can be reached and done, and one always sees where one is."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.doors.web.walk.conftest import Visit
from tests.doors.web.walk.looking import settled
from tests.doors.web.walk.serving import Desk

pytestmark = pytest.mark.browser

REACHABLE = """() => {
  const asked = 'a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex="0"]';
  const seen = (one) => one.checkVisibility({ visibilityProperty: true }) && !one.disabled && one.tabIndex >= 0;
  const all = [...document.querySelectorAll(asked)].filter((one) => seen(one) && !one.closest('dialog:not([open])'));
  window.reached = new Set();
  window.unreached = () => all.filter((one) => !reached.has(one)).map((one) => one.outerHTML.slice(0, 120));
  return all.length;
}"""
HERE = """async () => {
  await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
  const one = document.activeElement;
  await Promise.all((one?.getAnimations() ?? []).map((moving) => moving.finished));
  if (!one || one === document.body) return null;
  reached.add(one);
  const shown = (style) => style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2;
  const box = one.getBoundingClientRect();
  const [x, y] = [box.left + Math.min(box.width, 12) / 2, box.top + Math.min(box.height, 12) / 2];
  const over = document.elementFromPoint(Math.max(0, x), Math.max(0, y));
  return {
    what: one.outerHTML.slice(0, 120),
    ring: !one.matches(':focus') || [one, ...one.children].some((part) => shown(getComputedStyle(part))),
    inside: box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth,
    covered: !!over?.closest('.top') && !one.closest('.top'),
  };
}"""
"""The button for the calendar inside a date field has the browser's own ring; the field is then not in :focus."""
PAGES = ["/home", "/w/small/leads", "LEAD", "/w/small/search?q=maria", "/w/small/jobs"]


def lead_of(page: Page) -> None:
    page.click(".list .row-title a >> nth=0")
    settled(page)


@pytest.mark.parametrize("path", PAGES)
def test_tab_reaches_everything_and_shows_where(visit: Visit, path: str) -> None:
    page = visit("ivo", "/w/small/leads" if path == "LEAD" else path)
    if path == "LEAD":
        lead_of(page)
    count = page.evaluate(REACHABLE)
    assert count > 10
    for _ in range(2 * count + 20):  # a date field has four stops
        page.keyboard.press("Tab")
        place = page.evaluate(HERE)
        if place is None:
            break
        assert place["ring"], place["what"]
        assert place["inside"], place["what"]
        assert not place["covered"], place["what"]
    assert page.evaluate("unreached()") == []


def test_first_stop_skips_to_the_content(visit: Visit) -> None:
    page = visit("ivo", "/w/small/leads")
    page.keyboard.press("Tab")
    expect(page.locator(".skip")).to_be_in_viewport()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.id") == "kind"


def test_from_home_to_the_bytes_by_keys(visit: Visit) -> None:
    page = visit("ivo")
    for _ in range(3):
        page.keyboard.press("j")
    page.keyboard.press("k")
    second = page.locator("section .list .row-title a").nth(1)
    expect(second).to_be_focused()
    page.keyboard.press("Enter")
    page.wait_for_url("**/leads/lead_*")
    settled(page)
    page.focus(".reasons summary >> nth=0")
    page.keyboard.press("Enter")
    expect(page.locator(".reasons details[open]")).to_have_count(1)
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url("**/records/rec_*")
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    page.wait_for_url("**/entities/ent_*")


def test_the_palette_finds_what_was_looked_at_and_what_is_typed(visit: Visit) -> None:
    page = visit("ivo", "/w/small/leads")
    page.click(".list .row-title a >> nth=6")
    page.wait_for_url("**/leads/lead_*")
    looked_at, said = page.url, page.inner_text("h1")
    page.goto(page.url.rpartition("/leads/")[0] + "/jobs")
    page.keyboard.press("Control+k")
    entry = page.locator(".palette [role=option]", has_text=said[:60]).first
    expect(entry).to_be_visible()
    entry.click()
    page.wait_for_url(looked_at)
    page.keyboard.press("Control+k")
    page.keyboard.type("maria")
    expect(page.locator(".palette [role=option]", has_text="Person").first).to_be_visible()
    page.keyboard.press("Escape")
    page.keyboard.press("Control+k")
    page.keyboard.type("maria")
    page.locator(".palette [role=option]", has_text="Person").first.click()
    page.wait_for_url("**/entities/ent_*")


def test_views_of_a_lead_by_keys(visit: Visit) -> None:
    page = visit("ivo", "/w/small/leads")
    lead_of(page)
    page.focus("[data-view=table]")
    page.keyboard.press("Enter")
    page.focus("m-table .table-box")
    page.keyboard.press("j")
    page.keyboard.press("j")
    expect(page.locator("m-table tr.chosen")).to_have_count(1)
    assert "sel=" in page.url
    name, ident = page.inner_text("m-table tr.chosen th"), page.get_attribute("m-table tr.chosen", "data-id")
    expect(page.locator(".evidence-head h2")).to_have_text(name)
    page.keyboard.press("]")
    page.wait_for_url("**from=*")
    page.keyboard.press("h")
    expect(page.locator(f"m-table tr[data-id={ident}]")).to_have_count(0)
    page.keyboard.press("Control+z")
    expect(page.locator(f"m-table tr[data-id={ident}]")).to_be_visible()


def test_a_purpose_by_keys(visit: Visit) -> None:
    page = visit("sara", "/w/small/leads")
    lead_of(page)
    page.focus("details.reveal:has(#purpose) > summary")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.type("Whether these people are safe tonight")
    page.keyboard.press("Enter")
    expect(page.locator(".top .purpose strong")).to_have_text("Whether these people are safe tonight")


def test_slash_question_mark_and_palette(visit: Visit, desk: Desk) -> None:
    page = visit("ivo", "/w/small/jobs")
    page.keyboard.press("?")
    expect(page.locator("#help")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("#help")).to_be_hidden()
    page.keyboard.press("Control+k")
    page.keyboard.type("watchl")
    page.keyboard.press("Enter")
    page.wait_for_url(f"{desk.base}/w/small/watch")
    page.keyboard.press("/")
    page.keyboard.type("maria")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search?q=maria")
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    page.wait_for_url("**/entities/ent_*")


def test_the_theme_and_the_language_by_keys(visit: Visit) -> None:
    page = visit("ida")
    page.keyboard.press("?")
    page.focus("#set-theme")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    assert page.get_attribute("html", "data-theme") == "dark"
    page.focus("#language")
    page.select_option("#language", "ar")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("html")).to_have_attribute("dir", "rtl")
    assert page.get_attribute("html", "data-theme") == "dark"


def test_keys_of_one_letter_can_be_switched_off(visit: Visit) -> None:
    page = visit("ida")
    page.keyboard.press("?")
    page.select_option("#set-keys", "off")
    page.keyboard.press("Escape")
    page.keyboard.press("j")
    assert page.evaluate("document.activeElement.closest('.row')") is None
    page.keyboard.press("?")
    expect(page.locator("#help")).to_be_hidden()
