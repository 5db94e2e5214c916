"""Files with prints: pictures, WSQ, finger minutiae records (ISO/IEC 19794-2), ANSI/NIST-ITL files."""

from __future__ import annotations

import struct
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from manumit.base.kernel import PoorCapture, UnreadableInput
from manumit.engine.biometrics.fingerprint.itl import DATA, HEAD_4, LARGEST_FILE, Record, is_itl, read_itl
from manumit.engine.biometrics.fingerprint.nines import minutiae_of, number_of
from manumit.engine.biometrics.fingerprint.print import PPI, finger_named
from manumit.engine.biometrics.fingerprint.records import MAGIC, View, read_record
from manumit.engine.biometrics.fingerprint.ridges import nearer_at, ridge_period
from manumit.engine.biometrics.fingerprint.wsq import is_wsq, read_wsq, size_of
from manumit.engine.biometrics.images import read_picture

Grey = npt.NDArray[np.float64]
NEAR: Final = 0.02
"""Of 500 ppi: as far off is taken as it is (ANSI/NIST-ITL allows 1 %)."""
COARSEST, FINEST = 450, 2100
"""Pixels an inch that are brought to 500; coarser prints lose ridges."""
LEAST_STATED: Final = 100
"""A header that says less (1, 72, 96) says nothing of a scanner."""
PLAIN: Final = (0, 1, 2, 3)
"""Impressions that are read: live and inked, plain and rolled. Latents are not."""
MOST_PRINTS: Final = 20
"""Pictures of a file: ten rolled, ten plain."""
MOST_PIXELS: Final = 4_000_000
"""Of one print among several: two inches square at 1,000 pixels an inch."""
_RAW, _WSQ = ("NONE", "0"), ("WSQ20", "WSQ", "1")
AMPUTATED: Final = 18
"""Field of a record of type 14 that says why it has no picture: the finger is gone, or bandaged."""
_ENCODED = ("JPEGB", "JPEGL", "PNG", "2", "3", "6")


@dataclass(frozen=True, slots=True)
class Found:
    """A print in a file: which finger (0: not said), and its picture at 500 ppi or its minutiae."""

    finger: int
    held: Grey | View


@dataclass(frozen=True, slots=True)
class Lost:
    """A print in a file that cannot be read: which finger (0: not said), and why."""

    finger: int
    why: UnreadableInput


def is_print_file(head: bytes) -> bool:
    """Whether a file that begins so is WSQ, a finger minutiae record or ANSI/NIST-ITL: no plain picture."""
    return head[:4] == MAGIC or is_wsq(head) or is_itl(head)


def prints_in(path: Path) -> list[Found]:
    """Every print of a file, told by its content. UnreadableInput (PoorCapture for pictures) when there is none, or one
    cannot be read."""
    found, lost = prints_and_lost(path)
    if lost:
        raise lost[0].why
    return found


def prints_and_lost(path: Path) -> tuple[list[Found], list[Lost]]:
    """The prints of a file, and those that cannot be read. UnreadableInput where none can."""
    if not path.is_file() or path.stat().st_size > LARGEST_FILE:
        raise UnreadableInput(
            f"{path} is no file of at most {LARGEST_FILE >> 20} MiB.",
            about="large-card",
            numbers={"most": LARGEST_FILE >> 20},
        )
    with path.open("rb") as source:
        head = source.read(32)
    if not is_print_file(head):
        return [Found(0, _as_stated(path, read_picture(path).mean(axis=2)))], []
    try:
        every = _inside(path.read_bytes())
    except UnreadableInput as error:
        raise type(error)(
            f"{path}: {error.sentence}", error.hint, about=error.about, numbers=error.numbers
        ) from error
    found = [one for one in every if isinstance(one, Found)]
    lost = [Lost(one.finger, _named(path, one)) for one in every if isinstance(one, Lost)]
    if not found:
        raise lost[0].why
    return found, lost


