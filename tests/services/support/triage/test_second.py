"""The slot for an operator's classifier: on this machine only, and nothing depends on it."""

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import ClassVar

import pytest

from manumit.base.kernel import UsageError
from manumit.services.support import judge, second_from


class _Answers(BaseHTTPRequestHandler):
    asked: ClassVar[list[dict[str, object]]] = []
    answer = b'{"label": "imminent"}'

    def do_POST(self) -> None:
        _Answers.asked.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
        self.send_response(200)
        self.end_headers()
        self.wfile.write(_Answers.answer)

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


@pytest.fixture
def address() -> Iterator[str]:
    with HTTPServer(("127.0.0.1", 0), _Answers) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/classify"
        server.shutdown()


def test_it_is_asked_with_the_turns_and_raises(address: str) -> None:
    _Answers.answer = b'{"label": "imminent"}'
    assert judge("hello", ["hi"], second=second_from(address)).label == "imminent"
    assert _Answers.asked[-1] == {
        "turns": [{"who": "person", "text": "hi"}, {"who": "person", "text": "hello"}]
    }


@pytest.mark.parametrize("answer", [b"", b"[]", b'{"label": 7}', b"not json"])
def test_a_bad_answer_changes_nothing(address: str, answer: bytes) -> None:
    _Answers.answer = answer
    assert judge("hello", second=second_from(address)).label == judge("hello").label


def test_one_that_is_away_changes_nothing() -> None:
    assert judge("hello", second=second_from("http://127.0.0.1:9/")).label == judge("hello").label


@pytest.mark.parametrize(
    "address", ["https://example.org/x", "http://example.org:80/", "model.onnx", "http://127.0.0.1/"]
)
def test_what_people_say_does_not_leave_the_machine(address: str) -> None:
    with pytest.raises(UsageError):
        second_from(address)
