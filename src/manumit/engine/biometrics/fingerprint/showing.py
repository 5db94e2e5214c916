"""What people look at of a file with prints that no viewer opens: its picture, or its minutiae drawn on white."""

from __future__ import annotations

import math
from pathlib import Path
from typing import Final

import numpy as np

from manumit.engine.biometrics.fingerprint.inputs import is_print_file, prints_and_lost
from manumit.engine.biometrics.fingerprint.records import View
from manumit.engine.biometrics.images import Pixels

RING, TAIL = 4, 12
"""Pixels at 500 ppi: a minutia is a ring with a tail along its ridge."""
INK: Final = (20, 60, 70)


def print_shown(path: Path) -> Pixels | None:
    """The first print of a WSQ, ISO/IEC 19794-2 or ANSI/NIST-ITL file; None for a plain picture. UnreadableInput."""
    with path.open("rb") as source:
        if not is_print_file(source.read(32)):
            return None
    held = prints_and_lost(path)[0][0].held
    if isinstance(held, View):
        return _drawn(held)
    grey = held.round().clip(0, 255).astype(np.uint8)
    return np.repeat(grey[:, :, None], 3, axis=2)


def _drawn(view: View) -> Pixels:
    from PIL import Image, ImageDraw

    sheet = Image.new("RGB", (view.width, view.height), "white")
    brush = ImageDraw.Draw(sheet)
    for x, y, turn, _kind, _quality in view.minutiae.tolist():
        brush.ellipse((x - RING, y - RING, x + RING, y + RING), outline=INK, width=2)
        brush.line((x, y, x + TAIL * math.cos(turn), y - TAIL * math.sin(turn)), fill=INK, width=2)
    return np.asarray(sheet)
