"""Patterns that are killed go on where they were, and say what an undisturbed job says; what was done of other rows is
no help."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from manumit.base.kernel import Refused
from manumit.doors.web.desk.acts.kept import EVERY, Kept
from manumit.doors.web.desk.acts.seeking import kept_in, patterns_path, seek
from manumit.doors.web.desk.acts.surveying import RESULT
from manumit.engine.places import clusters, cylinders
from tests.doors.web.desk.surveys import AREA_FILE, events


def asked(folder: Path, seed: int = 7) -> dict[str, Any]:
    """What a job is told: a study that was worked out, and its files."""
    folder.mkdir()
    (folder / RESULT).write_text(json.dumps({"made_at": "2026-01-05T10:00:00+00:00"}))
    for name, data in (("events.csv", events(seed, 2_000)), AREA_FILE):
        (folder / name).write_bytes(data)
    return {
        "study": 1, "patterns": 1, "out": str(folder), "events": str(folder / "events.csv"),
        "area": str(folder / AREA_FILE[0]), "kind": "", "resolution": 8, "period": "week", "metres": 200, "days": 7,
    }  # fmt: skip


def found(told: dict[str, Any]) -> dict[str, Any]:
    path = patterns_path(Path(told["out"]), told["patterns"])
    return {name: one for name, one in json.loads(path.read_text()).items() if name != "made_at"}


AT_ONCE = """
from manumit.doors.web.desk import errand
from manumit.doors.web.desk.acts import kept

kept.EVERY = 0.0
errand.main()
"""


def begin(told: dict[str, Any], home: Path) -> subprocess.Popen[bytes]:
    """The process of a job, as a worker starts it, but that it keeps each dealt world at once."""
    job = subprocess.Popen(
        [sys.executable, "-c", AT_ONCE],
        stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, start_new_session=True,
    )  # fmt: skip
    assert job.stdin is not None
    job.stdin.write(json.dumps({"kind": "patterns", "folder": str(home), "inputs": [told]}).encode() + b"\n")
    job.stdin.flush()
    return job


def test_killed_it_goes_on_and_says_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    told = asked(tmp_path / "killed")
    kept = kept_in(Path(told["out"]), 1)
    job = begin(told, tmp_path)
    end = time.monotonic() + 60
    while not (kept / "clusters.npy").exists():
        assert job.poll() is None, "it ended before it was killed"
        assert time.monotonic() < end, "nothing was kept"
        time.sleep(0.01)
    os.killpg(job.pid, signal.SIGKILL)
    job.communicate()
    assert not (kept / "clusters.json").exists(), "it was killed too late"
    done = len(np.load(kept / "clusters.npy"))
    measured = []
    real = cylinders.greatest
    monkeypatch.setattr(clusters, "greatest", lambda *of: measured.append(1) or real(*of))  # type: ignore[func-returns-value]
    seek(told, tmp_path, lambda *_: None)
    assert 0 < done < clusters.DEALS
    assert len(measured) == clusters.DEALS - done, "what was done was done again"
    assert not kept.exists()
    undisturbed = asked(tmp_path / "whole")
    seek(undisturbed, tmp_path, lambda *_: None)
    assert found(told) == found(undisturbed)
    assert found(told)["clusters"]["rows"]


def test_what_was_done_of_something_else_is_no_help(tmp_path: Path) -> None:
    first = Kept.of(tmp_path / "kept", "asked", "rows")
    first.part("flows", lambda: {"moved": 1})
    again = Kept.of(tmp_path / "kept", "asked", "rows")
    assert again.part("flows", lambda: {"moved": 2}) == {"moved": 1}
    other = Kept.of(tmp_path / "kept", "asked", "other rows")
    assert other.part("flows", lambda: {"moved": 2}) == {"moved": 2}
    (tmp_path / "kept" / "clusters.npy").write_bytes(b"")
    assert other.worlds("clusters").read() == []
    other.let_go()
    assert not (tmp_path / "kept").exists()


def test_a_damaged_part_is_made_again(tmp_path: Path) -> None:
    kept = Kept.of(tmp_path / "kept", "asked")
    kept.part("flows", lambda: {"moved": 1})
    for damage in (b"", b'{"mov', b"\xff"):
        (tmp_path / "kept" / "flows.json").write_bytes(damage)
        assert kept.part("flows", lambda: {"moved": 2}) == {"moved": 2}
    assert kept.part("flows", lambda: {"moved": 3}) == {"moved": 2}


def test_what_was_taken_away_meanwhile_does_not_come_back(tmp_path: Path) -> None:
    kept = Kept.of(tmp_path / "study" / "kept", "asked")

    def erased_meanwhile() -> dict[str, Any]:
        shutil.rmtree(tmp_path / "study")
        worlds = kept.worlds("clusters")
        worlds.written = -EVERY  # long ago
        worlds.write([np.ones(3)])
        return {"moved": 1}

    with pytest.raises(Refused, match="erased"):
        kept.part("flows", erased_meanwhile)
    assert not (tmp_path / "study").exists()
