"""Identify, walked through: taken in with progress, looked for, decided by two from the keyboard, looked at in every
light."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.doors.web.desk.faces import blank, face
from tests.doors.web.walk.conftest import Visit, Watched
from tests.doors.web.walk.looking import keep, violations, width

pytestmark = pytest.mark.browser
AT = "/w/small/identify"
PURPOSE, BASIS = "Missing person 2026-14", "Consent of the family"
_made: dict[str, str] = {}


def _use(page: Page) -> None:
    page.fill("#purpose", PURPOSE)
    page.fill("#basis", BASIS)


def _file(name: str, data: bytes) -> Any:
    return {"name": name, "mimeType": "image/png", "buffer": data}


def _path(page: Page) -> str:
    return "/" + page.url.split("/", 3)[3]


def answer(visit: Visit) -> dict[str, str]:
    """Addresses of an enrolment, an answer, its first pair and its person: made once, through the forms."""
    if not _made:
        page = visit("ines", f"{AT}/enrol")
        page.check("[name=kind][value=victim]")
        _use(page)
        page.set_input_files(
            "#pictures",
            [_file("ana_1.png", face(1)), _file("ben_1.png", face(4)), _file("wall.png", blank())],
        )
        page.check("[name=who][value=each]")
        page.click("main form .primary")
        page.wait_for_selector("#refused", timeout=90_000)
        _made["enrolment"] = _path(page)
        page.goto(page.url.partition("/w/")[0] + f"{AT}/search")
        page.set_input_files("#picture", _file("found.png", face(5)))
        page.check("[name=kind][value=victim]")
        _use(page)
        page.click("main form .primary")
        page.wait_for_selector("#found", timeout=90_000)
        _made["answer"] = _path(page)
        _made["pair"] = page.locator(".candidates a").first.get_attribute("href") or ""
        page.goto(page.url.partition("/w/")[0] + f"{AT}/galleries/victim")
        _made["subject"] = page.locator(".row-title a").first.get_attribute("href") or ""
    return _made


def test_two_decide_from_the_keyboard_and_neither_sees_the_others_word(visit: Visit, tmp_path: Path) -> None:
    made = answer(visit)
    page = visit("ines", made["pair"])
    expect(page.locator(".sensitive.shown")).to_have_count(0)
    page.keyboard.press("[")
    page.keyboard.press("]")
    expect(page.locator(".sensitive.shown")).to_have_count(2)
    page.keyboard.press("1")
    page.keyboard.press("s")
    expect(page.locator("[role=status]")).to_contain_text("A colleague looks at it without your answer.")
    page = visit("ines", made["pair"])
    expect(page.locator("#said")).to_be_visible()
    other = visit("ivo", made["pair"])
    expect(other.locator("#said")).to_have_count(0)
    keep(other, "identify-pair-blind", tmp_path)
    assert violations(other) == []
    other.keyboard.press("2")
    other.keyboard.press("d")
    expect(other.locator("h2#word")).to_have_text("Your word, once more")
    expect(other.locator("#said ~ ul .badge")).to_have_text(["The same person", "Two people"])
    keep(other, "identify-pair-apart", tmp_path)
    assert violations(other) == []
    third = visit("sara", made["pair"])
    third.fill("#reason", "left ear")
    third.locator("#reason").press("Tab")
    third.keyboard.press("d")
    expect(third.locator("h1")).to_have_text("Two people")


LOOKS: dict[str, dict[str, Any]] = {
    "light": {},
    "dark": {"color_scheme": "dark"},
    "phone": {"viewport": {"width": 360, "height": 780}},
    "arabic": {},
}


@pytest.mark.parametrize("look", LOOKS)
def test_every_page_in_every_light(visit: Visit, watched: Watched, look: str, tmp_path: Path) -> None:
    made = answer(visit)
    pages = {
        "overview": AT,
        "enrol": f"{AT}/enrol",
        "search": f"{AT}/search",
        "compare": f"{AT}/compare",
        "check": f"{AT}/check",
        "gallery": f"{AT}/galleries/victim",
        "nobody": f"{AT}/galleries/staff",
        **made,
    }
    page = visit("ida", AT, **LOOKS[look])
    base = page.url.removesuffix(AT)
    if look == "arabic":
        page.context.add_cookies([{"name": "manumit-language", "value": "ar", "url": base}])
    for name, address in pages.items():
        page.goto(base + address)
        keep(page, f"identify-{name}-{look}", tmp_path)
        assert violations(page) == [], name
        assert width(page) <= page.viewport_size["width"], name  # type: ignore[index]


def test_an_identity_is_checked_by_zone_picture_and_gallery(visit: Visit, tmp_path: Path) -> None:
    answer(visit)
    page = visit("iris", f"{AT}/check")
    page.fill(
        "#zone",
        "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\nL898902C36UTO7408122F1204159ZE184226B<<<<<10",
    )
    page.set_input_files("#document", _file("passport.png", face(1)))
    page.set_input_files("#live", _file("now.png", face(4)))
    page.check("[name=kind][value=victim]")
    _use(page)
    page.click("main form .primary")
    page.wait_for_selector("#pair", timeout=90_000)
    expect(page.locator("#document")).to_have_text("The document's zone holds together")
    expect(page.locator("#found")).to_have_text("Perhaps known under another name")
    expect(page.locator("main")).to_contain_text("ANNA MARIA ERIKSSON")
    keep(page, "identify-checked", tmp_path)
    assert violations(page) == []


@pytest.mark.parametrize("look", LOOKS)
def test_somebody_is_watched_for_on_a_basis_and_to_an_end(visit: Visit, look: str, tmp_path: Path) -> None:
    made = answer(visit)
    page = visit("iris", made["subject"], **LOOKS[look])
    if look == "arabic":
        base = page.url.removesuffix(made["subject"])
        page.context.add_cookies([{"name": "manumit-language", "value": "ar", "url": base}])
        page.reload()
    page.click("section[aria-labelledby=watched] summary")
    _use(page)
    keep(page, f"identify-watch-{look}", tmp_path)
    assert violations(page) == []
    assert width(page) <= page.viewport_size["width"]  # type: ignore[index]
    page.click("section[aria-labelledby=watched] form button")
    page.wait_for_url("**/watch/*")
    expect(page.locator("tbody tr")).to_contain_text(BASIS)
    keep(page, f"watchlist-face-{look}", tmp_path)
    assert violations(page) == []
    assert width(page) <= page.viewport_size["width"]  # type: ignore[index]


def test_an_empty_workspace_says_what_to_do(visit: Visit, tmp_path: Path) -> None:
    page = visit("iris", "/w/empty/identify")
    expect(page.locator(".state h3")).to_have_text("Nobody was looked for yet")
    keep(page, "identify-empty", tmp_path)
    page.goto(page.url + "/search")
    expect(page.locator(".state .primary")).to_be_visible()
    assert violations(page) == []
