"""Cases opened again, leads taken out and put back, and what outcomes do to the lists of leads."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from manumit.base.kernel import DuckEngine, Settings
from manumit.doors.web.accounts.models import User
from manumit.doors.web.desk.models import CaseLead, LeadDecision, Trace, Workspace
from manumit.doors.web.desk.sights.leads import shelf
from manumit.engine.evidence import Outcome, note_outcomes, outcomes
from manumit.engine.evidence import Workspace as Folder
from manumit.engine.job import run_stages
from tests.doors.web.conftest import Signed
from tests.doors.web.desk.cases.conftest import Desk

pytestmark = pytest.mark.django_db
CLOSED = {"outcome": "unfounded", "why": "It was a licensed agency"}


def _run_again(workspace: Workspace) -> None:
    from datetime import UTC, datetime

    place = Folder.open(Path(workspace.folder))
    with place.lock(), DuckEngine(Settings(), place.scratch) as engine:
        run_stages(engine, place, None, datetime.now(UTC), lambda what, n, m: None)


def test_a_lead_is_taken_out_with_a_reason_and_put_back(desk: Desk) -> None:
    lead = desk.leads[0]
    assert desk.client.post(f"{desk.url}/leads/remove", {"lead": lead, "why": "x"}).status_code == 400
    told = {"lead": lead, "why": "Another tenant of the same house, quartz"}
    for _ in range(2):
        assert desk.client.post(f"{desk.url}/leads/remove", told).status_code == 302
    assert list(desk.case.leads.values_list("lead_id", flat=True)) == desk.leads[1:]
    page = desk.client.get(desk.url).content.decode()
    assert "Another tenant of the same house, quartz" in page
    assert not CaseLead.every.filter(removal__contains="quartz").exists()
    waits = LeadDecision.objects.filter(lead_id=lead, undone_at=None)
    assert not waits.exists(), "no other case holds it: it waits again"
    assert Trace.objects.get(body__verdict="removed").body == {"verdict": "removed", "case": desk.case.number}
    assert "In your case" not in desk.client.get(f"/w/case-7/leads/{lead}").content.decode()
    for _ in range(2):
        assert desk.client.post(f"{desk.url}/leads/back", {"lead": lead}).status_code == 302
    assert set(desk.case.leads.values_list("lead_id", flat=True)) == set(desk.leads)
    assert waits.get().verdict == "case"
    assert "was taken out" not in desk.client.get(desk.url).content.decode()


def test_a_lead_that_was_taken_out_has_no_outcome(desk: Desk, workspace: Workspace) -> None:
    desk.client.post(f"{desk.url}/leads/remove", {"lead": desk.leads[0], "why": "It does not belong here"})
    desk.client.post(f"{desk.url}/close", CLOSED)
    (told,) = outcomes(Folder.open(Path(workspace.folder))).values()
    lead = shelf(workspace).find(desk.leads[1], True)
    assert (told.lead_id, told.score) == (lead.lead_id, lead.as_shipped)
    assert set(told.records) == {record.record_id for record in lead.records}


def test_only_the_head_opens_a_closed_case_again_and_it_is_told(
    desk: Desk, workspace: Workspace, person: Callable[..., User], signed: Signed
) -> None:
    ben = person("supervisor", name="ben")
    desk.client.post(f"{desk.url}/seat", {"user": ben.pk, "part": "member"})
    why = {"why": "A new witness came forward"}
    assert desk.client.post(f"{desk.url}/reopen", why).status_code == 403, "it is open"
    lead = f"/w/case-7/leads/{desk.leads[0]}"
    assert ">In a case<" in desk.client.get(lead).content.decode()
    desk.client.post(f"{desk.url}/close", CLOSED)
    for shown in (lead, "/w/case-7/leads?state=case"):
        told = desk.client.get(shown).content.decode()
        assert ">In a closed case<" in told
        assert ">In a case<" not in told
    assert signed(user=ben).post(f"{desk.url}/reopen", why).status_code == 403
    assert desk.client.post(f"{desk.url}/reopen", {"why": "x"}).status_code == 400
    assert "Open it again" in desk.client.get(desk.url).content.decode()
    assert desk.client.post(f"{desk.url}/reopen", why).status_code == 302
    desk.case.refresh_from_db()
    assert (desk.case.status, desk.case.outcome, desk.case.closed_at) == ("open", "", None)
    assert outcomes(Folder.open(Path(workspace.folder))) == {}
    assert ">In a case<" in desk.client.get(lead).content.decode()
    page = desk.client.get(desk.url).content.decode()
    assert "A new witness came forward" in page
    assert "It was a licensed agency" in page
    assert Trace.objects.filter(what="case", body__did="reopened", user=desk.ada).count() == 1
    assert Trace.objects.filter(what="lead", body__outcome="reopened").count() == len(desk.leads)
    desk.client.post(f"{desk.url}/close", CLOSED | {"outcome": "confirmed"})
    found = outcomes(Folder.open(Path(workspace.folder)))
    assert {one.outcome for one in found.values()} == {"confirmed"}
    assert set(found) == set(desk.leads)


def test_after_the_next_run_a_refuted_lead_is_last_and_waits_no_more(
    desk: Desk, workspace: Workspace
) -> None:
    desk.client.post(f"{desk.url}/close", CLOSED)
    LeadDecision.objects.all().delete()
    _run_again(workspace)
    last = [lead.lead_id for lead in shelf(workspace).masked][-len(desk.leads) :]
    assert set(last) == set(desk.leads)
    page = desk.client.get(f"/w/case-7/leads/{desk.leads[0]}").content.decode()
    assert "This was decided before" in page
    assert "nothing new since" in page
    waiting = "".join(
        desk.client.get(f"/w/case-7/leads?state=waiting&page={n}").content.decode() for n in (1, 2, 3, 4)
    )
    assert not [lead for lead in desk.leads if lead in waiting]
    before = desk.client.get("/w/case-7/leads?state=before").content.decode()
    assert all(lead in before for lead in desk.leads)


def test_how_right_scores_were_is_said_from_twenty_on(desk: Desk, workspace: Workspace) -> None:
    place = Folder.open(Path(workspace.folder))

    def told(n: int) -> Outcome:
        return Outcome(f"c{n}", f"lead_{n}", "confirmed" if n < 6 else "unfounded", "2026-03-01", "ada", 0.7)

    note_outcomes(place, map(told, range(19)))
    page = desk.client.get("/w/case-7/calibration").content.decode()
    assert "19 leads are decided here" in page
    assert "<table" not in page
    note_outcomes(place, [told(19)])
    page = desk.client.get("/w/case-7/calibration").content.decode()
    assert "6 of 20 decided leads were confirmed" in page
    assert "Only leads that somebody opened are ever decided" in page
    assert "60 to 80" in page
    assert "16 to 48" in page, "Wilson of 6 in 20, 90 %"
