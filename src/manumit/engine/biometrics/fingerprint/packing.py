"""Pictures of prints as an ANSI/NIST-ITL file: a record of type 14 (any density) or 4 (the older form) a
finger. Pixels go as they are: 500 ppi, eight bits, not compressed. SP 500-290e3, tables of types 1, 4 and 14.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Final

import numpy as np
import numpy.typing as npt

from manumit.base.kernel import UsageError
from manumit.engine.biometrics.fingerprint.exchange import itl_file
from manumit.engine.biometrics.fingerprint.inputs import PLAIN, Grey, prints_in
from manumit.engine.biometrics.fingerprint.itl import DATA, HEAD_4, Record
from manumit.engine.biometrics.fingerprint.print import PPI

KINDS: Final = (4, 14)
WIDEST: Final = 0xFFFF
"""Pixels a side that a record of type 4 can state."""
Pixels = npt.NDArray[np.uint8]
_FINGER = re.compile(r"finger-(\d{2})$")
"""As `unpacked` prints lie in folders."""


def pictures_of(path: Path) -> list[tuple[int, Grey]]:
    """(finger, its picture at 500 ppi) of each print of a file; which finger it is stands in the file, else in the name
    of its folder or its own (...-finger-02). UsageError where it is not said, or there is no picture."""
    said = next((found for name in (path.parent.name, path.stem) if (found := _FINGER.search(name))), None)
    told = []
    for one in prints_in(path):
        finger = one.finger or (int(said[1]) if said else 0)
        if not 1 <= finger <= 10:
            raise UsageError(
                f"{path} does not say which finger it shows.",
                "Lay it into a folder NAME-finger-02: 1 is the right thumb, 10 the left little finger.",
            )
        if not isinstance(one.held, np.ndarray):
            raise UsageError(
                f"{path} has minutiae and no picture.", "`manumit prints export` writes minutiae."
            )
        told.append((finger, one.held))
    return told


def write_pictures(
    prints: Sequence[tuple[int, Grey]], kind: int, control: str, impression: int, taken_on: date | None
) -> bytes:
    """(finger, picture at 500 ppi), in order. `impression`: 0 and 1 live, plain and rolled; 2 and 3 of ink. UsageError
    where a record of type 14 has no date on which the print was taken."""
    if kind not in KINDS or impression not in PLAIN or not prints:
        raise UsageError("Records of type 4 or 14 hold prints, plain or rolled, live or of ink.")
    if kind == 14 and taken_on is None:
        raise UsageError("A record of type 14 says on which day the prints were taken.", "Give --taken-on.")
    records = [Record(2, {2: b"0"})]
    for number, (finger, grey) in enumerate(prints, 1):
        pixels = np.ascontiguousarray(grey.round().clip(0, 255).astype(np.uint8))
        make = _four if kind == 4 else _fourteen
        records.append(make(number, finger, pixels, impression, taken_on))
    return itl_file(records, "FPT", control)


def _four(number: int, finger: int, pixels: Pixels, impression: int, taken_on: date | None) -> Record:
    """Resolution code 0: that of the file's first record. Six places for fingers, five unused (255)."""
    height, width = pixels.shape
    if max(pixels.shape) > WIDEST:
        raise UsageError(f"A print of {width} x {height} pixels is too large for a record of type 4.")
    size, fingers = HEAD_4.size + pixels.size, bytes((finger, *[255] * 5))
    head = HEAD_4.pack(size, number, impression, fingers, 0, width, height, 0)
    return Record(4, body=head + pixels.tobytes())


def _fourteen(number: int, finger: int, pixels: Pixels, impression: int, taken_on: date | None) -> Record:
    height, width = pixels.shape
    told = {
        2: f"{number}",
        3: f"{impression}",
        4: "MANUMIT",
        5: f"{taken_on:%Y%m%d}",
        6: f"{width}",
        7: f"{height}",
        8: "1",  # pixels an inch
        9: f"{PPI}",
        10: f"{PPI}",
        11: "NONE",
        12: "8",
        13: f"{finger}",
    }
    fields = {field: value.encode("ascii") for field, value in told.items()}
    return Record(14, {**fields, DATA: pixels.tobytes()})
