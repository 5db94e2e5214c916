"""Haven in a real browser of phone size: leaving, the live talk, a bad line, two tabs, no scripts."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser, expect

from tests.doors.helpline.phone import PHONE, Opened, left, opened, say
from tests.doors.helpline.running import AWAY, Helpline

__all__ = ["opened"]
pytestmark = pytest.mark.browser


def test_leave_shows_another_page_and_back_shows_no_talk(opened: Opened, helpline: Helpline) -> None:
    page = opened("/talk")
    say(page, "something secret")
    page.evaluate("sessionStorage.setItem('a', 'b')")
    page.click("a.leave")
    left(page)
    page.go_back()
    page.wait_for_load_state()
    assert "something secret" not in page.content()
    page.goto(helpline.base)
    assert page.evaluate("sessionStorage.length") == 0


def test_danger_is_answered_in_view_and_words_outlive_the_end(opened: Opened) -> None:
    page = opened("/talk")
    say(page, "he locked me in and he has a knife")
    panel = page.locator("li.danger").first
    expect(panel).to_be_in_viewport(ratio=0.99)
    expect(page.locator("#where")).to_have_attribute("open", "")
    say(page, "Germany")
    expect(page.locator("li.danger a[href='tel:112']").last).to_be_in_viewport()
    page.fill("#text", "wait, I")
    page.evaluate(
        "() => fetch('/talk/close', {method: 'POST', body: new URLSearchParams({do: 'end',"
        " csrfmiddlewaretoken: document.querySelector('[name=csrfmiddlewaretoken]').value})})"
    )
    expect(page.locator("#anew")).to_be_visible()
    expect(page.locator("#text")).to_have_value("wait, I")
    page.click("button[name=send]")
    expect(page.locator("li.person")).to_have_count(1)
    expect(page.locator("li.person")).to_contain_text("wait, I")


def test_leaving_in_one_tab_leaves_in_all(opened: Opened) -> None:
    page = opened("/talk")
    say(page, "something secret")
    other = page.context.new_page()
    other.goto(page.url)
    expect(other.locator("li.person")).to_contain_text("something secret")
    page.click("a.leave")
    left(page)
    other.wait_for_url(AWAY)


def test_who_leaves_while_the_line_is_away_leaves_no_open_talk(opened: Opened, helpline: Helpline) -> None:
    page = opened("/talk", quiet=False)
    say(page, "something secret")
    page.context.set_offline(True)
    page.click("a.leave")
    page.wait_for_url(AWAY)
    assert "s" in {one["name"] for one in page.context.cookies()}, "nothing could be told"
    page.context.set_offline(False)
    page.goto(helpline.base + "/talk")
    assert "something secret" not in page.content()
    assert {"s", "x"} & {one["name"] for one in page.context.cookies()} == set()
    say(page, "a new beginning")


def test_shift_three_times_leaves_and_counts_aloud(opened: Opened) -> None:
    page = opened("/rights/basics")
    counter = page.get_by_role("status")
    page.keyboard.press("Shift")
    expect(counter).to_have_text("Press Shift two more times to leave")
    page.keyboard.press("Shift")
    expect(counter).to_have_text("Press Shift once more to leave")
    assert counter.evaluate("one => getComputedStyle(one).opacity") == "1"
    page.keyboard.press("Shift")
    left(page)


def test_capital_letters_do_not_leave(opened: Opened) -> None:
    page = opened("/talk")
    page.focus("#text")
    for letter in "ABCDE":
        page.keyboard.press(f"Shift+{letter}")
    expect(page.get_by_role("status").last).to_have_text("")
    assert page.url.endswith("/talk")


def test_the_page_is_blank_at_once(opened: Opened) -> None:
    page = opened("/talk")
    seen = page.evaluate("() => (document.querySelector('a.leave').click(), document.body.innerText)")
    assert seen == ""
    left(page)


def test_the_keyboard_finds_leave_first(opened: Opened) -> None:
    page = opened("/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to the text"
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Leave this page at once"
    assert page.evaluate("document.activeElement.getBoundingClientRect().top") >= 0
    page.keyboard.press("Enter")
    left(page)


def test_without_scripts_the_talk_works(opened: Opened) -> None:
    page = opened("/talk", java_script_enabled=False)
    page.click("button[value=safe_unsure]")
    page.fill("#text", "by forms alone")
    page.click("button[name=send]")
    expect(page.locator("li.person").last).to_contain_text("by forms alone")
    page.get_by_text("Look for an answer every 20 seconds").click()
    expect(page.locator("meta[http-equiv=refresh]")).to_have_count(1)
    page.get_by_text("Stop looking, and write").click()
    expect(page.locator("#text")).to_be_visible()
    with page.expect_request(AWAY):
        page.click("a.leave")
    assert [one for one in page.context.cookies() if one["name"] == "s"] == []


def test_a_button_does_not_lose_words_that_were_being_written(opened: Opened) -> None:
    for scripts in (True, False):
        page = opened("/talk", java_script_enabled=scripts)
        page.fill("#text", "half a sentence")
        page.click("button[value=safe_yes]")
        expect(page.locator("li.person")).to_contain_text("Yes")
        expect(page.locator("#text")).to_have_value("half a sentence")


def test_two_tabs_hear_each_other(opened: Opened) -> None:
    page = opened("/talk")
    say(page, "from one tab")
    other = page.context.new_page()
    other.goto(page.url)
    say(other, "from the other")
    expect(page.locator("li.person", has_text="from the other")).to_have_count(1)
    say(page, "and back")
    expect(other.locator("li.person", has_text="and back")).to_have_count(1)
    numbers = page.eval_on_selector_all("#turns li", "all => all.map(one => Number(one.dataset.n))")
    assert numbers == sorted(set(numbers))


def test_a_lost_line_keeps_the_words_and_sends_them_once(opened: Opened) -> None:
    page = opened("/talk", quiet=False)
    say(page, "before")
    page.context.set_offline(True)
    page.fill("#text", "while the line was away")
    page.click("button[name=send]")
    expect(page.locator("#problem")).to_contain_text("The line is lost")
    expect(page.locator("li.unsent")).to_contain_text("while the line was away")
    page.context.set_offline(False)
    expect(page.locator("li.person:not(.unsent)", has_text="while the line was away")).to_have_count(1)
    expect(page.locator("#problem")).to_be_hidden()
    page.reload()
    expect(page.locator("li.person", has_text="while the line was away")).to_have_count(1)


def test_a_killed_server_is_waited_for(helpline: Helpline, browser: Browser) -> None:
    context = browser.new_context(viewport=PHONE)
    page = context.new_page()
    page.goto(helpline.base + "/talk")
    say(page, "before")
    helpline.kill()
    page.fill("#text", "into the dark")
    page.click("button[name=send]")
    expect(page.locator("#problem")).to_contain_text("The line is lost")
    helpline.start()
    expect(page.locator("li.person:not(.unsent)", has_text="into the dark")).to_have_count(1, timeout=40_000)
    context.close()


def test_erasing_closes_the_other_tab_too(opened: Opened) -> None:
    page = opened("/talk", quiet=False)
    say(page, "to be gone")
    other = page.context.new_page()
    other.goto(page.url)
    page.get_by_role("button", name="Erase the talk now").click()
    other.wait_for_url(re.compile(r"/phone"))
    assert "to be gone" not in other.content()
