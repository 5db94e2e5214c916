"""What the palette offers beside places: what one looked at last, and first hits, covered as everywhere."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from manumit.doors.web.accounts.models import User
from manumit.doors.web.desk.models import Case, CaseMember, Workspace
from manumit.doors.web.desk.sights.leads import shelf
from tests.doors.web.conftest import Signed

pytestmark = pytest.mark.django_db
PLACE = "/w/case-7/palette.json"


def test_leads_and_cases_looked_at_last_come_newest_first(
    signed: Signed, person: Callable[..., User], workspace: Workspace
) -> None:
    ada = person("investigator", name="ada")
    client, leads = signed(user=ada), [lead.lead_id for lead in shelf(workspace).plain[:7]]
    case = Case.objects.create(number=7, workspace=workspace, title="", made_by=ada)
    seat = CaseMember.objects.create(case=case, user=ada, part="head")
    assert client.get(PLACE).json() == {"entries": []}
    for lead in leads:
        client.get(f"/w/case-7/leads/{lead}")
    client.get("/cases/7")
    client.get(f"/w/case-7/leads/{leads[0]}")
    entries = client.get(PLACE).json()["entries"]
    assert [entry["href"] for entry in entries] == [
        f"/w/case-7/leads/{leads[0]}",
        "/cases/7",
        *(f"/w/case-7/leads/{lead}" for lead in reversed(leads[4:])),
    ]
    assert entries[0]["hint"] == "Lead 1"
    assert entries[1]["hint"] == "Case 7"
    seat.delete()
    assert "/cases/7" not in str(client.get(PLACE).json()), "nobody is told of a case that is not theirs"
    assert signed().get(PLACE).json() == {"entries": []}, "nor of what others looked at"


def test_what_is_typed_finds_people_and_records_and_covers_possible_victims(
    signed: Signed, workspace: Workspace
) -> None:
    stock, client = shelf(workspace), signed()
    named = {
        one.id.partition("|")[0]: member.entity_id in stock.masking.hidden
        for lead in stock.plain
        for member in lead.members
        for one in member.ids
        if one.kind == "person"
    }
    shown = next(name for name, hidden in named.items() if not hidden)
    hidden = next(name for name, hidden in named.items() if hidden)
    entries = client.get(PLACE, {"q": shown}).json()["entries"]
    assert any(shown in entry["label"] and "/entities/" in entry["href"] for entry in entries)
    assert 0 < len(entries) <= 8
    entries = client.get(PLACE, {"q": hidden}).json()["entries"]
    assert entries
    assert hidden not in str(entries)


def test_pages_say_where_to_ask_and_only_to_who_may(signed: Signed) -> None:
    assert f'{{"more": "{PLACE}"}}' in signed().get("/home").content.decode()
    assert "palette.json" not in signed("administrator").get("/home").content.decode()
    assert signed("administrator").get(PLACE).status_code == 403
