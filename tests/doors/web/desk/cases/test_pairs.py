"""Judging pairs: queued, written where the next run reads them, with a second person where a possible victim and a
suspect are said to be one."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from manumit.doors.web.accounts.models import User
from manumit.doors.web.desk.acts.judging import needs_two
from manumit.doors.web.desk.models import Approval, Judgement, Trace, Workspace
from manumit.doors.web.desk.sights.leads import shelf
from manumit.doors.web.desk.sights.pairs import HIGH, LOW, Pair, pairs
from manumit.engine.evidence import Workspace as Folder
from manumit.engine.evidence import judgements
from tests.doors.web.conftest import Signed

pytestmark = pytest.mark.django_db


@pytest.fixture
def plain(workspace: Workspace) -> Pair:
    """A pair that one person may judge."""
    return next(pair for pair in pairs(workspace) if not needs_two(workspace, pair.left, pair.right))


@pytest.fixture
def grave(workspace: Workspace) -> tuple[str, str]:
    """A possible victim and a suspect of one lead, both accounts or persons."""
    for lead in shelf(workspace).plain:
        able = [m for m in lead.members if m.kind in ("account", "person") and m.ids]
        victim = next((m for m in able if m.role == "possible_victim"), None)
        suspect = next((m for m in able if m.role == "controller"), None)
        if victim and suspect:
            return victim.entity_id, suspect.entity_id
    raise AssertionError("the world has no such lead")


def _told(workspace: Workspace) -> list[tuple[tuple[str, str], str, str]]:
    found = judgements(Folder.open(Path(workspace.folder)))
    return [(one.pair, one.verdict, one.second) for one in found]


def _judge(client, left: str, right: str, verdict: str) -> int:  # type: ignore[no-untyped-def]
    told = {"left": left, "right": right, "verdict": verdict}
    status: int = client.post("/w/case-7/pairs/judge", told).status_code
    return status


def test_the_queue_holds_what_is_neither_sure_nor_hardly(workspace: Workspace) -> None:
    found = pairs(workspace)
    assert found
    assert all(LOW <= pair.probability <= HIGH for pair in found)


def test_a_judged_pair_leaves_the_queue_and_is_in_the_workspace(
    signed: Signed, workspace: Workspace, plain: Pair
) -> None:
    client = signed()
    assert "data-key" in client.get("/w/case-7/pairs").content.decode()
    assert _judge(client, plain.left, plain.right, "different") == 302
    assert _told(workspace) == [((plain.left, plain.right), "different", "")]
    assert plain not in pairs(workspace)
    assert Trace.objects.filter(type="judgement").count() == 1


def test_sent_twice_is_judged_once_and_undone_it_counts_no_more(
    signed: Signed, workspace: Workspace, plain: Pair
) -> None:
    client = signed()
    for _ in range(2):
        _judge(client, plain.right, plain.left, "same")
    made = Judgement.objects.get()
    assert client.post(f"/w/case-7/pairs/{made.pk}/undo").status_code == 302
    assert _told(workspace) == []
    assert plain in pairs(workspace)


def test_what_is_no_pair_is_refused(signed: Signed, plain: Pair) -> None:
    client = signed()
    assert _judge(client, plain.left, plain.left, "same") == 400
    assert _judge(client, plain.left, plain.right, "maybe") == 400
    assert _judge(client, plain.left, "ent_unknown", "same") == 404
    assert _judge(signed("bank"), plain.left, plain.right, "same") == 403
    assert not Judgement.objects.exists()


def test_victim_and_suspect_are_the_same_only_for_two_people(
    signed: Signed, person: Callable[..., User], workspace: Workspace, grave: tuple[str, str]
) -> None:
    ada = person("investigator", name="ada")
    client = signed(user=ada)
    _judge(client, *grave, "same")
    asked = Approval.objects.get()
    assert _told(workspace) == []
    assert client.post(f"/w/case-7/approvals/{asked.pk}", {"answer": "agree"}).status_code == 403
    assert _told(workspace) == []
    ben = signed(user=person("supervisor", name="ben"))
    assert ben.post(f"/w/case-7/approvals/{asked.pk}", {"answer": "agree"}).status_code == 302
    assert _told(workspace) == [(tuple(sorted(grave)), "same", "ben")]
    assert ben.post(f"/w/case-7/approvals/{asked.pk}", {"answer": "refuse"}).status_code == 400


def test_a_refused_judgement_never_counts(
    signed: Signed, workspace: Workspace, grave: tuple[str, str]
) -> None:
    _judge(signed(), *grave, "same")
    asked = Approval.objects.get()
    assert signed("supervisor").post(f"/w/case-7/approvals/{asked.pk}", {"answer": "no"}).status_code == 302
    assert _told(workspace) == []
    assert Judgement.objects.get().undone_at is not None


def test_what_was_undone_waits_for_nobody(
    signed: Signed, workspace: Workspace, grave: tuple[str, str]
) -> None:
    client = signed()
    _judge(client, *grave, "same")
    client.post(f"/w/case-7/pairs/{Judgement.objects.get().pk}/undo")
    asked = Approval.objects.get()
    assert asked.state == "refused"
    assert (
        signed("supervisor").post(f"/w/case-7/approvals/{asked.pk}", {"answer": "agree"}).status_code == 400
    )
    assert _told(workspace) == []


def test_different_and_unsure_need_nobody_else(
    signed: Signed, workspace: Workspace, grave: tuple[str, str]
) -> None:
    _judge(signed(), *grave, "different")
    assert [verdict for _, verdict, _ in _told(workspace)] == ["different"]
    assert not Approval.objects.exists()
