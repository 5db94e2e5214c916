"""The worker: takes waiting jobs one after the other, turns traces into leaves of the log, and sends digests.

Several may work on one database. Killed at any moment, nothing is lost: the job's process ends with its worker, and
another takes the job up.
"""

from __future__ import annotations

import logging
import os
import signal
import sys
import threading
import time
from collections.abc import Callable
from types import FrameType

from django.db import DatabaseError, close_old_connections

from manumit.doors.web.desk.acts import digests, jobs, leaving, ledger, watchlists
from manumit.doors.web.desk.running import Running

PAUSE = 0.5
"""Seconds between two looks: at the job that runs, or for one that waits."""
AWAY = 2.0
"""Seconds to leave a database alone that did not answer."""
LOG_EVERY, DIGEST_EVERY, SWEEP_EVERY = 2.0, 60.0, 3600.0
log = logging.getLogger("manumit.worker")


class Worker:
    """One worker. `step` is called again and again."""

    def __init__(self) -> None:
        self.running: Running | None = None
        self._chores: dict[Callable[[], object], float] = {
            ledger.flush: LOG_EVERY,
            digests.send_due: DIGEST_EVERY,
            jobs.sweep: SWEEP_EVERY,
            leaving.retire: SWEEP_EVERY,
            watchlists.end_over: SWEEP_EVERY,
        }
        self._due = dict.fromkeys(self._chores, 0.0)

    def step(self) -> None:
        """A look at the job, and whatever chore is due. A database that is away now is asked again later."""
        close_old_connections()
        try:
            self._tend()
        except DatabaseError as error:
            log.warning("the database did not answer: %s", error)
            time.sleep(AWAY)
        for chore, every in self._chores.items():
            if time.monotonic() >= self._due[chore]:
                self._due[chore] = time.monotonic() + every
                _do(chore)

    def _tend(self) -> None:
        if self.running is None and (job := jobs.take()):
            self.running = Running(job)
        elif self.running is not None and not self.running.tick():
            self.running = None

    def leave(self) -> None:
        """Give back what is not done."""
        if self.running is not None:
            self.running.give_back()
            self.running = None


def _do(chore: Callable[[], object]) -> None:
    """One that fails is tried again when it is due; the others go on."""
    try:
        chore()
    except Exception:
        log.exception("%s failed", chore)


def _wait_for_the_end(ended: threading.Event) -> None:
    while os.read(sys.stdin.fileno(), 1024):
        pass
    ended.set()


def work(beside: bool = False) -> int:
    """Until a signal ends it, or `beside` a server the end of stdin."""
    ended = threading.Event()

    def end(number: int, frame: FrameType | None) -> None:
        ended.set()

    for name in (signal.SIGTERM, signal.SIGINT):
        signal.signal(name, end)
    if beside:
        threading.Thread(target=_wait_for_the_end, args=(ended,), daemon=True).start()
    worker = Worker()
    try:
        while not ended.wait(PAUSE):
            worker.step()
    finally:
        worker.leave()
    return 0
