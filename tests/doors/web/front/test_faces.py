"""How it looks and is read out: no axe violation in any theme, direction, width or state. Screenshots of
each are left in `MANUMIT_SHOTS`, where that is set, to be looked at."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.doors.web.front.conftest import Open

pytestmark = pytest.mark.browser

FACES = {
    "light": ("nodes=40", 1440),
    "dark": ("nodes=40&theme=dark&sel=ent-0-0", 1440),
    "both-dark": ("nodes=40&theme=dark&view=both", 1440),
    "table": ("nodes=40&view=table&sel=ent-0-4", 1440),
    "table-dark": ("nodes=40&view=table&sel=ent-0-4&theme=dark", 1440),
    "map": ("nodes=40&view=map&sel=ent-0-1", 1440),
    "hexagons": ("nodes=400&view=map&layer=hexagons", 1440),
    "hexagons-dark": ("nodes=400&view=both&layer=hexagons&theme=dark&sel=ent-0-1", 1440),
    "hexagons-arabic": ("nodes=40&view=map&layer=hexagons&lang=ar", 1440),
    "hexagons-phone": ("nodes=40&view=map&layer=hexagons", 390),
    "arabic": ("nodes=40&lang=ar&view=both&sel=ent-0-1", 1440),
    "phone": ("nodes=40", 360),
    "phone-table": ("nodes=40&view=table", 360),
    "many": ("nodes=2400", 1440),
}
AXE = """async () => {
  const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
  const told = await axe.run(document, { runOnly: rules });
  const where = (node) => `${node.target} ${node.failureSummary}`;
  return told.violations.map((one) => `${one.id}: ${one.nodes.map(where).join('; ')}`);
}"""


def violations(page: Page, address: str) -> list[str]:
    page.add_script_tag(url=f"{address}/axe.min.js")
    found: list[str] = page.evaluate(AXE)
    return found


def keep(page: Page, name: str) -> None:
    folder = os.environ.get("MANUMIT_SHOTS")
    if folder:
        Path(folder).mkdir(parents=True, exist_ok=True)
        page.screenshot(path=Path(folder) / f"front-{name}.png", full_page=True)


@pytest.mark.parametrize("name", FACES)
def test_no_violation(opened: Open, address: str, name: str) -> None:
    query, width = FACES[name]
    page = opened(query, width=width)
    if "view=map" in query or "view=both" in query:
        page.wait_for_selector("m-map[data-painted]")
    keep(page, name)
    assert violations(page, address) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("kind", ["palette", "help", "menu", "pad", "columns", "lasso"])
def test_no_violation_in_what_floats(opened: Open, address: str, kind: str) -> None:
    views = {"columns": "&view=table", "lasso": "&view=map"}
    page = opened("nodes=40&sel=ent-0-0" + views.get(kind, ""))
    press = {
        "menu": "m-graph [data-act=expand]",
        "pad": "m-graph [data-move]",
        "columns": "m-table [data-columns]",
    }
    if kind == "lasso":
        page.click("m-map .corner button[title='Choose by drawing round']")
        for key in ("Space", "Shift+ArrowUp", "Space", "Shift+ArrowRight"):
            page.keyboard.press(key)
    elif kind in press:
        page.click(press[kind])
    else:
        page.keyboard.press("Control+k" if kind == "palette" else "?")
    keep(page, kind)
    assert violations(page, address) == []


def test_states_of_a_view(opened: Open, address: str) -> None:
    page = opened("scene=/scene.json%3Fnodes%3D0", wait=False)
    expect(page.locator(".state[data-state=empty]")).to_contain_text("Nothing to show yet")
    assert violations(page, address) == []


def test_targets_are_large_enough(opened: Open) -> None:
    page = opened("nodes=40&sel=ent-0-0")
    page.click("m-graph [data-move]")
    small = page.evaluate("""() => [...document.querySelectorAll('button, select, input, summary, .rail a, .brush-end')]
      .filter((one) => one.offsetParent).map((one) => [one.outerHTML.slice(0, 80), one.getBoundingClientRect()])
      .filter(([, box]) => box.width < 24 || box.height < 23.9).map(([html]) => html)""")
    assert small == []


def test_forced_colours_and_zoom_lose_nothing(opened: Open) -> None:
    page = opened("nodes=40", width=720)
    page.emulate_media(forced_colors="active")
    expect(page.locator("m-graph .corner button").first).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 720
