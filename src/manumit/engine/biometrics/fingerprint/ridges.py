"""How far apart the ridges of a print lie: whether its picture has the resolution that it is taken for."""

from __future__ import annotations

from typing import Final

import numpy as np
import numpy.typing as npt

USUAL: Final = 9.0
"""Pixels between ridges at 500 an inch: of an adult's finger about half a millimetre."""
NEAREST, FARTHEST = 5.0, 13.0
"""Nearer or farther ones are of another resolution, or of no print. The 80 prints of FVC2002 DB1_B at 500 ppi have 7.5
to 10.7; half of them made smaller to 250 ppi 3.4 to 5.8, larger to 1,000 ppi 14.2 to 21.3. A small child's are nearer
than an adult's."""
_SIDE: Final = 128
FLAT: Final = 12.0
"""Standard deviation in grey levels below which a print, or a part of it, shows no ridges."""
_RINGS = np.arange(6, 60)
"""Ridges across such a part; what is wider than 21 pixels is uneven ink or light."""


def ridge_period(grey: npt.NDArray[np.float64]) -> float:
    """Pixels from ridge to ridge, from the strongest ring of the spectra of its parts; 0 where there is no part with
    ridges."""
    high, wide = (max(side, _SIDE) for side in grey.shape)
    whole = np.full((high, wide), grey.mean())
    whole[: grey.shape[0], : grey.shape[1]] = grey
    window = np.outer(np.hanning(_SIDE), np.hanning(_SIDE))
    power = np.zeros((_SIDE, _SIDE))
    for top in range(0, high - _SIDE + 1, _SIDE // 2):
        for left in range(0, wide - _SIDE + 1, _SIDE // 2):
            part = whole[top : top + _SIDE, left : left + _SIDE]
            if part.std() >= FLAT:
                power += np.abs(np.fft.fft2((part - part.mean()) * window)) ** 2 / part.var()
    if not power.any():
        return 0.0
    waves = np.fft.fftfreq(_SIDE) * _SIDE
    ring = np.rint(np.hypot(*np.meshgrid(waves, waves))).astype(int)
    energy = np.bincount(ring.ravel(), power.ravel())[_RINGS]
    return float(_SIDE / _RINGS[int(energy.argmax())])


def nearer_at(period: float, stated: float, ppi: float) -> bool:
    """Whether what a file states of its resolution brings its ridges nearer to the usual than taking it for `ppi`
    does: headers lie."""
    return period > 0 and abs(period * ppi / stated - USUAL) < abs(period - USUAL)
