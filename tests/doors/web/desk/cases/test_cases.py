"""Cases: opened, staffed, handed over, closed with an outcome; read in an emergency; hinted at."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest

from manumit.doors.web.accounts.models import User
from manumit.doors.web.desk.models import Case, CaseMember, Grant, LeadDecision, Note, Task, Trace, Workspace
from manumit.engine.evidence import Workspace as Folder
from manumit.engine.evidence import outcomes
from tests.doors.web.conftest import Signed
from tests.doors.web.desk.cases.conftest import Desk, hidden_names
from tests.doors.web.desk.hands import lies_in

pytestmark = pytest.mark.django_db
Person = Callable[..., User]


def test_a_case_from_leads_is_listed_and_decides_them(desk: Desk) -> None:
    assert "Wages at Mill Lane" in desk.client.get("/w/case-7/cases").content.decode()
    assert "Wages at Mill Lane" in desk.client.get(desk.url).content.decode()
    assert "Wages at Mill Lane" in desk.client.get("/home").content.decode()
    assert set(LeadDecision.objects.values_list("lead_id", "verdict")) == {
        (one, "case") for one in desk.leads
    }
    assert Trace.objects.filter(type="access", what="case", ident=str(desk.case.number), body={}).exists()


def test_sent_twice_opens_one_case(desk: Desk) -> None:
    told = {"lead": desk.leads, "title": "Wages at Mill Lane", "token": desk.token}
    assert desk.client.post("/w/case-7/cases/new", told)["Location"] == desk.url
    assert Case.objects.count() == 1


def test_nothing_that_was_written_lies_in_plain(desk: Desk, workspace: Workspace) -> None:
    """Not in any table of the database, and not in the files of the vault."""
    from django.conf import settings
    from django.db import connection

    desk.client.post(f"{desk.url}/notes", {"text": "Vans at six o'clock quartz", "token": "1" * 32})
    desk.client.post(f"{desk.url}/tasks", {"text": "Ask the landlord quartz", "token": "2" * 32})
    desk.client.post(f"{desk.url}/hypotheses", {"text": "One holds the cards quartz", "token": "3" * 32})
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names():
            cursor.execute(f'SELECT * FROM "{table}"')
            assert not any(
                "quartz" in str(cell) or "Mill Lane" in str(cell) for row in cursor for cell in row
            ), table
    assert (settings.HOUSE.vault / "records.db").exists()
    assert lies_in(settings.HOUSE.vault, "quartz") == lies_in(settings.HOUSE.vault, "Mill Lane") == []
    assert "quartz" in desk.client.get(desk.url).content.decode()


def test_the_sqlite_file_holds_no_word_of_a_note(tmp_path: Path) -> None:
    """The very bytes of a database on the disk: a house of its own, written through the pages in another process."""
    import os
    import subprocess
    import sys

    script = """
