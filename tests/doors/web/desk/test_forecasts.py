"""Forecasts of places: sealed in the log by a real worker, scored after their window, handed on only when checked."""

from __future__ import annotations

import csv
import io
import json
import re
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from manumit.base.kernel import ManumitError
from manumit.doors.web.desk.acts import forecasts, ledger
from manumit.doors.web.desk.acts.outcomes import Table, score, table_path
from manumit.doors.web.desk.acts.studying import folder_of, recount
from manumit.doors.web.desk.models import Job, Score, SealedForecast, Study, Trace, Workspace
from manumit.doors.web.desk.sights import forecasts as sights
from manumit.doors.web.desk.sights.forecasts import scored, seals
from manumit.engine.places import information_gain
from tests.doors.web.desk.hands import page, state, until, worker
from tests.doors.web.desk.surveys import AREA, ask, events
from tests.doors.web.desk.test_places import analyst, open_it, people, worked_out

__all__ = ["analyst"]
TOMORROW = timezone.now().date() + timedelta(days=1)


def outcome(size: int = 60, seed: int = 11) -> bytes:
    """What happened in the thirty days from tomorrow on: most of it round the point of the events."""
    dealt = np.random.default_rng(seed)
    days = [TOMORROW + timedelta(days=int(one)) for one in dealt.integers(0, 30, size)]
    days[0] = TOMORROW + timedelta(days=29)
    near = dealt.random(size) < 0.7
    lon = np.where(near, dealt.normal(-1.55, 0.004, size), dealt.uniform(-1.62, -1.48, size))
    lat = np.where(near, dealt.normal(53.80, 0.003, size), dealt.uniform(53.76, 53.84, size))
    rows = [
        f"theft,{day},{x:.6f},{y:.6f}" for day, x, y in zip(days, lon.tolist(), lat.tolist(), strict=True)
    ]
    return "\n".join(["kind,date,lon,lat", *rows, ""]).encode()


def recent() -> dict[str, tuple[str, bytes]]:
    """Events of the two years that end today."""
    shift = timezone.now().date() - date(2025, 12, 31)
    head, *rows = events().decode().strip().split("\n")
    moved = []
    for row in rows:
        kind, day, rest = row.split(",", 2)
        moved.append(f"{kind},{date.fromisoformat(day) + shift},{rest}")
    table = "\n".join([head, *moved, ""]).encode()
    return {"events": ("events.csv", table), "area": ("area.geojson", json.dumps(AREA).encode())}


