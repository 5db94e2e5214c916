"""Lists of pictures that must not be looked at, as verbs ask them: the installation's, and those of a call."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from manumit.doors.cli.output import need
from manumit.doors.cli.use_log import state_folder

if TYPE_CHECKING:
    from manumit.base.kernel import Settings
    from manumit.engine.biometrics import Modality
    from manumit.engine.pictures import HandOver, HashList

    Guard = Callable[[Modality], Modality]

Illegal = Annotated[
    list[Path] | None,
    typer.Option(
        "--known-illegal",
        metavar="LIST",
        help="Hashes of pictures that must not be looked at, besides MANUMIT_KNOWN_ILLEGAL.",
    ),
]
HAND_OVER = "hand-over.jsonl"


def with_lists(settings: Settings, lists: Sequence[Path] | None) -> Settings:
    """The settings with more lists of illegal pictures."""
    every = [settings.known_illegal, *(str(need(path).absolute()) for path in lists or ())]
    return replace(settings, known_illegal=os.pathsep.join(filter(None, every)))


def lists_asked(lists: Sequence[Path] | None) -> list[HashList]:
    """All of them, read; UnreadableInput for one that cannot be: then nothing is looked at."""
    from manumit.base.kernel import load_settings
    from manumit.engine.pictures import lists_of

    return lists_of(with_lists(load_settings(), lists))


def guard(lists: Sequence[Path] | None, workspace: Path | None = None) -> Guard:
    """What makes a modality ask the lists before it reads a picture; a hit is written to the records of a workspace,
    else to this machine's own ($XDG_STATE_HOME/manumit/hand-over.jsonl)."""
    from manumit.engine.biometrics import guarded

    asked = lists_asked(lists)
    return lambda way: guarded(way, asked, lambda record: note_hit(record, workspace))


def note_hit(record: HandOver, workspace: Path | None = None) -> None:
    """Write down that a picture is on a list, once: where it lies, and nothing of what it shows."""
    from manumit.engine.evidence import Workspace
    from manumit.engine.pictures import hand_over, note_hand_over

    told = replace(record, path=str(Path(record.path).absolute()))
    if workspace is not None:
        hand_over(Workspace.open(need(workspace)), told)
    else:
        note_hand_over(state_folder() / HAND_OVER, told)
