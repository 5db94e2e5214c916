"""The key that signs a house's cards: Ed25519, written as a JSON Web Key (RFC 8037), so that any verifier reads it."""

from __future__ import annotations

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from manumit.base.kernel import UsageError


def b64(data: bytes) -> str:
    """base64url without padding."""
    return urlsafe_b64encode(data).rstrip(b"=").decode()


def unb64(text: str) -> bytes:
    """The bytes; ValueError unless the text is exactly what `b64` writes."""
    data = urlsafe_b64decode(text + "=" * (-len(text) % 4))
    if b64(data) != text:
        raise ValueError("not base64url")
    return data


@dataclass(frozen=True)
class PinnedKey:
    """A public key that a verifier trusts, and the name it stands for."""

    name: str
    public: bytes

    @property
    def id(self) -> str:
        """RFC 7638 thumbprint."""
        shape = f'{{"crv":"Ed25519","kty":"OKP","x":"{b64(self.public)}"}}'
        return b64(sha256(shape.encode()).digest())

    def signed(self, signature: bytes, message: bytes) -> bool:
        """Whether the signature is this key's."""
        try:
            Ed25519PublicKey.from_public_bytes(self.public).verify(signature, message)
        except InvalidSignature:
            return False
        return True

    def jwk(self) -> dict[str, str]:
        """As a JSON Web Key; `iss` is the name."""
        x = b64(self.public)
        return {
            "kty": "OKP",
            "crv": "Ed25519",
            "x": x,
            "kid": self.id,
            "use": "sig",
            "alg": "EdDSA",
            "iss": self.name,
        }


@dataclass(frozen=True)
class CardKey:
    """A private key with the issuer's name."""

    name: str
    seed: bytes = field(repr=False)

    @property
    def pinned(self) -> PinnedKey:
        """The public half."""
        key = Ed25519PrivateKey.from_private_bytes(self.seed)
        return PinnedKey(self.name, key.public_key().public_bytes_raw())

    def sign(self, message: bytes) -> bytes:
        """64 bytes."""
        return Ed25519PrivateKey.from_private_bytes(self.seed).sign(message)


def read_pins(text: str) -> list[PinnedKey]:
    """The keys in a file: a JWK, or a set of them ({"keys": [...]}); UsageError when there is none."""
    try:
        raw: Any = json.loads(text)
        found = [_pin(one) for one in raw.get("keys", [raw])]
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise UsageError(
            "This is no key to pin.", "`manumit care card key` of the issuer writes one."
        ) from error
    if not found:
        raise UsageError("There is no key in the file.", "`manumit care card key` of the issuer writes one.")
    return found


def _pin(raw: dict[str, str]) -> PinnedKey:
    public = unb64(raw["x"])
    if (raw["kty"], raw["crv"]) != ("OKP", "Ed25519") or len(public) != 32 or "d" in raw:
        raise ValueError("no public Ed25519 key")
    return PinnedKey(raw["iss"], public)
