"""Pages and routes of galleries ask the database as often for ten rows as for one."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from manumit.doors.web.desk.models import Candidate, Enrolment, Job, Search, Subject, Workspace
from tests.doors.web.desk.faces import enrolled, face, looked_for
from tests.doors.web.desk.test_identify import AT
from tests.doors.web.desk.test_identify_api import API

pytestmark = pytest.mark.django_db


def test_ten_rows_ask_what_one_asks(browser: Client, fresh: Workspace) -> None:
    taken = enrolled(browser, "fresh", ("ana_1.png", face(1)))
    made = looked_for(browser, "fresh", face(4))
    ana = Subject.objects.get()
    pages = {
        "enrolment": f"{AT}/enrolments/{taken.pk}",
        "person": f"{AT}/people/{ana.pk}",
        "searches by machine": f"{API}/searches",
        "galleries by machine": f"{API}/galleries",
        "people": f"{API}/galleries/victim/people",
        "answer by machine": f"{API}/searches/{made.pk}",
        "pairs by machine": f"{API}/pairs",
        "answer": f"{AT}/searches/{made.pk}",
        "identify": AT,
        "gallery": f"{AT}/galleries/victim",
    }
    before = {name: _asked(browser, address) for name, address in pages.items()}
    for at in range(9):
        one = Subject.objects.create(
            workspace=fresh, kind="victim", ident=f"s{at}", source="found", keep_until=date(2100, 1, 1),
            enrolment=taken,
        )  # fmt: skip
        Candidate.objects.create(search=made, subject=one, rank=at + 2, llr=1.0)
        Candidate.objects.create(search=_again(made, at), subject=ana, llr=1.0)
        _again(taken, at)
    assert len(browser.get(pages["people"]).json()["items"]) == 10
    after = {name: _asked(browser, address) for name, address in pages.items()}
    assert after == before


def _again(use: Search | Enrolment, at: int) -> Any:
    """The same asked once more."""
    use = type(use).objects.get(pk=use.pk)
    job = Job.objects.get(pk=use.job_id)
    use.pk = job.pk = None
    job.save()
    use.job, use.ident = job, f"{use.ident}-{at}"
    use.save()
    return use


def _asked(client: Client, address: str) -> int:
    assert client.get(address).status_code == 200, address
    with CaptureQueriesContext(connection) as asked:
        client.get(address)
    return len(asked)
