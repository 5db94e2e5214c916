"""Files handed in, jobs run by workers that may die, stopped and resumed: with real processes and a real engine."""

from __future__ import annotations

import csv
import io
import json
import os
import shutil
import signal
import threading
import time
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.db import connection, connections
from django.test import Client
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from manumit.base.kernel import Refused, UsageError
from manumit.doors.web.accounts.models import User
from manumit.doors.web.desk.acts import intake, jobs
from manumit.doors.web.desk.acts.folders import allowed, check, place_below
from manumit.doors.web.desk.acts.intake import LONGEST_NAME, safe_name
from manumit.doors.web.desk.models import Job, Trace, Workspace, WorkspaceMember
from manumit.doors.web.house import House
from manumit.engine.evidence import Workspace as Folder
from tests.doors.web.desk.hands import ADS, errands, hand_in, state, until, worker

JUNK = b"\x00\x01\x02 no text, no format \xff\xfe\x00"


@pytest.fixture
def fresh(db: None, tmp_path: Path) -> Workspace:
    """A workspace in which nothing was read yet."""
    return Workspace.objects.create(slug="fresh", name="Fresh", folder=str(tmp_path / "workspace"))


@pytest.fixture
def ines(fresh: Workspace) -> User:
    """Somebody who works there."""
    user = User.objects.create(username="ines", role="investigator")
    WorkspaceMember.objects.create(workspace=fresh, user=user)
    return user


@pytest.fixture
def client(ines: User) -> Client:
    """Her browser."""
    made = Client()
    made.force_login(ines)
    session = made.session
    session["by_link"] = True
    session.save()
    return made


def _uploaded(workspace: Workspace) -> list[str]:
    root = jobs.uploads(workspace)
    return (
        sorted(str(path.relative_to(root)) for path in root.rglob("*") if path.is_file())
        if root.exists()
        else []
    )


@pytest.fixture(autouse=True)
def _empty_uploads(db: None) -> Iterator[None]:
    yield
    shutil.rmtree(House(Path(os.environ["MANUMIT_HOME"])).uploads / "fresh", ignore_errors=True)


# --- Handing in


@pytest.mark.django_db
def test_files_lie_in_the_folder_of_their_job_and_a_job_waits(client: Client, fresh: Workspace) -> None:
    answer = hand_in(client, [("ads.csv", ADS), ("notes.txt", b"seen near the quay")])
    job = Job.objects.get()
    assert answer["Location"] == f"/w/fresh/jobs/{job.pk}"
    assert _uploaded(fresh) == [f"{job.pk}/ads.csv", f"{job.pk}/notes.txt"]
    assert (jobs.uploads(fresh) / str(job.pk) / "ads.csv").read_bytes() == ADS
    assert (job.state, job.inputs) == ("queued", [str(jobs.uploads(fresh) / str(job.pk))])
    assert Trace.objects.filter(type="file_read", what="job", ident=str(job.pk)).count() == 1


@pytest.mark.django_db
def test_hostile_names_stay_in_the_folder_and_lose_what_could_harm(client: Client, fresh: Workspace) -> None:
    names = [
        "../../../etc/passwd",
        "..\\..\\boot.ini",
        "/abs/ads.csv",
        "ads.csv",
        "\u202egnp.exe",
        ".bashrc",
        "a\tb;$(x)|y.csv",
        "x" * 400 + ".csv",
        "-rf",
        "~root",
    ]
    assert hand_in(client, [(name, ADS) for name in names]).status_code == 302
    job = Job.objects.get()
    found = [Path(one).name for one in _uploaded(fresh)]
    assert len(found) == len(names)
    assert all(one.startswith(f"{job.pk}/") and one.count("/") == 1 for one in _uploaded(fresh))
    assert {"passwd", "boot.ini", "ads.csv", "ads (2).csv", "gnp.exe", "bashrc", "rf", "root"} <= set(found)
    assert all(
        len(name.encode()) <= LONGEST_NAME + 8 and not name.startswith((".", "-", "~")) for name in found
    )


