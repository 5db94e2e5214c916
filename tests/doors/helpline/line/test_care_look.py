"""Care records in a real browser: by keyboard, without scripts, on a desk and a phone, in both lights, in Arabic."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.doors.helpline.line.house import LineHouse
from tests.doors.web.walk.looking import keep, lights, violations, width
from tests.services.care.summaries import SUMMARY

pytestmark = pytest.mark.browser
UNTIL = (datetime.now(UTC).date() + timedelta(days=60)).isoformat()
Enter = Callable[..., Page]


@pytest.fixture
def enter(browser: Browser, house: LineHouse) -> Iterator[Enter]:
    """Mira, a case worker, comes in. Errors on a page, and requests that leave our own origin, fail the test."""
    said: list[str] = []
    asked: list[str] = []
    contexts: list[BrowserContext] = []

    def make(scheme: str = "light", script: bool = True, wide: int = 1440, name: str = "mira") -> Page:
        context = browser.new_context(
            viewport={"width": wide, "height": 900},
            color_scheme="dark" if scheme == "dark" else "light",
            java_script_enabled=script,
            accept_downloads=True,
        )
        contexts.append(context)
        context.set_default_timeout(20_000)
        page = context.new_page()
        page.on("console", lambda one: said.append(one.text) if one.type == "error" else None)
        page.on("pageerror", lambda one: said.append(str(one)))
        page.on("request", lambda one: asked.append(one.url))
        page.goto(f"{house.base}/open/{house.do('link', name=name, role='case_worker')}")
        page.get_by_role("button", name="Open Line").click()
        page.wait_for_url(f"{house.base}/care")
        return page

    yield make
    for context in contexts:
        context.close()
    assert [one for one in asked if not one.startswith((f"{house.base}/", "data:"))] == []
    assert [one for one in said if "ERR_FAILED" not in one and "400" not in one] == [], (
        "what a test broke aside"
    )


def a_record(page: Page) -> str:
    """Somebody is taken in, needs a bed and a lawyer, and is referred to a shelter; the record's address."""
    page.get_by_label("What they want to be called").fill("Zeynep")
    page.get_by_label("Languages, one a line").fill("Türkçe\nEnglish")
    page.get_by_label("How they can be reached safely").fill("a text after six, from the library's number")
    page.get_by_role("button", name="They agreed: take in").click()
    for number, (what, urgency, note) in enumerate(
        (
            ("shelter", "now", "a bed tonight, away from the mill"),
            ("legal_aid", "soon", ""),
        ),
        1,
    ):
        page.get_by_text("Add a need", exact=True).click()
        form = page.locator("form:has(input[name=kind][value=need])")
        form.get_by_label("What is needed").select_option(what)
        form.get_by_label("How soon").select_option(urgency)
        form.get_by_label("In their words").fill(note)
        form.get_by_role("button").click()
        expect(page.locator(".care-main .care-item")).to_have_count(number)
    _refer(page, "shelter", "Casa Alba", "shelter", "a safe place")
    expect(page.locator(".care-side .referral")).to_have_count(1)
    return page.url


def _refer(page: Page, kind: str, name: str, purpose: str, thing: str) -> None:
    page.get_by_text("Refer, with their consent").click()
    page.get_by_label(f"Need: {thing}").check()
    page.get_by_label("To whom").select_option(kind)
    page.get_by_label("Its name").fill(name)
    page.get_by_label("What for", exact=True).select_option(purpose)
    page.get_by_label("Until").fill(UNTIL)
    page.get_by_label("They agreed to exactly this").check()
    page.get_by_role("button", name="Refer now").first.click()


@pytest.mark.parametrize("script", [True, False])
def test_from_taking_in_to_a_recall(enter: Enter, script: bool) -> None:
    page = enter(script=script)
    a_record(page)
    side = page.get_by_role("complementary")
    expect(side.get_by_text("shelter: Casa Alba")).to_be_visible()
    with page.expect_download() as download:
        side.get_by_role("button", name="The package, as a file").click()
    assert "a bed tonight" in Path(download.value.path()).read_text("utf-8")
    side.get_by_role("button", name="Accepted").click()
    expect(side.locator(".badge", has_text="accepted")).to_be_visible()
    side.get_by_role("button", name="They took it back: recall").click()
    expect(side.locator(".badge.caution")).to_have_text("recalled")
    page.goto(page.url.partition("/care/")[0] + "/care/recalls")
    expect(page.get_by_text("shelter: Casa Alba").first).to_be_visible()


