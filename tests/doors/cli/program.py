"""The program as people meet it: another process, its two streams and its exit status."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

REPOSITORY = Path(__file__).parents[3]
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


def manumit(*args: object, cwd: Path | None = None, env: Mapping[str, str] | None = None) -> Done:
    """Call the program and wait. Whatever goes wrong, nobody is shown a traceback."""
    ended = subprocess.run(
        [*COMMAND, *map(str, args)],
        capture_output=True,
        text=True,
        cwd=cwd,
        env=surroundings(env),
        timeout=300,
    )
    assert "Traceback" not in ended.stderr, ended.stderr
    return Done(ended.returncode, ended.stdout, ended.stderr)