@given(st.lists(st.text(max_size=300), max_size=6))
def test_any_names_become_safe_and_different(raw: list[str]) -> None:
    taken: set[str] = set()
    made = [safe_name(name, taken) for name in raw]
    assert len({name.casefold() for name in made}) == len(raw)
    for name in made:
        assert name not in ("", ".", "..")
        assert not set(name) & set('/\\\0:*?"<>|\n\r\u202e')
        assert not name.startswith((".", "-", "~", " "))
        assert len(name.encode()) < 255


@pytest.mark.django_db
def test_a_form_sent_twice_makes_one_job(client: Client, fresh: Workspace) -> None:
    first = hand_in(client, [("ads.csv", ADS)], once="tok-1")
    again = hand_in(client, [("ads.csv", ADS)], once="tok-1")
    assert (first.status_code, again["Location"]) == (302, "/w/fresh/jobs")
    assert Job.objects.count() == 1
    assert len(_uploaded(fresh)) == 1
    assert "handed in already" in client.get("/w/fresh/jobs").content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize("declared", [True, False])
def test_too_much_is_refused_with_the_limit_and_nothing_stays(
    client: Client, fresh: Workspace, settings: LazySettings, monkeypatch: pytest.MonkeyPatch, declared: bool
) -> None:
    settings.UPLOAD_LIMIT = 1000
    if not declared:  # as if the declared length were a lie: it is counted while it comes
        monkeypatch.setattr(intake.Intake, "handle_raw_input", lambda *_, **__: None)
    answer = hand_in(client, [("small.csv", ADS), ("large.csv", b"x" * 5000)])
    assert answer.status_code == 400
    assert "1e-06 GB" in answer.content.decode()
    assert (Job.objects.count(), _uploaded(fresh)) == (0, [])


@pytest.mark.django_db
def test_a_disk_that_would_fill_up_is_said_before_it_is_full(
    client: Client, fresh: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(intake, "RESERVE", 2**60)
    answer = hand_in(client, [("ads.csv", ADS)])
    assert answer.status_code == 409
    assert "not enough room" in answer.content.decode()
    assert (Job.objects.count(), _uploaded(fresh)) == (0, [])


@pytest.mark.django_db
def test_no_file_is_said(client: Client) -> None:
    answer = hand_in(client, [])
    assert answer.status_code == 400
    assert "No file was chosen" in answer.content.decode()


@pytest.mark.django_db
def test_without_the_forms_token_nothing_stays(ines: User, fresh: Workspace) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(ines)
    session = strict.session
    session["by_link"] = True
    session.save()
    assert hand_in(strict, [("ads.csv", ADS)]).status_code == 403
    assert (Job.objects.count(), _uploaded(fresh)) == (0, [])


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("role", "member", "status"),
    [("auditor", True, 403), ("administrator", True, 403), ("analyst", False, 404)],
)
def test_who_may_not_hand_in_is_refused_before_a_byte_is_kept(
    fresh: Workspace, role: str, member: bool, status: int
) -> None:
    user = User.objects.create(username="other", role=role)
    if member:
        WorkspaceMember.objects.create(workspace=fresh, user=user)
    other = Client()
    other.force_login(user)
    session = other.session
    session["by_link"] = True
    session.save()
    assert hand_in(other, [("ads.csv", ADS)]).status_code == status
    assert _uploaded(fresh) == []


@pytest.mark.django_db
def test_jobs_of_other_workspaces_are_not_found(client: Client, ines: User, tmp_path: Path) -> None:
    other = Workspace.objects.create(slug="other", name="Other", folder=str(tmp_path / "other"))
    job = Job.objects.create(workspace=other, asked_by=ines)
    for tail in ("", "/events", "/quarantine.csv"):
        assert client.get(f"/w/fresh/jobs/{job.pk}{tail}").status_code == 404
    assert client.post(f"/w/fresh/jobs/{job.pk}/stop").status_code == 404
    assert state(job) == "queued"


# --- Folders of the server


@pytest.fixture
def share(tmp_path: Path, settings: LazySettings) -> Path:
    """A folder that jobs may read, beside one that they may not."""
    (tmp_path / "share" / "crawl").mkdir(parents=True)
    (tmp_path / "share" / "crawl" / "ads.csv").write_bytes(ADS)
    (tmp_path / "private").mkdir()
    (tmp_path / "private" / "secret.csv").write_bytes(ADS)
    settings.FOLDERS = (tmp_path / "share",)
    return tmp_path / "share"


