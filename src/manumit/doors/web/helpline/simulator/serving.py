"""The simulated carrier's door: the interface that texts are sent over, and a page with a telephone to try it with."""

from __future__ import annotations

import hmac
import json
from base64 import b64encode
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, unquote

from manumit.doors.web.helpline.simulator.calls import Call
from manumit.doors.web.helpline.simulator.carrier import SimulatedCarrier
from manumit.doors.web.helpline.simulator.page import page

MOST_BODY = 1 << 16
Form = dict[str, str]


class _Door(BaseHTTPRequestHandler):
    """One request. `carrier` and `calls` belong to the server."""

    server: _Server

    def do_GET(self) -> None:
        if self.path == "/state.json":
            self._json(200, self._state())
        elif self.path == "/":
            calls = self.server.calls
            shown = page(self.server.carrier.told(), calls[-1] if calls else None)
            self._answer(200, shown.encode(), "text/html; charset=utf-8")
        else:
            self._json(404, {})

    def do_POST(self) -> None:
        size = int(self.headers.get("Content-Length") or 0)
        body = self.rfile.read(min(size, MOST_BODY)).decode("utf-8", "replace")
        form = {name: values[-1] for name, values in parse_qs(body, keep_blank_values=True).items()}
        if self.path.startswith("/2010-04-01/"):
            self._send(form)
            return
        deed = getattr(self, f"_{self.path.strip('/')}", None) if self.path in _DEEDS else None
        told: Any = {} if deed is None else deed(form)
        if "json" in self.headers.get("Accept", ""):
            self._json(404 if deed is None else 200, told)
        else:
            self.send_response(303)
            self.send_header("Location", "/")
            self.send_header("Content-Length", "0")
            self.end_headers()

    def _send(self, form: Form) -> None:
        carrier = self.server.carrier
        known = "Basic " + b64encode(f"{carrier.account}:{carrier.token}".encode()).decode()
        if not hmac.compare_digest(known, self.headers.get("Authorization", "")):
            self._json(401, {"code": 20003, "message": "Authenticate"})
        elif unquote(self.path) != f"/2010-04-01/Accounts/{carrier.account}/Messages.json":
            self._json(404, {"code": 20404, "message": "Not found"})
        elif not form.get("To") or not form.get("Body") or form.get("From") != carrier.number:
            self._json(400, {"code": 21602, "message": "To, From and Body are needed"})
        else:
            answer = carrier.take(form, self.headers.get("Idempotency-Key", ""))
            if answer:
                self._json(*answer)
            else:
                self.close_connection = True  # the answer is lost

    def _text(self, form: Form) -> dict[str, Any]:
        times, pictures = (int(form.get(name) or least) for name, least in (("times", 1), ("pictures", 0)))
        carrier = self.server.carrier
        return {
            "statuses": carrier.bring(
                form["number"], form.get("body", ""), form.get("sid", ""), times, pictures
            )
        }

    def _call(self, form: Form) -> dict[str, Any]:
        call = Call(form["number"], self.server.carrier.webhook).begin()
        self.server.calls.append(call)
        return _told(call)

    def _press(self, form: Form) -> dict[str, Any]:
        return _told(self.server.calls[-1].press(form.get("keys", "")))

    def _pick_up(self, form: Form) -> dict[str, Any]:
        return _told(self.server.calls[-1].pick_up(form.get("how", "completed")))

    def _faults(self, form: Form) -> dict[str, Any]:
        carrier = self.server.carrier
        carrier.answers.extend(form.get("answers", "").split())
        carrier.delay = float(form.get("delay") or carrier.delay)
        return {}

    def _state(self) -> dict[str, Any]:
        server = self.server
        return {
            "texts": server.carrier.told(),
            "asked": server.carrier.asked,
            "calls": [_told(one) for one in server.calls],
        }

    def _json(self, status: int, told: Any) -> None:
        self._answer(status, json.dumps(told).encode(), "application/json")

    def _answer(self, status: int, body: bytes, kind: str) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing: what is tried may be real."""


_DEEDS = ("/text", "/call", "/press", "/pick_up", "/faults")


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self, port: int, carrier: SimulatedCarrier) -> None:
        super().__init__(("127.0.0.1", port), _Door)
        self.carrier = carrier
        self.calls: list[Call] = []


def serve(carrier: SimulatedCarrier, port: int = 0) -> ThreadingHTTPServer:
    """The server, bound to this machine alone; `serve_forever` runs it."""
    return _Server(port, carrier)


def _told(call: Call) -> dict[str, Any]:
    return {
        "number": call.number,
        "state": call.state,
        "why": call.why,
        "said": call.said,
        "dialled": call.dialled,
    }
