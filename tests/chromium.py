"""The browser that pages are tried in: Debian's, and first its package without windows of its own, at half the work."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Browser, sync_playwright

NAMES = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
CHROMIUM = next(filter(None, map(shutil.which, NAMES)), None)
FLAGS = (
    "--no-sandbox --disable-gpu --enable-unsafe-swiftshader --disable-quic --no-first-run "
    "--disable-background-networking --disable-component-update --disable-sync "
    "--use-fake-ui-for-media-stream --use-fake-device-for-media-stream"
).split()
"""Pages are drawn by the processor, which takes a third of what drawing by an imitated graphics card takes."""


def needed() -> None:
    """Skip the test where there is no browser."""
    if CHROMIUM is None:
        pytest.skip("no chromium; Debian's package is `chromium`")


@contextmanager
def chromium() -> Iterator[Browser]:
    """A running browser, and its end."""
    needed()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


def of_the_driver(said: str) -> bool:
    """Whether a word on a console is the drawing program's about its own speed, and not the page's."""
    return "GL Driver Message" in said and "Performance" in said
