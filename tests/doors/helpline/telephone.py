"""A help line with a carrier: Haven, Line, the keeper and the simulated carrier, all real processes and ports."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import ThreadingHTTPServer
from pathlib import Path
from typing import Any

from manumit.doors.web.helpline.simulator import Call, SimulatedCarrier, serve
from tests.doors.helpline.line.visit import Visitor
from tests.doors.helpline.running import PATIENCE, ROOT, Hands, free_port


@dataclass
class Telephone:
    """The running whole. `carrier` is what the carrier knows; `do` has something done inside (line/hands.py)."""

    home: Path
    carrier: SimulatedCarrier
    server: ThreadingHTTPServer
    haven: int
    line: int
    settings: dict[str, str] = field(default_factory=dict)
    _process: subprocess.Popen[bytes] | None = None
    _hands: Hands | None = None

    @property
    def environment(self) -> dict[str, str]:
        """Of every process: the tests' own settings are not theirs."""
        clean = {k: v for k, v in os.environ.items() if not k.startswith(("MANUMIT_", "DJANGO_"))}
        here = f"http://127.0.0.1:{self.server.server_port}"
        told = {
            "": here,
            "_ACCOUNT": self.carrier.account,
            "_TOKEN": self.carrier.token,
            "_NUMBER": self.carrier.number,
            "_ADDRESS": self.carrier.haven,
            "_PERSON": "+447700900199",
            "_LANGUAGES": "en es ar",
        }
        carrier = {f"MANUMIT_HELPLINE_CARRIER{name}": value for name, value in told.items()}
        path = {"PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}"}
        return clean | carrier | path | {"MANUMIT_HELPLINE_MADE_UP": "1"} | self.settings

    @property
    def said(self) -> Path:
        """Where its processes write."""
        return self.home.with_suffix(".log")

    def start(self) -> None:
        """Until both doors answer."""
        ports = ["--haven-port", str(self.haven), "--line-port", str(self.line)]
        with self.said.open("ab") as out:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "manumit", "helpline", "--home", str(self.home), *ports],
                env=self.environment,
                stdout=out,
                stderr=out,
                start_new_session=True,
            )
        for address in (f"{self.carrier.haven}/icon.svg", f"http://127.0.0.1:{self.line}/account/login/"):
            self.until(lambda address=address: _answers(address))  # type: ignore[misc]

    def kill(self) -> None:
        """As a power cut does, all its processes at once."""
        assert self._process
        with suppress(ProcessLookupError):
            os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait(timeout=20)

    def do(self, deed: str, **told: Any) -> Any:
        """Have something done inside."""
        self._hands = self._hands or Hands(self.home, self.environment)
        return self._hands.do(deed, **told)

    def close(self) -> None:
        """Everything ends."""
        if self._hands:
            self._hands.rest()
        self.kill()
        self.server.shutdown()
        self.server.server_close()

    def until(self, seen: Callable[[], Any], patience: float = PATIENCE) -> Any:
        """What `seen` sees, as soon as it sees something."""
        end = time.monotonic() + patience
        while time.monotonic() < end:
            if found := seen():
                return found
            assert self._process is None or self._process.poll() is None, self.said.read_text()
            time.sleep(0.1)
        raise AssertionError(f"nothing in {patience} seconds; {self.said.read_text()[-2000:]}")

    def received(self, number: str) -> list[str]:
        """Texts on the telephone with this number, as the help line sent them."""
        return [one["body"] for one in self.carrier.told() if one["out"] and one["number"] == number]

    def talk(self, number_of: int = -1) -> dict[str, Any]:
        """The last talk, with its turns."""
        one: dict[str, Any] = self.do("talks")[number_of]
        return {**one, **self.do("state", id=one["id"])}

    def advocate(self, name: str = "ana", role: str = "advocate") -> Visitor:
        """Somebody who works at Line, signed in."""
        return Visitor(f"http://127.0.0.1:{self.line}").come_in(self.do("link", name=name, role=role))

    def call(self, number: str) -> Call:
        """Somebody calls."""
        return Call(number, self.carrier.webhook).begin()


def _answers(address: str) -> bool:
    try:
        with urllib.request.urlopen(address, timeout=5):
            return True
    except OSError:
        return False


@contextmanager
def telephone(home: Path, **settings: str) -> Iterator[Telephone]:
    """One that runs."""
    haven, line = free_port(), free_port()
    carrier = SimulatedCarrier(f"http://127.0.0.1:{haven}")
    server = serve(carrier)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    made = Telephone(home, carrier, server, haven, line, settings)
    try:
        made.start()
        yield made
    finally:
        made.close()
