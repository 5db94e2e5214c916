"""Passphrases cannot be tried without end: a counter on the disk that grows before each try and waits ever longer.

It slows whoever sits at this machine. Whoever has copied the key file can leave the counter behind; against that stands
the price of Argon2id, and the passphrase itself.
"""

from __future__ import annotations

import fcntl
import json
import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from manumit.base.kernel import VaultError, WrongKey

FREE = 5
"""Tries before the first wait: slips of the finger."""
LONGEST = 900.0
"""Longest wait, in seconds. After FREE tries it is 1 s, then doubles."""
_SIZE = 64
"""Bytes of the file, always: it is overwritten in place, so that a full disk locks nobody out."""


class Attempts:
    """The counter of one key file. `clock` gives POSIX seconds."""

    def __init__(self, path: Path, clock: Callable[[], float] = time.time) -> None:
        self.path, self._clock = path, clock

    @contextmanager
    def trying(self) -> Iterator[None]:
        """One try: WrongKey at once when it comes too early. Tries of all processes go one after the other, so that no
        more than one 64 MiB hash runs here. The try counts when WrongKey comes out of the block, or a kill ends it."""
        try:
            handle = os.open(self.path, os.O_RDWR | os.O_CREAT, 0o600)
        except OSError as error:
            raise VaultError(
                f"{self.path} cannot be written: {error.strerror}",
                "The vault counts tries of the passphrase there; make the folder writable.",
            ) from error
        try:
            fcntl.flock(handle, fcntl.LOCK_EX)
            failed, last = self._read(handle)
            self._admit(handle, failed, last)
            self._write(handle, failed + 1, self._clock())
            try:
                yield
            except WrongKey:
                raise
            except BaseException:
                self._write(handle, failed, last)
                raise
            self._write(handle, 0, 0.0)
        finally:
            os.close(handle)

    def _admit(self, handle: int, failed: int, last: float) -> None:
        wait = min(2.0 ** (failed - FREE), LONGEST) if failed >= FREE else 0.0
        now = self._clock()
        if now < last:  # a clock that was set back does not shorten the wait
            self._write(handle, failed, now)
            last = now
        if (left := last + wait - now) > 0:
            raise WrongKey(
                f"There were {failed} wrong tries; the next one is possible in {left:.0f} s.",
                "Wait, then try again. Nothing was erased.",
            )

    def _read(self, handle: int) -> tuple[int, float]:
        data = os.pread(handle, _SIZE, 0)
        if not data.strip():
            return 0, 0.0
        try:
            told = json.loads(data)
            return max(0, int(told["failed"])), float(told["last"])
        except (ValueError, KeyError, TypeError):
            return FREE, self._clock()  # damaged: as if tries had just failed

    def _write(self, handle: int, failed: int, last: float) -> None:
        try:
            os.pwrite(handle, json.dumps({"failed": failed, "last": round(last, 3)}).ljust(_SIZE).encode(), 0)
            os.fsync(handle)
        except OSError as error:
            raise VaultError(
                f"{self.path} could not be written: {error.strerror}", "Free some disk space."
            ) from error
