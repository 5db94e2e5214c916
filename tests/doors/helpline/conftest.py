"""A help line under test: real processes on free ports, in a folder of their own. Their Django is never set up here."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from manumit.doors.web.building import build_assets
from tests.doors.helpline.databases import database
from tests.doors.helpline.visitor import Visitor

EXAMPLE = Path(__file__).parents[3] / "examples" / "directory"
PATIENCE = 60.0
"""Seconds in which a help line must be up on a busy machine."""


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@dataclass
class Helpline:
    """A running help line: Haven and its keeper. `said` is where its processes write."""

    home: Path
    settings: dict[str, str] = field(default_factory=dict)
    port: int = field(default_factory=free_port)
    line_port: int = 0
    """Line's, when it runs too."""
    _process: subprocess.Popen[bytes] | None = None

    @property
    def base(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def pid(self) -> int:
        """Of the process that its doors and its keeper are children of."""
        assert self._process
        return self._process.pid

    @property
    def said(self) -> Path:
        return self.home.with_suffix(".log")

    def start(self) -> None:
        """Until it answers."""
        call = ["helpline", "--home", str(self.home), "--haven-port", str(self.port)]
        call += ["--line-port", str(self.line_port)] if self.line_port else ["--no-line"]
        environ = {k: v for k, v in os.environ.items() if not k.startswith(("MANUMIT_", "DJANGO_"))}
        with self.said.open("ab") as out:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "manumit", *call],
                env=environ | self.settings,
                stdout=out,
                stderr=out,
                start_new_session=True,
            )
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            assert self._process.poll() is None, self.said.read_text()
            with suppress(OSError), urllib.request.urlopen(f"{self.base}/icon.svg", timeout=5):
                return
            time.sleep(0.1)
        raise AssertionError(self.said.read_text())

    def stop(self) -> None:
        """As Ctrl-C does."""
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


@pytest.fixture(scope="module")
def begin(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Begin]:
    """Starts a help line with these settings; it stops with the module."""
    with begun(tmp_path_factory) as make:
        yield make


@pytest.fixture(scope="session")
def begin_once(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Begin]:
    """Starts one that several modules visit; it stops at the end."""
    with begun(tmp_path_factory) as make:
        yield make


@pytest.fixture(scope="session")
def helpline(begin_once: Begin) -> Helpline:
    """One that demonstrates: it speaks its drafts."""
    return begin_once(made_up="1", leave="http://127.0.0.1:9/weather")


def directory(*call: str) -> str:
    """What `manumit directory` says."""
    ran = subprocess.run(
        [sys.executable, "-m", "manumit", "directory", *call], capture_output=True, text=True
    )
    assert ran.returncode in (0, 3), ran.stderr
    return ran.stdout


def waiting(line: Helpline) -> list[dict[str, str]]:
    """Entries that nobody has vouched for yet."""
    told = directory("list", "--home", str(line.home), "--format", "json")
    return [one for one in map(json.loads, told.splitlines()) if one["status"] == "waiting"]


@pytest.fixture(scope="session")
def stocked(begin_once: Begin) -> Helpline:
    """With the invented directory, all of it vouched for that can be."""
    line = begin_once(made_up="1", area="GB", leave="http://127.0.0.1:9/weather")
    directory("import", str(EXAMPLE), "--home", str(line.home))
    for one in waiting(line):
        directory("mark", one["id"], "--by", "A. Checker", "--home", str(line.home))
    return line


@pytest.fixture
def visitor(helpline: Helpline) -> Visitor:
    return helpline.visitor()
