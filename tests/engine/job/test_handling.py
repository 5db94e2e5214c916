"""What may be seen: a hotline report only with a consent, nothing that has expired, nothing later than the date."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from manumit.base.kernel import DuckEngine
from manumit.engine.evidence import Workspace, read_sources
from manumit.engine.job import record_views
from tests.engine.job.places import NOW, SETTINGS, mentioned, seen, staged, write

REPORTS = "report_id,received_at,channel,text,consent_id,expires_at\n"
ADS = "ad_id,posted_at,title,text,expires_at\n"


def read(tmp_path: Path, **files: str) -> Workspace:
    """A workspace of these CSV files."""
    source = write(tmp_path / "input", {f"{name}.csv": text for name, text in files.items()})
    workspace = Workspace.open(tmp_path / "w", create=True)
    assert read_sources(workspace, [source], SETTINGS).quarantined == 0
    return workspace


def report(name: str, channel: str, consent: str = "", expires: str = "") -> str:
    return f"{name},2026-03-01T20:00:00Z,{channel},He rang from +447700900123.,{consent},{expires}\n"


def test_a_hotline_report_without_consent_is_withheld(tmp_path: Path) -> None:
    workspace = read(tmp_path, reports=REPORTS + report("H-1", "hotline") + report("H-2", "hotline", "C-7"))
    assert seen(workspace, "report") == ["H-2"]


@pytest.mark.parametrize("channel", ["Hotline", "HOTLINE", " hotline ", "hotline "])
def test_however_hotline_is_written(tmp_path: Path, channel: str) -> None:
    workspace = read(tmp_path, reports=REPORTS + report("H-1", channel) + report("P-1", "police"))
    assert seen(workspace, "report") == ["P-1"]


@pytest.mark.parametrize("consent", ["", " ", '""'])
def test_an_empty_consent_is_none(tmp_path: Path, consent: str) -> None:
    workspace = read(tmp_path, reports=REPORTS + report("H-1", "hotline", consent) + report("P-1", "police"))
    assert seen(workspace, "report") == ["P-1"]


@pytest.mark.parametrize("channel", ["police", "inspection", "partner", ""])
def test_other_reports_need_no_consent(tmp_path: Path, channel: str) -> None:
    assert seen(read(tmp_path, reports=REPORTS + report("P-1", channel)), "report") == ["P-1"]


def test_a_consent_that_has_expired_is_none(tmp_path: Path) -> None:
    expired = report("H-1", "hotline", "C-7", "2026-06-14T00:00:00Z")
    good = report("H-2", "hotline", "C-8", "2026-06-16T00:00:00Z")
    assert seen(read(tmp_path, reports=REPORTS + expired + good), "report") == ["H-2"]


def test_no_stage_sees_a_withheld_report(tmp_path: Path) -> None:
    workspace = read(tmp_path, reports=REPORTS + report("H-1", "hotline"))
    staged(workspace)
    assert mentioned(workspace) == set()
    with DuckEngine(SETTINGS, workspace.scratch) as engine:
        from manumit.engine.job import view_records

        view_records(engine, workspace, None, NOW)
        assert engine.rows("SELECT * FROM record_index") == []


def test_those_who_look_things_up_do_not_see_it_either(tmp_path: Path) -> None:
    workspace = read(tmp_path, reports=REPORTS + report("H-1", "hotline"))
    with record_views(workspace, SETTINGS) as engine:
        assert engine.rows("SELECT * FROM report") == []


def ad(name: str, expires: str = "") -> str:
    return f"{name},2026-03-01T20:00:00Z,Massage,Ring +4477009001{name[-2:]} now,{expires}\n"


def test_a_record_is_withheld_from_the_moment_it_expires(tmp_path: Path) -> None:
    rows = ad("A-01", "2026-06-15T11:59:59Z") + ad("A-02", "2026-06-15T12:00:00Z")
    rows += ad("A-03", "2026-06-15T14:00:01+02:00") + ad("A-04")
    assert seen(read(tmp_path, ads=ADS + rows), "ad") == ["A-03", "A-04"]


def test_what_expires_between_two_runs_is_gone_from_the_second(tmp_path: Path) -> None:
    workspace = read(tmp_path, ads=ADS + ad("A-01", "2026-06-15T13:00:00Z") + ad("A-02"))
    staged(workspace, NOW)
    assert "+447700900101" in mentioned(workspace)
    staged(workspace, NOW + timedelta(hours=2))
    assert mentioned(workspace) & {"+447700900101", "+447700900102"} == {"+447700900102"}


def test_as_of_leaves_out_what_came_later(tmp_path: Path) -> None:
    rows = (
        "A-1,2026-03-01T20:00:00Z,x,y,\nA-2,2026-03-02T00:30:00+01:00,x,y,\nA-3,2026-03-02T00:00:00Z,x,y,\n"
    )
    as_of = datetime(2026, 3, 1, 23, 59, 59, tzinfo=UTC)
    assert seen(read(tmp_path, ads=ADS + rows), "ad", NOW, as_of) == ["A-1", "A-2"]


def test_as_of_does_not_bring_back_what_has_expired_since(tmp_path: Path) -> None:
    workspace = read(tmp_path, ads=ADS + ad("A-01", "2026-04-01T00:00:00Z") + ad("A-02"))
    assert seen(workspace, "ad", NOW, datetime(2026, 3, 15, tzinfo=UTC)) == ["A-02"]
