"""Every page in light, dark, on a telephone, in Arabic and on paper: no axe violation, nothing wider than the screen,
and a picture of each to be looked at (folder: MANUMIT_SHOTS)."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.doors.web.walk.casework import (
    add_hypothesis,
    add_note,
    add_task,
    draw_chart,
    open_case,
)
from tests.doors.web.walk.conftest import Watched
from tests.doors.web.walk.looking import keep, settled, violations, width
from tests.doors.web.walk.serving import Desk

pytestmark = pytest.mark.browser

PAGES = {
    "home": ("ines", "/home"),
    "home-empty": ("adam", "/home"),
    "leads": ("ines", "/w/small/leads"),
    "leads-empty": ("ines", "/w/small/leads?state=set_aside&kind=domestic"),
    "lead": ("ines", "LEAD"),
    "lead-chosen": ("ines", "LEAD?sel=PERSON&view=both"),
    "lead-table": ("ines", "LEAD?view=table"),
    "calibration": ("ines", "/w/small/calibration"),
    "entity": ("ines", "ENTITY"),
    "record": ("ines", "RECORD"),
    "search": ("ines", "/w/small/search"),
    "search-found": ("ines", "/w/small/search?q=maria"),
    "search-nothing": ("ines", "/w/small/search?q=qqxzzkv"),
    "jobs": ("ines", "/w/small/jobs"),
    "places": ("ines", "/w/small/places"),
    "watch": ("ines", "/w/small/watch"),
    "watch-new": ("ines", "/w/small/watch/new"),
    "watch-words": ("ines", "/w/small/watch/words"),
    "me": ("ines", "/me"),
    "policy": ("ines", "/policy"),
    "keys": ("ines", "/account/mfa/"),
    "passkeys": ("ines", "/account/mfa/webauthn/"),
    "password": ("ines", "/account/password/set/"),
    "cases": ("ines", "/w/small/cases"),
    "case": ("ines", "CASE"),
    "case-new": ("ines", "/w/small/cases/new"),
    "case-team": ("ines", "CASE/team"),
    "case-close": ("ines", "CASE/close"),
    "refer": ("ines", "CASE/refer"),
    "note": ("ines", "NOTE"),
    "hypothesis": ("ines", "HYPOTHESIS"),
    "chart": ("ines", "CHART"),
    "pairs": ("ines", "/w/small/pairs"),
    "verify": ("ines", "/verify"),
    "people": ("adam", "/people"),
    "workspaces": ("adam", "/workspaces"),
    "audit": ("olga", "/audit"),
    "sign-in": ("", "/account/login/"),
    "forgotten": ("", "/account/password/reset/"),
    "link-used": ("", "/open/used"),
    "not-found": ("ines", "/w/small/leads/lead_none"),
    "forbidden": ("ines", "/audit"),
}
STATUS = {"link-used": 410, "not-found": 404, "forbidden": 403}
Places = dict[str, str]


@pytest.fixture(scope="module")
def places() -> Places:
    """Addresses of a lead and what is in it, once found."""
    return {}


def find(watched: Watched, places: Places) -> Places:
    """The first lead, its first person and record, as somebody would come there."""
    if not places:
        found: Places = {}
        page = watched.visit("ines", "/w/small/leads")
        links = "(all) => all.map((one) => one.getAttribute('href'))"
        found["LEAD"] = page.eval_on_selector_all(".list .row-title a", links)[0]
        page.goto(page.url.partition("/w/")[0] + found["LEAD"])
        row = page.locator("tr[data-entity]", has_text="Person").first
        found["PERSON"] = row.get_attribute("data-entity") or ""
        found["ENTITY"] = row.locator("a").get_attribute("href") or ""
        found["RECORD"] = page.locator("[data-record]").first.get_attribute("href") or ""
        page.goto(page.url.partition("/w/")[0] + found["LEAD"])
        case = open_case(page, "The flat by the harbour")
        found["CHART"] = draw_chart(page, "Who pays whom")
        page.goto(case)
        add_hypothesis(page, "One person collects the wages of all")
        found["HYPOTHESIS"] = page.url
        page.goto(case)
        add_task(page, "Ask the carrier who paid")
        add_note(page, "Spoke with the neighbour, who saw six people come and go.")
        links = page.eval_on_selector_all("section:has(#notes) .list a", links)
        found |= {"CASE": case, "NOTE": links[0]}
        assert all(found.values())
        places |= {
            name: address.removeprefix(page.url.partition("/cases/")[0]) for name, address in found.items()
        }
    return places


def open_page(watched: Watched, places: Places, name: str, **settings: object) -> Page:
    who, path = PAGES[name]
    if not path.startswith("/"):
        for hole, value in find(watched, places).items():
            path = path.replace(hole, value)
    page = settled(watched.visit(who, path, expected=STATUS.get(name, 200), **settings))
    if "view=both" in path:
        page.wait_for_selector("m-map[data-painted]")
    return page


@pytest.mark.parametrize("name", PAGES)
def test_looks(watched: Watched, places: Places, tmp_path: Path, name: str) -> None:
    page = open_page(watched, places, name)
    expect(page.locator("h1")).to_have_count(1)
    keep(page, f"{name}-light", tmp_path)
    assert violations(page) == []
    page.emulate_media(color_scheme="dark")
    keep(page, f"{name}-dark", tmp_path)
    assert violations(page) == []
    page.emulate_media(media="print", color_scheme="light")
    keep(page, f"{name}-print", tmp_path)
    page.emulate_media(media="screen", color_scheme="light")
    page.set_viewport_size({"width": 360, "height": 740})
    settled(page)
    keep(page, f"{name}-phone", tmp_path)
    assert width(page) <= 360


@pytest.mark.parametrize("name", PAGES)
def test_looks_in_arabic(watched: Watched, desk: Desk, places: Places, tmp_path: Path, name: str) -> None:
    find(watched, places)
    page = open_page(watched, places, name, language="ar")
    assert page.get_attribute("html", "dir") == "rtl"
    keep(page, f"{name}-arabic", tmp_path)
    assert violations(page) == []
    assert width(page) <= 1440


@pytest.mark.parametrize("kind", ["help", "palette", "purpose"])
def test_looks_of_what_opens(watched: Watched, places: Places, tmp_path: Path, kind: str) -> None:
    page = open_page(watched, places, "lead")
    if kind == "purpose":
        page.click("details.reveal:has(#purpose) > summary")
    else:
        page.keyboard.press("?" if kind == "help" else "Control+k")
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        keep(page, f"{kind}-{scheme}", tmp_path)
        assert violations(page) == []
