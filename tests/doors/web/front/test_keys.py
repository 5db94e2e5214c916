"""Everything by keyboard alone, and what every page can use: palette, help, lists, pictures, jobs, settings."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.doors.web.front import scenes
from tests.doors.web.front.conftest import Open

pytestmark = pytest.mark.browser

SELECTION = "document.querySelector('m-stage').selection"


def test_search_help_palette(opened: Open) -> None:
    page = opened()
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.id") == "search"
    page.keyboard.press("?")
    assert page.input_value("#search") == "?"
    page.evaluate("document.activeElement.blur()")
    page.keyboard.press("?")
    expect(page.locator("#help")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("#help")).to_be_hidden()
    page.keyboard.press("Control+k")
    page.keyboard.type("cas")
    expect(page.locator(".palette [aria-selected=true]")).to_have_text("CasesPlace")
    page.keyboard.press("Enter")
    page.wait_for_url("**/page?case=1")


def test_rows_of_the_table(opened: Open) -> None:
    page = opened("nodes=40&view=table")
    page.focus("m-table .table-box")
    page.keyboard.press("j")
    page.keyboard.press("j")
    assert page.evaluate(f"[...{SELECTION}.ids]") == ["ent-0-1"]
    page.keyboard.press("k")
    assert page.evaluate(f"[...{SELECTION}.ids]") == ["ent-0-0"]
    page.keyboard.press("p")
    assert page.evaluate("[...document.querySelector('m-stage').chart.pins]") == ["ent-0-0"]
    page.keyboard.press("h")
    assert page.locator("m-table tbody tr").count() == 39
    page.keyboard.press("Control+z")
    assert page.locator("m-table tbody tr").count() == 40
    page.focus("m-table tbody tr >> nth=2")
    page.keyboard.press("Enter")
    page.wait_for_url("**/page?entity=ent-0-2")


def test_sort_filter_and_copy_safely(opened: Open) -> None:
    page = opened("nodes=40&view=table")
    page.click("m-table th button:has-text('Records')")
    assert page.get_attribute("m-table th.number >> nth=1", "aria-sort") == "descending"
    shown = [int(one) for one in page.locator("m-table tbody td:last-child").all_inner_texts()]
    assert shown == sorted(shown, reverse=True)
    page.fill("m-table input", "e-mail")
    kinds = set(page.locator("m-table tbody td >> nth=0").all_inner_texts())
    assert kinds == {"E-mail"}
    page.evaluate("""() => {
      const { scene } = document.querySelector('m-stage');
      scene.merge({ nodes: [{ id: 'bad', kind: 'email', label: '=HYPERLINK("x")', role: 'unknown', records: -3 }] });
      document.querySelector('m-table').grown();
    }""")
    page.click("m-table button:has-text('Copy as CSV')")
    page.wait_for_function("() => document.querySelector('.telling')?.textContent.startsWith('Copied')")
    lines = page.evaluate("navigator.clipboard.readText()").split("\r\n")
    assert lines[0] == "Name,Kind,Role,Of 100,Records"
    assert '"\'=HYPERLINK(""x"")",E-mail,,,-3' in lines


def test_time_by_keys_brush_and_dates(opened: Open) -> None:
    page = opened()
    page.keyboard.press("]")
    first = page.evaluate(f"[{SELECTION}.since, {SELECTION}.until]")
    page.keyboard.press("]")
    second = page.evaluate(f"[{SELECTION}.since, {SELECTION}.until]")
    assert second[0] == pytest.approx(first[1], abs=1000)
    page.keyboard.press("[")
    assert page.evaluate(f"{SELECTION}.since") == pytest.approx(first[0], abs=1000)
    page.focus(".brush-end.until")
    page.keyboard.press("ArrowRight")
    assert page.evaluate(f"{SELECTION}.until") - first[1] == pytest.approx(86_400_000, abs=1000)
    page.fill("m-timeline input >> nth=0", "2026-02-01")
    page.fill("m-timeline input >> nth=1", "2026-02-03")
    assert page.evaluate(f"new Date({SELECTION}.since).toISOString()") == "2026-01-31T23:00:00.000Z"
    assert page.evaluate(f"new Date({SELECTION}.until).toISOString()") == "2026-02-03T23:00:00.000Z"
    page.click("m-timeline button:has-text('Whole time')")
    assert page.evaluate(f"{SELECTION}.since") is None


def test_events_of_the_timeline(opened: Open) -> None:
    page = opened()
    page.focus("m-timeline .lane-canvas canvas")
    page.keyboard.press("j")
    order = sorted(scenes.made(40)["events"], key=lambda one: one["at"])
    assert page.evaluate(f"[...{SELECTION}.records]") == [order[0]["id"]]
    expect(page.locator("m-timeline .tip")).to_contain_text(order[0]["summary"])
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/page?record={order[0]['id']}")


def test_walking_the_graph(opened: Open) -> None:
    page = opened()
    page.focus("m-graph .canvas")
    page.keyboard.press("j")
    one = page.evaluate(f"[...{SELECTION}.ids][0]")
    page.keyboard.press("j")
    assert page.evaluate(f"[...{SELECTION}.ids][0]") != one
    before = page.evaluate("document.querySelector('m-graph').renderer.getCamera().x")
    page.keyboard.press("ArrowRight")
    assert page.evaluate("document.querySelector('m-graph').renderer.getCamera().x") > before
    page.keyboard.press("Escape")
    assert page.evaluate(f"{SELECTION}.empty")


PLACED = """(id) => { const { graph } = document.querySelector('m-graph');
  const { x, y } = graph.getNodeAttributes(id); return [x, y]; }"""
AT = """(id) => { const { renderer, graph } = document.querySelector('m-graph');
  const { x, y } = renderer.graphToViewport(graph.getNodeAttributes(id)); return [x, y]; }"""
FRAME = "() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))"


def test_elements_are_moved_by_keys_and_stay_pinned(opened: Open) -> None:
    page = opened("nodes=40&sel=ent-0-0")
    first, before = page.evaluate(PLACED, "ent-0-0"), page.evaluate(AT, "ent-0-0")
    camera = page.evaluate("document.querySelector('m-graph').renderer.getCamera().getState()")
    page.focus("m-graph .canvas")
    for _ in range(3):
        page.keyboard.press("Shift+ArrowRight")
    page.keyboard.press("Shift+ArrowUp")
    page.evaluate(FRAME)
    after = page.evaluate(AT, "ent-0-0")
    assert after[0] - before[0] == pytest.approx(36, abs=2)
    assert after[1] - before[1] == pytest.approx(-12, abs=2)
    assert page.evaluate("document.querySelector('m-graph').renderer.getCamera().getState()") == camera
    assert "pin=ent-0-0" in page.url
    assert page.evaluate("document.querySelector('m-stage').chart.state.positions['ent-0-0']") is not None
    page.keyboard.press("Control+z")
    page.evaluate(FRAME)
    assert page.evaluate(PLACED, "ent-0-0") == first
    assert "pin=" not in page.url
    page.keyboard.press("Control+Shift+z")
    page.evaluate(FRAME)
    assert page.evaluate(AT, "ent-0-0") == pytest.approx(after, abs=0.5)


def test_elements_are_moved_by_buttons_that_stay_open(opened: Open) -> None:
    page = opened("nodes=40&sel=ent-0-0,ent-0-1")
    before = {ident: page.evaluate(AT, ident) for ident in ("ent-0-0", "ent-0-1", "ent-0-2")}
    page.click("m-graph [data-move]")
    for name in ("Move left", "Move left", "Move down"):
        page.click(f".pad button[aria-label='{name}']")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Escape")
    expect(page.locator(".pad")).to_have_count(0)
    page.evaluate(FRAME)
    for ident in ("ent-0-0", "ent-0-1"):
        x, y = page.evaluate(AT, ident)
        assert (x - before[ident][0], y - before[ident][1]) == pytest.approx((-24, 24), abs=2)
    assert page.evaluate(AT, "ent-0-2") == pytest.approx(before["ent-0-2"], abs=0.5)
    assert page.evaluate(f"[...{SELECTION}.ids]") == ["ent-0-0", "ent-0-1"]
    page.click("m-graph .corner button[title=Undo]")
    page.evaluate(FRAME)
    assert page.evaluate(AT, "ent-0-0") == pytest.approx(before["ent-0-0"], abs=0.5)


def test_the_menu_of_an_element_offers_to_move_it(opened: Open) -> None:
    page = opened("nodes=40&sel=ent-0-0")
    page.evaluate(
        """() => { const { renderer } = document.querySelector('m-graph');
          renderer.emit('rightClickNode', { node: 'ent-0-0', event: { preventSigmaDefault() {}, original: {} } }); }"""
    )
    page.click(".menu-item:has-text('Move')")
    expect(page.locator(".pad .to-up")).to_be_focused()


@pytest.mark.parametrize("lang", ["en", "ar"])
def test_what_opens_stands_beside_its_button(opened: Open, lang: str) -> None:
    page = opened(f"nodes=40&view=table&lang={lang}")
    page.click("m-table [data-columns]")
    button, picker = (page.locator(one).bounding_box() for one in ("m-table [data-columns]", ".picker"))
    assert button
    assert picker
    assert picker["x"] == pytest.approx(button["x"], abs=2)
    assert picker["y"] == pytest.approx(button["y"] + button["height"], abs=2)


def test_columns_are_chosen_and_kept(opened: Open) -> None:
    page = opened("nodes=40&view=table")
    heads = page.locator("m-table thead th")
    assert heads.all_inner_texts() == ["Name", "Kind", "Role", "Of 100", "Records"]
    page.focus("m-table [data-columns]")
    page.keyboard.press("Enter")
    page.keyboard.press("Space")  # the first box: kind
    page.check(".picker input[value=links]")
    page.keyboard.press("Escape")
    assert heads.all_inner_texts() == ["Name", "Role", "Of 100", "Records", "Links"]
    assert "cols=nodes:role.probability.records.links" in page.url
    page.click("m-table button:has-text('Copy as CSV')")
    page.wait_for_function("() => document.querySelector('.telling')?.textContent.startsWith('Copied')")
    assert page.evaluate("navigator.clipboard.readText()").startswith("Name,Role,Of 100,Records,Links\r\n")
    page.click("[data-kind=events]")
    page.click("m-table [data-columns]")
    page.check(".picker input[value=precision]")
    assert page.url.endswith(
        "cols=nodes:role.probability.records.links,events:event.place.summary.who.precision"
    )
    page.reload()
    page.wait_for_selector("m-table tbody tr")
    assert heads.all_inner_texts() == ["Name", "Role", "Of 100", "Records", "Links"]
    page.goto(page.url.partition("?")[0] + "?nodes=40&view=table")
    page.wait_for_selector("m-table tbody tr")
    assert heads.all_inner_texts() == ["Name", "Role", "Of 100", "Records", "Links"], "this device remembers"
    page.click("m-table [data-columns]")
    page.check(".picker input[value=kind]")
    page.uncheck(".picker input[value=links]")
    page.keyboard.press("Escape")
    assert heads.all_inner_texts() == ["Name", "Kind", "Role", "Of 100", "Records"]
    page.goto(page.url.partition("?")[0] + "?nodes=40&view=table&cols=nodes:kind")
    page.wait_for_selector("m-table tbody tr")
    assert heads.all_inner_texts() == ["Name", "Kind"], "the address comes first"


def test_lists_by_keys(opened: Open) -> None:
    page = opened()
    page.evaluate("document.activeElement.blur()")
    page.keyboard.press("j")
    page.keyboard.press("j")
    assert "nine cities" in page.evaluate("document.activeElement.textContent")
    page.keyboard.press("Enter")
    page.wait_for_url("**/page?lead=3")


def test_pictures_wait_until_asked_and_are_counted(opened: Open) -> None:
    page = opened()
    blurred = "getComputedStyle(document.querySelector('.sensitive img')).filter"
    assert "blur(28px)" in page.evaluate(blurred)
    page.click("[data-show]")
    assert page.evaluate(blurred) == "grayscale(1)"
    assert page.inner_text("[data-seen-count]") == "1"
    expect(page.locator("#break")).to_be_hidden()
    page.keyboard.press("Escape")
    assert "blur(28px)" in page.evaluate(blurred)
    page.click("[data-show]")
    expect(page.locator("#break")).to_be_visible()


def test_a_job_tells_and_ends(opened: Open) -> None:
    page = opened()
    page.wait_for_selector("m-live[data-ended]")
    assert page.inner_text("[data-live=stage]") == "link"
    assert page.evaluate("document.querySelector('m-live progress').value") == 3


def test_settings_are_kept(opened: Open) -> None:
    page = opened()
    page.click("[data-open=help]")
    page.select_option("#set-theme", "dark")
    assert page.evaluate("getComputedStyle(document.body).color") == "rgb(232, 230, 225)"
    page.reload()
    assert page.evaluate("document.documentElement.dataset.theme") == "dark"
    page.wait_for_selector("m-graph[data-painted]")
    assert page.evaluate("document.querySelector('m-graph').inks.paper") == "#14181b"
