"""How changes come into the log: each waits until its hour is over, then goes in among dummies (ledger, `quiet`).

`leaves.json` holds what waits, and what was begun and not finished when the program was killed. It names pseudonyms
and keyed hashes only, and is replaced as a whole.
"""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from manumit.base.kernel import VerificationFailed, WorkspaceError
from manumit.base.ledger import Log, QuietEvent, QuietHours

FILE = "leaves.json"
_AT_ONCE = timedelta(days=14)
"""Hours that are logged together after a long rest: 14 days are some 8,000 leaves."""


@dataclass
class Leaf:
    """A change that waits for the end of its hour."""

    type: str
    mac: str
    key: str
    at: str


@dataclass
class Begun:
    """A change that is being sealed."""

    person: str
    record: str
    number: int
    type: str


@dataclass
class State:
    """`since`: the first hour not yet logged. `batch`: leaves that go into the log from `size` on."""

    number: int
    since: str
    waiting: list[Leaf] = field(default_factory=list)
    begun: list[Begun] = field(default_factory=list)
    batch: list[str] = field(default_factory=list)
    size: int = 0
    until: str = ""


class Leaves:
    """The queue into one log, for an organisation of so many people."""

    def __init__(self, folder: Path, log: Log, org: str, people: int) -> None:
        self._path, self._log, self._org, self._people = folder / FILE, log, org, people
        self.state = _read(self._path)
        if self.state.batch:
            self._into_log()

    @classmethod
    def create(cls, folder: Path, log: Log, org: str, people: int, now: datetime) -> Leaves:
        """A new, empty queue that begins with this hour."""
        _write(folder / FILE, State(0, _show(now)))
        return cls(folder, log, org, people)

    def reserve(self, records: Sequence[tuple[str, str, str]]) -> list[Begun]:
        """Numbers for records (person, name, class of leaf) that are about to be sealed."""
        begun = [
            Begun(person, record, self.state.number + at, type)
            for at, (person, record, type) in enumerate(records, 1)
        ]
        self.state.begun += begun
        self.state.number += len(begun)
        self._save()
        return begun

    def sealed(self, leaves: Sequence[Leaf]) -> None:
        """They are sealed: their leaves wait from now on."""
        self.state.waiting += leaves
        self.state.begun = []
        self._save()

    def due(self, now: datetime) -> int:
        """Log every hour that is over; how many leaves that made."""
        logged = 0
        while (since := datetime.fromisoformat(self.state.since)) + timedelta(hours=1) <= now:
            until = min(now, since + _AT_ONCE).replace(minute=0, second=0, microsecond=0)
            hours = QuietHours(self._org, self._people, since)
            rest = []
            for one in self.state.waiting:
                at = datetime.fromisoformat(one.at)
                if at < until:
                    hours.add(QuietEvent(one.type, one.mac, one.key), at)
                else:
                    rest.append(one)
            self.state.batch = [bytes(leaf).decode() for leaf in hours.due(until)]
            self.state.size, self.state.until, self.state.waiting = self._log.size, _show(until), rest
            logged += len(self.state.batch)
            self._save()
            self._into_log()
        return logged

    def _into_log(self) -> None:
        """Append the batch, unless that was done before the program was killed."""
        batch = [one.encode() for one in self.state.batch]
        if self._log.size == self.state.size:
            self._log.append(batch)
        elif self._log.size != self.state.size + len(batch):
            raise VerificationFailed(
                f"The log has {self._log.size} entries; the care records know of {self.state.size}.",
                "One of the two is a copy of another day. Put back both as they were together.",
            )
        self.state.since, self.state.batch = self.state.until, []
        self._save()

    def _save(self) -> None:
        _write(self._path, self.state)


def _show(moment: datetime) -> str:
    """The full hour."""
    return moment.astimezone(UTC).replace(minute=0, second=0, microsecond=0).isoformat()


def _read(path: Path) -> State:
    try:
        raw: dict[str, Any] = json.loads(path.read_text("utf-8"))
        waiting = [Leaf(**one) for one in raw.pop("waiting")]
        begun = [Begun(**one) for one in raw.pop("begun")]
        return State(**raw, waiting=waiting, begun=begun)
    except FileNotFoundError as error:
        raise WorkspaceError(f"{path} is missing.", "Put the whole folder back from a backup.") from error
    except (ValueError, TypeError, KeyError) as error:
        raise VerificationFailed(f"{path} is damaged.", "Put the whole folder back from a backup.") from error


def _write(path: Path, state: State) -> None:
    write_whole(path, json.dumps(asdict(state)).encode())


def write_whole(path: Path, data: bytes) -> None:
    """A file that is there whole or not at all, also after a power cut; its owner alone can read it."""
    partial = path.with_name(f".{path.name}.partial")
    fd = os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with open(fd, "wb") as stream:
        stream.write(data)
        stream.flush()
        os.fsync(stream.fileno())
    os.replace(partial, path)
    folder = os.open(path.parent, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
