"""Patterns of a study: what was put into made-up events is found, what is not there is not, and too few is said."""

from __future__ import annotations

import json
import re
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import h3
import numpy as np
import pytest
from django.test import Client

from manumit.base.kernel import Refused
from manumit.doors.web.accounts.models import User
from manumit.doors.web.desk.acts import seeking
from manumit.doors.web.desk.acts.following import routes_of
from manumit.doors.web.desk.acts.seeking import patterns_path
from manumit.doors.web.desk.acts.studying import folder_of, recount
from manumit.doors.web.desk.acts.surveying import RESULT
from manumit.doors.web.desk.models import Job, Patterns, Study, Workspace
from manumit.doors.web.desk.sights.patterns import Findings, found_of
from manumit.engine.places import read_movements
from tests.doors.web.desk.hands import page, state, until, worker
from tests.doors.web.desk.surveys import AREA_FILE, asked, events, moved, sought

pytestmark = pytest.mark.django_db
Rows = list[tuple[str, float, float]]


def noise(size: int, seed: int) -> Rows:
    """Two years of events anywhere."""
    dealt = np.random.default_rng(seed)
    return [
        (str(date(2024, 1, 1) + timedelta(days=int(day))), float(x), float(y))
        for day, x, y in zip(
            dealt.integers(0, 730, size),
            dealt.uniform(-1.62, -1.48, size),
            dealt.uniform(53.76, 53.84, size),
            strict=True,
        )
    ]


def burst(size: int, seed: int) -> Rows:
    """The last month at one spot."""
    dealt = np.random.default_rng(seed)
    return [
        (
            str(date(2025, 12, 1) + timedelta(days=int(day))),
            -1.55 + float(dealt.normal(0, 0.0008)),
            53.80 + float(dealt.normal(0, 0.0005)),
        )
        for day in dealt.integers(0, 29, size)
    ]


def table(rows: Rows) -> bytes:
    return "\n".join(["date,lon,lat", *(f"{day},{x:.6f},{y:.6f}" for day, x, y in rows), ""]).encode()


def study_of(client: Client, data: bytes) -> Study:
    """A study of a table, worked out."""
    return asked(client, {"events": ("e.csv", data), "area": AREA_FILE}, resolution="8")


def told_of(made: Patterns) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(patterns_path(folder_of(made.study), made.pk).read_text())
    return found


@pytest.mark.django_db(transaction=True)
def test_a_real_worker_finds_what_was_put_in(browser: Client, fresh: Workspace) -> None:
    Path(fresh.folder).mkdir()
    (Path(fresh.folder) / "manifest.json").touch()
    study = study_of(browser, table(noise(400, 1) + burst(30, 2)))
    for _ in range(2):
        browser.post(f"/w/fresh/places/{study.pk}/patterns/new", {"metres": "200", "days": "7"})
    made = Patterns.objects.get()
    address = f"/w/fresh/places/{study.pk}/patterns/{made.pk}"
    assert "m-live" in page(browser, address)
    with worker():
        until(lambda: state(made.job) in ("done", "failed"))
    made.job.refresh_from_db()
    assert made.job.error == {}
    told = told_of(made)
    best = told["clusters"]["rows"][0]
    assert abs(best["lon"] + 1.55) < 0.02
    assert abs(best["lat"] - 53.80) < 0.02
    assert best["p"] <= 0.05
    assert told["changes"]["at"], "the last month has three times as many"
    shown = page(browser, address)
    for said in (
        "Here more happens until now",
        "times as many pairs as chance brings",
        "Alarm: more than was usual",
    ):
        assert said in shown
    assert "The events do not say where they came from." in shown


def test_events_anywhere_have_no_pattern(browser: Client, ines: User) -> None:
    made = sought(study_of(browser, table(noise(500, 5))), ines)
    found = Findings(made, told_of(made), whole=True)
    assert found.clusters() == []
    assert found.alarms() == []
    assert sum(cell["beyond"] for row in found.near() for cell in row["cells"]) <= 1


