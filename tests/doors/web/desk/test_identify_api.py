"""The machine's door to galleries: the same acts, traces and covers as the pages."""

from __future__ import annotations

import base64
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from manumit.doors.web.desk.models import (
    Candidate,
    Enrolment,
    Placed,
    Search,
    Subject,
    Workspace,
)
from tests.doors.web.desk.faces import blank, enrolled, face, work
from tests.doors.web.desk.test_identify_ways import ZONE, read, record_of

__all__ = ["read"]
pytestmark = pytest.mark.django_db
API = "/api/v1/workspaces/fresh/identify"


def test_the_machines_door_says_the_same(browser: Client, fresh: Workspace) -> None:
    enrolled(browser, "fresh", ("ana_1.png", face(1)))
    shelf = {"kind": "victim", "people": 1, "modalities": ["face"], "told": 0}
    assert shelf | {"checks": [], "checks_until": None} in browser.get(f"{API}/galleries").json()
    told = {
        "pictures": [base64.b64encode(face(4)).decode()],
        "kind": "victim",
        "modality": "face",
        "purpose": "Missing person 2026-14",
        "basis": "Consent of the family",
    }
    answer = browser.post(f"{API}/searches", told, content_type="application/json")
    assert (answer.status_code, answer.json()["state"]) == (202, "queued")
    work(Search.objects.get().job)
    done = browser.get(f"{API}/searches/{answer.json()['search']}").json()
    assert done["presentation_attack_detection"] == ["none installed"]
    (one,) = done["candidates"]
    assert one["name"] == f"Person {one['person']}", "possible victims are covered here, too"
    said = browser.post(
        f"{API}/pairs/{one['pair']}/word",
        {"answer": "same", "reason": "ears"},
        content_type="application/json",
    )
    assert said.json()["state"] == "half"
    held = browser.get(f"{API}/people/{one['person']}").json()
    assert (held["pictures"], held["basis"]) == (1, "Consent of the family")
    gone = browser.post(
        f"{API}/people/{one['person']}/withdraw", {"reason": "asked for it"}, content_type="application/json"
    )
    assert gone.status_code == 204
    assert browser.get(f"{API}/people/{one['person']}").status_code == 404
    zone = browser.post(f"{API}/zone", {"text": ZONE}, content_type="application/json").json()
    assert (zone["surname"], zone["sound"], zone["checks"]["all"]) == ("ERIKSSON", True, True)
    assert browser.post(f"{API}/zone", {"text": "P<"}, content_type="application/json").status_code == 400
    bad = browser.post(f"{API}/searches", told | {"pictures": ["x"]}, content_type="application/json")
    assert bad.status_code == 400


def test_the_machines_door_to_families_and_pictures(browser: Client, fresh: Workspace) -> None:
    enrolled(browser, "fresh", ("a.png", face(1)), kind="missing")
    one = Subject.objects.get()
    use = {"purpose": "Missing person 2026-14", "basis": "Consent of the family"}
    row = {"name": "Amina Diallo", "age": "9", "origin": "Hull", "secret": "x"}
    kin = [{"relation": "mother", "name": "Fatoumata"}]
    held = f"{API}/people/{one.pk}"
    told = browser.put(f"{held}/told", {"row": row, "relatives": kin}, content_type="application/json")
    assert told.status_code == 204
    request = {
        "name": "Amina Diallo",
        "age": "9",
        "origin": "Hull",
        "relation": "daughter",
        "seeker_name": "Fatoumata",
    }
    asked = {**use, "kind": "missing", "request": request}
    made = browser.post(f"{API}/traces", asked, content_type="application/json")
    assert made.status_code == 202
    work(Search.objects.get().job)
    (found,) = browser.get(f"{API}/searches/{made.json()['search']}").json()["candidates"]
    assert found["person"] == one.pk
    assert (
        browser.post(
            f"{API}/traces", {**asked, "request": {"age": "old"}}, content_type="application/json"
        ).status_code
        == 400
    )
    picture = {**use, "modality": "face", "pictures": [base64.b64encode(face(1) + b" ").decode()]}
    added = browser.post(f"{held}/pictures", picture, content_type="application/json")
    assert added.status_code == 202
    work(Enrolment.objects.latest("pk").job)
    assert browser.get(held).json()["pictures"] == 2
    which = browser.get(held).json()["which"][1]
    gone = browser.post(
        f"{held}/pictures/1/remove", {"reason": "not her", "which": which}, content_type="application/json"
    )
    assert gone.status_code == 204
    assert browser.get(held).json()["pictures"] == 1


