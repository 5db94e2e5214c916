"""Who holds the organisation's key, which wraps the keys of everything else: a passphrase, a token, a key service.

An organisation key belongs to one epoch of the keyring. It is made for it, and destroyed with it.
"""

from __future__ import annotations

import os
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from threading import Lock
from typing import Protocol

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

from manumit.base.kernel import UsageError, VaultError, VerificationFailed, WrongKey
from manumit.base.vault.age import AgeReader, Header, Stanza, age_seal, from_unpadded, read_header, unpadded
from manumit.base.vault.attempts import Attempts
from manumit.base.vault.lines import write_whole
from manumit.base.vault.sealing import seal, unseal

KEY_FILE = "organisation.age"
SHORTEST = 12
"""Fewest characters of a new passphrase."""
_ARGON = "manumit.org/argon2id"
_MOST_KIB, _MOST_PASSES, _MOST_LANES = 4 << 20, 64, 64
"""Bounds on what a header may demand: 4 GiB, 64 passes, 64 lanes."""
_ONE = Lock()
"""OpenSSL's Argon2id takes its lanes from one pool of threads a process: two derivations at once starve each other."""
Label = Mapping[str, str]


class OrganisationKey(Protocol):
    """One organisation key. `label` is what the keyring notes so that the holder finds it again."""

    @property
    def label(self) -> Label:
        """Kind of holder, and what it needs."""

    def wrap(self, key: bytes, context: bytes) -> bytes:
        """Seal 32 bytes for a context."""

    def unwrap(self, wrapped: bytes, context: bytes) -> bytes:
        """Open them again; WrongKey or VerificationFailed."""


class KeyHolder(Protocol):
    """What keeps organisation keys."""

    def create(self, folder: Path, ring: str) -> OrganisationKey:
        """A new key for an epoch whose files will stand in `folder`, of the keyring `ring`."""

    def open(self, folder: Path, label: Label) -> OrganisationKey:
        """The key of an epoch. WrongKey when passphrase, PIN or rights do not fit."""

    def retire(self, ring: str, keep: Label | None) -> None:
        """Destroy every key of that keyring but the one to keep; what lies in epoch folders is removed with them."""


@dataclass(frozen=True)
class HeldKey:
    """An organisation key in memory: AES-256-GCM."""

    label: Label
    secret: bytes = field(repr=False)

    def wrap(self, key: bytes, context: bytes) -> bytes:
        """nonce, ciphertext, tag."""
        return seal(self.secret, key, context)

    def unwrap(self, wrapped: bytes, context: bytes) -> bytes:
        """VerificationFailed when it was changed or is of another context."""
        return unseal(self.secret, wrapped, context, "The epoch's key")


@dataclass(frozen=True)
class Stretch:
    """Argon2id (RFC 9106), its second recommended option: 64 MiB, 3 passes, 4 lanes."""

    salt: bytes
    kib: int = 64 * 1024
    passes: int = 3
    lanes: int = 4

    def identity(self, passphrase: str) -> X25519PrivateKey:
        """The age identity of a passphrase: about 0.25 s and 64 MiB."""
        text = unicodedata.normalize("NFKC", passphrase).encode()
        argon = Argon2id(
            salt=self.salt, length=32, iterations=self.passes, lanes=self.lanes, memory_cost=self.kib
        )
        with _ONE:
            return X25519PrivateKey.from_private_bytes(argon.derive(text))

    def stanza(self) -> Stanza:
        """As it stands in the header of the key file."""
        return Stanza(_ARGON, (unpadded(self.salt), str(self.kib), str(self.passes), str(self.lanes)))

    @classmethod
    def of(cls, header: Header) -> Stretch:
        """From the header of a key file; VerificationFailed when it has none, or one that asks for absurdly much."""
        try:
            (args,) = [one.args for one in header.stanzas if one.type == _ARGON]
            salt, (kib, passes, lanes) = from_unpadded(args[0]), map(int, args[1:])
        except (ValueError, IndexError) as error:
            raise VerificationFailed("The key file says nothing of its passphrase.", "Use a copy.") from error
        fits = 1 <= passes <= _MOST_PASSES and 1 <= lanes <= _MOST_LANES and 8 * lanes <= kib <= _MOST_KIB
        if not fits or not 8 <= len(salt) <= 64:
            raise VerificationFailed("The key file asks for absurdly much work.", "Use another copy.")
        return cls(salt, kib, passes, lanes)


class PassphraseHolder:
    """The organisation's key in an age file, encrypted to the identity that Argon2id derives from a passphrase."""

    def __init__(self, passphrase: str, tries: Path | None = None) -> None:
        """`tries`: where wrong tries are counted (default: beside the epochs, in the folder of the keyring)."""
        self._passphrase, self._tries = passphrase, tries
        self._stretch = Stretch(os.urandom(16))
        self._known: dict[Stretch, X25519PrivateKey] = {}

    def create(self, folder: Path, ring: str) -> HeldKey:
        """Writes organisation.age."""
        if self._stretch not in self._known:
            if len(self._passphrase.strip()) < SHORTEST:
                raise UsageError(
                    f"A new passphrase needs {SHORTEST} characters or more.",
                    "Four or five random words are good.",
                )
            self._known[self._stretch] = self._stretch.identity(self._passphrase)
        secret = os.urandom(32)
        recipient = self._known[self._stretch].public_key().public_bytes_raw()
        write_whole(folder / KEY_FILE, age_seal(secret, [recipient], [self._stretch.stanza()]))
        return HeldKey({"kind": "passphrase"}, secret)

    def open(self, folder: Path, label: Label) -> HeldKey:
        """Reads organisation.age. A wrong passphrase is counted, and slows the next try."""
        if label.get("kind") != "passphrase":
            raise WrongKey(
                f"These keys are not under a passphrase, but under {label.get('kind')}.", "Say so."
            )
        try:
            with (folder / KEY_FILE).open("rb") as source:
                header = read_header(source)
                stretch = Stretch.of(header)
                identity = self._known.get(stretch)
                if identity is not None:
                    return self._read(source, header, identity)
                with Attempts(self._tries or folder.parent / "attempts.json").trying():
                    identity = stretch.identity(self._passphrase)
                    key = self._read(source, header, identity)
                self._stretch, self._known[stretch] = stretch, identity
                return key
        except FileNotFoundError:
            raise
        except OSError as error:
            raise VaultError(f"{folder / KEY_FILE} cannot be read: {error.strerror}", "Check it.") from error

    @staticmethod
    def _read(source: object, header: Header, identity: X25519PrivateKey) -> HeldKey:
        try:
            secret = AgeReader(source, identity, header).read(33)  # type: ignore[arg-type]
        except WrongKey as error:
            raise WrongKey(
                "The passphrase is not the right one.", "Try again; after a few wrong tries you have to wait."
            ) from error
        if len(secret) != 32:
            raise VerificationFailed("The key file does not hold a key.", "Use another copy.")
        return HeldKey({"kind": "passphrase"}, secret)

    def retire(self, ring: str, keep: Label | None) -> None:
        """Nothing: the key lies in the epoch's folder, and goes with it."""
