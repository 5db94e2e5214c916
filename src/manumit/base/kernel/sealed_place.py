"""Folders of sealed records (care, chats, reports of survivors) bear a mark: the engine never takes them for evidence
(design, rule 4), wherever they lie and however they were named to it."""

from __future__ import annotations

from pathlib import Path

MARK = ".manumit-sealed"
_SAYS = "Sealed records of people. They are never an input of `manumit run`, and not to be read, indexed or synced.\n"


def mark_sealed(folder: Path) -> None:
    """Mark a folder and all below it."""
    (folder / MARK).write_text(_SAYS, "utf-8")


def in_sealed_place(path: Path) -> bool:
    """Whether a path is a marked folder, or lies in one."""
    whole = path.resolve()
    return any((folder / MARK).exists() for folder in (whole, *whole.parents))
