"""Watching at the Desk for people of a gallery: alerts, the pairs that they become, and who decides."""

from __future__ import annotations

import hashlib
import io
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from django.core.serializers import serialize
from django.test import Client

from manumit.base.kernel import UsageError
from manumit.doors.web.accounts.models import User
from manumit.doors.web.desk.acts import alerted, using
from manumit.doors.web.desk.models import (
    Candidate,
    Job,
    Search,
    Subject,
    Trace,
    Watchlist,
    Workspace,
)
from manumit.doors.web.desk.sealing import vault
from manumit.doors.web.desk.sights.alerts import alerts_of
from tests.doors.web.desk.faces import enrolled, face, work
from tests.doors.web.desk.test_watch import work_off
from tests.doors.web.desk.watching import AT, SOUGHT, read_in, watch_for
from tests.engine.biometrics.drawings import draw_face

pytestmark = pytest.mark.django_db


def test_somebody_is_watched_for_and_two_people_look(
    browser: Client, ana: Subject, fresh: Workspace, ines: User, colleague: Callable[[str, str], Client]
) -> None:
    assert watch_for(browser, ana) == 302
    made = Watchlist.objects.get()
    (entry,) = made.entries
    assert (entry["kind"], entry["gallery"], made.reason) == ("face", "missing", SOUGHT["purpose"])
    read_in(fresh, street=face(1))
    work_off()
    (told,) = alerts_of(ines, fresh)
    page = browser.get(AT).content.decode()
    for said in (
        "may be the watched person Person",
        "such alerts are expected by chance alone",
        "never a finding",
        "Two people look",
    ):
        assert said in page
    for hidden in (entry["value"], entry["key"], "ana", "log-likelihood", "strong support", "of 100</span>"):
        assert hidden not in page
    assert "log-likelihood ratio" in told.alert.reason
    assert entry["value"] not in browser.get(f"{AT}/{made.pk}").content.decode()
    logged = serialize("json", Trace.objects.all()) + Path(fresh.folder, "watch", "alerts.jsonl").read_text()
    assert entry["value"] not in logged
    assert entry["key"] not in logged
    address = f"{AT}/alerts/{told.alert.alert_id}"
    other, bank = colleague("otto", "investigator"), colleague("bea", "bank")
    assert other.post(address, {"verdict": "seen"}).status_code == 404, "the keeper of the list looks first"
    dismissed = {"verdict": "dismissed", "reason": "The ears are others"}
    assert browser.post(address, dismissed).status_code == 302
    assert alerts_of(ines, fresh) == []
    page = other.get(AT).content.decode()
    assert "A colleague has looked" in page
    assert "The ears are others" not in page
    assert "A colleague has looked" not in bank.get(AT).content.decode()
    assert bank.post(address, {"verdict": "seen"}).status_code == 404
    assert other.post(address, {"verdict": "seen"}).status_code == 302
    lines = Path(fresh.folder, "watch", "decisions.jsonl").read_text("utf-8").splitlines()
    assert [(one["decision"], one["by"]) for one in map(json.loads, lines)] == [
        ("looked", "ines"),
        ("closed", "otto"),
    ]
    assert "A colleague has looked" not in other.get(AT).content.decode()
    assert Path(fresh.folder, "events.jsonl").read_text("utf-8").count('\\"judgement\\"') == 2


def test_an_alert_about_a_face_becomes_a_pair_and_its_decision_closes_it(
    browser: Client, ana: Subject, fresh: Workspace, ines: User, colleague: Callable[[str, str], Client]
) -> None:
    watch_for(browser, ana)
    read_in(fresh, street=face(1))
    work_off()
    (told,) = alerts_of(ines, fresh)
    assert told.alert.picture == hashlib.sha256(face(1)).hexdigest()
    assert "Compare in Identify" in browser.get(AT).content.decode()
    address = f"{AT}/alerts/{told.alert.alert_id}"
    if not alerted._is_sealed(f"alert-{told.alert.alert_id}:0"):  # interrupted before
        using.seal_picture(f"alert-{told.alert.alert_id}", 0, {"name": "x"}, io.BytesIO(face(1)))
    answer = browser.post(address, {"verdict": "compared"})
    made = Search.objects.get()
    assert answer["Location"] == f"/w/fresh/identify/searches/{made.pk}"
    assert browser.post(address, {"verdict": "compared"})["Location"] == answer["Location"]
    assert made.people == [ana.pk]
    assert (made.purpose, made.basis) == (SOUGHT["purpose"], SOUGHT["basis"])
    work(made.job)
    pair = Candidate.objects.get()
    assert (pair.subject, pair.search.record_id) == (ana, told.alert.record_id)
    assert pair.llr > 5
    page = browser.get(answer["Location"]).content.decode()
    assert "1 candidate" in page
    assert "log-likelihood" not in page, "blind until two have looked"
    assert "The pictures beside one another" in browser.get(AT).content.decode()
    assert len(alerts_of(ines, fresh)) == 1, "comparing decides nothing"
    for client in (browser, colleague("otto", "investigator")):
        word = {"answer": "same", "reason": "ears and brows"}
        assert client.post(f"/w/fresh/identify/pairs/{pair.pk}", word).status_code == 302
    assert alerts_of(ines, fresh) == []
    work_off()
    assert alerts_of(ines, fresh) == []
    lines = Path(fresh.folder, "watch", "decisions.jsonl").read_text("utf-8").splitlines()
    assert [(one["decision"], one["by"], one["note"]) for one in map(json.loads, lines)] == [
        ("looked", "ines", "compared: same"),
        ("closed", "otto", "compared: same"),
    ]