def _named(path: Path, lost: Lost) -> UnreadableInput:
    why, which = lost.why, f"{finger_named(lost.finger)}: " if lost.finger else ""
    numbers = of_finger(why, lost.finger).numbers
    return type(why)(f"{path}: {which}{why.sentence}", why.hint, about=why.about, numbers=numbers)


def of_finger(why: UnreadableInput, finger: int) -> UnreadableInput:
    """The same, its numbers saying which finger of a card it is about; 0: not said."""
    if finger:
        why.numbers["finger"] = finger
    return why


def _inside(data: bytes) -> Sequence[Found | Lost]:
    if data[:4] == MAGIC:
        return [Found(one.finger, one) for one in read_record(data)]
    if is_wsq(data):
        pixels, ppi = read_wsq(data)
        return [Found(0, at_500(pixels, ppi if ppi > 0 else PPI))]
    every = list(_of_records(read_itl(data)))
    if not every:
        raise UnreadableInput(
            "No print of a finger is in this file (records of type 4, 9 or 14).",
            "Latent prints, palms and feet are not compared here.",
            about="no-print",
        )
    return every


def the_print(path: Path) -> Found:
    """The one print of a file."""
    found, lost = prints_and_lost(path)
    fingers = [*(one.finger for one in found), *(one.finger for one in lost)]
    if len(fingers) > 1:
        raise PoorCapture(
            f"{path} holds {len(fingers)} prints (fingers {', '.join(map(str, fingers[:14]))}).",
            "Enrolling and a search take it as it is. Else hand in each finger by itself: `manumit prints unpack` takes"
            " it apart.",
            about="several-prints",
            numbers={"n": len(fingers), "fingers": ", ".join(map(str, fingers[:14]))},
        )
    return found[0]


def at_500(pixels: npt.NDArray[Any], ppi: float) -> Grey:
    """Brought to 500 ppi. PoorCapture for what is too coarse to be."""
    grey = pixels.astype(np.float64)
    if abs(ppi / PPI - 1) <= NEAR:
        return grey
    if not COARSEST <= ppi <= FINEST:
        raise PoorCapture(
            f"This print states {ppi:.0f} pixels an inch.",
            "Scan it at 500 or 1,000 pixels an inch.",
            about="wrong-density",
            numbers={"n": round(ppi)},
        )
    from PIL import Image

    height, width = pixels.shape
    size = max(1, round(width * PPI / ppi)), max(1, round(height * PPI / ppi))
    shrunk = Image.fromarray(grey.astype(np.uint8)).resize(size, Image.Resampling.LANCZOS)
    return np.asarray(shrunk, np.float64)


def _as_stated(path: Path, grey: Grey) -> Grey:
    """A picture's print at 500 ppi: of another resolution where its header says so and its ridges agree."""
    from PIL import Image

    with Image.open(path) as picture:
        stated = float(max(picture.info.get("dpi") or (0,)))
    if not LEAST_STATED <= stated <= FINEST or abs(stated / PPI - 1) <= NEAR:
        return grey
    return at_500(grey, stated) if nearer_at(ridge_period(grey), stated, PPI) else grey


def _of_records(records: list[Record]) -> Iterator[Found | Lost]:
    """Pictures, and minutiae of those fingers alone that have no picture: what is measured is measured by us."""
    pictures = [one for kind in (4, 14) for one in records if one.kind == kind and _is_shown(one)]
    if len(pictures) > MOST_PRINTS:
        raise UnreadableInput(
            f"It holds {len(pictures)} prints: more than the card of one person.",
            "Hand in the best of them.",
            about="crowded-card",
            numbers={"most": MOST_PRINTS},
        )
    shown: set[int] = set()
    for record in pictures:
        try:
            found = _picture_4(record) if record.kind == 4 else _picture_14(record)
        except UnreadableInput as error:
            yield Lost(_finger(record), error)
        else:
            shown.add(found.finger)
            yield found
    for record in records:
        if record.kind != 9 or _finger(record) in shown:
            continue
        try:
            if view := minutiae_of(record):
                yield Found(view.finger, view)
        except UnreadableInput as error:
            yield Lost(_finger(record), error)


