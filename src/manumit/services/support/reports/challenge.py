"""Work instead of addresses: whoever opens a report, sends a part or tries a code first spends a moment of their own
machine. Challenges are signed and stateless (as in Hashcash, Back 2002); only the spent ones are remembered until they
expire. The price rises with the load of all, never with who asks."""

from __future__ import annotations

import hmac
import secrets
import time
from collections import deque
from collections.abc import Callable
from hashlib import sha256

from manumit.base.kernel import Refused

EASY = 14
"""Leading zero bits of a quiet minute: 16,000 hashes, a few hundred milliseconds on an old phone."""
HARD = 22
QUIET = 30
"""Challenges a minute that are answered at the lowest price; each doubling beyond it costs one bit more."""
LIFE = 600
"""Seconds in which a challenge has to be answered, by this machine's clock alone."""
_COUNTER = 12
"""Digits of the longest counter that is looked at."""


class Challenges:
    """Of one process: its key is made anew with it, so a challenge from before a restart is asked for again."""

    def __init__(self, clock: Callable[[], float] = time.time) -> None:
        self._key = secrets.token_bytes(32)
        self._clock = clock
        self._spent: dict[str, float] = {}
        self._lately: deque[float] = deque()

    def ask(self) -> str:
        """A new challenge: 'nonce.bits.expires.mac', to be answered by a counter such that SHA-256 of
        'challenge.counter' begins with that many zero bits."""
        told = f"{secrets.token_hex(12)}.{self._bits()}.{int(self._clock()) + LIFE}"
        return f"{told}.{self._mac(told)}"

    def take(self, challenge: str, counter: str) -> None:
        """Accept an answer, once; Refused when it is wrong, late or was spent."""
        told, _, mac = challenge.rpartition(".")
        if len(challenge) > 200 or not hmac.compare_digest(self._mac(told).encode(), mac.encode()):
            raise _again()
        _, bits, expires = told.split(".")
        now = self._clock()
        if int(expires) < now or challenge in self._spent or not worked(challenge, counter, int(bits)):
            raise _again()
        self._forget(now)
        self._spent[challenge] = float(expires)
        self._lately.append(now)

    def _bits(self) -> int:
        self._forget(self._clock())
        return min(HARD, EASY + (len(self._lately) // QUIET).bit_length())

    def _forget(self, now: float) -> None:
        while self._lately and self._lately[0] < now - 60:
            self._lately.popleft()
        if len(self._spent) > 4 * len(self._lately) + 64:
            self._spent = {one: until for one, until in self._spent.items() if until >= now}

    def _mac(self, told: str) -> str:
        return hmac.new(self._key, told.encode("utf-8", "replace"), sha256).hexdigest()[:32]


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


def _again() -> Refused:
    return Refused("The small task before this was not solved.", "Try again: a new one is asked for.")
