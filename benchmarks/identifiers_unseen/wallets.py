"""Wallet addresses with right checksums, and with wrong ones, made from random bytes.

Base58Check, bech32 (BIP 173), bech32m (BIP 350), EIP-55 for Ethereum, Monero's block base58 (CryptoNote, annex 1).
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from random import Random

from benchmarks.identifiers_unseen.keccak import keccak256

BASE58 = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
BECH32 = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"
BECH32_CONST, BECH32M_CONST = 1, 0x2BC830A3
XMR_BLOCKS = (0, 2, 3, 5, 6, 7, 9, 10, 11)  # characters for 0..8 bytes


def _base58(data: bytes) -> str:
    number, text = int.from_bytes(data, "big"), ""
    while number:
        number, rest = divmod(number, 58)
        text = BASE58[rest] + text
    return "1" * (len(data) - len(data.lstrip(b"\0"))) + text


def base58check(version: int, payload: bytes) -> str:
    body = bytes([version]) + payload
    return _base58(body + hashlib.sha256(hashlib.sha256(body).digest()).digest()[:4])


def _polymod(values: list[int]) -> int:
    state = 1
    for value in values:
        top, state = state >> 25, (state & 0x1FFFFFF) << 5 ^ value
        for bit, generator in enumerate((0x3B6A57B2, 0x26508E6D, 0x1EA119FA, 0x3D4233DD, 0x2A1462B3)):
            state ^= generator if top >> bit & 1 else 0
    return state


def _fives(data: bytes) -> list[int]:
    bits = "".join(f"{byte:08b}" for byte in data)
    bits += "0" * (-len(bits) % 5)
    return [int(bits[i : i + 5], 2) for i in range(0, len(bits), 5)]


def segwit(prefix: str, version: int, program: bytes, constant: int | None = None) -> str:
    """The right constant for the version unless one is forced."""
    if constant is None:
        constant = BECH32_CONST if version == 0 else BECH32M_CONST
    values = [version, *_fives(program)]
    expanded = [ord(c) >> 5 for c in prefix] + [0] + [ord(c) & 31 for c in prefix]
    check = _polymod(expanded + values + [0] * 6) ^ constant
    values += [check >> 5 * (5 - i) & 31 for i in range(6)]
    return prefix + "1" + "".join(BECH32[value] for value in values)


def eip55(twenty: bytes) -> str:
    plain = twenty.hex()
    digest = keccak256(plain.encode()).hex()
    return "0x" + "".join(c.upper() if int(d, 16) >= 8 else c for c, d in zip(plain, digest, strict=False))


def monero(netbyte: int, keys: bytes) -> str:
    body = bytes([netbyte]) + keys
    body += keccak256(body)[:4]
    text = ""
    for start in range(0, len(body), 8):
        block = body[start : start + 8]
        text += _base58(block).lstrip("1").rjust(XMR_BLOCKS[len(block)], "1")
    return text


def _ethereum(rng: Random) -> str:
    address = eip55(rng.randbytes(20))
    return rng.choice([address, address, address, address.lower()])


MAKERS: dict[str, tuple[str, Callable[[Random], str]]] = {
    # class: (asset, maker)
    "btc_base58": ("btc", lambda r: base58check(r.choice([0x00, 0x05]), r.randbytes(20))),
    "btc_bech32": ("btc", lambda r: segwit("bc", 0, r.randbytes(r.choice([20, 20, 32])))),
    "btc_bech32m": ("btc", lambda r: segwit("bc", 1, r.randbytes(32))),
    "eth": ("eth", _ethereum),
    "tron": ("tron", lambda r: base58check(0x41, r.randbytes(20))),
    "xmr": ("xmr", lambda r: monero(r.choice([18, 18, 42]), r.randbytes(64))),
    "ltc_base58": ("ltc", lambda r: base58check(r.choice([0x30, 0x32]), r.randbytes(20))),
    "ltc_bech32": ("ltc", lambda r: segwit("ltc", 0, r.randbytes(20))),
}


def _swapped(rng: Random, address: str, alphabet: str, keep: int) -> str:
    """One character after the first `keep` is another one, or two neighbours change places."""
    place = rng.randrange(keep, len(address) - 1)
    if rng.random() < 0.3 and address[place] != address[place + 1]:
        return address[:place] + address[place + 1] + address[place] + address[place + 2 :]
    other = rng.choice([c for c in alphabet if c != address[place]])
    return address[:place] + other + address[place + 1 :]


def _wrong_case(rng: Random) -> str:
    """A mixed-case address whose case is not EIP-55's."""
    right = eip55(rng.randbytes(20))
    letters = [i for i, c in enumerate(right) if i > 1 and c.isalpha()]
    wrong = list(right)
    for place in rng.sample(letters, min(len(letters), rng.choice([1, 2, 5]))):
        wrong[place] = wrong[place].swapcase()
    text = "".join(wrong)
    return text if text[2:] not in (text[2:].lower(), text[2:].upper()) else _wrong_case(rng)


WRONG: dict[str, Callable[[Random], str]] = {
    "btc_base58": lambda r: _swapped(r, MAKERS["btc_base58"][1](r), BASE58, 2),
    "btc_bech32": lambda r: _swapped(r, MAKERS["btc_bech32"][1](r), BECH32, 5),
    "btc_bech32_as_m": lambda r: segwit("bc", 0, r.randbytes(20), BECH32M_CONST),
    "btc_taproot_as_bech32": lambda r: segwit("bc", 1, r.randbytes(32), BECH32_CONST),
    "eth": _wrong_case,
    "tron": lambda r: _swapped(r, MAKERS["tron"][1](r), BASE58, 2),
    "xmr": lambda r: _swapped(r, MAKERS["xmr"][1](r), BASE58, 3),
    "ltc_base58": lambda r: _swapped(r, MAKERS["ltc_base58"][1](r), BASE58, 2),
    "ltc_bech32": lambda r: _swapped(r, MAKERS["ltc_bech32"][1](r), BECH32, 6),
}
