"""A help line under test: real processes on free ports, in a folder of their own. Their Django is never set up here."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from manumit.doors.web.building import build_assets
from tests.doors.helpline.databases import database
from tests.doors.helpline.visitor import Visitor

ROOT = Path(__file__).parents[3]
HANDS = Path(__file__).parent / "line" / "hands.py"
AWAY = "http://weather.example/today"
"""Where those who leave are led."""
PATIENCE = 60.0
"""Seconds in which a help line must be up on a busy machine."""


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Hands:
    """A process inside a help line's house (line/hands.py), begun when it is first asked for something."""

    def __init__(self, home: Path, environment: dict[str, str]) -> None:
        self._home, self._environment = home, environment
        self._process: subprocess.Popen[str] | None = None

    def do(self, deed: str, **told: Any) -> Any:
        """Have something done inside."""
        if self._process is None:
            self._process = subprocess.Popen(
                [sys.executable, str(HANDS), str(self._home)],
                env=self._environment,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                text=True,
            )
        assert self._process.stdin
        assert self._process.stdout
        self._process.stdin.write(json.dumps({"do": deed, **told}) + "\n")
        self._process.stdin.flush()
        return json.loads(self._process.stdout.readline())

    def rest(self) -> None:
        """The process ends."""
        if self._process is None:
            return
        self._process.terminate()
        self._process.wait(timeout=10)
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                pipe.close()
        self._process = None


@dataclass
class Helpline:
    """A running help line: Haven and its keeper. `said` is where its processes write."""

    home: Path
    settings: dict[str, str] = field(default_factory=dict)
    port: int = field(default_factory=free_port)
    line_port: int = 0
    """Line's, when it runs too."""
    _process: subprocess.Popen[bytes] | None = None
    _hands: Hands | None = None

    @property
    def base(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def line(self) -> str:
        """Line's address."""
        return f"http://127.0.0.1:{self.line_port}"

    @property
    def pid(self) -> int:
        """Of the process that its doors and its keeper are children of."""
        assert self._process
        return self._process.pid

    @property
    def said(self) -> Path:
        return self.home.with_suffix(".log")

    @property
    def environment(self) -> dict[str, str]:
        """Of every process: the tests' own settings are not theirs."""
        clean = {k: v for k, v in os.environ.items() if not k.startswith(("MANUMIT_", "DJANGO_"))}
        return clean | {"PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}"} | self.settings

    def start(self) -> None:
        """Until it answers."""
        call = ["helpline", "--home", str(self.home), "--haven-port", str(self.port)]
        call += ["--line-port", str(self.line_port)] if self.line_port else ["--no-line"]
        with self.said.open("ab") as out:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "manumit", *call],
                env=self.environment,
                stdout=out,
                stderr=out,
                start_new_session=True,
            )
        self._answers(f"{self.base}/icon.svg")
        if self.line_port:
            self._answers(f"{self.line}/account/login/")

    def _answers(self, address: str) -> None:
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            assert self._process
            assert self._process.poll() is None, self.said.read_text()
            with suppress(OSError), urllib.request.urlopen(address, timeout=5):
                return
            time.sleep(0.1)
        raise AssertionError(self.said.read_text())

    def do(self, deed: str, **told: Any) -> Any:
        """Have something done inside."""
        self._hands = self._hands or Hands(self.home, self.environment)
        return self._hands.do(deed, **told)

    def stop(self) -> None:
        """As Ctrl-C does."""
        if self._hands:
            self._hands.rest()
        if self._process:
            self._process.terminate()
            self._process.wait(timeout=20)
            self._process = None

    def kill(self) -> None:
        """As a power cut does, all its processes at once."""
        assert self._process
        os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait(timeout=20)
        self._process = None

    def visitor(self, language: str = "en") -> Visitor:
        """A browser that has never been here."""
        return Visitor(self.base, language)


Begin = Callable[..., Helpline]


@contextmanager
def begun(folders: pytest.TempPathFactory) -> Iterator[Begin]:
    """Starts help lines with these settings, and stops them at the end."""
    build_assets()
    lines: list[Helpline] = []

    def make(line_port: int = 0, **settings: str) -> Helpline:
        home = folders.mktemp("helpline") / "home"
        told = {f"MANUMIT_HELPLINE_{name.upper()}": value for name, value in settings.items()}
        line = Helpline(home, database() | told, line_port=line_port)
        lines.append(line)
        line.start()
        return line

    try:
        yield make
    finally:
        for line in lines:
            line.stop()
