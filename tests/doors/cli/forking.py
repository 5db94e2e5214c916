"""Starts the program without its start: a process that has loaded it forks a new one for every call.

Each call is a process of its own, with its own words, folder, environment and streams, that runs `python -m manumit`.
Loading is most of what a short call takes; calls that are about the start itself are made `fresh` (see program.py).
"""

from __future__ import annotations

import atexit
import contextlib
import gc
import importlib
import json
import os
import runpy
import sys
import threading
import traceback
from typing import Any

LOADED = (
    "scipy.stats", "scipy.optimize", "scipy.sparse.csgraph", "pyarrow.parquet", "pyarrow.csv", "pyarrow.compute",
    "duckdb", "igraph", "phonenumbers", "regex", "cv2", "PIL.Image", "rich.progress",
    "manumit.doors.cli", "manumit.engine.job", "manumit.engine.links", "manumit.engine.places",
    "manumit.engine.biometrics", "manumit.engine.pictures", "manumit.engine.watch", "manumit.engine.lookup",
    "manumit.engine.offers", "manumit.services.support.triage", "manumit.services.support.directory",
    "manumit.services.care", "manumit.services.report",
)  # fmt: skip


def serve() -> None:
    """A line of JSON on stdin is a call, a line on stdout its exit status (or minus the signal that ended it)."""
    for name in LOADED:
        importlib.import_module(name)
    from manumit.engine.signals import extract

    extract(
        {"text": "Lina, 22, in Leeds from Monday 9 am, 07700 900123, lina@example.org, $100"}
    )  # reads its tables
    with contextlib.suppress(importlib.import_module("manumit.base.kernel").MissingPart):
        # the weights for faces: half a second of every call about them
        importlib.import_module("manumit.engine.biometrics.face.finding").dlib_parts()
    gc.freeze()
    for line in sys.stdin:
        child = os.fork()
        if child == 0:
            _become(json.loads(line))
        print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), flush=True)


def _become(call: dict[str, Any]) -> None:
    """`python -m manumit` with the words of the call; never returns."""
    os.setsid()
    for number, path, flags in (
        (0, os.devnull, os.O_RDONLY),
        (1, call["out"], os.O_WRONLY),
        (2, call["err"], os.O_WRONLY),
    ):
        os.dup2(os.open(path, flags), number)
    os.chdir(call["cwd"])
    os.environ.clear()
    os.environ.update(call["env"])
    sys.argv = ["manumit", *call["words"]]
    sys.path[0] = call["cwd"]
    code: object = 0
    try:
        runpy.run_module("manumit", run_name="__main__", alter_sys=True)
    except SystemExit as end:
        code = end.code
    except BaseException:
        traceback.print_exc()
        code = 1
    if isinstance(code, str):
        print(code, file=sys.stderr)
    status = code if isinstance(code, int) else int(code is not None)
    for last in (threading._shutdown, atexit._run_exitfuncs, sys.stdout.flush, sys.stderr.flush):  # type: ignore[attr-defined]
        with contextlib.suppress(Exception):
            last()
    os._exit(status & 0xFF)


if __name__ == "__main__":
    serve()
