"""One desk that nobody changes, and one that a test may spoil."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from manumit.engine.evidence import Workspace
from tests.services.report.bundle import scene
from tests.services.report.bundle.scene import Desk


@pytest.fixture(scope="session")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    return scene.desk(tmp_path_factory.mktemp("desk") / "d")


@pytest.fixture(scope="session")
def masked_bundle(kept: Desk) -> bytes:
    return kept.make()


@pytest.fixture(scope="session")
def open_bundle(kept: Desk) -> bytes:
    """With possible victims shown."""
    return kept.make("for the court")


@pytest.fixture
def desk(kept: Desk, tmp_path: Path) -> Desk:
    """A copy; its files are still read from where the first one's lie."""
    shutil.copytree(kept.workspace.path, tmp_path / "w")
    return Desk(kept.folder, Workspace.open(tmp_path / "w"), kept.lead)


@pytest.fixture
def own(tmp_path: Path) -> Desk:
    """A desk with originals of its own."""
    return scene.desk(tmp_path / "own")
