"""Identifiers that no real person has: phones from reserved blocks, IBANs and wallets with valid checksums.

IBAN: ISO 13616, mod 97 (ISO 7064). Wallets: Bech32 (BIP 173) and Base58Check over hashes of a counter, so nobody holds
a key. Accounts and locators are a counter sent through a fixed permutation: unique, and neither order nor length says
who opened them.
"""

from __future__ import annotations

import hashlib
from random import Random

from manumit.world.banks.numbering import CA_AREAS, COUNTRIES, US_AREAS

BASE58 = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
BECH32 = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"
LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"
MASK = (1 << 27) - 1
STRIDE = 610_639  # prime, larger than any area: neighbours in time are far apart in number
WIDE = ("PH", "CO", "AE", "BR")  # countries whose blocks hold a million numbers


class PhoneBook:
    """Hands out numbers of a country, each once.

    The reserved blocks of a country are small; in a large world only the share of people they can serve has a number
    from home (`people` is how many will ask), the others carry a foreign SIM of one of the wide blocks.
    """

    def __init__(self, rng: Random, people: int) -> None:
        self._rng = Random(rng.getrandbits(64))
        self._given: dict[str, int] = {}
        self._start = rng.randrange(1_000_000)
        self._blocks = {country: blocks_of(country) for country in COUNTRIES}
        self._room = {
            country: sum(10**digits for _, digits in blocks) for country, blocks in self._blocks.items()
        }
        self._home = {country: min(1.0, room / (0.5 * people + 200)) for country, room in self._room.items()}

    def number(self, country: str) -> str:
        """The next free E.164 number."""
        if self._rng.random() >= self._home[country] or self._given.get(country, 0) >= self._room[country]:
            country = self._rng.choice(WIDE)
        turn, left = self._given.get(country, 0), 0
        self._given[country] = turn + 1
        left = (self._start + turn * STRIDE) % self._room[country]
        for prefix, digits in self._blocks[country]:
            if left < 10**digits:
                return f"{prefix}{left:0{digits}d}"
            left -= 10**digits
        raise AssertionError("a number lies in a block")


def blocks_of(country: str) -> tuple[tuple[str, int], ...]:
    """(prefix, free digits) of a country; NANP has 100 fictional line numbers in each area code."""
    if country in ("US", "CA"):
        return tuple((f"+1{area}55501", 2) for area in (US_AREAS if country == "US" else CA_AREAS))
    return COUNTRIES[country][2]


class Registry:
    """Numbers accounts, locators, documents and tickets; one counter each."""

    def __init__(self, rng: Random) -> None:
        self._first, self._second = rng.getrandbits(26) | 1, rng.getrandbits(26) | 1
        self._turn: dict[str, int] = {}
        self._salt = f"{rng.getrandbits(64):016x}"

    def number(self, series: str) -> int:
        """An eight-digit number, unique in its series."""
        number = self._turn[series] = self._turn.get(series, 0) + 1
        while True:  # a bijection of 27 bits, walked until it falls below 10**8
            number = number * self._first & MASK
            number ^= number >> 13
            number = number * self._second & MASK
            number ^= number >> 14
            if number < 100_000_000:
                return number

    def word(self, series: str, length: int = 6) -> str:
        """A unique word of letters and digits, as airlines number their bookings."""
        number, word = self.number(series), ""
        for _ in range(length):
            number, rest = divmod(number, 32)
            word += LETTERS[rest]
        return word

    def wallet(self) -> str:
        """`1...`/`T...` (Base58Check) or `bc1q...` address of a hash of a counter."""
        number = self.number("wallet")
        body = hashlib.sha256(f"{self._salt}/{number}".encode()).digest()[:20]
        if number % 3 == 0:
            return base58check(b"\x00" + body)
        return base58check(b"\x41" + body) if number % 3 == 1 else bech32(body)


def base58check(payload: bytes) -> str:
    """Base58 with a four-byte double SHA-256 checksum."""
    check = hashlib.sha256(hashlib.sha256(payload).digest()).digest()[:4]
    number, text = int.from_bytes(payload + check, "big"), ""
    while number:
        number, rest = divmod(number, 58)
        text = BASE58[rest] + text
    zeros = len(payload) - len(payload.lstrip(b"\x00"))
    return "1" * zeros + text


def _polymod(values: list[int]) -> int:
    check = 1
    for value in values:
        top = check >> 25
        check = (check & 0x1FFFFFF) << 5 ^ value
        for i, factor in enumerate((0x3B6A57B2, 0x26508E6D, 0x1EA119FA, 0x3D4233DD, 0x2A1462B3)):
            check ^= factor if (top >> i) & 1 else 0
    return check


def bech32(body: bytes) -> str:
    """Version 0 witness address (BIP 173) of a 20-byte hash."""
    bits = int.from_bytes(body, "big")
    data = [0] + [(bits >> shift) & 31 for shift in range(155, -1, -5)]
    head = [3, 3, 0, 2, 3]  # "bc" expanded
    check = _polymod([*head, *data, 0, 0, 0, 0, 0, 0]) ^ 1
    tail = [(check >> 5 * (5 - i)) & 31 for i in range(6)]
    return "bc1" + "".join(BECH32[value] for value in data + tail)


def iban(country: str, bban: str) -> str:
    """IBAN with its check digits."""
    digits = "".join(str(int(char, 36)) for char in bban + country + "00")
    return f"{country}{98 - int(digits) % 97:02d}{bban}"


def account_number(registry: Registry, bank: str) -> str:
    """An account as its bank writes it: A and B number them, C gives IBANs on bank codes nobody has."""
    number = registry.number(f"account {bank}")
    if bank == "A":
        return f"N{number:08d}"
    if bank == "B":
        return f"K{number // 10_000:04d}-{number % 10_000:04d}"
    if number % 2:
        return iban("GB", f"MNMT000000{number:08d}")
    return iban("DE", f"90000000{number:010d}")  # German bank codes begin with 1..8
