"""Search of many templates: a filter before the comparison that loses nobody, in place of one that may (plain HNSW lost
1.4 % of mates).

Vectors are turned so that their first coordinates hold most of what they vary by, and cut into pieces. Of a probe q and
a template x in two parts each, x.q = x1.q1 + x2.q2 <= x1.q1 + |x2| |q2| (Cauchy-Schwarz). Whoever stays below the
threshold with the right side stays below it with the left: the rest of them need not be looked at.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

import numpy as np
from numpy.typing import NDArray

from manumit.engine.biometrics.measures import Floats, Numbers
from manumit.engine.biometrics.model import Template

Vectors = NDArray[np.float32]
Lay = Callable[[Sequence[Template]], Vectors]
"""Lays templates into the space in which a scalar product is their score: templates x width."""
SLACK: Final = 1e-4
"""Added to the bound: sums of 512 products in single precision are off by less (512 x 2^-24 x |x| |q|, each near 1)."""
SAMPLE: Final = 20_000
"""Templates from which the turn is reckoned."""
ROWS: Final = 200_000
"""Templates of one step."""
FEW: Final = 1 / 8
"""Of a step: so many, and they are picked out; more are compared faster where they lie."""
TRIED: Final = 12
"""Probes by which recall is measured."""
WAY: Final = "bounded"


@dataclass(frozen=True, slots=True)
class Filtered:
    """How a search left out what could not be named. `compared` templates in full, of `templates`; `recall_of`: so many
    that reach the threshold were looked for in this gallery by comparing everything, and `recall_found` of them found.
    """

    way: str
    why: str
    compared: int
    templates: int
    recall_found: int
    recall_of: int


@dataclass(frozen=True, slots=True)
class Met:
    """Templates (their places) that reach a score, with their scores; how many were compared in full."""

    places: Numbers
    scores: Floats
    compared: int


class Bounded:
    """Templates laid out for such a search: 4 bytes a coordinate, and 8 a template for two lengths."""

    def __init__(self, templates: Sequence[Template], lay: Lay) -> None:
        self._lay, self._dice = lay, np.random.default_rng(1)
        self.count, self._recall = len(templates), dict[float, tuple[int, int]]()
        chosen = np.sort(self._dice.choice(self.count, min(self.count, SAMPLE), replace=False))
        some = lay([templates[at] for at in chosen]).astype(np.float64)
        width = some.shape[1]
        self._turn = np.ascontiguousarray(np.linalg.eigh(some.T @ some)[1][:, ::-1], np.float32)
        cuts = sorted({0, width // 4, width // 2, width})
        self._spans = list(pairwise(cuts))
        self._pieces = [np.empty((self.count, b - a), np.float32) for a, b in self._spans]
        self._reach = [np.empty(self.count, np.float32) for _ in self._spans[1:]]
        for at in range(0, self.count, ROWS):
            turned = lay(templates[at : at + ROWS]) @ self._turn
            for (a, b), piece in zip(self._spans, self._pieces, strict=True):
                piece[at : at + ROWS] = turned[:, a:b]
            for (_, b), reach in zip(self._spans, self._reach, strict=False):
                reach[at : at + ROWS] = np.linalg.norm(turned[:, b:], axis=1)

    @property
    def size(self) -> int:
        """Bytes in memory."""
        return sum(one.nbytes for one in (*self._pieces, *self._reach))

    def _parts(self, probe: Vectors) -> list[Vectors]:
        turned = probe @ self._turn
        return [np.ascontiguousarray(turned[a:b]) for a, b in self._spans]

    def every(self, probe: Template) -> Floats:
        """The score of each template."""
        return self._every(self._parts(self._lay([probe])[0]))

    def _every(self, parts: list[Vectors]) -> Floats:
        told = np.zeros(self.count, np.float32)
        for piece, part in zip(self._pieces, parts, strict=True):
            told += piece @ part
        return told.astype(np.float64)

    def scores(self, probe: Template, places: Numbers) -> Floats:
        """Of the templates at these places alone."""
        parts = self._parts(self._lay([probe])[0])
        told = sum(piece[places] @ part for piece, part in zip(self._pieces, parts, strict=True))
        return np.asarray(told, np.float64)

    def above(self, probe: Template, least: float) -> Met:
        """Those that reach `least`: the same as of `every`."""
        return self._above(self._parts(self._lay([probe])[0]), least)

    def _above(self, parts: list[Vectors], least: float) -> Met:
        steps = [self._step(parts, least, at) for at in range(0, self.count, ROWS)]
        places, scores = (np.concatenate(one) for one in zip(*((a, b) for a, b, _ in steps), strict=True))
        return Met(places, scores.astype(np.float64), sum(one for _, _, one in steps))

    def _step(self, parts: list[Vectors], least: float, at: int) -> tuple[Numbers, Vectors, int]:
        """(places, scores, how many were compared in full) of one step."""
        here = slice(at, min(at + ROWS, self.count))
        places: Numbers | None = None  # all of the step, as long as it is None
        told: Vectors = self._pieces[0][here] @ parts[0]
        for number in range(1, len(parts)):
            rest = np.float32(np.sqrt(sum(float(part @ part) for part in parts[number:])))
            reach = self._reach[number - 1][here if places is None else places]
            near = np.flatnonzero(told + reach * rest >= least - SLACK)
            if places is not None or len(near) < FEW * len(told):
                told = told[near]
                places = near + at if places is None else places[near]
            told = np.add(told, self._pieces[number][here if places is None else places] @ parts[number])
        near = np.flatnonzero(told >= least)
        return (near + at if places is None else places[near]), told[near], len(told)

    def recall(self, least: float) -> tuple[int, int]:
        """(found, of how many): what `above` finds of all that `every` says reaches `least`, for probes made of
        templates here with noise, so that each has one at about `least`. Measured once: the reckoning can lose nobody,
        a program may."""
        if least not in self._recall:
            found = there = 0
            for place in self._dice.choice(self.count, min(TRIED, self.count), replace=False):
                own = np.concatenate([piece[place] for piece in self._pieces])
                probe = _beside(own, least + 0.01, self._dice)
                parts = [probe[a:b] for a, b in self._spans]
                wanted = np.flatnonzero(self._every(parts) >= least)
                found += len(np.intersect1d(self._above(parts, least).places, wanted))
                there += len(wanted)
            self._recall[least] = (found, there)
        return self._recall[least]

    def told(self, compared: int, least: float) -> Filtered:
        """What an answer says of it."""
        why = (
            f"{self.count:,} templates are many: those whose first coordinates show that they cannot reach the"
            " threshold are not compared to the end. Nobody who reaches it is left out by that."
        )
        return Filtered(WAY, why, compared, self.count, *self.recall(least))


def _beside(own: Vectors, score: float, dice: np.random.Generator) -> Vectors:
    """A vector about as long whose product with `own` is this; where that cannot be, `own` itself."""
    square = float(own @ own)
    if not 0 < score < square:
        return own
    noise = dice.standard_normal(len(own)).astype(np.float32)
    noise -= (noise @ own) / square * own
    share = score / square
    away = np.sqrt(square * (1 - share**2)) / max(float(np.linalg.norm(noise)), 1e-9)
    return np.asarray(share * own + away * noise, np.float32)
