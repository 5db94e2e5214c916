"""Minutiae of records of type 9 of ANSI/NIST-ITL files, and the numbers in fields."""

from __future__ import annotations

import math
from typing import Final

import numpy as np

from manumit.base.kernel import UnreadableInput
from manumit.engine.biometrics.fingerprint.itl import Record
from manumit.engine.biometrics.fingerprint.print import MOST, PPI
from manumit.engine.biometrics.fingerprint.records import View

HUNDREDTHS: Final = PPI / 2540
"""Pixels at 500 ppi of a hundredth of a millimetre."""
LAST: Final = 10
"""The left little finger; what counts on from there is no single finger."""


def minutiae_of(record: Record) -> View | None:
    """The fields of INCITS 378 (9.126 and on), else the older ones of the standard itself (9.005 to 9.012)."""
    try:
        return _m1(record) if 137 in record.fields else _standard(record) if 12 in record.fields else None
    except (ValueError, IndexError, OverflowError) as error:
        raise UnreadableInput(
            f"A record of type 9 in this file has minutiae that cannot be: {error}.", about="odd-minutiae"
        ) from error


def _m1(record: Record) -> View:
    across = {1: 1.0, 2: 2.54}[number_of(record, 130, 1)] if number_of(record, 130, 1) in (1, 2) else 1.0
    scale = PPI / (number_of(record, 131, PPI) * across or PPI)
    rows: list[tuple[float, ...]] = []
    for _, x, y, angle, kind, quality, *_ in record.rows(137)[:MOST]:
        turn = math.radians(2 * int(angle) % 360)
        rows.append((int(x) * scale, int(y) * scale, turn, int(kind) == 2, _share(quality)))
    size = round(number_of(record, 128) * scale), round(number_of(record, 129) * scale)
    finger = number_of(record, 134)
    return _view(finger, size, rows)


def _standard(record: Record) -> View:
    """Places in hundredths of a millimetre from the lower left, XXXXYYYYTTT; directions point the other way (NBIS
    turns one into the other by 180 degrees)."""
    rows: list[tuple[float, ...]] = []
    for _, place, quality, *rest in record.rows(12)[:MOST]:
        x, y, turn = int(place[:4]), int(place[4:8]), int(place[8:11])
        kind = bool(rest) and rest[0].upper().startswith("B")
        rows.append(
            (x * HUNDREDTHS, -y * HUNDREDTHS, math.radians((turn + 180) % 360), kind, _share(quality))
        )
    lowest = min((row[1] for row in rows), default=0.0)
    rows = [(x, y - lowest, *rest) for x, y, *rest in rows]
    size = (round(max((row[0] for row in rows), default=0)) + 1, round(-lowest) + 1)
    return _view(number_of(record, 6), size, rows)


def _view(finger: int, size: tuple[int, int], rows: list[tuple[float, ...]]) -> View:
    if not 0 <= finger <= LAST:
        raise ValueError(f"finger {finger}")
    if not all(0 < side < 1 << 14 for side in size):
        raise ValueError(f"a picture of {size[0]} x {size[1]}")
    minutiae = np.array(rows, np.float64).reshape(-1, 5)
    if len(minutiae) and ((minutiae[:, :2] < 0).any() or (minutiae[:, :2].max(axis=0) > size).any()):
        raise ValueError("they lie outside the picture")
    return View(finger, 0, size[0], size[1], minutiae.astype(np.float32))


def _share(quality: str) -> float:
    return min(max(int(quality), 0), 100) / 100


def number_of(record: Record, number: int, otherwise: int = 0) -> int:
    """The number in a field. UnreadableInput where it is none, or of more than six digits."""
    text = record.text(number).split("\x1f")[0].split("\x1e")[0]
    if not text:
        return otherwise
    if not (text.isascii() and text.isdigit() and len(text) <= 6):
        raise UnreadableInput(
            f"Field {record.kind}.{number:03} of this file is no number: {text[:20]!r}.",
            about="odd-field",
            numbers={"field": f"{record.kind}.{number:03}"},
        )
    return int(text)