def test_too_few_is_said(browser: Client, ines: User) -> None:
    rows = [(day, x, y) for day, x, y in noise(400, 3)]
    made = sought(study_of(browser, table(rows)), ines)
    path = Path(made.job.inputs[0]["events"])
    path.write_bytes(table(rows[:12]))
    again = sought(made.study, ines)
    shown = page(browser, f"/w/fresh/places/{made.study.pk}/patterns/{again.pk}")
    assert re.search("Too few events: 1[0-2]; a scan needs 30", shown)
    assert re.search("Too few events: 12; near repeats need 30", shown)


def moving(size: int = 1500) -> bytes:
    """Between twelve towns anyhow, and 60 more from the first to the last."""
    dealt = np.random.default_rng(4)
    towns = [[-1.6 + 0.05 * (at % 4), 53.7 + 0.05 * (at // 4)] for at in range(12)]
    ways = [(int(a), int(b)) for a, b in dealt.integers(0, 12, (size, 2)) if a != b] + [(0, 11)] * 60
    days = [date(2024, 1, 1) + timedelta(days=int(one)) for one in dealt.integers(0, 730, len(ways))]
    rows = [
        f"{day},{towns[b][0]},{towns[b][1]},{towns[a][0]},{towns[a][1]}"
        for day, (a, b) in zip(days, ways, strict=True)
    ]
    return "\n".join(["date,lon,lat,origin_lon,origin_lat", *rows, ""]).encode()


def test_movements_beyond_what_is_expected(tmp_path: Path) -> None:
    (tmp_path / "moves.csv").write_bytes(moving())
    found = read_movements(tmp_path / "moves.csv")
    assert found
    assert found.counts.sum() == len(moving().splitlines()) - 1
    assert len(found.cells) == 12
    told = seeking._flows(str(tmp_path / "moves.csv"))
    assert told["moved"] == len(moving().splitlines()) - 1
    first = told["rows"][0]
    assert first["origin"] == h3.latlng_to_cell(53.7, -1.6, 7)
    assert first["destination"] == h3.latlng_to_cell(53.8, -1.45, 7)
    assert first["seen"] >= 60
    assert first["seen"] > 1.5 * first["expected"]
    (tmp_path / "other.csv").write_bytes(events())
    assert read_movements(tmp_path / "other.csv") is None


def test_routes_are_told_and_nobody_is_named(browser: Client, ines: User) -> None:
    made = sought(study_of(browser, moved()), ines)
    told = told_of(made)
    rounds = [one for one in told["routes"]["rows"] if one["kind"] == "circuit"]
    assert [(len(one["cells"]), one["travellers"]) for one in rounds] == [(4, 10)]
    assert rounds[0]["high"] < 10
    assert told["routes"]["pairs"] == 2
    last = len(moved().splitlines()) - 1
    assert told["routes"]["left_out"] == [
        {"why": "a coordinate is missing or no number", "count": 1, "rows": [last]}
    ]
    assert [(one["count"], one["rows"]) for one in told["flows"]["left_out"]] == [(1, [last])]
    assert not re.search(r"\b[MSW]\d+\b", json.dumps(told)), "no traveller is kept"
    shown = page(browser, f"/w/fresh/places/{made.study.pk}/patterns/{made.pk}")
    assert "1 × where from: a coordinate is missing or no number (rows " in shown
    assert rounds[0]["cells"][0] in shown
    town, km, _point = told["towns"][rounds[0]["cells"][0]]
    assert town
    assert km < 12, "it lies among towns"
    assert re.search(rf"({km:.1f} km [a-z-]+ of|middle of) {town}", shown)
    assert Findings(made, told | {"towns": {}}, whole=True).called(rounds[0]["cells"][0]) == ""
    assert "Pairs that share more legs than chance brings: 2." in shown
    told["routes"]["rows"].append(rounds[0] | {"travellers": 4})
    whole, coarse = Findings(made, told, whole=True), Findings(made, told, whole=False)
    assert len(whole.routes()) == len(coarse.routes()) + 1
    assert all(one["shown"].startswith("about ") for one in coarse.routes())
    assert any("brings: fewer than 5." in one for one in coarse.followed())
    assert f"dealt {told['routes']['worlds']} times" in shown
    assert "Of the whole table, not only this area." in shown
    told["routes"] |= {"no_company": {"sentence": "Too few trips: 3.", "hint": "Take more."}, "nearer": 1.5}
    assert "Too few trips: 3. Take more." in whole.followed()
    assert not any("3" in one for one in coarse.followed()[1:])
    assert "to the power -1.5" in coarse.dealt()[-1]
    told["flows"]["left_out"] = [{"why": "no date", "count": 12, "rows": []}]
    assert whole.left_out()["flows"] == ["12 × no date"]


def test_people_of_a_workspace_are_followed_and_nobody_is_named(evidence: Path, tmp_path: Path) -> None:
    told = routes_of("", 200, evidence, {})
    assert told["travellers"] > 100
    assert (told["source"], told["worlds"]) == ("workspace", 99)
    assert told["stops"] > told["places"] > 3
    assert told["resolution"] <= 4, "records name towns"
    assert not re.search("ent_|rec_", json.dumps(told))
    with pytest.raises(Refused, match="There is no index"):
        routes_of("", 200, tmp_path, {})


def test_a_table_without_travellers_says_so(browser: Client, ines: User) -> None:
    made = sought(study_of(browser, table(noise(60, 7))), ines)
    assert told_of(made)["routes"] == {"none": True}
    assert "The table does not say who moved" in page(
        browser, f"/w/fresh/places/{made.study.pk}/patterns/{made.pk}"
    )


def test_who_is_no_investigator_sees_no_small_count(browser: Client, ines: User) -> None:
    made = sought(study_of(browser, table(noise(400, 1) + burst(30, 2))), ines)
    told = told_of(made)
    told["clusters"]["rows"].insert(0, told["clusters"]["rows"][0] | {"cases": 4})
    told["near"]["observed"][0][0] = 3
    whole, coarse = Findings(made, told, whole=True), Findings(made, told, whole=False)
    assert len(whole.clusters()) == len(coarse.clusters()) + 1
    assert all(row["shown"].startswith("about ") for row in coarse.clusters())
    assert coarse.near()[0]["cells"][0]["ratio"] is None
    told["clusters"]["left_out"] = 1
    told["near"]["left_out"] = 12
    assert "1 event was left out" in whole.unused()["clusters"]
    assert "fewer than 5 events were left out" in coarse.unused()["clusters"]
    assert "about 10 events were left out" in coarse.unused()["near"]
    assert (whole.usual(), coarse.usual()[:6]) == (f"{told['changes']['mean']:.1f}", "about ")
    assert {row["shown"] for row in coarse.changes()} <= {
        "fewer than 5", *(f"about {5 * n}" for n in range(1, 20)),
    }  # fmt: skip


def test_patterns_go_with_what_they_counted(browser: Client, ines: User) -> None:
    made = sought(study_of(browser, table(noise(100, 6))), ines)
    made_at = json.loads((folder_of(made.study) / RESULT).read_text())["made_at"]
    assert found_of(made, made_at)
    assert found_of(made, "another time") is None
    at = f"/w/fresh/places/{made.study.pk}"
    browser.post(f"{at}/patterns/new", {"metres": "300", "days": "7"})
    browser.post(f"{at}/patterns/new", {"metres": "400", "days": "7"})
    going, waiting = Patterns.objects.exclude(pk=made.pk)
    Job.objects.filter(pk=going.job_id).update(state="running")
    recount(made.study)
    assert not patterns_path(folder_of(made.study), made.pk).exists()
    assert [state(one.job) for one in (made, waiting, going)] == ["done", "stopped", "stopping"]


@pytest.mark.parametrize("changed", [{"metres": "0"}, {"days": "61"}, {"days": "٣"}, {"metres": ""}])
def test_nothing_beside_the_limits(browser: Client, changed: dict[str, str]) -> None:
    study = study_of(browser, table(noise(60, 7)))
    told = {"metres": "200", "days": "7"} | changed
    assert browser.post(f"/w/fresh/places/{study.pk}/patterns/new", told).status_code == 400
    assert not Patterns.objects.exists()
