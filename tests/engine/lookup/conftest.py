"""The case, made once; nobody changes it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from manumit.engine.lookup import Lookup
from tests.engine.lookup.case import make


@pytest.fixture(scope="session")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make(tmp_path_factory.mktemp("lookup"))


@pytest.fixture(scope="session")
def lookup(workspace: Path) -> Iterator[Lookup]:
    with Lookup(workspace) as opened:
        yield opened
