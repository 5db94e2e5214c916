"""A real browser on the browser part alone; whatever it may not do fails the test that made it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from manumit.doors.web.building import build_assets
from tests.chromium import of_the_driver
from tests.doors.web.front.serving import served

WATCH = """addEventListener("securitypolicyviolation", (event) =>
  console.error("refused", event.violatedDirective, event.blockedURI))"""

Open = Callable[..., Page]


@pytest.fixture(scope="session")
def address() -> Iterator[str]:
    build_assets()
    with served() as base:
        yield base


@pytest.fixture
def opened(browser: Browser, address: str, tmp_path: Path) -> Iterator[Open]:
    """Opens the page with a query and waits for its graph. Fails on errors, on anything the policy refused, and on any
    request that leaves our own origin."""
    said: list[str] = []
    asked: list[str] = []
    contexts = []

    def hear(kind: str, text: str) -> None:
        if kind in ("error", "warning") and not of_the_driver(text):
            said.append(text)

    def open_page(query: str = "nodes=40", width: int = 1440, height: int = 1000, wait: bool = True) -> Page:
        context = browser.new_context(
            viewport={"width": width, "height": height}, permissions=["clipboard-read", "clipboard-write"]
        )
        contexts.append(context)
        context.set_default_timeout(60_000)
        context.add_init_script(WATCH)
        page = context.new_page()
        page.on("console", lambda one: hear(one.type, one.text))
        page.on("pageerror", lambda one: said.append(str(one)))
        page.on("request", lambda one: asked.append(one.url))
        page.goto(f"{address}/page?{query}")
        if wait:
            page.wait_for_selector("m-graph[data-painted]", state="attached")
        return page

    yield open_page
    for context in contexts:
        context.close()
    own = (f"{address}/", "data:", f"blob:{address}/")
    assert [url for url in asked if not url.startswith(own)] == []
    assert said == []
