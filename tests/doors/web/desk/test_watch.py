"""Watchlists at the Desk: made, compared by the engine, alerts decided and logged; words judged. All on a copy of the
evidence, with the engine's own files."""

from __future__ import annotations

import io
import json
import shutil
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from manumit.doors.web.accounts.models import User
from manumit.doors.web.desk.acts import jobs, watchlists
from manumit.doors.web.desk.acts.entries import checked
from manumit.doors.web.desk.errand import Teller, run
from manumit.doors.web.desk.models import Job, Trace, Watchlist, Workspace, WorkspaceMember
from manumit.doors.web.desk.running import _task
from manumit.doors.web.desk.sights.alerts import alerts_of, words_of
from manumit.doors.web.desk.sights.leads import shelf
from manumit.engine.evidence import Workspace as Folder
from manumit.engine.watch import Proposal, Queue, read_terms
from tests.doors.web.conftest import Signed

pytestmark = pytest.mark.django_db
REASON = "It stood on the flyer of the quay"


@pytest.fixture
def workspace(db: None, evidence: Path, tmp_path: Path) -> Workspace:
    """A copy of the evidence that may be written in."""
    shutil.copytree(evidence, tmp_path / "case-7", ignore=shutil.ignore_patterns("scratch"))
    return Workspace.objects.create(slug="case-7", name="Case 7", folder=str(tmp_path / "case-7"))


@pytest.fixture
def ines(workspace: Workspace) -> User:
    """An investigator who works there."""
    user = User.objects.create(username="ines", role="investigator")
    WorkspaceMember.objects.create(workspace=workspace, user=user)
    return user


def work_off() -> list[Job]:
    """Do what waits, as a worker does."""
    done = []
    while job := jobs.take():
        result = run(_task(job), Teller(io.StringIO()))
        assert jobs.end(job, Job.State.DONE, result, {})
        done.append(Job.objects.get(pk=job.pk))
    return done


def _form(kind: str, values: str, **more: str) -> dict[str, str]:
    ends = (timezone.now().date() + timedelta(days=30)).isoformat()
    return {"name": "Quay", "reason": REASON, "ends": ends, "kind": kind, "values": values} | more


def _phone(workspace: Workspace, victims: bool) -> str:
    """The first of them."""
    return _phones(workspace, victims)[0]


def _phones(workspace: Workspace, victims: bool) -> list[str]:
    """Phones of leads: of possible victims, or of somebody who is shown."""
    hidden = shelf(workspace).masking.hidden
    return [
        one.id
        for lead in shelf(workspace).plain
        for member in lead.members
        if (member.entity_id in hidden) == victims
        for one in member.ids
        if one.kind == "phone" and one.id.startswith("+") and "?" not in one.id
    ]


def _lines(workspace: Workspace, name: str) -> list[dict[str, Any]]:
    path = Path(workspace.folder, "watch", name)
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()] if path.exists() else []


def test_what_is_there_is_compared_and_alerts_come_with_their_reason(
    signed: Signed, ines: User, workspace: Workspace
) -> None:
    client = signed(user=ines)
    phone = _phone(workspace, victims=False)
    answer = client.post("/w/case-7/watch/new", _form("phone", phone))
    made = Watchlist.objects.get()
    assert answer["Location"] == f"/w/case-7/watch/{made.pk}"
    (job,) = work_off()
    assert job.kind == "watch"
    assert job.result["alerts"]["raised"] > 0
    for address in ("/w/case-7/watch", "/home"):
        page = client.get(address).content.decode()
        assert f"The phone {phone} stands in" in page
        assert f"On the list because: {REASON}" in page
    assert Trace.objects.filter(what="watchlist", purpose=REASON).count() == 1
    assert client.get(f"/w/case-7/watch/{made.pk}").status_code == 200


def test_a_possible_victims_number_is_covered_in_the_alert(
    signed: Signed, ines: User, workspace: Workspace
) -> None:
    client, phone = signed(user=ines), _phone(workspace, victims=True)
    client.post("/w/case-7/watch/new", _form("phone", phone))
    work_off()
    told = alerts_of(ines, workspace)
    assert told
    assert all(phone not in one.reason and one.value == "" for one in told)
    assert phone not in client.get("/w/case-7/watch").content.decode()
    assert phone not in client.get("/home").content.decode()


