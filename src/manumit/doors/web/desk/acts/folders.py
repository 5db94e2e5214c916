"""Folders of the server that a job may read: below those that an administrator allowed, wherever links lead."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from pathlib import Path

from manumit.base.kernel import Refused, UsageError


def allowed(folders: Sequence[Path], house: Path) -> list[Path]:
    """Those of the allowed folders that are there, links resolved. None that holds the installation or lies in it."""
    real = [folder.resolve() for folder in folders if folder.is_absolute() and folder.is_dir()]
    home = house.resolve()
    return [folder for folder in real if not home.is_relative_to(folder) and not folder.is_relative_to(home)]


def place_below(root: Path, below: str) -> Path:
    """What lies `below` an allowed folder. Refused when it leads out of it, UsageError when it is not there."""
    if "\0" in below:
        raise UsageError("A path has no such characters.", "Check the path.")
    place = Path(os.path.realpath(root / below.strip().lstrip("/")))
    if not place.is_relative_to(root):
        raise Refused(
            "This leads out of the folders that jobs may read.",
            "An administrator can allow more of them (MANUMIT_FOLDERS).",
        )
    if not place.exists():
        raise UsageError("There is no such file or folder there.", "Check the path.")
    return place


def check(inputs: Sequence[Path], within: Sequence[Path]) -> None:
    """Refused when something among the inputs, or behind a link below them, lies outside of `within`."""
    real = [Path(os.path.realpath(root)) for root in within]
    for given in inputs:
        for place in _reached(given):
            if not any(place.is_relative_to(root) for root in real):
                raise Refused(
                    f"{given} holds a link that leads out of the folders that jobs may read.",
                    "Put a copy of what it leads to there, or take the link away. Nothing was read.",
                )


def _reached(given: Path) -> Iterator[Path]:
    """Where a walk that follows links gets to: the input itself and what each link below it leads to."""
    todo, seen = [given], set[Path]()
    while todo:
        place = Path(os.path.realpath(todo.pop()))
        if place in seen:
            continue
        seen.add(place)
        yield place
        for folder, folders, files in os.walk(place):
            todo += [path for name in (*folders, *files) if (path := Path(folder, name)).is_symlink()]
