"""Comparisons without a gallery are written down all the same, in $XDG_STATE_HOME/manumit (or ~/.local/state/manumit).

biometrics.jsonl    what was compared, when, for which purpose, on which basis
hand-over.jsonl     which pictures were on a list of what must not be looked at
biometrics/ledger   a leaf of each line that is no evaluation, unless it goes into the log of a workspace
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from manumit.doors.cli.output import need

if TYPE_CHECKING:
    from manumit.engine.evidence import Logbook


def log_use(what: str, purpose: str, basis: str, files: Sequence[Path], **told: object) -> dict[str, object]:
    """One line of biometrics.jsonl, on the disk when this returns. The files stand there as one hash of all: it says
    which comparison it was to who has them. `told`: closed words and numbers."""
    from manumit.base.vault import append_lines

    line: dict[str, object] = {
        "at": datetime.now(UTC).isoformat(timespec="seconds"),
        "what": what,
        "purpose": purpose,
        "basis": basis,
        "pictures": hashlib.sha256(b"".join(_digest(one) for one in files)).hexdigest() if files else None,
        **told,
    }
    append_lines(state_folder() / "biometrics.jsonl", [line])
    return line


def log_leaf(
    about: Literal["pictures", "pair", "family", "regions", "rooms asked"],
    line: Mapping[str, object],
    workspace: Path | None = None,
) -> None:
    """A leaf that commits to a line that `log_use` wrote, in the log of a workspace, else of this machine.
    WorkspaceError when it cannot be: then nothing is answered."""
    from manumit.engine.biometrics import use_claim

    book_of(workspace).ensure([use_claim(about, line)])


def book_of(workspace: Path | None) -> Logbook:
    """The log of a workspace, else this machine's own."""
    from manumit.base.kernel import load_settings
    from manumit.engine.evidence import Logbook, Workspace

    if workspace is not None:
        return Logbook(Workspace.open(need(workspace)).path, load_settings())
    folder = state_folder() / "biometrics"
    folder.mkdir(mode=0o700, exist_ok=True)
    return Logbook(folder, load_settings())


def state_folder() -> Path:
    """Where this machine keeps them; made if new."""
    state = Path(os.environ.get("XDG_STATE_HOME") or Path.home() / ".local" / "state") / "manumit"
    state.mkdir(mode=0o700, parents=True, exist_ok=True)
    return state


def _digest(path: Path) -> bytes:
    with path.open("rb") as source:
        return hashlib.file_digest(source, "sha256").digest()
