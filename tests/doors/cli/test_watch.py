"""`manumit watch` as people call it: exit codes, where results go, what a table shows."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import typer

from manumit.base.kernel import ManumitError, Settings
from manumit.doors.cli.watch import watch
from manumit.engine.evidence import Workspace, read_sources
from tests.doors.cli.conftest import ADS

LIST = """- {id: number, kind: phone, value: +447700900123, why: named in case 12}
- {id: words, kind: phrase, value: hidden calls}
- {id: wrong, kind: phone, value: nobody}
"""
ACCOUNTS = """account_id,opened_at,kind,holder_name,phone
GB82WEST12345698765432,2026-01-01,person,Ana Example,07700 900123
"""
Call = Callable[..., int]


@pytest.fixture
def case(tmp_path: Path) -> Path:
    """Two adverts and an account, read; no stage was run."""
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "ads.csv").write_text(ADS, "utf-8")
    (tmp_path / "in" / "accounts.csv").write_text(ACCOUNTS, "utf-8")
    workspace = Workspace.open(tmp_path / "case", create=True)
    read_sources(workspace, [tmp_path / "in"], Settings(threads=1))
    (tmp_path / "watchlist.yaml").write_text(LIST, "utf-8")
    return tmp_path / "case"


@pytest.fixture
def call() -> Call:
    """The verb with these words, as the program calls it; its exit code."""
    app = typer.Typer()
    app.command("watch")(watch)
    app.callback()(lambda: None)

    def run(*words: object) -> int:
        try:
            return app(["watch", *map(str, words)], standalone_mode=False) or 0
        except ManumitError as error:
            return error.exit_code

    return run


def test_new_alerts_as_json_and_bad_entries_on_stderr(
    case: Path, call: Call, capsys: pytest.CaptureFixture[str]
) -> None:
    assert call(case, "--list", case.parent / "watchlist.yaml", "--format", "json") == 3
    said = capsys.readouterr()
    alerts = json.loads(said.out)
    assert sorted((alert["entry"], alert["kind"]) for alert in alerts) == [
        ("number", "account"),
        ("number", "ad"),
        ("words", "ad"),
    ]
    assert {
        "alert_id",
        "reason",
        "record_id",
        "source_id",
        "field",
        "score",
        "raised_at",
        "first_seen",
    } <= set(alerts[0])
    assert "line 3 (wrong)" in said.err
    assert call(case, "--list", case.parent / "watchlist.yaml", "--format", "json", "--quiet") == 3
    assert json.loads(capsys.readouterr().out) == []


def test_a_table_names_what_the_list_names_and_nobody_else(
    case: Path, call: Call, capsys: pytest.CaptureFixture[str]
) -> None:
    call(case, "--list", case.parent / "watchlist.yaml")
    told = capsys.readouterr().out
    assert "+447700900123" in told
    assert "named in case 12" in " ".join(told.split())
    assert "GB82WEST" not in told
    assert "Example" not in told


def test_out_holds_json_lines_or_csv_and_stdout_nothing(
    case: Path, call: Call, capsys: pytest.CaptureFixture[str]
) -> None:
    out = case.parent / "alerts.jsonl"
    call(case, "--list", case.parent / "watchlist.yaml", "--out", out)
    assert capsys.readouterr().out == ""
    assert len([json.loads(line) for line in out.read_text("utf-8").splitlines()]) == 3
    assert call(case, "--format", "csv", "--out", case.parent / "alerts.csv") == 0
    rows = list(csv.DictReader((case.parent / "alerts.csv").read_text("utf-8").splitlines()))
    assert {row["state"] for row in rows} == {"open"}
    assert len(rows) == 3


def test_an_alert_is_resolved_with_a_note(case: Path, call: Call, capsys: pytest.CaptureFixture[str]) -> None:
    call(case, "--list", case.parent / "watchlist.yaml", "--quiet")
    capsys.readouterr()
    call(case, "--format", "json")
    one = json.loads(capsys.readouterr().out)[0]["alert_id"]
    assert call(case, "--resolve", one) == 2
    assert call(case, "--resolve", one, "--note", "spoke to them", "--by", "desk 3") == 0
    assert call(case, "--resolve", one, "--note", "again") == 2
    capsys.readouterr()
    call(case, "--format", "json")
    assert one not in [alert["alert_id"] for alert in json.loads(capsys.readouterr().out)]
    call(case, "--format", "json", "--all")
    closed: list[dict[str, Any]] = [a for a in json.loads(capsys.readouterr().out) if a["state"] == "closed"]
    assert [alert["decision"]["note"] for alert in closed] == ["spoke to them"]


@pytest.mark.parametrize(
    "words",
    [
        ["--list", "absent.yaml"],
        ["--drift"],
        ["--drift", "--terms", "absent.yaml"],
        ["--drift", "--resolve", "alr_x", "--note", "n"],
        ["--accept", "roses"],
        ["--accept", "roses", "--note", "n"],
    ],
)
def test_what_cannot_be_understood_is_a_usage_error(case: Path, call: Call, words: list[str]) -> None:
    assert call(case, *words) == 2


def test_a_wrong_date_and_no_workspace(case: Path, call: Call, tmp_path: Path) -> None:
    assert call(case, "--list", case.parent / "watchlist.yaml", "--since", "soon") == 2
    assert call(case, "--list", case.parent / "watchlist.yaml", "--since", "2026-03-02", "--quiet") == 3
    assert call(tmp_path, "--format", "json") == 1


def test_drift_on_little_says_so(case: Path, call: Call, capsys: pytest.CaptureFixture[str]) -> None:
    terms = case.parent / "terms.yaml"
    terms.write_text("- massage\n", "utf-8")
    assert call(case, "--drift", "--terms", terms, "--format", "json") == 0
    said = capsys.readouterr()
    assert json.loads(said.out) == []
    assert "Too little to compare" in said.err
    assert call(case, "--drift", "--terms", terms, "--quiet") == 0
    assert "No word in the queue" in capsys.readouterr().out


def test_words_are_queued_shown_and_decided(
    case: Path, call: Call, capsys: pytest.CaptureFixture[str]
) -> None:
    from tests.engine.watch.test_drift import listings

    header = "ad_id,posted_at,source,title,text,location,contact\n"
    rows = [
        f'{one.source_id},{one.seen.isoformat()}+00:00,board,,"{one.text}",,"+44 7700 900{at:03}"'
        for at, one in enumerate(listings(1, "tulips", number=200))
    ]
    (case.parent / "in" / "many.csv").write_text(header + "\n".join(rows) + "\n", "utf-8")
    read_sources(Workspace.open(case), [case.parent / "in"], Settings(threads=1))
    terms = case.parent / "terms.yaml"
    terms.write_text("- roses\n- tea\n- gift card\n", "utf-8")
    assert call(case, "--drift", "--terms", terms, "--format", "json", "--quiet") == 0
    assert [line["term"] for line in json.loads(capsys.readouterr().out)] == ["tulips"]
    assert call(case, "--reject", "tulips", "--note", "a flower shop") == 0
    capsys.readouterr()
    assert call(case, "--drift", "--terms", terms, "--quiet", "--all") == 0
    assert "rejected" in capsys.readouterr().out
