"""Too much, too long, cut off and out of step: nobody else waits for it, nothing is said twice, nothing is lost."""

from __future__ import annotations

import json
import socket
import time
import urllib.request
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from urllib.parse import urlencode

from tests.doors.helpline.running import Helpline
from tests.doors.helpline.visitor import Visitor

MOST = 40
"""Messages that one person may send in a minute."""


def said(visitor: Visitor) -> list[str]:
    return [text for who, text in visitor.ask("/talk").turns if who == "person"]


def test_a_flood_is_refused_kindly_and_others_are_served(helpline: Helpline, visitor: Visitor) -> None:
    visitor.say(choice="person")
    _, carried = visitor.form()
    done: list[int] = []

    def send(number: int) -> tuple[int, str]:
        form = carried | {"text": f"again {number}", "token": f"{number:022d}"}
        answer = visitor.ask("/talk/say", form, Accept="application/json")
        done.append(number)
        return answer.status, answer.json.get("problem", "")

    with ThreadPoolExecutor(8) as pool:
        flood = pool.map(send, range(MOST + 20))
        other = helpline.visitor()
        assert other.say("can a lawyer help me").status == 302
        served_before_the_end = len(done) < MOST + 20
        answers = list(flood)
    kept = [number for number, (status, _) in enumerate(answers) if status == 200]
    assert {status for status, _ in answers} == {200, 429}
    assert 0 < MOST - len(kept) <= 1  # the button that was pressed counts, too
    assert all(problem for status, problem in answers if status == 429)
    assert sorted(said(visitor)[1:]) == sorted(f"again {number}" for number in kept)
    assert served_before_the_end
    page = visitor.ask("/talk/say", carried | {"text": "kept for later", "token": "f" * 22})
    assert (page.status, "kept for later" in page.text) == (429, True)


def test_lines_that_say_nothing_keep_nobody_waiting(helpline: Helpline, visitor: Visitor) -> None:
    with ExitStack() as stack:
        for _ in range(300):
            line = stack.enter_context(socket.create_connection(("127.0.0.1", helpline.port), timeout=5))
            line.sendall(b"POST /talk/say HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 100000\r\n\r\ntext=")
        assert visitor.say("can a lawyer help me").status == 302


def test_a_line_cut_after_the_form_was_sent_says_it_once(helpline: Helpline, visitor: Visitor) -> None:
    visitor.say("hello")
    _, carried = visitor.form()
    form = carried | {"text": "sent into the dark", "token": "a1" * 11}
    body = urlencode(form).encode()
    cookies = "; ".join(f"{name}={value}" for name, value in visitor.kept.items())
    head = (
        f"POST /talk/say HTTP/1.1\r\nHost: 127.0.0.1:{helpline.port}\r\nCookie: {cookies}\r\n"
        f"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {len(body)}\r\n\r\n"
    )
    with socket.create_connection(("127.0.0.1", helpline.port), timeout=5) as line:
        line.sendall(head.encode() + body)
    for _ in range(3):  # the phone hears nothing, and sends it again
        assert visitor.ask("/talk/say", form, Accept="application/json").status == 200
    assert said(visitor) == ["hello", "sent into the dark"]


def test_half_a_form_is_no_message(helpline: Helpline, visitor: Visitor) -> None:
    visitor.say("hello")
    cookies = "; ".join(f"{name}={value}" for name, value in visitor.kept.items())
    head = (
        f"POST /talk/say HTTP/1.1\r\nHost: x\r\nCookie: {cookies}\r\nContent-Length: 500\r\n\r\ntext=half a"
    )
    with socket.create_connection(("127.0.0.1", helpline.port), timeout=5) as line:
        line.sendall(head.encode())
    time.sleep(0.5)
    assert said(visitor) == ["hello"]


def events(visitor: Visitor, after: int, **headers: str) -> Iterator[dict[str, str]]:
    told = {"Cookie": f"s={visitor.kept['s']}", **headers}
    call = urllib.request.Request(f"{visitor.base}/talk/stream?after={after}", headers=told)
    with urllib.request.urlopen(call, timeout=30) as stream:
        for line in stream:
            if line.startswith(b"data: "):
                yield json.loads(line[6:])


def test_a_stream_goes_on_where_it_broke(visitor: Visitor) -> None:
    first = visitor.say("one", Accept="application/json").json["last"]
    stream = events(visitor, 0)
    assert "one" in next(stream)["turns"]
    stream.close()  # type: ignore[attr-defined]
    visitor.say("two")
    told = next(events(visitor, 0, **{"Last-Event-ID": str(first)}))
    assert "two" in told["turns"]
    assert ">one<" not in told["turns"]


def test_two_tabs_hear_the_same(visitor: Visitor) -> None:
    visitor.say("one")
    tabs = [events(visitor, 0), events(visitor, 0)]
    for tab in tabs:
        next(tab)
    visitor.say("from a third tab")
    for tab in tabs:
        assert any("from a third tab" in one["turns"] for one in tab)


def test_a_clock_that_is_wrong_changes_nothing(visitor: Visitor) -> None:
    for at in ("Thu, 01 Jan 1970 00:00:00 GMT", "Tue, 01 Jan 2069 00:00:00 GMT"):
        sent = visitor.say(f"it is {at}", Date=at, **{"If-Modified-Since": at})
        assert sent.status == 302
        assert visitor.ask("/talk", None, **{"If-Modified-Since": at}).status == 200
    assert len(said(visitor)) == 2
