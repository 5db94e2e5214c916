"""Keys that sign: made, kept in a file, and followed by a successor that the old key signs for.

A key file is one line as Go's `note` package writes it: PRIVATE+KEY+name+hash+base64(type || seed).
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Protocol

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from manumit.base.kernel import UsageError, VerificationFailed
from manumit.base.ledger.checkpoint import Checkpoint, parse_decimal, parse_hash
from manumit.base.ledger.note import (
    COSIGNATURE,
    ED25519,
    Note,
    Signature,
    VerifierKey,
    b64,
    cosigned_message,
    parse_note,
    unb64,
)

_SUCCESSION = "manumit ledger succession v1"


class Signer(Protocol):
    """What a log needs to sign: a key pair in memory, or a device that holds one."""

    @property
    def verifier(self) -> VerifierKey:
        """The public half."""

    def sign(self, text: str) -> Signature:
        """The signature line's content over a note's text."""


@dataclass(frozen=True)
class KeyPair:
    """An Ed25519 key with a name: of a log (type 1) or of a witness (type 4)."""

    name: str
    kind: int
    seed: bytes = field(repr=False)

    @classmethod
    def generate(cls, name: str, witness: bool = False) -> KeyPair:
        """A new key. The name is a log's origin or a witness's name: an address without https:// and spaces."""
        if not re.fullmatch(r"[^\s+]{1,200}", name):
            raise UsageError(
                f"{name!r} is no name for a key.", "Neither spaces nor +, such as example.org/log."
            )
        return cls(name, COSIGNATURE if witness else ED25519, os.urandom(32))

    @classmethod
    def parse(cls, text: str) -> KeyPair:
        """The line of a key file; UsageError when it is none."""
        parts = text.strip().split("+", 4)
        try:
            data = unb64(parts[4]) if parts[:2] == ["PRIVATE", "KEY"] else b""
        except (ValueError, IndexError):
            data = b""
        if len(data) != 33 or data[0] not in (ED25519, COSIGNATURE):
            raise UsageError("This is not a private key of a log or a witness.", _HINT)
        key = cls(parts[2], data[0], data[1:])
        if key.verifier.id.hex() != parts[3].lower():
            raise UsageError(f"The private key {key.name} is damaged: its hash does not fit.", _HINT)
        return key

    @classmethod
    def load(cls, path: Path) -> KeyPair:
        """The key in a file."""
        try:
            return cls.parse(path.read_text("utf-8"))
        except FileNotFoundError as error:
            raise UsageError(f"{path} does not exist.", _HINT) from error
        except UnicodeDecodeError as error:
            raise UsageError(f"{path} is not a private key.", _HINT) from error

    def save(self, path: Path) -> None:
        """Write a new file that only its owner can read; FileExistsError when there is one."""
        fd = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with open(fd, "w", encoding="utf-8") as stream:
            stream.write(f"{self}\n")
            stream.flush()
            os.fsync(stream.fileno())

    def __str__(self) -> str:
        return f"PRIVATE+KEY+{self.name}+{self.verifier.id.hex()}+{b64(bytes([self.kind]) + self.seed)}"

    @cached_property
    def _private(self) -> Ed25519PrivateKey:
        return Ed25519PrivateKey.from_private_bytes(self.seed)

    @cached_property
    def verifier(self) -> VerifierKey:
        """The public half."""
        return VerifierKey(self.name, self.kind, self._private.public_key().public_bytes_raw())

    def sign(self, text: str) -> Signature:
        """Sign the text of a note."""
        if self.kind != ED25519:
            raise UsageError(f"{self.name} is a witness's key: it cannot sign a log.")
        return Signature(self.name, self.verifier.id, self._private.sign(text.encode()))

    def cosign(self, text: str, time: int) -> Signature:
        """Cosign a checkpoint's text at a POSIX second."""
        if self.kind != COSIGNATURE:
            raise UsageError(f"{self.name} is a log's key: it cannot cosign.")
        signature = self._private.sign(cosigned_message(text.encode(), time))
        return Signature(self.name, self.verifier.id, time.to_bytes(8) + signature)


_HINT = "A key file is made by `manumit ledger init`; the public key is another line."


