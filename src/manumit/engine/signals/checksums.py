"""Checksums of account and wallet addresses: Base58Check, Bech32 and Bech32m (BIP-173, BIP-350), Keccak-256
(as Ethereum uses it, before FIPS 202 padding), EIP-55, and mod 97-10 (ISO 7064, for ISO 13616 IBANs)."""

from __future__ import annotations

import hashlib

_BASE58 = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
_BASE58_VALUE = {char: at for at, char in enumerate(_BASE58)}
_BECH32 = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"
_BECH32_VALUE = {char: at for at, char in enumerate(_BECH32)}
_BECH32_GENERATOR = (0x3B6A57B2, 0x26508E6D, 0x1EA119FA, 0x3D4233DD, 0x2A1462B3)  # BIP-173
_BECH32M = 0x2BC830A3  # BIP-350
_MASK = (1 << 64) - 1
_ROTATIONS = (
    (0, 36, 3, 41, 18),
    (1, 44, 10, 45, 2),
    (62, 6, 43, 15, 61),
    (28, 55, 25, 21, 56),
    (27, 20, 39, 8, 14),
)
_ROUNDS = (
    0x0000000000000001,
    0x0000000000008082,
    0x800000000000808A,
    0x8000000080008000,
    0x000000000000808B,
    0x0000000080000001,
    0x8000000080008081,
    0x8000000000008009,
    0x000000000000008A,
    0x0000000000000088,
    0x0000000080008009,
    0x000000008000000A,
    0x000000008000808B,
    0x800000000000008B,
    0x8000000000008089,
    0x8000000000008003,
    0x8000000000008002,
    0x8000000000000080,
    0x000000000000800A,
    0x800000008000000A,
    0x8000000080008081,
    0x8000000000008080,
    0x0000000080000001,
    0x8000000080008008,
)
_MONERO_SIZES = (0, 2, 3, 5, 6, 7, 9, 10, 11)  # base58 characters for 0..8 bytes, Monero's block form


def base58check(text: str) -> tuple[int, bytes] | None:
    """Version byte and payload when the four checksum bytes hold (double SHA-256)."""
    number = 0
    for char in text:
        if char not in _BASE58_VALUE:
            return None
        number = number * 58 + _BASE58_VALUE[char]
    body = number.to_bytes((number.bit_length() + 7) // 8, "big")
    raw = b"\0" * (len(text) - len(text.lstrip("1"))) + body
    if len(raw) != 25:
        return None
    payload, check = raw[:-4], raw[-4:]
    if hashlib.sha256(hashlib.sha256(payload).digest()).digest()[:4] != check:
        return None
    return payload[0], payload[1:]


def _polymod(values: list[int]) -> int:
    check = 1
    for value in values:
        top = check >> 25
        check = (check & 0x1FFFFFF) << 5 ^ value
        for bit in range(5):
            check ^= _BECH32_GENERATOR[bit] if top >> bit & 1 else 0
    return check


def segwit(text: str, prefix: str) -> bool:
    """Is this a segregated-witness address of that prefix ('bc', 'ltc')? Bech32 for version 0, else Bech32m."""
    lowered = text.lower()
    if text not in (lowered, text.upper()) or not lowered.startswith(prefix + "1"):
        return False
    body = lowered[len(prefix) + 1 :]
    if any(char not in _BECH32_VALUE for char in body) or len(body) < 14 or len(text) > 90:
        return False
    data = [_BECH32_VALUE[char] for char in body]
    expanded = [ord(char) >> 5 for char in prefix] + [0] + [ord(char) & 31 for char in prefix]
    if _polymod(expanded + data) != (1 if data[0] == 0 else _BECH32M) or data[0] > 16:
        return False
    bits = (len(data) - 7) * 5
    size, padding = bits // 8, bits % 8
    if padding >= 5 or data[-7] & ((1 << padding) - 1):
        return False
    return size in (20, 32) if data[0] == 0 else 2 <= size <= 40


def _keccak_f(lanes: list[list[int]]) -> None:
    for constant in _ROUNDS:
        parity = [lanes[x][0] ^ lanes[x][1] ^ lanes[x][2] ^ lanes[x][3] ^ lanes[x][4] for x in range(5)]
        for x in range(5):
            turned = (parity[(x + 1) % 5] << 1 | parity[(x + 1) % 5] >> 63) & _MASK
            for y in range(5):
                lanes[x][y] ^= parity[x - 1] ^ turned
        moved = [[0] * 5 for _ in range(5)]
        for x in range(5):
            for y in range(5):
                by = _ROTATIONS[x][y]
                moved[y][(2 * x + 3 * y) % 5] = (lanes[x][y] << by | lanes[x][y] >> (64 - by)) & _MASK
        for x in range(5):
            for y in range(5):
                lanes[x][y] = moved[x][y] ^ (~moved[(x + 1) % 5][y] & _MASK & moved[(x + 2) % 5][y])
        lanes[0][0] ^= constant


def keccak256(data: bytes) -> bytes:
    """Keccak-256 with the original 0x01 padding."""
    rate = 136
    padded = bytearray(data) + b"\x01" + b"\0" * (rate - 1 - len(data) % rate)
    padded[-1] |= 0x80
    lanes = [[0] * 5 for _ in range(5)]
    for block in range(0, len(padded), rate):
        for at in range(rate // 8):
            lanes[at % 5][at // 5] ^= int.from_bytes(padded[block + at * 8 : block + at * 8 + 8], "little")
        _keccak_f(lanes)
    return b"".join(lanes[at % 5][at // 5].to_bytes(8, "little") for at in range(4))


def eip55(address: str) -> str:
    """The mixed-case form of a 0x address of 40 hex digits (EIP-55)."""
    body = address[2:].lower()
    digest = keccak256(body.encode()).hex()
    return "0x" + "".join(
        char.upper() if int(mark, 16) >= 8 else char for char, mark in zip(body, digest, strict=False)
    )


def monero(text: str) -> bool:
    """Is this a Monero main-net address: block base58, network byte 18, 19 or 42, Keccak checksum?"""
    raw = bytearray()
    for at in range(0, len(text), 11):
        block = text[at : at + 11]
        if len(block) not in _MONERO_SIZES or any(char not in _BASE58_VALUE for char in block):
            return False
        number = 0
        for char in block:
            number = number * 58 + _BASE58_VALUE[char]
        size = _MONERO_SIZES.index(len(block))
        if number >> (8 * size):
            return False
        raw += number.to_bytes(size, "big")
    return len(raw) in (69, 77) and raw[0] in (18, 19, 42) and keccak256(bytes(raw[:-4]))[:4] == raw[-4:]


def mod97(text: str) -> int:
    """ISO 7064 mod 97-10 of an alphanumeric upper-case text (letters count as 10..35)."""
    return int("".join(str(int(char, 36)) for char in text)) % 97
