"""Home: what is new, what is mine, what runs, how fresh it is; calm where there is nothing."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone

from manumit.doors.web.accounts.models import User
from manumit.doors.web.desk.models import Case, CaseMember, Job, Task, Workspace, WorkspaceMember
from manumit.doors.web.desk.sights.freshness import freshness
from manumit.engine.evidence import Workspace as Folder
from tests.doors.web.conftest import Signed

Person = Callable[..., User]

pytestmark = pytest.mark.django_db


def _words(page: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page.split("<main")[1].split("</main>")[0]))


def test_since_yesterday_is_three_lines(signed: Signed, workspace: Workspace, person: Person) -> None:
    user = person()
    client = signed(user=user)
    said = _words(client.get("/home").content.decode())
    for line in ("No new leads", "No new alerts of your watchlists", "Nothing was read"):
        assert line in said
    told = {"new_leads": 2, "files": 3, "records": {"ad": 1200, "payment": 34}, "quarantined": 1}
    Job.objects.create(workspace=workspace, asked_by=user, state="done", ended_at=timezone.now(), result=told)
    Job.objects.create(workspace=workspace, asked_by=user, state="failed", ended_at=timezone.now())
    long_ago = timezone.now() - timedelta(days=3)
    Job.objects.create(workspace=workspace, asked_by=user, state="done", ended_at=long_ago, result=told)
    said = _words(client.get("/home").content.decode())
    assert "2 new leads" in said
    assert "3 files read, 1,234 records, 1 piece set aside; 1 job broke off" in said


def test_jobs_that_run_tell_how_they_go(signed: Signed, workspace: Workspace, person: Person) -> None:
    user = person()
    job = Job.objects.create(
        workspace=workspace, asked_by=user, state="running", started_at=timezone.now(),
        progress={"stage": "links", "done": 3, "total": 20},
    )  # fmt: skip
    page = signed(user=user).get("/home").content.decode()
    assert f'<m-live src="/w/case-7/jobs/{job.pk}/events">' in page
    assert 'max="20" value="3"' in page
    assert "Joining what belongs together" in page


def test_freshness_says_what_the_journal_and_the_tables_say(signed: Signed, workspace: Workspace) -> None:
    import pyarrow.parquet as pq

    place = Folder.open(Path(workspace.folder))
    found = {one.kind: one for one in freshness(workspace)}
    assert set(found) == {kind for source in place.sources() for kind, n in source.records.items() if n}
    for kind, one in found.items():
        columns = [pq.read_table(part, columns=["observed_at"]) for part in place.parts(kind)]
        times = [at for table in columns for at in table["observed_at"].to_pylist() if at is not None]
        assert one.records == sum(table.num_rows for table in columns)
        assert one.newest == max(times, default=None)
    assert "How fresh it is" in signed().get("/home").content.decode()


def test_cases_and_tasks_are_mine_alone(signed: Signed, workspace: Workspace, person: Person) -> None:
    user, other = person(), person()
    for number, member in ((12, user), (13, other)):
        case = Case.objects.create(number=number, workspace=workspace, title="sealed", made_by=member)
        CaseMember.objects.create(case=case, user=member)
        Task.objects.create(case=case, item="sealed", by=member, assignee=member, due_on="2026-12-03")
    said = _words(signed(user=user).get("/home").content.decode())
    assert "Case 12" in said
    assert "A task in case 12" in said
    assert "3 Dec 2026" in said
    assert "ase 13" not in said


def test_a_workspace_in_which_nothing_was_read_asks_for_files(
    db: None, signed: Signed, tmp_path: Path
) -> None:
    place = Workspace.objects.create(slug="empty", name="Empty", folder=str(tmp_path / "none"))
    user = User.objects.create(username="ines", role="analyst")
    WorkspaceMember.objects.create(workspace=place, user=user)
    client = signed(user=user)
    assert "Hand in files" in _words(client.get("/home").content.decode())
    for address in ("/w/empty/jobs", "/w/empty/watch", "/w/empty/watch/words", "/w/empty/watch/new"):
        assert client.get(address).status_code == 200, address


def test_a_damaged_workspace_is_said_and_the_others_are_shown(
    signed: Signed, workspace: Workspace, tmp_path: Path, person: Person
) -> None:
    user = person()
    (tmp_path / "bad").mkdir()
    (tmp_path / "bad" / "manifest.json").write_text("{")
    bad = Workspace.objects.create(slug="bad", name="Bad", folder=str(tmp_path / "bad"))
    WorkspaceMember.objects.create(workspace=bad, user=user)
    answer = signed(user=user).get("/home")
    assert answer.status_code == 200
    assert "cannot be read" in _words(answer.content.decode())
    assert "Case 7" in _words(answer.content.decode())


@pytest.mark.parametrize("role", ["administrator", "auditor"])
def test_who_looks_after_the_house_sees_no_evidence_on_home(
    signed: Signed, workspace: Workspace, role: str
) -> None:
    page = signed(role).get("/home").content.decode()
    for told in ("/leads/", "/watch", "/jobs", "How fresh", "new leads"):
        assert told not in page, told


def test_without_a_workspace_home_says_who_can_help(db: None, signed: Signed) -> None:
    client = signed(user=User.objects.create(username="new", role="analyst"))
    assert "You work in no workspace yet" in client.get("/home").content.decode()