def test_alerts_are_decided_once_with_reasons_and_stand_in_both_logs(
    signed: Signed, ines: User, workspace: Workspace
) -> None:
    client = signed(user=ines)
    phones = _phones(workspace, victims=False)[:20]
    client.post("/w/case-7/watch/new", _form("phone", "\n".join(phones)))
    work_off()
    told = alerts_of(ines, workspace)
    assert len(told) >= 2
    first, second = told[0].alert.alert_id, told[1].alert.alert_id
    assert (
        client.post(f"/w/case-7/watch/alerts/{first}", {"verdict": "dismissed", "reason": "no"}).status_code
        == 400
    )
    assert client.post(f"/w/case-7/watch/alerts/{first}", {"verdict": "burned"}).status_code == 400
    said = {"verdict": "dismissed", "reason": "An honest agency, spoke to them"}
    for _ in range(2):  # sent twice, written once
        assert client.post(f"/w/case-7/watch/alerts/{first}", said).status_code == 302
    client.post(f"/w/case-7/watch/alerts/{second}", {"verdict": "seen", "back": "home"})
    lines = _lines(workspace, "decisions.jsonl")
    assert [(one["alert_id"], one["note"], one["by"]) for one in lines] == [
        (first, "dismissed: An honest agency, spoke to them", "ines"),
        (second, "seen", "ines"),
    ]
    assert Trace.objects.filter(type="judgement", what="alert").count() == 2
    logged = Path(workspace.folder, "events.jsonl").read_text("utf-8")
    assert logged.count('\\"judgement\\"') == 2
    assert first not in {one.alert.alert_id for one in alerts_of(ines, workspace)}
    assert "An honest agency" in client.get("/w/case-7/watch?state=closed").content.decode()


def test_following_leads_to_the_lead_that_rests_on_it(
    signed: Signed, ines: User, workspace: Workspace
) -> None:
    client = signed(user=ines)
    lead = next(one for one in shelf(workspace).plain if any(r.kind == "ad" for r in one.records))
    phones = {one.id for m in lead.members for one in m.ids if one.kind == "phone"}
    client.post("/w/case-7/watch/new", _form("phone", "\n".join(p for p in phones if p.startswith("+"))))
    work_off()
    told = next(one for one in alerts_of(ines, workspace) if one.leads)
    answer = client.post(f"/w/case-7/watch/alerts/{told.alert.alert_id}", {"verdict": "followed"})
    assert answer["Location"] == f"/w/case-7/leads/{told.leads[0].lead_id}"
    assert client.get(answer["Location"]).status_code == 200


def test_while_a_run_has_the_workspace_a_decision_waits_and_is_written_after(
    signed: Signed, ines: User, workspace: Workspace
) -> None:
    client = signed(user=ines)
    client.post("/w/case-7/watch/new", _form("phone", _phone(workspace, victims=False)))
    work_off()
    before = alerts_of(ines, workspace)
    with Folder.open(Path(workspace.folder)).lock():
        answer = client.post(f"/w/case-7/watch/alerts/{before[0].alert.alert_id}", {"verdict": "seen"})
        assert answer.status_code == 302
        assert len(alerts_of(ines, workspace)) == len(before) - 1
        assert _lines(workspace, "decisions.jsonl") == []
    (job,) = work_off()
    assert (job.kind, job.result) == ("decide", {"decided": 1})
    assert len(_lines(workspace, "decisions.jsonl")) == 1
    assert len(alerts_of(ines, workspace)) == len(before) - 1


def test_all_alerts_of_a_list_are_seen_at_once(signed: Signed, ines: User, workspace: Workspace) -> None:
    client = signed(user=ines)
    client.post("/w/case-7/watch/new", _form("phone", _phone(workspace, victims=False)))
    work_off()
    made, count = Watchlist.objects.get(), len(alerts_of(ines, workspace))
    assert "All of them are seen" in client.get(f"/w/case-7/watch?list={made.pk}").content.decode()
    client.post(f"/w/case-7/watch/{made.pk}/seen")
    assert alerts_of(ines, workspace) == []
    assert len(_lines(workspace, "decisions.jsonl")) == count


