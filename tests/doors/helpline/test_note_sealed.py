"""A sealed report as a browser's script sends it: what the server takes, refuses, keeps and forgets."""

from __future__ import annotations

import json
import os
import stat
from datetime import datetime
from http.client import HTTPConnection
from pathlib import Path
from typing import Any

import pytest

from manumit.services.support import ItemHeader, open_item
from manumit.services.support.reports.challenge import EASY
from tests.doors.helpline.databases import POSTGRES
from tests.doors.helpline.receiver import Receiver
from tests.doors.helpline.running import Helpline
from tests.doors.helpline.sender import Sender

DAY = 24 * 3600


@pytest.fixture
def sender(helpline: Helpline, ana: Receiver) -> Sender:
    made = Sender(helpline.base)
    assert made.open()[0] == 200
    return made


@pytest.fixture(scope="module")
def known(helpline: Helpline, ana: Receiver) -> Sender:
    """One for what is refused and changes nothing: a code takes a quarter of a second."""
    made = Sender(helpline.base)
    assert made.open()[0] == 200
    return made


def test_sent_and_read_by_both(sender: Sender, ana: Receiver) -> None:
    sender.send("the first part")
    sender.send("x" * 300_000)
    assert [one.head["text"][:14] for one in ana.received(sender.held.thread)] == ["the first part", "x" * 14]
    ana.answer(sender.held.thread, "we read it")
    status, told = sender.paid("thread")
    assert (status, told["state"]) == (200, "answered")
    assert [one["who"] for one in told["items"]] == ["person", "person", "staff"]
    header = ItemHeader.read(told["items"][2]["header"])
    status, body = sender.ask(f"body/{header.item}")
    assert open_item(header, body, sender.held.pair).head["text"] == "we read it"


def test_nothing_finer_than_a_day_and_no_address(sender: Sender, ana: Receiver, helpline: Helpline) -> None:
    token = sender.send("when?")
    (row,) = ana.rows("select * from helpline_report where id = ?", sender.held.thread)
    (item,) = ana.rows("select * from helpline_item where token = ?", token)
    assert not [one for one in (*row, *item) if isinstance(one, datetime)]
    assert not [one for one in (*row, *item) if isinstance(one, str) and ":" in one and "{" not in one]
    assert "127.0.0.1" not in f"{row}{item}"
    body = helpline.home / "reports" / token
    assert body.stat().st_mtime % DAY == 0
    assert stat.S_IMODE(body.parent.stat().st_mode) == 0o700
    assert sender.held.secret not in f"{row}"


def test_a_broken_upload_goes_on_from_where_it_is(sender: Sender, ana: Receiver) -> None:
    header, body = sender.seal("y" * 500_000)
    step = 4 * 65552
    assert sender.paid("item", {"header": header.shape()}) == (200, {"received": 0})
    assert sender.ask(f"item/{header.item}/0", body[:step]) == (200, {"received": step})
    assert sender.ask(f"item/{header.item}/whole")[0] == 400
    assert sender.ask(f"item/{header.item}/{2 * step}", body[2 * step : 3 * step])[1] == {"received": step}
    assert sender.paid("item", {"header": header.shape()}) == (200, {"received": step})
    assert sender.ask(f"item/{header.item}/0", body[: 2 * step])[1] == {"received": 2 * step}
    rest = body[2 * step :]
    for at in range(0, len(rest), step):
        sender.ask(f"item/{header.item}/{2 * step + at}", rest[at : at + step])
    assert sender.ask(f"item/{header.item}/whole") == (200, {"number": 1})
    assert sender.ask(f"item/{header.item}/whole") == (200, {"number": 1})
    assert ana.received(sender.held.thread)[0].head["text"] == "y" * 500_000


