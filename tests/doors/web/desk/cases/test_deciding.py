"""Decisions about a lead: kept, shown, undone within a minute, traced."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from manumit.doors.web.desk.models import LeadDecision, Trace, Workspace
from manumit.doors.web.desk.sights.leads import shelf
from tests.doors.web.conftest import Signed

pytestmark = pytest.mark.django_db


@pytest.fixture
def lead(workspace: Workspace) -> str:
    return shelf(workspace).plain[0].lead_id


def _decide(client, lead: str, **told: str) -> int:  # type: ignore[no-untyped-def]
    status: int = client.post(f"/w/case-7/leads/{lead}/decide", told).status_code
    return status


def test_a_decision_stands_on_the_lead_and_in_the_list(signed: Signed, lead: str) -> None:
    client = signed()
    assert _decide(client, lead, verdict="aside", reason="Licensed agency, checked") == 302
    assert "Licensed agency, checked" in client.get(f"/w/case-7/leads/{lead}").content.decode()
    listed = client.get("/w/case-7/leads?state=aside").content.decode()
    assert lead in listed
    assert lead not in client.get("/w/case-7/leads?state=waiting").content.decode()
    assert Trace.objects.get(type="lead_decision").body == {"verdict": "aside"}


def test_setting_aside_needs_a_reason_and_no_verdict_is_made_up(signed: Signed, lead: str) -> None:
    client = signed()
    assert _decide(client, lead, verdict="aside", reason="no") == 400
    assert _decide(client, lead, verdict="guilty") == 400
    assert _decide(client, "lead_none", verdict="watch") == 404
    assert not LeadDecision.objects.exists()


def test_sent_twice_is_decided_once(signed: Signed, lead: str) -> None:
    client = signed()
    for _ in range(2):
        _decide(client, lead, verdict="watch")
    assert LeadDecision.objects.count() == Trace.objects.filter(type="lead_decision").count() == 1


def test_it_is_undone_within_a_minute_and_the_row_stays(signed: Signed, lead: str) -> None:
    client = signed()
    _decide(client, lead, verdict="watch")
    made = LeadDecision.objects.get()
    assert f"/w/case-7/decisions/{made.pk}/undo" in client.get(f"/w/case-7/leads/{lead}").content.decode()
    assert client.post(f"/w/case-7/decisions/{made.pk}/undo").status_code == 302
    made.refresh_from_db()
    assert made.undone_at is not None
    verdicts = [one.body["verdict"] for one in Trace.objects.filter(type="lead_decision").order_by("pk")]
    assert verdicts == ["watch", "undone"]


def test_after_a_minute_or_by_another_nothing_is_undone(signed: Signed, lead: str) -> None:
    client = signed()
    _decide(client, lead, verdict="watch")
    made = LeadDecision.objects.get()
    assert signed("supervisor").post(f"/w/case-7/decisions/{made.pk}/undo").status_code == 404
    LeadDecision.objects.update(at=timezone.now() - timedelta(seconds=61))
    assert client.post(f"/w/case-7/decisions/{made.pk}/undo").status_code == 400
    assert LeadDecision.objects.get().undone_at is None


def test_an_analyst_decides_nothing(signed: Signed, lead: str) -> None:
    assert _decide(signed("analyst"), lead, verdict="watch") == 403