def _finger(record: Record) -> int:
    """Of a record of type 4, 9 or 14; 0 where it does not say."""
    with suppress(struct.error, UnreadableInput):
        if record.kind == 4:
            return int(HEAD_4.unpack_from(record.body)[3][0])
        return number_of(record, 13 if record.kind == 14 else 134 if 137 in record.fields else 6)
    return 0


def _is_shown(record: Record) -> bool:
    """Whether a record of type 4 or 14 has a print of a kind that is read; what says nothing sensible has, and is
    refused when its turn comes."""
    try:
        if record.kind == 4:
            _, _, impression, positions, *_ = HEAD_4.unpack_from(record.body)
            return impression in PLAIN and 1 <= positions[0] <= 10
        gone = AMPUTATED in record.fields and not record.fields.get(DATA)
        return not gone and 1 <= number_of(record, 13) <= 10 and number_of(record, 3) in PLAIN
    except (struct.error, UnreadableInput):
        return True


def _picture_4(record: Record) -> Found:
    if len(record.body) <= HEAD_4.size:
        raise UnreadableInput("A record of type 4 in this file has no picture.", about="no-print-picture")
    _, _, _, positions, scan, width, height, form = HEAD_4.unpack_from(record.body)
    if scan not in (0, 1):
        raise UnreadableInput(
            f"A record of type 4 in this file has resolution code {scan}.", about="unclear-density"
        )
    pixels, stated = _pixels(record.body[HEAD_4.size :], str(form), width, height)
    return Found(positions[0], at_500(pixels, stated if scan == 1 and stated else PPI))


def _picture_14(record: Record) -> Found:
    finger, _impression = number_of(record, 13), number_of(record, 3)
    form, data = record.text(11) or "NONE", record.fields.get(DATA, b"")
    pixels, stated = _pixels(data, form.upper(), number_of(record, 6), number_of(record, 7))
    across = {1: 1.0, 2: 2.54}.get(number_of(record, 8, 1))
    density = number_of(record, 9, 0) * across if across else stated
    return Found(finger, at_500(pixels, density or PPI))


def _pixels(data: bytes, form: str, width: int, height: int) -> tuple[npt.NDArray[np.uint8], int]:
    """The picture, and the pixels an inch that its own format states (0: none). How large it is is asked of its header,
    before it is decoded."""
    if form in _RAW:
        _bounded(width, height)
        if not width * height or len(data) != width * height:
            raise UnreadableInput(
                f"A picture of {width} x {height} in this file has {len(data)} bytes.",
                "Fetch it again.",
                about="cut-off-print",
                numbers={"width": width, "height": height, "n": len(data)},
            )
        return np.frombuffer(data, np.uint8).reshape(height, width), 0
    if form in _WSQ:
        _bounded(*size_of(data))
        pixels, ppi = read_wsq(data)
        return pixels, max(ppi, 0)
    if form in _ENCODED:
        picture = read_picture(Path("a picture in this file"), data, MOST_PIXELS)
        return picture.mean(axis=2).astype(np.uint8), 0
    raise UnreadableInput(
        f"Pictures compressed as {form} are not read.",
        "Ask for WSQ, PNG or JPEG.",
        about="unknown-compression",
        numbers={"form": form},
    )


def _bounded(width: int, height: int) -> None:
    if width * height > MOST_PIXELS:
        raise PoorCapture(
            f"A picture of {width} x {height} pixels in this file is larger than one print.",
            "Ask for each finger by itself, at 500 or 1,000 pixels an inch.",
            about="large-print",
            numbers={"width": width, "height": height},
        )
