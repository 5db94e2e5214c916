"""Templates as other programs read them: ISO/IEC 19794-2 records, ANSI/NIST-ITL files with records of type 9."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

import numpy as np

from manumit.base.kernel import UnreadableInput, UsageError
from manumit.engine.biometrics.fingerprint.inputs import prints_and_lost
from manumit.engine.biometrics.fingerprint.itl import RS, US, Record, write_itl
from manumit.engine.biometrics.fingerprint.print import PPI, Print
from manumit.engine.biometrics.fingerprint.records import View, write_record
from manumit.engine.biometrics.model import Template

FORMS = ("iso2005", "iso2011", "itl")


def write_prints(templates: Sequence[Template], form: str, control: str) -> bytes:
    """The minutiae of templates of fingers, in order. `control`: what the file calls itself, for `itl`; no name goes
    out, and no picture."""
    views = [_view(one) for one in templates]
    if form not in FORMS:
        raise UsageError(f"There is no form {form!r}.", f"One of {', '.join(FORMS)}.")
    if form != "itl":
        return write_record(views, int(form.removeprefix("iso")))
    described = Record(2, {2: b"0"})
    records = [described, *(_minutiae(number, one) for number, one in enumerate(views, 1))]
    return itl_file(records, "MINUTIAE", control)


def itl_file(records: Sequence[Record], transaction: str, control: str) -> bytes:
    """A file of today. UsageError for a control number that is none."""
    if not control.isascii() or not control.isprintable() or not 0 < len(control) <= 40:
        raise UsageError("The control number of a file has 1 to 40 plain letters and digits.")
    today = datetime.now(UTC).strftime("%Y%m%d")
    return write_itl(records, transaction, ("UNKNOWN", "MANUMIT"), control, today)


def unpacked(
    path: Path, note: Callable[[int, UnreadableInput], None] = lambda finger, why: None
) -> Iterator[tuple[int, str, bytes]]:
    """Each print of a file by itself: which finger (0: not said), ending and bytes of a file of its own: a PNG at
    500 ppi, or a finger minutiae record where there is no picture. `note` hears first of the fingers that cannot be
    read, and why. UnreadableInput where none can."""
    from PIL import Image

    found, lost = prints_and_lost(path)
    for gone in lost:
        note(gone.finger, gone.why)
    for one in found:
        if isinstance(one.held, View):
            yield one.finger, ".fmr", write_record([one.held])
            continue
        target = BytesIO()
        Image.fromarray(one.held.round().astype(np.uint8)).save(target, "PNG", dpi=(PPI, PPI))
        yield one.finger, ".png", target.getvalue()


def _view(template: Template) -> View:
    held = Print.from_bytes(template.data)
    wide, high = (
        int(side) + 1 for side in held.minutiae[:, :2].max(axis=0, initial=0)
    )  # the first ones had no size
    quality = round(100 * template.quality)
    return View(0, quality, max(held.width, wide), max(held.height, high), held.minutiae)


def _minutiae(number: int, view: View) -> Record:
    """The fields of INCITS 378 within type 9 (SP 500-290e3, table of type 9, 9.126 to 9.137)."""
    rows = [
        US.join(
            b"%d" % part
            for part in (
                at,
                round(x),
                round(y),
                round(math.degrees(direction) / 2) % 180,
                int(kind) + 1,
                min(100, max(1, round(100 * quality))),
            )
        )
        for at, (x, y, direction, kind, quality) in enumerate(view.minutiae.tolist(), 1)
    ]
    return Record(
        9,
        {
            2: b"%d" % number,
            3: b"0",
            4: b"U",
            126: US.join((b"27", b"513")),  # INCITS M1, finger minutiae
            128: b"%d" % view.width,
            129: b"%d" % view.height,
            130: b"1",
            131: b"500",
            132: b"500",
            133: b"0",
            134: b"%d" % view.finger,
            136: b"%d" % len(rows),
            137: RS.join(rows),
        },
    )
