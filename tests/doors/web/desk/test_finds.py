"""Finds that count in a study: asked for in its form, refused by name where too little is known, said wherever it is
seen, sealed and scored."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
from django.test import Client

from manumit.base.kernel import UsageError
from manumit.doors.web.desk.acts import ledger
from manumit.doors.web.desk.acts.asking import finds_of
from manumit.doors.web.desk.acts.outcomes import Table, _points, table_path
from manumit.doors.web.desk.acts.studying import folder_of
from manumit.doors.web.desk.acts.taught import Taught
from manumit.doors.web.desk.models import Study, Workspace
from manumit.engine.places import Area, read_events
from tests.doors.web.desk.hands import page
from tests.doors.web.desk.surveys import AREA, AREA_FILE, ask, by_region, events, work_out
from tests.doors.web.desk.test_forecasts import TOMORROW, later, outcome, recent, score_now
from tests.doors.web.desk.test_places import analyst, worked_out
from tests.doors.web.desk.test_refused import about, field_of
from tests.engine.places.towns import FIRST_DAY, events_at, scattered, together, town

__all__ = ["analyst"]
pytestmark = pytest.mark.django_db


def found(files: dict[str, tuple[str, bytes]]) -> dict[str, tuple[str, bytes]]:
    """Every fourth event was found, by chances and hours that differ; of one find the hours are not known."""
    head, *rows = files["events"][1].decode().split()
    told = [
        f"{row},discovered,{1 + at % 5 if at else ''},{0.2 + at % 3 / 10:.1f}"
        if at % 4 == 0
        else f"{row},reported,,"
        for at, row in enumerate(rows)
    ]
    table = "\n".join([f"{head},channel,exposure,chance", *told, ""]).encode()
    return {"events": ("events.csv", table), "area": AREA_FILE}


def test_finds_count_where_that_is_asked_for_and_are_told_sealed_and_scored(
    browser: Client, analyst: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    files = found(recent())
    study = worked_out(
        browser, files=files, origin=TOMORROW.isoformat(), resolution="8", discovered="inverse"
    )
    shown = page(browser, f"/w/fresh/places/{study.pk}")
    assert "Yes, 144 of them. Each counts for each hour, and by one over the chance" in shown
    assert "on, from what was reported alone" not in shown
    assert "Yes, about 140 of them" in page(analyst, f"/w/fresh/places/{study.pk}")
    text = browser.get(f"/w/fresh/places/{study.pk}/cells.csv").content.decode()
    rows = [row for row in csv.DictReader(io.StringIO(text)) if not row["cell"].startswith("#")]
    assert {float(row["chance"]) for row in rows if row["visit"] == "forecast"} == {1.0}
    assert all(0 < float(row["chance"]) < 1 for row in rows if row["visit"] != "forecast")
    assert "What somebody went and found counts, too." in text
    told = browser.get(f"/api/v1/workspaces/fresh/studies/{study.pk}").json()
    assert told["discovered"] == "inverse"
    assert [one["learnt"] for one in told["channels"]] == ["True", "True"]

    ledger.flush()
    sealed = study.forecasts.get()
    assert "; finds by the hour, inverse; manumit" in sealed.method
    assert sealed.trace.body["method"] == sealed.method
    table = Table.read(table_path(folder_of(study), sealed.sha256), sealed.sha256, 8)
    assert 0 < table.before.sum() <= 450, "the count of all history is of what was reported"
    later(monkeypatch)
    score_now(browser, sealed, outcome())
    shown = page(browser, f"/w/fresh/places/{study.pk}")
    assert "how many it expected does not compare with what was reported" in shown


def test_finds_of_which_too_little_is_known_are_refused_beside_the_field(browser: Client) -> None:
    files = {"events": ("mine.csv", by_region()), "area": AREA_FILE}
    answer = ask(browser, files, discovered="corrected")
    assert answer.status_code == 400
    shown = answer.content.decode()
    about(shown, "events", "the table has no column chance")
    assert '<option value="corrected" selected>' in shown
    shown = ask(browser, files, source="records", discovered="inverse").content.decode()
    about(shown, "discovered", "Records of a workspace do not say how much was looked.")
    about(ask(browser, files, discovered="naive").content.decode(), "discovered", "The form is not complete.")
    assert "aria-invalid" not in field_of(page(browser, "/w/fresh/places"), "discovered")
    told: dict[str, Any] = {"events": events().decode(), "area": json.dumps(AREA), "purpose": "services"}
    answer = browser.post(
        "/api/v1/workspaces/fresh/studies", {**told, "discovered": "inverse"}, content_type="application/json"
    )
    assert (answer.status_code, answer.json()["code"]) == (400, "usage")
    assert "no column exposure and no column chance" in answer.json()["sentence"]
    assert not Study.objects.exists()


def test_finds_of_the_kind_in_the_area_before_the_origin_are_counted(tmp_path: Path) -> None:
    head, *rows = found(recent())["events"][1].decode().split()
    find = "theft,{day},{lon},53.80,discovered,2,0.5"
    today = rows[0].split(",")[1]
    more = [
        *[find.format(day=(TOMORROW + timedelta(days=9)), lon=-1.55)] * 7,
        *[find.format(day=today, lon=-1.2)] * 5,
        *[find.format(day=today, lon=-1.55).replace("theft", "arson")] * 3,
    ]
    (tmp_path / "e.csv").write_text("\n".join([head, *rows, *more, ""]))
    every, cells = read_events(tmp_path / "e.csv"), Area.of(AREA).cells(8)
    asked = {"discovered": "inverse", "kind": "theft"}
    origin = float((TOMORROW - date(1970, 1, 1)).days)
    assert Taught.of(every, asked, cells, origin).finds == 144
    assert Taught.of(every, asked | {"kind": ""}, cells, origin).finds == 147


def test_points_are_looked_for_in_a_score_where_the_forecast_looked(tmp_path: Path) -> None:
    some, day = scattered(300, 1), FIRST_DAY + 364
    spike = events_at(np.full(80, -30.1), np.full(80, 40.07), np.full(80, FIRST_DAY))
    spike = replace(spike, channel=(np.arange(80) > 5).astype(np.int8))
    outcome = events_at(np.full(40, -30.1), np.full(40, 40.07), np.full(40, day + 1))
    every = together(some, together(spike, outcome))
    told = replace(every, exposure=np.full(len(every), 2.0), chance=np.full(len(every), 0.5))
    cells = town()
    table = Table(cells, *(np.zeros(len(cells)) for _ in range(4)))
    asked = {"kind": "", "finds": True}
    assert list(_points(asked, table, told, day)[0]) == ["event"]
    assert not _points(asked | {"finds": False}, table, told, day)[0]
    assert len(_points(asked, table, told, day)[1]) == 346, "what was reported is scored"


def test_json_lines_that_are_too_large_to_wait_for_are_left_to_the_job(tmp_path: Path) -> None:
    (tmp_path / "e.jsonl").write_bytes(b'{"date": "2024-01-01"}\n' * 200_000)
    handed = SimpleNamespace(folder=tmp_path, fields={"events": "e.jsonl"}, refused=None)
    assert finds_of({"discovered": "inverse"}, "table", handed) == {"discovered": "inverse"}
    (tmp_path / "e.jsonl").write_bytes(b'{"date": "2024-01-01"}\n')
    with pytest.raises(UsageError, match="no column exposure"):
        finds_of({"discovered": "inverse"}, "table", handed)


def test_a_table_without_a_find_is_refused_by_its_job(browser: Client, fresh: Workspace) -> None:
    head, *rows = events().decode().split()
    table = "\n".join([f"{head},exposure,chance", *(f"{row},2,0.5" for row in rows), ""]).encode()
    assert (
        ask(browser, {"events": ("e.csv", table), "area": AREA_FILE}, discovered="corrected").status_code
        == 302
    )
    with pytest.raises(Exception, match="no event was discovered"):
        work_out(Study.objects.get())
