"""Decisions on the disk: append-only, whole lines, one line an id."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from manumit.base.kernel import UsageError, WorkspaceError
from manumit.engine.evidence import (
    Judgement,
    Outcome,
    Workspace,
    judged_digest,
    judgements,
    note_judgement,
    note_outcomes,
    outcome_digest,
    outcomes,
    undo_outcomes,
)
from manumit.engine.evidence.decisions import forget_in_outcomes

ONE = Judgement("1", "ent_b", "ent_a", "same", "2026-03-01T09:00:00+00:00", "ada")


@pytest.fixture
def place(tmp_path: Path) -> Workspace:
    return Workspace.open(tmp_path / "w", create=True)


def test_what_was_written_twice_stands_once(place: Workspace) -> None:
    note_judgement(place, ONE)
    note_judgement(place, ONE)
    assert judgements(place) == [ONE]
    assert len((place.path / "decisions" / "judgements.jsonl").read_bytes().splitlines()) == 1


def test_a_torn_last_line_is_no_line_and_is_written_over(place: Workspace) -> None:
    note_judgement(place, ONE)
    path = place.path / "decisions" / "judgements.jsonl"
    with path.open("ab") as file:
        file.write(b'{"id": "2", "le')
    assert judgements(place) == [ONE]
    other = Judgement("3", "ent_c", "ent_d", "different", ONE.at, "ada")
    note_judgement(place, other)
    assert judgements(place) == [ONE, other]


@pytest.mark.parametrize("line", [b"[]\n", b"nonsense\n", b'{"id": "2", "at": "2026-01-01"}\n'])
def test_a_damaged_line_is_told_and_nothing_guessed(place: Workspace, line: bytes) -> None:
    note_judgement(place, ONE)
    with (place.path / "decisions" / "judgements.jsonl").open("ab") as file:
        file.write(line)
    with pytest.raises(WorkspaceError, match="damaged"):
        judgements(place)


def test_only_what_links_are_made_of_changes_the_digest(place: Workspace) -> None:
    unsure = Judgement("2", "ent_c", "ent_d", "unsure", ONE.at, "ada")
    assert judged_digest([ONE]) == judged_digest([ONE, unsure]) != judged_digest([])


def test_of_outcomes_the_last_counts_and_unknown_words_are_refused(place: Workspace) -> None:
    first = Outcome("c1", "lead_a", "unknown", ONE.at, "ada")
    last = Outcome("c2", "lead_a", "confirmed", ONE.at, "ada")
    note_outcomes(place, [first])
    note_outcomes(place, [last])
    assert outcomes(place) == {"lead_a": last}
    with pytest.raises(UsageError):
        note_outcomes(place, [Outcome("c3", "lead_a", "guilty", ONE.at, "ada")])


def test_outcomes_can_be_taken_back_and_none_is_known_before_its_day(place: Workspace) -> None:
    first = Outcome("c1", "lead_a", "unfounded", ONE.at, "ada", 0.75, ("rec_a", "rec_b"))
    last = Outcome("c2", "lead_a", "confirmed", "2026-04-01T09:00:00+00:00", "ada", 0.5)
    note_outcomes(place, [first, last])
    assert outcomes(place, datetime(2026, 3, 15, tzinfo=UTC)) == {"lead_a": first}
    assert outcomes(place, datetime(2026, 2, 15, tzinfo=UTC)) == {}
    undo_outcomes(place, ["c2", "nobody"], "2026-04-02T09:00:00+00:00")
    assert outcomes(place) == {"lead_a": first}
    assert outcome_digest([first]) != outcome_digest([last]) != outcome_digest([])


def test_an_outcome_of_an_older_version_is_read(place: Workspace) -> None:
    note_outcomes(place, [Outcome("c1", "lead_a", "unfounded", ONE.at, "ada")])
    path = place.path / "decisions" / "outcomes.jsonl"
    path.write_text(
        '{"id": "c1", "lead_id": "lead_a", "outcome": "unfounded", "at": "2026-03-01", "by": "ada"}\n'
    )
    assert outcomes(place) == {"lead_a": Outcome("c1", "lead_a", "unfounded", "2026-03-01", "ada")}


def test_ids_of_erased_records_leave_the_outcomes(place: Workspace) -> None:
    first = Outcome("c1", "lead_a", "unfounded", ONE.at, "ada", 0.75, ("rec_a", "rec_b"))
    note_outcomes(place, [first])
    forget_in_outcomes(place, {"rec_b", "rec_c"})
    assert outcomes(place) == {"lead_a": replace(first, records=("rec_a",))}
    assert b"rec_b" not in (place.path / "decisions" / "outcomes.jsonl").read_bytes()


def test_nobody_is_two(place: Workspace) -> None:
    with pytest.raises(UsageError):
        note_judgement(place, Judgement("9", "ent_a", "ent_a", "same", ONE.at, "ada"))
