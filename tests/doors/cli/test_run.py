"""`manumit run`: the same result however often and however roughly it is called."""

from __future__ import annotations

import json
import os
import random
import shutil
import signal
import subprocess
import time
from datetime import UTC, datetime
from pathlib import Path

import duckdb
import pytest

from tests.doors.cli.conftest import Case
from tests.doors.cli.program import COMMAND, manumit, surroundings

KILLS = 3


def listed(workspace: Path) -> str:
    """The leads as JSON text."""
    return manumit("leads", workspace, "--format", "json").out


def logged(workspace: Path) -> list[tuple[str, str, object]]:
    """What the log of a workspace says of the files that were read; the log is sound."""
    checked = manumit("ledger", "check", workspace / "ledger", "--key", workspace / "ledger.vkey")
    assert checked.code == 0, checked.out
    lines = [json.loads(line) for line in (workspace / "events.jsonl").read_text("ascii").splitlines()]
    told = [(json.loads(line["leaf"])["type"], line["body"]) for line in lines]
    return sorted(
        (kind, body["sha256"], sorted(body["records"].items())) for kind, body in told if kind == "file_read"
    )


def test_a_second_run_changes_nothing(case: Case) -> None:
    before, told = listed(case.workspace), (case.workspace / "events.jsonl").read_bytes()
    again = manumit("run", case.input, "--workspace", case.workspace)
    assert again.code == 0
    assert "Read 0 new records" in again.err
    ours = [line for line in told.splitlines() if b"export_made" not in line]
    now = (case.workspace / "events.jsonl").read_bytes().splitlines()
    assert [line for line in now if b"export_made" not in line] == ours
    assert listed(case.workspace) == before


@pytest.fixture
def copy(case: Case, tmp_path: Path) -> Path:
    """A copy of the case, to be changed."""
    return Path(shutil.copytree(case.workspace, tmp_path / "copy"))


def test_every_file_is_logged_once_and_the_models_too(case: Case) -> None:
    told = logged(case.workspace)
    custody = [
        json.loads(line) for line in (case.workspace / "custody.jsonl").read_text("ascii").splitlines()
    ]
    files = [source["sha256"] for line in custody for source in line.get("sources", ())]
    assert [sha256 for _, sha256, _ in told] == sorted(files)
    assert (case.workspace / "events.jsonl").read_text("ascii").count('"type\\":\\"model_version') == 1


def test_as_of_ignores_later_records(case: Case, copy: Path) -> None:
    assert manumit("run", case.input, "--workspace", copy, "--as-of", "2025-12-31", "--quiet").code == 0
    leads = manumit("leads", copy, "--format", "json").json()
    cited = {record for lead in leads for finding in lead["findings"] for record in finding["evidence"]}
    assert cited
    parts = [str(path) for path in (copy / "records").glob("*/*.parquet")]
    latest = duckdb.execute(
        "SELECT max(observed_at::TIMESTAMP) FROM read_parquet(?, union_by_name = true) WHERE record_id IN "
        "(SELECT unnest(?))",
        [parts, sorted(cited)],
    ).fetchone()
    assert latest is not None
    assert latest[0].replace(tzinfo=UTC) <= datetime(2025, 12, 31, 23, 59, 59, 999999, UTC)


def test_as_of_can_be_taken_back(case: Case, copy: Path) -> None:
    before = listed(copy)
    manumit("run", case.input, "--workspace", copy, "--as-of", "2025-09-30", "--quiet")
    assert listed(copy) != before
    manumit("run", case.input, "--workspace", copy, "--quiet")
    assert listed(copy) == before


def test_files_given_one_by_one_make_the_same_leads(case: Case, tmp_path: Path) -> None:
    parts = sorted(case.input.iterdir())
    backwards = manumit("run", *reversed(parts), "--workspace", tmp_path / "w", "--quiet")
    assert backwards.code == 0
    assert listed(tmp_path / "w") == listed(case.workspace)


def test_two_runs_on_one_workspace_do_not_meet(case: Case, tmp_path: Path) -> None:
    workspace = tmp_path / "w"
    first = _start(case.input, workspace)
    try:
        _wait_for(workspace / "lock")
        time.sleep(0.5)
        second = manumit("run", case.input, "--workspace", workspace)
    finally:
        _kill(first)
    assert second.code == 1
    assert "in use" in second.err


@pytest.mark.slow
def test_killed_at_any_moment_and_run_again_gives_the_same_leads(case: Case, tmp_path: Path) -> None:
    workspace, moments = tmp_path / "w", random.Random(os.getpid())
    killed_at = []
    for _ in range(KILLS):
        process = _start(case.input, workspace)
        killed_at.append(round(moments.uniform(0.05, 0.7) * case.seconds, 2))
        time.sleep(killed_at[-1])
        _kill(process)
    ended = manumit("run", case.input, "--workspace", workspace)
    assert ended.code == 0, ended.err
    assert listed(workspace) == listed(case.workspace), killed_at
    assert logged(workspace) == logged(case.workspace)
    left = [path for path in workspace.rglob("*") if path.name.endswith(".partial")]
    assert left == []


def _start(source: Path, workspace: Path) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [*COMMAND, "run", str(source), "--workspace", str(workspace), "--quiet"],
        env=surroundings(),
        start_new_session=True,
    )


def _kill(process: subprocess.Popen[bytes]) -> None:
    """kill -9, the workers it started included."""
    os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def _wait_for(path: Path) -> None:
    for _ in range(200):
        if path.exists():
            return
        time.sleep(0.05)
    raise AssertionError(f"{path} never came")
