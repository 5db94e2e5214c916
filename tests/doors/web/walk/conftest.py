"""Whoever walks through the Desk: a browser window signed in as somebody. A message on its console, a request that
leaves our own origin, or anything that the content security policy refused, fails the test."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from manumit.doors.web.building import build_assets
from tests.chromium import needed, of_the_driver
from tests.doors.web.front.conftest import WATCH
from tests.doors.web.walk.serving import Desk, served

Visit = Callable[..., Page]
State = dict[str, Any]


@pytest.fixture(scope="session")
def desk(evidence: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """A real server with its worker; its workspace is a copy."""
    needed()
    build_assets()
    folder = tmp_path_factory.mktemp("walk")
    shutil.copytree(evidence, folder / "evidence")
    with served(folder / "home", folder / "evidence") as running:
        yield running


@pytest.fixture(scope="session")
def sessions() -> dict[str, State]:
    """Who came in once stays in: cookies by name."""
    return {}


class Watched:
    """Browser windows, and what was said and asked in them."""

    def __init__(self, browser: Browser, desk: Desk, sessions: dict[str, State]) -> None:
        self._browser, self._desk, self._sessions = browser, desk, sessions
        self._contexts: list[BrowserContext] = []
        self.said: list[str] = []
        self.asked: list[str] = []
        self.answered: list[tuple[int, str]] = []

    def visit(self, name: str = "", path: str = "/home", **settings: Any) -> Page:
        """A window of `name`'s at `path`; without a name nobody is signed in."""
        if name and name not in self._sessions:
            self._sessions[name] = self._come_in(name)
        page = self.window(storage_state=self._sessions.get(name), **settings)
        page.goto(self._desk.base + path)
        return page

    def _come_in(self, name: str) -> State:
        page = self.window()
        page.goto(self._desk.links[name])
        page.click("main button")
        page.wait_for_url("**/home")
        return dict(page.context.storage_state())

    def window(self, expected: int = 200, language: str = "", **settings: Any) -> Page:
        """A window of nobody's yet. `expected`: the status of its page; browsers tell those from 400 on."""
        settings.setdefault("viewport", {"width": 1440, "height": 1000})
        settings.setdefault("reduced_motion", "reduce")
        context = self._browser.new_context(**settings)
        self._contexts.append(context)
        context.set_default_timeout(30_000)
        context.add_init_script(WATCH)
        if language:
            context.add_cookies([{"name": "manumit-language", "value": language, "url": self._desk.base}])
        page = context.new_page()
        told = f"the server responded with a status of {expected}"
        page.on(
            "console", lambda one: self._hear(page.url, one.type, one.text) if told not in one.text else None
        )
        page.on("pageerror", lambda one: self.said.append(f"{page.url} {one}"))
        page.on("request", lambda one: self.asked.append(one.url))
        page.on("response", lambda one: self.answered.append((one.status, one.url)))
        return page

    def _hear(self, url: str, kind: str, text: str) -> None:
        if kind != "verbose" and not of_the_driver(text):  # advice for whoever writes pages
            self.said.append(f"{url} {kind}: {text}")

    def close(self) -> None:
        """Close all, and say what should not have been."""
        for context in self._contexts:
            context.close()
        own = (f"{self._desk.base}/", "data:", f"blob:{self._desk.base}/")
        assert [url for url in self.asked if not url.startswith(own)] == []
        assert [one for one in self.answered if one[0] >= 500] == []
        assert self.said == []


@pytest.fixture
def watched(browser: Browser, desk: Desk, sessions: dict[str, State]) -> Iterator[Watched]:
    windows = Watched(browser, desk, sessions)
    yield windows
    windows.close()


@pytest.fixture
def visit(watched: Watched) -> Visit:
    return watched.visit
