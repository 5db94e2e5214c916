"""Opened workspaces and their indexes, one a process and workspace: they notice by themselves what a run changed."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from manumit.doors.web.desk.models import Workspace
from manumit.engine.evidence import Workspace as Folder
from manumit.engine.lookup import Lookup


def lookup_of(workspace: Workspace) -> Lookup:
    """The index of `workspace`; WorkspaceError when it has none yet."""
    return _opened(workspace.folder)


def folder_of(workspace: Workspace) -> Folder:
    """The folder of `workspace`, to read in: its journal is not read again while it stays the same."""
    return _folder(workspace.folder)


@lru_cache(maxsize=16)
def _folder(folder: str) -> Folder:
    return Folder.open(Path(folder))


@lru_cache(maxsize=16)
def _opened(folder: str) -> Lookup:
    return Lookup(Path(folder))
