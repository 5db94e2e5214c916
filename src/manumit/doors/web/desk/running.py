"""A job that runs: its process, what it last said, and its end. Held by a worker."""

from __future__ import annotations

import json
import logging
import os
import signal
import subprocess
import sys
import threading
import time
from contextlib import suppress
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from manumit.doors.web.desk.acts import answering, forecasts, jobs, patterns, watchlists
from manumit.doors.web.desk.models import Job
from manumit.doors.web.desk.sights.making import ANEW

GRACE = 5.0
"""Seconds a process has to end when asked, before it is made to."""
log = logging.getLogger("manumit.worker")


class Running:
    """A job in its process. Call `tick` twice a second until it answers False."""

    def __init__(self, job: Job) -> None:
        self.job = job
        self.progress: dict[str, Any] = {}
        self.told: dict[str, Any] = {}
        self.asked_to_end = 0.0
        self.process = subprocess.Popen(
            [sys.executable, "-m", "manumit.doors.web.desk.errand"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            start_new_session=True,
        )
        self._listening = threading.Thread(target=self._listen, args=(_task(job),), daemon=True)
        self._listening.start()
        log.info("job %s: %s, process %s", job.pk, job.kind, self.process.pid)

    def _listen(self, task: dict[str, Any]) -> None:
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        with suppress(OSError):  # it ended before it heard its task
            self.process.stdin.write(json.dumps(task).encode() + b"\n")
            self.process.stdin.flush()
        for line in self.process.stdout:
            with suppress(ValueError):  # a line cut off by its end
                told = json.loads(line)
                self.progress = told.pop("progress", self.progress)
                self.told |= told

    def tick(self) -> bool:
        """Write down how far it is, and end it when somebody asked for that. False once it is over."""
        if self.process.poll() is not None:
            self._over()
            return False
        if not jobs.beat(self.job, self.progress):
            log.warning("job %s is another worker's now", self.job.pk)
            self.kill()
            return False
        if self.job.state == Job.State.STOPPING:
            self._end()
        return True

    def _end(self) -> None:
        now = time.monotonic()
        if not self.asked_to_end:
            self.asked_to_end = now
            self._signal(signal.SIGTERM)
        elif now - self.asked_to_end > GRACE:
            self._signal(signal.SIGKILL)

    def _over(self) -> None:
        self._listening.join(timeout=GRACE)
        self._close()
        if self.told.get("result") is not None:
            state = Job.State.DONE
        else:
            state = Job.State.STOPPED if self.asked_to_end else Job.State.FAILED
        failed = state == Job.State.FAILED
        error = (self.told.get("error") or _broken(self.process.returncode, self.job.kind)) if failed else {}
        result = self.told.get("result") or {}
        with transaction.atomic():  # it is done when what came of it is there
            if jobs.end(self.job, state, result, error) and state == Job.State.DONE:
                forecasts.settle(self.job, result)
                answering.take_in(self.job)
        log.info("job %s: %s", self.job.pk, state)

    def give_back(self) -> None:
        """The worker ends: the job waits for another."""
        self.kill()
        jobs.end(self.job, Job.State.QUEUED, {}, {})

    def kill(self) -> None:
        """End it and all that it started, now."""
        self._signal(signal.SIGTERM)
        with suppress(subprocess.TimeoutExpired):
            self.process.wait(GRACE)
        self._signal(signal.SIGKILL)
        self.process.wait()
        self._close()

    def _signal(self, number: int) -> None:
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(self.process.pid, number)

    def _close(self) -> None:
        for pipe in (self.process.stdin, self.process.stdout):
            if pipe is not None:
                with suppress(OSError):
                    pipe.close()


def _task(job: Job) -> dict[str, Any]:
    inputs, within = jobs.inputs_of(job)
    return {
        "kind": job.kind,
        "folder": job.workspace.folder,
        "house": str(settings.HOUSE.path),
        "slug": job.workspace.slug,
        "passphrase": str(settings.HOUSE.passphrase(job.workspace.slug)),
        "inputs": inputs,
        "within": within,
        "entries": watchlists.entries_of(job.workspace),
        "recognised": patterns.recognised(job.workspace) if job.kind == "patterns" else {},
    }


def _broken(status: int, kind: str) -> dict[str, str]:
    if kind in ANEW:
        hint = _(
            "Try again: it begins from the start. Whoever looks after this installation finds more in its log."
        )
    else:
        hint = _(
            "Try again: what is done is not done again. Whoever looks after this installation finds more in its log."
        )
    if status == -signal.SIGKILL:
        return {
            "code": "failure",
            "sentence": _("The system ended the work, probably because memory ran out."),
            "hint": hint,
        }
    return {"code": "failure", "sentence": _("The work broke off."), "hint": hint}
