"""JSON keeps the contract; CSV runs nothing; the terminal is readable narrow, wide and without colour."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console

from manumit.services.report import lead_rows, leads_csv, leads_json, masked, print_leads
from manumit.services.report.exports import CSV_HEADS, FORMULA
from manumit.services.report.terminal import strength_text
from tests.services.report import long_samples, samples

KEYS = {
    "lead_id",
    "rank",
    "score",
    "score_interval",
    "base_rate",
    "exploitation",
    "says",
    "members",
    "findings",
    "counter",
    "records",
}


def test_json_has_the_keys_of_the_contract() -> None:
    leads, _ = samples.everything()
    objects = json.loads(leads_json(leads))
    assert [o["rank"] for o in objects] == [1, 2, 3, 4]
    first = objects[0]
    assert set(first) >= KEYS
    assert set(first["members"][0]) >= {"entity_id", "kind", "ids", "role", "probability"}
    assert set(first["members"][0]["ids"][0]) == {"kind", "id"}
    assert set(first["findings"][0]) >= {"indicator", "strength", "says", "evidence"}
    assert set(first["records"][0]) == {"record_id", "kind", "source_id"}
    assert len(first["score_interval"]) == 2
    assert json.loads(leads_json([])) == []


def test_json_survives_what_is_not_unicode() -> None:
    lead = replace(long_samples.labour()[0], says="half a pair \ud83d")
    leads_json([lead]).encode("utf-8")
    leads_csv([lead]).encode("utf-8")


@given(st.text(max_size=40))
def test_csv_runs_nothing(says: str) -> None:
    lead = replace(samples.domestic()[0], says=says, lead_id="=1+1")
    rows = list(csv.reader(io.StringIO(leads_csv([lead]))))
    assert len(rows) == 2
    assert tuple(rows[0]) == CSV_HEADS
    assert all(not cell.startswith(FORMULA) for cell in (rows[1][1], rows[1][7]))


def test_rows_count_members_by_role() -> None:
    row = lead_rows([long_samples.labour()[0]])[0]
    assert row.members_said() == "6 possible victims, 1 controller, 1 recruiter, 1 collector, 1 facilitator"
    assert row.families[0] == "Money"
    assert (row.people, row.against) == (8, 2)


@pytest.mark.parametrize("width", [80, 100, 140])
@pytest.mark.parametrize("encoding", ["utf-8", "ascii"])
def test_the_table_fits_and_needs_no_colour(width: int, encoding: str) -> None:
    leads, _ = masked(*samples.everything())
    raw = io.BytesIO()
    screen = io.TextIOWrapper(raw, encoding=encoding, errors="replace")
    print_leads(Console(file=screen, width=width, color_system=None), leads, samples.meta())
    screen.flush()
    shown = raw.getvalue().decode(encoding)
    assert max(len(line) for line in shown.splitlines()) <= width
    assert "Forced labour" in " ".join(shown.split())
    assert "A lead is a question for a person" in " ".join(shown.split())
    assert "81 of 100" in shown
    assert "\x1b" not in shown


def test_hostile_text_reaches_no_terminal() -> None:
    lead = replace(long_samples.labour()[0], says="\x1b[2J[bold]gone[/bold] \u202eevil")
    screen = io.StringIO()
    print_leads(Console(file=screen, width=100, color_system=None), [lead], samples.meta("a purpose"))
    assert "\x1b" not in screen.getvalue()
    assert "[bold]gone[/bold]" in screen.getvalue()
    assert "unmasked for: a purpose" in screen.getvalue()


def test_no_lead_says_so() -> None:
    screen = io.StringIO()
    print_leads(Console(file=screen, width=80), [], samples.meta())
    assert "no proof that nothing happens" in " ".join(screen.getvalue().split())


def test_the_bar_shows_interval_and_score() -> None:
    row = replace(lead_rows([long_samples.labour()[0]])[0], score=0.55, low=0.3, high=0.8)
    assert strength_text(row, 10) == "███▒▒┃▒▒··"
    assert strength_text(row, 10, ascii_only=True) == "###--|--.."
    assert len(strength_text(replace(row, score=1.0, low=1.0, high=1.0))) == 10
