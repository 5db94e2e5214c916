"""A case as somebody begins one: from a lead, with something written in each part of it."""

from __future__ import annotations

from playwright.sync_api import Page

from tests.doors.web.walk.looking import settled


def open_case(page: Page, title: str) -> str:
    """Open a case from the lead's page that is shown; its address."""
    page.click("a[href*='/cases/new?lead=']")
    page.fill("#title", title)
    page.click("main form button.primary")
    page.wait_for_url("**/cases/*")
    assert page.inner_text("h1") == title
    return page.url


def unfold(page: Page, field: str) -> None:
    """Open the part of the page that a field is folded into."""
    page.click(f"details:has({field}) > summary")


def send(page: Page, field: str) -> None:
    """Send the form of a field; the next page has come whole."""
    with page.expect_navigation():
        page.click(f"form:has({field}) button")


def add_note(page: Page, text: str) -> None:
    page.fill("#note-text", text)
    send(page, "#note-text")


def add_task(page: Page, text: str) -> None:
    unfold(page, "#task-text")
    page.fill("#task-text", text)
    send(page, "#task-text")


def add_hypothesis(page: Page, text: str) -> None:
    """Add one; its own page opens."""
    unfold(page, "#hypothesis-text")
    page.fill("#hypothesis-text", text)
    send(page, "#hypothesis-text")


def draw_chart(page: Page, title: str) -> str:
    """Draw a chart of the case's leads; its address."""
    unfold(page, "#chart-title")
    page.fill("#chart-title", title)
    page.click("form:has(#chart-title) button")
    page.wait_for_url("**/charts/*")
    settled(page)
    return page.url