import os, sys
from pathlib import Path
from manumit.doors.web.house import House
from manumit.doors.web.serving import add_workspace, set_up, sign_in_link
house = House.open(Path(sys.argv[1]))
set_up(house)
sign_in_link(house, "ada", "investigator", "")
from manumit.engine.evidence import Workspace
Workspace.open(house.workspace("w"), create=True)
add_workspace(house, "w", "W", house.workspace("w"), ["ada"], True)
from django.test import Client
from manumit.doors.web.accounts.models import User
client = Client(SERVER_NAME="127.0.0.1")
client.force_login(User.objects.get())
session = client.session
session["by_link"] = True
session.save()
place = client.post("/w/w/cases/new", {"title": "Feldspar title", "token": "a" * 32})["Location"]
assert client.post(place + "/notes", {"text": "Feldspar note", "token": "b" * 32}).status_code == 302
assert "Feldspar note" in client.get(place).content.decode()
"""
    environ = os.environ | {"MANUMIT_HOME": str(tmp_path / "home"), "MANUMIT_DATABASE": ""}
    subprocess.run(
        [sys.executable, "-c", script, str(tmp_path / "home")], check=True, env=environ, timeout=120
    )
    files = [p for p in (tmp_path / "home").rglob("*") if p.is_file()]
    assert any(p.name == "desk.sqlite3" for p in files)
    assert [p for p in files if b"Feldspar" in p.read_bytes()] == []


def test_a_colleague_without_a_seat_finds_nothing(desk: Desk, signed: Signed) -> None:
    for role in ("investigator", "supervisor", "analyst"):
        client = signed(role)
        assert client.get(desk.url).status_code == 404
        assert "Wages at Mill Lane" not in client.get("/w/case-7/cases").content.decode()


def test_readers_read_and_members_write(desk: Desk, signed: Signed, person: Person) -> None:
    cleo = person("analyst", name="cleo")
    client = signed(user=cleo)
    desk.client.post(f"{desk.url}/seat", {"user": cleo.pk, "part": "reader"})
    assert client.get(desk.url).status_code == 200
    assert client.post(f"{desk.url}/notes", {"text": "x", "token": "1" * 32}).status_code == 403
    desk.client.post(f"{desk.url}/seat", {"user": cleo.pk, "part": "member"})
    assert client.post(f"{desk.url}/notes", {"text": "x", "token": "1" * 32}).status_code == 302
    assert client.get(f"{desk.url}/team").status_code == 403
    desk.client.post(f"{desk.url}/seat", {"take": cleo.pk})
    assert client.get(desk.url).status_code == 404
    assert Trace.objects.filter(type="permission_change").count() == 3


def test_seats_go_to_people_of_the_workspace_whose_role_may(desk: Desk, person: Person) -> None:
    for user in (person("bank"), person("auditor"), person("investigator", member=False)):
        assert desk.client.post(f"{desk.url}/seat", {"user": user.pk, "part": "member"}).status_code == 400
    assert desk.client.post(f"{desk.url}/seat", {"user": desk.ada.pk, "part": "member"}).status_code == 400
    assert desk.client.post(f"{desk.url}/seat", {"take": desk.ada.pk}).status_code == 400
    assert CaseMember.objects.get().part == "head"


def test_handing_over_leaves_a_note_and_one_head(desk: Desk, person: Person, signed: Signed) -> None:
    ben, cleo = person("supervisor", name="ben"), person("analyst", name="cleo")
    told = {"note": "Call the shelter first", "token": "1" * 32}
    assert desk.client.post(f"{desk.url}/hand-over", told | {"user": cleo.pk}).status_code == 400
    assert desk.client.post(f"{desk.url}/hand-over", told | {"user": ben.pk}).status_code == 302
    seats = dict(CaseMember.objects.values_list("user__username", "part"))
    assert seats == {"ada": "member", "ben": "head"}
    assert "Call the shelter first" in signed(user=ben).get(desk.url).content.decode()
    assert desk.client.get(f"{desk.url}/team").status_code == 403


def test_closing_ends_all_writing_and_tells_the_workspace(desk: Desk, workspace: Workspace) -> None:
    desk.client.post(f"{desk.url}/tasks", {"text": "Ask the landlord", "token": "1" * 32})
    told = {"outcome": "confirmed", "why": "Court found so in March"}
    assert desk.client.post(f"{desk.url}/close", told).status_code == 400  # a task is open
    assert desk.client.post(f"{desk.url}/tasks/{Task.objects.get().pk}", {"done": "yes"}).status_code == 302
    assert "how sure scores may be" in desk.client.get(f"{desk.url}/close").content.decode()
    assert desk.client.post(f"{desk.url}/close", told | {"outcome": "guilty"}).status_code == 400
    assert desk.client.post(f"{desk.url}/close", told).status_code == 302
    found = outcomes(Folder.open(Path(workspace.folder)))
    assert {lead: one.outcome for lead, one in found.items()} == dict.fromkeys(desk.leads, "confirmed")
    assert "Court found so in March" in desk.client.get(desk.url).content.decode()
    for page, sent in (
        ("notes", {"text": "x"}),
        ("close", told),
        ("seat", {}),
        ("leads", {"lead": desk.leads[0]}),
    ):
        assert desk.client.post(f"{desk.url}/{page}", sent).status_code == 403, page
    assert not Note.objects.exists()


def test_glass_is_broken_for_two_hours_with_alarm(desk: Desk, signed: Signed, person: Person) -> None:
    dan, ben = person("investigator", name="dan"), person("supervisor", name="ben")
    client, number = signed(user=dan), desk.case.number
    assert client.post("/w/case-7/glass", {"number": number, "reason": "curious"}).status_code == 400
    assert client.post("/w/case-7/glass", {"number": 99, "reason": "She is locked in now"}).status_code == 404
    for _ in range(2):
        answer = client.post("/w/case-7/glass", {"number": number, "reason": "She is locked in now"})
        assert answer.status_code == 302
    assert Grant.objects.count() == Trace.objects.filter(type="break_glass").count() == 1
    assert "Wages at Mill Lane" in client.get(desk.url).content.decode()
    assert client.post(f"{desk.url}/notes", {"text": "x"}).status_code == 403
    assert client.post(f"{desk.url}/purpose", {"purpose": "To see who it is"}).status_code == 403
    for told in (desk.client, signed(user=ben)):
        assert "She is locked in now" in told.get("/home").content.decode()
    assert "She is locked in now" not in signed().get("/home").content.decode()
    Grant.objects.update(until=Grant.objects.get().at)
    assert client.get(desk.url).status_code == 404


def test_analysts_and_seated_break_no_glass(desk: Desk, signed: Signed) -> None:
    told = {"number": desk.case.number, "reason": "She is locked in now"}
    assert signed("analyst").post("/w/case-7/glass", told).status_code == 403
    assert desk.client.post("/w/case-7/glass", told).status_code == 403
    assert not Grant.objects.exists()


def test_another_team_is_hinted_at_by_whom_to_ask_alone(desk: Desk, signed: Signed, person: Person) -> None:
    dan = person("investigator", name="dan")
    client = signed(user=dan)
    told = {"lead": desk.leads[:1], "title": "The other team's secret", "token": "b" * 32}
    other = client.post("/w/case-7/cases/new", told)["Location"]
    page = desk.client.get(desk.url).content.decode()
    assert "Ask dan" in page
    assert "The other team" not in page
    assert other not in page
    assert "ask ada" in client.get(f"/w/case-7/leads/{desk.leads[0]}").content.decode()
    client.post(f"{other}/seat", {"user": desk.ada.pk, "part": "reader"})
    assert f'href="{other}"' in desk.client.get(desk.url).content.decode()


def test_possible_victims_stay_masked_until_a_purpose_is_given_for_the_case(
    desk: Desk, workspace: Workspace
) -> None:
    told = {"title": "All", "lead": desk.leads, "token": "c" * 32}
    chart, hidden = (
        desk.client.post(f"{desk.url}/charts", told)["Location"],
        hidden_names(workspace, desk.leads),
    )
    assert hidden
    assert not [name for name in hidden if name in desk.client.get(chart).content.decode()]
    desk.client.post(f"{desk.url}/purpose", {"purpose": "Safety visit on Monday"})
    assert [name for name in hidden if name in desk.client.get(chart).content.decode()]
    assert Trace.objects.filter(type="reveal", what="case").count() == 1


def test_referrals_need_a_consent_that_covers_them(desk: Desk) -> None:
    told = {
        "consent_id": "cns_4711",
        "purpose": "shelter",
        "kind": "shelter",
        "name": "St Anna",
        "given_on": "2026-01-02",
        "until": "2026-12-31",
        "thing": ["person", "need"],
        "text": "A room from Friday",
        "token": "d" * 32,
    }
    for wrong, status in (
        ({"consent_id": " "}, 400),
        ({"thing": []}, 400),
        ({"thing": ["health"]}, 400),
        ({"given_on": "2020-01-02", "until": "2020-03-01"}, 403),  # expired
        ({"until": "2030-01-01"}, 400),  # longer than any consent lasts
        ({"purpose": "anything"}, 400),
        ({"kind": "police"}, 400),  # behind the wall: single things only
    ):
        assert desk.client.post(f"{desk.url}/refer", told | wrong).status_code == status, wrong
    today = date.today()
    told |= {"given_on": str(today), "until": str(today + timedelta(days=30))}
    for _ in range(2):
        assert desk.client.post(f"{desk.url}/refer", told).status_code == 302
    page = desk.client.get(desk.url).content.decode()
    assert "A room from Friday" in page
    pk = re.findall(r"/referrals/(\d+)/recall", page)
    assert len(pk) == 1
    desk.case.refresh_from_db()
    assert desk.case.status == "referred"
    desk.client.post(f"{desk.url}/referrals/{pk[0]}/recall")
    desk.case.refresh_from_db()
    assert desk.case.status == "open"
    types = (
        Trace.objects.filter(type__in=("referral", "recall")).order_by("pk").values_list("type", flat=True)
    )
    assert list(types) == ["referral", "recall"]
