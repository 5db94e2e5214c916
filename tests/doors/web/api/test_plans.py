"""Plans, patterns and estimates through the machine's door: asked for, worked out, and read as fine as somebody may."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from manumit.doors.web.accounts.models import User
from manumit.doors.web.api.routes import api
from manumit.doors.web.desk.acts.counting import unseen
from manumit.doors.web.desk.acts.seeking import patterns_path, seek
from manumit.doors.web.desk.acts.siting import site
from manumit.doors.web.desk.acts.studying import folder_of, recount
from manumit.doors.web.desk.models import Job, Patterns, Study, Trace, Workspace
from tests.doors.web.conftest import Signed
from tests.doors.web.desk.surveys import LISTS, followed, surveyed

pytestmark = pytest.mark.django_db
BASE = "/api/v1/workspaces/case-7"


@pytest.fixture
def study(workspace: Workspace, person: Callable[..., User], tmp_path: Path) -> Study:
    """One that is worked out, and may be handed on."""
    made = surveyed(workspace, person("analyst"), tmp_path)
    made.unchecked_because = "Nobody lives in this made-up town."
    made.save()
    return made


def post(client: Client, path: str, status: int = 202, **told: Any) -> dict[str, Any]:
    answer = client.post(f"{BASE}/{path}", told, content_type="application/json")
    assert answer.status_code == status, answer.content
    found: dict[str, Any] = answer.json()
    return found


def get(client: Client, path: str) -> dict[str, Any]:
    answer = client.get(f"{BASE}/{path}")
    assert answer.status_code == 200, answer.content
    found: dict[str, Any] = answer.json()
    return found


def listed(client: Client, path: str) -> list[dict[str, Any]]:
    answer = client.get(f"{BASE}/{path}")
    assert answer.status_code == 200, answer.content
    rows: list[dict[str, Any]] = answer.json()
    return rows


def worked_out(work: Callable[[dict[str, Any]], dict[str, Any]]) -> None:
    """What was asked for last, without waiting for a worker."""
    job = Job.objects.latest("pk")
    job.result, job.state = work(job.inputs[0]), "done"
    job.save()


def test_a_plan_is_asked_for_and_read(signed: Signed, study: Study) -> None:
    client, at = signed(), f"studies/{study.pk}/plans"
    made = post(client, at, what="shelter", number=2, reach=10)
    assert made["state"] == "queued"
    assert made["sites"] == []
    worked_out(lambda one: site(one, lambda *_: None))
    told = get(client, f"{at}/{made['plan']}")
    assert (told["state"], told["what"], told["number"]) == ("done", "shelter", 2)
    assert len(told["sites"]) == 2
    assert sum(row["share"] for row in told["sites"]) == pytest.approx(1)
    assert [row["number"] for row in told["what_if"]] == [1, 2, 3, 4]
    own = told["what_if"][1]
    assert (own["within"], own["mean_minutes"]) == (told["within"], told["mean_minutes"])
    assert told["proven"]
    assert any("straight lines" in one for one in told["method"])
    assert any("Never for stops" in one for one in told["method"])
    assert Trace.objects.filter(type="access", what="study", ident=str(study.pk)).exists()
    later = post(client, at, what="team", number=1)
    rows = listed(client, at)
    assert [(one["plan"], one["state"], one["there"]) for one in rows] == [
        (later["plan"], "queued", False), (made["plan"], "done", True),
    ]  # fmt: skip
    assert [one["plan"] for one in listed(client, f"{at}?limit=1&offset=1")] == [made["plan"]]
    assert listed(client, f"studies/{study.pk}/patterns") == []


def test_a_plan_by_ways_and_what_is_wrong_with_them(signed: Signed, study: Study) -> None:
    client, at = signed(), f"studies/{study.pk}/plans"
    cells = json.loads((folder_of(study) / "result.json").read_text())["levels"][-1]["cells"]
    rows = [f"{begin},{end},{1 + at % 50}" for begin in cells[:4] for at, end in enumerate(cells)]
    made = post(client, at, what="team", number=1, ways="\n".join(["from,to,minutes", *rows]))
    worked_out(lambda one: site(one, lambda *_: None))
    told = get(client, f"{at}/{made['plan']}")
    assert told["ways"] == "ways.csv"
    assert told["sites"][0]["cell"] in cells[:4]
    assert post(client, at, 422, what="patrol", number=1)["code"] == "usage"
    assert post(client, at, 422, what="team", number=51)["code"] == "usage"
    assert "Nobody gave" in post(client, at, 400, what="team", number=1, fair=True)["sentence"]
    assert post(client, "studies/9999/plans", 404, what="team", number=1)["code"] == "not-found"


def test_patterns_as_fine_as_somebody_may_see(signed: Signed, study: Study) -> None:
    client, analyst, at = signed(), signed("analyst"), f"studies/{study.pk}/patterns"
    made = post(client, at, metres=300, days=14)
    assert post(client, at, metres=300, days=14)["patterns"] == made["patterns"], "it waits already"
    folder = Path(study.workspace.folder)
    worked_out(lambda one: seek(one, folder, lambda *_: None))
    path = patterns_path(folder_of(study), made["patterns"])
    known = json.loads(path.read_text())
    cluster = {"cell": "88195d2b1bfffff", "lon": -1.55, "lat": 53.8, "cells": 3, "km": 0.9, "first": 20_000.0}
    cluster |= {"expected": 1.2, "p": 0.01, "gumbel": 0.001, "recurrence": 900.0}
    known["clusters"]["rows"] = [cluster | {"cases": 4}, cluster | {"cases": 13}]
    known["routes"] = followed(("circuit", 12), ("route", 4))
    path.write_text(json.dumps(known))
    whole, coarse = (get(one, f"{at}/{made['patterns']}") for one in (client, analyst))
    assert [row["seen_least"] for row in whole["clusters"]] == [4, 13]
    assert [(row["seen_least"], row["seen_most"]) for row in coarse["clusters"]] == [(10, 14)]
    assert coarse["clusters"][0]["expected"] is None
    assert {row["observed"] for row in coarse["near"]} == {None}
    assert any(row["observed"] for row in whole["near"])
    assert {row["metres_to"] for row in whole["near"]} == {0, 300, 600, 900}
    assert all(row["seen_least"] % 5 == 0 for row in coarse["changes"])
    assert any("steps of five" in one for one in coarse["method"]["clusters"])
    assert any("where they came from" in one for one in coarse["method"]["flows"])
    assert [(one["kind"], len(one["places"]), one["chance_high"]) for one in whole["routes"]] == [
        ("circuit", 3, 2.0), ("route", 3, 2.0),
    ]  # fmt: skip
    [circuit] = coarse["routes"]
    assert (circuit["seen_least"], circuit["seen_most"], circuit["chance_high"]) == (10, 14, None)
    assert any("Nobody is named" in one for one in coarse["method"]["routes"])
    [row] = listed(client, at)
    assert (row["clusters"], row["routes"], row["there"], row["metres"]) == (2, 2, True, 300)
    assert [(one["clusters"], one["routes"]) for one in listed(analyst, at)] == [(1, 1)], "one rests on four"
    assert "refused" in known["changes"]
    assert (row["alarms"], row["flows"]) == (None, None), "nothing can be said of them: that is not 0"
    known["changes"] = {"edges": [0.0, 1.0, 2.0], "counts": [1.0, 1.0], "base": 1, "mean": 1.0, "at": []}
    path.write_text(json.dumps(known))
    assert [one["alarms"] for one in listed(client, at)] == [0]
    recount(study)
    assert client.get(f"{BASE}/{at}/{made['patterns']}").status_code == 404


def test_patterns_of_before_the_study_was_worked_out_again_are_not_told(signed: Signed, study: Study) -> None:
    client, at = signed(), f"studies/{study.pk}/patterns"
    made = post(client, at)
    worked_out(lambda one: seek(one, Path(study.workspace.folder), lambda *_: None))
    path = patterns_path(folder_of(study), made["patterns"])
    path.write_text(json.dumps(json.loads(path.read_text()) | {"study_made_at": "another time"}))
    told = get(client, f"{at}/{made['patterns']}")
    assert (told["state"], told["method"], told["near"]) == ("done", {}, [])
    assert Patterns.objects.count() == 1
    assert [(one["there"], one["clusters"]) for one in listed(client, at)] == [(False, None)]


def test_an_estimate_is_a_range_with_what_speaks_against_it(signed: Signed, workspace: Workspace) -> None:
    client = signed("analyst")
    made = post(client, "estimates", about="A made-up town, 2025", lists=LISTS.decode())
    assert get(client, f"estimates/{made['estimate']}")["models"] == []
    worked_out(lambda one: unseen(one, lambda *_: None))
    told = get(client, f"estimates/{made['estimate']}")
    assert (told["table"], told["seen"]) == ("lists.csv", 303)
    assert 303 < told["low"] < told["high"]
    assert len(told["models"]) > 1
    assert sum(one["belief"] for one in told["models"]) == pytest.approx(1)
    assert len(told["against"]) == 4
    assert not any(isinstance(value, float) for value in told.values()), "there is no one number"
    [row] = listed(client, "estimates")
    assert (row["about"], row["there"]) == (told["about"], True)
    assert not {"low", "high"} & set(row), "who reads how many there are leaves a trace"
    assert Trace.objects.filter(type="access", what="prevalence").count() == 1
    assert post(client, "estimates", 422, about="x", lists="a")["code"] == "usage"
    assert post(client, "estimates", 400, about="   ", lists="a")["code"] == "usage"


@pytest.mark.parametrize("role", ["bank", "platform", "auditor", "administrator"])
def test_who_may_see_no_places_gets_none_of_it(signed: Signed, study: Study, role: str) -> None:
    client = signed(role)
    at = f"studies/{study.pk}"
    for path in (
        f"{at}/plans/1",
        f"{at}/patterns/1",
        "estimates/1",
        f"{at}/plans",
        f"{at}/patterns",
        "estimates",
    ):
        assert client.get(f"{BASE}/{path}").status_code == 403
    assert post(client, f"studies/{study.pk}/plans", 403, what="team", number=1)["code"] == "refused"


def test_the_description_says_what_they_take_and_hand_out() -> None:
    told = json.loads(json.dumps(api.get_openapi_schema()))
    at = "/api/v1/workspaces/{ws}"
    for path in (f"{at}/studies/{{pk}}/plans", f"{at}/studies/{{pk}}/patterns", f"{at}/estimates"):
        assert told["paths"][path]["post"]["description"]
    shapes = told["components"]["schemas"]
    assert "straight lines" in shapes["PlanIn"]["description"]
    assert "never one number" in shapes["EstimateOut"]["description"]
    assert shapes["ClusterOut"]["properties"]["seen_least"]
