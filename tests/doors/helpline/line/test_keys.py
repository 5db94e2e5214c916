"""An advocate's key in a real browser: made, tried, changed, brought back by two of three shares, revoked."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.doors.helpline.line.holding import PASSPHRASE, have_key, keep_shares, make_key, unlock
from tests.doors.helpline.line.house import LineHouse
from tests.doors.helpline.line.test_look import Enter, enter

__all__ = ["enter"]
pytestmark = pytest.mark.browser
POINT = (
    "046b17d1f2e12c4247f8bce6e563a440f277037d812deb33a0f4a13945d898c296"
    "4fe342e2fe1a7f9b8ee7eb4a7c0f9e162bce33576b315ececbb6406837bf51f5"
)
"""The generator of P-256 (FIPS 186-4, D.1.2.3): a public key like any other."""
WRAPPED = json.dumps({"v": 1, "salt": "A" * 22 + "==", "iv": "A" * 16, "ct": "A" * 64})
OTHER = "nine slow herons over marshland"


@pytest.fixture(autouse=True)
def _nothing_before(house: LineHouse) -> None:
    house.do("no_reports")


def _recover(page: Page, house: LineHouse, one: str, two: str, passphrase: str = OTHER) -> None:
    page.goto(f"{house.base}/keys")
    page.get_by_text("I have forgotten my passphrase").click()
    page.get_by_label("One share").fill(one)
    page.get_by_label("Another share").fill(two)
    form = page.locator("[data-form=recover]")
    form.get_by_label("New passphrase").fill(passphrase)
    form.get_by_label("Once more").fill(passphrase)
    page.get_by_role("button", name="Bring it back").click()


def test_nothing_is_published_before_every_share_was_tried(house: LineHouse, enter: Enter) -> None:
    page = enter()
    page.goto(f"{house.base}/keys")
    page.get_by_label("New passphrase").fill("short")
    page.get_by_label("Once more").fill("short")
    page.get_by_role("button", name="Make my key").click()
    expect(page.locator("[data-form=make] [data-error]")).to_contain_text("at least 14")
    page.get_by_label("New passphrase").fill(PASSPHRASE)
    page.get_by_label("Once more").fill(f"{PASSPHRASE} ")
    page.get_by_role("button", name="Make my key").click()
    expect(page.locator("[data-form=make] [data-error]")).to_contain_text("not the same")
    page.get_by_label("Once more").fill(PASSPHRASE)
    page.get_by_role("button", name="Make my key").click()
    page.get_by_role("button", name="I have kept it").click()
    page.locator("[name=first]").fill("0000")
    page.locator("[name=second]").fill("0000")
    page.get_by_role("button", name="Try it").click()
    expect(page.locator("[data-form=try] [data-error]")).to_contain_text("not the share")
    assert house.do("count_keys") == 0
    page.get_by_role("button", name="Show this share again").click()
    keep_shares(page)
    assert house.do("count_keys") == 1


def test_a_saved_share_is_tried_from_its_file(house: LineHouse, enter: Enter, tmp_path: Path) -> None:
    page = enter()
    page.goto(f"{house.base}/keys")
    page.get_by_label("New passphrase").fill(PASSPHRASE)
    page.get_by_label("Once more").fill(PASSPHRASE)
    page.get_by_role("button", name="Make my key").click()
    saved = []
    for number in (1, 2, 3):
        expect(page.locator("[data-number]")).to_have_text(str(number))
        with page.expect_download() as told:
            page.get_by_role("button", name="Save as a file").click()
        saved.append(tmp_path / f"{number}.txt")
        told.value.save_as(saved[-1])
        page.get_by_role("button", name="I have kept it").click()
        if number == 2:
            page.locator("[name=file]").set_input_files(saved[0])
            expect(page.locator("[data-form=try] [data-error]")).to_contain_text("not the share")
        page.locator("[name=file]").set_input_files(saved[-1])
    expect(page.get_by_role("heading", name="Done.")).to_be_visible()
    _recover(page, house, saved[2].read_text("utf-8"), saved[0].read_text("utf-8"))
    expect(page.get_by_role("heading", name="Done.")).to_be_visible()


def test_two_shares_bring_it_back_and_one_does_not(house: LineHouse, enter: Enter) -> None:
    page = enter()
    held = make_key(page, house.base)
    report = house.do("report", text="somebody knocks at night")
    before = house.do("key", name="ana")
    first, second, third = held.shares
    for one, two, said in (
        (third, third, "same share twice"),
        (first, second[:-1], "mistyped"),
        (first, second[:-1] + ("0" if second[-1] != "0" else "2"), "mistyped"),
    ):
        _recover(page, house, one, two)
        expect(page.locator("[data-form=recover] [data-error]")).to_contain_text(said)
        assert house.do("key", name="ana") == before
    _recover(page, house, third.lower().replace("0", "o"), first.replace(" ", ""))
    expect(page.get_by_role("heading", name="Done.")).to_be_visible()
    after = house.do("key", name="ana")
    assert after["public"] == before["public"]
    assert after["wrapped"] != before["wrapped"]
    unlock(page, f"{house.base}/reports/{report['id']}", OTHER)
    expect(page.locator("[data-thread] [data-text]")).to_have_text("somebody knocks at night")


def test_shares_of_another_key_are_named_as_such(house: LineHouse, enter: Enter) -> None:
    ana, ben = enter("ana"), enter("ben")
    hers, his = make_key(ana, house.base), make_key(ben, house.base)
    _recover(ana, house, hers.shares[0], his.shares[1])
    expect(ana.locator("[data-form=recover] [data-error]")).to_contain_text("another key")


def test_new_shares_do_not_go_with_old_ones(house: LineHouse, enter: Enter) -> None:
    page = enter()
    held = make_key(page, house.base)
    page.goto(f"{house.base}/keys")
    page.get_by_text("I have lost a share").click()
    page.locator("#shares-now").fill(PASSPHRASE)
    page.get_by_role("button", name="Make three new shares").click()
    fresh = keep_shares(page)
    _recover(page, house, held.shares[0], fresh[1])
    expect(page.locator("[data-form=recover] [data-error]")).to_contain_text("do not belong together")
    _recover(page, house, fresh[0], fresh[2])
    expect(page.get_by_role("heading", name="Done.")).to_be_visible()


def test_another_passphrase_and_two_tabs(house: LineHouse, enter: Enter) -> None:
    page = enter()
    make_key(page, house.base)
    tab = page.context.new_page()
    for one in (page, tab):
        one.goto(f"{house.base}/keys")
        one.get_by_text("Another passphrase").click()

    def change(one: Page, now: str) -> None:
        form = one.locator("[data-form=change]")
        form.get_by_label("Passphrase now").fill(now)
        form.get_by_label("New passphrase").fill(OTHER)
        form.get_by_label("Once more").fill(OTHER)
        form.get_by_role("button", name="Change it").click()

    change(page, "not the passphrase at all")
    expect(page.locator("[data-form=change] [data-error]")).to_contain_text("not the passphrase")
    change(page, PASSPHRASE)
    expect(page.get_by_role("heading", name="Done.")).to_be_visible()
    wrapped = house.do("key", name="ana")["wrapped"]
    change(tab, PASSPHRASE)
    expect(tab.locator("[data-form=change] [data-error]")).to_contain_text("changed elsewhere")
    assert house.do("key", name="ana")["wrapped"] == wrapped


def test_revoked_by_a_supervisor_it_gets_nothing_new_and_the_rest_read_on(
    house: LineHouse, enter: Enter
) -> None:
    ana, ben = enter("ana"), enter("ben")
    have_key(ana, house, "ana")
    have_key(ben, house, "ben")
    report = house.do("report", text="before it was revoked")
    sue = enter("sue", "line_supervisor")
    sue.goto(f"{house.base}/people")
    row = sue.locator("li.row", has_text="ana")
    row.get_by_text("Revoke key").click()
    expect(row.get_by_text("stays readable to whoever has the key")).to_be_visible()
    row.get_by_role("button", name="Revoke this key").click()
    expect(sue.get_by_text("Nothing new is sealed to this key.")).to_be_visible()
    assert not house.do("key", name="ana")["active"]
    house.do("more", code=report["code"], text="after it was revoked")
    url = f"{house.base}/reports/{report['id']}"
    unlock(ben, url)
    expect(ben.locator("[data-thread] [data-text]")).to_have_text(
        ["before it was revoked", "after it was revoked"]
    )
    unlock(ana, url)
    parts = ana.locator("[data-thread] [data-text]")
    expect(parts.first).to_have_text("before it was revoked")
    expect(parts.last).to_contain_text("You cannot open this part")
    expect(parts.last).to_contain_text("ben")
    ana.goto(f"{house.base}/keys")
    expect(ana.get_by_text("Your key was revoked on")).to_be_visible()


def test_what_the_house_keeps_of_a_key(house: LineHouse, enter: Enter) -> None:
    make_key(enter(), house.base)
    kept = json.loads(house.do("key", name="ana")["wrapped"])
    assert set(kept) == {"v", "salt", "iv", "ct"}


@pytest.mark.parametrize(
    ("public", "wrapped"),
    [
        ("04" + "11" * 64, WRAPPED),  # no point of the curve
        ("04", WRAPPED),
        ("nonsense", WRAPPED),
        (POINT, "{}"),
        (POINT, "[]"),
        (POINT, "x" * 5000),
        (POINT, WRAPPED.replace("1,", '1, "more": 2,')),
        (POINT, WRAPPED.replace("AAAA", "AA", 1)),
    ],
)
def test_what_is_no_key(house: LineHouse, public: str, wrapped: str) -> None:
    ana = house.visitor("ana")
    ana.get("/keys")
    ana.post("/keys/publish", {"public": public, "wrapped": wrapped})
    assert ana.status == 400
    assert house.do("count_keys") == 0
    ana.post("/keys/publish", {"public": POINT, "wrapped": WRAPPED})
    assert ana.status == 200
    ana.post("/keys/publish", {"public": POINT, "wrapped": WRAPPED})
    assert ana.status == 403, "a key in use is not replaced"
    ana.post("/keys/wrap", {"wrapped": WRAPPED, "was": ""})
    assert ana.status == 403


def test_a_case_worker_has_no_key_and_sees_no_report(house: LineHouse) -> None:
    cas = house.visitor("cas", "case_worker")
    for path in ("/keys", "/reports", "/reports?tray=mine"):
        cas.get(path)
        assert cas.status == 403, path


def test_an_advocate_revokes_nobody_elses(house: LineHouse) -> None:
    ana = house.visitor("ana")
    ana.post("/people/1/key")
    assert ana.status == 403
