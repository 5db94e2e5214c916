"""Sealed messages: the RFC's key derivation, another implementation's HPKE, many recipients, nothing told by length."""

from __future__ import annotations

from hashlib import sha256

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, Suite
from hypothesis import given
from hypothesis import strategies as st

from manumit.base.kernel import UsageError, VerificationFailed, WrongKey
from manumit.base.vault import MessageKey, seal_message
from manumit.base.vault.message import _suite

SUITE = Suite(KEM.P256, KDF.HKDF_SHA256, AEAD.AES_256_GCM)
"""The same suite as OpenSSL and the cryptography package do it."""
KEYS = [MessageKey(bytes([n]) * 32) for n in range(6)]

# RFC 9180, appendix A.3.1 (DHKEM(P-256, HKDF-SHA256), base mode): the recipient's key pair.
IKM_R = "668b37171f1072f3cf12ea8a236a45df23fc13b82af3609ad1e354f6ef817550"
SK_R = "f3ce7fdae57e1a310d87f1ebbde6f328be0a99cdbcadf4d6589cf29de4b8ffd2"
PK_R = (
    "04fe8c19ce0905191ebc298a9245792531f26f0cece2460639e8bc39cb7f706a82"
    "6a779b4cf969b8a0e539c7f62fb3d30ad6aa8f80e30f1d128aafd68a2ce72ea0"
)


def private(key: MessageKey, seed: bytes) -> ec.EllipticCurvePrivateKey:
    """The same key in the other implementation."""
    number = int.from_bytes(_suite().kem.derive_key_pair(seed).private_key.to_private_bytes(), "big")
    made = ec.derive_private_key(number, ec.SECP256R1())
    assert made.public_key() == ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), key.public)
    return made


def test_keys_are_derived_as_the_rfc_does() -> None:
    key = MessageKey(bytes.fromhex(IKM_R))
    assert key.public.hex() == PK_R
    assert private(key, bytes.fromhex(IKM_R)).private_numbers().private_value == int(SK_R, 16)


@given(st.binary(max_size=3000), st.sets(st.integers(0, 5), min_size=1))
def test_every_recipient_reads_it_and_nobody_else(body: bytes, readers: set[int]) -> None:
    message = seal_message(body, [KEYS[n].public for n in readers])
    for n, key in enumerate(KEYS):
        if n in readers:
            assert key.open(message) == body
        else:
            with pytest.raises(WrongKey):
                key.open(message)


def slots(message: bytes) -> tuple[list[bytes], bytes]:
    end = 5 + 113 * message[4]
    return [message[at : at + 113] for at in range(5, end, 113)], message[end:]


def test_another_implementation_opens_our_slots() -> None:
    """info goes in as HPKE's info; the other's public interface has no associated data, so it takes the private one."""
    from cryptography.hazmat.bindings._rust import openssl

    other = openssl.hpke._decrypt_with_aad
    seed = b"s" * 32
    key = MessageKey(seed)
    found, sealed = slots(seal_message(b"hello", [key.public]))
    contents = []
    for slot in found:
        try:
            digest = sha256(sealed).digest()
            contents.append(other(SUITE, slot, private(key, seed), b"manumit message 1", digest))
        except Exception:  # a dummy
            continue
    (content,) = contents
    assert b"hello" in AESGCM(content).decrypt(sealed[:12], sealed[12:], b"\0\0\0\x11manumit message 1")


def test_we_open_what_another_implementation_sealed() -> None:
    seed = b"t" * 32
    sealed = SUITE.encrypt(b"hello", private(MessageKey(seed), seed).public_key(), b"info")
    pair = _suite().kem.derive_key_pair(seed)
    context = _suite().create_recipient_context(sealed[:65], pair.private_key, info=b"info")
    assert context.open(sealed[65:]) == b"hello"


@pytest.mark.parametrize(("readers", "count"), [(1, 4), (3, 4), (4, 4), (5, 8)])
def test_how_many_can_read_it_is_not_told(readers: int, count: int) -> None:
    message = seal_message(b"x", [key.public for key in KEYS[:readers]])
    assert message[4] == count
    assert len({slot[:65] for slot in slots(message)[0]}) == count
    assert not any(key.public in message for key in KEYS)


def test_a_length_tells_little() -> None:
    sizes = {len(seal_message(b"x" * n, [KEYS[0].public])) for n in range(0, 1016, 50)}
    assert len(sizes) == 1


@given(st.data())
def test_no_byte_of_it_can_be_changed(data: st.DataObject) -> None:
    message = bytearray(seal_message(b"hello", [key.public for key in KEYS[:4]]))
    at = data.draw(st.one_of(st.integers(0, 4), st.integers(5 + 4 * 113, len(message) - 1)))
    message[at] ^= data.draw(st.integers(1, 255))
    for key in KEYS[:4]:
        with pytest.raises((VerificationFailed, WrongKey)):
            key.open(bytes(message))


@given(st.binary(max_size=600))
def test_anything_else_is_refused(data: bytes) -> None:
    for lie in (data, b"MNM1" + data):
        with pytest.raises((VerificationFailed, WrongKey)):
            KEYS[0].open(lie)


@pytest.mark.parametrize("keys", [[], [b"x" * 65], [b"\4" + bytes(64)], [bytes([n]) for n in range(65)]])
def test_recipients_that_are_none_are_refused(keys: list[bytes]) -> None:
    with pytest.raises(UsageError):
        seal_message(b"x", keys)
