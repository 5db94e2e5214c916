"""My consents: nothing without a key; with one, who holds what, who looked; take back, erase; and Line hears of it."""

from __future__ import annotations

import re
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from html import unescape

import pytest

from manumit.services.support import ReturnCode
from tests.doors.helpline.line.house import LineHouse
from tests.doors.helpline.line.report_hands import SALT
from tests.doors.helpline.line.visit import Visitor as Staff
from tests.doors.helpline.visitor import Answer, Visitor, wait_out

UNTIL = (datetime.now(UTC).date() + timedelta(days=30)).isoformat()
NONE = "Nothing can be shown here yet"


class Mira:
    """A case worker with a record: somebody called Ana, referred to a shelter."""

    def __init__(self, house: LineHouse) -> None:
        self.house = house
        self.staff: Staff = house.visitor("mira", "case_worker")
        self.staff.post("/care/new", {"called": "Ana of the mill"})
        self.person = self.staff.url.rpartition("/")[2]
        need = {"kind": "need", "what": "shelter", "note": "a bed by the mill", "token": "e" * 32}
        self.staff.post(f"/care/{self.person}/add", need)
        told = {"kind": "shelter", "name": "Casa Alba", "purpose": "shelter", "until": UNTIL}
        more = {"item": "itm_" + "e" * 32, "agreed": "1", "refer": "1"}
        self.staff.post(f"/care/{self.person}/consent", told | more)
        assert self.staff.status == 200

    def code(self) -> str:
        """A fresh care code."""
        page = self.staff.post(f"/care/{self.person}/code")
        return str(re.findall(r"care-code[^>]*>([\d ]+)<", page)[0])

    def record(self) -> str:
        """The record's page."""
        return self.staff.get(f"/care/{self.person}")


@pytest.fixture
def mira(line_house: LineHouse) -> Mira:
    return Mira(line_house)


@pytest.fixture
def ana(line_house: LineHouse) -> Visitor:
    """A phone that has never been here."""
    return Visitor(line_house.haven)


def _words(page: Answer) -> str:
    main = re.sub(r"</?(?:bdi|span)[^>]*>", "", page.text.split("<main")[1].split("</main")[0])
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", main)).split())


def _forms(page: Answer) -> list[dict[str, str]]:
    """What each form of the page would send, by its first button."""
    found = []
    for form in re.findall(r'<form method="post" action="/mine/deed"[^>]*>(.*?)</form>', page.text, re.S):
        fields = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', form))
        found += [
            fields | {name: unescape(value)}
            for name, value in re.findall(r'<button name="(\w+)" value="([^"]*)"', form)
        ]
    return found


def _do(ana: Visitor, do: str, key: str = "") -> Answer:
    """Press the button that does this, to what `key` is part of."""
    page = ana.ask("/mine")
    (form,) = [one for one in _forms(page) if one["do"] == do and key in one.get("key", "")][:1]
    done = ana.ask("/mine/deed", form)
    assert done.status == 302, _words(done)
    return ana.ask(done.headers["location"])


def test_without_a_key_nothing_is_shown_and_it_is_said_why(ana: Visitor, mira: Mira) -> None:
    page = ana.ask("/mine")
    assert NONE in _words(page)
    assert "Casa Alba" not in page.text
    assert page.set_cookies == []
    assert "<title>Info</title>" in page.text
    assert page.headers["cache-control"] == "no-store"


@pytest.mark.parametrize("typed", ["000 000 000 000 000", "1", "my code", "", "9" * 5_000])
def test_a_wrong_code_opens_nothing_and_locks_nobody_out(typed: str, ana: Visitor, mira: Mira) -> None:
    page = ana.ask("/mine/code", {"code": typed})
    assert page.status in (400, 404)
    assert NONE in _words(page)
    assert page.set_cookies == []


