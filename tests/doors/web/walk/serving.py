"""The Desk as it is really run: `manumit serve`, with its worker, on a house of its own."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.request import urlopen

ROOT = Path(__file__).parents[4]
PATIENCE = 90.0
"""Seconds until a server on a busy machine must have answered."""


@dataclass(frozen=True)
class Desk:
    """A running Desk."""

    home: Path
    base: str
    links: dict[str, str]

    def manumit(self, *arguments: str) -> str:
        """What the command line says, in this house."""
        return _python("-m", "manumit", *arguments, "--home", str(self.home))


def _environment() -> dict[str, str]:
    kept = {key: value for key, value in os.environ.items() if not key.startswith(("MANUMIT_", "DJANGO_"))}
    return kept | {"PYTHONPATH": os.pathsep.join([str(ROOT / "src"), str(ROOT)])}


def _python(*arguments: str) -> str:
    done = subprocess.run(
        [sys.executable, *arguments], env=_environment(), capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


@contextmanager
def served(home: Path, evidence: Path) -> Iterator[Desk]:
    """A Desk over a workspace that it may change. `localhost`: browsers make passkeys for names alone."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    base = f"http://localhost:{port}"
    links = json.loads(_python("-m", "tests.doors.web.walk.prepare", str(home), base, str(evidence)))
    said = (home / "said.txt").open("wb")
    with (
        said,
        subprocess.Popen(
            [sys.executable, "-m", "manumit", "serve", "--home", str(home), "--port", str(port)],
            env=_environment(),
            stdout=said,
            stderr=said,
        ) as server,
    ):
        try:
            _wait(server, f"{base}/account/login/", home / "said.txt")
            yield Desk(home, base, links)
        finally:
            server.send_signal(signal.SIGINT)


def _wait(server: subprocess.Popen[bytes], url: str, said: Path) -> None:
    until = time.monotonic() + PATIENCE
    while True:
        try:
            with urlopen(url, timeout=10):
                return
        except OSError:
            if server.poll() is not None or time.monotonic() > until:
                raise AssertionError(said.read_text("utf-8")) from None
            time.sleep(0.1)
