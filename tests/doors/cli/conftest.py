"""One small world and one case made of it, for all tests of the command line. Nobody changes them."""

from __future__ import annotations

import shutil
import time
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.doors.cli.program import Done, manumit

ADS = """ad_id,posted_at,source,title,text,location,contact
A-1,2026-03-01T20:00:00+00:00,board,Calm massage,"Ring 07700 900123, no hidden calls",Leeds,
A-2,2026-03-02T21:00:00+00:00,board,Room to let,"Write to lettings@example.org or @leeds_lets",Leeds,07700 900456
"""


@dataclass(frozen=True)
class Case:
    """A workspace made by `run` from `input`: how that went and how long it took."""

    world: Path
    workspace: Path
    made: Done
    seconds: float

    @property
    def input(self) -> Path:
        return self.world / "input"


@pytest.fixture(scope="session")
def world(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small world."""
    folder = tmp_path_factory.mktemp("worlds") / "one"
    assert manumit("world", folder, "--scale", "small", "--seed", "3", fresh=True).code == 0
    return folder


@pytest.fixture(scope="session")
def case(world: Path, tmp_path_factory: pytest.TempPathFactory) -> Case:
    """The main job on that world, uninterrupted."""
    workspace = tmp_path_factory.mktemp("cases") / "case"
    began = time.monotonic()
    made = manumit("run", world / "input", "--workspace", workspace, fresh=True)
    assert made.code == 0, made.err
    return Case(world, workspace, made, time.monotonic() - began)


@pytest.fixture
def copy(case: Case, tmp_path: Path) -> Path:
    """A copy of the case's workspace, for those who write in it."""
    return Path(shutil.copytree(case.workspace, tmp_path / "copy"))


@pytest.fixture
def ads(tmp_path: Path) -> Path:
    """Two adverts."""
    path = tmp_path / "ads.csv"
    path.write_text(ADS, "utf-8")
    return path
