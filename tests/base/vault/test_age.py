"""age v1: read and written as another implementation does, and strict about everything."""

from __future__ import annotations

import io
from base64 import b64encode

import pyrage
import pytest
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st

from manumit.base.kernel import VerificationFailed, WrongKey
from manumit.base.vault import AgeReader, Stanza, age_open, age_seal, read_header

CHUNK = 64 * 1024
IDENTITY = X25519PrivateKey.from_private_bytes(bytes(range(32)))
PUBLIC = IDENTITY.public_key().public_bytes_raw()
LETTERS = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"
SIZES = [0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 2 * CHUNK, 3 * CHUNK + 17]


def bech32(prefix: str, data: bytes) -> str:
    """BIP 173, which age writes its keys in."""
    bits = "".join(f"{byte:08b}" for byte in data)
    bits += "0" * (-len(bits) % 5)
    values = [int(bits[at : at + 5], 2) for at in range(0, len(bits), 5)]
    expanded = [ord(c) >> 5 for c in prefix] + [0] + [ord(c) & 31 for c in prefix]
    check = 1
    for value in [*expanded, *values, *[0] * 6]:
        top, check = check >> 25, (check & 0x1FFFFFF) << 5 ^ value
        for place, generator in enumerate((0x3B6A57B2, 0x26508E6D, 0x1EA119FA, 0x3D4233DD, 0x2A1462B3)):
            check ^= generator if top >> place & 1 else 0
    tail = [(check ^ 1) >> 5 * (5 - place) & 31 for place in range(6)]
    return prefix + "1" + "".join(LETTERS[value] for value in [*values, *tail])


PEER = pyrage.x25519.Identity.from_str(bech32("age-secret-key-", IDENTITY.private_bytes_raw()).upper())


def test_the_peer_has_the_same_key() -> None:
    assert str(PEER.to_public()) == bech32("age", PUBLIC)


@pytest.mark.parametrize("size", SIZES)
def test_what_we_seal_another_age_opens(size: int) -> None:
    data = bytes(range(251)) * (size // 251 + 1)
    sealed = age_seal(data[:size], [PUBLIC], [Stanza("example.org/note", ("a", "b"), b"x" * 48)])
    assert pyrage.decrypt(sealed, [PEER]) == data[:size]
    assert age_open(sealed, IDENTITY) == data[:size]


@pytest.mark.parametrize("size", SIZES)
def test_what_another_age_seals_we_open(size: int) -> None:
    data = b"\x07" * size
    other = pyrage.x25519.Identity.generate().to_public()
    assert age_open(pyrage.encrypt(data, [other, PEER.to_public()]), IDENTITY) == data


def test_another_key_does_not_fit() -> None:
    with pytest.raises(WrongKey):
        age_open(age_seal(b"x", [PUBLIC]), X25519PrivateKey.generate())


@given(st.data())
def test_no_byte_can_be_changed(data: st.DataObject) -> None:
    sealed = bytearray(age_seal(b"what is written here", [PUBLIC]))
    sealed[data.draw(st.integers(0, len(sealed) - 1))] ^= data.draw(st.integers(1, 255))
    with pytest.raises((VerificationFailed, WrongKey)):
        age_open(bytes(sealed), IDENTITY)


@pytest.mark.parametrize("size", [0, 10, CHUNK, CHUNK + 5, 2 * CHUNK])
def test_no_end_can_be_cut_off(size: int) -> None:
    sealed = age_seal(b"a" * size, [PUBLIC])
    head = len(sealed) - size - 16 * max(1, -(-size // CHUNK))
    for cut in {1, 16, 17, size + 16, *(size - n * CHUNK for n in range(3))}:
        if 0 < cut <= len(sealed) - head:
            with pytest.raises(VerificationFailed):
                age_open(sealed[:-cut], IDENTITY)


HEADERS = {
    "nothing": b"",
    "another version": b"age-encryption.org/v2\n-> X25519 a\n\n--- x\n",
    "no recipient": b"age-encryption.org/v1\n--- " + b64encode(bytes(32)).rstrip(b"=") + b"\n",
    "a stanza without a body": b"age-encryption.org/v1\n-> X25519 abc\n--- x\n",
    "a stanza without its last line": b"age-encryption.org/v1\n-> a b\n" + b"A" * 64 + b"\n--- x\n",
    "an empty argument": b"age-encryption.org/v1\n-> a  b\n\n--- x\n",
    "a long line": b"age-encryption.org/v1\n-> a b\n" + b"A" * 65 + b"\n\n--- x\n",
    "base64 that is not canonical": b"age-encryption.org/v1\n-> a b\nAB\n--- x\n",
    "padding": b"age-encryption.org/v1\n-> a b\nAA==\n--- x\n",
    "carriage returns": b"age-encryption.org/v1\r\n-> a b\r\n\r\n--- x\r\n",
    "an endless line": b"age-encryption.org/v1\n-> " + b"a" * 70_000,
}


@pytest.mark.parametrize("header", HEADERS.values(), ids=HEADERS)
def test_a_malformed_header_is_refused(header: bytes) -> None:
    with pytest.raises(VerificationFailed):
        read_header(io.BytesIO(header))


@given(st.binary(max_size=400))
def test_anything_else_is_refused_in_words(data: bytes) -> None:
    with pytest.raises((VerificationFailed, WrongKey)):
        AgeReader(io.BytesIO(b"age-encryption.org/v1\n" + data), IDENTITY)


def test_a_recipient_of_low_order_is_refused() -> None:
    sealed = age_seal(b"x", [PUBLIC])
    share = sealed.split(b"-> X25519 ")[1].split(b"\n")[0]
    with pytest.raises(VerificationFailed):
        age_open(sealed.replace(share, b64encode(bytes(32)).rstrip(b"=")), IDENTITY)
