"""What was erased, so that it stays erased: keyed marks, with which one can recognise a thing that comes back, and
without the key not even test a guess.

A line with marks is written before anything is erased, a line that says it is done after; what is marked and not done
is gone on with. Marks are BLAKE2b under a key of the ring, 16 bytes.
"""

from __future__ import annotations

import os
from base64 import b64encode
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from hashlib import blake2b

from manumit.base.kernel import VaultError
from manumit.base.vault.keyring import Keyring
from manumit.base.vault.lines import append_lines, read_lines
from manumit.base.vault.places import TOMBSTONES
from manumit.base.vault.sealing import bound, seal

_SIZE = 16


@dataclass(frozen=True, slots=True)
class Erasure:
    """One erasure: what sort of thing, its marks, when, and whether it was brought to its end."""

    id: str
    sort: str
    marks: frozenset[str]
    at: str
    done: bool


@dataclass(frozen=True, slots=True)
class Marker:
    """A keyed hash of texts, 32 hex digits. It can be sent to another process."""

    key: bytes = field(repr=False)
    prefix: bytes

    def __call__(self, *parts: str) -> str:
        return blake2b(self.prefix + bound(*parts), key=self.key, digest_size=_SIZE).hexdigest()


class Tombstones:
    """The marks of one keyring. They stand beside its keys, and at every place that keeps a copy of them."""

    def __init__(self, ring: Keyring) -> None:
        self._ring = ring
        self._path = ring.path / TOMBSTONES
        self._place = str(self._path)
        self._size = -1
        self._all: dict[str, Erasure] = {}
        self._marks: set[str] = set()

    def marker(self, sort: str) -> Marker:
        """What marks things of a sort."""
        return Marker(self._ring.need("tombstone").secret, bound(sort))

    def all(self) -> list[Erasure]:
        """Every erasure, in the order they were begun."""
        try:
            size = os.stat(self._place).st_size
        except FileNotFoundError:
            size = 0
        if size != self._size:
            found: dict[str, Erasure] = {}
            try:
                for line in read_lines(self._path):
                    if "done" in line:
                        old = found[line["id"]]
                        found[old.id] = Erasure(old.id, old.sort, old.marks, old.at, True)
                    else:
                        marks = frozenset(line["marks"])
                        found[line["id"]] = Erasure(line["id"], line["sort"], marks, line["at"], False)
            except (KeyError, TypeError) as error:
                raise VaultError(f"{self._path} is damaged", "Take it from a copy of the keys.") from error
            self._all, self._size = found, size
            self._marks = {mark for one in found.values() for mark in one.marks}
        return list(self._all.values())

    def __contains__(self, mark: str) -> bool:
        return mark in self._marks

    def __bool__(self) -> bool:
        return bool(self.all())

    def pending(self, sort: str) -> list[Erasure]:
        """Erasures that were begun and not brought to their end."""
        return [one for one in self.all() if not one.done and one.sort == sort]

    def begin(self, sort: str, marks: Iterable[str], reason: str) -> Erasure:
        """Write down, before anything is erased, what is going to be. The reason is sealed."""
        at = datetime.now(UTC).isoformat(timespec="seconds")
        id = f"tmb_{os.urandom(16).hex()}"
        key = self._ring.need("tombstone").secret
        sealed = b64encode(seal(key, reason.encode(), bound("reason", id))).decode()
        line = {"id": id, "sort": sort, "at": at, "marks": sorted(set(marks)), "reason": sealed}
        self._append(line)
        return self._all[id]

    def finish(self, erasure: Erasure) -> None:
        """It is done."""
        self._append({"id": erasure.id, "done": datetime.now(UTC).isoformat(timespec="seconds")})

    def _append(self, line: Mapping[str, object]) -> None:
        with self._ring.lock():
            append_lines(self._path, [line])
            self._ring.places.bring_all()
        self.all()
