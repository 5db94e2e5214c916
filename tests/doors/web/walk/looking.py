"""What a page is looked at for: axe, its width, and the picture that is kept."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from pathlib import Path

from playwright.sync_api import Page

ASSETS = Path(__file__).parents[4] / "src" / "manumit" / "doors" / "web" / "assets"
AXE = ASSETS / "node_modules" / "axe-core" / "axe.min.js"
ASK = """async () => {
  const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
  const told = await axe.run(document, { runOnly: rules });
  const where = (node) => `${node.target} ${node.failureSummary}`;
  return told.violations.map((one) => `${one.id}: ${one.nodes.map(where).join('; ')}`);
}"""
"""The same rules as for the browser part alone (tests/doors/web/front)."""

PAINTED = """() => {
  for (const one of document.getAnimations()) {
    if (Number.isFinite(one.effect?.getComputedTiming().endTime)) one.finish(); else one.cancel();
  }
  return new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done())));
}"""
"""What the browser does before it takes a picture: movements are at their end, and the page has been drawn."""


def violations(page: Page) -> list[str]:
    """What axe finds. It is handed in by the debugger, past the policy that forbids foreign scripts."""
    page.evaluate(AXE.read_text("utf-8"))
    found: list[str] = page.evaluate(ASK)
    return found


def lights(page: Page, look: str) -> Iterator[str]:
    """How a page is looked at: as it is, and one that was loaded in a light look again when the device turns dark. The
    names of the looks."""
    yield look
    if look == "light":
        page.emulate_media(color_scheme="dark")
        page.evaluate(PAINTED)
        yield "dark"
        page.emulate_media(color_scheme="light")


def in_both_lights(page: Page) -> list[str]:
    """What axe finds in a light page, and in the dark one that it turns into."""
    return [f"{light}: {one}" for light in lights(page, "light") for one in violations(page)]


def shots(folder: Path) -> Path:
    """Where pictures are kept: MANUMIT_SHOTS, else `folder`."""
    place = Path(os.environ.get("MANUMIT_SHOTS") or folder)
    place.mkdir(parents=True, exist_ok=True)
    return place


def keep(page: Page, name: str, folder: Path) -> None:
    """A picture of the whole page in MANUMIT_SHOTS, where that is set; else only painted, as nobody looks at it."""
    if not os.environ.get("MANUMIT_SHOTS"):
        page.evaluate(PAINTED)
        return
    page.screenshot(path=shots(folder) / f"{name}.png", full_page=True, animations="disabled")


def settled(page: Page) -> Page:
    """Wait until the linked views are painted, where a page has them."""
    if page.locator("m-graph").count():
        page.wait_for_selector("m-graph[data-painted]", state="attached")
    return page


def width(page: Page, patience: float = 10.0) -> int:
    """How wide the page's content is, once it has had time to become as narrow as the screen: drawings follow late."""
    until = time.monotonic() + patience
    while True:
        found, room = page.evaluate("[document.documentElement.scrollWidth, innerWidth]")
        if found <= room or time.monotonic() > until:
            return int(found)
        page.wait_for_timeout(100)
