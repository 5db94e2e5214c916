"""Comparisons without a gallery are written down all the same, on this machine."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path


def log_use(what: str, purpose: str, basis: str, pictures: Sequence[Path]) -> Path:
    """One line in $XDG_STATE_HOME/manumit/biometrics.jsonl (~/.local/state without it), on the disk when this returns.
    The pictures stand there as one hash of both: it says which comparison it was to who has them."""
    from manumit.base.vault import append_lines

    state = Path(os.environ.get("XDG_STATE_HOME") or Path.home() / ".local" / "state") / "manumit"
    state.mkdir(mode=0o700, parents=True, exist_ok=True)
    joined = hashlib.sha256(b"".join(_digest(one) for one in pictures)).hexdigest() if pictures else None
    line = {
        "at": datetime.now(UTC).isoformat(timespec="seconds"),
        "what": what,
        "purpose": purpose,
        "basis": basis,
        "pictures": joined,
    }
    append_lines(state / "biometrics.jsonl", [line])
    return state / "biometrics.jsonl"


def _digest(path: Path) -> bytes:
    with path.open("rb") as source:
        return hashlib.file_digest(source, "sha256").digest()
