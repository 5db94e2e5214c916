"""Wallet addresses, IBANs and onion names with right and with wrong checksums, made from the published rules.

Written from the standards alone (Base58Check, BIP 173 and 350, EIP-55, CryptoNote base58, ISO 13616, the v3 onion
format), not from the program's checks, so that the two can disagree. Keccak-256 is the original padding (0x01), not
SHA-3's. All payloads are random bytes: nobody's account.
"""

from __future__ import annotations

import base64
import hashlib
import random

_B58 = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
_B32 = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"
_MASK = (1 << 64) - 1
_BECH32, _BECH32M = 1, 0x2BC830A3
# Length of the number part and the form of the account number, by country (ISO 13616 registry).
IBAN_FORMS = {
    "DE": "n" * 18,
    "GB": "aaaa" + "n" * 14,
    "ES": "n" * 20,
    "NL": "aaaa" + "n" * 10,
    "RO": "aaaa" + "c" * 16,
}


def _round_constants() -> list[int]:
    """The iota constants, from the LFSR x^8 + x^6 + x^5 + x^4 + 1 of FIPS 202, 3.2.5."""
    register, constants = 1, []
    for _ in range(24):
        constant = 0
        for step in range(7):
            if register & 1:
                constant |= 1 << ((1 << step) - 1)
            register = (register << 1) ^ (0x171 if register & 0x80 else 0)
        constants.append(constant)
    return constants


_ROUNDS = _round_constants()


def _turn(value: int, by: int) -> int:
    by %= 64
    return ((value << by) | (value >> (64 - by))) & _MASK if by else value


