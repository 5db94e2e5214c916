"""Jobs run by workers that may die, stopped and resumed, told live: with real processes and a real engine."""

from __future__ import annotations

import csv
import io
import json
import os
import signal
import threading
import time
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import connection, connections
from django.test import Client
from django.utils import timezone

from manumit.doors.web.accounts.models import User
from manumit.doors.web.desk.acts import intake, jobs
from manumit.doors.web.desk.models import Job, Trace, Workspace
from manumit.engine.evidence import Workspace as Folder
from tests.doors.web.desk.hands import ADS, errands, hand_in, state, until, worker

JUNK = b"\x00\x01\x02 no text, no format \xff\xfe\x00"


# --- Workers


@pytest.mark.django_db(transaction=True)
def test_a_real_worker_reads_the_files_and_says_what_came_of_it(browser: Client, fresh: Workspace) -> None:
    hand_in(browser, [("ads.csv", ADS), ("=junk+.bin", JUNK)])
    job = Job.objects.get()
    with worker():
        until(lambda: state(job) in ("done", "failed"))
    job.refresh_from_db()
    assert job.error == {}
    assert job.result["records"] == {"ad": 2}
    assert (job.result["files"], job.result["quarantined"], job.result["leads"]) == (2, 1, 0)
    assert {"stage", "done", "total", "records", "bytes", "total_bytes"} <= set(job.progress)
    page = browser.get(f"/w/fresh/jobs/{job.pk}").content.decode()
    assert "What was in 2 files" in page
    assert "no text, and no format that is read" in page
    assert str(jobs.uploads(fresh)) not in page
    told = b"".join(browser.get(f"/w/fresh/jobs/{job.pk}/quarantine.csv").streaming_content).decode()  # type: ignore[attr-defined]
    heads, row = list(csv.reader(io.StringIO(told)))
    assert heads[0] == "file"
    assert row[0] == "'=junk+.bin"
    assert Trace.objects.filter(type="export_made", what="quarantine").count() == 1


@pytest.mark.django_db(transaction=True)
def test_killed_with_its_worker_taken_up_by_another_stopped_and_gone_on_with(
    browser: Client, fresh: Workspace
) -> None:
    hand_in(browser, [("ads.csv", ADS)])
    job = Job.objects.get()
    with worker() as first:
        until(lambda: errands() and state(job) == "running")
        os.kill(first.pid, signal.SIGKILL)
        until(lambda: errands() == [], 10)
    assert state(job) == "running"
    assert jobs.take() is None, "its time is not over"
    Job.objects.update(beat_at=timezone.now() - jobs.DEAD_AFTER - timedelta(seconds=1))
    with worker():
        until(errands)
        assert state(job) == "running"
        assert browser.post(f"/w/fresh/jobs/{job.pk}/stop").status_code == 302
        asked = time.monotonic()
        until(lambda: state(job) == "stopped")
        assert time.monotonic() - asked < 15
        assert errands() == []
        assert "Go on" in browser.get(f"/w/fresh/jobs/{job.pk}").content.decode()
        browser.post(f"/w/fresh/jobs/{job.pk}/resume")
        until(lambda: state(job) == "done")
    job.refresh_from_db()
    assert job.result["records"] == {"ad": 2}
    assert len(Folder.open(Path(fresh.folder)).sources()) == 1


@pytest.mark.django_db(transaction=True)
def test_a_worker_that_is_ended_gives_its_job_back(browser: Client, fresh: Workspace) -> None:
    hand_in(browser, [("ads.csv", ADS)])
    job = Job.objects.get()
    with worker() as one:
        until(lambda: errands() and state(job) == "running")
        one.terminate()
        one.wait(30)
        assert state(job) == "queued"
        assert errands() == []


