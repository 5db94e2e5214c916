"""What is kept of an eye, and its bytes."""

from __future__ import annotations

import hashlib
import struct
from dataclasses import dataclass
from typing import Final

import numpy as np

from manumit.base.kernel import UnreadableInput
from manumit.engine.biometrics.iris import code, contours, limbus, picture, pupils, segment, sheet
from manumit.engine.biometrics.iris.code import CODE_COLUMNS, WORDS, Words
from manumit.engine.biometrics.iris.contours import Circle

MODEL: Final = "manumit-log-gabor"
VERSION: Final = 2
"""Goes up whenever codes of before and after should not be compared."""
MAGIC: Final = b"MNEY"
HEAD: Final = struct.Struct("<4sH8s7f")


def preprocessing_hash() -> str:
    """16 hex digits over every constant on the way from picture to code: equal hashes, comparable codes."""
    rooms = (picture, contours, pupils, segment, limbus, sheet, code)
    constants = [
        f"{room.__name__.rpartition('.')[2]}.{name}={getattr(room, name)!r}"
        for room in rooms
        for name in sorted(vars(room))
        if name.isupper() and isinstance(getattr(room, name), int | float | tuple)
    ]
    return hashlib.sha256("\n".join(constants).encode()).hexdigest()[:16]


@dataclass(frozen=True, slots=True)
class Eye:
    """Code and mask (CODE_COLUMNS x WORDS words of 32 bits; a mask bit says that the code's can be trusted), quality
    0..1, and the circles in pixels of the picture as given."""

    code: Words
    mask: Words
    quality: float
    pupil: Circle
    limbus: Circle
    model: str = MODEL
    version: int = VERSION
    preprocessing: str = preprocessing_hash()


def eye_to_bytes(eye: Eye) -> bytes:
    """3,114 bytes, little-endian: head, code, mask. The same on every machine."""
    circles = (eye.pupil.x, eye.pupil.y, eye.pupil.r, eye.limbus.x, eye.limbus.y, eye.limbus.r)
    head = HEAD.pack(MAGIC, eye.version, bytes.fromhex(eye.preprocessing), eye.quality, *circles)
    return head + eye.code.tobytes() + eye.mask.tobytes()


def eye_from_bytes(data: bytes) -> Eye:
    """The eye of `eye_to_bytes`; UnreadableInput when it is none or of another version or preparation."""
    size = CODE_COLUMNS * WORDS * 4
    if len(data) != HEAD.size + 2 * size or not data.startswith(MAGIC):
        raise UnreadableInput("This is not an iris template.", "Make it again from the picture.")
    _, version, preparation, quality, *rest = HEAD.unpack_from(data)
    if (version, preparation.hex()) != (VERSION, preprocessing_hash()):
        raise UnreadableInput(
            f"This iris template is of version {version}, prepared {preparation.hex()}; this program compares "
            f"version {VERSION}, prepared {preprocessing_hash()}.",
            "Make it again from the picture.",
        )
    if not np.isfinite([quality, *rest]).all():
        raise UnreadableInput("This iris template is damaged.", "Make it again from the picture.")
    words = np.frombuffer(data, dtype=np.uint32, offset=HEAD.size).reshape(2, CODE_COLUMNS, WORDS).copy()
    return Eye(words[0], words[1], quality, Circle(*rest[:3]), Circle(*rest[3:]))
