"""The age v1 file format (C2SP age.md): a header that gives the file key to X25519 recipients, then a sealed stream.

Key files and backups are age files, so that any age program opens them with the identity; stanzas that are not X25519
carry what else must stand in the header (a salt, the name of a key) and are passed over by others, as the format says.
"""

from __future__ import annotations

import hmac
import io
import os
import re
from base64 import b64decode, b64encode
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import BinaryIO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from manumit.base.kernel import VerificationFailed, WrongKey
from manumit.base.vault.chunks import ChunkReader, ChunkWriter, read_fully

_INTRO = b"age-encryption.org/v1\n"
_LABEL = b"age-encryption.org/v1/X25519"
_X25519 = "X25519"
_COLUMNS = 64
_LONGEST = 64 * 1024
"""Longest header that is read, in bytes."""
_ARGUMENT = re.compile(r"[\x21-\x7e]+")


@dataclass(frozen=True, slots=True)
class Stanza:
    """One entry of the header: a type, its arguments (visible ASCII), a body."""

    type: str
    args: tuple[str, ...] = ()
    body: bytes = b""


@dataclass(frozen=True, slots=True)
class Header:
    """A header as read; it is not yet authenticated."""

    stanzas: tuple[Stanza, ...]
    text: bytes
    mac: bytes


def unpadded(data: bytes) -> str:
    """Base64 without padding, as age writes it."""
    return b64encode(data).rstrip(b"=").decode()


def from_unpadded(text: str) -> bytes:
    """Only the one canonical spelling is accepted; ValueError."""
    data = b64decode(text + "=" * (-len(text) % 4), validate=True)
    if unpadded(data) != text:
        raise ValueError("not canonical base64")
    return data


def _hkdf(key: bytes, salt: bytes | None, info: bytes) -> bytes:
    return HKDF(SHA256(), 32, salt, info).derive(key)


def _written(stanza: Stanza) -> bytes:
    body = unpadded(stanza.body)
    lines = [body[at : at + _COLUMNS] for at in range(0, len(body) + 1, _COLUMNS)]
    return "\n".join([" ".join(["->", stanza.type, *stanza.args]), *lines, ""]).encode("ascii")


def _wrapped(file_key: bytes, recipient: bytes) -> Stanza:
    ephemeral = X25519PrivateKey.generate()
    share = ephemeral.public_key().public_bytes_raw()
    secret = ephemeral.exchange(X25519PublicKey.from_public_bytes(recipient))
    body = ChaCha20Poly1305(_hkdf(secret, share + recipient, _LABEL)).encrypt(bytes(12), file_key, None)
    return Stanza(_X25519, (unpadded(share),), body)


def _unwrapped(stanza: Stanza, identity: X25519PrivateKey) -> bytes | None:
    """The file key, or None when the stanza is another recipient's. VerificationFailed when it is malformed."""
    try:
        (argument,) = stanza.args
        share = from_unpadded(argument)
        if len(share) != 32 or len(stanza.body) != 32:
            raise ValueError("sizes")
        secret = identity.exchange(X25519PublicKey.from_public_bytes(share))
    except ValueError as error:
        raise VerificationFailed("A recipient in the header of the age file is malformed.") from error
    salt = share + identity.public_key().public_bytes_raw()
    try:
        return ChaCha20Poly1305(_hkdf(secret, salt, _LABEL)).decrypt(bytes(12), stanza.body, None)
    except InvalidTag:
        return None


def _mac(file_key: bytes, text: bytes) -> bytes:
    return hmac.digest(_hkdf(file_key, None, b"header"), text, sha256)


def read_header(source: BinaryIO) -> Header:
    """The header of an age file, strictly as the format has it; VerificationFailed. The payload comes next."""
    lines = _Lines(source)
    try:
        if lines.next() != _INTRO:
            raise ValueError("it does not begin like one")
        stanzas = []
        while not (line := lines.next()).startswith(b"--- "):
            stanzas.append(_read_stanza(line, lines))
        mac = from_unpadded(line[4:-1].decode("ascii"))
        if len(mac) != 32 or not stanzas:
            raise ValueError("its header is not whole")
    except ValueError as error:
        raise VerificationFailed(
            f"This is not an age file: {error}.", "Check the path, or use another copy."
        ) from error
    text = b"".join(lines.seen)
    return Header(tuple(stanzas), text[: len(text) - len(line) + 3], mac)


class _Lines:
    def __init__(self, source: BinaryIO) -> None:
        self._source, self._left = source, _LONGEST
        self.seen: list[bytes] = []

    def next(self) -> bytes:
        line = self._source.readline(self._left)
        self._left -= len(line)
        if not line.endswith(b"\n"):
            raise ValueError("its header is cut off or too long")
        self.seen.append(line)
        return line


def _read_stanza(line: bytes, lines: _Lines) -> Stanza:
    words = line[:-1].decode("ascii").split(" ")
    if words[0] != "->" or len(words) < 2 or not all(_ARGUMENT.fullmatch(word) for word in words):
        raise ValueError("a line of its header is none")
    body = ""
    while True:
        piece = lines.next()[:-1].decode("ascii")
        if len(piece) > _COLUMNS:
            raise ValueError("a line of its header is too long")
        body += piece
        if len(piece) < _COLUMNS:
            return Stanza(words[1], tuple(words[2:]), from_unpadded(body))


class AgeWriter(ChunkWriter):
    """An age file being written to `sink`, for X25519 recipients (32-byte public keys) and with notes in the header."""

    def __init__(self, sink: BinaryIO, recipients: Sequence[bytes], notes: Sequence[Stanza] = ()) -> None:
        file_key, nonce = os.urandom(16), os.urandom(16)
        stanzas = [*notes, *(_wrapped(file_key, each) for each in recipients)]
        text = _INTRO + b"".join(map(_written, stanzas)) + b"---"
        sink.write(text + b" " + unpadded(_mac(file_key, text)).encode() + b"\n" + nonce)
        super().__init__(ChaCha20Poly1305(_hkdf(file_key, nonce, b"payload")), sink)


class AgeReader(ChunkReader):
    """An age file being read. WrongKey when the identity is not a recipient; VerificationFailed when it was changed."""

    def __init__(self, source: BinaryIO, identity: X25519PrivateKey, header: Header | None = None) -> None:
        self.header = header or read_header(source)
        keys = (_unwrapped(each, identity) for each in self.header.stanzas if each.type == _X25519)
        file_key = next((key for key in keys if key is not None), None)
        if file_key is None:
            raise WrongKey(
                "The key does not fit this file.", "Is it the right passphrase, and the right file?"
            )
        if not hmac.compare_digest(_mac(file_key, self.header.text), self.header.mac):
            raise VerificationFailed("The header of the age file was changed.", "Use another copy.")
        nonce = read_fully(source, 16)
        if len(nonce) < 16:
            raise VerificationFailed("The age file is cut off.", "Use another copy.")
        super().__init__(ChaCha20Poly1305(_hkdf(file_key, nonce, b"payload")), source)


def age_seal(data: bytes, recipients: Sequence[bytes], notes: Sequence[Stanza] = ()) -> bytes:
    """A whole age file in memory."""
    sink = io.BytesIO()
    writer = AgeWriter(sink, recipients, notes)
    writer.write(data)
    writer.close()
    return sink.getvalue()


def age_open(sealed: bytes, identity: X25519PrivateKey) -> bytes:
    """What a whole age file in memory holds."""
    return AgeReader(io.BytesIO(sealed), identity).read()
