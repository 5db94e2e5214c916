"""What lies on the disk: raw bytes of every file, and processes that are killed while they write."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterable
from pathlib import Path


def files_with(folder: Path, needles: Iterable[bytes]) -> list[tuple[str, bytes]]:
    """(file, needle) wherever a needle stands in the raw bytes of a file, or in its name."""
    found = []
    for path in sorted(folder.rglob("*")):
        data = path.read_bytes() if path.is_file() else b""
        found += [(str(path), n) for n in needles if n in data or n in path.name.encode()]
    return found


def start(script: str, *args: object) -> subprocess.Popen[bytes]:
    """Run a script that prints a line when it begins to write."""
    process = subprocess.Popen(
        [sys.executable, "-c", script, *map(str, args)],
        stdout=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
    )
    assert process.stdout is not None
    assert process.stdout.readline() == b"go\n"
    return process


def kill_within(process: subprocess.Popen[bytes], seconds: float, moments: random.Random) -> None:
    """kill -9 at some moment."""
    time.sleep(moments.uniform(0, seconds))
    process.send_signal(signal.SIGKILL)
    process.wait()
    if process.stdout is not None:
        process.stdout.close()