def _permute(lanes: list[list[int]]) -> None:
    for constant in _ROUNDS:
        column = [lanes[x][0] ^ lanes[x][1] ^ lanes[x][2] ^ lanes[x][3] ^ lanes[x][4] for x in range(5)]
        for x in range(5):
            change = column[(x - 1) % 5] ^ _turn(column[(x + 1) % 5], 1)
            for y in range(5):
                lanes[x][y] ^= change
        x, y, current = 1, 0, lanes[1][0]
        for step in range(24):
            x, y = y, (2 * x + 3 * y) % 5
            current, lanes[x][y] = lanes[x][y], _turn(current, (step + 1) * (step + 2) // 2)
        for y in range(5):
            row = [lanes[x][y] for x in range(5)]
            for x in range(5):
                lanes[x][y] = row[x] ^ (~row[(x + 1) % 5] & row[(x + 2) % 5] & _MASK)
        lanes[0][0] ^= constant


def keccak256(data: bytes) -> bytes:
    rate = 136
    padded = bytearray(data + b"\x01" + bytes(-(len(data) + 1) % rate))
    padded[-1] |= 0x80
    lanes = [[0] * 5 for _ in range(5)]
    for start in range(0, len(padded), rate):
        for lane in range(rate // 8):
            lanes[lane % 5][lane // 5] ^= int.from_bytes(
                padded[start + 8 * lane : start + 8 * lane + 8], "little"
            )
        _permute(lanes)
    return b"".join(lanes[lane % 5][lane // 5].to_bytes(8, "little") for lane in range(4))


def _base58(number: int) -> str:
    digits = ""
    while number:
        number, rest = divmod(number, 58)
        digits = _B58[rest] + digits
    return digits


def _base58check(payload: bytes) -> str:
    whole = payload + hashlib.sha256(hashlib.sha256(payload).digest()).digest()[:4]
    zeros = len(whole) - len(whole.lstrip(b"\0"))
    return "1" * zeros + _base58(int.from_bytes(whole, "big"))


def _polymod(values: list[int]) -> int:
    check = 1
    for value in values:
        top = check >> 25
        check = (check & 0x1FFFFFF) << 5 ^ value
        for at, generator in enumerate((0x3B6A57B2, 0x26508E6D, 0x1EA119FA, 0x3D4233DD, 0x2A1462B3)):
            check ^= generator if top >> at & 1 else 0
    return check


def _segwit(prefix: str, version: int, program: bytes) -> str:
    bits = "".join(f"{byte:08b}" for byte in program)
    bits += "0" * (-len(bits) % 5)
    data = [version] + [int(bits[at : at + 5], 2) for at in range(0, len(bits), 5)]
    spread = [ord(c) >> 5 for c in prefix] + [0] + [ord(c) & 31 for c in prefix]
    check = _polymod(spread + data + [0] * 6) ^ (_BECH32M if version else _BECH32)
    return prefix + "1" + "".join(_B32[one] for one in data + [check >> 5 * (5 - at) & 31 for at in range(6)])


def ethereum(rng: random.Random) -> str:
    plain = rng.randbytes(20).hex()
    digest = keccak256(plain.encode()).hex()
    return "0x" + "".join(c.upper() if int(d, 16) > 7 else c for c, d in zip(plain, digest, strict=False))


def monero(rng: random.Random) -> str:
    body = bytes([18]) + rng.randbytes(64)
    whole = body + keccak256(body)[:4]
    blocks = [whole[at : at + 8] for at in range(0, len(whole), 8)]
    widths = {8: 11, 5: 7}
    return "".join(_base58(int.from_bytes(block, "big")).rjust(widths[len(block)], "1") for block in blocks)


def wallet(kind: str, rng: random.Random) -> str:
    match kind:
        case "btc-base58":
            return _base58check(bytes([rng.choice((0, 5))]) + rng.randbytes(20))
        case "btc-bech32":
            return _segwit("bc", 0, rng.randbytes(rng.choice((20, 32))))
        case "btc-bech32m":
            return _segwit("bc", 1, rng.randbytes(32))
        case "eth":
            return ethereum(rng)
        case "tron":
            return _base58check(b"\x41" + rng.randbytes(20))
        case "xmr":
            return monero(rng)
        case "ltc-base58":
            return _base58check(bytes([rng.choice((48, 50))]) + rng.randbytes(20))
        case "ltc-bech32":
            return _segwit("ltc", 0, rng.randbytes(20))
    raise ValueError(kind)


WALLETS = {
    "btc-base58": "btc",
    "btc-bech32": "btc",
    "btc-bech32m": "btc",
    "eth": "eth",
    "tron": "trx",
    "xmr": "xmr",
    "ltc-base58": "ltc",
    "ltc-bech32": "ltc",
}


def broken(address: str, rng: random.Random) -> str:
    """One character differs (in an ETH address the case of three letters)."""
    if address.startswith("0x"):
        letters = [at for at, c in enumerate(address) if c.isalpha() and at > 1]
        for at in rng.sample(letters, 3):
            address = address[:at] + address[at].swapcase() + address[at + 1 :]
        return address
    alphabet = _B32 if address.lower() == address and "1" in address[:5] else _B58
    at = rng.randrange(6, len(address))
    other = rng.choice([c for c in alphabet if c != address[at]])
    return address[:at] + other + address[at + 1 :]


def iban(rng: random.Random) -> str:
    country = rng.choice(list(IBAN_FORMS))
    letters, digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZ", "0123456789"
    pools = {"n": digits, "a": letters, "c": letters + digits}
    body = "".join(rng.choice(pools[form]) for form in IBAN_FORMS[country])
    number = int("".join(str(int(c, 36)) for c in body + country + "00"))
    return f"{country}{98 - number % 97:02d}{body}"


def broken_iban(rng: random.Random) -> str:
    right = iban(rng)
    at = rng.randrange(8, len(right))
    digit = right[at]
    return (
        right[:at]
        + (str((int(digit) + rng.randint(1, 9)) % 10) if digit.isdigit() else "X" if digit != "X" else "Y")
        + right[at + 1 :]
    )


def onion(rng: random.Random) -> str:
    key, version = rng.randbytes(32), b"\x03"
    check = hashlib.sha3_256(b".onion checksum" + key + version).digest()[:2]
    return base64.b32encode(key + check + version).decode().lower() + ".onion"
