"""Finds that count in a study: asked for in its form, refused by name where too little is known, said wherever it is
seen, sealed and scored."""

from __future__ import annotations

import csv
import io
import json
from typing import Any

import pytest
from django.test import Client

from manumit.doors.web.desk.acts import ledger
from manumit.doors.web.desk.acts.outcomes import Table, table_path
from manumit.doors.web.desk.acts.studying import folder_of
from manumit.doors.web.desk.models import Study, Workspace
from tests.doors.web.desk.hands import page
from tests.doors.web.desk.surveys import AREA, AREA_FILE, ask, by_region, events, work_out
from tests.doors.web.desk.test_forecasts import TOMORROW, later, outcome, recent, score_now
from tests.doors.web.desk.test_places import analyst, worked_out
from tests.doors.web.desk.test_refused import about, field_of

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
    assert "Yes, 149 of them. Each counts for each hour, and by one over the chance" in shown
    assert "on, from what was reported alone" not in shown
    assert "Yes, about 145 of them" in page(analyst, f"/w/fresh/places/{study.pk}")
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


def test_a_table_without_a_find_is_refused_by_its_job(browser: Client, fresh: Workspace) -> None:
    head, *rows = events().decode().split()
    table = "\n".join([f"{head},exposure,chance", *(f"{row},2,0.5" for row in rows), ""]).encode()
    assert (
        ask(browser, {"events": ("e.csv", table), "area": AREA_FILE}, discovered="corrected").status_code
        == 302
    )
    with pytest.raises(Exception, match="no event was discovered"):
        work_out(Study.objects.get())