def test_the_code_opens_however_it_is_typed_and_shows_who_holds_what(ana: Visitor, mira: Mira) -> None:
    code = mira.code()
    arabic = code.translate(str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")).replace(" ", "-")
    opened = ana.ask("/mine/code", {"code": arabic})
    assert (opened.status, opened.headers["location"]) == (302, "/mine")
    (cookie,) = opened.set_cookies
    assert cookie.startswith("m=")
    assert "HttpOnly" in cookie
    assert "SameSite=Strict" in cookie
    assert "expires" not in cookie.lower()
    assert mira.person not in cookie
    told = _words(ana.ask("/mine"))
    for words in (
        "Your record",
        "this service",
        "shelter: Casa Alba",
        "to have a safe place to live",
        "What you need",
    ):
        assert words in told, words
    assert "mira, to plan or give help" in told
    assert "you, to see what is held" in told
    assert "a bed by the mill" not in told, "what is in it is not shown on a phone that others may hold"
    assert re.search(r"\d{1,2} \w+ \d{4}, \d\d:00 UTC", told), "to the hour, no finer"


def test_a_new_code_takes_the_place_of_the_old(ana: Visitor, mira: Mira) -> None:
    old = mira.code()
    ana.ask("/mine/code", {"code": old})
    assert "Casa Alba" in ana.ask("/mine").text
    new = mira.code()
    assert NONE in _words(ana.ask("/mine")), "what the old one had opened is closed, too"
    assert ana.ask("/mine/code", {"code": old}).status == 404
    assert ana.ask("/mine/code", {"code": new}).status == 302


def test_a_flood_of_codes_holds_up_no_talk_and_not_the_right_one(
    line_house: LineHouse, ana: Visitor, mira: Mira
) -> None:
    code = mira.code()
    talk = Visitor(line_house.haven)
    with ThreadPoolExecutor(40) as pool:
        tries = [
            pool.submit(Visitor(line_house.haven).ask, "/mine/code", {"code": f"{one:015d}"})
            for one in range(40)
        ]
        assert talk.say("is anybody there").status == 302
        assert {one.result().status for one in tries} <= {404, 503}
    assert ana.ask("/mine/code", {"code": code}).status == 302


def test_taken_back_at_haven_it_is_recalled_at_line(ana: Visitor, mira: Mira) -> None:
    ana.ask("/mine/code", {"code": mira.code()})
    assert "recalled</span>" not in mira.record()
    page = _do(ana, "withdraw", "itm_")
    assert "Taken back" in _words(page)
    assert "You took this back." in _words(page)
    assert "Recalled: they are asked to delete it." in _words(page)
    assert "recalled</span>" in mira.record()
    assert "shelter: Casa Alba" in mira.staff.get("/care/recalls")
    assert "they themselves" in mira.staff.get(f"/care/{mira.person}/history")
    assert [one for one in _forms(ana.ask("/mine")) if one["do"] == "withdraw"] == []


def test_erased_in_two_steps_and_the_keys_are_gone(ana: Visitor, mira: Mira) -> None:
    code = mira.code()
    ana.ask("/mine/code", {"code": code})
    page = _do(ana, "erase", mira.person)
    assert "You asked for it to be erased" in _words(page)
    assert "They want to be erased (they themselves)" in mira.record()
    page = _do(ana, "erase", "back:")
    assert "You asked for it to be erased" not in _words(page)
    _do(ana, "erase", mira.person)
    page = _do(ana, "erase", "now:")
    assert NONE in _words(page)
    mira.record()
    assert mira.staff.status == 404
    assert ana.ask("/mine/code", {"code": code}).status == 404


def test_nobody_touches_what_is_not_theirs(line_house: LineHouse, ana: Visitor, mira: Mira) -> None:
    other = Mira(line_house)
    ana.ask("/mine/code", {"code": mira.code()})
    page = ana.ask("/mine")
    secret = page.hidden("csrfmiddlewaretoken")
    consent = re.findall(r'name="consent" value="(itm_\w+)"', other.record())[0]
    for do, key in (
        ("withdraw", f"{other.person}/{consent}"),
        ("withdraw", f"{mira.person}/{consent}"),
        ("erase", other.person),
        ("erase", f"now:{other.person}"),
        ("erase", f"now:{mira.person}"),
        ("erase", "per_nobody"),
    ):
        told = {"csrfmiddlewaretoken": secret, "do": do, "kind": "care", "key": key}
        assert ana.ask("/mine/deed", told).status == 409, (do, key)
    for told in ({"do": "erase", "kind": "elsewhere"}, {"do": "burn", "kind": "care"}, {}):
        assert ana.ask("/mine/deed", {"csrfmiddlewaretoken": secret, **told}).status == 400
    assert "recalled</span>" not in other.record()
    assert ana.ask("/mine/deed", {"do": "erase", "kind": "care", "key": mira.person}).status == 403, "forged"
    assert "They want to be erased (" not in mira.record()


def test_leave_and_close_take_the_pass(ana: Visitor, mira: Mira) -> None:
    code = mira.code()
    ana.ask("/mine/code", {"code": code})
    assert "m" in ana.kept
    ana.ask("/leave", {})
    assert "m" not in ana.kept
    ana.ask("/mine/code", {"code": code})
    _do(ana, "close")
    assert "m" not in ana.kept
    ana.cookies.clear()
    assert NONE in _words(ana.ask("/mine", None, Cookie="m=AAAA"))
    assert NONE in _words(ana.ask("/mine", None, Cookie="m=%C3%A9"))


def test_a_talk_shows_itself_who_read_it_and_what_was_agreed(line_house: LineHouse, ana: Visitor) -> None:
    line_house.do("clear")
    ana.say("I need help")
    assert "Nobody has looked at it." in _words(ana.ask("/mine"))
    (talk,) = [one["id"] for one in line_house.do("talks")]
    line_house.do("ask", id=talk)
    ben = line_house.visitor("ben")
    ben.post("/next")
    assert ben.url.endswith(talk)
    ben.post(f"/talks/{talk}/keep", {"days": "9"})
    told = {
        "text": "He holds our papers.",
        "recipient": "police:Unit 4",
        "purpose": "police_report",
        "until": UNTIL,
    }
    ben.post(f"/talks/{talk}/consent", told | {"token": "f" * 32})
    ben.post(f"/talks/{talk}/care", {"called": "Bee", "agreed": "1", "token": "d" * 32})
    assert ben.status == 200
    words = _words(ana.ask("/mine"))
    for one in (
        "What was said in your talk",
        "somebody who answers here",
        "What was written down in your talk",
        "police: Unit 4",
        "to tell the police",
        "Your record",
    ):
        assert one in words, one
    assert "ben" not in words.split(), "staff of the talk have no names"
    sue = line_house.visitor("sue", "line_supervisor")
    assert "police:Unit 4|police_report" in sue.get("/passing")
    _do(ana, "withdraw", "itm_")
    assert "police:Unit 4|police_report" not in sue.get("/passing")
    sue.post("/passing/file", {"way": "police:Unit 4|police_report"})
    assert sue.status == 403
    (form,) = [one for one in _forms(ana.ask("/mine")) if one["do"] == "erase" and "talk:" in one["key"]]
    for do in ("erase", "withdraw"):
        assert ana.ask("/mine/deed", form | {"do": do, "key": f"{form['key']}x"}).status == 409, do
    _do(ana, "erase", "talk")
    line_house.do("pass_time", hours=1)
    assert line_house.do("papers") == []
    assert NONE in _words(ana.ask("/mine"))


def test_what_was_taken_back_does_not_outlive_the_talk(line_house: LineHouse, ana: Visitor) -> None:
    """Papers that the person let us keep for nine days, and then did not."""
    line_house.do("clear")
    ana.say("I need help")
    (talk,) = [one["id"] for one in line_house.do("talks")]
    line_house.do("ask", id=talk)
    ben = line_house.visitor("ben")
    ben.post("/next")
    ben.post(f"/talks/{talk}/papers", {"kind": "note", "text": "quiet voice", "token": "9" * 32})
    ben.post(f"/talks/{talk}/keep", {"days": "9"})
    ben.post(f"/talks/{talk}/end")
    page = ana.ask("/mine")
    (form,) = [one for one in _forms(page) if one["do"] == "withdraw"]
    ana.ask("/mine/deed", form)
    line_house.do("pass_time", hours=26)
    assert line_house.do("papers") == []


def test_every_look_and_withdrawal_stands_in_a_sound_log(
    line_house: LineHouse, ana: Visitor, mira: Mira
) -> None:
    ana.ask("/mine/code", {"code": mira.code()})
    _do(ana, "withdraw", "itm_")
    secret = line_house.home / "keys" / "care.secret"
    checked = subprocess.run(
        [
            sys.executable,
            "-m",
            "manumit",
            "care",
            "check",
            str(line_house.home / "care"),
            "--passphrase-file",
            str(secret),
        ],
        capture_output=True,
        text=True,
    )
    assert checked.returncode == 0, checked.stderr
    history = mira.staff.get(f"/care/{mira.person}/history")
    assert re.search(r"they themselves</bdi></td><td>to see what is held about them", history)
    assert re.search(r"they themselves</bdi></td><td>Consent: changed", history)
    assert re.search(r"they themselves</bdi></td><td>Referral: changed", history)


def sent_report(ana: Visitor) -> str:
    """A report sent without scripts: the figures of its code."""
    form = ana.ask("/note/plain")
    sent = ana.ask(
        "/note/plain", {"wait": wait_out(form.hidden("wait")), "text": "he holds our papers by the mill"}
    )
    assert sent.status == 200, _words(sent)
    return str(re.findall(r"(?:\d{4} ){3,}\d{4}", _words(sent))[0])


def _report(ana: Visitor) -> Answer:
    """A report sent and opened again without scripts: the page on which it stands open."""
    digits = sent_report(ana)
    form = ana.ask("/note/plain/back")
    back = ana.ask("/note/plain/back", {"wait": wait_out(form.hidden("wait")), "code": digits})
    assert "he holds our papers by the mill" in back.text
    return back


def test_a_sealed_report_is_shown_by_a_pass_and_erased(line_house: LineHouse, ana: Visitor) -> None:
    line_house.do("recipient", name="rita")
    opened = ana.ask("/mine/report", {"ticket": _report(ana).hidden("ticket")})
    assert (opened.status, opened.headers["location"]) == (302, "/mine")
    told = _words(ana.ask("/mine"))
    for words in (
        "What you sent us without a name",
        "with a key of their own",
        "Nobody has read it yet.",
    ):
        assert words in told, words
    assert "the mill" not in told
    (form,) = [one for one in _forms(ana.ask("/mine")) if one["do"] == "erase"]
    late = Visitor(ana.base)
    for one in ana.cookies:
        if one.name != "m":
            late.cookies.set_cookie(one)
    assert late.ask("/mine/deed", form).status == 409, "the pass is over: nothing is said to be done"
    assert "You took this back." not in _words(ana.ask("/mine"))
    page = _do(ana, "erase", "report")
    assert "You took this back." in _words(page)
    assert [one for one in _forms(page) if one["do"] == "erase"] == []


def test_what_a_code_made_in_the_browser_opens_the_page_and_no_word(
    line_house: LineHouse, ana: Visitor
) -> None:
    made = line_house.do("report", text="a made-up report about the mill")
    held = ReturnCode(bytes.fromhex(made["code"])).opened(SALT)
    for wrong in (
        {"thread": held.thread, "secret": "1" * 32},
        {"thread": "0" * 32, "secret": held.secret},
        {"ticket": "00"},
        {},
    ):
        away = ana.ask("/mine/report", wrong)
        assert away.headers["location"].startswith("/note/"), wrong
        assert "m" not in ana.kept
    ana.ask("/mine/report", {"thread": held.thread, "secret": held.secret})
    page = ana.ask("/mine")
    assert "What you sent us without a name" in _words(page)
    assert "somebody who answers here" not in _words(page)
    (token,) = line_house.do("tokens", id=made["id"])
    line_house.visitor("rita").get(f"/reports/{made['id']}/items/{token}")
    page = ana.ask("/mine")
    for words in (
        "Somebody has read it.",
        "Who looked",
        f"somebody who answers here {datetime.now(UTC):%-d %b}",
    ):
        assert words in _words(page)
    assert "UTC" not in _words(page), "of a report no hour is kept"
    assert held.thread not in page.text
    assert held.secret not in page.text + ana.kept["m"]
