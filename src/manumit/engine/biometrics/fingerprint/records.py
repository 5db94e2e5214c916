"""Finger minutiae records of ISO/IEC 19794-2, in and out: the editions of 2005 (version " 20") and 2011 ("030").

Directions and places are those of `print.Rows`. Sampling is in pixels a centimetre: 197 is 500 ppi. What comes in is
brought to 500 ppi. Everything that does not fit is refused (UnreadableInput) with the offset.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass
from typing import Final

import numpy as np

from manumit.base.kernel import UnreadableInput, UsageError
from manumit.engine.biometrics.fingerprint.print import MOST, Rows

MAGIC: Final = b"FMR\0"
OLD, NEW = b" 20\0", b"030\0"
OLD_TOO: Final = b"020\0"
"""As some writers of the edition of 2005 spell it."""
EDITIONS: Final = (2005, 2011)
PER_CENTIMETRE: Final = 197
SPARSEST, DENSEST = 98, 800
"""Pixels a centimetre that are believed: 250 to 2,000 ppi."""
LARGEST: Final = 16383
"""Places have 14 bits."""
LARGEST_SIDE: Final = 6000
"""Pixels at 500 ppi: a whole hand takes less."""
LARGEST_FILE: Final = 1 << 20
HEAD_OLD: Final = struct.Struct(">4s4sIHHHHHBB")
VIEW_OLD: Final = struct.Struct(">BBBB")
HEAD_NEW: Final = struct.Struct(">4s4sIHB")
FRONT_NEW: Final = struct.Struct(">I9sBHH")
VIEW_NEW: Final = struct.Struct(">BBHHBHHBB")
QUALITY: Final = struct.Struct(">BHH")
MINUTIA: Final = struct.Struct(">HHB")
_KINDS = (1, 2)
"""ISO's codes of our kinds: 1 ending, 2 bifurcation; 0 is other."""


@dataclass(frozen=True, slots=True)
class View:
    """One print of a record: position of the finger (1 right thumb ... 10 left little finger, 0 unknown), quality 0 to
    100, size of the picture in pixels at 500 ppi, minutiae."""

    finger: int
    quality: int
    width: int
    height: int
    minutiae: Rows


class _Source:
    """Bytes with a place in them; asking for more than there is refuses."""

    def __init__(self, data: bytes) -> None:
        self.data, self.at = data, 0

    def take(self, form: struct.Struct) -> tuple[int, ...]:
        return form.unpack(self.bytes(form.size))

    def bytes(self, size: int) -> bytes:
        if self.at + size > len(self.data):
            raise _damaged(f"it ends at byte {len(self.data)}, in the middle of a field at {self.at}")
        self.at += size
        return self.data[self.at - size : self.at]

    def number(self, size: int) -> int:
        return int.from_bytes(self.bytes(size))


def read_record(data: bytes) -> list[View]:
    """The prints of a record. UnreadableInput when it is none, cut off, or says what cannot be."""
    if len(data) > LARGEST_FILE:
        raise _damaged(f"it has more than {LARGEST_FILE >> 20} MiB")
    if data[:4] != MAGIC:
        raise _damaged("it does not begin with FMR")
    if data[4:8] in (OLD, OLD_TOO):
        views = _old(_Source(data))
    elif data[4:8] == NEW:
        views = _new(_Source(data))
    else:
        raise _damaged(f"its version is {data[4:8]!r}; known are {OLD!r} (2005) and {NEW!r} (2011)")
    if not views:
        raise _damaged("it holds no print")
    return views


def _old(source: _Source) -> list[View]:
    _, _, length, _, width, height, x, y, count, _ = source.take(HEAD_OLD)
    _whole(source, length)
    views = []
    for _ in range(count):
        finger, _, quality, minutiae = source.take(VIEW_OLD)
        rows = _minutiae(source, minutiae, 6)
        source.bytes(source.number(2))
        views.append(_view(finger, quality, (width, height), (x, y), rows))
    return views


def _new(source: _Source) -> list[View]:
    _, _, length, count, certified = source.take(HEAD_NEW)
    _whole(source, length)
    views = []
    for _ in range(count):
        begun = source.at
        size = source.take(FRONT_NEW)[0]
        qualities = [source.take(QUALITY)[0] for _ in range(source.number(1))]
        if certified:
            source.bytes(3 * source.number(1))
        finger, _, x, y, _, width, height, form, minutiae = source.take(VIEW_NEW)
        if form >> 4 not in (5, 6):
            raise _damaged(f"minutiae of {form >> 4} bytes are unknown (byte {source.at - 2})")
        rows = _minutiae(source, minutiae, form >> 4)
        source.bytes(source.number(2))
        if source.at - begun != size:
            raise _damaged(f"a print says {size} bytes and has {source.at - begun} (byte {begun})")
        views.append(_view(finger, qualities[0] if qualities else 0, (width, height), (x, y), rows))
    return views


