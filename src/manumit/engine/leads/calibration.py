"""What decided leads say of the score: how often leads of each band were confirmed, and the shift that this asks for.

Only leads whose case was closed with an outcome count. People open the leads that look strongest, so the undecided ones
are no sample of these, and nothing is learned from them.

The shift is one number b added to the log-odds of every score. It is the mode of the logistic likelihood of the decided
leads and of PRIOR pseudo-outcomes that fall exactly as the shipped score says, spread over the same scores (a conjugate
prior after Diaconis and Ylvisaker 1979; of Platt's two parameters, 1999, the slope stays as shipped: a few dozen leads
of a narrow range cannot tell it). Being one number for all, it changes no rank.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from manumit.engine.evidence import Outcome

FEWEST_DECIDED = 20
"""Below this many decided leads nothing is said and nothing is shifted."""
PRIOR = 20.0
"""Pseudo-outcomes that the shipped calibration is worth. For scores about .7 they are a prior of half a unit log-odds
(1 / sqrt(20 x .7 x .3)); between the generators it was fitted on the calibration moved by .2 to .3, and real evidence
is further from those than they are from one another."""
EDGES = (0.0, 0.2, 0.4, 0.6, 0.8, 1.0)
"""Bands of the score: those of the words faint, weak, fair, strong, very strong."""
Z = 1.645
"""Normal quantile of the 90 % intervals, like those of the score."""
_FARTHEST, _HALVINGS = 15.0, 60
_LEAST = 1e-9
_REAL = {"confirmed": True, "unfounded": False, "other": False}
"""`unknown` decides nothing; another crime or need is not what the lead had said."""


@dataclass(frozen=True, slots=True)
class Band:
    """Decided leads whose score was in [low, high): how many, how many were confirmed, what the score had said on
    average, and the Wilson interval (90 %) of the share that was confirmed."""

    low: float
    high: float
    decided: int
    confirmed: int
    said: float
    interval: tuple[float, float]


@dataclass(frozen=True, slots=True)
class Calibration:
    """What the decided leads of a workspace say. `bands` and `shift` (log-odds, with its standard error) are empty
    and 0 while there are fewer than FEWEST_DECIDED."""

    decided: int = 0
    confirmed: int = 0
    bands: tuple[Band, ...] = ()
    shift: float = 0.0
    error: float = 0.0

    @property
    def enough(self) -> bool:
        """Whether anything may be said."""
        return self.decided >= FEWEST_DECIDED

    def score(self, shipped: float) -> float:
        """What a shipped score is worth here."""
        return _chance(_odds(shipped) + self.shift) if self.enough else shipped

    def interval(self, shipped: float, low: float, high: float) -> tuple[float, float]:
        """Its interval: the shipped one moved, and wider by what the shift itself is not sure of."""
        if not self.enough:
            return low, high
        middle, unsure = _odds(shipped), Z * self.error
        below, above = (math.hypot(middle - _odds(end), unsure) for end in (low, high))
        return _chance(middle + self.shift - below), _chance(middle + self.shift + above)


def calibrate(told: Iterable[Outcome]) -> Calibration:
    """The calibration by outcomes; those without a score, or not known, decide nothing."""
    return calibrated(
        [(one.score, _REAL[one.outcome]) for one in told if one.score is not None and one.outcome in _REAL]
    )


def calibrated(decided: Sequence[tuple[float, bool]]) -> Calibration:
    """The calibration by (shipped score, whether it was confirmed)."""
    confirmed = sum(real for _, real in decided)
    if len(decided) < FEWEST_DECIDED:
        return Calibration(len(decided), confirmed)
    bands = (_band(decided, low, high) for low, high in pairwise(EDGES))
    shift, error = _shift(decided)
    return Calibration(len(decided), confirmed, tuple(b for b in bands if b.decided), shift, error)


def _band(decided: Sequence[tuple[float, bool]], low: float, high: float) -> Band:
    inside = [(score, real) for score, real in decided if low <= score < high or score == high == EDGES[-1]]
    confirmed, count = sum(real for _, real in inside), len(inside)
    said = sum(score for score, _ in inside) / count if count else 0.0
    return Band(low, high, count, confirmed, said, wilson(confirmed, count))


def wilson(hits: int, count: int) -> tuple[float, float]:
    """The 90 % interval of a share (Wilson 1927); all of 0..1 when nothing was counted."""
    if not count:
        return 0.0, 1.0
    share, square = hits / count, Z * Z / count
    middle, half = share + square / 2, Z * math.sqrt(share * (1 - share) / count + square / (4 * count))
    return max(0.0, (middle - half) / (1 + square)), min(1.0, (middle + half) / (1 + square))


def _shift(decided: Sequence[tuple[float, bool]]) -> tuple[float, float]:
    """The shift and its standard error, by halving: the slope of the likelihood falls all the way."""
    odds, each = [_odds(score) for score, _ in decided], PRIOR / len(decided)
    hits = sum(real for _, real in decided) + each * sum(map(_chance, odds))
    low, high = -_FARTHEST, _FARTHEST
    for _ in range(_HALVINGS):
        middle = (low + high) / 2
        expected = (1 + each) * sum(_chance(one + middle) for one in odds)
        low, high = (middle, high) if expected < hits else (low, middle)
    shift = (low + high) / 2
    known = (1 + each) * sum(p * (1 - p) for p in (_chance(one + shift) for one in odds))
    return shift, 1 / math.sqrt(max(known, _LEAST))


def _odds(chance: float) -> float:
    inside = min(1 - _LEAST, max(_LEAST, chance))
    return math.log(inside / (1 - inside))


def _chance(odds: float) -> float:
    return 1 / (1 + math.exp(-odds))
