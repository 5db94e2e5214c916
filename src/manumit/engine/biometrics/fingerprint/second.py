"""The second matcher: MINDTCT's minutiae and Bozorth3's score, NIST's own C, called through its two functions.

It shares nothing with the first: another extractor, another idea of likeness (webs of distances and angles instead of
an alignment). Built at set-up (`building`); where it is not, prints have one vote, and answers say so.
"""

from __future__ import annotations

import ctypes
import os
from functools import cache
from pathlib import Path
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from manumit.engine.biometrics.fingerprint.building import AGAIN, built
from manumit.engine.biometrics.fingerprint.print import MOST, Rows

NAMED: Final = "AFIS_LFS_LIB"
"""Environment variable of the package afis that names a library built elsewhere."""
FULL: Final = 200
"""Minutiae that the library's template holds (afis_lfs.h)."""
FEWEST: Final = 10
"""Below as many minutiae Bozorth3 gives no score (MIN_COMPUTABLE_BOZORTH_MINUTIAE): such a print has no second vote."""
STEPS: Final = 16
"""MINDTCT counts directions in 16ths of 180 degrees, clockwise from above."""
PPI: Final = 500.0
SEES: Final = f"{PPI:g} ppi; lfsparms_V2; {FEWEST} to 150 minutiae"
"""What was done to a picture before it was compared (afis_lfs.c keeps the 150 most reliable)."""
ABSENT: Final = (
    "MINDTCT + Bozorth3 are not built here: prints are compared by one matcher alone"
    f" (a C compiler and `{AGAIN}` add the other)"
)


class _Minutia(ctypes.Structure):
    _fields_ = (
        ("x", ctypes.c_int32),
        ("y", ctypes.c_int32),
        ("direction", ctypes.c_int32),
        ("reliability", ctypes.c_double),
        ("type", ctypes.c_int32),
    )


class Web(ctypes.Structure):
    """A print as Bozorth3 takes it (AfisTemplate of afis_lfs.h)."""

    _fields_ = (
        ("n", ctypes.c_int32),
        ("width", ctypes.c_int32),
        ("height", ctypes.c_int32),
        ("minutiae", _Minutia * FULL),
    )


@cache
def library() -> Any | None:
    """The library, opened once; None where it is not built or does not load."""
    named = os.environ.get(NAMED)
    path = Path(named) if named else built()
    try:
        opened = ctypes.CDLL(str(path)) if path else None
    except OSError:
        return None
    if opened is None:
        return None
    web = ctypes.POINTER(Web)
    opened.afis_mindtct_extract.argtypes = (
        ctypes.POINTER(ctypes.c_uint8), ctypes.c_int, ctypes.c_int, ctypes.c_double, web,
    )  # fmt: skip
    opened.afis_mindtct_extract.restype = ctypes.c_int
    opened.afis_bozorth3_match.argtypes = (web, web)
    opened.afis_bozorth3_match.restype = ctypes.c_int
    return opened


def second_minutiae(grey: npt.NDArray[np.floating[Any]]) -> Rows | None:
    """MINDTCT's minutiae of a picture at 500 ppi; none when it finds no ridges, None where it is not installed."""
    opened = library()
    if opened is None:
        return None
    pixels = np.ascontiguousarray(np.clip(grey, 0, 255).astype(np.uint8))
    height, width = pixels.shape
    found = Web()
    ended = opened.afis_mindtct_extract(
        pixels.ctypes.data_as(ctypes.POINTER(ctypes.c_uint8)), width, height, PPI, ctypes.byref(found)
    )
    count = 0 if ended else min(int(found.n), MOST)
    rows = [
        (one.x, one.y, _radians(one.direction), 1 - one.type, one.reliability)
        for one in found.minutiae[:count]
    ]
    return np.array(rows, np.float32).reshape(-1, 5)


def web_of(minutiae: Rows | None, width: int, height: int) -> Web | None:
    """Ready to be compared; None when there is no vote in it."""
    if minutiae is None or len(minutiae) < FEWEST:
        return None
    packed = Web(min(len(minutiae), FULL), width, height)
    for at, (x, y, direction, kind, quality) in enumerate(minutiae[:FULL].tolist()):
        packed.minutiae[at] = _Minutia(round(x), round(y), _steps(direction), quality, 1 - int(kind))
    return packed


def bozorth(a: Web, b: Web) -> int:
    """Bozorth3's score, the better of both orders: 0 to some hundreds."""
    opened = library()
    return int(opened.afis_bozorth3_match(ctypes.byref(a), ctypes.byref(b))) if opened else 0


def _radians(steps: int) -> float:
    return float(np.radians((90 - steps * 180 / STEPS) % 360))


def _steps(radians: float) -> int:
    return round((90 - float(np.degrees(radians)) % 360) / (180 / STEPS)) % (2 * STEPS)
