"""The book of care records of one house: a folder with a vault, a log, and the queue of leaves between them.

Everything about a person is changes (see `change`), each sealed under that person's keys and committed to by a leaf.
Nothing about anybody lies in the folder in plain text.
"""

from __future__ import annotations

import fcntl
import json
import os
import re
import secrets
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Any

from manumit.base.kernel import Refused, UsageError, VerificationFailed, WorkspaceError, mark_sealed
from manumit.base.ledger import KeyPair, Log
from manumit.base.vault import KeyHolder, Place, Vault
from manumit.services.care.change import Change, Edit, new_change, new_item, new_person
from manumit.services.care.leaves import Begun, Leaf, Leaves, write_whole
from manumit.services.care.record import Record
from manumit.services.care.sealed import HOUSE, Entry, Sealed, leaf_key
from manumit.services.care.versions import Item
from manumit.services.care.vocabulary import Value, kind_named

FILE, LOG, VAULT, PINNED = "care.json", "log", "vault", "log.vkey"
_KEEPING, _GONE = "house", "gone_"
_FORMAT = 1
_ORG = re.compile(r"[a-z0-9][a-z0-9.-]{0,63}")
"""As leaves write it (ledger)."""
Clock = Callable[[], datetime]
Seen = Mapping[str, Sequence[str]]
"""Field -> changes whose values were shown to who edits."""


def now_utc() -> datetime:
    """The time."""
    return datetime.now(UTC)


