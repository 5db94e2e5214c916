"""WSQ, the FBI's compression of prints, decoded by NIST's code (the package wsq) in a process of its own.

C code of 1997 meets files of strangers: the process has no keys, a limit on memory and time, and may die alone.
"""

from __future__ import annotations

import importlib.util
import subprocess
import sys
from typing import Final

import numpy as np
import numpy.typing as npt

from manumit.base.kernel import MissingPart, UnreadableInput

START: Final = b"\xff\xa0"
FRAME: Final = b"\xff\xa2"
_WITH_LENGTH = tuple(bytes((0xFF, low)) for low in range(0xA3, 0xA9))
MOST_PIXELS: Final = 64_000_000
SECONDS: Final = 30
_MEMORY: Final = 2 << 30
_PROGRAM: Final = f"""
import resource, sys
resource.setrlimit(resource.RLIMIT_AS, ({_MEMORY}, {_MEMORY}))
resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
import _wsq
pixels, width, height, ppi = _wsq.decompress(sys.stdin.buffer.read())
sys.stdout.buffer.write(b"%d %d %d\\n" % (width, height, ppi) + bytes(pixels))
"""


def is_wsq(data: bytes) -> bool:
    """Whether it begins like one."""
    return data[:2] == START


def size_of(data: bytes) -> tuple[int, int]:
    """Width and height, from the frame's header. UnreadableInput when there is none, or it is out of bounds."""
    at = 2 if is_wsq(data) else len(data)
    while data[at : at + 2] in _WITH_LENGTH:
        at += 2 + max(2, int.from_bytes(data[at + 2 : at + 4]))
    if data[at : at + 2] != FRAME or len(data) < at + 10:
        raise _damaged("it has no frame")
    height, width = int.from_bytes(data[at + 6 : at + 8]), int.from_bytes(data[at + 8 : at + 10])
    if not 0 < width * height <= MOST_PIXELS:
        raise _damaged(f"it says {width} x {height} pixels")
    return width, height


def read_wsq(data: bytes) -> tuple[npt.NDArray[np.uint8], int]:
    """The grey picture, and the pixels an inch that the file states (0 or less: none). UnreadableInput, MissingPart."""
    expected = size_of(data)
    if importlib.util.find_spec("_wsq") is None:
        raise MissingPart(
            "The part for WSQ pictures is not installed.",
            "Add it: pip install 'manumit[fingerprints]'.",
            about="no-print-part",
        )
    try:
        done = subprocess.run(
            [sys.executable, "-I", "-c", _PROGRAM], input=data, capture_output=True, timeout=SECONDS, env={}
        )
    except subprocess.TimeoutExpired as error:
        raise _damaged(f"it is not decoded in {SECONDS} seconds") from error
    head, _, pixels = done.stdout.partition(b"\n")
    if done.returncode or len(head.split()) != 3:
        raise _damaged("it cannot be decoded")
    width, height, ppi = map(int, head.split())
    if (width, height) != expected or len(pixels) != width * height:
        raise _damaged("its picture is cut off")
    return np.frombuffer(pixels, np.uint8).reshape(height, width), ppi


def _damaged(why: str) -> UnreadableInput:
    return UnreadableInput(
        f"This is no WSQ picture that can be read: {why}.",
        "Fetch it again, or ask for PNG.",
        about="damaged-wsq",
    )
