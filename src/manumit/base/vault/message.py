"""Sealed messages: anybody can write one to the keys of a service, only their holders can read it (HPKE, RFC 9180, base
mode, DHKEM(P-256)-HKDF-SHA256-AES-256-GCM, which old phones' WebCrypto can do).

    "MNM1" | slots (1 byte) | slots of 113 bytes | AES-256-GCM of the padded body under a fresh content key

A slot is an HPKE encapsulation (65 bytes) and the sealed content key (48); its associated data is the SHA-256 of the
sealed body. Slots are shuffled and filled up with dummies to a multiple of four, so that a message does not tell how
many, or who, can read it; the reader tries each. A message is at least 1 KiB long, then padded as records are.
"""

from __future__ import annotations

import os
import secrets
from collections.abc import Sequence
from hashlib import sha256
from typing import TYPE_CHECKING

from manumit.base.kernel import UsageError, VerificationFailed, WrongKey
from manumit.base.vault.sealing import bound, pad, seal, unpad, unseal

if TYPE_CHECKING:
    from pyhpke import CipherSuite, KEMKeyInterface

_MAGIC, _INFO = b"MNM1", b"manumit message 1"
_POINT, _WRAPPED = 65, 48
_SLOT = _POINT + _WRAPPED
_STEP, _MOST = 4, 64
_FLOOR = 1024
"""Bytes that the body is brought to before it is padded."""


def _suite() -> CipherSuite:
    from pyhpke import AEADId, CipherSuite, KDFId, KEMId

    return CipherSuite.new(KEMId.DHKEM_P256_HKDF_SHA256, KDFId.HKDF_SHA256, AEADId.AES256_GCM)


class MessageKey:
    """A key that messages are written to. `public` is a SEC1 point of 65 bytes."""

    def __init__(self, secret: bytes) -> None:
        """From 32 random bytes or more, as RFC 9180 derives a key pair (DeriveKeyPair)."""
        pair = _suite().kem.derive_key_pair(secret)
        self._private: KEMKeyInterface = pair.private_key
        self.public: bytes = pair.public_key.to_public_bytes()

    def open(self, message: bytes) -> bytes:
        """The body. WrongKey when it is not for this key, VerificationFailed when it is no message or was changed."""
        slots, sealed = _parts(message)
        digest = sha256(sealed).digest()
        for slot in slots:
            key = self._content_key(slot, digest)
            if key is not None:
                body = unpad(unseal(key, sealed, bound(_INFO), "The message"))
                return body[4 : 4 + int.from_bytes(body[:4], "big")]
        raise WrongKey(
            "This message is not for this key, or it was changed.", "Which service was it sent to?"
        )

    def _content_key(self, slot: bytes, digest: bytes) -> bytes | None:
        from pyhpke import PyHPKEError

        try:
            context = _suite().create_recipient_context(slot[:_POINT], self._private, info=_INFO)
            return bytes(context.open(slot[_POINT:], aad=digest))
        except (PyHPKEError, ValueError):
            return None


def need_message(message: bytes) -> None:
    """VerificationFailed when it is no sealed message. Who can open it, and what is in it, only its readers see."""
    _parts(message)


def _parts(message: bytes) -> tuple[list[bytes], bytes]:
    count = message[4] if len(message) > 4 else 0
    body = 5 + count * _SLOT
    if message[:4] != _MAGIC or not 0 < count <= _MOST or len(message) < body + _FLOOR:
        raise VerificationFailed("This is not a sealed message, or it is cut off.", "Ask for it again.")
    return [message[at : at + _SLOT] for at in range(5, body, _SLOT)], message[body:]


def seal_message(body: bytes, recipients: Sequence[bytes]) -> bytes:
    """A message to the holders of these public keys (1 to 64); UsageError when one is none."""
    if not 1 <= len(set(recipients)) <= _MOST:
        raise UsageError(f"A message has 1 to {_MOST} recipients.")
    content = os.urandom(32)
    sized = len(body).to_bytes(4, "big") + body
    sealed = seal(content, pad(sized.ljust(_FLOOR, b"\0")), bound(_INFO))
    digest = sha256(sealed).digest()
    slots = [_slot(content, each, digest) for each in set(recipients)]
    while len(slots) % _STEP:
        slots.append(_slot(os.urandom(32), MessageKey(os.urandom(32)).public, digest))
    secrets.SystemRandom().shuffle(slots)
    return _MAGIC + bytes([len(slots)]) + b"".join(slots) + sealed


def _slot(content: bytes, public: bytes, digest: bytes) -> bytes:
    from pyhpke import PyHPKEError

    suite = _suite()
    try:
        point, context = suite.create_sender_context(suite.kem.deserialize_public_key(public), info=_INFO)
    except (PyHPKEError, ValueError) as error:
        raise UsageError("A recipient's key is no point of P-256.", "A public key has 65 bytes.") from error
    return point + context.seal(content, aad=digest)
