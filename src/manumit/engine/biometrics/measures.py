"""How good scores and ratios are. Genuine: two pictures of one person; impostor: of two people. Larger = more alike."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]
Numbers = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Pairs:
    """Comparisons of a labelled cohort: score, and the two subjects (numbers)."""

    score: Floats
    a: Numbers
    b: Numbers

    @property
    def same(self) -> Flags:
        """Which are genuine."""
        return np.asarray(self.a == self.b)


def rates(genuine: Floats, impostor: Floats) -> tuple[Floats, Floats, Floats]:
    """(thresholds, FMR, FNMR) at every score that occurs: FMR counts impostors >= the threshold, FNMR genuine below."""
    at = np.unique(np.concatenate([genuine, impostor]))
    fmr = 1 - np.searchsorted(np.sort(impostor), at, "left") / len(impostor)
    fnmr = np.searchsorted(np.sort(genuine), at, "left") / len(genuine)
    return at, fmr, fnmr


def equal_error(genuine: Floats, impostor: Floats) -> float:
    """EER: where the two error rates cross, the mean of both there."""
    _, fmr, fnmr = rates(genuine, impostor)
    crossing = int(np.argmin(np.abs(fmr - fnmr)))
    return float(fmr[crossing] + fnmr[crossing]) / 2


def fnmr_at(genuine: Floats, impostor: Floats, fmr: float) -> float:
    """FNMR at the lowest threshold whose FMR is at most `fmr`."""
    _, false, missed = rates(genuine, impostor)
    fits = np.flatnonzero(false <= fmr)
    return float(missed[fits[0]]) if len(fits) else 1.0


def cllr(genuine: Floats, impostor: Floats) -> float:
    """Cost of log-likelihood ratios (natural logarithm), in bits: 0 perfect, 1 says nothing. Brümmer and du Preez,
    'Application-independent evaluation of speaker detection', Computer Speech and Language 20 (2006)."""
    missed = np.logaddexp(0, -genuine).mean()
    false = np.logaddexp(0, impostor).mean()
    return float(missed + false) / (2 * float(np.log(2)))


def least_cllr(genuine: Floats, impostor: Floats) -> float:
    """The Cllr of the best monotone map of these very scores (pool adjacent violators): no calibration beats it."""
    scores = np.concatenate([genuine, impostor])
    share = np.concatenate([np.full(len(genuine), 0.5 / len(genuine)), np.zeros(len(impostor))])
    weight = share + np.concatenate([np.zeros(len(genuine)), np.full(len(impostor), 0.5 / len(impostor))])
    values, where = np.unique(scores, return_inverse=True)
    odds = pooled(_added(where, share), _added(where, weight))[where]
    with np.errstate(divide="ignore"):
        llr = np.log(odds) - np.log1p(-odds)
    return cllr(llr[: len(genuine)], llr[len(genuine) :]) if len(values) else 1.0


def _added(where: npt.NDArray[np.intp], weight: Floats) -> Floats:
    return np.bincount(where, weight).astype(np.float64)


def pooled(part: Floats, weight: Floats) -> Floats:
    """Isotonic regression of part/weight: the non-decreasing steps nearest to it."""
    blocks: list[tuple[float, float, int]] = []
    for one, heavy in zip(part, weight, strict=True):
        held = (float(one), float(heavy), 1)
        while blocks and blocks[-1][0] * held[1] >= held[0] * blocks[-1][1]:
            last = blocks.pop()
            held = (last[0] + held[0], last[1] + held[1], last[2] + held[2])
        blocks.append(held)
    return np.concatenate([np.full(count, part / heavy) for part, heavy, count in blocks])
