"""For which checks of an identity a gallery may be asked as a list: said beforehand, on a legal basis of its own, until
a day. A gallery that nobody opened is asked at no check.

G/victim/openings.jsonl   what was said, the newest last; each line is a use in the book and a leaf of the log
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Final

from manumit.base.kernel import Refused, UsageError
from manumit.base.vault import append_lines
from manumit.engine.biometrics.answers import Use
from manumit.engine.biometrics.uses import Uses

OPENINGS: Final = "openings.jsonl"
AIMS: Final[Mapping[str, tuple[str, ...]]] = {
    "missing": ("missing", "victim"),
    "protection": ("victim", "missing"),
    "suspicion": ("suspect",),
}
"""What a check may be for, and the classes that may be asked then: whether somebody is sought by their family, whether
they may need protection, whether they are suspected. Who may be a victim is never looked for as a suspect, nor the
other way round (design, rule 7); staff are on no list."""
LONGEST: Final = timedelta(days=366)
"""How far off an opening may end: whoever still needs it then says why again."""


@dataclass(frozen=True, slots=True)
class Opening:
    """What a gallery may be asked for at checks, why, on which basis, until which day (that day included)."""

    aims: tuple[str, ...]
    purpose: str
    basis: str
    until: date


def standing_in(folder: Path, today: date) -> Opening | None:
    """What holds on this day for the gallery in `folder`, whose keys are not needed for it; None where nothing was
    said, it was closed, or its time is over."""
    path = folder / OPENINGS
    lines = path.read_bytes().split(b"\n")[:-1] if path.exists() else []
    told = json.loads(lines[-1]) if lines else {}
    if not told.get("aims"):
        return None
    until = date.fromisoformat(told["until"])
    made = Opening(tuple(told["aims"]), told["purpose"], told["basis"], until)
    return made if today <= until else None


class Openings:
    """Of the gallery of one class."""

    def __init__(self, folder: Path, kind: str, uses: Uses) -> None:
        self._path, self._kind, self._uses = folder / OPENINGS, kind, uses

    def open(self, aims: Sequence[str], use: Use, until: date, today: date) -> Opening:
        """From now on this holds, and nothing that was said before. UsageError without an aim, purpose, basis or a day
        within a year; Refused for an aim that this class is not asked for."""
        use.check("checks")
        if not aims or any(one not in AIMS for one in aims):
            raise UsageError("It is not said for which checks.", f"One or more of {', '.join(AIMS)}.")
        if barred := [one for one in aims if self._kind not in AIMS[one]]:
            raise Refused(
                f"The gallery of class {self._kind} is asked at no check for {barred[0]}.",
                f"Asked there are: {', '.join(AIMS[barred[0]])}. Possible victims are never looked for as suspects.",
            )
        if not today <= until <= today + LONGEST:
            raise UsageError("An opening ends within a year from today.", "Such as --until 2027-03-01.")
        made = Opening(tuple(one for one in AIMS if one in aims), use.purpose, use.basis, until)
        told = {"aims": " ".join(made.aims), "until": until.isoformat()}
        self._uses.log("opening", "open to checks", use, **told)
        self._write(made)
        return made

    def close(self, use: Use, today: date) -> None:
        """From now on no check asks here. UsageError without purpose and basis, or where it is not open."""
        use.check("checks")
        if self.standing(today) is None:
            raise UsageError(f"The gallery of class {self._kind} is open to no check.")
        self._write(None)
        self._uses.log("opening", "closed to checks", use, aims="", until=today.isoformat())

    def standing(self, today: date) -> Opening | None:
        """What holds on this day; None where nothing was said, it was closed, or its time is over."""
        return standing_in(self._path.parent, today)

    def _write(self, made: Opening | None) -> None:
        told = asdict(made) | {"until": made.until.isoformat()} if made else {"aims": []}
        append_lines(self._path, [{"at": datetime.now(UTC).isoformat(timespec="seconds"), **told}])
