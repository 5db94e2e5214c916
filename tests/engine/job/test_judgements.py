"""What people judged, read by the next run: links of a pair go or come, and only the stages that read them run anew."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from manumit.base.kernel import content_id
from manumit.engine.evidence import Judgement, Workspace, note_judgement, undo_judgement
from tests.engine.job.places import job, made_at, write

ACCOUNTS = """account_id,opened_at,kind,holder_name,phone,address,city,country
GB-A1,2026-01-02T10:00:00Z,person,Ana Sample,,12 High Road,Leeds,GB
GB-A2,2026-01-03T10:00:00Z,person,Ana Sample,,12 High Road,Leeds,GB
GB-B1,2026-01-04T10:00:00Z,person,Boris Muster,,3 Mill Lane,York,GB
"""
A1, A2, B1 = "account:GB-A1", "account:GB-A2", "account:GB-B1"


def _judged(verdict: str, a: str, b: str, id: str = "1") -> Judgement:
    return Judgement(
        id, content_id("ent", a), content_id("ent", b), verdict, "2026-03-01T09:00:00+00:00", "ada"
    )


@pytest.fixture
def run(tmp_path: Path) -> Workspace:
    """A workspace of three accounts, run once."""
    job(write(tmp_path / "in", {"accounts.csv": ACCOUNTS}), tmp_path / "w")
    return Workspace.open(tmp_path / "w")


def _again(workspace: Workspace, as_of: datetime | None = None) -> None:
    job(workspace.path.parent / "in", workspace.path, as_of)


def _ties(workspace: Workspace, table: str = "tie") -> dict[tuple[str, ...], float]:
    rows = pq.read_table(workspace.derived(table)).to_pylist()
    ends = ("account", "other") if table == "kin" else ("a", "b")
    return {tuple(row[end] for end in ends): row["probability"] for row in rows}


def test_different_takes_the_links_of_the_pair_away(run: Workspace) -> None:
    assert (A1, A2) in _ties(run)
    assert (A1, A2) in _ties(run, "kin")
    note_judgement(run, _judged("different", A2, A1))
    _again(run)
    assert (A1, A2) not in _ties(run)
    assert not {(A1, A2), (A2, A1)} & set(_ties(run, "kin"))


def test_same_ties_a_pair_that_nothing_else_ties(run: Workspace) -> None:
    assert (A1, B1) not in _ties(run)
    note_judgement(run, _judged("same", B1, A1))
    _again(run)
    (row,) = [r for r in pq.read_table(run.derived("tie")).to_pylist() if (r["a"], r["b"]) == (A1, B1)]
    assert (row["word"], row["probability"]) == ("judged the same", 1.0)
    assert _ties(run, "kin")[(A1, B1)] == _ties(run, "kin")[(B1, A1)] == 1.0


def test_undone_and_unsure_change_nothing(run: Workspace) -> None:
    before = _ties(run)
    note_judgement(run, _judged("different", A1, A2))
    undo_judgement(run, "1", "2026-03-01T09:00:30+00:00")
    note_judgement(run, _judged("unsure", A1, B1, "2"))
    _again(run)
    assert _ties(run) == before


def test_the_last_word_on_a_pair_counts(run: Workspace) -> None:
    note_judgement(run, _judged("different", A1, A2))
    note_judgement(run, replace(_judged("same", A2, A1, "2"), at="2026-03-02T09:00:00+00:00"))
    _again(run)
    assert _ties(run)[(A1, A2)] == 1.0


def test_only_links_and_what_comes_after_run_anew(run: Workspace) -> None:
    early, late = ("mention", "template", "operator"), ("tie", "finding", "lead")
    first = made_at(run, early + late)
    _again(run)
    assert made_at(run, early + late) == first
    note_judgement(run, _judged("different", A1, A2))
    _again(run)
    then = made_at(run, early + late)
    assert all(then[table] == first[table] for table in early)
    assert all(then[table] > first[table] for table in late)


def test_a_run_as_of_an_earlier_day_knows_no_later_judgement(run: Workspace) -> None:
    note_judgement(run, _judged("different", A1, A2))
    _again(run, datetime(2026, 2, 1, tzinfo=UTC))
    assert (A1, A2) in _ties(run)