def later(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two months on, for whoever asks whether a window is over; sessions live on."""
    then = SimpleNamespace(now=lambda: datetime.now(UTC) + timedelta(days=60))
    for module in (forecasts, sights):
        monkeypatch.setattr(module, "timezone", then)


def send_outcome(client: Client, sealed: SealedForecast, data: bytes | None) -> Any:
    files = {} if data is None else {"events": SimpleUploadedFile("outcome.csv", data)}
    return client.post(f"/w/fresh/places/{sealed.study_id}/forecasts/{sealed.pk}/score", files)


def score_now(client: Client, sealed: SealedForecast, data: bytes) -> Job:
    """Ask for a score, and work it out without a worker."""
    assert send_outcome(client, sealed, data).status_code == 302
    job = Score.objects.latest("pk").job
    told = score(job.inputs[0], Path(job.workspace.folder), lambda *_: None)
    Job.objects.filter(pk=job.pk).update(state="done", result=told)
    job.refresh_from_db()
    forecasts.settle(job, told)
    ledger.flush()
    return job


# --- Sealed


@pytest.mark.django_db(transaction=True)
def test_a_worker_seals_every_forecast_in_the_log_once(browser: Client) -> None:
    ask(browser, recent(), origin=TOMORROW.isoformat())
    study = Study.objects.get()
    with worker():
        until(lambda: state(study.job) in ("done", "failed"))
        until(lambda: SealedForecast.objects.filter(trace__leaf__isnull=False).exists())
    sealed = SealedForecast.objects.get()
    table = table_path(folder_of(study), sealed.sha256).read_bytes()
    assert table.startswith(b"cell,lon,lat,area_km2,expected,low,high,before\n")
    assert sealed.trace.body["sha256"] == sealed.sha256
    assert (sealed.origin, sealed.days) == (TOMORROW, 30)
    (seal,) = seals(study, whole=True)
    assert seal.standing == "logged"
    assert seal.test
    shown = page(browser, f"/w/fresh/places/{study.pk}")
    assert "before its window began" in shown
    assert "It can be scored once" in shown
    forecasts.settle(study.job, Job.objects.get(pk=study.job_id).result)
    assert SealedForecast.objects.count() == 1


@pytest.mark.django_db
def test_what_was_sealed_after_its_window_began_is_called_no_test(browser: Client) -> None:
    study = worked_out(browser)
    ledger.flush()
    (seal,) = seals(study, whole=True)
    assert seal.over
    assert not seal.test
    shown = page(browser, f"/w/fresh/places/{study.pk}")
    assert "Not a test" in shown
    assert "a comparison, no test" in shown


@pytest.mark.django_db
def test_a_row_that_was_moved_to_an_earlier_window_fits_the_log_no_more(browser: Client) -> None:
    study = worked_out(browser, files=recent(), origin=TOMORROW.isoformat())
    ledger.flush()
    trace = study.forecasts.get().trace
    Trace.objects.filter(pk=trace.pk).update(body=trace.body | {"sha256": "0" * 64})
    (seal,) = seals(study, whole=True)
    assert seal.standing == "broken"
    assert not seal.test
    assert not seal.scorable
    assert "do not fit" in page(browser, f"/w/fresh/places/{study.pk}")


@pytest.mark.django_db
@pytest.mark.parametrize("origin", ["soon", "2199-01-01"])
def test_a_forecast_begins_on_a_day_that_can_be(browser: Client, origin: str) -> None:
    assert ask(browser, origin=origin).status_code == 400


# --- Scored


@pytest.mark.django_db
def test_scored_beside_the_count_of_all_history(browser: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    study = worked_out(browser, files=recent(), origin=TOMORROW.isoformat())
    ledger.flush()
    sealed = study.forecasts.get()
    assert send_outcome(browser, sealed, outcome()).status_code == 400, "its window is not over"
    later(monkeypatch)
    assert send_outcome(browser, sealed, None).status_code == 400, "nothing was handed in"
    torn = send_outcome(browser, sealed, b"a,b\n1,2\n").content.decode()
    assert "outcome.csv lacks columns: date, lon, lat" in torn.partition(f'id="outcome-{sealed.pk}-wrong"')[2]
    job = score_now(browser, sealed, outcome())
    assert 40 <= job.result["seen"] <= 60
    assert job.result["whole"]
    assert job.result["forecast"]["pai"][2] > 3, "most of it lies where it points"
    shown = page(browser, f"/w/fresh/places/{study.pk}")
    table = shown.partition("How right it was")[2].partition("</table>")[0]
    head, first, *_ = re.findall("<tr>(.*?)</tr>", table)
    assert len(re.findall("<th", head)) == len(re.findall("<t[hd]", first)) == 9
    for said in ("A test", "Count of all history", "Gain, nats an event", "How right it was", "hits"):
        assert said in shown
    trace = Trace.objects.get(type="forecast", what="score")
    assert trace.body["forecast"] == sealed.sha256
    assert ledger.standing([trace])[trace.pk] == "logged"
    open_it(browser, study)
    assert "How right the last one was" in page(browser, f"/w/fresh/places/{study.pk}/briefing")


@pytest.mark.django_db
def test_the_gain_is_that_of_the_sealed_table(browser: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    study = worked_out(browser, files=recent(), origin=TOMORROW.isoformat(), resolution="8")
    ledger.flush()
    sealed = study.forecasts.get()
    later(monkeypatch)
    job = score_now(browser, sealed, outcome())
    table = Table.read(table_path(folder_of(study), sealed.sha256), sealed.sha256, 8)
    rows = list(csv.DictReader(io.StringIO(outcome().decode())))
    import h3.api.numpy_int as h3

    at = table.cells.index(
        np.array([h3.latlng_to_cell(float(one["lat"]), float(one["lon"]), 8) for one in rows], np.uint64)
    )
    seen = np.bincount(at[at >= 0], minlength=len(table.cells)).astype(float)
    own = information_gain(table.expected, seen, table.cells.km2)
    assert job.result["forecast"]["information_gain"] == pytest.approx(own)
    known = [row.split(b",") for row in recent()["events"][1].splitlines()[1:]]
    place = [h3.latlng_to_cell(float(one[3]), float(one[2]), 8) for one in known]
    assert table.before.sum() == (table.cells.index(np.array(place, np.uint64)) >= 0).sum()
    assert job.result["seen"] == seen.sum()


@pytest.mark.django_db
def test_a_changed_table_cannot_be_scored(browser: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    study = worked_out(browser, files=recent(), origin=TOMORROW.isoformat())
    ledger.flush()
    sealed = study.forecasts.get()
    later(monkeypatch)
    path = table_path(folder_of(study), sealed.sha256)
    path.write_bytes(path.read_bytes().replace(b",0\n", b",9\n", 1))
    assert send_outcome(browser, sealed, outcome()).status_code == 302
    with pytest.raises(ManumitError, match="changed after it was sealed"):
        score(Score.objects.get().job.inputs[0], Path(study.workspace.folder), lambda *_: None)


def test_others_are_not_told_a_small_count_by_a_measure() -> None:
    row = {"pai": [80.0, 40.0, 40.0], "pei": [0.5, 0.5, 0.6], "information_gain": 1.0, "deviance": 30.0,
           "hits": [0.4, 0.8, 0.8, 0.9, 1.0, 1.0]}  # fmt: skip
    result = {"seen": 8.0, "expected": 9.0, "forecast": row, "count": row, "number_test": [0.6, 0.5],
              "place_test": 0.4, "inside": 0.9, "whole": True, "last": 0}  # fmt: skip
    told = scored(result, whole=False)
    assert told["rows"][0]["pai"] == [None, None, 40.0], "0.5 %: 3.2 events; 1 %: 3.2; 2 %: 6.4"
    assert told["rows"][0]["hits"][0] is None
    assert told["seen"] == 5
    assert None not in scored(result, whole=True)["rows"][0]["hits"]


# --- Handed on only when checked


@pytest.mark.django_db
def test_unchecked_nothing_is_handed_on_until_somebody_says_why(browser: Client, analyst: Client) -> None:
    study = worked_out(browser, resolution="8")
    address = f"/w/fresh/places/{study.pk}"
    shown = page(browser, address)
    assert "Whom it points at was not checked" in shown
    assert "Briefing for a partner" not in shown
    assert "<tbody" not in page(browser, f"{address}/briefing")
    assert browser.get(f"{address}/cells.csv?partner").status_code == 403
    assert analyst.get(f"{address}/cells.csv").status_code == 403
    picture = {"view": "map", "form": "png", "masked": False, "sha256": "0" * 64, "content_sha256": "0" * 64}
    assert analyst.post(f"{address}/picture", picture, content_type="application/json").status_code == 403
    assert browser.get(f"{address}/cells.csv").status_code == 200, "whole, for an investigator"
    assert Trace.objects.filter(type="export_made").count() == 1
    assert browser.post(f"{address}/reason", {"reason": "because"}).status_code == 400
    open_it(analyst, study)
    trace = Trace.objects.get(type="forecast", what="study", body__unchecked=True)
    assert "town hall" in trace.purpose
    briefed = page(browser, f"{address}/briefing")
    assert "The town hall asked for it" in briefed
    assert "WHOM IT POINTS AT WAS NOT CHECKED" in briefed
    assert "NOT CHECKED" in page(analyst, f"{address}/cells.csv")


@pytest.mark.django_db
def test_no_reason_opens_a_check_that_failed(browser: Client) -> None:
    files = recent() | {"groups": ("groups.csv", people(even=False))}
    study = worked_out(browser, files=files)
    open_it(browser, study)
    address = f"/w/fresh/places/{study.pk}"
    assert "less than four fifths as many" in page(browser, address)
    assert "<tbody" not in page(browser, f"{address}/briefing")
    assert browser.get(f"{address}/cells.csv?partner").status_code == 403


@pytest.mark.django_db
def test_a_quota_goes_where_the_forecast_does_not_point(browser: Client, analyst: Client) -> None:
    study = worked_out(browser)
    open_it(browser, study)
    address = f"/w/fresh/places/{study.pk}"
    told = browser.get(f"{address}/cells.json").json()
    dealt = [why for why in told["visit"] if why]
    assert dealt.count("chance") == round(0.1 * len(dealt))
    least = min(one for one, why in zip(told["expected"], told["visit"], strict=True) if why == "forecast")
    assert all(
        one <= least for one, why in zip(told["expected"], told["visit"], strict=True) if why != "forecast"
    )
    coarse = analyst.get(f"{address}/cells.json").json()
    assert not any(
        gone and why == "forecast" for gone, why in zip(coarse["hidden"], coarse["visit"], strict=True)
    )
    briefed = page(browser, f"{address}/briefing")
    assert "by chance elsewhere" in briefed
    assert "places-deal" in briefed
    rows = list(csv.DictReader(io.StringIO(page(browser, f"{address}/cells.csv"))))
    assert {row["visit"] for row in rows if row["visit"]} == {"forecast", "chance"}


@pytest.mark.django_db
def test_chosen_cells_alone_as_a_table(browser: Client) -> None:
    study = worked_out(browser)
    cells = browser.get(f"/w/fresh/places/{study.pk}/cells.json").json()["cells"]
    answer = browser.post(f"/w/fresh/places/{study.pk}/cells.csv", {"cells": ",".join(cells[3:6])})
    rows = [row["cell"] for row in csv.DictReader(io.StringIO(answer.content.decode()))]
    assert sorted(one for one in rows if not one.startswith("#")) == sorted(cells[3:6])
    assert any("property crime" in one for one in rows)


# --- After an erasure


@pytest.mark.django_db
def test_after_an_erasure_nothing_is_shown_and_the_sealed_table_is_gone(
    browser: Client, fresh: Workspace, evidence: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import shutil

    from manumit.engine.evidence import TOMBSTONES
    from tests.doors.web.desk.test_places import BRITAIN

    folder = tmp_path / "own"
    shutil.copytree(evidence, folder)
    Workspace.objects.filter(pk=fresh.pk).update(folder=str(folder))
    area = {"area": ("area.geojson", json.dumps(BRITAIN).encode())}
    study = worked_out(browser, files=area, source="records", resolution="5")
    ledger.flush()
    address = f"/w/fresh/places/{study.pk}"
    assert browser.get(f"{address}/cells.csv").status_code == 200
    (folder / TOMBSTONES).parent.mkdir(exist_ok=True)
    (folder / TOMBSTONES).write_text("{}\n")
    for path in ("cells.json", "cells.csv", "briefing"):
        assert browser.get(f"{address}/{path}").status_code == 404
    shown = page(browser, address)
    assert "Worked out before an erasure" in shown
    assert "1 copy left before" in shown
    assert "m-places" not in shown


@pytest.mark.django_db
def test_what_is_counted_anew_leaves_no_sealed_table_behind(browser: Client) -> None:
    study = worked_out(browser)
    ledger.flush()
    sealed = study.forecasts.get()
    assert forecasts.there(sealed)
    recount(study)
    assert not forecasts.there(sealed)
    shown = page(browser, f"/w/fresh/places/{study.pk}")
    assert "Its table is gone" in shown
    assert "Score it" not in shown
    assert sealed.sha256 in shown, "the hash stays"
