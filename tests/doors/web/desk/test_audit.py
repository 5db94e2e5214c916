"""Traces become leaves; whoever changes a trace, or the log, is found out."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from django.conf import settings

from manumit.doors.web.accounts.models import User
from manumit.doors.web.desk.acts import ledger
from manumit.doors.web.desk.acts.tracing import note_access
from manumit.doors.web.desk.models import Trace
from manumit.doors.web.house import House
from tests.doors.web.conftest import Signed
from tests.doors.web.desk.hands import lies_in

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def house(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> House:
    """A log of its own for every test, since the database forgets after each."""
    fresh = House.open(tmp_path / "house")
    monkeypatch.setattr(settings, "HOUSE", fresh)
    return fresh


@pytest.fixture
def traces(person: Callable[..., User]) -> list[Trace]:
    """Three, in the log."""
    user = person()
    for lead in ("lead_a", "lead_b", "lead_c"):
        note_access(user, "lead", lead, purpose="Safety visit")
    assert ledger.flush() == 3
    return list(Trace.objects.order_by("pk"))


def test_each_stands_once_and_in_order(traces: list[Trace]) -> None:
    assert [trace.leaf for trace in traces] == [0, 1, 2]
    assert ledger.flush() == 0
    assert set(ledger.standing(traces).values()) == {"logged"}


def test_the_log_holds_no_name_no_lead_and_no_purpose(traces: list[Trace], house: House) -> None:
    for said in ("lead_a", "Safety", traces[0].user.username):  # type: ignore[union-attr]
        assert lies_in(house.log, said) == []


@pytest.mark.parametrize(
    "change", [{"purpose": "Another"}, {"ident": "lead_z"}, {"user": None}, {"body": {"n": 1}}, {"leaf": 1}]
)
def test_a_changed_trace_does_not_fit(traces: list[Trace], change: dict[str, object]) -> None:
    Trace.objects.filter(pk=traces[0].pk).update(**change)
    assert ledger.standing(list(Trace.objects.order_by("pk")))[traces[0].pk] == "broken"


def test_what_a_killed_writer_appended_is_found_again(
    person: Callable[..., User], traces: list[Trace]
) -> None:
    Trace.objects.filter(pk__in=[traces[1].pk, traces[2].pk]).update(leaf=None)
    note_access(person(), "lead", "lead_d")
    ledger.flush()
    assert list(Trace.objects.order_by("pk").values_list("leaf", flat=True)) == [0, 1, 2, 3]


def test_an_auditor_sees_and_checks_it(signed: Signed, traces: list[Trace]) -> None:
    client = signed("auditor")
    assert "lead_b" in client.get("/audit").content.decode()
    assert "The log holds" in client.post("/audit/check").content.decode()
    Trace.objects.filter(pk=traces[0].pk).update(purpose="Another")
    assert "does not fit the log" in client.get("/audit").content.decode()
    assert "The log does not hold" in client.post("/audit/check").content.decode()


def test_rights_given_are_logged(signed: Signed) -> None:
    client = signed("administrator", member=False)
    assert "/open/" in client.post("/people", {"username": "ada", "role": "analyst"}).content.decode()
    assert client.post("/people", {"username": "ada", "role": "analyst"}).status_code == 400
    ada = User.objects.get(username="ada")
    client.post(f"/people/{ada.pk}", {"role": "supervisor", "active": "1"})
    assert User.objects.get(username="ada").role == "supervisor"
    assert [t.type for t in Trace.objects.order_by("pk")] == [
        "sign_in",
        "permission_change",
        "permission_change",
    ]


def test_nobody_raises_themselves(signed: Signed, person: Callable[..., User]) -> None:
    user = person("administrator", member=False)
    answer = signed(user=user).post(f"/people/{user.pk}", {"role": "investigator", "active": "1"})
    assert answer.status_code == 400
    assert User.objects.get(pk=user.pk).role == "administrator"
