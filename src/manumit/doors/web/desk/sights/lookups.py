"""Opened indexes of workspaces, one a process and workspace: they notice by themselves when a run made a new one."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from manumit.doors.web.desk.models import Workspace
from manumit.engine.lookup import Lookup


def lookup_of(workspace: Workspace) -> Lookup:
    """The index of `workspace`; WorkspaceError when it has none yet."""
    return _opened(workspace.folder)


@lru_cache(maxsize=16)
def _opened(folder: str) -> Lookup:
    return Lookup(Path(folder))
