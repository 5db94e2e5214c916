"""The vault: records of people, each under that person's own data key. When the key dies, the records are gone, in
every backup, too.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from manumit.base.kernel import UsageError, VaultError, VerificationFailed
from manumit.base.vault.epoch import Key
from manumit.base.vault.events import Log
from manumit.base.vault.holder import KeyHolder
from manumit.base.vault.keyring import Keyring
from manumit.base.vault.places import Place
from manumit.base.vault.record import reseal
from manumit.base.vault.sealed_records import SealedRecords
from manumit.base.vault.store import SealedRow, SealedStore, SqliteStore
from manumit.base.vault.tombstones import Erasure

_CLOCK_SLIP = 300
"""Seconds by which a clock may be behind the newest record before timers are not trusted."""


@dataclass(frozen=True, slots=True)
class Erasing:
    """What an erasure did. A place that is not `current` still holds the key that was destroyed elsewhere."""

    id: str
    records: int
    places: tuple[Place, ...]

    @property
    def whole(self) -> bool:
        """Whether no copy of the keys is left that we know of."""
        return all(place.current for place in self.places)


class Vault(SealedRecords):
    """An opened vault: its records, and the keys that change and die."""

    def __init__(
        self,
        folder: Path,
        ring: Keyring,
        store: SealedStore,
        log: Log | None = None,
        clock: Callable[[], float] = time.time,
    ) -> None:
        super().__init__(folder, ring, store, log, clock)
        self._settle()

    @classmethod
    def create(cls, folder: Path, holder: KeyHolder, log: Log | None = None) -> Vault:
        """Make a vault in a folder that has none."""
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        ring = Keyring.create(folder, holder)
        ring.add([("index", ""), ("tombstone", ""), ("backup", "")])
        return cls(folder, ring, SqliteStore(folder / "records.db"), log)

    @classmethod
    def open(
        cls,
        folder: Path,
        holder: KeyHolder,
        log: Log | None = None,
        clock: Callable[[], float] = time.time,
        store: SealedStore | None = None,
    ) -> Vault:
        """Open, and bring to its end what a kill broke off. WrongKey, VaultError."""
        ring = Keyring.open(folder, holder)
        return cls(folder, ring, store or SqliteStore(folder / "records.db"), log, clock)

    def __enter__(self) -> Vault:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    # --- keys that change and die

    def rotate(self, holder: KeyHolder | None = None) -> list[Place]:
        """A new organisation key, perhaps another passphrase or a token: data keys are wrapped anew, no record is
        encrypted again."""
        places = self._advance([], holder)
        self._tell("key_rotated", f"epoch {self.ring.epoch().number}")
        return places

    def rotate_person(self, person: str) -> list[Place]:
        """A new data key for one person: all of their records are sealed anew, and the old key is destroyed."""
        with self.ring.lock():
            old = self._data_keys([person])[person]
            new = self.ring.add([("person", old.of)])[0]
            rows = self.store.of_person(old.of)
            self.store.replace([reseal(row, self._key(row), new, self.ring.id) for row in rows])
            places = self._advance([])
            self._tell("key_rotated", new.id)
            return places

    def _key(self, row: SealedRow) -> Key:
        key = self.ring.get(row.key)
        if key is None:
            raise VaultError("The key of a record is not in the ring.", "Take the keys from a copy.")
        return key

    def _advance(self, without: Iterable[str], holder: KeyHolder | None = None) -> list[Place]:
        """The next epoch, without keys that nothing is sealed under any more."""
        with self.ring.lock():
            used = self.store.keys()
            newest = {ids[-1] for (use, _), ids in self.ring.epoch().by_owner.items() if use == "person"}
            old = [one for one in self.ring.ids("person") if one not in used and one not in newest]
            self._files.sweep(self.store.files())
            return self.ring.advance([*without, *old], holder)

    def erase(self, person: str, reason: str) -> Erasing:
        """Destroy a person's keys here and in every copy of the keys, and their records with them. UsageError when
        there is nobody of that id, or no reason."""
        if not reason.strip():
            raise UsageError("An erasure needs a reason.", "Such as: asked for by the person, 3 March.")
        with self.ring.lock():
            blind = self.ring.blind(f"person {person}")
            mark = self._mark("person", blind)
            begun = next((one for one in self.tombstones.all() if mark in one.marks), None)
            if begun is None and not self.ring.ids("person", blind):
                raise UsageError("There is nobody of that id in this vault.", "Check the id.")
            return self._carry_out(begun or self.tombstones.begin("person", [mark], reason))

    def _carry_out(self, erasure: Erasure) -> Erasing:
        owners = self.ring.owners("person") | self.store.people()
        mark = self.tombstones.marker("person")
        people = [one for one in owners if mark(one) in erasure.marks]
        keys = [id for one in people for id in self.ring.ids("person", one)]
        places = self._advance(keys) if keys else self.ring.places.bring_all()
        dropped = self._drop([row for one in people for row in self.store.of_person(one)])
        if not erasure.done:
            self._tell("tombstone", erasure.id)
            self.tombstones.finish(erasure)
        return Erasing(erasure.id, dropped, tuple(places))

    def _drop(self, rows: Sequence[SealedRow]) -> int:
        records = {row.record for row in rows}
        if records:
            self.store.drop(sorted(records))
            self._files.drop({row.file for row in rows if row.file})
        return len(records)

    def _settle(self) -> None:
        """Go on with what was begun, and obey tombstones of things that came back with a backup."""
        gone = {mark for one in self.tombstones.all() for mark in one.marks}
        pending = self.tombstones.pending("person") + self.tombstones.pending("record")
        if not pending and not gone:
            return
        mark = self.tombstones.marker("person")
        back = [one for one in self.store.people() if mark(one) in gone]
        if not pending and not back:
            return
        with self.ring.lock():
            for erasure in self.tombstones.pending("person"):
                self._carry_out(erasure)
            self._drop([row for one in back for row in self.store.of_person(one)])
            for erasure in self.tombstones.pending("record"):
                self._remove(erasure)

    def erase_record(self, record: str, reason: str) -> Erasing:
        """Remove one record of somebody of whom others stay: those are sealed anew under a new key and the old one is
        destroyed, so that no backup opens what is gone. UsageError when there is no such record, or no reason."""
        if not reason.strip():
            raise UsageError("An erasure needs a reason.", "Such as: asked for by the person, 3 March.")
        row = self._row(record, None)
        self._admit(row.person)
        with self.ring.lock():
            return self._remove(self.tombstones.begin("record", [self._mark("record", row.record)], reason))

    def _remove(self, erasure: Erasure) -> Erasing:
        """What stays of these people is sealed anew, then the records go, then the old keys, and only then is it done:
        killed in between, it is carried out again when the vault is opened."""
        mark = self.tombstones.marker("record")
        rows = [row for one in self.store.people() for row in self.store.of_person(one)]
        gone = [row for row in rows if mark(row.record) in erasure.marks]
        records = {row.record for row in gone}
        for person in sorted({row.person for row in gone}):
            new = self.ring.add([("person", person)])[0]
            stay = [row for row in self.store.of_person(person) if row.record not in records]
            self.store.replace([reseal(row, self._key(row), new, self.ring.id) for row in stay])
            self._tell("key_rotated", new.id)
        count = self._drop(gone)
        places = self._advance([])
        self._tell("tombstone", erasure.id)
        self.tombstones.finish(erasure)
        return Erasing(erasure.id, count, tuple(places))

    def was_erased(self, record: str) -> bool:
        """Whether this very record was removed, by itself."""
        marks = {mark for one in self.tombstones.all() for mark in one.marks}
        return self._mark("record", self.ring.blind(f"record {record}")) in marks

    # --- timers

    def due(self, keep: Mapping[str, int]) -> list[tuple[str, str]]:
        """(record, person), both blind, of records that are kept no longer: `keep` is seconds by sort, a sort that is
        not named is kept. VerificationFailed when the clock is behind the newest record."""
        now = int(self._clock())
        if now < self.store.latest() - _CLOCK_SLIP:
            raise VerificationFailed(
                "The clock is behind the newest record: timers cannot be trusted.", "Set the clock right."
            )
        return [found for sort, seconds in keep.items() for found in self.store.older(sort, now - seconds)]

    def erase_due(self, keep: Mapping[str, int], reason: str = "kept long enough") -> Erasing:
        """Erase what is due. A person of whom nothing is left loses the key as well; else the records are removed, and
        a backup that is restored gives them up again."""
        with self.ring.lock():
            due = self.due(keep)
            records, people = {record for record, _ in due}, {person for _, person in due}
            left = {one for one in people if {row.record for row in self.store.of_person(one)} - records}
            places: Sequence[Place] = ()
            count, last = 0, ""
            if whole := [self._mark("person", one) for one in people - left]:
                done = self._carry_out(self.tombstones.begin("person", whole, reason))
                places, count, last = done.places, done.records, done.id
            if single := [self._mark("record", record) for record, person in due if person in left]:
                erasure = self.tombstones.begin("record", single, reason)
                count, last = count + self._drop_records(erasure), erasure.id
            return Erasing(last, count, tuple(places))

    def _drop_records(self, erasure: Erasure) -> int:
        mark = self.tombstones.marker("record")
        rows = [row for one in self.store.people() for row in self.store.of_person(one)]
        count = self._drop([row for row in rows if mark(row.record) in erasure.marks])
        if not erasure.done:
            self._tell("tombstone", erasure.id)
            self.tombstones.finish(erasure)
        return count

    def obey(self) -> int:
        """After a restore: remove what was erased since. How many records went."""
        with self.ring.lock():
            gone = {mark for one in self.tombstones.all() for mark in one.marks}
            person, record = self.tombstones.marker("person"), self.tombstones.marker("record")
            rows = [row for one in self.store.people() for row in self.store.of_person(one)]
            return self._drop(
                [row for row in rows if person(row.person) in gone or record(row.record) in gone]
            )


def backup_sources(folder: Path, scratch: Path) -> Iterator[tuple[str, Path]]:
    """What a backup of a vault holds: a consistent copy of the records (made in `scratch`) and the sealed files; never
    the keys."""
    copy = scratch / f"records-{os.urandom(8).hex()}.db"
    try:
        store = SqliteStore(folder / "records.db")
        store.copy_to(copy)
        store.close()
        yield "records.db", copy
        for path in sorted((folder / "files").glob("*")):
            if path.suffix != ".partial":
                yield f"files/{path.name}", path
    finally:
        copy.unlink(missing_ok=True)


def new_id(prefix: str) -> str:
    """A name that says nothing: prefix and 128 random bits."""
    return f"{prefix}_{os.urandom(16).hex()}"