@dataclass(frozen=True)
class Succession:
    """The old key's word that another signs the log from a checkpoint on."""

    checkpoint: Checkpoint
    successor: VerifierKey
    note: Note

    @classmethod
    def sign(cls, at: Checkpoint, old: Signer, new: Signer) -> Succession:
        """Both keys sign: the old one hands over, the new one shows that it is held."""
        if (new.verifier.name, new.verifier.kind) != (old.verifier.name, old.verifier.kind):
            raise UsageError("A log's next key keeps the name of the log.")
        text = f"{_SUCCESSION}\n{at.origin}\n{at.size}\n{b64(at.root)}\n{new.verifier}\n"
        return cls.read(Note(text, (old.sign(text), new.sign(text))))

    @classmethod
    def read(cls, note: Note) -> Succession:
        """What a note says; VerificationFailed when it is no succession or the new key did not sign it."""
        lines = note.text[:-1].split("\n")
        if len(lines) != 5 or lines[0] != _SUCCESSION:
            raise VerificationFailed("This is not a succession of keys.")
        try:
            successor = VerifierKey.parse(lines[4])
        except UsageError as error:
            raise VerificationFailed(error.sentence) from error
        if successor.kind != ED25519 or successor not in note.signed_by([successor]):
            raise VerificationFailed("The new key of a succession did not sign it.")
        size, root = parse_decimal(lines[2], "The size"), parse_hash(lines[3], "The root")
        return cls(Checkpoint(lines[1], size, root), successor, note)


def read_successions(text: str) -> list[Succession]:
    """A file of successions, oldest first, each after the other; VerificationFailed when one is damaged."""
    parts = text.split(f"{_SUCCESSION}\n")
    if parts[0]:
        raise VerificationFailed("This is not a file of successions.")
    return [Succession.read(parse_note(f"{_SUCCESSION}\n{part}".encode())) for part in parts[1:]]


@dataclass(frozen=True)
class Pinned:
    """The keys trusted for logs, each with the size up to which it may sign (None: it is the newest)."""

    limits: dict[VerifierKey, int | None]

    @classmethod
    def of(cls, keys: Iterable[VerifierKey], successions: Sequence[Succession] = ()) -> Pinned:
        """Start from the keys the reader trusts and follow the chain. A link that none of the newest trusted keys
        signed grants nothing and is passed over; VerificationFailed when such a key's signature does not hold."""
        limits: dict[VerifierKey, int | None] = dict.fromkeys(keys)
        for link in successions:
            now = [key for key, limit in limits.items() if limit is None and key != link.successor]
            signed = [key for key in link.note.signed_by(now) if key.name == link.successor.name]
            if signed:
                limits.update(dict.fromkeys(signed, link.checkpoint.size))
                limits.setdefault(link.successor, None)
        return cls(limits)

    def signers(self, note: Note, size: int) -> tuple[VerifierKey, ...]:
        """The trusted keys that signed this checkpoint of that size and still could."""
        signed = note.signed_by(self.limits)
        return tuple(key for key in signed if (limit := self.limits[key]) is None or size <= limit)


@dataclass(frozen=True)
class Opened:
    """A checkpoint whose signature has been verified, and the trusted keys that signed it (at least one)."""

    checkpoint: Checkpoint
    note: Note
    signers: tuple[VerifierKey, ...]

    @property
    def own_name(self) -> bool:
        """Whether a signer bears the name of the log, as it should."""
        return self.checkpoint.origin in [key.name for key in self.signers]


def open_checkpoint(data: bytes, pinned: Pinned, origin: str | None = None) -> Opened:
    """Verify a checkpoint's signature, then read it. VerificationFailed unless a trusted key signed it; with `origin`,
    unless it is of that log."""
    note = parse_note(data)
    checkpoint = Checkpoint.parse(note.text)
    signers = pinned.signers(note, checkpoint.size)
    if not signers:
        names = ", ".join(sorted({f"{one.name} ({one.id.hex()})" for one in note.signatures}))
        raise VerificationFailed(
            f"No key you trust signed this checkpoint of {checkpoint.origin}; it is signed by {names}.",
            "Is it the right key? After a change of keys the succession is needed, too.",
        )
    if origin is not None and checkpoint.origin != origin:
        raise VerificationFailed(f"This is a checkpoint of {checkpoint.origin}, not of {origin}.")
    return Opened(checkpoint, note, signers)
