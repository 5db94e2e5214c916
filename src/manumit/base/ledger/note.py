"""Signed notes (C2SP signed-note): a text, an empty line, signature lines. And the keys that verify them.

A verifier key is written `name+hash+base64(type || public key)`. Two types are spoken here: 1, Ed25519 over the text,
and 4, an Ed25519 cosignature with a time (C2SP tlog-cosignature). Signatures of unknown keys are passed over; one of
a known key that does not hold makes the whole note invalid.
"""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from hashlib import sha256

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from manumit.base.kernel import UsageError, VerificationFailed

ED25519 = 1
COSIGNATURE = 4
"""Signature types of C2SP signed-note."""
_KNOWN_TYPES = (ED25519, COSIGNATURE)
MOST_BYTES = 1_000_000
MOST_SIGNATURES = 100
"""Limits of a note; Go's golang.org/x/mod/sumdb/note has the same."""
_NAME = re.compile(r"[^\s+]+")
_DASH = "— "


def b64(data: bytes) -> str:
    """Standard base64."""
    return base64.b64encode(data).decode("ascii")


def unb64(text: str) -> bytes:
    """Standard base64, in its one canonical spelling; ValueError otherwise."""
    try:
        data = base64.b64decode(text.encode("ascii"), validate=True)
    except (binascii.Error, UnicodeEncodeError) as error:
        raise ValueError("not base64") from error
    if b64(data) != text:
        raise ValueError("not canonical base64")
    return data


def key_id(name: str, kind: int, public: bytes) -> bytes:
    """SHA-256(name || 0x0A || type || public key)[:4]."""
    return sha256(name.encode() + b"\n" + bytes([kind]) + public).digest()[:4]


@dataclass(frozen=True)
class VerifierKey:
    """A name and an Ed25519 public key, of type 1 (signs a log) or 4 (cosigns one)."""

    name: str
    kind: int
    public: bytes

    @classmethod
    def parse(cls, text: str) -> VerifierKey:
        """`name+hash+base64`; UsageError when it is none."""
        name, _, rest = text.strip().partition("+")
        hashed, _, encoded = rest.partition("+")
        shown = text.strip()[:60]
        try:
            data = unb64(encoded)
        except ValueError as error:
            raise UsageError(f"{shown!r} is not a verifier key.", _KEY_HINT) from error
        if not _NAME.fullmatch(name) or not re.fullmatch(r"[0-9a-fA-F]{8}", hashed) or not data:
            raise UsageError(f"{shown!r} is not a verifier key.", _KEY_HINT)
        kind, public = data[0], data[1:]
        if kind not in _KNOWN_TYPES:
            raise UsageError(
                f"The key {name} is of signature type {kind}.", "Only Ed25519 keys (types 1 and 4) are known."
            )
        key = cls(name, kind, public)
        if len(public) != 32 or key.id.hex() != hashed.lower():
            raise UsageError(f"The verifier key {shown!r} is damaged: its hash does not fit.", _KEY_HINT)
        return key

    @cached_property
    def id(self) -> bytes:
        """Four bytes that, with the name, say which key signed."""
        return key_id(self.name, self.kind, self.public)

    def __str__(self) -> str:
        return f"{self.name}+{self.id.hex()}+{b64(bytes([self.kind]) + self.public)}"

    def holds(self, text: bytes, signature: bytes) -> bool:
        """Whether the signature (without the key id) is this key's over the note's text."""
        message = text
        if self.kind == COSIGNATURE:
            time, signature = int.from_bytes(signature[:8]), signature[8:]
            if time >= 2**63:
                return False
            message = cosigned_message(text, time)
        return ed25519_holds(self.public, message, signature)


@lru_cache(maxsize=256)
def ed25519_holds(public: bytes, message: bytes, signature: bytes) -> bool:
    """Whether an Ed25519 signature holds. Kept, because many proofs stand under one checkpoint."""
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(signature, message)
    except InvalidSignature:
        return False
    return True