def test_what_is_kept_in_one_form_takes_nothing_half_written_away(enter: Enter) -> None:
    page = enter()
    a_record(page)
    page.get_by_text("Refer, with their consent").click()
    page.locator("#to-name").fill("St Anna")
    page.locator("#to-kind").select_option("clinic")
    page.get_by_label("Need: legal aid").check()
    need = page.locator(".care-item", has_text="a bed tonight")
    need.get_by_text("Change").click()
    need.get_by_label("In their words").fill("a bed tonight, and for her sister")
    page.get_by_text("Add a note", exact=True).click()
    note = page.locator("form:has(input[name=kind][value=note])")
    note.get_by_role("button").click()
    expect(note.get_by_role("alert")).to_contain_text("Nothing is written there")
    note.get_by_label("Note", exact=True).fill("Sleeps badly.")
    page.route("**/add", lambda route: (route.fetch(), route.abort()))  # it arrives; the page never hears
    note.get_by_role("button").click()
    expect(note.get_by_role("alert")).to_contain_text("send it again")
    page.unroute("**/add")
    note.get_by_role("button").click()
    kept = page.locator(".care-item", has_text="Sleeps badly.")
    expect(kept).to_have_count(1)
    expect(page.get_by_role("status").filter(has_text="Kept, sealed.")).to_have_count(1)
    expect(need.get_by_label("In their words")).to_have_value("a bed tonight, and for her sister")
    refer = page.locator("form:has(#to-name)")
    expect(refer.locator("#to-name")).to_have_value("St Anna")
    expect(refer.locator("#to-kind")).to_have_value("clinic")
    expect(refer.get_by_label("Need: legal aid")).to_be_checked()
    refer.get_by_label("Note: Sleeps badly.").check()
    page.get_by_role("link", name="Persons in care").click()
    expect(page.locator("[data-going]")).to_be_visible()
    need.get_by_role("button").click()
    expect(need.locator("dd", has_text="and for her sister")).to_be_visible()
    refer.locator("#to-until").fill(UNTIL)
    refer.get_by_label("They agreed to exactly this").check()
    refer.get_by_role("button", name="Keep the consent for later").click()
    expect(page.locator(".care-side .care-item", has_text="St Anna")).to_contain_text("Sleeps badly.")


def test_by_keyboard(enter: Enter) -> None:
    page = enter()
    a_record(page)
    page.goto(page.url.partition("/care/")[0] + "/care")
    page.get_by_label("Name or number").focus()
    page.keyboard.type("zey")
    page.keyboard.press("Enter")
    link = page.get_by_role("link", name="Zeynep").first
    expect(link).to_be_visible()
    link.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Zeynep")).to_be_visible()
    page.get_by_text("Add a note", exact=True).focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.name || document.activeElement.type") in ("date", "text")


def test_what_one_opens_it_for_is_asked(enter: Enter) -> None:
    where = a_record(enter())
    page = enter(name="ben-c")
    page.goto(where)
    expect(page.get_by_role("heading", name="What do you open this record for?")).to_be_visible()
    assert "Zeynep" not in page.content()
    page.get_by_role("button", name="to take over from a colleague").click()
    expect(page.get_by_role("heading", name="Zeynep")).to_be_visible()


@pytest.mark.parametrize("look", ["light", "ar", "narrow"])
def test_how_it_looks(enter: Enter, tmp_path: Path, look: str) -> None:
    page = enter(wide=360 if look == "narrow" else 1440)
    where = a_record(page)
    base = where.partition("/care/")[0]
    page.get_by_text("Take one in", exact=True).click()
    page.get_by_label("An International Patient Summary (FHIR, JSON)").set_input_files(
        {"name": "summary.json", "mimeType": "application/json", "buffer": SUMMARY.encode()}
    )
    page.locator("form:has(#health-file) button").click()
    expect(page.get_by_role("heading", name="Allergies")).to_be_visible()
    page.get_by_text("Add a note", exact=True).click()
    page.get_by_label("Note", exact=True).fill("Sleeps badly. Wants to learn the language first.")
    page.locator("form:has(input[name=kind][value=note])").get_by_role("button").click()
    expect(page.locator(".care-item", has_text="Sleeps badly")).to_have_count(1)
    page.get_by_role("button", name="They took it back: recall").click()
    expect(page.locator(".care-side .badge.caution")).to_have_count(1)
    _refer(page, "lawyer", "Okoro & Partners", "legal_aid", "legal aid")
    expect(page.locator(".care-side .referral")).to_have_count(2)
    if look == "ar":
        page.locator("#tongue").select_option("ar")
        expect(page.locator("html")).to_have_attribute("dir", "rtl")
    wrong = {}

    def seen(name: str) -> None:
        for light in lights(page, look):
            keep(page, f"line-{name}-{light}", tmp_path)
            if found := violations(page):
                wrong[f"{name}-{light}"] = found
        assert width(page) <= page.viewport_size["width"], name  # type: ignore[index]

    for name, place in (
        ("care", f"{base}/care"),
        ("care-record", where),
        ("care-history", f"{where}/history"),
        ("care-recalls", f"{base}/care/recalls"),
    ):
        page.goto(place)
        seen(name)
    page.goto(where)
    page.evaluate("document.querySelectorAll('main details').forEach(one => one.setAttribute('open', ''))")
    seen("care-open")
    page.goto(where)
    page.locator("form[action$='/code'] button").click()
    seen("care-code")
    assert wrong == {}