def test_lists_and_alerts_of_others_do_not_exist(signed: Signed, ines: User, workspace: Workspace) -> None:
    signed(user=ines).post("/w/case-7/watch/new", _form("phone", _phone(workspace, victims=False)))
    work_off()
    made, told = Watchlist.objects.get(), alerts_of(ines, workspace)[0]
    other = signed("supervisor")
    assert other.get(f"/w/case-7/watch/{made.pk}").status_code == 404
    assert other.post(f"/w/case-7/watch/{made.pk}/change", {"deed": "delete"}).status_code == 404
    assert other.post(f"/w/case-7/watch/{made.pk}/seen").status_code == 404
    assert other.post(f"/w/case-7/watch/alerts/{told.alert.alert_id}", {"verdict": "seen"}).status_code == 404
    assert "No alert waits for you" in other.get("/w/case-7/watch").content.decode()
    assert signed("administrator").get("/w/case-7/watch").status_code == 403
    assert len(alerts_of(ines, workspace)) > 0


def test_a_paused_list_rests_and_catches_up(signed: Signed, ines: User, workspace: Workspace) -> None:
    client = signed(user=ines)
    client.post("/w/case-7/watch/new", _form("phone", _phone(workspace, victims=False)))
    made = Watchlist.objects.get()
    client.post(f"/w/case-7/watch/{made.pk}/change", {"deed": "pause"})
    work_off()
    assert alerts_of(ines, workspace) == []
    client.post(f"/w/case-7/watch/{made.pk}/change", {"deed": "go"})
    work_off()
    assert alerts_of(ines, workspace)


@pytest.mark.parametrize("rests", ["ended", "left"])
def test_lists_that_ended_or_whose_keeper_left_are_not_compared(
    signed: Signed, ines: User, workspace: Workspace, rests: str
) -> None:
    client = signed(user=ines)
    client.post("/w/case-7/watch/new", _form("phone", _phone(workspace, victims=False)))
    if rests == "ended":
        client.post(f"/w/case-7/watch/{Watchlist.objects.get().pk}/change", {"deed": "end"})
    else:
        WorkspaceMember.objects.all().delete()
    assert all(job.result["alerts"]["raised"] == 0 for job in work_off())


def test_entries_are_added_and_taken_out_and_no_number_is_given_twice(
    signed: Signed, ines: User, workspace: Workspace
) -> None:
    client = signed(user=ines)
    client.post("/w/case-7/watch/new", _form("phrase", "no fees upfront\nfriendly staff", match="exact"))
    made = Watchlist.objects.get()
    address = f"/w/case-7/watch/{made.pk}/change"
    client.post(address, {"deed": "drop", "entry": "2"})
    client.post(address, {"deed": "add", "kind": "place", "values": "53.8,-1.55", "km": "2"})
    made.refresh_from_db()
    assert [(one["id"], one["kind"]) for one in made.entries] == [("1", "phrase"), ("2", "place")]
    client.post(address, {"deed": "add", "kind": "name", "values": "Ana Example|1999-01-02"})
    client.post(address, {"deed": "delete"})
    assert not Watchlist.objects.exists()
    assert Trace.objects.filter(what="watchlist").count() == 5


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"kind": "wallet", "values": "nonsense"}, "is no wallet"),
        ({"values": "  \n "}, "Nothing to watch for"),
        ({"reason": "x"}, "no reason"),
        ({"name": " "}, "no name"),
        ({"ends": "2001-01-01"}, "within a year"),
        ({"ends": "soon"}, "when the list ends"),
        ({"kind": "nationality", "values": "any"}, "is not known"),
        ({"values": "\n".join(f"+4477009{n:05}" for n in range(501))}, "500 entries at most"),
    ],
)
def test_a_list_that_makes_no_sense_is_not_kept_and_nothing_typed_is_lost(
    signed: Signed, ines: User, workspace: Workspace, change: dict[str, str], said: str
) -> None:
    answer = signed(user=ines).post("/w/case-7/watch/new", _form("phone", "+447700900123") | change)
    assert answer.status_code == 400
    page = answer.content.decode()
    assert said in page
    assert change.get("name", "Quay").strip() in page
    assert not Watchlist.objects.exists()


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.text(max_size=60), max_size=5))
def test_what_is_typed_never_breaks_the_list_of_others(values: list[str]) -> None:
    cells = [one for value in values for one in watchlists.cells_of("phrase", value, {})]
    numbered = [{**one, "id": str(at)} for at, one in enumerate(cells)]
    good = {"id": "good", "kind": "phone", "value": "+447700900123"}
    entries, problems = checked([*numbered, good])
    assert len(entries) + len(problems) == len(cells) + 1
    assert entries[-1].id == "good"


