"""The real processes of a help line, on SQLite or on a PostgreSQL of their own; what they cost, how they
are killed."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.error import URLError
from urllib.request import urlopen

from tests.doors.helpline.running import free_port

ROOT = Path(__file__).resolve().parents[2]
TICKS = os.sysconf("SC_CLK_TCK")


@dataclass
class House:
    """A running help line. `postgres` is the folder of a server's socket; empty: SQLite."""

    home: Path
    postgres: str = ""
    havens: int = 1
    ports: tuple[int, int] = field(default_factory=lambda: (free_port(), free_port()))
    server: subprocess.Popen[bytes] | None = None

    @property
    def environment(self) -> dict[str, str]:
        known = {k: v for k, v in os.environ.items() if not k.startswith(("MANUMIT_", "DJANGO_"))}
        known |= {"PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}", "MANUMIT_HELPLINE_MADE_UP": "1"}
        known["MANUMIT_HELPLINE_HAVENS"] = str(self.havens)
        if self.postgres:
            place = self.postgres.replace("/", "%2F")
            known["MANUMIT_HELPLINE_DATABASE"] = f"postgres://test@{place}/helpline"
        return known

    def start(self) -> float:
        """All processes; seconds until both doors answered."""
        began = time.time()
        call = [sys.executable, "-m", "manumit", "helpline", "--quiet", "--home", str(self.home)]
        call += ["--haven-port", str(self.ports[0]), "--line-port", str(self.ports[1])]
        with (self.home.parent / "log").open("ab") as log:
            self.server = subprocess.Popen(
                call, env=self.environment, cwd=ROOT, start_new_session=True, stdout=log, stderr=log
            )
        for path in (f"{self.ports[0]}/icon.svg", f"{self.ports[1]}/account/login/"):
            while True:
                if self.server.poll() is not None or time.time() > began + 120:
                    raise SystemExit((self.home.parent / "log").read_text()[-3000:])
                try:
                    with urlopen(f"http://127.0.0.1:{path}", timeout=2):
                        break
                except (URLError, OSError):
                    time.sleep(0.1)
        return time.time() - began

    def kill(self) -> None:
        """As a power cut does, all of them at once (not PostgreSQL, which is another machine's or another's care)."""
        assert self.server
        os.killpg(self.server.pid, signal.SIGKILL)
        self.server.wait()

    def stop(self) -> None:
        """As Ctrl-C does."""
        if self.server and self.server.poll() is None:
            self.server.terminate()
            self.server.wait()

    def inside(self, asked: list[dict[str, Any]]) -> list[Any]:
        """Have something done in the house (tests/doors/helpline/line/hands.py)."""
        done = subprocess.run(
            [sys.executable, str(ROOT / "tests/doors/helpline/line/hands.py"), str(self.home)],
            input="".join(json.dumps(one) + "\n" for one in asked),
            env=self.environment,
            stdout=subprocess.PIPE,
            text=True,
            check=True,
        )
        return [json.loads(line) for line in done.stdout.splitlines()]

    def processor_time(self) -> dict[str, float]:
        """Seconds of processor time so far, by door; `postgres` with all its children that were."""
        assert self.server
        told: dict[str, float] = {}
        for pid, _, own, _ in _processes():
            try:
                words = Path(f"/proc/{pid}/cmdline").read_bytes().split(b"\0")
            except OSError:
                continue
            if os.fsencode(self.home) in words and b"manumit.doors.web.helpline" in words:
                name = words[words.index(os.fsencode(self.home)) + 1].decode()
                told[name] = told.get(name, 0.0) + own
            if self.postgres and os.fsencode(f"{self.postgres}/data") in words:
                told["postgres"] = sum(
                    one + gone * (each == pid)
                    for each, parent, one, gone in _processes()
                    if pid in (each, parent)
                )
        return told


def _processes() -> list[tuple[int, int, float, float]]:
    """(id, parent, own seconds, seconds of its children that ended)."""
    found = []
    for place in Path("/proc").iterdir():
        if place.name.isdigit():
            try:
                rest = (place / "stat").read_text().rpartition(") ")[2].split()
            except OSError:
                continue
            found.append((int(place.name), int(rest[1]), _seconds(rest[11:13]), _seconds(rest[13:15])))
    return found


def _seconds(ticks: list[str]) -> float:
    return sum(map(int, ticks)) / TICKS