@pytest.mark.django_db(transaction=True)
def test_two_workers_never_take_one_job(ines: User, tmp_path: Path) -> None:
    places = [
        Workspace.objects.create(slug=f"w{n}", name=f"W{n}", folder=str(tmp_path / f"w{n}")) for n in range(6)
    ]
    for place in places:
        Job.objects.create(workspace=place, asked_by=ines)
    taken: list[int] = []
    start = threading.Barrier(4)

    def grab() -> None:
        start.wait()
        for _ in range(12):
            if job := jobs.take():
                taken.append(job.pk)
        connections.close_all()

    threads = [threading.Thread(target=grab) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(taken) == sorted(Job.objects.values_list("pk", flat=True))


@pytest.mark.django_db
def test_a_workspace_has_one_job_at_a_time_and_the_oldest_comes_first(ines: User, fresh: Workspace) -> None:
    first, second = (Job.objects.create(workspace=fresh, asked_by=ines) for _ in range(2))
    taken = jobs.take()
    assert taken is not None
    assert taken.pk == first.pk
    assert jobs.take() is None
    assert jobs.end(taken, "done", {}, {})
    assert (jobs.take() or first).pk == second.pk


@pytest.mark.django_db
def test_who_slept_through_its_time_has_lost_the_job(ines: User, fresh: Workspace) -> None:
    Job.objects.create(workspace=fresh, asked_by=ines)
    slow = jobs.take()
    assert slow is not None
    late = timezone.now() - jobs.DEAD_AFTER - timedelta(seconds=1)
    Job.objects.update(beat_at=late)
    slow.beat_at = late
    quick = jobs.take()
    assert quick is not None
    assert jobs.beat(quick, {"stage": "reading"})
    assert not jobs.beat(slow, {"stage": "leads"})
    assert not jobs.end(slow, "failed", {}, {})
    quick.refresh_from_db()
    assert (quick.state, quick.progress) == ("running", {"stage": "reading"})


@pytest.mark.django_db
def test_stopping_when_the_worker_is_dead_ends_as_stopped(ines: User, fresh: Workspace) -> None:
    job = Job.objects.create(
        workspace=fresh, asked_by=ines, state="stopping", beat_at=timezone.now() - timedelta(minutes=1)
    )
    assert jobs.take() is None
    assert state(job) == "stopped"


@pytest.mark.django_db(transaction=True)
def test_what_went_wrong_stands_on_the_page_and_can_be_tried_again(
    browser: Client, fresh: Workspace, tmp_path: Path
) -> None:
    hand_in(browser, [("ads.csv", ADS)])
    job = Job.objects.get()
    Path(fresh.folder).mkdir()
    (Path(fresh.folder) / "something").write_text("in the way")
    with worker():
        until(lambda: state(job) == "failed")
        job.refresh_from_db()
        assert set(job.error) == {"code", "sentence", "hint"}
        page = browser.get(f"/w/fresh/jobs/{job.pk}").content.decode()
        assert "is not empty and no workspace" in page
        assert "Try again" in page
    browser.post(f"/w/fresh/jobs/{job.pk}/resume")
    job.refresh_from_db()
    assert (job.state, job.error) == ("queued", {})


@pytest.mark.django_db(transaction=True)
def test_a_link_that_was_laid_after_the_check_is_found_before_reading(
    browser: Client, fresh: Workspace, share: Path
) -> None:
    browser.post("/w/fresh/jobs/folder", {"root": "0", "below": ""})
    job = Job.objects.get()
    (share / "late.csv").symlink_to(share.parent / "private" / "secret.csv")
    os.environ["MANUMIT_FOLDERS"] = str(share)
    try:
        with worker():
            until(lambda: state(job) == "failed")
    finally:
        del os.environ["MANUMIT_FOLDERS"]
    job.refresh_from_db()
    assert job.error["code"] == "refused"
    assert not Path(fresh.folder).exists()


# --- Live


def _told(browser: Client, job: Job) -> list[tuple[str, dict[str, object]]]:
    stream = browser.get(f"/w/fresh/jobs/{job.pk}/events")
    assert stream["Content-Type"] == "text/event-stream"
    text = b"".join(stream.streaming_content).decode()  # type: ignore[attr-defined]
    blocks = [block.splitlines() for block in text.split("\n\n") if block.startswith("event: ")]
    return [(lines[0][7:], json.loads(lines[1][6:])) for lines in blocks]


@pytest.mark.django_db(transaction=True)
def test_the_stream_tells_each_change_and_the_end_and_holds_no_transaction(
    browser: Client, ines: User, fresh: Workspace
) -> None:
    job = Job.objects.create(
        workspace=fresh,
        asked_by=ines,
        state="running",
        started_at=timezone.now(),
        progress={"stage": "reading", "done": 5, "total": 10},
    )
    stream = browser.get(f"/w/fresh/jobs/{job.pk}/events")
    parts = iter(stream.streaming_content)  # type: ignore[attr-defined]
    assert next(parts).startswith(b"retry:")
    first = next(parts).decode()
    assert '"done": 5' in first
    assert "Reading files" in first
    assert not connection.in_atomic_block
    Job.objects.filter(pk=job.pk).update(state="done", ended_at=timezone.now())
    rest = b"".join(parts).decode()
    assert '"state": "Done"' in rest
    assert rest.endswith("event: end\ndata: {}\n\n")


@pytest.mark.django_db
def test_a_stream_is_bounded(
    browser: Client, ines: User, fresh: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    from manumit.doors.web.desk.views import jobs as views

    monkeypatch.setattr(views, "STREAM_FOR", 0.2)
    job = Job.objects.create(workspace=fresh, asked_by=ines)
    assert [kind for kind, _ in _told(browser, job)] == ["progress"]
    monkeypatch.setattr(views, "_streams", threading.BoundedSemaphore(1))
    views._streams.acquire()
    assert [kind for kind, _ in _told(browser, job)] == ["progress"], "too many look on: told once"


@pytest.mark.django_db
def test_without_scripts_the_page_comes_anew(browser: Client, ines: User, fresh: Workspace) -> None:
    job = Job.objects.create(workspace=fresh, asked_by=ines)
    assert "?refresh=5" in browser.get(f"/w/fresh/jobs/{job.pk}").content.decode()
    assert 'http-equiv="refresh"' in browser.get(f"/w/fresh/jobs/{job.pk}?refresh=5").content.decode()
    Job.objects.update(state="done", result={"records": {}})
    assert 'http-equiv="refresh"' not in browser.get(f"/w/fresh/jobs/{job.pk}?refresh=5").content.decode()


@pytest.mark.django_db
def test_what_never_became_a_job_is_swept_away(fresh: Workspace) -> None:
    left = jobs.uploads(fresh) / f"{intake.STAGED}abc"
    left.mkdir(parents=True)
    jobs.sweep()
    assert left.exists()
    jobs.sweep(older=timedelta(seconds=-1))
    assert not left.exists()