# --- Words


@pytest.fixture
def queued(workspace: Workspace) -> str:
    """A word that the engine proposed."""
    proposal = Proposal(
        "prp_1", "tulips", "word", (("roses", 0.8),), 6, 5, 9, 120, 1, 900, 2.1, 4.4,
        "2026-03-01", "2026-03-20", "2026-02-25", (), "new",
    )  # fmt: skip
    with Folder.open(Path(workspace.folder)).lock():
        Queue.of(Folder.open(Path(workspace.folder))).add([proposal], "2026-03-21T00:00:00+00:00")
    return "tulips"


def test_a_word_is_judged_with_a_reason_and_a_date(signed: Signed, workspace: Workspace, queued: str) -> None:
    client = signed("analyst")
    assert queued in client.get("/w/case-7/watch/words").content.decode()
    address = "/w/case-7/watch/words/decide"
    assert client.post(address, {"word": queued, "verdict": "accepted", "reason": ""}).status_code == 400
    said = {"word": queued, "verdict": "accepted", "reason": "Confirmed in case 19"}
    for _ in range(2):
        assert client.post(address, said).status_code == 302
    (line,) = _lines(workspace, "vocabulary.jsonl")
    assert (line["term"], line["decision"], line["note"]) == (queued, "accepted", "Confirmed in case 19")
    assert line["at"][:10] == timezone.now().date().isoformat()
    page = client.get("/w/case-7/watch/words").content.decode()
    assert "Confirmed in case 19" in page
    assert (
        client.post(address, {"word": "never", "verdict": "accepted", "reason": "long enough"}).status_code
        == 404
    )
    assert words_of(workspace)[0]["state"] == "accepted"


def test_a_bank_sees_no_form_and_may_not_judge(signed: Signed, workspace: Workspace, queued: str) -> None:
    client = signed("bank")
    assert "It is one" not in client.get("/w/case-7/watch/words").content.decode()
    said = {"word": queued, "verdict": "rejected", "reason": "long enough"}
    assert client.post("/w/case-7/watch/words/decide", said).status_code == 403
    assert client.post("/w/case-7/watch/words/known", {"terms": "roses"}).status_code == 403


def test_known_words_are_kept_as_the_engine_reads_them_and_new_ones_looked_for(
    signed: Signed, workspace: Workspace
) -> None:
    client = signed("analyst")
    words = ["roses", "🌹", 'gift "card"', "- a: {b}", "розы"]
    assert client.post("/w/case-7/watch/words/known", {"terms": "\r\n".join(words)}).status_code == 302
    assert read_terms(Path(workspace.folder, "watch", "terms.yaml")) == (words, [])
    assert client.post("/w/case-7/watch/words/known", {"terms": "roses\n!!!"}).status_code == 400
    assert read_terms(Path(workspace.folder, "watch", "terms.yaml")) == (words, [])
    (job,) = work_off()
    assert "queued" in job.result["words"]
    assert client.post("/w/case-7/watch/words/known", {"terms": " \r\n"}).status_code == 302, (
        "no word any more"
    )
    assert client.get("/w/case-7/watch/words").status_code == 200
    assert not Path(workspace.folder, "watch", "terms.yaml").exists()
    (job,) = work_off()
