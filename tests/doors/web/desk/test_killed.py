"""A plan, patterns and an estimate in the middle of which something dies: taken up by another worker, or said plainly
and taken up again by a button (an estimate begins anew: it takes seconds). Real workers; the processes are killed."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from manumit.doors.web.accounts.models import User
from manumit.doors.web.desk.acts import jobs
from manumit.doors.web.desk.acts.studying import folder_of
from manumit.doors.web.desk.models import Job, Patterns, Placing, Prevalence, Workspace
from tests.doors.web.desk.hands import errands, last_job, lies_in, state, until, worker
from tests.doors.web.desk.surveys import events, surveyed

pytestmark = pytest.mark.django_db(transaction=True)
LONG_LISTS = ["a,b,c,d,e,f,count"]
LONG_LISTS += [
    f"{','.join(f'{number:06b}')},{max(1, 400 // 4 ** (number.bit_count() - 1) + number % 5)}"
    for number in range(1, 64)
]
"""Six lists: many models, so that there is a middle."""


def asked(browser: Client, fresh: Workspace, what: str, tmp_path: Path) -> tuple[Job, str]:
    """A job that waits, and the page of what it makes."""
    Path(fresh.folder).mkdir(exist_ok=True)
    (Path(fresh.folder) / "manifest.json").touch()
    if what == "prevalence":
        lists = SimpleUploadedFile("lists.csv", "\n".join([*LONG_LISTS, ""]).encode())
        sent: dict[str, Any] = {"about": "A made-up town, 2025", "lists": lists}
        address = "/w/fresh/places/prevalence/new"
    else:
        study = surveyed(fresh, User.objects.get(username="ines"), tmp_path)
        (tmp_path / "events.csv").write_bytes(events(size=6_000))  # patterns of many more take longer
        sent = {"what": "team", "number": "6", "reach": "10", "fair": "no", "metres": "200", "days": "7"}
        address = f"/w/fresh/places/{study.pk}/{'placings' if what == 'placing' else what}/new"
    answer = browser.post(address, sent)
    assert answer.status_code == 302, answer.content
    return last_job(fresh), answer["Location"]


def is_there(what: str) -> bool:
    """Whether what came of the job is on the disk, or in the database."""
    if what == "prevalence":
        return bool(Prevalence.objects.get().job.result)
    made = Placing.objects.get() if what == "placing" else Patterns.objects.get()
    folder = folder_of(made.study) / f"{what.removesuffix('s')}s" / f"{made.pk}.json"
    return bool(lies_in(folder, "made_at")) if folder.exists() else False


def in_the_middle(job: Job) -> Callable[[], bool]:
    """Whether its process said which stage it is at, and is not done."""
    return lambda: (
        bool(errands())
        and Job.objects.values_list("progress", flat=True).get(pk=job.pk).get("stage", "waiting") != "waiting"
        and state(job) == "running"
    )


@pytest.mark.parametrize("what", ["placing", "patterns", "prevalence"])
def test_killed_in_the_middle(browser: Client, fresh: Workspace, what: str, tmp_path: Path) -> None:
    job, address = asked(browser, fresh, what, tmp_path)
    with worker() as first:
        until(in_the_middle(job))
        os.kill(first.pid, signal.SIGKILL)
        until(lambda: errands() == [], 10)
    assert state(job) == "running"
    assert not is_there(what), "it was killed too late"
    Job.objects.update(beat_at=timezone.now() - jobs.DEAD_AFTER - timedelta(seconds=1))
    with worker():
        until(in_the_middle(job))
        [process] = errands()
        os.kill(process, signal.SIGKILL)
        until(lambda: state(job) == "failed")
        shown = browser.get(address).content.decode()
        assert "The system ended the work, probably because memory ran out." in shown
        anew = what == "prevalence"
        said = "it begins from the start" if anew else "what is done is not done again"
        assert f"Try again: {said}." in shown
        assert not is_there(what)
        answer = browser.post(f"/w/fresh/jobs/{job.pk}/resume", {"back": "made"})
        assert answer["Location"] == address
        until(lambda: state(job) in ("done", "failed"))
    job.refresh_from_db()
    assert job.error == {}
    assert is_there(what)
    assert (Placing.objects.count(), Patterns.objects.count(), Prevalence.objects.count()) in (
        (1, 0, 0), (0, 1, 0), (0, 0, 1),
    )  # fmt: skip
    shown = browser.get(address).content.decode()
    assert "It begins from the start." not in shown
    page = browser.get(f"/w/fresh/jobs/{job.pk}").content.decode()
    assert f'<a class="button primary" href="{address}">' in page, "the job leads to what it made"
