"""How care records lie in the vault, and what of them the log commits to.

A record is sealed twice: under a key of its own, made from a secret of the person's, and that again by the vault under
the person's data key. The log has the keyed hash of the inner ciphertext, which stays as it is when the vault changes
keys; the secret lies in the vault, so that all of it dies with the person's data key.

The key id in a leaf is not drawn but numbered, under a secret of the house: 1, 2, 3 look like any random ids, but the
house can tell its own leaves from the dummies, and so notices a change that was taken out together with every trace of
it outside the log.
"""

from __future__ import annotations

import hmac
import os
import secrets
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from hashlib import sha256
from typing import BinaryIO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from manumit.base.kernel import UsageError, VerificationFailed
from manumit.base.ledger import key_name, mac_of
from manumit.base.vault import Item, Place, Vault

HOUSE = "per_" + "0" * 32
"""Whose keys seal what is the house's own: its secret, the key of its log, notes of erasures."""
_SORT = "care"
_NONCE = 12


@dataclass(frozen=True)
class Entry:
    """A sealed record, opened: its name, its number in the house, its bytes, the keyed hash for its leaf."""

    name: str
    number: int
    data: bytes
    mac: str


class Sealed:
    """The care records of a vault."""

    def __init__(self, vault: Vault) -> None:
        self.vault = vault
        self._secrets: dict[str, bytes] = {}

    def people(self) -> set[str]:
        """Everybody who has a record; the house is none of them."""
        return {one.person for one in self.vault.search("owner", "person")} - {HOUSE}

    def add(self, person: str) -> None:
        """Keys for somebody new; Erased when they were erased here."""
        secret = Item(person, _secret_of(person), 1, secrets.token_bytes(32), _SORT, {"owner": "person"})
        self.vault.seal(secret)

    def _keys(self, person: str, name: str) -> tuple[bytes, bytes]:
        """The keys that seal a record and that hash it."""
        if person not in self._secrets:
            self._secrets[person] = self.vault.read(_secret_of(person)).data
        secret = self._secrets[person]
        return _derived(secret, b"seal", name), _derived(secret, b"leaf", name)

    def put(self, person: str, records: Iterable[tuple[str, int, bytes]]) -> list[Entry]:
        """Seal (name, number, bytes); on the disk when this returns."""
        items, entries = [], []
        for name, number, data in records:
            key, hashing = self._keys(person, name)
            nonce = os.urandom(_NONCE)
            inner = nonce + AESGCM(key).encrypt(nonce, b"%d\n" % number + data, name.encode())
            items.append(Item(person, name, 1, inner, _SORT, {"person": person}))
            entries.append(Entry(name, number, data, mac_of(hashing, inner)))
        self.vault.seal_many(items)
        return entries

    def entries(self, person: str) -> list[Entry]:
        """Everything of a person's. VerificationFailed when anything was changed."""
        return [self._opened(person, one.record, one.data) for one in self.vault.search("person", person)]

    def _opened(self, person: str, name: str, inner: bytes) -> Entry:
        key, hashing = self._keys(person, name)
        try:
            opened = AESGCM(key).decrypt(inner[:_NONCE], inner[_NONCE:], name.encode())
        except (InvalidTag, ValueError) as error:
            raise VerificationFailed(f"{name} of {person} does not open: it was changed.") from error
        number, _, data = opened.partition(b"\n")
        return Entry(name, int(number), data, mac_of(hashing, inner))

    def put_file(self, person: str, name: str, source: BinaryIO) -> None:
        """Seal a file, streamed. One of that name is kept: names are random, so it is the same file."""
        with suppress(UsageError):
            self.vault.read(name)
            return
        self.vault.seal_file(Item(person, name, 1, b"", _SORT), source)

    def get_file(self, name: str, sink: BinaryIO) -> None:
        """Open a file."""
        self.vault.read_file(name, sink)

    def erase(self, person: str, reason: str) -> list[Place]:
        """Destroy a person's keys; the places of copies that were not reached, and still hold them."""
        self._secrets.pop(person, None)
        return [one for one in self.vault.erase(person, reason).places if not one.current]


def leaf_key(house_secret: bytes, number: int) -> str:
    """The key id in the leaf of the house's n-th record."""
    return key_name(hmac.digest(house_secret, b"care leaf %d" % number, sha256)[:16])


def _secret_of(person: str) -> str:
    return f"secret_{person}"


def _derived(secret: bytes, use: bytes, name: str) -> bytes:
    return hmac.digest(secret, use + b" " + name.encode(), sha256)
