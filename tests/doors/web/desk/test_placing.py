"""Plans for a few teams: worked out, shown with who is left out, and handed on only where the study may be."""

from __future__ import annotations

import csv
import io
import json
from typing import Any

import numpy as np
import pytest
from django.test import Client

from manumit.base.kernel import Refused, UsageError
from manumit.doors.web.desk.acts import ground as grounds
from manumit.doors.web.desk.acts.ground import Ground
from manumit.doors.web.desk.acts.siting import plan_path, site
from manumit.doors.web.desk.acts.studying import folder_of, recount
from manumit.doors.web.desk.acts.surveying import RESULT
from manumit.doors.web.desk.models import Job, Placing, Study, Trace, Workspace
from manumit.doors.web.desk.sights.placing import Plan, plan_of
from manumit.doors.web.desk.sights.sheet import Sheet
from tests.doors.web.desk.hands import page, state, until, worker
from tests.doors.web.desk.surveys import AREA_FILE, asked, events

pytestmark = pytest.mark.django_db
ASKED = {"what": "team", "number": "2", "reach": "10", "fair": "yes"}
REASON = "The town hall asked for it before the census is out."


def people() -> bytes:
    """Two groups that live side by side where things happen, and one at the town's edge."""
    return (
        b"lon,lat,hill,river,edge\n-1.55,53.80,500,500,0\n-1.54,53.79,300,200,0\n-1.50,53.83,90,80,0\n"
        b"-1.485,53.765,10,20,900\n"
    )


def study_of(client: Client, grouped: bool = True) -> Study:
    """A study that is worked out."""
    files = {"events": ("e.csv", events()), "area": AREA_FILE}
    if grouped:
        files["groups"] = ("groups.csv", people())
    return asked(client, files, period="quarter")


def planned(client: Client, study: Study, **changed: str) -> Placing:
    """A plan that is worked out, without waiting for a worker."""
    answer = client.post(f"/w/fresh/places/{study.pk}/placings/new", ASKED | changed)
    assert answer.status_code == 302, answer.content
    placing = Placing.objects.latest("pk")
    told = site(placing.job.inputs[0], lambda *_: None)
    Job.objects.filter(pk=placing.job_id).update(state="done", result=told)
    return placing


def told_of(placing: Placing) -> dict[str, Any]:
    """What came of it."""
    found: dict[str, Any] = json.loads(plan_path(folder_of(placing.study), placing.pk).read_text())
    return found


@pytest.mark.django_db(transaction=True)
def test_a_real_worker_works_it_out(browser: Client, fresh: Workspace) -> None:
    study = study_of(browser)
    browser.post(f"/w/fresh/places/{study.pk}/placings/new", ASKED)
    placing = Placing.objects.get()
    assert "m-live" in page(browser, f"/w/fresh/places/{study.pk}/placings/{placing.pk}")
    with worker():
        until(lambda: state(placing.job) in ("done", "failed"))
    placing.job.refresh_from_db()
    assert placing.job.error == {}
    shown = page(browser, f"/w/fresh/places/{study.pk}/placings/{placing.pk}")
    for said in (
        "Team 1",
        "Team 2",
        "of 100 of the need",
        "edge",
        "asked for",
        "hex-mark",
        ">Leeds</text>",
        "Never for stops",
    ):
        assert said in shown
    assert Trace.objects.filter(type="access", what="study", ident=str(study.pk)).exists()


def test_what_if_is_worked_out_beside_it_and_the_rule_holds(browser: Client) -> None:
    placing = planned(browser, study_of(browser))
    told = told_of(placing)
    assert [(one["number"], one["fair"]) for one in told["plans"]] == [
        (number, fair) for number in (1, 2, 3, 4) for fair in (False, True)
    ]
    means = [one["mean"] for one in told["plans"] if not one["fair"]]
    assert means == sorted(means, reverse=True), "one more is never worse"
    for one in told["plans"]:
        if one["fair"] and "refused" not in one:
            assert max(row["mean"] for row in one["groups"]) <= 1.25 * one["mean"] + 0.02
    free = next(one for one in told["plans"] if one["number"] == 2 and not one["fair"])
    assert max(row["mean"] for row in free["groups"]) > 1.25 * free["mean"], "the rule had something to do"
    plan = Plan.of(placing, told)
    assert sum(row["share"] for row in plan.sites()) == pytest.approx(1)
    own = plan.own
    need = np.array(told["need"])
    assert own["within"] == pytest.approx(need[np.array(own["minutes"]) <= 10].sum() / need.sum(), abs=1e-3)