def test_a_killed_server_loses_nothing_that_had_arrived(helpline: Helpline, ana: Receiver) -> None:
    sender = Sender(helpline.base)
    sender.open()
    header, body = sender.seal("z" * 500_000)
    step = 4 * 65552
    sender.paid("item", {"header": header.shape()})
    sender.ask(f"item/{header.item}/0", body[:step])
    helpline.kill()
    helpline.start()
    _, told = sender.paid("item", {"header": header.shape()})
    assert told == {"received": step}
    for at in range(step, len(body), step):
        sender.ask(f"item/{header.item}/{at}", body[at : at + step])
    assert sender.ask(f"item/{header.item}/whole")[0] == 200
    assert ana.received(sender.held.thread)[0].head["text"] == "z" * 500_000


def test_longer_than_it_was_said_to_be_is_refused(sender: Sender) -> None:
    header, body = sender.seal("short")
    sender.paid("item", {"header": header.shape()})
    assert sender.ask(f"item/{header.item}/0", body + b"more")[0] == 400
    assert sender.ask(f"item/{header.item}/0", body)[1] == {"received": len(body)}


def test_without_work_nothing_is_opened_begun_or_tried(sender: Sender) -> None:
    header, _ = sender.seal("free")
    for path, told in (("open", {"thread": "ab" * 16}), ("item", {"header": header.shape()}), ("thread", {})):
        assert sender.ask(path, told) == (429, {"problem": "refused"})


def test_a_wrong_code_is_answered_alike_and_locks_nobody_out(sender: Sender, helpline: Helpline) -> None:
    sender.send("mine")
    strange = Sender(helpline.base)
    answers = [
        sender.paid("thread", secret="0" * 32),
        strange.paid("thread"),
        sender.paid("thread", secret="?"),
    ]
    assert answers == [(400, {"problem": "usage"})] * 3
    for _ in range(8):
        strange.paid("thread")
    assert sender.paid("thread")[0] == 200


def test_who_has_no_secret_gets_no_byte(sender: Sender) -> None:
    token = sender.send("mine")
    assert sender.ask(f"body/{token}", secret="0" * 32) == (400, {"problem": "usage"})
    assert sender.ask("gone", secret="0" * 32) == (400, {"problem": "usage"})
    assert sender.paid("thread")[1]["state"] == "new"


def test_nobody_can_take_another_name(sender: Sender, helpline: Helpline) -> None:
    other = Sender(helpline.base, sender.code)
    told = {"thread": sender.held.thread, "secret": "ab" * 16, "public_key": ""}
    assert other.paid("open", told)[0] == 400
    assert other.open()[0] == 200  # the same code: in another tab, say


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"[]",
        b"[" * 100_000,
        b'{"challenge": 5}',
        b"\xff\xfe",
        b'{"challenge": "a.b.c.d", "counter": "1"}',
    ],
)
def test_what_cannot_be_understood_is_refused(known: Sender, body: bytes) -> None:
    for path in ("open", "item", "thread"):
        status, told = known.ask(path, body)
        assert status in (400, 429)
        assert set(told) == {"problem"}


@pytest.mark.parametrize(
    "change",
    [{"thread": "ef" * 16}, {"size": 5000}, {"size": 65 << 20}, {"sealed": []}, {"v": 2}, {"item": "../x"}],
)
def test_a_header_that_is_none_is_refused(known: Sender, change: dict[str, Any]) -> None:
    header, _ = known.seal("changed")
    price = max(
        header.size, change.get("size", 0)
    )  # the task is paid for, so that it is the header that is refused
    assert known.paid("item", {"header": header.shape() | change}, price)[0] == 400


