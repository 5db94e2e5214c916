"""Leads at the Desk: listed, opened, masked, unmasked for a purpose; each look leaves a trace."""

from __future__ import annotations

import pytest

from manumit.doors.web.desk.models import Trace, Workspace
from manumit.doors.web.desk.sights.leads import shelf
from tests.doors.web.conftest import Signed

pytestmark = pytest.mark.django_db


def _first(workspace: Workspace) -> str:
    return shelf(workspace).plain[0].lead_id


def test_home_and_list_lead_to_the_reasons_in_two_clicks(signed: Signed, workspace: Workspace) -> None:
    client = signed()
    lead = _first(workspace)
    assert f"/w/case-7/leads/{lead}" in client.get("/home").content.decode()
    assert f"/w/case-7/leads/{lead}" in client.get("/w/case-7/leads").content.decode()
    page = client.get(f"/w/case-7/leads/{lead}").content.decode()
    assert shelf(workspace).masked[0].findings[0].says.split(".")[0] in page


def test_names_of_possible_victims_stay_covered_until_a_purpose_is_given(
    signed: Signed, workspace: Workspace
) -> None:
    client = signed()
    lead = next(
        one for one in shelf(workspace).plain if any(m.role == "possible_victim" for m in one.members)
    )
    name = next(
        i.id.partition("|")[0]
        for m in lead.members
        if m.role == "possible_victim"
        for i in m.ids
        if i.kind == "person"
    )
    address = f"/w/case-7/leads/{lead.lead_id}"
    assert name not in client.get(address).content.decode()
    assert client.post(f"{address}/purpose", {"purpose": "x"}).status_code == 400
    assert client.post(f"{address}/purpose", {"purpose": "Safety visit on Monday"}).status_code == 302
    assert name in client.get(address).content.decode()
    assert client.post(f"{address}/purpose", {"mask": "1"}).status_code == 302
    assert name not in client.get(address).content.decode()


def test_every_look_and_every_unmasking_leaves_a_trace(signed: Signed, workspace: Workspace) -> None:
    client, lead = signed(), _first(workspace)
    client.get(f"/w/case-7/leads/{lead}")
    client.post(f"/w/case-7/leads/{lead}/purpose", {"purpose": "Safety visit on Monday"})
    assert list(Trace.objects.order_by("pk").values_list("type", "what", "ident"))[1:] == [
        ("access", "lead", lead),
        ("reveal", "lead", lead),
    ]


def test_a_workspace_of_others_does_not_exist(signed: Signed, workspace: Workspace) -> None:
    assert signed(member=False).get("/w/case-7/leads").status_code == 404


def test_who_is_not_signed_in_is_asked_to(client, workspace: Workspace) -> None:  # type: ignore[no-untyped-def]
    answer = client.get("/w/case-7/leads")
    assert answer.status_code == 302
    assert answer["Location"].startswith("/account/login/")


def test_a_purpose_for_one_lead_shows_nobody_who_is_hidden_in_another(
    signed: Signed, workspace: Workspace
) -> None:
    """Their records are read on that page, too, by who opens them."""
    from manumit.doors.web.desk.sights.lookups import lookup_of

    stock, found, client = shelf(workspace), lookup_of(workspace), signed()
    first = next(one for one in stock.plain if any(m.entity_id in stock.masking.hidden for m in one.members))
    mine = {member.entity_id for member in first.members}
    hidden = [
        (member.entity_id, one.id.partition("|")[0])
        for lead in stock.plain
        for member in lead.members
        for one in member.ids
        if member.entity_id in stock.masking.hidden - mine and one.kind == "person"
    ]
    client.post(f"/w/case-7/leads/{first.lead_id}/purpose", {"purpose": "Safety visit on Monday"})
    own = {one.id.partition("|")[0].lower() for member in first.members for one in member.ids}
    looked = 0
    for entity, name in hidden[:12]:
        if name.lower() in own:
            continue
        for record, _ in found.records_of(entity, limit=3):
            page = client.get(f"/w/case-7/records/{record.record_id}?lead={first.lead_id}").content.decode()
            assert name not in page, (entity, record.record_id)
            looked += 1
    assert looked > 5
