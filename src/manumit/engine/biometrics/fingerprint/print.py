"""What is kept of a print: its size, and the minutiae that each extractor found."""

from __future__ import annotations

import struct
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from manumit.base.kernel import VerificationFailed

Rows = npt.NDArray[np.float32]
"""Minutiae x 5: x to the right, y down (pixels at 500 ppi), direction in radians (counter-clockwise as seen, along the
ridge as in ISO/IEC 19794-2), kind (0 ending, 1 bifurcation), quality 0..1."""
PPI: Final = 500
"""Pixels an inch to which all prints are brought."""
HEAD: Final = struct.Struct("<4sHHHH")
MAGIC: Final = b"MNFP"
NONE: Final = 0xFFFF
"""In the place of a count: this extractor did not see the print."""
MOST: Final = 255
WIDTH: Final = 5
FINGERS: Final = tuple(
    f"{side} {finger}"
    for side in ("right", "left")
    for finger in ("thumb", "index finger", "middle finger", "ring finger", "little finger")
)
"""As ANSI/NIST-ITL and ISO/IEC 19794-2 count them, from 1."""


def finger_named(number: int) -> str:
    """In words; a number that is no finger's stays one, and 0 is not said."""
    if not number:
        return "a finger that is not said"
    return FINGERS[number - 1] if 0 < number <= len(FINGERS) else f"finger {number}"


@dataclass(frozen=True, slots=True)
class Print:
    """Pixels of the picture at 500 ppi; minutiae of LEADER (or of a record that came in), and of MINDTCT where its
    native part is installed."""

    width: int
    height: int
    minutiae: Rows
    second: Rows | None

    def to_bytes(self) -> bytes:
        """Little-endian, the same on every machine."""
        count = NONE if self.second is None else len(self.second)
        rows = [self.minutiae] if self.second is None else [self.minutiae, self.second]
        head = HEAD.pack(MAGIC, self.width, self.height, len(self.minutiae), count)
        return head + b"".join(np.asarray(one, "<f4").tobytes() for one in rows)

    @classmethod
    def from_bytes(cls, data: bytes) -> Print:
        """VerificationFailed when it is none. Without a head: x, y and direction alone, as they were kept at first."""
        try:
            if data[:4] != MAGIC:
                bare = np.frombuffer(data, "<f4").reshape(-1, 3).astype(np.float32)
                return cls(0, 0, np.pad(bare, ((0, 0), (0, WIDTH - 3))), None)
            _, width, height, first, second = HEAD.unpack_from(data)
            rows = np.frombuffer(data, "<f4", offset=HEAD.size).reshape(-1, WIDTH).astype(np.float32)
            there = 0 if second == NONE else second
            if len(rows) != first + there or not np.isfinite(rows).all():
                raise ValueError("lengths do not fit")
        except (struct.error, ValueError) as error:
            raise VerificationFailed("This is no template of a print.", "Enrol the picture anew.") from error
        return cls(width, height, rows[:first], None if second == NONE else rows[first:])
