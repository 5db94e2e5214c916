"""Items sealed and opened in Python: for the form without JavaScript, where the server seals at once, and for tests,
which open here what a browser sealed. The format is that of assets/src/sealed/envelope.js."""

from __future__ import annotations

import json
import os
import secrets
from base64 import b64decode, b64encode
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from manumit.base.kernel import UnreadableInput, UsageError, VerificationFailed, WrongKey
from manumit.services.support.reports.header import ItemHeader, SealedKey, key_id
from manumit.services.support.reports.sizes import SEGMENT, TAG, bucket, sealed_size

if TYPE_CHECKING:
    from pyhpke import CipherSuite, KEMKeyPair

INFO = b"manumit report v1"
"""Bound into all that is derived or sealed."""


@dataclass(frozen=True, slots=True)
class Enclosed:
    """A file of an item. `original`: as it came from the camera, with whatever it says of time and place."""

    name: str
    type: str
    data: bytes
    original: bool = False


@dataclass(frozen=True, slots=True)
class Opening:
    """What was in an item: {text, kind, locale, made_at, files}, and the files."""

    head: Mapping[str, Any]
    files: tuple[Enclosed, ...]


def suite() -> CipherSuite:
    """DHKEM(P-256, HKDF-SHA256), HKDF-SHA256, AES-256-GCM (RFC 9180)."""
    from pyhpke import AEADId, CipherSuite, KDFId, KEMId

    return CipherSuite.new(KEMId.DHKEM_P256_HKDF_SHA256, KDFId.HKDF_SHA256, AEADId.AES256_GCM)


def seal_item(
    thread: str, head: Mapping[str, Any], recipients: Sequence[bytes], files: Sequence[Enclosed] = ()
) -> tuple[ItemHeader, bytes]:
    """An item, sealed to public keys of 65 bytes. `head` has text, kind, locale and made_at. UsageError when it is more
    than fits, or a key is none."""
    listed = [
        {"name": one.name, "type": one.type, "size": len(one.data)}
        | ({"original": True} if one.original else {})
        for one in files
    ]
    told = json.dumps({**head, "files": listed}, ensure_ascii=False).encode("utf-8", "replace")
    plain = b"".join((len(told).to_bytes(4), told, *(one.data for one in files)))
    size = bucket(len(plain))
    item, content = secrets.token_hex(16), os.urandom(32)
    keys = tuple(_seal_to(one, content, _aad(thread, item)) for one in recipients)
    return ItemHeader(item, thread, keys, size), _body(content, plain.ljust(size, b"\0"), _aad(thread, item))


def open_item(header: ItemHeader, body: bytes, pair: KEMKeyPair) -> Opening:
    """What is in an item. WrongKey when it is not for this pair, VerificationFailed when it was changed or cut off."""
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    content, aad = _content_key(header, pair), _aad(header.thread, header.item)
    if len(body) != sealed_size(header.size):
        raise VerificationFailed("This item is cut off.")
    parts = [body[at : at + SEGMENT + TAG] for at in range(0, len(body), SEGMENT + TAG)]
    try:
        opened = [
            AESGCM(content).decrypt(_nonce(number, number == len(parts) - 1), part, aad)
            for number, part in enumerate(parts)
        ]
    except InvalidTag as error:
        raise VerificationFailed("This item was changed.") from error
    return _read(b"".join(opened))


def _seal_to(public: bytes, content: bytes, aad: bytes) -> SealedKey:
    from pyhpke import PyHPKEError

    try:
        key = suite().kem.deserialize_public_key(public)
        enc, context = suite().create_sender_context(key, info=INFO)
    except (PyHPKEError, ValueError) as error:
        raise UsageError("A recipient's key is no point of P-256.") from error
    return SealedKey(
        key_id(public), b64encode(enc).decode(), b64encode(context.seal(content, aad=aad)).decode()
    )


def _content_key(header: ItemHeader, pair: KEMKeyPair) -> bytes:
    from pyhpke import PyHPKEError

    mine = key_id(bytes(pair.public_key.to_public_bytes()))
    sealed = next((one for one in header.sealed if one.key == mine), None)
    if sealed is None:
        raise WrongKey("This item is not for this key.")
    try:
        context = suite().create_recipient_context(b64decode(sealed.enc), pair.private_key, info=INFO)
        return bytes(context.open(b64decode(sealed.ct), aad=_aad(header.thread, header.item)))
    except (PyHPKEError, ValueError) as error:
        raise VerificationFailed("The key of this item was changed.") from error


def _aad(thread: str, item: str) -> bytes:
    return (thread + item).encode()


def _nonce(number: int, last: bool) -> bytes:
    """STREAM (Hoang, Reyhanitabar, Rogaway and Vizar 2015): none can be cut off, moved or left out."""
    return bytes(7) + number.to_bytes(4) + bytes([last])


def _body(content: bytes, plain: bytes, aad: bytes) -> bytes:
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    starts = range(0, len(plain), SEGMENT)
    return b"".join(
        AESGCM(content).encrypt(_nonce(number, number == len(starts) - 1), plain[at : at + SEGMENT], aad)
        for number, at in enumerate(starts)
    )


def _read(plain: bytes) -> Opening:
    end = 4 + int.from_bytes(plain[:4])
    try:
        head = json.loads(plain[4:end])
        files = []
        for one in head["files"]:
            data, end = plain[end : end + one["size"]], end + one["size"]
            files.append(Enclosed(one["name"], one["type"], data, bool(one.get("original", False))))
    except (ValueError, KeyError, TypeError) as error:
        raise UnreadableInput("What is in this item cannot be read.") from error
    return Opening(head, tuple(files))
