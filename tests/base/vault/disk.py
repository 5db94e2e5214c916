"""What lies on the disk: raw bytes of every file; and programs that are killed at a step of their writing."""

from __future__ import annotations

import os
import signal
import traceback
import warnings
from collections.abc import Callable, Iterable
from itertools import count
from pathlib import Path
from typing import Any

STEPS = ("fsync", "replace", "rename", "unlink", "pwrite", "ftruncate", "mkdir", "rmdir")
"""Calls of the system that change what is on the disk, or make it last."""
LONGEST = 60
"""Seconds after which a child that hangs is ended, which is a failure."""


def files_with(folder: Path, needles: Iterable[bytes]) -> list[tuple[str, bytes]]:
    """(file, needle) wherever a needle stands in the raw bytes of a file, or in its name."""
    found = []
    for path in sorted(folder.rglob("*")):
        data = path.read_bytes() if path.is_file() else b""
        found += [(str(path), n) for n in needles if n in data or n in path.name.encode()]
    return found


def doom(step: int, names: Iterable[str] = STEPS) -> None:
    """From now on, kill -9 this very process just before its so-manieth step of these kinds."""
    steps = count(1)

    def doomed(act: Callable[..., Any]) -> Callable[..., Any]:
        def acting(*args: Any, **named: Any) -> Any:
            if next(steps) == step:
                os.kill(os.getpid(), signal.SIGKILL)
            return act(*args, **named)

        return acting

    for name in names:
        setattr(os, name, doomed(getattr(os, name)))


def killed_at(step: int, act: Callable[[], object]) -> bool:
    """Do something in a child that is killed before its so-manieth step; False when it came to its end before."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # the child starts no thread and needs none
        child = os.fork()
    if child == 0:
        try:
            signal.alarm(LONGEST)
            doom(step)
            act()
        except BaseException:
            traceback.print_exc()
            os._exit(1)
        os._exit(0)
    _, status = os.waitpid(child, 0)
    assert status in (0, signal.SIGKILL), status
    return status == signal.SIGKILL
