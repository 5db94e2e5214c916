"""The program as people meet it: another process, its two streams and its exit status."""

from __future__ import annotations

import atexit
import json
import os
import select
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

REPOSITORY = Path(__file__).parents[3]
PATIENCE = 300
"""Seconds that a call may take."""
COMMAND = (sys.executable, "-m", "manumit")
VERBS = (
    "demo",
    "run",
    "leads",
    "report",
    "read",
    "extract",
    "templates",
    "watch",
    "watch-for",
    "flags",
    "world",
    "evaluate",
    "backup",
    "restore",
    "erase",
    "hotspots",
    "scan",
    "near-repeats",
    "flows",
    "alarms",
    "allocate",
    "forecast",
    "score",
    "prevalence",
    "routes",
    "pictures",
    "enrol",
    "identify",
    "verify",
    "check-identity",
    "compare",
    "trace-family",
    "withdraw",
    "carrier",
)


@dataclass(frozen=True)
class Done:
    """How a call ended."""

    code: int
    out: str
    err: str

    def json(self) -> Any:
        """stdout as JSON."""
        return json.loads(self.out)

    def lines(self) -> list[Any]:
        """stdout as JSON lines."""
        return [json.loads(line) for line in self.out.splitlines()]


def surroundings(extra: Mapping[str, str] | None = None) -> dict[str, str]:
    """The environment of a call: ours without what would colour or set the program."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("MANUMIT_")}
    return {**kept, "PYTHONPATH": str(REPOSITORY / "src"), "COLUMNS": "100", "NO_COLOR": "1", **(extra or {})}


def manumit(
    *args: object, cwd: Path | None = None, env: Mapping[str, str] | None = None, fresh: bool = False
) -> Done:
    """Call the program and wait. Whatever goes wrong, nobody is shown a traceback. `fresh`: loaded for this call."""
    words = [str(one) for one in args]
    done = _loaded(words, cwd, surroundings(env)) if not fresh else _started(words, cwd, surroundings(env))
    assert "Traceback" not in done.err, done.err
    return done


def _started(words: list[str], cwd: Path | None, env: dict[str, str]) -> Done:
    ended = subprocess.run(
        [*COMMAND, *words], capture_output=True, text=True, cwd=cwd, env=env, timeout=PATIENCE
    )
    return Done(ended.returncode, ended.stdout, ended.stderr)


def _loaded(words: list[str], cwd: Path | None, env: dict[str, str]) -> Done:
    """A call of a process that has loaded the program already."""
    with TemporaryDirectory() as folder:
        told = {name: Path(folder) / name for name in ("out", "err")}
        for path in told.values():
            path.touch()
        streams = {name: str(path) for name, path in told.items()}
        code = _forks().call({"words": words, "cwd": str(cwd or Path.cwd()), "env": env, **streams})
        return Done(code, told["out"].read_text("utf-8"), told["err"].read_text("utf-8"))


class Forks:
    """The process that has loaded the program (forking.py)."""

    def __init__(self) -> None:
        file = Path(__file__).with_name("forking.py")
        self._process = subprocess.Popen(
            [sys.executable, str(file)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env=surroundings(),
        )
        atexit.register(self._process.terminate)

    def call(self, what: Mapping[str, object]) -> int:
        """How a call ended: its exit status, or minus the signal. TimeoutError when it takes too long."""
        told, answers = self._process.stdin, self._process.stdout
        assert told
        assert answers
        told.write(json.dumps(what) + "\n")
        told.flush()
        if not select.select([answers], [], [], PATIENCE)[0]:
            self._process.kill()
            raise TimeoutError(f"{what['words']} took more than {PATIENCE} s")
        return int(answers.readline())


_forks = cache(Forks)
