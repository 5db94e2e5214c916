"""The worker: takes waiting jobs one after the other, and turns traces into leaves of the log."""

from __future__ import annotations

import logging
import signal
import threading

PAUSE = 1.0
"""Seconds between two looks for work."""
log = logging.getLogger("manumit.worker")


def work() -> int:
    """Until a signal ends it."""
    ended = threading.Event()
    for name in (signal.SIGTERM, signal.SIGINT):
        signal.signal(name, lambda *_: ended.set())
    while not ended.wait(PAUSE):
        pass
    return 0
