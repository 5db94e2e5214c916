"""Work or patience instead of addresses. Whoever opens a report, sends a part or tries a code first spends a moment of
their own machine (after Hashcash, Back 2002); a browser without scripts spends a few seconds instead. Both are signed
and stateless; only the spent ones are remembered until they expire. The price rises with the load of all, never with
who asks."""

from __future__ import annotations

import hmac
import secrets
import time
from collections import deque
from collections.abc import Callable
from hashlib import sha256

from manumit.base.kernel import Refused
from manumit.services.support.reports.sizes import MIB

EASY = 14
"""Leading zero bits of a quiet minute: 16,000 hashes, a few hundred milliseconds on an old phone."""
HARD = 22
QUIET = 30
"""Answers a minute at the lowest price; each doubling beyond it costs one bit, or twice the seconds."""
LIFE = 600
"""Seconds in which a challenge has to be answered, by this machine's clock alone."""
LONG_LIFE = 6 * 3600
"""The same for a form that somebody writes in."""
SHORT, LONG = 3, 120
"""Seconds that a form without scripts waits at least, and at most."""
_COUNTER = 12
"""Digits of the longest counter that is looked at."""


class _Signed:
    """Of one process: its key is made anew with it, so what was asked for before a restart is asked for again."""

    def __init__(self, clock: Callable[[], float] = time.time) -> None:
        self._key = secrets.token_bytes(32)
        self._clock = clock
        self._spent: dict[str, int] = {}
        self._lately: deque[float] = deque()

    def _made(self, price: int, until: int) -> str:
        told = f"{secrets.token_hex(12)}.{price}.{until}"
        return f"{told}.{self._mac(told)}"

    def _told(self, asked: str) -> tuple[int, int]:
        """(price, until) of what was asked for here and is not spent; Refused for anything else."""
        told, _, mac = asked.rpartition(".")
        if len(asked) > 200 or not hmac.compare_digest(
            self._mac(told).encode(), mac.encode("utf-8", "replace")
        ):
            raise _again()
        _, price, until = told.split(".")
        if int(until) < self._clock() or asked in self._spent:
            raise _again()
        return int(price), int(until)

    def _spend(self, asked: str, until: int) -> None:
        now = self._clock()
        if len(self._spent) > 4 * len(self._lately) + 64:
            self._spent = {one: until for one, until in self._spent.items() if until >= now}
        self._spent[asked] = until
        self._lately.append(now)

    def _load(self) -> int:
        """How often the last minute's answers doubled the quiet number: 0 in a quiet minute."""
        before = self._clock() - 60
        while self._lately and self._lately[0] < before:
            self._lately.popleft()
        return (len(self._lately) // QUIET).bit_length()

    def _mac(self, told: str) -> str:
        return hmac.new(self._key, told.encode("utf-8", "replace"), sha256).hexdigest()[:32]


class Challenges(_Signed):
    """For browsers with scripts."""

    def ask(self, size: int = 0) -> str:
        """A new challenge, 'nonce.bits.until.mac', for something of `size` bytes: to be answered by a counter such that
        SHA-256 of 'challenge.counter' begins with that many zero bits."""
        bits = min(HARD, EASY + self._load() + _more(size))
        return self._made(bits, int(self._clock()) + LIFE)

    def take(self, challenge: str, counter: str, size: int = 0) -> None:
        """Accept an answer, once; Refused when it is wrong, late, spent or was asked for something smaller."""
        bits, until = self._told(challenge)
        if bits < min(HARD, EASY + _more(size)) or not worked(challenge, counter, bits):
            raise _again()
        self._spend(challenge, until)


class Waits(_Signed):
    """For forms without scripts."""

    def ask(self) -> str:
        """What a form carries."""
        return self._made(min(LONG, SHORT << self._load()), int(self._clock()) + LONG_LIFE)

    def take(self, asked: str) -> int:
        """Seconds that are still to be waited; at 0 it is accepted, once. Refused when it is none, late or spent."""
        wait, until = self._told(asked)
        left = until - LONG_LIFE + wait - self._clock()
        if left > 0:
            return int(left) + 1
        self._spend(asked, until)
        return 0


def worked(challenge: str, counter: str, bits: int) -> bool:
    """Whether the counter answers the challenge."""
    if not (counter.isascii() and counter.isdecimal() and len(counter) <= _COUNTER):
        return False
    digest = sha256(f"{challenge}.{counter}".encode()).digest()
    return int.from_bytes(digest) >> (256 - bits) == 0


def work(challenge: str) -> str:
    """The smallest counter that answers; for programs that are no browser, and for tests."""
    bits, counter = int(challenge.split(".")[1]), 0
    while not worked(challenge, str(counter), bits):
        counter += 1
    return str(counter)


def _more(size: int) -> int:
    """Bits that a large part costs beyond: one a doubling of a mebibyte."""
    return max(0, (size - 1) // MIB).bit_length()


def _again() -> Refused:
    return Refused("The small task before this was not solved.", "Try again: a new one is asked for.")