def test_a_picture_that_may_be_of_a_possible_victim_is_covered_until_a_purpose_is_stated(
    browser: Client, fresh: Workspace, ines: User
) -> None:
    enrolled(browser, "fresh", ("eve_1.png", face(1)))
    eve = Subject.objects.get()
    assert watch_for(browser, eve) == 302
    read_in(fresh, street=face(1))
    work_off()
    (told,) = alerts_of(ines, fresh)
    browser.post(f"{AT}/alerts/{told.alert.alert_id}", {"verdict": "compared"})
    made = Search.objects.get()
    work(made.job)
    pair = f"/w/fresh/identify/pairs/{Candidate.objects.get().pk}"
    shown = f"/w/fresh/identify/searches/{made.pk}/pictures/0"
    assert browser.get(shown).status_code == 404
    assert shown not in browser.get(pair).content.decode()
    browser.post(f"/w/fresh/identify/people/{eve.pk}/purpose", {"purpose": SOUGHT["purpose"]})
    assert browser.get(shown).status_code == 200
    assert shown in browser.get(pair).content.decode()


def test_a_met_picture_that_is_on_a_list_by_now_is_not_kept(
    browser: Client,
    ana: Subject,
    fresh: Workspace,
    ines: User,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    watch_for(browser, ana)
    out = io.BytesIO()
    draw_face(1).save(out, "JPEG", quality=94)  # a picture of this test alone: the vault is everybody's
    read_in(fresh, only=out.getvalue())
    work_off()
    (told,) = alerts_of(ines, fresh)
    digest = hashlib.sha256(out.getvalue()).hexdigest()
    (tmp_path / "illegal.txt").write_text(f"sha256:{digest}\n", "utf-8")
    monkeypatch.setenv("MANUMIT_KNOWN_ILLEGAL", str(tmp_path / "illegal.txt"))
    answer = browser.post(f"{AT}/alerts/{told.alert.alert_id}", {"verdict": "compared"})
    assert answer.status_code == 409
    assert "on a list of what must not be looked at" in answer.content.decode()
    assert "destroyed" not in answer.content.decode()
    assert not Search.objects.exists()
    with pytest.raises(UsageError):
        vault().read(f"alert-{told.alert.alert_id}:0")
    (record,) = Path(fresh.folder, "hand-over.jsonl").read_text("utf-8").splitlines()
    assert (json.loads(record)["kind"], json.loads(record)["hash"]) == ("sha256", digest)


def pair_of(subject: Subject, user: User) -> Candidate:
    """The pair of an alert."""
    place = subject.workspace
    made = Search.objects.create(
        job=Job.objects.create(workspace=place, kind="identify", asked_by=user), workspace=place, asked_by=user,
        ident="alert-alr_1", kind="missing", modality="face", keep_until=subject.keep_until, **SOUGHT,
    )  # fmt: skip
    return Candidate.objects.create(search=made, subject=subject, llr=3.0)


@pytest.mark.parametrize(
    ("answers", "written"),
    [
        (("different", "same", "same"), [("otto", "same"), ("sara", "same")]),
        (("different", "same", "different"), [("ines", "different"), ("sara", "different")]),
        (("different", "same", "cannot tell"), [("ines", "different"), ("sara", "cannot tell")]),
    ],
)
def test_nobody_closes_an_alert_with_what_another_decided(
    browser: Client,
    ana: Subject,
    fresh: Workspace,
    ines: User,
    colleague: Callable[[str, str], Client],
    answers: tuple[str, ...],
    written: list[tuple[str, str]],
) -> None:
    pair = pair_of(ana, ines)
    clients = (browser, colleague("otto", "investigator"), colleague("sara", "supervisor"))
    for client, answer in zip(clients, answers, strict=True):
        word = {"answer": answer, "reason": "ears and brows"}
        assert client.post(f"/w/fresh/identify/pairs/{pair.pk}", word).status_code == 302
    told = Job.objects.get(kind="decide").inputs
    assert [(one["alert"], one["by"], one["note"]) for one in told] == [
        ("alr_1", who, f"compared: {answer}") for who, answer in written
    ]


def test_a_decision_that_was_sealed_before_something_broke_is_kept_at_the_next_press(
    browser: Client, ana: Subject, fresh: Workspace, ines: User, colleague: Callable[[str, str], Client]
) -> None:
    pair = pair_of(ana, ines)
    address, word = f"/w/fresh/identify/pairs/{pair.pk}", {"answer": "same", "reason": "ears and brows"}
    other = colleague("otto", "investigator")
    assert [client.post(address, word).status_code for client in (browser, other)] == [302, 302]
    Job.objects.filter(kind="decide").delete()
    Candidate.objects.update(state="half", outcome="", by=[ines.pk], decided_at=None)
    assert other.post(address, word).status_code == 302
    pair.refresh_from_db()
    assert (pair.state, pair.outcome, len(pair.by)) == ("decided", "same", 2)
    assert Job.objects.filter(kind="decide").count() == 1
    assert other.post(address, word).status_code == 403


@pytest.mark.parametrize("over", ["left", "ended"])
def test_of_a_face_that_is_gone_or_watched_for_no_longer_no_pair_is_made(
    browser: Client, ana: Subject, fresh: Workspace, ines: User, over: str
) -> None:
    watch_for(browser, ana)
    read_in(fresh, street=face(1))
    work_off()
    (told,) = alerts_of(ines, fresh)
    if over == "left":
        browser.post(f"/w/fresh/identify/people/{ana.pk}/withdraw", {"reason": "found and well"})
    else:
        browser.post(f"{AT}/{told.watchlist.pk}/change", {"deed": "end"})
    answer = browser.post(f"{AT}/alerts/{told.alert.alert_id}", {"verdict": "compared"})
    assert answer.status_code == 400
    assert "not in the gallery any more" in answer.content.decode()
    assert not Search.objects.exists()
