"""kill -9 at a random moment, and what has to hold after it: shared by the tests and the benchmark."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

from manumit.base.ledger import Log, Pinned, check, verify_consistency
from tests.base.ledger.writer import key_of

ROOT = Path(__file__).parents[3]


@dataclass(frozen=True)
class Outcome:
    """One kill: entries acknowledged before it, entries found after it, seconds to open the log again."""

    acknowledged: int
    found: int
    restart: float


def create(folder: Path, seed: int) -> None:
    """The empty log of a run."""
    Log.create(folder, key_of(seed)).close()


def kill_once(folder: Path, seed: int, draw: random.Random, longest: float = 0.25) -> Outcome:
    """Let a writer append, kill it, open the log anew. AssertionError when an entry is lost, changed or forked."""
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(ROOT / "src"), str(ROOT)])}
    command = [sys.executable, "-m", "tests.base.ledger.writer", str(folder), str(seed)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, env=environment) as writer:
        assert writer.stdout is not None
        opened = writer.stdout.readline().split()
        assert opened[:1] == [b"open"], "the writer did not start"
        time.sleep(draw.random() * longest)
        writer.send_signal(signal.SIGKILL)
        said = [
            line.split() for line in writer.stdout.read().splitlines(keepends=True) if line.endswith(b"\n")
        ]
    acknowledged = max([int(opened[1]), *(int(one[1]) for one in said)])
    began = time.perf_counter()
    log = Log.open(folder, key_of(seed))
    restart = time.perf_counter() - began
    with log:
        at = log.publish().checkpoint
        assert at.size >= acknowledged, f"{acknowledged - at.size} acknowledged entries are lost"
        for index in (
            {0, acknowledged - 1, *(draw.randrange(acknowledged) for _ in range(20))} if acknowledged else ()
        ):
            assert log.entry(index).split()[:2] == [b"%d" % seed, b"%d" % index]
        for one in said:
            if one[0] == b"signed":
                size, root = int(one[1]), bytes.fromhex(one[2].decode())
                verify_consistency(size, root, at.size, at.root, log.consistency(size, at.size))
    return Outcome(acknowledged, at.size, restart)


def assert_sound(folder: Path, seed: int) -> int:
    """The whole log, audited; its size."""
    audit = check(folder, Pinned.of([key_of(seed).verifier]))
    assert audit.sound, audit.problems[:3]
    return audit.entries
