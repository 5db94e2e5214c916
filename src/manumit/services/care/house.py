"""A house's care records on the disk: a folder with a vault, a log, and the queue of leaves between them.

Records go in under a number, sealed and committed to by a leaf; what a killed program left is finished at the next
opening. Nothing about anybody lies in the folder in plain text. What the records say is the book's business.
"""

from __future__ import annotations

import fcntl
import json
import os
import re
import secrets
import time
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from manumit.base.kernel import UsageError, VerificationFailed, WorkspaceError, mark_sealed
from manumit.base.ledger import KeyPair, Log
from manumit.base.vault import KeyHolder, Place, Vault
from manumit.services.care.leaves import Begun, Leaf, Leaves, write_whole
from manumit.services.care.sealed import HOUSE, Entry, Sealed, leaf_key

FILE, LOG, VAULT, PINNED = "care.json", "log", "vault", "log.vkey"
PATIENCE = 10.0
"""Seconds to wait for another process that has the folder open."""
_KEEPING, _GONE = "house", "gone_"
_FORMAT = 1
_ORG = re.compile(r"[a-z0-9][a-z0-9.-]{0,63}")
"""As leaves write it (ledger)."""
_NAMED_FROM = 50
"""A smaller organisation is not named where others may see it (design, rule 8): not even as the log's name."""
Clock = Callable[[], datetime]


def now_utc() -> datetime:
    """The time."""
    return datetime.now(UTC)


