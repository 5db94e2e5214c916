"""kill -9 at ten random moments and a disk that fills up: run again, the result is that of an uninterrupted run."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from manumit.base.kernel import Settings, WorkspaceError
from manumit.engine.evidence import Workspace, read_sources
from tests.engine.evidence.aids import story

RUN = """
import sys
from pathlib import Path
from manumit.base.kernel import Settings
from manumit.engine.evidence import Workspace, read_sources, reading
reading.BATCH_FILES, reading.BATCH_BYTES, reading.PARALLEL_BYTES = 4, 200_000, int(sys.argv[3])
workspace = Workspace.open(sys.argv[1], create=True)
print('go', flush=True)
read_sources(workspace, [Path(sys.argv[2])], Settings())
"""


def world(folder: Path) -> Path:
    """Files of many kinds and sizes."""
    inputs = folder / "in"
    inputs.mkdir()
    for number in range(12):
        rows = "".join(
            f"P{number}-{n},2026-01-02T03:04:05Z,A{n % 97},B{n},{n}.25,EUR,rent\n" for n in range(9000)
        )
        (inputs / f"pay{number}.csv").write_text(
            "payment_id,time,debtor_account,creditor_account,amount,currency,memo\n" + rows + 'x,"broken\n'
        )
    for number in range(40):
        (inputs / f"page{number}.html").write_text(f"<html><p>page {number}</p></html>")
    (inputs / "double.csv").write_text("payment_id,amount,currency\nP1-1,99,EUR\n")
    return inputs


def start(workspace: Path, inputs: Path, parallel: int) -> subprocess.Popen[bytes]:
    process = subprocess.Popen(
        [sys.executable, "-c", RUN, str(workspace), str(inputs), str(parallel)],
        stdout=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
    )
    assert process.stdout is not None
    assert process.stdout.readline() == b"go\n"
    return process


@pytest.mark.parametrize("parallel", [1 << 40, 0], ids=["one process", "two workers"])
def test_killed_at_ten_moments(tmp_path: Path, parallel: int) -> None:
    inputs = world(tmp_path)
    whole = Workspace.open(tmp_path / "whole", create=True)
    begun = time.monotonic()
    with start(tmp_path / "timed", inputs, parallel) as process:
        assert process.wait() == 0
    length = time.monotonic() - begun
    read_sources(whole, [inputs], Settings())
    moments = random.Random(7)
    for _ in range(10):
        with start(tmp_path / "killed", inputs, parallel) as process:
            time.sleep(moments.uniform(0, length * 0.35))
            process.send_signal(signal.SIGKILL)
    with start(tmp_path / "killed", inputs, parallel) as process:
        assert process.wait() == 0
    killed = Workspace.open(tmp_path / "killed")
    assert story(killed) == story(whole) == story(Workspace.open(tmp_path / "timed"))
    assert not (killed.path / "partial").exists()
    named = {part for kind in ("payment", "page") for part in killed.parts(kind)}
    assert set(killed.path.rglob("*.parquet")) == named


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of two megabytes."""
    place = tmp_path / "disk"
    place.mkdir()
    made = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=2m", "none", str(place)], capture_output=True, check=False
    )
    if made.returncode:
        pytest.skip(f"a small file system cannot be mounted here: {made.stderr.decode().strip()}")
    yield place
    subprocess.run(["umount", "-l", str(place)], check=True)


@pytest.mark.parametrize("parallel", [1 << 40, 0], ids=["one process", "two workers"])
def test_a_full_disk_leaves_nothing_half_written(
    tmp_path: Path, small_disk: Path, monkeypatch: pytest.MonkeyPatch, parallel: int
) -> None:
    from manumit.engine.evidence import reading

    monkeypatch.setattr(reading, "BATCH_BYTES", 200_000)
    monkeypatch.setattr(reading, "PARALLEL_BYTES", parallel)
    inputs = world(tmp_path)
    whole = Workspace.open(tmp_path / "whole", create=True)
    read_sources(whole, [inputs], Settings())
    workspace = Workspace.open(small_disk / "w", create=True)
    with pytest.raises(WorkspaceError) as caught:
        read_sources(workspace, [inputs], Settings())
    assert "disk space" in caught.value.hint
    named = {part for kind in ("payment", "page") for part in workspace.parts(kind)}
    assert set(workspace.path.rglob("*.parquet")) == named
    assert 0 < len(named) < len(set(whole.path.rglob("*.parquet")))
    subprocess.run(["mount", "-o", "remount,size=64m", str(small_disk)], check=True)
    read_sources(workspace, [inputs], Settings())
    assert story(workspace) == story(whole)
