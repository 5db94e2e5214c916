"""The workspace: making, opening, locking, sweeping."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from manumit.base.kernel import Settings, WorkspaceError
from manumit.engine.evidence import Workspace, read_sources
from tests.engine.evidence.aids import story

HOLD = (
    "import sys, time; from manumit.engine.evidence import Workspace\n"
    "with Workspace.open(sys.argv[1]).lock():\n print('held', flush=True); time.sleep(60)"
)


def filled(folder: Path) -> Workspace:
    source = folder / "ads.csv"
    source.write_text("ad_id,title,price,currency\nA1,t,1,EUR\nA2,t,dear,EUR\n,t,1,EUR\n")
    workspace = Workspace.open(folder / "w", create=True)
    read_sources(workspace, [source], Settings())
    return workspace


def test_only_nothing_or_an_empty_folder_becomes_one(tmp_path: Path) -> None:
    with pytest.raises(WorkspaceError):
        Workspace.open(tmp_path / "none")
    (tmp_path / "used").mkdir()
    (tmp_path / "used" / "letter.txt").write_text("dear")
    with pytest.raises(WorkspaceError) as caught:
        Workspace.open(tmp_path / "used", create=True)
    assert caught.value.hint
    assert os.listdir(tmp_path / "used") == ["letter.txt"]
    (tmp_path / "begun").mkdir()
    (tmp_path / "begun" / "manifest.json.partial").write_text("{")
    assert Workspace.open(tmp_path / "begun", create=True).parts("ad") == []
    assert Workspace.open(tmp_path / "begun").sources() == []


@pytest.mark.parametrize(
    "text", ["", "{}", '{"format": "manumit-workspace", "version": 99}', '{"format": "x", "version": 1}']
)
def test_another_format_is_refused(tmp_path: Path, text: str) -> None:
    (tmp_path / "manifest.json").write_text(text)
    with pytest.raises(WorkspaceError):
        Workspace.open(tmp_path, create=True)


def test_custody_and_quarantine_are_told(tmp_path: Path) -> None:
    workspace = filled(tmp_path)
    source = workspace.sources()[0]
    assert (source.records, source.quarantined, source.warnings) == ({"ad": 2}, 1, 1)
    assert (source.format, source.reader, source.encoding) == ("csv", "csv/1", "utf-8")
    assert source.paths == (str(tmp_path / "ads.csv"),)
    assert source.bytes == (tmp_path / "ads.csv").stat().st_size
    assert [(entry.kept, entry.offset) for entry in workspace.quarantine()] == [(True, 38), (False, 52)]
    with pytest.raises(WorkspaceError):
        workspace.parts("wish")
    assert workspace.derived("mention") == tmp_path / "w" / "derived" / "mention.parquet"
    assert workspace.scratch.is_dir()


def test_one_writer_and_a_killed_one_leaves_no_lock(tmp_path: Path) -> None:
    workspace = filled(tmp_path)
    other = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(workspace.path)],
        stdout=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
    )
    assert other.stdout is not None
    with other, other.stdout as told:
        assert told.readline() == b"held\n"
        with pytest.raises(WorkspaceError) as caught, workspace.lock():
            pass
        assert str(other.pid) in caught.value.sentence
        other.kill()
        other.wait()
    with workspace.lock(), workspace.lock():
        pass
    with workspace.lock():
        pass


def test_what_no_line_names_is_swept_away(tmp_path: Path) -> None:
    workspace = filled(tmp_path)
    before = story(workspace)
    with open(workspace.path / "custody.jsonl", "ab") as journal:
        journal.write(b'{"batch": "000009", "parts": {"ad": ["000009')
    (workspace.path / "records" / "ad" / "000009-0000.parquet").write_bytes(b"half")
    (workspace.path / "quarantine" / "000009.jsonl").write_bytes(b"half")
    (workspace.path / "partial" / "000009").mkdir(parents=True)
    again = Workspace.open(workspace.path)
    assert story(again) == before
    with again.lock():
        pass
    assert not (workspace.path / "records" / "ad" / "000009-0000.parquet").exists()
    assert not (workspace.path / "quarantine" / "000009.jsonl").exists()
    assert not (workspace.path / "partial").exists()
    (tmp_path / "more.csv").write_text("ad_id,title\nA9,t\n")
    read_sources(again, [tmp_path / "more.csv"], Settings())
    assert all(json.loads(line) for line in (workspace.path / "custody.jsonl").read_text().splitlines())
    assert len(again.sources()) == 2


def test_a_damaged_journal_is_told(tmp_path: Path) -> None:
    workspace = filled(tmp_path)
    path = workspace.path / "custody.jsonl"
    path.write_text("nonsense\n" + path.read_text())
    with pytest.raises(WorkspaceError, match="line 1"):
        Workspace.open(workspace.path).sources()
