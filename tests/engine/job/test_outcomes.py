"""What leads turned out to be, read by the next run: it is said, what was refuted comes last, scores move together."""

from __future__ import annotations

import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest

from manumit.base.kernel import DuckEngine, Settings
from manumit.engine.evidence import Outcome, Workspace, note_outcomes, undo_outcomes
from manumit.engine.job import run_job, run_stages
from manumit.engine.leads import Lead, calibrate, read_leads
from manumit.engine.leads.calibration import FEWEST_DECIDED
from manumit.world import write_world
from tests.engine.job.places import Silent, made_at

WHEN = "2026-03-01T09:00:00+00:00"


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The workspace of a small world, run once."""
    folder = tmp_path_factory.mktemp("outcomes")
    write_world(folder / "world", 5, "small", "medium")
    run_job([folder / "world" / "input"], folder / "w", Settings(), Silent())
    return folder / "w"


@pytest.fixture
def place(first: Path, tmp_path: Path) -> Workspace:
    """A copy to write in."""
    shutil.copytree(first, tmp_path / "w")
    return Workspace.open(tmp_path / "w")


def _leads(place: Workspace) -> list[Lead]:
    return read_leads(place.derived("lead"))


def _again(place: Workspace) -> list[Lead]:
    with place.lock(), DuckEngine(Settings(), place.scratch) as engine:
        run_stages(engine, place, None, datetime.now(UTC), lambda what, n, m: None, index=False)
    return _leads(place)


def _told(lead: Lead, outcome: str, records: int | None = None) -> Outcome:
    kept = tuple(one.record_id for one in lead.records)[:records]
    return Outcome(f"c1/{lead.lead_id}", lead.lead_id, outcome, WHEN, "ada", lead.as_shipped, kept)


def test_a_refuted_lead_comes_last_until_it_is_taken_back_or_has_new_evidence(place: Workspace) -> None:
    before = _leads(place)
    grown = next(lead for lead in before[2:] if len(lead.records) >= 6)
    told = [
        _told(before[0], "unfounded"),
        _told(before[1], "confirmed"),
        _told(grown, "unfounded", len(grown.records) - 3),
    ]
    note_outcomes(place, told)
    stages = made_at(place, ("finding", "lead"))
    after = _again(place)
    made = made_at(place, ("finding", "lead"))
    assert (made["finding"] == stages["finding"], made["lead"] > stages["lead"]) == (True, True)
    assert [lead.lead_id for lead in after] == [lead.lead_id for lead in (*before[1:], before[0])]
    assert [lead.rank for lead in after] == list(range(1, len(before) + 1))
    assert [lead.score for lead in after[:-1]] == [lead.score for lead in before[1:]], "three move no score"
    earlier = {lead.lead_id: lead.earlier for lead in after if lead.earlier}
    assert {lead: (one.outcome, one.new_records, one.refuted) for lead, one in earlier.items()} == {
        before[0].lead_id: ("unfounded", 0, True),
        before[1].lead_id: ("confirmed", 0, False),
        grown.lead_id: ("unfounded", 3, False),
    }
    undo_outcomes(place, [one.id for one in told], WHEN)
    assert _again(place) == before


def test_twenty_outcomes_move_every_score_and_no_rank(place: Workspace) -> None:
    before = _leads(place)
    decided = [_told(lead, "other") for lead in before[:FEWEST_DECIDED]]
    note_outcomes(place, decided)
    after = _again(place)
    assert [lead.lead_id for lead in after] == [lead.lead_id for lead in before]
    assert [lead.as_shipped for lead in after] == [lead.score for lead in before]
    assert all(now.score < then.score for now, then in zip(after, before, strict=True))
    assert after[0].score == calibrate(decided).score(before[0].score)
    again = [_told(lead, "other") for lead in after[:FEWEST_DECIDED]]
    assert again == decided, "what is learned from is the shipped score, not the moved one"