def test_it_rests_on_what_anybody_may_see(browser: Client) -> None:
    """Another number behind a hidden count is another study, and the same plan."""
    study = study_of(browser)
    level = json.loads((folder_of(study) / RESULT).read_text())["levels"][-1]
    assert level["resolution"] == 8
    hidden = Sheet.of({"levels": [level]}, whole=False).hidden
    ground = Ground.of(level, "")
    assert len({float(one) for one, gone in zip(ground.need, hidden, strict=True) if gone}) == 1
    small = [at for at, one in enumerate(level["seen"]) if 0 < one < 5]
    assert len(small) > 3
    first, second = small[:2]
    other = level | {"expected": list(level["expected"])}
    other["expected"][first], other["expected"][second] = other["expected"][second] + 0.1, 0.0
    np.testing.assert_array_equal(Ground.of(other, "").need, ground.need)
    assert ground.need.sum() == pytest.approx(round(level["in_all"]), abs=0.01)


def test_cells_are_taken_together_until_a_plan_can_be_proven(
    browser: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    level = json.loads((folder_of(study_of(browser)) / RESULT).read_text())["levels"][-1]
    whole = Ground.of(level, "")
    assert len(whole.sites) == len(whole.need)
    monkeypatch.setattr(grounds, "MOST_PAIRS", len(whole.need) * len(whole.need) // 3)
    thinned = Ground.of(level, "")
    assert thinned.resolution == whole.resolution
    assert len(thinned.sites) < len(whole.sites)
    monkeypatch.setattr(grounds, "MOST_PAIRS", 500)
    coarse = Ground.of(level, "")
    assert coarse.resolution < whole.resolution
    assert coarse.need.sum() == pytest.approx(whole.need.sum())
    assert len(coarse.need) * len(coarse.sites) <= 500


def test_it_leaves_only_where_the_study_may_and_that_is_logged(browser: Client) -> None:
    study = study_of(browser, grouped=False)
    placing = planned(browser, study, fair="no")
    address = f"/w/fresh/places/{study.pk}/placings/{placing.pk}"
    assert "Places as CSV" not in page(browser, address)
    assert "nobody can say whom a plan leaves out" in page(browser, address)
    assert browser.get(f"{address}.csv").status_code == 403
    assert browser.post(f"/w/fresh/places/{study.pk}/reason", {"reason": REASON}).status_code == 302
    assert "Places as CSV" in page(browser, address)
    rows = list(csv.reader(io.StringIO(page(browser, f"{address}.csv"))))
    assert [row[0] for row in rows[:3]] == ["number", "1", "2"]
    assert any(REASON in row[0] for row in rows), "why it may leave goes with it"
    trace = Trace.objects.get(type="export_made", what="study")
    assert trace.body["form"] == "placing.csv"


@pytest.mark.parametrize(
    "changed",
    [
        {"what": "patrol"},
        {"number": "0"},
        {"number": "51"},
        {"number": "٣"},
        {"reach": "4"},
        {"reach": "9" * 40},
    ],
)
def test_nothing_beside_the_lists(browser: Client, changed: dict[str, str]) -> None:
    study = study_of(browser)
    answer = browser.post(f"/w/fresh/places/{study.pk}/placings/new", ASKED | changed)
    assert answer.status_code == 400
    assert not Placing.objects.exists()


def test_no_fairness_without_groups_and_one_form_is_one_plan(browser: Client) -> None:
    study = study_of(browser, grouped=False)
    address = f"/w/fresh/places/{study.pk}/placings/new"
    assert browser.post(address, ASKED).status_code == 400
    for _ in range(2):
        assert browser.post(address, ASKED | {"fair": "no", "once": "x"}).status_code == 302
    assert Placing.objects.count() == 1


def test_a_plan_goes_with_what_it_counted(browser: Client) -> None:
    study = study_of(browser)
    placing = planned(browser, study)
    made_at = json.loads((folder_of(study) / RESULT).read_text())["made_at"]
    assert plan_of(placing, made_at)
    assert plan_of(placing, "another time") is None, "the study was worked out again"
    recount(study)
    assert not plan_path(folder_of(study), placing.pk).exists()
    assert browser.get(f"/w/fresh/places/{study.pk}/placings/{placing.pk}").status_code == 404
    with pytest.raises(UsageError, match="gone"):
        site(placing.job.inputs[0], lambda *_: None)


def test_where_nothing_is_expected_nothing_is_placed() -> None:
    level = {"seen": [0, 0], "expected": [0, 0], "in_all": 0, "cells": ["88195d2b1bfffff"] * 2}
    with pytest.raises(Refused, match="Nothing is expected"):
        Ground.of(level, "")
