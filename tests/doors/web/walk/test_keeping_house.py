"""Files handed in and worked on, lists that are watched, people and workspaces, and who looks after those who look."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect

from benchmarks.rooms import jpeg, room
from tests.doors.web.desk.faces import blank
from tests.doors.web.walk.conftest import Visit
from tests.doors.web.walk.looking import keep, violations, width
from tests.doors.web.walk.serving import Desk

pytestmark = pytest.mark.browser

POSTS = """post_id,posted_at,platform,author,text
p-1,2026-03-01T10:00:00Z,tellme,amber_example,Rooms by the week near the station. Call +44 7700 900123
p-2,2026-03-02T11:00:00Z,tellme,amber_example,Still free. Call +44 7700 900123
"""
BROKEN = '{"post_id": "p-3", "posted_at": "2026-03-03T12:00:00Z", "platform": "tellme", "text": "x"\n'
WAIT = 120_000
"""Milliseconds in which a small job must have ended on a busy machine."""


def test_an_administrator_adds_a_person_and_a_workspace_and_a_job_runs_in_it(
    visit: Visit, desk: Desk
) -> None:
    page = visit("adam", "/people")
    page.fill("#username", "petra")
    page.fill("#name", "Petra Example")
    page.select_option("#role", "investigator")
    page.click("main button.primary")
    link = page.inner_text(".message code")
    page.goto(f"{desk.base}/workspaces")
    page.fill("#slug", "harbour")
    page.fill("#name", "Harbour")
    page.click("main button.primary")
    section = page.locator("section", has_text="Harbour")
    section.locator("select").select_option("petra")
    section.locator("button:has-text('Let work here')").click()
    expect(section.locator("li", has_text="Petra Example")).to_be_visible()

    page = visit("", link.removeprefix(desk.base))
    page.click("main button")
    page.wait_for_url("**/home")
    expect(page.locator("main")).to_contain_text("No leads yet")
    page.click("main a:has-text('Hand in files')")
    page.set_input_files(
        "#files",
        [  # type: ignore[arg-type]
            {"name": "posts.csv", "mimeType": "text/csv", "buffer": POSTS.encode()},
            {"name": "more.jsonl", "mimeType": "application/json", "buffer": BROKEN.encode()},
        ],
    )
    page.click("button:has-text('Hand in')")
    page.wait_for_url("**/jobs/*")
    job = page.url
    expect(page.locator(".badge.done").first).to_be_visible(timeout=WAIT)
    assert page.url == job
    expect(page.locator("#read + *")).to_contain_text("2")
    expect(page.locator("section[aria-labelledby=aside]")).to_contain_text("more.jsonl")
    with page.expect_download() as taken:
        page.click("a:has-text('All as CSV')")
    assert "more.jsonl" in taken.value.path().read_text("utf-8")
    page.goto(f"{desk.base}/w/harbour/search?q=900123")
    expect(page.locator("main")).to_contain_text("amber_example")


def test_progress_is_told_while_it_goes_and_it_can_be_stopped(visit: Visit, desk: Desk) -> None:
    page = visit("iris", "/w/empty/jobs")
    rows = "".join(
        f"q-{n},2026-03-01T10:00:00Z,tellme,amber_example,Room {n} is free\n" for n in range(60_000)
    )
    big = "post_id,posted_at,platform,author,text\n" + rows
    page.set_input_files("#files", {"name": "big.csv", "mimeType": "text/csv", "buffer": big.encode()})
    page.click("button:has-text('Hand in')")
    page.wait_for_url("**/jobs/*")
    page.wait_for_function(
        """() => {
          const told = document.querySelector('[data-live=records]')?.textContent ?? '';
          return Number(told.replaceAll(/\\D/g, '')) > 0;
        }""",
        timeout=WAIT,
    )
    page.click("button:has-text('Stop')")
    expect(page.locator("button:has-text('Go on')")).to_be_visible(timeout=WAIT)
    expect(page.locator(".page-head .badge")).to_have_text("Stopped")


def test_a_list_is_watched_paused_and_ended(visit: Visit) -> None:
    page = visit("iris", "/w/small/watch")
    page.click("a:has-text('Watch for something')")
    page.fill("#name", "Numbers of the harbour flat")
    page.fill("#reason", "Seen in a report of 3 March")
    page.fill("#values", "+44 7700 900123\n+44 7700 900124")
    page.click("main button.primary")
    expect(page.locator("h1")).to_have_text("Numbers of the harbour flat")
    expect(page.locator("tbody tr")).to_have_count(2)
    page.click("button:has-text('Take out') >> nth=0")
    expect(page.locator("tbody tr")).to_have_count(1)
    page.click("button:has-text('Pause')")
    expect(page.locator(".page-head .badge")).to_have_text("Paused")
    page.click("button:has-text('Go on')")
    expect(page.locator(".page-head .badge")).to_have_text("Watching")
    page.click("button:has-text('End now')")
    expect(page.locator(".page-head .badge")).to_have_text("Ended")


def test_a_picture_is_watched_for_and_a_bad_one_is_refused_with_the_reason(
    visit: Visit, tmp_path: Path
) -> None:
    page = visit("iris", "/w/small/watch/new", expected=400, viewport={"width": 360, "height": 780})
    page.fill("#name", "The flyer of the quay")
    page.fill("#reason", "It hung in the flat of 3 March")
    page.select_option("#kind", "picture")
    page.click("summary:has-text('What to expect')")
    expect(page.locator("main")).to_contain_text("that are somebody else's one entry takes")
    keep(page, "watch-new-picture-phone", tmp_path)
    assert violations(page) == []
    assert width(page) <= 360
    page.set_input_files("#pictures", _picture(blank()))
    page.click("main button.primary")
    expect(page.locator("[role=alert]")).to_contain_text("too plain")
    assert page.input_value("#reason") == "It hung in the flat of 3 March"
    assert page.input_value("#kind") == "picture"
    page.set_input_files("#pictures", _picture(jpeg(room(2000), 92)))
    page.click("main button.primary")
    expect(page.locator("tbody th")).to_have_text(re.compile("Picture [0-9a-f]{8}"))
    keep(page, "watchlist-picture-phone", tmp_path)
    assert violations(page) == []


def _picture(data: bytes) -> Any:
    return {"name": "flyer.jpg", "mimeType": "image/jpeg", "buffer": data}


def test_an_auditor_sees_who_saw_what_and_that_the_log_holds(visit: Visit, desk: Desk) -> None:
    page = visit("sara", "/w/small/leads")
    page.click(".list .row-title a >> nth=0")
    page.wait_for_url("**/leads/lead_*")
    lead = page.url.rpartition("/")[2]
    page = visit("olga", "/home")
    page.click(".rail a:has-text('Who saw what')")
    page.select_option("#user", "sara")
    page.fill("#ident", lead)
    page.click("main button:has-text('Show')")
    row = page.locator("tbody tr").first
    expect(row).to_contain_text("looked at")
    expect(row).to_contain_text(lead)
    page.click("button:has-text('Check the whole log')")
    expect(page.locator("h1")).to_have_text("The log holds")


def test_an_administrator_reads_no_evidence(visit: Visit, desk: Desk) -> None:
    page = visit("adam", "/w/small/leads", expected=404)
    expect(page.locator("h1")).to_contain_text("nothing here")
    assert page.locator(".rail a:has-text('Leads')").count() == 0
