"""Writes the index whole."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from manumit.base.kernel import TableEngine
from manumit.engine.evidence import Workspace


def index_path(workspace: Workspace) -> Path:
    """Where the index of a workspace lies."""
    raise NotImplementedError


def build_lookup(
    engine: TableEngine, workspace: Workspace, progress: Callable[[str, int, int], None] | None = None
) -> None:
    """From the record views and the tables of the stages before, write the index. MissingPart without FTS5 trigram."""
    raise NotImplementedError
