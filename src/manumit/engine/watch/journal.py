"""The files of a watch: readable to whoever may read the workspace, made with their folder."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from manumit.base import kernel
from manumit.base.kernel import WorkspaceError


def damaged(path: Path) -> WorkspaceError:
    """What is said of a file whose lines are not those this program writes."""
    return WorkspaceError(f"{path} is damaged", "Restore the file from a backup; nothing was changed.")


def append_lines(path: Path, lines: Iterable[Mapping[str, Any]]) -> None:
    """Append whole lines and sync; nothing is touched when there are none."""
    if lines := list(lines):
        path.parent.mkdir(parents=True, exist_ok=True)
        kernel.append_lines(path, lines, mode=0o644)
