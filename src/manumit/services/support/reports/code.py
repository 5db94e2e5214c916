"""The return code: 64 random bits and a checksum, said in words or digits, and what it opens. The browser makes and
reads the same (assets/src/sealed/code.js); here it is for the form without JavaScript and for tests."""

from __future__ import annotations

import re
import secrets
import unicodedata
from dataclasses import dataclass
from hashlib import sha256
from itertools import chain
from typing import TYPE_CHECKING, Self

from manumit.services.support.reports.envelope import INFO, suite
from manumit.services.support.reports.words import LETTERS, fold, known, word_locales, words

if TYPE_CHECKING:
    from pyhpke import KEMKeyPair

BITS = 64
KIB, PASSES, LANES = 65536, 3, 1
"""Argon2id: 64 MiB (RFC 9106, the second recommended option), with one lane, since a browser has one thread for it."""
_DIGITS, _CHECK = 20, 4


@dataclass(frozen=True, slots=True)
class Opened:
    """What a code opens. Only `thread` and `secret` are ever sent, by a browser."""

    thread: str
    secret: str
    pair: KEMKeyPair

    @property
    def public(self) -> bytes:
        """65 bytes: answers are sealed to it."""
        return bytes(self.pair.public_key.to_public_bytes())


@dataclass(frozen=True, slots=True)
class ReturnCode:
    """Eight bytes that are nobody's name. Never a proof of who somebody is: whoever has it has it."""

    secret: bytes

    @classmethod
    def new(cls) -> Self:
        """A random one."""
        return cls(secrets.token_bytes(BITS // 8))

    @classmethod
    def read(cls, text: str, locale: str = "en") -> Self | None:
        """The code that somebody typed, or None. Words of `locale` are tried first, then those of every language."""
        plain = fold(text[:2000])
        digits = re.sub(r"[^0-9]", "", plain)
        if len(digits) == _DIGITS + _CHECK and not any(one.isalpha() for one in plain):
            number = int(digits[:_DIGITS])
            found = cls(number.to_bytes(8)) if number < 1 << BITS else None
            return found if found and found._check_digits() == digits[_DIGITS:] else None
        others = (one for one in word_locales() if one != locale)
        for tongue in chain([locale], others):
            listed = known(tongue)
            said = _said(plain, all(len(fold(one)) == 1 for one in words(tongue)))
            told = [listed.get(word, listed.get(word[:LETTERS], -1)) for word in said]
            if len(told) == 9 and -1 not in told:
                found = cls(bytes(told[:8]))
                if found._check_byte() == told[8]:
                    return found
        return None

    def words(self, locale: str) -> list[str]:
        """Nine words, the last a checksum."""
        listed = words(locale)
        return [listed[byte] for byte in (*self.secret, self._check_byte())]

    def digits(self) -> list[str]:
        """Six groups of four digits, the last a checksum."""
        number = str(int.from_bytes(self.secret)).zfill(_DIGITS) + self._check_digits()
        return [number[at : at + 4] for at in range(0, len(number), 4)]

    def opened(self, salt: bytes) -> Opened:
        """What it opens: 64 bytes of Argon2id, and HKDF-SHA256 for each use (a quarter of a second, 64 MiB)."""
        from cryptography.hazmat.primitives.hashes import SHA256
        from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
        from cryptography.hazmat.primitives.kdf.hkdf import HKDF

        stretched = Argon2id(salt=salt, length=64, iterations=PASSES, lanes=LANES, memory_cost=KIB).derive(
            self.secret
        )

        def part(name: bytes, size: int) -> bytes:
            return HKDF(SHA256(), size, b"", INFO + b" " + name).derive(stretched)

        pair = suite().kem.derive_key_pair(part(b"seed", 32))
        return Opened(part(b"thread", 16).hex(), part(b"secret", 16).hex(), pair)

    def _check_byte(self) -> int:
        return sha256(self.secret).digest()[0]

    def _check_digits(self) -> str:
        return str(int.from_bytes(sha256(self.secret).digest()[:2]) % 10**_CHECK).zfill(_CHECK)


def _said(plain: str, characters: bool) -> list[str]:
    if characters:
        return [one for one in plain if unicodedata.category(one)[0] == "L"]
    return re.findall(r"[^\W\d_]+", plain)
