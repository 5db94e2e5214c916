"""Sending, against a real server: what was taken, what may work later, what never will."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from http.server import ThreadingHTTPServer

import pytest

from manumit.base.kernel import UsageError
from manumit.doors.web.helpline.simulator import SimulatedCarrier, serve
from manumit.services.support import Carrier, Outcome

NUMBER = "+447700900001"


@pytest.fixture
def played() -> SimulatedCarrier:
    return SimulatedCarrier("http://127.0.0.1:9")


@pytest.fixture
def server(played: SimulatedCarrier) -> Iterator[ThreadingHTTPServer]:
    with serve(played) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server
        server.shutdown()


@pytest.fixture
def carrier(played: SimulatedCarrier, server: ThreadingHTTPServer) -> Carrier:
    return Carrier(f"http://127.0.0.1:{server.server_port}/", played.account, played.token, played.number)


def test_a_text_arrives_as_it_is(carrier: Carrier, played: SimulatedCarrier) -> None:
    text = "¿Nos llamas? 4821 🆘 & +"
    assert carrier.send(NUMBER, text, "k1") == Outcome("sent", 201)
    assert [(one["number"], one["body"]) for one in played.told()] == [(NUMBER, text)]


def test_the_same_key_is_one_text(carrier: Carrier, played: SimulatedCarrier) -> None:
    for key in ("k1", "k1", "k2"):
        carrier.send(NUMBER, "hello", key)
    assert len(played.told()) == 2


@pytest.mark.parametrize(
    ("answer", "outcome"),
    [
        ("500", Outcome("again", 20500)),
        ("429", Outcome("again", 20429)),
        ("400", Outcome("never", 20400)),
        ("lost", Outcome("again", 0)),
        ("stopped", Outcome("stopped", 21610)),
    ],
)
def test_what_came_of_it(carrier: Carrier, played: SimulatedCarrier, answer: str, outcome: Outcome) -> None:
    played.answers.append(answer)
    assert carrier.send(NUMBER, "hello", "k1") == outcome


def test_a_wrong_token_may_be_set_right_and_nobody_there_may_come(carrier: Carrier) -> None:
    wrong = Carrier(carrier.base, carrier.name, "another", carrier.number)
    assert wrong.send(NUMBER, "hello", "k1").state == "again"
    assert Carrier("http://127.0.0.1:9", "AC", "t", "+1").send(NUMBER, "hello", "k1") == Outcome("again", 0)


@pytest.mark.parametrize("base", ["http://carrier.example", "ftp://127.0.0.1", "https://", "carrier.example"])
def test_numbers_and_texts_go_nowhere_in_plain(base: str) -> None:
    with pytest.raises(UsageError):
        Carrier(base, "AC", "t", "+447700900100")