_KEY_HINT = "A verifier key is one line: name+hash+base64, as `manumit ledger init` prints it."


def cosigned_message(text: bytes, time: int) -> bytes:
    """What a cosigner signs (C2SP tlog-cosignature v1)."""
    return f"cosignature/v1\ntime {time}\n".encode() + text


def read_keys(text: str) -> list[VerifierKey]:
    """One verifier key a line; empty lines and lines that begin with # are passed over, and so are types that are not
    known as long as one is. UsageError when there is none."""
    keys: list[VerifierKey] = []
    unknown: UsageError | None = None
    for line in filter(None, map(str.strip, text.splitlines())):
        if line.startswith("#"):
            continue
        try:
            keys.append(VerifierKey.parse(line))
        except UsageError as error:
            if "signature type" not in error.sentence:
                raise
            unknown = error
    if not keys:
        raise unknown or UsageError("There is no verifier key.", _KEY_HINT)
    return keys


@dataclass(frozen=True)
class Signature:
    """A signature line: name, key id, and what the key made."""

    name: str
    id: bytes
    value: bytes

    def __str__(self) -> str:
        return f"{_DASH}{self.name} {b64(self.id + self.value)}\n"

    @property
    def time(self) -> int:
        """POSIX seconds of a cosignature."""
        return int.from_bytes(self.value[:8])


@dataclass(frozen=True)
class Note:
    """A text that ends in a newline, and its signature lines. Trust nothing of it before `signed_by`."""

    text: str
    signatures: tuple[Signature, ...]

    def __str__(self) -> str:
        return f"{self.text}\n{''.join(map(str, self.signatures))}"

    def signed_by(self, keys: Iterable[VerifierKey]) -> dict[VerifierKey, Signature]:
        """The known keys that signed. VerificationFailed when a known key's signature does not hold."""
        known = {(key.name, key.id): key for key in keys}
        body = self.text.encode()
        found: dict[VerifierKey, Signature] = {}
        for signature in self.signatures:
            key = known.get((signature.name, signature.id))
            if key is None or key in found:
                continue
            if not key.holds(body, signature.value):
                raise VerificationFailed(
                    f"The signature of {key.name} does not hold.",
                    "The text or the signature was changed, or the signature belongs to another text.",
                )
            found[key] = signature
        return found

    def with_signatures(self, more: Sequence[Signature]) -> Note:
        """The note with further lines; a key that stands there already is replaced."""
        new = {(one.name, one.id): one for one in (*self.signatures, *more)}
        return Note(self.text, tuple(new.values()))


def parse_signatures(lines: str) -> tuple[Signature, ...]:
    """Signature lines, each ending in a newline; VerificationFailed when one is none."""
    found: list[Signature] = []
    for line in lines.split("\n")[:-1]:
        name, _, encoded = line.removeprefix(_DASH).partition(" ")
        try:
            data = unb64(encoded)
        except ValueError as error:
            raise VerificationFailed("A signature line is damaged.") from error
        if not line.startswith(_DASH) or not _NAME.fullmatch(name) or len(data) < 5:
            raise VerificationFailed("A signature line is damaged.")
        found.append(Signature(name, data[:4], data[4:]))
    if not lines.endswith("\n") or not found or len(found) > MOST_SIGNATURES:
        raise VerificationFailed("The note has no signature lines, an unfinished one, or too many.")
    return tuple(found)


def parse_note(data: bytes) -> Note:
    """A signed note; VerificationFailed when it is none. Nothing is verified yet."""
    if len(data) > MOST_BYTES:
        raise VerificationFailed("The note is too long to be a checkpoint.")
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise VerificationFailed("The note is not UTF-8.") from error
    if any(ord(sign) < 0x20 and sign != "\n" for sign in text):
        raise VerificationFailed("The note holds control characters.")
    head, split, tail = text.rpartition("\n\n")
    if not split:
        raise VerificationFailed("The note has no signatures.")
    return Note(head + "\n", parse_signatures(tail))
