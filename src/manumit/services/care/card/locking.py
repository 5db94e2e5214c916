"""A card is locked with a code of digits, which look like a telephone number and are read in every script.

The bytes: 0x01 | salt (16) | AES-256-GCM of the packed SD-JWT. The key is Argon2id of the code (64 MiB, 3 passes, 4
lanes), with the salt; it locks one card only, so that the nonce is zero. Twelve digits are 10^12 tries of a quarter
of a second and 64 MiB each: on average 4,000 years of one core, two weeks of 100,000 cores. Against who has these, take
more digits, or carry no card.
"""

from __future__ import annotations

import secrets
import zlib

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

from manumit.base.kernel import UsageError, VerificationFailed
from manumit.services.care.card.issuer import b64, unb64
from manumit.services.care.card.sdjwt import SdJwt

DIGITS, MOST_DIGITS = 12, 24
_FORM, _SALT = b"\x01", 16
_KIB, _PASSES, _LANES = 64 * 1024, 3, 4
_LARGEST = 1 << 18
"""Bytes that a card may unpack to."""


def new_code(digits: int = DIGITS) -> str:
    """Random digits, in groups of three."""
    if not DIGITS <= digits <= MOST_DIGITS:
        raise UsageError(f"A code has between {DIGITS} and {MOST_DIGITS} digits.")
    code = "".join(secrets.choice("0123456789") for _ in range(digits))
    return " ".join(code[at : at + 3] for at in range(0, digits, 3))


def lock(token: SdJwt, code: str) -> bytes:
    """Seal a token."""
    salt = secrets.token_bytes(_SALT)
    return _FORM + salt + AESGCM(_key(code, salt)).encrypt(bytes(12), _pack(token), _FORM + salt)


def unlock(locked: bytes, code: str) -> SdJwt:
    """The token. VerificationFailed when the code is wrong or a byte was changed: the two look the same."""
    if locked[:1] != _FORM or len(locked) < 1 + _SALT + 16:
        raise VerificationFailed("This is no card, or it is of a newer form.")
    head = locked[: 1 + _SALT]
    try:
        packed = AESGCM(_key(code, head[1:])).decrypt(bytes(12), locked[len(head) :], head)
    except InvalidTag as error:
        raise VerificationFailed(
            "The code is not right, or the card was changed.", "Try the code again."
        ) from error
    return _unpack(packed)


def _key(code: str, salt: bytes) -> bytes:
    digits = "".join(one for one in code if not one.isspace() and one not in "-.")
    if not digits.isdecimal() or not DIGITS <= len(digits) <= MOST_DIGITS:
        raise UsageError("The code is made of digits.", f"At least {DIGITS} of them; spaces do not matter.")
    plain = "".join(str(int(one)) for one in digits)
    argon = Argon2id(salt=salt, length=32, iterations=_PASSES, lanes=_LANES, memory_cost=_KIB)
    return argon.derive(plain.encode())


def _pack(token: SdJwt) -> bytes:
    """What base64url wraps, unwrapped, then compressed: two thirds of the text."""
    parts = [*token.signed.split("."), *(one.text for one in token.disclosures)]
    raw = [unb64(one) for one in parts]
    return zlib.compress(b"".join(len(one).to_bytes(2, "big") + one for one in raw), 9, wbits=-15)


def _unpack(packed: bytes) -> SdJwt:
    inflate = zlib.decompressobj(wbits=-15)
    try:
        raw = inflate.decompress(packed, _LARGEST)
        parts = []
        while raw:
            size = int.from_bytes(raw[:2], "big")
            parts.append(b64(raw[2 : 2 + size]))
            raw = raw[2 + size :]
        return SdJwt.parse("~".join([".".join(parts[:3]), *parts[3:], ""]))
    except zlib.error as error:
        raise VerificationFailed("The card cannot be unpacked.") from error
