"""Talks by telephone and through a machine, in a real browser: what advocates see, by keyboard and in Arabic; axe finds
nothing, and the page is no wider than the screen."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.doors.helpline.telephone import Telephone
from tests.doors.web.walk.looking import keep, violations, width

pytestmark = pytest.mark.browser
TIRED, FACA = "Hoje tive de trabalhar até tarde, estou cansada.", "ele está atrás da porta com uma faca"


@pytest.fixture
def line(translated: Telephone) -> Telephone:
    return translated


def enter(browser: Browser, line: Telephone, language: str, wide: int) -> Page:
    """Ana, at the page of a talk that she has just taken."""
    page = browser.new_context(viewport={"width": wide, "height": 900}).new_page()
    page.set_default_timeout(20_000)
    base = f"http://127.0.0.1:{line.line}"
    page.goto(f"{base}/open/{line.do('link', name='ana', role='advocate')}")
    page.get_by_role("button", name="Open Line").click()
    page.locator("#tongue").select_option(language)
    expect(page.locator("html")).to_have_attribute("lang", language)
    page.locator("#next").click()
    page.wait_for_url("**/talks/*")
    return page


def good(page: Page, name: str, folder: Path) -> None:
    """Kept as a picture, without a fault."""
    keep(page, name, folder)
    assert violations(page) == []
    assert width(page) <= page.viewport_size["width"], name  # type: ignore[index]


@pytest.mark.parametrize("wide", [1440, 360])
def test_a_talk_through_a_machine(browser: Browser, line: Telephone, tmp_path: Path, wide: int) -> None:
    line.do("clear")
    talk = line.do("talk", says=[TIRED, FACA], locale="pt")["id"]
    page = enter(browser, line, "es", wide)
    expect(page.locator(".machine-text")).to_have_count(1)
    good(page, f"line-translated-{wide}", tmp_path)
    line.do("said", id=talk, text="hoje estou cansada", token="new")
    expect(page.locator(".machine-text")).to_have_count(2)
    page.locator("#text").fill("¿Cuántos días trabajó sin cobrar?")
    page.locator("[data-leads]").click()
    expect(page.locator(".draft")).to_contain_text("Quantos dias trabalhou sem cobrar?")
    good(page, f"line-draft-{wide}", tmp_path)
    page.locator(".draft .primary").click()
    page.wait_for_url("**/talks/*")
    expect(page.locator(".turn.staff .turn-text")).to_contain_text("Quantos dias")
    page.locator("#text").fill("Llame a la policía")
    page.locator("[data-leads]").click()
    expect(page.locator(".draft .caution")).to_be_visible()
    good(page, f"line-barred-{wide}", tmp_path)
    page.context.close()


@pytest.mark.parametrize(("language", "wide"), [("en", 1440), ("ar", 1440), ("en", 360)])
def test_a_talk_by_text(browser: Browser, line: Telephone, tmp_path: Path, language: str, wide: int) -> None:
    line.do("clear")
    line.carrier.bring("+447700900142", "he is outside my door with a knife", pictures=1)
    page = enter(browser, line, language, wide)
    page.locator(".telephone summary").click()
    good(page, f"line-sms-{language}-{wide}", tmp_path)
    page.locator(".telephone button[value=sms_call_us]").click()
    expect(page.locator(".turn.staff")).to_have_count(1)
    page.context.close()