def test_the_machines_door_takes_in_asks_and_lets_two_decide(
    browser: Client, read: Workspace, colleague: Callable[..., Client]
) -> None:
    """The whole way of a missing person: taken in by name, looked for by a record, decided about, looked at, closed."""
    use = {"purpose": "Missing person 2026-14", "basis": "Consent of the family"}
    form = "application/json"

    def post(at: str, told: Any = None, by: Client = browser) -> Any:
        return by.post(f"{API}/{at}", told or {}, content_type=form)

    sent = {**use, "kind": "missing", "name": "Ana Example", "pictures": [_base64(face(4)), _base64(blank())]}
    answer = post("enrolments", sent)
    assert (answer.status_code, answer.json()["people"]) == (202, [])
    made = Enrolment.objects.get()
    work(made.job)
    told = browser.get(f"{API}/enrolments/{made.pk}").json()
    (ana,) = told["people"]
    assert (told["state"], told["new"], told["refused"][0]["name"]) == ("done", 1, "picture 2")
    assert "No face is found" in told["refused"][0]["why"]
    assert told["refused"][0]["about"] == "no-face"
    rows = browser.get(f"{API}/galleries/missing/people").json()
    assert (rows["total"], rows["items"][0]["name"]) == (1, "Ana Example")
    assert browser.get(f"{API}/galleries/test/people").status_code == 422

    assert post("enrolments", {**use, "kind": "victim", "from_records": True}).status_code == 202
    work(Enrolment.objects.latest("pk").job)
    taken = [{"record_id": record_of(read, "missing_person")}]
    asked = {**use, "modality": "face", "kind": "victim", "taken": taken}
    search = post("searches", asked).json()["search"]
    work(Search.objects.get(pk=search).job)
    assert [one["search"] for one in browser.get(f"{API}/searches").json()] == [search]
    assert browser.get(f"{API}/searches/{search}/pictures/0")["Content-Type"] == "image/jpeg"
    (row,) = browser.get(f"{API}/pairs").json()
    pair = f"pairs/{row['pair']}"
    waiting = browser.get(f"{API}/{pair}").json()
    assert (waiting["mine"], waiting["llr"], waiting["parts"]) == (True, None, [])
    assert browser.get(f"{API}/{pair}/pictures/{waiting['pictures'][0]}").status_code == 200
    covered = browser.get(f"{API}/people/{waiting['person']}").json()
    assert covered["covered"]
    shown = f"{API}/people/{waiting['person']}/pictures/0"
    assert browser.get(shown).status_code == 404
    change = {"row": {"name": "Eve"}}
    refused = browser.put(f"{API}/people/{waiting['person']}/told", change, content_type=form)
    assert refused.json()["code"] == "refused"
    assert post(f"people/{waiting['person']}/purpose", {"purpose": use["purpose"]}).status_code == 204
    assert browser.get(shown).status_code == 200

    assert post(f"{pair}/word", {"answer": "same"}).status_code == 400, "a reason is needed"
    assert post(f"{pair}/word", {"answer": "same", "reason": "the scar"}).json()["state"] == "half"
    other = colleague("otto")
    blind = other.get(f"{API}/{pair}").json()
    assert (blind["said"], blind["llr"], blind["mine"]) == ([], None, True), "neither answer nor ratio"
    done = post(f"{pair}/word", {"answer": "same", "compared": ["ears"]}, other).json()
    assert (done["state"], done["outcome"]) == ("decided", "same")
    open_ = browser.get(f"{API}/{pair}").json()
    assert open_["llr"] > 0
    assert {one["stage"] for one in open_["said"]} == {"alone", "together"}
    assert Placed.objects.exists()

    assert post(f"people/{ana}/keep", {"keep_days": 30}).status_code == 204
    assert Subject.objects.get(pk=ana).keep_until == timezone.now().date() + timedelta(days=30)
    assert post(f"searches/{search}/close").status_code == 204
    assert browser.get(f"{API}/searches/{search}").json()["state"] == "destroyed"
    assert not Candidate.objects.exists()


def test_the_machines_door_takes_in_a_case_form_and_says_what_is_too_much(
    browser: Client, fresh: Workspace
) -> None:
    use = {"purpose": "Family tracing, camp 3", "basis": "Consent of the family", "kind": "missing"}
    kin = [{"relation": "mother", "name": "Berta"}]

    def post(told: Any) -> Any:
        return browser.post(f"{API}/forms", told, content_type="application/json")

    assert post({**use, "row": {"age_on": "2026-01-01"}}).status_code == 400, "nothing is told of anybody"
    assert post({**use, "row": {"name": "Ana Example", "age": "12"}, "relatives": kin}).status_code == 202
    work(Enrolment.objects.get().job)
    told = browser.get(f"{API}/people/{Subject.objects.get().pk}").json()
    assert (told["told"]["row"]["name"], told["told"]["relatives"]) == ("Ana Example", kin)
    assert told["modalities"] == []
    much = post({**use, "row": {"name": "x" * 3_000_000}})
    assert (much.status_code, much.json()["code"]) == (413, "usage")
    two = {**use, "modality": "face", "pictures": [_base64(face(1))] * 2, "taken": [{"person": 987654321}]}
    assert browser.post(f"{API}/searches", two, content_type="application/json").status_code == 404
    none = {**use, "modality": "face", "pictures": []}
    assert browser.post(f"{API}/searches", none, content_type="application/json").status_code == 400


def _base64(data: bytes) -> str:
    return base64.b64encode(data).decode()