def test_taken_back_is_gone(sender: Sender, ana: Receiver, helpline: Helpline) -> None:
    token = sender.send("take this back")
    ((header,),) = ana.rows("select cast(header as text) from helpline_item where token = ?", token)
    sealed = json.loads(header)["sealed"][0]["ct"].encode()
    files = [] if POSTGRES else list(helpline.home.glob("helpline.sqlite3*"))
    assert POSTGRES or any(sealed in path.read_bytes() for path in files)
    assert sender.ask("gone") == (200, {})
    assert not any(sealed in path.read_bytes() for path in files)
    assert not (helpline.home / "reports" / token).exists()
    assert ana.rows("select 1 from helpline_item where token = ?", token) == []
    _, told = sender.paid("thread")
    assert (told["state"], told["items"]) == ("withdrawn", [])
    header, _ = sender.seal("too late")
    assert sender.paid("item", {"header": header.shape()}) == (410, {"problem": "erased"})


def test_a_revoked_recipient_gets_nothing_new_and_takes_nothing_from_the_others(
    helpline: Helpline, ana: Receiver
) -> None:
    ben = Receiver(helpline, "ben").publish()
    sender = Sender(helpline.base)
    sender.open()
    assert set(sender.recipients) >= {ana.public, ben.public}
    sender.send("to both")
    ben.revoke()
    _, told = sender.paid("thread")
    assert len(told["recipients"]) == len(sender.recipients) - 1
    sender.open()
    assert ben.public not in sender.recipients
    sender.send("to ana alone")
    assert [one.head["text"] for one in ana.received(sender.held.thread)] == ["to both", "to ana alone"]
    header = ItemHeader.read(told["items"][0]["header"])
    body = (helpline.home / "reports" / header.item).read_bytes()
    assert open_item(header, body, ben.pair).head["text"] == "to both"


def test_what_never_became_whole_goes(helpline: Helpline, ana: Receiver) -> None:
    sender = Sender(helpline.base)
    sender.open()
    header, body = sender.seal("half" * 100_000)
    sender.paid("item", {"header": header.shape()})
    sender.ask(f"item/{header.item}/0", body[:65552])
    path = helpline.home / "reports" / header.item
    assert path.exists()
    assert helpline.do("sweep_reports", days=0) == 0
    assert helpline.do("sweep_reports", days=3) >= 1
    assert not path.exists()
    assert sender.held.thread not in ana.threads()


def test_a_flood_makes_it_dearer_for_all_and_stops_nobody(helpline: Helpline, ana: Receiver) -> None:
    helpline.kill()
    helpline.start()  # nobody has asked it anything yet
    sender = Sender(helpline.base)
    sender.open()
    bits = []
    for _ in range(35):
        sender.paid("thread")
        bits.append(int(sender.ask("task")[1]["challenge"].split(".")[1]))
    assert (bits[0], bits[-1]) == (EASY, EASY + 1)
    other = Sender(helpline.base)
    assert other.open()[0] == 200
    other.send("still heard")


@pytest.mark.parametrize("head", [("Content-Length", str(21 << 20)), ("Transfer-Encoding", "chunked")])
def test_what_is_too_long_is_turned_away_before_it_is_read(helpline: Helpline, head: tuple[str, str]) -> None:
    link = HTTPConnection("127.0.0.1", helpline.port, timeout=20)
    link.putrequest("POST", "/note/plain")
    link.putheader(*head)
    link.endheaders()
    assert link.getresponse().status == 413
    link.close()


def test_a_browser_that_sends_too_much_gets_a_page_in_its_language(helpline: Helpline) -> None:
    body = b"x" * (21 << 20)
    link = HTTPConnection("127.0.0.1", helpline.port, timeout=20)
    link.request("POST", "/note/plain", body, {"Accept": "text/html", "Accept-Language": "es"})
    answer = link.getresponse()
    page = answer.read().decode()
    link.close()
    assert (answer.status, answer.getheader("Cache-Control")) == (413, "no-store")
    assert '<html lang="es"' in page
    assert 'href="/talk"' in page


def test_bodies_are_their_owners_alone(helpline: Helpline, sender: Sender) -> None:
    token = sender.send("mine")
    path = Path(helpline.home / "reports" / token)
    assert path.stat().st_uid == os.getuid()
