"""What a job has done so far, kept in the folder of its study, so that one that is killed goes on where it was: whole
parts, and within a part the worlds that were dealt. Numbers alone; taken away when the job is done.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import shutil
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from manumit import __version__
from manumit.base.kernel import Refused
from manumit.doors.web.desk.acts.surveying import write_whole

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from manumit.engine.places import Events

MARK: Final = "of.json"
EVERY: Final = 1.0
"""Seconds between two writings of dealt worlds: so much is lost at most, and a little for writing."""
Json = dict[str, Any]


@dataclass(frozen=True)
class Kept:
    """A folder of parts that are done. Parts of another question, of other rows or of another program are no help:
    `mark` says of what they are."""

    folder: Path

    @classmethod
    def of(cls, folder: Path, *mark: object) -> Kept:
        """Those that are there, if they are of the same; else none."""
        of = hashlib.sha256("\n".join(map(str, mark)).encode()).hexdigest()
        told = {"program": __version__, "of": of}
        try:
            same = json.loads((folder / MARK).read_text("utf-8")) == told
        except (OSError, ValueError):
            same = False
        if not same:
            shutil.rmtree(folder, ignore_errors=True)
            write_whole(folder / MARK, told)
        return cls(folder)

    def part(self, name: str, make: Callable[[], Json]) -> Json:
        """A part as it was made before, or as it is made now. Refused, and nothing written, where all was taken away
        while it was made: somebody was erased who may be counted in it."""
        path = self.folder / f"{name}.json"
        with contextlib.suppress(OSError, ValueError):  # none, or one that a fall of the machine cut off
            told: Json = json.loads(path.read_text("utf-8"))
            return told
        made = make()
        if not self.folder.exists():
            raise Refused("Records were erased while this was worked out.", "Ask for it again.")
        write_whole(path, made)
        self.worlds(name).path.unlink(missing_ok=True)
        return made

    def worlds(self, name: str) -> Worlds:
        """Those dealt for a part."""
        return Worlds(self.folder / f"{name}.npy")

    def let_go(self) -> None:
        """The job is done."""
        shutil.rmtree(self.folder, ignore_errors=True)


@dataclass
class Worlds:
    """What dealt worlds brought: the places engine's `Keeping`, in a file that is whole or not there."""

    path: Path
    written: float = field(default_factory=time.monotonic)

    def read(self) -> list[NDArray[np.float64]]:
        """In order; none where none was written."""
        import numpy as np

        try:
            return list(np.load(self.path, allow_pickle=False))
        except (OSError, ValueError, EOFError):  # none, or one that a fall of the machine cut off
            return []

    def write(self, measured: list[NDArray[np.float64]]) -> None:
        """All of them, at most once in EVERY seconds; none where the folder was taken away."""
        import numpy as np

        if time.monotonic() - self.written < EVERY:
            return
        partial = self.path.with_name(f"{self.path.name}.partial")
        with contextlib.suppress(FileNotFoundError):
            with os.fdopen(os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as out:
                np.save(out, np.stack(measured))
            os.replace(partial, self.path)
        self.written = time.monotonic()


def mark_of(path: str) -> str:
    """SHA-256 of a file; nothing for none."""
    if not path:
        return ""
    with open(path, "rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def mark_of_events(events: Events) -> str:
    """SHA-256 of when and where they were."""
    told = hashlib.sha256()
    for column in (events.start, events.end, events.lon, events.lat, events.precision):
        told.update(column.tobytes())
    return told.hexdigest()
