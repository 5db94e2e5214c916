"""What a page asks of the database: a few questions, and no more of them where there is more to show."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from manumit.doors.web.accounts.models import User
from manumit.doors.web.desk.models import Job, LeadDecision, SavedSearch, Trace, Workspace
from manumit.doors.web.desk.sights.leads import shelf
from tests.doors.web.conftest import Signed
from tests.doors.web.routes import things

pytestmark = pytest.mark.django_db
MOST = {
    "/home": 18,
    "/w/case-7/leads": 8,
    "lead": 12,
    "scene": 8,
    "entity": 9,
    "record": 9,
    "search": 8,
    "jobs": 8,
}


@pytest.fixture
def pages(workspace: Workspace) -> dict[str, str]:
    known = things(workspace)
    base = "/w/case-7"
    return {
        "/home": "/home",
        "/w/case-7/leads": f"{base}/leads",
        "lead": f"{base}/leads/{known['lead_id']}",
        "scene": f"{base}/leads/{known['lead_id']}/scene.json",
        "entity": f"{base}/entities/{known['entity_id']}",
        "record": f"{base}/records/{known['record_id']}",
        "search": f"{base}/search?q=maria",
        "jobs": f"{base}/jobs",
    }


def _questions(client: Client, pages: dict[str, str]) -> dict[str, int]:
    counted = {}
    for name, address in pages.items():
        client.get(address)
        with CaptureQueriesContext(connection) as asked:
            assert client.get(address).status_code == 200
        counted[name] = len(asked)
    return counted


def test_pages_ask_little_and_no_more_where_there_is_more(
    signed: Signed, person: Callable[..., User], workspace: Workspace, pages: dict[str, str]
) -> None:
    user = person()
    client = signed(user=user)
    before = _questions(client, pages)
    assert {name: number for name, number in before.items() if number > MOST[name]} == {}
    for number, lead in enumerate(shelf(workspace).plain[:20]):
        LeadDecision.objects.create(workspace=workspace, user=user, lead_id=lead.lead_id, verdict="watch")
        Job.objects.create(workspace=workspace, asked_by=person(name=f"p{number}"), state="done")
        SavedSearch.objects.create(workspace=workspace, user=user, name=str(number), query="q=a")
        Trace.objects.create(type="access", user=user, what="lead", ident=lead.lead_id, workspace=workspace)
    after = _questions(client, pages)
    assert {name: (before[name], number) for name, number in after.items() if number > before[name] + 1} == {}


def test_the_journal_is_not_read_at_every_look(
    signed: Signed, workspace: Workspace, pages: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    client = signed()
    for name in ("/home", "record"):
        client.get(pages[name])
    monkeypatch.setattr("manumit.engine.evidence.workspace.load", lambda path: 1 / 0)
    for name in ("/home", "record"):
        assert client.get(pages[name]).status_code == 200
