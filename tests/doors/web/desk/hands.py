"""Workers as processes of their own, on the database of the tests; small evidence; waiting."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client

from manumit.doors.web.desk.models import Job, Workspace

ADS = (
    b"ad_id,posted_at,source,title,text,location,contact\r\n"
    b"a1,2026-03-01T10:00:00Z,board,Friendly staff,No fees upfront,Leeds,+44 7700 900123\r\n"
    b"a2,2026-03-02T10:00:00Z,board,Kitchen help,Call in the evening,York,+44 7700 900124\r\n"
)
MORE = (
    b"ad_id,posted_at,source,title,text,location,contact\r\n"
    b"b1,2026-03-05T10:00:00Z,board,Room by the sea,Call us,Hull,+44 7700 900123\r\n"
)
Files = Sequence[tuple[str, bytes]]


def hand_in(client: Client, files: Files, once: str = "", ws: str = "fresh"):  # type: ignore[no-untyped-def]
    """Send the form as a browser does."""
    told = [SimpleUploadedFile(name, data) for name, data in files]
    return client.post(f"/w/{ws}/jobs/upload", {"once": once, "files": told})


def page(client: Client, address: str) -> str:
    """What somebody is shown."""
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


@contextmanager
def worker() -> Iterator[subprocess.Popen[bytes]]:
    """A worker, ended at the end if it still lives."""
    environ = dict(os.environ)
    if connection.vendor == "postgresql":
        told = connection.settings_dict
        host, port = quote(told["HOST"], safe=""), told["PORT"] or 5432
        environ["MANUMIT_DATABASE"] = (
            f"postgres://{told['USER']}:{told['PASSWORD']}@{host}:{port}/{told['NAME']}"
        )
    process = subprocess.Popen(
        [sys.executable, "-m", "manumit", "worker", "--home", str(settings.HOUSE.path)], env=environ
    )
    try:
        yield process
    finally:
        if process.poll() is None:
            process.terminate()
        process.wait(30)


def until(question: Callable[[], object], seconds: float = 90.0) -> None:
    """Wait until the answer is yes."""
    end = time.monotonic() + seconds
    while not question():
        assert time.monotonic() < end, "it took too long"
        time.sleep(0.1)


def lies_in(place: Path, said: str) -> list[str]:
    """Files below a folder with these bytes. Looked for by another process: who closes a file of SQLite takes away the
    locks that its own process has on it, and what it writes then is lost to others."""
    found = subprocess.run(["grep", "-rlaF", said, str(place)], capture_output=True, text=True)
    assert found.returncode in (0, 1), found.stderr
    return found.stdout.splitlines()


def state(job: Job) -> str:
    """What the database says now."""
    return str(Job.objects.values_list("state", flat=True).get(pk=job.pk))


def errands() -> list[int]:
    """Processes that run jobs of this house now: pids."""
    found = []
    for entry in Path("/proc").iterdir():
        if not entry.name.isdigit():
            continue
        try:
            said, home = (entry / "cmdline").read_bytes(), (entry / "environ").read_bytes()
        except OSError:
            continue
        if b"desk.errand" in said and str(settings.HOUSE.path).encode() in home:
            found.append(int(entry.name))
    return found


def last_job(workspace: Workspace) -> Job:
    """The one that was asked for last."""
    job = Job.objects.filter(workspace=workspace).order_by("-pk").first()
    assert job is not None
    return job
