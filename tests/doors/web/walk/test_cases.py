"""A lead decided, a case made of it, written in, charted, handed out and closed; pairs judged by keys."""

from __future__ import annotations

import json
import zipfile

import pytest
from playwright.sync_api import Page, expect

from tests.doors.web.walk.casework import (
    add_hypothesis,
    add_note,
    add_task,
    draw_chart,
    open_case,
    unfold,
)
from tests.doors.web.walk.conftest import Visit
from tests.doors.web.walk.looking import settled
from tests.doors.web.walk.serving import Desk

pytestmark = pytest.mark.browser

STAGE = "document.querySelector('m-stage')"


def lead(visit: Visit, who: str, place: int) -> Page:
    page = visit(who, "/w/small/leads")
    page.click(f".list .row-title a >> nth={place}")
    page.wait_for_url("**/leads/lead_*")
    return page


def test_a_lead_is_watched_thought_over_and_set_aside(visit: Visit) -> None:
    page = lead(visit, "iris", 4)
    page.click("button[value=watch]")
    expect(page.locator(".page-head .badge.accent")).to_be_visible()
    page.click(".page-head form[action$='/undo'] button")
    expect(page.locator(".page-head .badge.accent")).to_have_count(0)
    unfold(page, "#aside-reason")
    page.fill("#aside-reason", "A licensed agency; its register was checked")
    page.click("form:has(#aside-reason) button")
    expect(page.locator(".page-head")).to_contain_text("A licensed agency; its register was checked")


def test_a_case_from_lead_to_outcome(visit: Visit, desk: Desk) -> None:
    page = lead(visit, "iris", 1)
    case = open_case(page, "The flat by the harbour")
    add_note(page, "Spoke with the neighbour.")
    expect(page.locator("section:has(#notes) .list")).to_contain_text("Spoke with the neighbour.")
    add_task(page, "Ask the carrier who paid")
    expect(page.locator("section:has(#tasks) .list")).to_contain_text("Ask the carrier who paid")
    add_hypothesis(page, "One person collects the wages of all")
    page.wait_for_url("**/hypotheses/*")
    page.click("button[value=for]")
    expect(page.locator("section[aria-labelledby=for] .list .row")).to_have_count(1)
    page.select_option("#piece", index=1)
    page.click("button[value=against]")
    expect(page.locator("section[aria-labelledby=against] .list .row")).to_have_count(1)

    page.goto(f"{desk.base}/home")
    expect(page.locator("section:has(#my-cases)")).to_contain_text(case.rpartition("/")[2])
    page.goto(case)
    page.click("section:has(#tasks) button[name=done]")
    expect(page.locator("section:has(#tasks) .badge.done")).to_be_visible()
    page.goto(f"{case}/close")
    page.check("input[name=outcome] >> nth=0")
    page.fill("#why", "The people were found and are safe.")
    page.click("main form button.primary")
    page.wait_for_url(case)
    expect(page.locator(".page-head .badge")).not_to_have_class("badge accent")
    expect(page.locator(".page-head")).to_contain_text("The people were found and are safe.")
    expect(page.locator("#note-text")).to_have_count(0)

    unfold(page, "#reopen-why")
    page.fill("#reopen-why", "A new witness came forward.")
    page.click("form:has(#reopen-why) button")
    expect(page.locator("section:has(#notes) .list")).to_contain_text("A new witness came forward.")
    expect(page.locator(".page-head .badge")).to_have_class("badge accent")


def test_a_lead_is_taken_out_of_a_case_and_put_back(visit: Visit) -> None:
    page = lead(visit, "iris", 5)
    open_case(page, "Taken apart")
    unfold(page, "#out-why")
    page.fill("#out-why", "It belongs to the neighbours.")
    page.click("form:has(#out-why) button")
    held = page.locator("section[aria-labelledby=leads] > .list .row")
    expect(held).to_have_count(0)
    page.click("details:has(form[action$='/leads/back']) > summary")
    expect(page.locator("section[aria-labelledby=leads]")).to_contain_text("It belongs to the neighbours.")
    page.click("form[action$='/leads/back'] button")
    expect(held).to_have_count(1)


def test_two_write_in_one_note_and_nothing_is_lost(visit: Visit) -> None:
    page = lead(visit, "ida", 2)
    open_case(page, "Two hands")
    add_note(page, "First words.")
    page.click("section:has(#notes) .list a")
    other = page.context.new_page()
    other.goto(page.url)
    for window, text in ((page, "First words, and mine."), (other, "First words, and theirs.")):
        window.fill("#text", text)
        window.click("form:has(#text) button.primary")
    expect(other.locator(".message.caution")).to_be_visible()
    expect(other.locator(".versus")).to_contain_text("First words, and mine.")
    expect(other.locator(".versus")).to_contain_text("First words, and theirs.")


def test_a_chart_is_kept_restored_and_handed_out(visit: Visit) -> None:
    page = lead(visit, "ida", 0)
    open_case(page, "Charted")
    draw_chart(page, "Who pays whom")
    page.locator("[data-view=table]").click()
    page.locator("m-table tbody tr").first.click()
    page.keyboard.press("p")
    pinned = page.evaluate(f"[...{STAGE}.chart.pins]")
    assert len(pinned) == 1
    page.evaluate("window.scrollTo(0, 0)")
    page.locator("[data-view=graph]").click()
    with page.expect_response(lambda one: one.request.method == "POST") as answer:
        save = page.locator("m-graph [data-act=save]")
        if not save.is_visible():
            page.click("m-graph .corner button >> nth=-1")
            save = page.locator(".menu-item", has_text="Save")
        save.click()
    assert answer.value.status == 200
    page.goto(page.url.partition("?")[0])
    settled(page)
    assert page.evaluate(f"[...{STAGE}.chart.pins]") == pinned
    page.click("details.reveal:has(a[download]) > summary")
    for form in ("graphml", "ftm"):
        with page.expect_download() as taken:
            page.click(f"a[download][href$='{form}']")
        text = taken.value.path().read_text("utf-8")
        assert "<graphml" in text if form == "graphml" else json.loads(text.splitlines()[0])["schema"]


def test_a_bundle_is_made_and_holds(visit: Visit, desk: Desk) -> None:
    page = lead(visit, "ida", 3)
    unfold(page, "#purpose")
    page.fill("#purpose", "For the court that asked on 3 March")
    page.click("form:has(#purpose) button")
    page.click("details.reveal:has(input[name=shown]) > summary")
    with page.expect_download() as taken:
        page.click("form[action$='/bundle'] button")
    bundle = taken.value.path()
    assert zipfile.ZipFile(bundle).testzip() is None
    data = bundle.read_bytes()
    page.goto(f"{desk.base}/verify")
    page.set_input_files("#bundle", {"name": "b.zip", "mimeType": "application/zip", "buffer": data})
    page.click("main form button.primary")
    expect(page.locator(".message.done")).to_be_visible()
    at = len(data) // 2
    broken = data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :]
    page.set_input_files("#bundle", {"name": "b.zip", "mimeType": "application/zip", "buffer": broken})
    page.click("main form button.primary")
    expect(page.locator("main .message.caution")).to_be_visible()


def test_a_pair_is_judged_by_a_key(visit: Visit) -> None:
    page = visit("ivo", "/w/small/pairs")
    before = page.inner_text(".versus")
    page.keyboard.press("u")
    judged = page.locator("section[aria-labelledby=mine] .list .row")
    expect(judged).to_have_count(1)
    if page.locator(".versus").count():
        assert page.inner_text(".versus") != before
    judged.locator("button").click()
    expect(judged).to_contain_text("undone")
