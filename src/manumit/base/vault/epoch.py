"""One epoch of a keyring: its key, and every key that is sealed under it, as its files say."""

from __future__ import annotations

import os
from base64 import b64decode, b64encode
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from manumit.base.vault.holder import OrganisationKey
from manumit.base.vault.places import RING
from manumit.base.vault.sealing import bound, seal, unseal

FORMAT, VERSION = "manumit-keys", 1
Wanted = tuple[str, str]
"""(use, of): what a key is for, and whose."""


@dataclass(frozen=True, slots=True)
class Key:
    """One key of the ring: 32 random bytes, and an id that says nothing."""

    id: str
    use: str
    of: str
    secret: bytes = field(repr=False)


@dataclass(slots=True)
class Epoch:
    """What an epoch's files say."""

    folder: Path
    ring: str
    number: int
    secret: bytes
    organisation: OrganisationKey
    entries: dict[str, dict[str, str]]
    by_owner: dict[Wanted, list[str]]
    stamp: tuple[int, int]
    place: str = ""

    def __post_init__(self) -> None:
        self.place = str(self.folder)

    def open(self, id: str) -> Key:
        """Unseal one key."""
        line = self.entries[id]
        secret = unseal(self.secret, b64decode(line["key"]), self._context(id, line), "A key of the ring")
        return Key(id, line["use"], line["of"], secret)

    def _context(self, id: str, line: dict[str, str]) -> bytes:
        return bound(FORMAT, self.ring, self.number, id, line["use"], line["of"])

    def line(self, key: Key) -> dict[str, str]:
        """A key as it stands in the ring."""
        told = {"id": key.id, "use": key.use, "of": key.of}
        return {**told, "key": b64encode(seal(self.secret, key.secret, self._context(key.id, told))).decode()}

    def take(self, lines: Iterable[dict[str, Any]]) -> None:
        """Lines of the ring."""
        for line in lines:
            self.entries[line["id"]] = line
            self.by_owner.setdefault((line["use"], line["of"]), []).append(line["id"])


def stamp_of(folder: str) -> tuple[int, int]:
    """Size and time of an epoch's ring: it changed when these did."""
    try:
        status = os.stat(f"{folder}/{RING}")  # asked at every read: a Path costs more than the question
    except FileNotFoundError:
        return (-1, -1)
    return (status.st_size, status.st_mtime_ns)