def _whole(source: _Source, length: int) -> None:
    if length != len(source.data):
        raise _damaged(f"it says {length} bytes and has {len(source.data)}")


def _minutiae(source: _Source, count: int, size: int) -> list[tuple[float, ...]]:
    rows: list[tuple[float, ...]] = []
    for _ in range(count):
        x, y, angle = source.take(MINUTIA)
        quality = source.number(1) if size == 6 else 0
        kind = 1 if x >> 14 == _KINDS[1] else 0
        rows.append((x & LARGEST, y & LARGEST, angle * 2 * np.pi / 256, kind, min(quality, 100) / 100))
    return rows


def _view(
    finger: int, quality: int, size: tuple[int, int], density: tuple[int, int], rows: list[tuple[float, ...]]
) -> View:
    if not all(SPARSEST <= one <= DENSEST for one in density):
        raise _damaged(f"{density[0]} x {density[1]} pixels a centimetre cannot be")
    minutiae = np.array(rows, np.float32).reshape(-1, 5)
    if len(minutiae) and (minutiae[:, :2].max(axis=0) >= np.maximum(size, 1)).any():
        raise _damaged("minutiae lie outside the picture")
    scale = np.array([PER_CENTIMETRE / one for one in density], np.float32)
    minutiae[:, :2] *= scale
    width, height = (max(1, round(float(side * by))) for side, by in zip(size, scale, strict=True))
    if max(width, height) > LARGEST_SIDE:
        raise _damaged(f"{size[0]} x {size[1]} pixels are more than a hand")
    return View(finger, min(quality, 100), width, height, minutiae)


def write_record(views: list[View], edition: int = 2011) -> bytes:
    """A record; UsageError for another edition, or views that it cannot hold."""
    if edition not in EDITIONS:
        raise UsageError(f"There is no edition {edition} here.", f"One of {EDITIONS[0]}, {EDITIONS[1]}.")
    if not 0 < len(views) <= 255:
        raise UsageError("A record holds 1 to 255 prints.")
    if edition == 2005:
        return _write_old(views)
    body = b"".join(_new_view(number, one) for number, one in enumerate(views))
    return HEAD_NEW.pack(MAGIC, NEW, HEAD_NEW.size + len(body), len(views), 0) + body


def _write_old(views: list[View]) -> bytes:
    width, height = max(one.width for one in views), max(one.height for one in views)
    body = b"".join(
        VIEW_OLD.pack(one.finger, number << 4, one.quality, len(one.minutiae[:MOST]))
        + _packed(one.minutiae)
        + b"\0\0"
        for number, one in enumerate(views[:16])
    )
    if len(views) > 16:
        raise UsageError("A record of 2005 holds 16 prints at most.", "Write the edition of 2011.")
    size = HEAD_OLD.size + len(body)
    density = PER_CENTIMETRE, PER_CENTIMETRE
    return HEAD_OLD.pack(MAGIC, OLD, size, 0, width, height, *density, len(views), 0) + body


def _new_view(number: int, view: View) -> bytes:
    count = len(view.minutiae[:MOST])
    size = FRONT_NEW.size + 1 + QUALITY.size + VIEW_NEW.size + 6 * count + 2
    front = FRONT_NEW.pack(size, b"\xff" * 9, 0, 0, 0) + b"\x01" + QUALITY.pack(view.quality, 0, 0)
    density = PER_CENTIMETRE, PER_CENTIMETRE
    told = VIEW_NEW.pack(view.finger, number, *density, 0, view.width, view.height, 0x60, count)
    return front + told + _packed(view.minutiae) + b"\0\0"


def _packed(minutiae: Rows) -> bytes:
    packed = bytearray()
    for x, y, direction, kind, quality in minutiae[:MOST].tolist():
        place = min(max(round(x), 0), LARGEST), min(max(round(y), 0), LARGEST)
        angle = round(direction * 256 / (2 * np.pi)) % 256
        packed += MINUTIA.pack(_KINDS[int(kind)] << 14 | place[0], place[1], angle)
        packed.append(min(100, max(1, round(100 * quality))))
    return bytes(packed)


def _damaged(why: str) -> UnreadableInput:
    return UnreadableInput(
        f"This is no finger minutiae record that can be read: {why}.",
        "Ask for ISO/IEC 19794-2:2005 or 2011, or for the pictures of the prints.",
        about="damaged-record",
    )
