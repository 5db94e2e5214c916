"""The book of uses of a gallery: who was searched for, when, for which purpose, on which basis, as keyed hashes and
without a name; and the log that commits to its lines."""

from __future__ import annotations

import getpass
import json
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

from manumit.base.vault import append_lines
from manumit.engine.biometrics.answers import Use
from manumit.engine.biometrics.claims import About, use_claim
from manumit.engine.evidence import Claim, Logbook

USES: Final = "uses.jsonl"
EVALUATION: Final = "evaluation"
"""What a use of the class `test` is logged as."""
Blind = Callable[[str], str]


class Uses:
    """Of the gallery of one class; `blind` is its keyed hash."""

    def __init__(self, folder: Path, kind: str, blind: Blind, book: Logbook) -> None:
        self._path, self._kind, self._blind, self._book = folder / USES, kind, blind, book

    def write(self, what: str, **told: object) -> dict[str, object]:
        """A line, on the disk when this returns."""
        line = {
            "at": datetime.now(UTC).isoformat(timespec="seconds"),
            "what": what,
            "class": self._kind,
            "by": self._blind("user " + getpass.getuser()),
            **told,
        }
        append_lines(self._path, [line])
        return line

    def log(self, about: About, what: str, use: Use, **told: object) -> None:
        """A line of a use with purpose and basis, and its leaf: what cannot be logged is not answered."""
        self.claim(use_claim(about, self.write(what, **told, **self._why(use))))

    def claim(self, claim: Claim) -> None:
        """A leaf of the log."""
        self._book.ensure([claim])

    def lines(self) -> list[dict[str, Any]]:
        """The oldest first; a line that a kill cut off is none."""
        lines = self._path.read_bytes().split(b"\n")[:-1] if self._path.exists() else []
        return [json.loads(line) for line in lines]

    def _why(self, use: Use) -> dict[str, str]:
        if self._kind == "test":
            return {"purpose": EVALUATION, "basis": EVALUATION}
        return {"purpose": use.purpose, "basis": use.basis}