class Book:
    """An open book. One process has it open at a time."""

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
    def create(cls, folder: Path, holder: KeyHolder, org: str, people: int, clock: Clock = now_utc) -> Book:
        """A new, empty book. `org` is the house's name in leaves (lower case), named there only when `people`, all who
        belong to it, are 50 or more."""
        if not _ORG.fullmatch(org):
            raise UsageError(f"{org!r} is no name of a house.", "Such as house.example.org: lower case.")
        if (folder / FILE).exists() or (folder / VAULT).exists():
            raise UsageError(f"{folder} holds care records already.", "Choose another folder.")
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        mark_sealed(folder)
        key = KeyPair.generate(f"{org}/care-{secrets.token_hex(4)}")
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
    def open(cls, folder: Path, holder: KeyHolder, clock: Clock = now_utc) -> Book:
        """Open a book; what a killed program left is finished, and hours that are over are logged."""
        _about(folder)
        lock = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
        vault = None
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            vault = Vault.open(folder / VAULT, holder)
            return cls(folder, vault, lock, clock)
        except BaseException as error:
            if vault is not None:
                vault.close()
            os.close(lock)
            if isinstance(error, BlockingIOError):
                raise WorkspaceError(
                    f"Somebody else has {folder} open.", "Wait until they are done."
                ) from error
            raise

    def house(self, name: str, make: Callable[[], str]) -> str:
        """A secret of the house by name, sealed; made when it is not there."""
        found = next((one for one in self.sealed.entries(HOUSE) if one.name == f"house_{name}"), None)
        if found is None:
            self.sealed.put(HOUSE, [(f"house_{name}", 0, make().encode())])
            return self.house(name, make)
        return found.data.decode()

    # --- people

    def people(self) -> list[str]:
        """Everybody the book has a record of."""
        return sorted(self._people)

    def need(self, person: str) -> str:
        """The person, when the book has them; UsageError when not."""
        if person not in self._people:
            raise UsageError(f"There is no person {person} here.", "They were never here, or were erased.")
        return person

    def add(
        self, fields: Mapping[str, Value], by: str, others: Mapping[str, Mapping[str, Value]] | None = None
    ) -> str:
        """A new person, known by whatever they want known, or by nothing but a pseudonym: it is returned. `others` are
        first items of other kinds."""
        person = new_person()
        given = {"person": {"role": "possible_victim", **fields}, **(others or {})}
        first = []
        for kind, values in given.items():
            item = kind if kind_named(kind).single else new_item()
            first.append(self._new(person, item, kind, "made", by, values, {}))
        self.enter(person)
        self.put(first)
        return person

    def enter(self, person: str) -> None:
        """Make keys for a person who has none here."""
        self.sealed.add(person)
        self._people.add(person)

    def forget(self, person: str, by: str, reason: str) -> list[Place]:
        """Destroy a person's keys; the places of copies that were not reached are returned. A note of it, which says
        nothing of what was, is sealed for the house and logged."""
        numbers = [one.number for one in self.sealed.entries(self.need(person))]
        note = {"person": person, "numbers": numbers, "by": by, "at": self.clock().isoformat()}
        self._seal([(HOUSE, _GONE + person[4:], "care", json.dumps(note).encode())])
        return self._erase(person, reason)

    def _erase(self, person: str, reason: str) -> list[Place]:
        self._people.discard(person)
        return self.sealed.erase(person, reason)

    def gone(self) -> dict[str, list[int]]:
        """Pseudonym -> numbers of the changes it had, of everybody who was erased."""
        return {
            (note := json.loads(one.data))["person"]: note["numbers"]
            for one in self.sealed.entries(HOUSE)
            if one.name.startswith(_GONE)
        }

    # --- writing

    def change(
        self,
        person: str,
        kind: str,
        fields: Mapping[str, Value],
        by: str,
        item: str | None = None,
        seen: Seen | None = None,
    ) -> str:
        """Set fields of an item (a new one unless `item` says which), and say which item that was.

        `seen` says, for fields shown to who edits, which changes were shown: when somebody else changed such a field
        meanwhile, both values stay, as a conflict. Without it an edit comes after what the book holds now; a field
        in conflict is then refused, since it is to be resolved and not just overwritten."""
        if kind_named(kind).guarded:
            raise UsageError(f"{kind} is not written this way.", "It has a verb of its own.")
        return self.edit(person, kind, fields, by, item, seen)

    def edit(
        self,
        person: str,
        kind: str,
        fields: Mapping[str, Value],
        by: str,
        item: str | None = None,
        seen: Seen | None = None,
        event: str = "edited",
    ) -> str:
        """`change` for any kind, and with another event."""
        single = kind_named(kind).single
        name = kind if single else item or new_item()
        if item not in (None, name):
            raise UsageError(f"A person has one {kind}; it is called {kind}.")
        known = self.record(self.need(person)).items.get(name)
        if item is not None and known is None and not single:
            raise UsageError(f"{person} has no item {item}.", "`manumit care show` lists the items.")
        return self._write(person, name, kind, known, fields, by, seen, event)

    def make(
        self,
        person: str,
        kind: str,
        item: str,
        fields: Mapping[str, Value],
        by: str,
        seen: Seen | None = None,
    ) -> str:
        """Write an item under an id that its maker has chosen; an item of that id is gone on with."""
        known = self.record(self.need(person)).items.get(item)
        return self._write(person, item, kind, known, fields, by, seen, "edited")

    def resolve(self, person: str, item: str, field: str, value: Value, by: str) -> None:
        """End a conflict: from now on the field has this value, which comes after all its versions."""
        found = self.record(self.need(person)).item(item)
        at = found.fields.get(field)
        if at is None or not at.conflict:
            raise UsageError(f"{found.kind}.{field} is not in conflict.")
        self.put([self._new(person, item, found.kind, "resolved", by, {field: value}, {field: at.after})])

    def _write(
        self,
        person: str,
        item: str,
        kind: str,
        known: Item | None,
        fields: Mapping[str, Value],
        by: str,
        seen: Seen | None,
        event: str,
    ) -> str:
        if known is not None and known.kind != kind:
            raise UsageError(f"{item} is a {known.kind}, not a {kind}.")
        event = "made" if known is None and event == "edited" else event
        self.put([self._new(person, item, kind, event, by, fields, _after(known, fields, seen))])
        return item

    def _new(
        self, person: str, item: str, kind: str, event: str, by: str, fields: Mapping[str, Value], after: Seen
    ) -> Change:
        edits = {name: Edit(value, tuple(after.get(name, ()))) for name, value in fields.items()}
        return new_change(person, item, kind, event, by, self.clock(), edits)

    def put(self, changes: Sequence[Change]) -> None:
        """Seal changes, and let their leaves wait."""
        self._seal([(one.person, one.id, _class_of(one), bytes(one)) for one in changes])

    def _seal(self, records: Sequence[tuple[str, str, str, bytes]]) -> None:
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

    # --- reading

    def read(self, person: str, by: str, purpose: str, what: str = "the record") -> Record:
        """A person's record, for somebody to look at: that they did, and why, becomes part of it."""
        if not purpose.strip():
            raise UsageError("Say what for: who reads a protected record states the purpose.")
        record = self.record(self.need(person))
        self.edit(person, "access", {"purpose": purpose, "what": what}, by, event="accessed")
        return record

    def record(self, person: str) -> Record:
        """A person's record as the program itself needs it: together with those that were joined to it."""
        changes, todo, seen = [], [person], {person}
        while todo:
            changes += self.changes(todo.pop())
            more = Record(person, changes).joined - seen
            seen |= more
            todo += more & self._people
        return Record(person, changes)

    def changes(self, person: str) -> list[Change]:
        """All changes of one person, oldest first."""
        return [one for one, _ in self.numbered(person)]

    def numbered(self, person: str) -> list[tuple[Change, Entry]]:
        """The same, each with the record it lies in. VerificationFailed when one is not what its name says."""
        found = [(Change.parse(one.data), one) for one in self.sealed.entries(person)]
        for change, entry in found:
            if (change.id, change.person) != (entry.name, person):
                raise VerificationFailed(f"The record {entry.name} of {person} is not what it is called.")
        return sorted(found, key=lambda one: (one[0].at, one[0].id))

    def close(self) -> None:
        """Let another process open it."""
        if self._lock >= 0:
            try:
                self.log.close()
                self.sealed.vault.close()
            finally:
                os.close(self._lock)
                self._lock = -1

    def __enter__(self) -> Book:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, tb: TracebackType | None
    ) -> None:
        self.close()


def _after(known: Item | None, fields: Iterable[str], seen: Seen | None) -> dict[str, Sequence[str]]:
    """What the edit of each field comes after."""
    after: dict[str, Sequence[str]] = {}
    for name in fields:
        field = known.fields.get(name) if known else None
        if seen is not None and name in seen:
            after[name] = seen[name]
        elif field is not None:
            if field.conflict:
                raise Refused(f"{name} is in conflict: it is to be resolved, not overwritten.", "Resolve it.")
            after[name] = field.after
    return after


def _class_of(change: Change) -> str:
    """The bare class of a change's leaf."""
    return "consent" if change.kind == "consent" else "care"


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