class House:
    """The open folder. One process has it open at a time."""

    def __init__(self, folder: Path, vault: Vault, lock: int, clock: Clock) -> None:
        self.folder, self.clock, self._lock = folder, clock, lock
        self.sealed = Sealed(vault)
        about = _about(folder)
        self.org: str = about["org"]
        self.size: int = about["people"]
        house = next(one for one in self.sealed.entries(HOUSE) if one.name == _KEEPING)
        keeping = json.loads(house.data)
        self.house_secret = bytes.fromhex(keeping["secret"])
        self._people = self.sealed.people()
        self.log = Log.open(folder / LOG, KeyPair.parse(keeping["log"]))
        try:
            self.leaves = Leaves(folder, self.log, self.org, self.size)
            self._finish()
            self.leaves.due(clock())
        except BaseException:
            self.log.close()
            raise

    @classmethod
    def create(cls, folder: Path, holder: KeyHolder, org: str, people: int, clock: Clock = now_utc) -> Self:
        """A new, empty folder. `org` is the house's name (lower case); the log names it only when `people`, all who
        belong to it, are 50 or more."""
        if not _ORG.fullmatch(org):
            raise UsageError(f"{org!r} is no name of a house.", "Such as house.example.org: lower case.")
        if (folder / FILE).exists() or (folder / VAULT).exists():
            raise UsageError(f"{folder} holds care records already.", "Choose another folder.")
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        mark_sealed(folder)
        name = secrets.token_hex(4)
        key = KeyPair.generate(f"{org}/{name}" if people >= _NAMED_FROM else f"log-{name}")
        house = {"secret": secrets.token_hex(32), "log": str(key)}
        with Vault.create(folder / VAULT, holder) as vault:
            sealed = Sealed(vault)
            sealed.add(HOUSE)
            sealed.put(HOUSE, [(_KEEPING, 0, json.dumps(house).encode())])
        with Log.create(folder / LOG, key) as log:
            Leaves.create(folder, log, org, people, clock())
        write_whole(folder / PINNED, f"{key.verifier}\n".encode())
        about = {"format": _FORMAT, "org": org, "people": people}
        write_whole(folder / FILE, json.dumps(about).encode())
        return cls.open(folder, holder, clock)

    @classmethod
    def open(
        cls, folder: Path, holder: KeyHolder, clock: Clock = now_utc, patience: float = PATIENCE
    ) -> Self:
        """Open it; what a killed program left is finished, and hours that are over are logged."""
        _about(folder)
        lock = _lock(folder, patience)
        try:
            vault = Vault.open(folder / VAULT, holder)
            try:
                return cls(folder, vault, lock, clock)
            except BaseException:
                vault.close()
                raise
        except BaseException:
            os.close(lock)
            raise

    def secret(self, name: str, make: Callable[[], str]) -> str:
        """A secret of the house by name, sealed; made when it is not there."""
        found = next((one for one in self.sealed.entries(HOUSE) if one.name == f"house_{name}"), None)
        if found is None:
            self.sealed.put(HOUSE, [(f"house_{name}", 0, make().encode())])
            return self.secret(name, make)
        return found.data.decode()

    def enter(self, person: str) -> None:
        """Make keys for a person who has none here."""
        self.sealed.add(person)
        self._people.add(person)

    def forget(self, person: str, by: str, reason: str) -> list[Place]:
        """Destroy a person's keys; the places of copies that were not reached are returned. A note of it, which says
        nothing of what was, is sealed for the house and logged."""
        numbers = [one.number for one in self.sealed.entries(person)]
        note = {"person": person, "numbers": numbers, "by": by, "at": self.clock().isoformat()}
        self.seal([(HOUSE, _GONE + person[4:], "care", json.dumps(note).encode())])
        return self._erase(person, reason)

    def _erase(self, person: str, reason: str) -> list[Place]:
        self._people.discard(person)
        return self.sealed.erase(person, reason)

    def rotate(self, holder: KeyHolder | None = None) -> list[Place]:
        """The next epoch of the keys, perhaps under another holder; a note of it is sealed for the house and logged.
        Returns where the copies of the keys stand."""
        vault = self.sealed.vault
        places = vault.rotate(holder)
        note = {"epoch": vault.ring.epoch().number, "at": self.clock().isoformat()}
        self.seal([(HOUSE, f"keys_{note['epoch']}", "care", json.dumps(note).encode())])
        return places

    def gone(self) -> dict[str, list[int]]:
        """Pseudonym -> numbers of the changes it had, of everybody who was erased."""
        return {
            (note := json.loads(one.data))["person"]: note["numbers"]
            for one in self.sealed.entries(HOUSE)
            if one.name.startswith(_GONE)
        }

    def seal(self, records: Sequence[tuple[str, str, str, bytes]]) -> None:
        """(person, name, class of leaf, bytes). Killed on the way, `_finish` goes on at the next opening."""
        begun = self.leaves.reserve([(person, name, kind) for person, name, kind, _ in records])
        by_person: dict[str, list[tuple[str, int, bytes]]] = {}
        for (person, name, _, data), one in zip(records, begun, strict=True):
            by_person.setdefault(person, []).append((name, one.number, data))
        entries = [entry for person, some in by_person.items() for entry in self.sealed.put(person, some)]
        self._wait(begun, {one.name: one for one in entries})

    def _finish(self) -> None:
        """Bring to its end what was begun: leaves for what is sealed, erasures that are noted."""
        if begun := self.leaves.state.begun:
            owners = {one.person for one in begun} & {*self._people, HOUSE}
            self._wait(begun, {one.name: one for name in owners for one in self.sealed.entries(name)})
        for person in sorted(self._people & self.gone().keys()):
            self._erase(person, "begun before")

    def _wait(self, begun: Sequence[Begun], entries: Mapping[str, Entry]) -> None:
        """What was reserved and never sealed leaves a gap in the numbers, and no leaf."""
        now = self.clock().isoformat()
        self.leaves.sealed(
            [
                Leaf(one.type, entries[one.record].mac, leaf_key(self.house_secret, one.number), now)
                for one in begun
                if one.record in entries
            ]
        )

    def close(self) -> None:
        """Let another process open it."""
        if self._lock >= 0:
            try:
                self.log.close()
                self.sealed.vault.close()
            finally:
                os.close(self._lock)
                self._lock = -1

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, tb: TracebackType | None
    ) -> None:
        self.close()


def _about(folder: Path) -> dict[str, Any]:
    try:
        about: dict[str, Any] = json.loads((folder / FILE).read_text("utf-8"))
    except FileNotFoundError as error:
        raise UsageError(f"{folder} holds no care records.", "`manumit care init` makes a book.") from error
    except ValueError as error:
        raise VerificationFailed(f"{folder / FILE} is damaged.", "Restore it from a backup.") from error
    if about.get("format") != _FORMAT:
        raise UsageError(f"{folder} is of a format that this program does not know.")
    return about


def _lock(folder: Path, patience: float) -> int:
    """Hold the folder until the descriptor is closed. WorkspaceError when somebody else does not let go in time."""
    lock = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    until = time.monotonic() + patience
    while True:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            return lock
        except BlockingIOError as error:
            if time.monotonic() >= until:
                os.close(lock)
                raise WorkspaceError(
                    f"Somebody else has {folder} open.", "Wait until they are done."
                ) from error
            time.sleep(0.05)