@pytest.mark.django_db
def test_a_folder_below_an_allowed_one_makes_a_job(client: Client, share: Path) -> None:
    assert str(share) in client.get("/w/fresh/jobs").content.decode()
    answer = client.post("/w/fresh/jobs/folder", {"root": "0", "below": "crawl"})
    job = Job.objects.get()
    assert answer["Location"] == f"/w/fresh/jobs/{job.pk}"
    assert job.inputs == [str(share.resolve() / "crawl")]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("below", "status"),
    [
        ("../private", 403),
        ("/etc", 400),
        ("crawl/../../private", 403),
        ("nowhere", 400),
        ("a\0b", 400),
        ("out", 403),
    ],
)
def test_no_way_leads_out_of_it(client: Client, share: Path, below: str, status: int) -> None:
    (share / "out").symlink_to(share.parent / "private")
    assert client.post("/w/fresh/jobs/folder", {"root": "0", "below": below}).status_code == status
    assert Job.objects.count() == 0


def test_a_link_anywhere_below_that_leads_out_is_refused(tmp_path: Path) -> None:
    share, private = tmp_path / "share", tmp_path / "private"
    (share / "deep" / "er").mkdir(parents=True)
    private.mkdir()
    check([share], [share])
    (share / "deep" / "er" / "inside").symlink_to(share / "deep")
    check([share], [share])  # a circle ends
    (share / "deep" / "er" / "outside").symlink_to(private)
    with pytest.raises(Refused):
        check([share], [share])
    (share / "flat").mkdir()
    (share / "flat" / "to").symlink_to(share / "deep")
    with pytest.raises(Refused):  # reached by a link to what is allowed
        check([share / "flat"], [share])


def test_the_installation_itself_is_no_input(tmp_path: Path) -> None:
    house = tmp_path / "srv" / "house"
    (house / "vault").mkdir(parents=True)
    (tmp_path / "srv" / "data").mkdir()
    folders = [
        tmp_path / "srv",
        house / "vault",
        tmp_path / "srv" / "data",
        Path("relative"),
        tmp_path / "gone",
    ]
    assert allowed(folders, house) == [(tmp_path / "srv" / "data").resolve()]
    with pytest.raises(UsageError):
        place_below((tmp_path / "srv" / "data").resolve(), "x")


# --- Workers


@pytest.mark.django_db(transaction=True)
def test_a_real_worker_reads_the_files_and_says_what_came_of_it(client: Client, fresh: Workspace) -> None:
    hand_in(client, [("ads.csv", ADS), ("=junk+.bin", JUNK)])
    job = Job.objects.get()
    with worker():
        until(lambda: state(job) in ("done", "failed"))
    job.refresh_from_db()
    assert job.error == {}
    assert job.result["records"] == {"ad": 2}
    assert (job.result["files"], job.result["quarantined"], job.result["leads"]) == (2, 1, 0)
    assert {"stage", "done", "total", "records", "bytes", "total_bytes"} <= set(job.progress)
    page = client.get(f"/w/fresh/jobs/{job.pk}").content.decode()
    assert "What was in 2 files" in page
    assert "no text, and no format that is read" in page
    assert str(jobs.uploads(fresh)) not in page
    told = b"".join(client.get(f"/w/fresh/jobs/{job.pk}/quarantine.csv").streaming_content).decode()  # type: ignore[attr-defined]
    heads, row = list(csv.reader(io.StringIO(told)))
    assert heads[0] == "file"
    assert row[0] == "'=junk+.bin"
    assert Trace.objects.filter(type="export_made", what="quarantine").count() == 1


