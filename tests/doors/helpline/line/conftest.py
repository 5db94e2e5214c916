"""A help line's house with its real processes, and people who visit it."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.error import URLError
from urllib.request import urlopen

import pytest

from manumit.doors.web.building import build_assets
from tests.doors.helpline.databases import database
from tests.doors.helpline.line.visit import Visitor

HERE = Path(__file__)
ROOT = HERE.parents[4]
START = """
import sys
from manumit.doors.web.helpline import HelplineHouse, bring_up, run
house = HelplineHouse.open(sys.argv[1])
bring_up(house)
sys.exit(run(house, "127.0.0.1", int(sys.argv[2]), int(sys.argv[3])))
"""


@dataclass
class LineHouse:
    """A running help line: its folder, the addresses of Line and Haven, and hands inside."""

    home: Path
    base: str
    haven: str
    hands: subprocess.Popen[str]
    server: subprocess.Popen[bytes]

    def do(self, deed: str, **told: Any) -> Any:
        """Have something done inside (see hands.py)."""
        assert self.hands.stdin is not None
        assert self.hands.stdout is not None
        self.hands.stdin.write(json.dumps({"do": deed, **told}) + "\n")
        self.hands.stdin.flush()
        return json.loads(self.hands.stdout.readline())

    def visitor(self, name: str, role: str = "advocate") -> Visitor:
        """Somebody who works here, signed in."""
        return Visitor(self.base).come_in(self.do("link", name=name, role=role))


def free_port() -> int:
    """A port that nobody uses now."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        port: int = one.getsockname()[1]
        return port


@pytest.fixture(scope="session")
def line_house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LineHouse]:
    build_assets()
    home = tmp_path_factory.mktemp("helpline") / "home"
    environment = os.environ | {"PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}"} | database()
    environment.pop("DJANGO_SETTINGS_MODULE", None)
    ports = free_port(), free_port()
    start = [sys.executable, "-c", START, str(home), *(str(one) for one in ports)]
    server = subprocess.Popen(start, env=environment, cwd=ROOT)
    base = f"http://127.0.0.1:{ports[1]}"
    hands = None
    try:
        _wait(base, server)
        hands = subprocess.Popen(
            [sys.executable, str(HERE.parent / "hands.py"), str(home)],
            env=environment,
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        yield LineHouse(home, base, f"http://127.0.0.1:{ports[0]}", hands, server)
    finally:
        if hands is not None:
            hands.terminate()
            hands.wait(timeout=10)
            for pipe in (hands.stdin, hands.stdout):
                if pipe is not None:
                    pipe.close()
        server.terminate()
        server.wait(timeout=20)


def _wait(base: str, server: subprocess.Popen[bytes]) -> None:
    for _ in range(300):
        assert server.poll() is None, "the help line did not start"
        try:
            with urlopen(f"{base}/account/login/", timeout=2):
                return
        except (URLError, ConnectionError, TimeoutError):
            time.sleep(0.2)
    raise AssertionError("the help line did not answer in a minute")


@pytest.fixture
def house(line_house: LineHouse) -> LineHouse:
    """The house, with no talks in it."""
    line_house.do("clear")
    return line_house


Come = Callable[..., Visitor]
