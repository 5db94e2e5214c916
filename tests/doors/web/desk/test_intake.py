"""Files handed in and folders pointed at: hostile names, too much, links that lead out, forms sent twice."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.conf import LazySettings
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from manumit.base.kernel import Refused, UsageError
from manumit.doors.web.accounts.models import User
from manumit.doors.web.desk.acts import intake, jobs
from manumit.doors.web.desk.acts.folders import allowed, check, place_below
from manumit.doors.web.desk.acts.intake import LONGEST_NAME, safe_name
from manumit.doors.web.desk.models import Job, Trace, Workspace, WorkspaceMember
from tests.doors.web.desk.hands import ADS, hand_in, state


def _uploaded(workspace: Workspace) -> list[str]:
    root = jobs.uploads(workspace)
    return (
        sorted(str(path.relative_to(root)) for path in root.rglob("*") if path.is_file())
        if root.exists()
        else []
    )


# --- Handing in


@pytest.mark.django_db
def test_files_lie_in_the_folder_of_their_job_and_a_job_waits(browser: Client, fresh: Workspace) -> None:
    answer = hand_in(browser, [("ads.csv", ADS), ("notes.txt", b"seen near the quay")])
    job = Job.objects.get()
    assert answer["Location"] == f"/w/fresh/jobs/{job.pk}"
    assert _uploaded(fresh) == [f"{job.pk}/ads.csv", f"{job.pk}/notes.txt"]
    assert (jobs.uploads(fresh) / str(job.pk) / "ads.csv").read_bytes() == ADS
    assert (job.state, job.inputs) == ("queued", [str(jobs.uploads(fresh) / str(job.pk))])
    assert Trace.objects.filter(type="file_read", what="job", ident=str(job.pk)).count() == 1


@pytest.mark.django_db
def test_hostile_names_stay_in_the_folder_and_lose_what_could_harm(browser: Client, fresh: Workspace) -> None:
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
    assert hand_in(browser, [(name, ADS) for name in names]).status_code == 302
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
def test_a_form_sent_twice_makes_one_job(browser: Client, fresh: Workspace) -> None:
    first = hand_in(browser, [("ads.csv", ADS)], once="tok-1")
    again = hand_in(browser, [("ads.csv", ADS)], once="tok-1")
    assert (first.status_code, again["Location"]) == (302, "/w/fresh/jobs")
    assert Job.objects.count() == 1
    assert len(_uploaded(fresh)) == 1
    assert "handed in already" in browser.get("/w/fresh/jobs").content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize("declared", [True, False])
def test_too_much_is_refused_with_the_limit_and_nothing_stays(
    browser: Client, fresh: Workspace, settings: LazySettings, monkeypatch: pytest.MonkeyPatch, declared: bool
) -> None:
    settings.UPLOAD_LIMIT = 1000
    if not declared:  # as if the declared length were a lie: it is counted while it comes
        monkeypatch.setattr(intake.Intake, "weigh", lambda *_: None)
    answer = hand_in(browser, [("small.csv", ADS), ("large.csv", b"x" * 5000)])
    assert answer.status_code == 400
    assert "1e-06 GB" in answer.content.decode()
    assert (Job.objects.count(), _uploaded(fresh)) == (0, [])


@pytest.mark.django_db
def test_a_disk_that_would_fill_up_is_said_before_it_is_full(
    browser: Client, fresh: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(intake, "RESERVE", 2**60)
    answer = hand_in(browser, [("ads.csv", ADS)])
    assert answer.status_code == 409
    assert "not enough room" in answer.content.decode()
    assert (Job.objects.count(), _uploaded(fresh)) == (0, [])


@pytest.mark.django_db
def test_no_file_is_said(browser: Client) -> None:
    answer = hand_in(browser, [])
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
def test_jobs_of_other_workspaces_are_not_found(browser: Client, ines: User, tmp_path: Path) -> None:
    other = Workspace.objects.create(slug="other", name="Other", folder=str(tmp_path / "other"))
    job = Job.objects.create(workspace=other, asked_by=ines)
    for tail in ("", "/events", "/quarantine.csv"):
        assert browser.get(f"/w/fresh/jobs/{job.pk}{tail}").status_code == 404
    assert browser.post(f"/w/fresh/jobs/{job.pk}/stop").status_code == 404
    assert state(job) == "queued"


# --- Folders of the server


@pytest.mark.django_db
def test_a_folder_below_an_allowed_one_makes_a_job(browser: Client, share: Path) -> None:
    assert str(share) in browser.get("/w/fresh/jobs").content.decode()
    answer = browser.post("/w/fresh/jobs/folder", {"root": "0", "below": "crawl"})
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
def test_no_way_leads_out_of_it(browser: Client, share: Path, below: str, status: int) -> None:
    (share / "out").symlink_to(share.parent / "private")
    assert browser.post("/w/fresh/jobs/folder", {"root": "0", "below": below}).status_code == status
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
