"""Digests: real files of mail, counts and a link, one a period."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from email import message_from_bytes
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.db import connections
from hypothesis import given
from hypothesis import strategies as st

from manumit.doors.web.accounts.models import User
from manumit.doors.web.desk.acts.digests import HOUR, period_start, send_due
from manumit.doors.web.desk.models import Job, Workspace, WorkspaceMember
from tests.doors.web.conftest import Signed

NOW = datetime(2026, 5, 6, 9, 30, tzinfo=UTC)


@pytest.fixture
def mail(tmp_path: Path, settings: LazySettings) -> Callable[[], list[str]]:
    """Whole messages, as they lie in the folder."""
    settings.EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    settings.EMAIL_FILE_PATH = tmp_path / "mail"
    settings.ADDRESS = "https://desk.agency.example"
    return lambda: [path.read_text("utf-8") for path in sorted((tmp_path / "mail").glob("*"))]


@pytest.fixture
def ines(db: None, tmp_path: Path) -> User:
    """Somebody with news: a job that found two leads."""
    place = Workspace.objects.create(slug="harbour", name="Harbour secret", folder=str(tmp_path / "w"))
    user = User.objects.create(
        username="ines", role="investigator", digest="daily", email="ines@agency.example"
    )
    WorkspaceMember.objects.create(workspace=place, user=user)
    Job.objects.create(
        workspace=place,
        asked_by=user,
        state="done",
        ended_at=NOW - timedelta(hours=2),
        result={"new_leads": 2, "files": 3},
    )
    return user


@pytest.mark.django_db
def test_a_digest_holds_counts_and_a_link_and_no_more(ines: User, mail: Callable[[], list[str]]) -> None:
    assert send_due(NOW) == 1
    (text,) = mail()
    told = message_from_bytes(text.split("-" * 79)[0].encode())
    assert told["To"] == "ines@agency.example"
    assert told["Subject"] == "Manumit: what is new"
    body = told.get_payload(decode=True)
    assert isinstance(body, bytes)
    link = "Open the Desk: https://desk.agency.example/home"
    assert body.decode().rstrip().split("\n") == ["2 new leads.", "3 files were read.", "", link]
    assert "Harbour" not in text


@pytest.mark.django_db
def test_one_a_period_and_the_next_in_the_next(ines: User, mail: Callable[[], list[str]]) -> None:
    assert [send_due(NOW), send_due(NOW), send_due(NOW + timedelta(hours=20))] == [1, 0, 0]
    Job.objects.update(ended_at=NOW + timedelta(hours=1))
    assert send_due(NOW + timedelta(hours=21)) == 1
    assert len(mail()) == 2


@pytest.mark.django_db
def test_nothing_new_nothing_sent(ines: User, mail: Callable[[], list[str]]) -> None:
    Job.objects.all().delete()
    assert send_due(NOW) == 0
    assert mail() == []


@pytest.mark.django_db
@pytest.mark.parametrize("change", [{"digest": ""}, {"email": ""}, {"is_active": False}])
def test_who_does_not_want_it_or_left_gets_none(
    ines: User, mail: Callable[[], list[str]], change: dict[str, object]
) -> None:
    User.objects.update(**change)
    assert send_due(NOW) == 0
    assert mail() == []


@pytest.mark.django_db
def test_a_failure_gives_the_period_back(
    ines: User, mail: Callable[[], list[str]], settings: LazySettings, tmp_path: Path
) -> None:
    (tmp_path / "file").write_text("no folder")
    good, settings.EMAIL_FILE_PATH = settings.EMAIL_FILE_PATH, tmp_path / "file"
    assert send_due(NOW) == 0
    settings.EMAIL_FILE_PATH = good
    assert send_due(NOW + timedelta(minutes=1)) == 1


@pytest.mark.django_db(transaction=True)
def test_workers_that_send_at_once_send_one(ines: User, mail: Callable[[], list[str]]) -> None:
    start, sent = threading.Barrier(4), []

    def send() -> None:
        start.wait()
        sent.append(send_due(NOW))
        connections.close_all()

    threads = [threading.Thread(target=send) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sum(sent) == 1
    assert len(mail()) == 1


@given(st.datetimes(datetime(2020, 1, 1), datetime(2040, 1, 1), timezones=st.just(UTC)))
def test_periods_follow_each_other_without_gap(now: datetime) -> None:
    for how_often, days in (("daily", 1), ("weekly", 7)):
        begun = period_start(how_often, now)
        assert begun <= now < begun + timedelta(days=days)
        assert begun.hour == HOUR
        assert how_often == "daily" or begun.weekday() == 0
        assert period_start(how_often, begun) == begun
        assert period_start(how_often, begun - timedelta(microseconds=1)) == begun - timedelta(days=days)


@pytest.mark.django_db
def test_how_often_and_where_to_is_chosen_on_the_page(
    signed: Signed, workspace: Workspace, person: Callable[..., User]
) -> None:
    user = person()
    client = signed(user=user)
    address = "/w/case-7/watch/digest"
    assert client.post(address, {"digest": "weekly", "address": "ines@agency.example"}).status_code == 302
    assert client.post(address, {"digest": "weekly", "address": "no address"}).status_code == 400
    assert client.post(address, {"digest": "hourly", "address": "ines@agency.example"}).status_code == 400
    user.refresh_from_db()
    assert (user.digest, user.email) == ("weekly", "ines@agency.example")
