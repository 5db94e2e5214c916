"""The sheet as bits: phases of log-Gabor filters along the ring, and which bits can be trusted."""

from __future__ import annotations

from typing import Final, NamedTuple

import numpy as np
import numpy.typing as npt
from scipy import ndimage

from manumit.engine.biometrics.iris.contours import Bools, Floats
from manumit.engine.biometrics.iris.sheet import COLUMNS, ROWS, Sheet


class Filters(NamedTuple):
    """What the sheet is looked at with."""

    wavelengths: tuple[float, ...]
    """In columns of the sheet: COLUMNS over a wavelength are the periods around the ring."""
    bandwidth: float
    """Sigma over centre frequency of a log-Gabor filter (Field 1987): the smaller, the wider; 0.5: some two octaves."""
    depth: float
    """Sigma in rows of the sheet over which brightness is evened from the pupil to the white before cells are taken."""


FILTERS: Final = Filters((7.0, 10.0, 15.0), 0.3, 0.5)
"""Fine detail has more ways to differ than shading has, so strangers agree less by luck; wide filters bear noise. Of 48
sets the one with the least Cllr on eleven people of MMU1, as taken and made worse; judged once on eleven others
(benchmarks/iris_filters.py, docs/explanation/iris.md)."""
CODE_ROWS, CODE_COLUMNS = 16, 128
FRAGILE: Final = 0.25
"""Share of a filter's bits that are left out: those whose response is nearest to zero flip most easily
(Hollingsworth, Bowyer, Flynn 2009, "The best bits in an iris code")."""
VISIBLE: Final = 0.7
"""Share of a code cell that has to be iris."""
PLANES: Final = 2 * len(FILTERS.wavelengths)
"""Sign of the real and of the imaginary part for each wavelength: two bits of phase."""
WORDS: Final = PLANES * CODE_ROWS // 32

Words = npt.NDArray[np.uint32]


def responses(sheet: Sheet, filters: Filters = FILTERS) -> tuple[npt.NDArray[np.complex64], Bools]:
    """Filter responses (wavelengths x CODE_ROWS x CODE_COLUMNS) and which cells are visible."""
    seen = sheet.iris.astype(np.float32)
    flat = _evened(sheet.grey, seen)
    rows = _cells(ndimage.gaussian_filter1d(flat, filters.depth, axis=0))
    frequency = np.fft.fftfreq(COLUMNS)
    ahead = frequency > 0
    spectrum = np.fft.fft(rows, axis=1)
    found = []
    for wavelength in filters.wavelengths:
        gain = np.zeros(COLUMNS)
        gain[ahead] = np.exp(
            -(np.log(frequency[ahead] * wavelength) ** 2) / (2 * np.log(filters.bandwidth) ** 2)
        )
        found.append(np.fft.ifft(spectrum * gain, axis=1)[:, :: COLUMNS // CODE_COLUMNS])
    visible = _cells(seen)[:, :: COLUMNS // CODE_COLUMNS] > VISIBLE
    return np.stack(found).astype(np.complex64), visible


def _cells(sheet: Floats) -> Floats:
    mean: Floats = sheet.reshape(CODE_ROWS, ROWS // CODE_ROWS, -1).mean(axis=1)
    return mean


def _evened(grey: Floats, seen: Floats) -> Floats:
    """Brightness with the local mean taken away and the local spread made one, zero where it is no iris."""

    def local(values: Floats, rows: float, columns: float) -> Floats:
        total = ndimage.gaussian_filter(values * seen, (rows, columns), mode=("nearest", "wrap"))
        share = ndimage.gaussian_filter(seen, (rows, columns), mode=("nearest", "wrap"))
        mean: Floats = total / np.maximum(share, 0.02)
        return mean

    away = (grey - local(grey, 3, 12)) * seen
    even: Floats = away / (np.sqrt(local(away * away, 6, 20)) + 1)
    return even


def code_of(sheet: Sheet, filters: Filters = FILTERS) -> tuple[Words, Words]:
    """Code and mask, each CODE_COLUMNS x WORDS words of 32 bits (the planes and rows of one direction)."""
    waves, visible = responses(sheet, filters)
    parts = np.stack([part for wave in waves for part in (wave.real, wave.imag)])
    strength = np.abs(parts)
    least = [np.quantile(one[visible], FRAGILE) if visible.any() else 0.0 for one in strength]
    trusted = visible[None] & (strength >= np.array(least)[:, None, None])
    return pack(parts > 0), pack(trusted)


def pack(bits: Bools) -> Words:
    """(PLANES x CODE_ROWS x CODE_COLUMNS) as CODE_COLUMNS x WORDS: what lies in one direction lies together."""
    packed = np.packbits(bits.reshape(PLANES * CODE_ROWS, CODE_COLUMNS).T, axis=1)
    return np.ascontiguousarray(packed).view(np.uint32)