@pytest.mark.django_db(transaction=True)
def test_killed_with_its_worker_taken_up_by_another_stopped_and_gone_on_with(
    client: Client, fresh: Workspace
) -> None:
    hand_in(client, [("ads.csv", ADS)])
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
        assert client.post(f"/w/fresh/jobs/{job.pk}/stop").status_code == 302
        asked = time.monotonic()
        until(lambda: state(job) == "stopped")
        assert time.monotonic() - asked < 15
        assert errands() == []
        assert "Go on" in client.get(f"/w/fresh/jobs/{job.pk}").content.decode()
        client.post(f"/w/fresh/jobs/{job.pk}/resume")
        until(lambda: state(job) == "done")
    job.refresh_from_db()
    assert job.result["records"] == {"ad": 2}
    assert len(Folder.open(Path(fresh.folder)).sources()) == 1


@pytest.mark.django_db(transaction=True)
def test_a_worker_that_is_ended_gives_its_job_back(client: Client, fresh: Workspace) -> None:
    hand_in(client, [("ads.csv", ADS)])
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
    client: Client, fresh: Workspace, tmp_path: Path
) -> None:
    hand_in(client, [("ads.csv", ADS)])
    job = Job.objects.get()
    Path(fresh.folder).mkdir()
    (Path(fresh.folder) / "something").write_text("in the way")
    with worker():
        until(lambda: state(job) == "failed")
        job.refresh_from_db()
        assert set(job.error) == {"code", "sentence", "hint"}
        page = client.get(f"/w/fresh/jobs/{job.pk}").content.decode()
        assert "is not empty and no workspace" in page
        assert "Try again" in page
    client.post(f"/w/fresh/jobs/{job.pk}/resume")
    job.refresh_from_db()
    assert (job.state, job.error) == ("queued", {})


@pytest.mark.django_db(transaction=True)
def test_a_link_that_was_laid_after_the_check_is_found_before_reading(
    client: Client, fresh: Workspace, share: Path
) -> None:
    client.post("/w/fresh/jobs/folder", {"root": "0", "below": ""})
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


def _told(client: Client, job: Job) -> list[tuple[str, dict[str, object]]]:
    stream = client.get(f"/w/fresh/jobs/{job.pk}/events")
    assert stream["Content-Type"] == "text/event-stream"
    text = b"".join(stream.streaming_content).decode()  # type: ignore[attr-defined]
    blocks = [block.splitlines() for block in text.split("\n\n") if block.startswith("event: ")]
    return [(lines[0][7:], json.loads(lines[1][6:])) for lines in blocks]


@pytest.mark.django_db(transaction=True)
def test_the_stream_tells_each_change_and_the_end_and_holds_no_transaction(
    client: Client, ines: User, fresh: Workspace
) -> None:
    job = Job.objects.create(
        workspace=fresh,
        asked_by=ines,
        state="running",
        started_at=timezone.now(),
        progress={"stage": "reading", "done": 5, "total": 10},
    )
    stream = client.get(f"/w/fresh/jobs/{job.pk}/events")
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
    client: Client, ines: User, fresh: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    from manumit.doors.web.desk.views import jobs as views

    monkeypatch.setattr(views, "STREAM_FOR", 0.2)
    job = Job.objects.create(workspace=fresh, asked_by=ines)
    assert [kind for kind, _ in _told(client, job)] == ["progress"]
    monkeypatch.setattr(views, "_streams", threading.BoundedSemaphore(1))
    views._streams.acquire()
    assert [kind for kind, _ in _told(client, job)] == ["progress"], "too many look on: told once"


@pytest.mark.django_db
def test_without_scripts_the_page_comes_anew(client: Client, ines: User, fresh: Workspace) -> None:
    job = Job.objects.create(workspace=fresh, asked_by=ines)
    assert "?refresh=5" in client.get(f"/w/fresh/jobs/{job.pk}").content.decode()
    assert 'http-equiv="refresh"' in client.get(f"/w/fresh/jobs/{job.pk}?refresh=5").content.decode()
    Job.objects.update(state="done", result={"records": {}})
    assert 'http-equiv="refresh"' not in client.get(f"/w/fresh/jobs/{job.pk}?refresh=5").content.decode()


@pytest.mark.django_db
def test_what_never_became_a_job_is_swept_away(fresh: Workspace) -> None:
    left = jobs.uploads(fresh) / f"{intake.STAGED}abc"
    left.mkdir(parents=True)
    jobs.sweep()
    assert left.exists()
    jobs.sweep(older=timedelta(seconds=-1))
    assert not left.exists()
